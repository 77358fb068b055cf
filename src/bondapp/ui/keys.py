"""The list of keys, for people who would rather not use a mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from bondapp.ui.places import Place
from bondapp.ui.theme import T
from bondapp.ui.widgets import Card, Columns, Page, PageHeader, Text, hbox, vbox, wrap

if TYPE_CHECKING:
    from bondapp.rules.people import Person  # noqa: F401 - named in the base class
    from bondapp.services.people import Company
    from bondapp.ui.bridge import Bridge


class KeysPlace(Place):
    """Every key and what it does, in two columns."""

    def __init__(self, bridge: Bridge, company: Company, item: str = "", parent: QWidget | None = None) -> None:
        super().__init__(bridge, company, item, parent)
        header = PageHeader(self.tr("Keys"), self.tr("Everything here works without a mouse."), back=self.tr("Back"))
        header.back_clicked.connect(self.back)
        moving, doing = Card(gap=12), Card(gap=12)
        moving.add(Text(self.tr("Going somewhere"), "heading"), *(self._row(*row) for row in self._moving()), None)
        doing.add(Text(self.tr("Doing something"), "heading"), *(self._row(*row) for row in self._doing()), None)
        vbox((Page(header, Columns(moving, doing, gap=18, stack_below=640)), 1), gap=0, parent=self)

    def _moving(self) -> tuple[tuple[str, str], ...]:
        return (
            ("Ctrl+1", self.tr("Today")),
            ("Ctrl+2", self.tr("Needs")),
            ("Ctrl+3", self.tr("Rituals")),
            ("Ctrl+4", self.tr("Repair")),
            ("Ctrl+,", self.tr("Settings")),
            ("Alt+Left", self.tr("Back")),
            ("Tab", self.tr("The next control; arrows move inside a group")),
            ("F1", self.tr("This list")),
        )

    def _doing(self) -> tuple[tuple[str, str], ...]:
        return (
            ("Ctrl+M", self.tr("I need a moment")),
            ("Ctrl+P", self.tr("A pause, inside a repair")),
            ("Ctrl+Shift+H", self.tr("Hide everything; Esc three times does the same")),
            ("Ctrl+N", self.tr("Something new, here")),
            ("Ctrl+S", self.tr("Save")),
            ("Ctrl+Return", self.tr("The next step of a guide")),
            ("Ctrl+Z", self.tr("Undo")),
            ("Ctrl++", self.tr("Larger text; Ctrl and minus makes it smaller")),
        )

    def _row(self, keys: str, what: str) -> QWidget:
        name = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        key = Text(name, "label", "accent")
        key.setFixedWidth(T().px(120))
        return wrap(hbox(key, (Text(what, "body", "ink2"), 1), gap=12))
