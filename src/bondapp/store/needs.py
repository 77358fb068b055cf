"""Rows of needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, Session, mapped_column

from bondapp.rules.needs import Need, fold_need
from bondapp.rules.records import Record
from bondapp.store.rows import Base


class NeedRow(Base):
    """A need card as folded from its records."""

    __tablename__ = "need"

    id: Mapped[str] = mapped_column(primary_key=True)
    author: Mapped[str] = mapped_column(index=True)
    when: Mapped[str]
    feel: Mapped[str]
    need: Mapped[str]
    help: Mapped[str]
    feelings: Mapped[list[str]] = mapped_column(JSON)
    kinds: Mapped[list[str]] = mapped_column(JSON)
    visibility: Mapped[str]
    served_by: Mapped[list[str]] = mapped_column(JSON)
    archived: Mapped[bool] = mapped_column(index=True)
    created: Mapped[date]
    also: Mapped[dict[str, list[str]]] = mapped_column(JSON)

    def value(self) -> Need:
        """The plain value."""
        return Need(
            id=self.id,
            author=self.author,
            when=self.when,
            feel=self.feel,
            need=self.need,
            help=self.help,
            feelings=tuple(self.feelings),
            kinds=tuple(self.kinds),
            visibility=self.visibility,  # type: ignore[arg-type] # - folded from a checked word
            served_by=tuple(self.served_by),
            archived=self.archived,
            created=self.created,
            also={line: tuple(words) for line, words in self.also.items()},
        )


def project(session: Session, records: Sequence[Record]) -> None:
    """Write the row that these records of one need add up to."""
    need = fold_need(records)
    session.merge(
        NeedRow(
            id=need.id,
            author=need.author,
            when=need.when,
            feel=need.feel,
            need=need.need,
            help=need.help,
            feelings=list(need.feelings),
            kinds=list(need.kinds),
            visibility=need.visibility,
            served_by=list(need.served_by),
            archived=need.archived,
            created=need.created,
            also={line: list(words) for line, words in need.also.items()},
        )
    )
