"""The sentence builder: a lead-in word and a field on one base line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from bondapp.ui.theme import T
from bondapp.ui.widgets.fields import LetterField
from bondapp.ui.widgets.layouts import hbox
from bondapp.ui.widgets.text import TRAIL, Text


class LeadRow(QWidget):
    """'I feel' and a field; stacked when narrow. Rows, not one inline sentence: word order differs by language."""

    def __init__(self, word: str, text: str = "", placeholder: str = "") -> None:
        super().__init__()
        self.field = LetterField(text, placeholder, word)
        drop = max(0.0, QFontMetricsF(T().font("words")).ascent() + 3 - Text.baseline("words"))
        self.lead = Text(word, "words", "accent", align=TRAIL, wrap=False, drop=drop)
        self.lead.setBuddy(self.field)
        self._column = self.lead.sizeHint().width()
        self._box = hbox((self.lead, Qt.AlignmentFlag.AlignTop), (self.field, 1), gap=14, parent=self)

    @staticmethod
    def align(*rows: LeadRow) -> None:
        """Gives rows one common lead column: that of the widest word."""
        widest = max((row.lead.sizeHint().width() for row in rows), default=0)
        for row in rows:
            row._column = widest
            row._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()
        super().resizeEvent(event)

    def _place(self) -> None:
        stack = self.width() / T().scale < 380
        direction = QBoxLayout.Direction.TopToBottom if stack else QBoxLayout.Direction.LeftToRight
        self._box.setDirection(direction)
        self._box.setSpacing(T().sp(0 if stack else 14))
        self.lead.set_align(None if stack else TRAIL)
        if stack:
            self.lead.setMinimumWidth(0)
            self.lead.setMaximumWidth(16_777_215)
        else:
            self.lead.setFixedWidth(self._column)
