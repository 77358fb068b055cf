"""Rows of bonds."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, Session, mapped_column

from bondapp.rules.bonds import Bond, bond_of
from bondapp.rules.records import Record, fold_entity
from bondapp.store.rows import Base


class BondRow(Base):
    """A bond as folded from its records."""

    __tablename__ = "bond"

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    members: Mapped[list[str]] = mapped_column(JSON)

    def bond(self) -> Bond:
        """The plain value."""
        return Bond(self.id, self.kind, tuple(self.members))  # type: ignore[arg-type] # - folded from a checked kind


def project(session: Session, records: Sequence[Record]) -> None:
    """Write the row that these records of one bond add up to."""
    bond = bond_of(fold_entity(records))
    session.merge(BondRow(id=bond.id, kind=bond.kind, members=list(bond.members)))
