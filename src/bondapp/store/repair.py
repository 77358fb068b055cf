"""Rows of repair walks; their words stay in the records and are replayed from there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, Session, mapped_column

from bondapp.rules.records import Record, texts_of, unique
from bondapp.store.rows import Base


class WalkRow(Base):
    """Which guide is being walked by whom, and since which day."""

    __tablename__ = "walk"

    id: Mapped[str] = mapped_column(primary_key=True)
    guide: Mapped[str]
    persons: Mapped[list[str]] = mapped_column(JSON)
    begun: Mapped[date]
    touched: Mapped[date]
    removed: Mapped[bool] = mapped_column(index=True)


def project(session: Session, records: Sequence[Record]) -> None:
    """Write the row that these events of one walk add up to."""
    events = unique(records)
    begin = next((event for event in events if event.body.get("op") == "begin"), None)
    about = begin.body if begin is not None else {}
    session.merge(
        WalkRow(
            id=events[0].entity,
            guide=str(about.get("guide", "")),
            persons=list(texts_of(about.get("persons"))),
            begun=(begin or events[0]).day,
            touched=max(event.day for event in events),
            removed=begin is None,
        )
    )
