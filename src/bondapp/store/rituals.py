"""Rows of rituals and of their occurrences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from sqlalchemy import JSON, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from bondapp.rules.records import Record
from bondapp.rules.recurrence import Rhythm
from bondapp.rules.rituals import Occurrence, Ritual, fold_occurrence, fold_ritual
from bondapp.store.rows import Base


class RitualRow(Base):
    """A ritual as folded from its revisions and consents."""

    __tablename__ = "ritual"

    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    kind: Mapped[str]
    template: Mapped[str]
    steps: Mapped[list[str]] = mapped_column(JSON)
    rrule: Mapped[str]
    wall: Mapped[time | None]
    zone: Mapped[str]
    start: Mapped[date | None]
    minutes: Mapped[int]
    lead: Mapped[int]
    hide_words: Mapped[bool]
    if_not: Mapped[str]
    serves: Mapped[list[str]] = mapped_column(JSON)
    members: Mapped[list[str]] = mapped_column(JSON)
    paused: Mapped[bool]
    archived: Mapped[bool] = mapped_column(index=True)
    terms: Mapped[str]
    answers: Mapped[dict[str, str]] = mapped_column(JSON)
    created: Mapped[date]

    def value(self) -> Ritual:
        """The plain value."""
        rhythm = None
        if self.rrule and self.wall is not None and self.start is not None:
            rhythm = Rhythm(self.rrule, self.wall, self.zone, self.start)
        return Ritual(
            id=self.id,
            title=self.title,
            kind=self.kind,
            template=self.template,
            steps=tuple(self.steps),
            rhythm=rhythm,
            minutes=self.minutes,
            lead=self.lead,
            hide_words=self.hide_words,
            if_not=self.if_not,  # type: ignore[arg-type] # - folded from a checked word
            serves=tuple(self.serves),
            members=tuple(self.members),
            paused=self.paused,
            archived=self.archived,
            terms=self.terms,
            answers=dict(self.answers),  # type: ignore[arg-type] # - folded from checked words
            created=self.created,
        )


class OccurrenceRow(Base):
    """One time a ritual was due, with its outcome."""

    __tablename__ = "occurrence"

    id: Mapped[str] = mapped_column(primary_key=True)
    ritual: Mapped[str] = mapped_column(index=True)
    day: Mapped[date] = mapped_column(index=True)
    slot: Mapped[int]
    outcome: Mapped[str]

    def value(self) -> Occurrence:
        """The plain value."""
        return Occurrence(self.id, self.ritual, self.day, self.slot, self.outcome)  # type: ignore[arg-type] # - folded from a checked word


def project(session: Session, records: Sequence[Record]) -> None:
    """Write the row that these records of one ritual add up to."""
    ritual = fold_ritual(records)
    rhythm = ritual.rhythm
    session.merge(
        RitualRow(
            id=ritual.id,
            title=ritual.title,
            kind=ritual.kind,
            template=ritual.template,
            steps=list(ritual.steps),
            rrule=rhythm.rrule if rhythm else "",
            wall=rhythm.wall if rhythm else None,
            zone=rhythm.zone if rhythm else "",
            start=rhythm.start if rhythm else None,
            minutes=ritual.minutes,
            lead=ritual.lead,
            hide_words=ritual.hide_words,
            if_not=ritual.if_not,
            serves=list(ritual.serves),
            members=list(ritual.members),
            paused=ritual.paused,
            archived=ritual.archived,
            terms=ritual.terms,
            answers=dict(ritual.answers),
            created=ritual.created,
        )
    )


def project_occurrence(session: Session, records: Sequence[Record]) -> None:
    """Write the row that these marks of one occurrence add up to."""
    occurrence = fold_occurrence(records)
    if not occurrence.ritual:
        session.execute(delete(OccurrenceRow).where(OccurrenceRow.id == occurrence.id))
        return
    session.merge(
        OccurrenceRow(
            id=occurrence.id,
            ritual=occurrence.ritual,
            day=occurrence.day,
            slot=occurrence.slot,
            outcome=occurrence.outcome,
        )
    )
