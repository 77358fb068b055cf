"""Layouts: a scrolling page never keeps a height that something inside has outgrown."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget
from pytestqt.qtbot import QtBot

from bondapp.ui.widgets import Scroll, vbox, wrap


class Growing(QWidget):
    """Needs more height than it said, and tells nobody."""

    def __init__(self) -> None:
        super().__init__()
        self.need = 40
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, _width: int) -> int:
        return self.need


def test_a_page_catches_up_with_what_grew_inside_a_layout_that_remembers_the_old_height(qtbot: QtBot) -> None:
    growing, other = Growing(), QWidget()
    scroll = Scroll(wrap(vbox(wrap(vbox(growing)), other)), margins=(0, 0, 0, 0))
    qtbot.addWidget(scroll)
    scroll.resize(300, 120)
    scroll.show()
    qtbot.waitUntil(lambda: growing.height() >= 40)
    growing.need = 400
    other.updateGeometry()
    qtbot.waitUntil(lambda: growing.height() >= 400)
