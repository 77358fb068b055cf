"""Layouts: a scrolling page never keeps a height that something inside has outgrown, and comes to rest."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from pytestqt.qtbot import QtBot

from bondapp.ui.widgets import Button, FlowBox, Scroll, Text, vbox, wrap
from bondapp.ui.widgets.layouts import _Host


class Growing(QLayout):
    """A layout that needs more height than it said, and tells nobody."""

    need = 40

    def addItem(self, item: QLayoutItem) -> None:
        raise NotImplementedError

    def count(self) -> int:
        return 0

    def itemAt(self, _index: int) -> QLayoutItem | None:
        return None

    def takeAt(self, _index: int) -> QLayoutItem | None:
        return None

    def sizeHint(self) -> QSize:
        return QSize(100, 40)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, _width: int) -> int:
        return self.need


def test_a_page_catches_up_with_what_grew_inside_a_layout_that_remembers_the_old_height(qtbot: QtBot) -> None:
    inner, other = QWidget(), QWidget()
    growing = Growing(inner)
    scroll = Scroll(wrap(vbox(wrap(vbox(inner)), other)), margins=(0, 0, 0, 0))
    qtbot.addWidget(scroll)
    scroll.resize(300, 120)
    scroll.show()
    qtbot.waitUntil(lambda: inner.height() >= 40)
    growing.need = 400
    other.setMinimumHeight(60)
    qtbot.waitUntil(lambda: inner.height() >= 400)


def test_a_page_comes_to_rest(qtbot: QtBot) -> None:
    chips = FlowBox([Button(f"word number {n}", small=True) for n in range(12)])
    scroll = Scroll(wrap(vbox(Text("some words " * 60), chips)))
    qtbot.addWidget(scroll)
    scroll.resize(400, 120)
    scroll.show()
    host = scroll.widget()
    assert isinstance(host, _Host)
    qtbot.waitUntil(lambda: host.caught_up > 0 and host.resting())
    assert host.caught_up < 4
    with qtbot.assertNotEmitted(scroll.verticalScrollBar().rangeChanged, wait=120):
        before = host.caught_up
    assert host.caught_up == before
