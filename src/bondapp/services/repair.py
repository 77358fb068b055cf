"""Repair: walking a guide together, putting it down and taking it up; the gates before it leave no trace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from bondapp.rules.people import Person
from bondapp.rules.records import Change, Record, texts_of
from bondapp.rules.recurrence import resolve
from bondapp.rules.steps import Event, Guide, StepView, Walk, apply, check_extension, check_pause, replay, view
from bondapp.rules.text import clean
from bondapp.services.session import Session
from bondapp.store.repair import WalkRow
from bondapp.store.rows import RecordRow
from bondapp.store.spaces import Space

LOOK_BACK_AT = time(18)
EVENT = "walk.event"


class OutOfStep(Exception):
    """What was asked for does not fit where the walk stands; nothing was written."""


@dataclass(frozen=True, slots=True)
class WalkCard:
    """One walk in the list: its guide, who walks it, where it stands; the words stay closed."""

    id: str
    guide: str
    title: str
    stage: str
    status: str
    begun: date
    paused_until: datetime | None
    down_until: datetime | None
    persons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WalkPage:
    """One walk with everything a screen needs to show where it stands."""

    id: str
    guide: Guide
    walk: Walk
    view: StepView
    people: tuple[Person, ...]

    def person(self, identity: str) -> Person:
        """Somebody of this walk; "" gives a person without a name."""
        return next((p for p in self.people if p.id == identity), Person(identity, ""))


@dataclass(frozen=True, slots=True)
class Return:
    """A promised coming back: from a pause, to a walk put down, or a booked look back."""

    kind: Literal["pause", "look_back"]
    walk: str
    person: str
    at: datetime


def guides(session: Session) -> tuple[Guide, ...]:
    """The guides that fit this kind of bond."""
    kind = session.bond_value().kind
    return tuple(guide for guide in session.content.guides if kind in guide.fits or not guide.fits)


def walks(session: Session) -> tuple[WalkCard, ...]:
    """All walks, those under way first, then the newest."""
    found: list[tuple[date, str]] = []
    for space in _spaces(session):
        with space.reading() as rows:
            found += [(row.touched, row.id) for row in rows.scalars(select(WalkRow).where(~WalkRow.removed))]
    standings = _standings(session)
    newest = sorted(found, key=lambda walk: (-walk[0].toordinal(), walk[1]))
    cards = [_card(identity, standings[identity]) for _, identity in newest if identity in standings]
    return tuple(sorted(cards, key=lambda card: card.status in ("closed", "stopped")))


def begin(session: Session, guide: str, persons: Sequence[str], first: str) -> WalkPage:
    """Begin a walk once its gates are passed; the gates' answers are not handed over. Raises KeyError, NotOpen."""
    session.content.guide(guide)
    identity = session.new_id()
    body = {"op": "begin", "guide": guide, "persons": list(persons), "person": "", "step": "", "value": [first]}
    _write(session, Change(EVENT, identity, session.here[0], body), alone=len(persons) == 1)
    return page(session, identity)


def page(session: Session, identity: str) -> WalkPage:
    """Where a walk stands. Raises KeyError."""
    standing = _standings(session, identity)[identity]
    members = {person.id: person for person in session.members()}
    people = tuple(members.get(person, Person(person, "")) for person in standing.walk.persons)
    return WalkPage(identity, standing.guide, standing.walk, standing.view, people)


def act(session: Session, identity: str, op: str, person: str = "", value: Sequence[str] = ()) -> WalkPage:
    """Do one thing in a walk: answer, confirm, next, back, pause, …

    Raises OutOfStep when it does not fit (nothing is lost: drafts stay), BadPause, StoreFault, KeyError.
    """
    before = page(session, identity)
    if op == "pause":
        check_pause(session.now(), _instant(value))
    elif op == "extend":
        check_extension(session.now(), _instant(value))
    step = before.view.step.id
    texts = [clean(text) for text in value]
    trial = Event(lamport=0, id="", op=op, step=step, person=person, value=tuple(texts))
    if apply(before.guide, before.walk, trial) == before.walk:
        # Asked before it is written: a record that changes nothing would stand there for ever.
        raise OutOfStep(op)
    author = person or session.here[0]
    change = Change(EVENT, identity, author, {"op": op, "step": step, "person": person, "value": texts})
    _write(session, change, alone=len(before.walk.persons) == 1)
    return page(session, identity)


def remove(session: Session, identity: str) -> None:
    """Remove a walk for good: no record, no row, no look back."""
    for space in _spaces(session):
        space.erase(identity)
        space.forget_drafts(f"walk/{identity}/")
    session.changed.add("walk")


def returns(session: Session) -> tuple[Return, ...]:
    """Promised returns that lie ahead or passed within the last two days."""
    since = session.now() - timedelta(days=2)
    standings = _standings(session)
    found: list[Return] = []
    for card in walks(session):
        if card.status == "paused" and card.paused_until is not None:
            found.append(Return("pause", card.id, _whose(card.persons), card.paused_until))
        if card.status == "down" and card.down_until is not None:
            found.append(Return("pause", card.id, _whose(card.persons), card.down_until))
        found.extend(_booked(session, card.id, standings[card.id]))
    return tuple(back for back in found if back.at >= since)


def look_backs(session: Session, identity: str) -> tuple[Return, ...]:
    """The looks back that were booked in a walk, at six in the evening of their days."""
    return _booked(session, identity, _standings(session, identity)[identity])


# -- inside --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Standing:
    """A walk replayed up to a mark (how many records, the newest count), so that a list replays nothing twice."""

    mark: tuple[int, int]
    guide: Guide
    walk: Walk
    view: StepView
    begun: date
    booked: date | None


def _standings(session: Session, identity: str | None = None) -> dict[str, _Standing]:
    """Every walk, or one of them. Raises KeyError for one that is not there."""
    wanted = RecordRow.noun == "walk" if identity is None else RecordRow.entity == identity
    marks = select(RecordRow.entity, func.count(), func.max(RecordRow.lamport)).where(wanted).group_by(RecordRow.entity)
    found: list[tuple[str, int, int]] = []
    for space in _spaces(session):
        with space.reading() as rows:
            found += [(entity, count, newest) for entity, count, newest in rows.execute(marks)]
    standings = {}
    for entity, count, newest in found:
        known = session.replayed.get(entity)
        if known is None or known.mark != (count, newest):
            known = _replayed(session, entity, (count, newest))
            session.replayed[entity] = known
        if known is not None:
            standings[entity] = known
    if identity is not None and identity not in standings:
        raise KeyError(identity)
    return standings


def _replayed(session: Session, identity: str, mark: tuple[int, int]) -> _Standing | None:
    records = _records(session, identity)
    begun = next((record for record in records if record.body.get("op") == "begin"), None)
    if begun is None:
        return None
    persons = texts_of(begun.body.get("persons"))
    try:
        guide = session.content.guide(str(begun.body.get("guide", "")))
        walk = replay(guide, persons, map(_event, records))
    except (KeyError, ValueError):
        # A guide of a pack that is not here, or a walk of nobody: it waits in its records and bars nothing else.
        return None
    booked = next((record.day for record in reversed(records) if record.body.get("op") == "book"), None)
    return _Standing(mark, guide, walk, view(guide, walk), begun.day, booked)


def _booked(session: Session, identity: str, standing: _Standing) -> tuple[Return, ...]:
    if standing.booked is None:
        return ()
    days = [standing.booked + timedelta(days=look) for look in standing.walk.looks]
    zone = ZoneInfo(session.zone())
    whose = _whose(standing.walk.persons)
    return tuple(
        Return("look_back", identity, whose, resolve(datetime.combine(day, LOOK_BACK_AT), zone)) for day in days
    )


def _whose(persons: Sequence[str]) -> str:
    """Whom a coming back concerns: the one who walks alone, or everybody ("")."""
    return persons[0] if len(persons) == 1 else ""


def _instant(value: Sequence[str]) -> datetime:
    """The time that was given. Raises ValueError("when") for none; what was typed is never quoted."""
    try:
        instant = datetime.fromisoformat(value[0])
    except (ValueError, IndexError):
        raise ValueError("when") from None
    if instant.utcoffset() is None:
        raise ValueError("when")
    return instant


def _spaces(session: Session) -> tuple[Space, ...]:
    """The shared space, and the private one of the one person here: what one walks alone stays theirs."""
    alone = session.alone
    return (session.bond.space,) if alone is None else (session.bond.space, alone.space)


def _records(session: Session, identity: str) -> tuple[Record, ...]:
    return next((found for space in _spaces(session) if (found := space.records(identity))), ())


def _write(session: Session, change: Change, *, alone: bool) -> None:
    """A walk of one person is private; it can be begun by the one person here and by nobody else."""
    if alone:
        session.keep(change)
    else:
        session.share(change)


def _event(record: Record) -> Event:
    body = record.body
    value = body.get("value")
    return Event(
        lamport=record.lamport,
        id=record.id,
        op=str(body.get("op", "")),
        step=str(body.get("step", "")),
        person=str(body.get("person", "")),
        value=tuple(str(text) for text in value) if isinstance(value, list) else (),
    )


def _card(identity: str, standing: _Standing) -> WalkCard:
    walk, stages = standing.walk, standing.view.stages
    return WalkCard(
        id=identity,
        guide=standing.guide.id,
        title=standing.guide.title,
        stage=stages[standing.view.stage] if stages else "",
        status=walk.status,
        begun=standing.begun,
        paused_until=walk.paused_until if walk.status == "paused" else None,
        down_until=walk.down_until if walk.status == "down" else None,
        persons=walk.persons,
    )
