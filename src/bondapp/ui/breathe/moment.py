"""A moment for oneself: the words beside the breathing guide. No record of it stays."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bondapp.rules.content import Content
from bondapp.ui.breathe.unsafe import unsafe_row
from bondapp.ui.widgets import Card, Text, numbered, vbox


class Moment(QWidget):
    """Two ways to settle: breathing, and looking round the room."""

    unsafe = Signal()

    def __init__(self, content: Content) -> None:
        super().__init__()
        breathing, looking = content.practice("c05"), content.practice("c06")
        card = Card(pad=(20, 16, 20, 16)).add(
            Text(looking.title, "sub"),
            Text(looking.summary, "caption", "ink2"),
            2,
            *numbered(looking.steps),
            Text(looking.note, "caption", "ink2"),
        )
        vbox(
            None,
            Text(self.tr("A moment for you"), "display"),
            Text(breathing.summary, "body", "ink2"),
            6,
            Text(breathing.note, "caption", "ink2"),
            12,
            card,
            8,
            unsafe_row(content, self.unsafe),
            None,
            gap=6,
            parent=self,
        )
