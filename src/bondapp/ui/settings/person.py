"""One person's name, pronoun and colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from bondapp.rules.text import clean_name
from bondapp.services import people
from bondapp.services.people import Company
from bondapp.services.session import Session
from bondapp.ui.firststart.swatches import Swatches
from bondapp.ui.places import who
from bondapp.ui.settings.part import Part
from bondapp.ui.widgets import (
    Avatar,
    LineField,
    buddy,
    hbox,
    section,
    vbox,
)

if TYPE_CHECKING:
    from bondapp.rules.people import Person


REST_MS = 500


class PersonFields(QWidget):
    """Name, pronoun and colour of one person, kept after a short rest in typing and when a field is left."""

    def __init__(self, part: Part, person: Person, company: Company, cord: bool) -> None:
        super().__init__()
        self._part, self._person, self._company = part, person, company
        self._cord = cord
        self._avatar = Avatar(who(person, company), 40)
        self._name = LineField(person.name, self.tr("Name"), limit=80)
        self._name.setObjectName("settings-name-" + ("other" if cord else "me"))
        self._pronoun = LineField(
            person.pronoun, self.tr("Pronoun"), self.tr("she, they, he, or leave it empty"), limit=80
        )
        self._pronoun.setObjectName("settings-pronoun-" + ("other" if cord else "me"))
        self._colour = Swatches(person.colour, self.tr("Colour"))
        self._colour.changed.connect(lambda _: self._keep())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self._keep)
        for field in (self._name, self._pronoun):
            field.textEdited.connect(lambda _: self._timer.start())
            field.editingFinished.connect(self._left)
        vbox(
            buddy(self.tr("Name"), self._name),
            hbox(self._avatar, (self._name, 1), gap=14),
            4,
            buddy(self.tr("Pronoun, if you like"), self._pronoun),
            self._pronoun,
            4,
            section(self.tr("Colour"), self._colour),
            gap=8,
            parent=self,
        )

    def show_person(self, person: Person, company: Company) -> None:
        """Show what is kept; the field with the caret keeps its words."""
        self._person, self._company = person, company
        self._avatar.set_who(who(person, company))
        self._fill(self._name, person.name)
        self._fill(self._pronoun, person.pronoun)
        self._colour.set_value(person.colour)

    def _fill(self, field: LineField, words: str) -> None:
        if not field.hasFocus() and not self._timer.isActive() and field.words() != words:
            field.set_words(words)

    def _left(self) -> None:
        if self._timer.isActive():
            self._keep()

    def _keep(self) -> None:
        self._timer.stop()
        name, pronoun, colour = self._name.words(), self._pronoun.words(), self._colour.value()
        same = (clean_name(name), clean_name(pronoun), colour)
        if same == (self._person.name, self._person.pronoun, self._person.colour):
            self._part.problem.tell("")
            return
        person = self._person.id

        def change(session: Session) -> Company:
            return people.change(session, person, name=name, pronoun=pronoun, colour=colour)

        self._part.bridge.ask(change, self._kept, self._part.trouble, owner=self)

    def _kept(self, company: Company) -> None:
        self.show_person(company.person(self._person.id), company)
        self._part.done()
