"""A tour of every screen: a made-up pair walks the main journeys in a throw-away vault, pictured as it goes."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Literal

from bondapp import paths


def run_tour(
    folder: Path, *, dark: bool = False, scale: float = 1.0, rtl: bool = False, lang: str = "en", width: int = 1180
) -> int:
    """Picture every screen into a folder, with an index page; 0 when none is blank, clipped or throws."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QLocale, Qt
    from PySide6.QtWidgets import QApplication

    from bondapp.tour.camera import TourError
    from bondapp.tour.index import write_index
    from bondapp.tour.walk import Walk, application

    if not (paths.resources() / "content" / lang).is_dir():
        sys.stderr.write("There is no content in that language.\n")
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = application()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    thrown: list[str] = []
    sys.excepthook = lambda kind, error, trace: thrown.append("".join(traceback.format_exception(kind, error, trace)))
    pictures: list[tuple[str, str]] = []
    faults: list[str] = []
    try:
        modes: tuple[Literal["light", "dark"], ...] = ("dark",) if dark else ("light", "dark")
        for mode in modes:
            with tempfile.TemporaryDirectory(prefix="bond-tour-") as room:
                walk = Walk(app, Path(room), folder, mode, scale=scale, width=width, lang=lang)
                try:
                    walk.everywhere()
                finally:
                    walk.end()
                pictures += walk.camera.taken
                faults += walk.camera.faults
    except TourError as error:
        faults.append(str(error))
    finally:
        sys.excepthook = sys.__excepthook__
    index = write_index(folder, pictures)
    for fault in (*faults, *thrown):
        sys.stderr.write(f"{fault}\n")
    sys.stdout.write(f"{len(pictures)} pictures. Look at them: {index}\n")
    return 1 if faults or thrown else 0
