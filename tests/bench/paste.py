"""One line of 500 kB pasted into a letter field, until the screen stands again, beside the same bytes as a page."""

from __future__ import annotations

import os
import sys

from bench.ratio import Ratio, seconds

WORDS = "I felt far away and wanted you near. "
ONE_LINE = WORDS * (500_000 // len(WORDS))
PAGE = "\n".join([WORDS * 10] * (500_000 // (len(WORDS) * 10)))


def measure() -> list[Ratio]:
    """Bond's field against a stock QPlainTextEdit, each pasted into anew."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QMimeData, QtMsgType, qInstallMessageHandler
    from PySide6.QtWidgets import QApplication, QPlainTextEdit, QVBoxLayout, QWidget

    from bondapp.ui.widgets import LetterField

    def hear(_kind: QtMsgType, _context: object, message: str) -> None:
        # The offscreen platform says at every size hint that it has none.
        if "propagateSizeHints" not in message:
            print(message, file=sys.stderr)

    qInstallMessageHandler(hear)
    app = QApplication.instance() or QApplication([])

    def paste(make: type[QPlainTextEdit], text: str) -> None:
        page = QWidget()
        page.resize(640, 400)
        field = make()
        QVBoxLayout(page).addWidget(field)
        page.show()
        app.processEvents()
        mime = QMimeData()
        mime.setText(text)
        field.insertFromMimeData(mime)
        app.processEvents()
        page.grab()
        page.close()

    floor = seconds(lambda: paste(QPlainTextEdit, PAGE))
    line = seconds(lambda: paste(LetterField, ONE_LINE))
    return [Ratio(line / floor, "500 kB in one line into a letter field", "500 kB of short lines into a plain field")]
