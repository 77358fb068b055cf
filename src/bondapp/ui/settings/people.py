"""People: who has a place on this computer, and a welcome for who has none yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from bondapp.services import people
from bondapp.services.people import Company
from bondapp.ui.places import who
from bondapp.ui.settings.part import Part, Seen
from bondapp.ui.settings.person import PersonFields
from bondapp.ui.shorten import short_name
from bondapp.ui.slot import Slot
from bondapp.ui.theme import T
from bondapp.ui.widgets import (
    Avatar,
    Button,
    FlowBox,
    Text,
    hbox,
    vbox,
    wrap,
)
from bondapp.ui.widgets.layouts import Item

if TYPE_CHECKING:
    from bondapp.rules.people import Person


class PeoplePart(Part):
    """Who has a place on this computer, and a welcome for who has none yet."""

    def build(self) -> list[Item]:
        self._rows = Slot(gap=14)
        self._shown: object = None
        return [self._rows]

    def show_seen(self, seen: Seen) -> None:
        company = seen.company
        key = (company.people, company.at_home)
        if key == self._shown:
            return
        typing = self.window().focusWidget()
        if isinstance(typing, QLineEdit) and self.isAncestorOf(typing):
            return
        self._shown = key
        self._rows.fill(*(self._row(person, company) for person in company.people))

    def _row(self, person: Person, company: Company) -> QWidget:
        home = person.id in company.at_home
        state = self.tr("Has a private place on this computer") if home else self.tr("Not on this computer yet")
        name = Text(person.name, "sub")
        # One endless word would keep the window from narrowing; it wraps anywhere.
        name.setMinimumWidth(T().px(60))
        words = wrap(vbox(name, Text(state, "caption", "ink2"), gap=0))
        row = wrap(hbox(Avatar(who(person, company), 36), (words, 1), gap=14))
        if home:
            return row
        welcome = Button(self.tr("Give them a place here"), "tonal", "hand-waving")
        welcome.setObjectName("settings-welcome")
        welcome.setAccessibleDescription(person.name)
        welcome.clicked.connect(lambda: self._welcome(person.id))
        note = self.tr(
            "{other} gets a private place of their own and says yes or no to your rituals. What is yours stays yours."
        )
        fields = PersonFields(self, person, company, True)
        more = Text(note.format(other=short_name(person.name)), "caption", "ink2")
        return wrap(vbox(row, fields, 4, FlowBox([welcome]), more, gap=8))

    def _welcome(self, person: str) -> None:
        self.bridge.ask(lambda session: people.welcome(session, person), self._came, self.trouble, owner=self)

    def _came(self, _company: Company) -> None:
        self.done()
