"""A spot of a page whose widgets are put in anew as the page changes."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bondapp.ui.widgets import vbox


class Slot(QWidget):
    """A column that is filled as a whole; what stood there before goes from the screen at once."""

    def __init__(self, *, gap: int = 0, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> None:
        super().__init__()
        self._column = vbox(gap=gap, margins=margins, parent=self)

    def fill(self, *widgets: QWidget | None) -> None:
        """Put these widgets in place of what was there; None stretches."""
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for widget in widgets:
            if widget is None:
                self._column.addStretch(1)
            else:
                self._column.addWidget(widget)

    def is_empty(self) -> bool:
        """Whether nothing was put in yet."""
        return self._column.count() == 0
