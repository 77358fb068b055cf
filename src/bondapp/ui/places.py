"""A place: one page of the window. The shell shows it, the bridge feeds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bondapp.ui.theme import Who

if TYPE_CHECKING:
    from bondapp.rules.people import Person
    from bondapp.services.people import Company
    from bondapp.ui.bridge import Bridge


def who(person: Person, company: Company) -> Who:
    """How a person is drawn: the first member as the solid strand, the others as open cords."""
    return Who(person.name, person.colour, cord=bool(company.people) and company.people[0].id != person.id)


class Place(QWidget):
    """One page. Subclasses load their cards in `refresh` and show themselves again when a noun in `shows` changed.

    `go` asks the shell for another place: its name and an item's id ("" for the place itself). `back` asks for
    the one before. A `focus` place fills the window without the sidebar.
    """

    go = Signal(str, str)
    back = Signal()
    shows: ClassVar[frozenset[str]] = frozenset()
    focus: ClassVar[bool] = False

    def __init__(self, bridge: Bridge, company: Company, item: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.company = company
        self.item = item

    def refresh(self) -> None:
        """Load what this place shows. The shell calls it once at first and after every change of `shows`."""

    def commands(self) -> dict[str, str]:
        """Names of methods by standard key sequence that work while this place is shown, such as "Ctrl+N"."""
        return {}

    def who(self, person: Person) -> Who:
        """How a person is drawn."""
        return who(person, self.company)

    def whos(self) -> tuple[Who, ...]:
        """How everybody of the bond is drawn, in order."""
        return tuple(who(person, self.company) for person in self.company.people)
