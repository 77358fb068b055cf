"""Rows of persons."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Mapped, Session, mapped_column

from bondapp.rules.people import Person, person_of
from bondapp.rules.records import Record, fold_entity
from bondapp.store.rows import Base


class PersonRow(Base):
    """A person as folded from their records."""

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    pronoun: Mapped[str]
    colour: Mapped[str]

    def person(self) -> Person:
        """The plain value."""
        return Person(self.id, self.name, self.pronoun, self.colour)


def project(session: Session, records: Sequence[Record]) -> None:
    """Write the row that these records of one person add up to."""
    person = person_of(fold_entity(records))
    session.merge(PersonRow(id=person.id, name=person.name, pronoun=person.pronoun, colour=person.colour))
