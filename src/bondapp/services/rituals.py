"""Rituals: proposing, accepting, changing, resting, and what became of each occurrence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bondapp.rules.content import RitualTemplate
from bondapp.rules.people import Person
from bondapp.rules.records import Change
from bondapp.rules.recurrence import (
    Due,
    Rhythm,
    between,
    days_of,
    next_due,
    occurrence_id,
    resolve,
    weekly,
)
from bondapp.rules.rituals import (
    TERMS,
    Answer,
    IfNot,
    Occurrence,
    Outcome,
    Ritual,
    rhythm_fields,
    terms_hash,
)
from bondapp.rules.text import clean
from bondapp.services import drafts, needs
from bondapp.services.session import Session
from bondapp.store.rituals import OccurrenceRow, RitualRow

Rhythms = Literal["daily", "weekly", "free"]
TITLE_LIMIT = 120


@dataclass(frozen=True, slots=True)
class RitualForm:
    """What stands in the ritual editor; no days and no time mean "when it happens"."""

    title: str
    steps: tuple[str, ...]
    kind: str = "together"
    template: str = ""
    days: tuple[int, ...] = ()
    wall: time | None = None
    minutes: int = 10
    lead: int = 10
    hide_words: bool = True
    if_not: IfNot = "pass"
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RitualCard:
    """A ritual as whoever is here sees it.

    `days` are 0 for Monday to 6, `next` the next time it is due, `waiting_for` the members with a private space
    here or elsewhere who have not answered these terms; `asks_me` when the one person here is among them.
    """

    ritual: Ritual
    rhythm: Rhythms
    days: tuple[int, ...]
    next: Due | None
    waiting_for: tuple[Person, ...]
    asks_me: bool
    serves: tuple[str, ...]


def templates(session: Session) -> tuple[RitualTemplate, ...]:
    """Ritual ideas that fit this kind of bond; touch is left out for friends."""
    return session.content.rituals_for(session.bond_value().kind)


def all_rituals(session: Session) -> tuple[RitualCard, ...]:
    """Every ritual that is not put away: by rhythm, then by time of day, then by title."""
    order = {"daily": 0, "weekly": 1, "free": 2}
    return tuple(
        sorted(
            _cards(session, put_away=False),
            key=lambda c: (
                order[c.rhythm],
                c.ritual.rhythm.wall if c.ritual.rhythm else time.max,
                c.ritual.title.casefold(),
                c.ritual.id,
            ),
        )
    )


def put_away_rituals(session: Session) -> tuple[RitualCard, ...]:
    """Every ritual that was put away, by title."""
    return tuple(sorted(_cards(session, put_away=True), key=lambda c: (c.ritual.title.casefold(), c.ritual.id)))


def one(session: Session, identity: str) -> RitualCard:
    """One ritual. Raises KeyError."""
    return _card(session, _ritual(session, identity), _around(session))


def save(session: Session, form: RitualForm, identity: str | None = None) -> RitualCard:
    """Propose a ritual or change one; whoever saves accepts the new terms with it.

    Raises ValueError("empty_title"), ValueError("no_days") for a time without days, StoreFault, NotOpen.
    """
    fields = _fields(session, form)
    entity = identity or session.new_id()
    before = _ritual(session, entity) if identity else None
    if before is None:
        fields |= {"members": list(session.bond_value().members), "template": form.template}
    else:
        fields["start"] = _start(before, fields)
    fields["serves"] = _shown_by_others(session, form.needs)
    patch = {k: v for k, v in fields.items() if before is None or _present(before, k) != v}
    changes = [Change("ritual.rev", entity, session.here[0], patch)] if patch else []
    # One transaction: a revision without the consent that goes with it would ask its own author.
    terms = terms_hash(fields if before is None else {**_terms_fields(before), **patch})
    if before is None or before.terms != terms:
        changes += _answers(entity, terms, session.here, "yes")
    if changes:
        session.share(*changes)
    if session.alone is not None:
        needs.serve(session, entity, form.needs)
    drafts.forget(session, f"ritual/{identity or 'new'}/")
    return one(session, entity)


def accept(session: Session, identity: str, person: str | None = None) -> RitualCard:
    """Say yes to a ritual as it stands now, for those here or one of them. Raises ValueError("not_here")."""
    return _say(session, identity, person, "yes")


def decline(session: Session, identity: str, person: str | None = None) -> RitualCard:
    """Say no for now; no reason is asked for and the ritual stays a proposal."""
    return _say(session, identity, person, "no")


def rest(session: Session, identity: str, resting: bool = True) -> RitualCard:
    """Let a ritual rest or go on; either person can, alone."""
    session.share(Change("ritual.rev", identity, session.here[0], {"paused": resting}))
    return one(session, identity)


def put_away(session: Session, identity: str, away: bool = True) -> None:
    """Put a ritual away or take it out again."""
    session.share(Change("ritual.rev", identity, session.here[0], {"archived": away}))


def mark(session: Session, ritual: str, day: date, slot: int, outcome: Outcome | None) -> str:
    """Say how one occurrence went; None takes the last word back. Returns the occurrence's id."""
    identity = occurrence_id(session.bond.id, ritual, day, slot)
    if outcome is None:
        session.bond.space.erase(identity)
        session.changed.add("occurrence")
        return identity
    fields = {"ritual": ritual, "day": day.isoformat(), "slot": slot, "outcome": outcome}
    session.share(Change("occurrence.mark", identity, session.here[0], fields))
    return identity


@dataclass(frozen=True, slots=True)
class Happening:
    """One occurrence on the calendar, with its outcome once there is one."""

    occurrence: str
    card: RitualCard
    due: Due
    outcome: Outcome | None


def happenings(session: Session, first: date, days: int) -> tuple[Happening, ...]:
    """Occurrences of rituals that somebody here accepted, on `days` local days from `first`, in order of time."""
    start = _midnight(session, first)
    end = _midnight(session, first + timedelta(days=days))
    outcomes = _outcomes(session, first - timedelta(days=1), first + timedelta(days=days))
    found = [
        Happening(identity, card, due, outcomes.get(identity))
        for card in all_rituals(session)
        if card.ritual.rhythm is not None and any(map(card.ritual.reminds, session.here))
        for due in between(card.ritual.rhythm, start, end)
        for identity in (occurrence_id(session.bond.id, card.ritual.id, due.day, due.slot),)
    ]
    return tuple(sorted(found, key=lambda happening: (happening.due.at, happening.card.ritual.title)))


def settled(session: Session) -> frozenset[str]:
    """Ids of the occurrences of the last days that have an outcome."""
    today = session.today()
    return frozenset(_outcomes(session, today - timedelta(days=3), today + timedelta(days=20)))


# -- inside --------------------------------------------------------------------------------------------------


def _fields(session: Session, form: RitualForm) -> dict[str, object]:
    title = clean(form.title, TITLE_LIMIT).strip()
    if not title:
        raise ValueError("empty_title")
    if form.wall is not None and not form.days:
        raise ValueError("no_days")
    rhythm = weekly(form.days, form.wall, session.zone(), session.today()) if form.wall is not None else None
    steps = [step for step in (clean(step).strip() for step in form.steps) if step]
    return {
        "title": title,
        "kind": form.kind,
        "steps": steps,
        "minutes": form.minutes,
        "lead": form.lead,
        "hide_words": form.hide_words,
        "if_not": form.if_not,
        **rhythm_fields(rhythm),
    }


def _start(before: Ritual, fields: dict[str, object]) -> str:
    """The first day stays unless the rhythm changed, so that saving a typo asks nobody anew."""
    if before.rhythm is None:
        return str(fields["start"])
    known = rhythm_fields(before.rhythm)
    same = all(known[name] == fields[name] for name in ("rrule", "wall"))
    if same:
        # A ritual keeps the zone it was made in; travelling does not change its terms.
        fields["zone"] = known["zone"]
        return known["start"]
    return str(fields["start"])


def _present(ritual: Ritual, name: str) -> object:
    if name in ("rrule", "wall", "zone", "start"):
        return rhythm_fields(ritual.rhythm)[name]
    value = getattr(ritual, name)
    return list(value) if isinstance(value, tuple) else value


def _say(session: Session, identity: str, person: str | None, answer: Answer) -> RitualCard:
    who = (person,) if person is not None else session.here
    if not set(who) <= set(session.here):
        raise ValueError("not_here")
    session.share(*_answers(identity, _ritual(session, identity).terms, who, answer))
    return one(session, identity)


def _answers(identity: str, terms: str, people: Sequence[str], answer: Answer) -> list[Change]:
    body = {"terms": terms, "answer": answer}
    return [Change("ritual.consent", identity, person, body) for person in people]


def _terms_fields(ritual: Ritual) -> dict[str, object]:
    return {name: _present(ritual, name) for name in TERMS}


def _shown_by_others(session: Session, chosen: Sequence[str]) -> list[str]:
    """Of the chosen cards those that everybody may see; own private ones are noted on the card itself."""
    found = needs.page(session)
    shown = {card.need.id for card in found.theirs if card.need.visibility == "now"}
    return [need for need in chosen if need in shown]


def _ritual(session: Session, identity: str) -> Ritual:
    with session.bond.space.reading() as rows:
        row = rows.get(RitualRow, identity)
        if row is None:
            raise KeyError(identity)
        return row.value()


@dataclass(frozen=True, slots=True)
class _Around:
    """What every card needs to know of the people, read once for all of them."""

    people: dict[str, Person]
    me: str
    served: dict[str, tuple[str, ...]]


def _around(session: Session) -> _Around:
    return _Around(
        people={person.id: person for person in session.members()},
        me=session.here[0] if len(session.here) == 1 else "",
        served=needs.served_by_rituals(session),
    )


def _cards(session: Session, *, put_away: bool) -> list[RitualCard]:
    with session.bond.space.reading() as rows:
        found = [row.value() for row in rows.scalars(select(RitualRow).where(RitualRow.archived == put_away))]
    around = _around(session)
    return [_card(session, ritual, around) for ritual in found]


def _card(session: Session, ritual: Ritual, around: _Around) -> RitualCard:
    waiting = [member for member in ritual.members if member not in ritual.answers]
    return RitualCard(
        ritual=ritual,
        rhythm=_kind_of(ritual.rhythm),
        days=_days(ritual.rhythm),
        next=next_due(ritual.rhythm, session.now()) if ritual.rhythm else None,
        waiting_for=tuple(around.people.get(member, Person(member, "")) for member in waiting),
        asks_me=around.me in waiting,
        serves=tuple(dict.fromkeys((*ritual.serves, *around.served.get(ritual.id, ())))),
    )


def _kind_of(rhythm: Rhythm | None) -> Rhythms:
    if rhythm is None:
        return "free"
    return "daily" if len(_days(rhythm)) > 1 else "weekly"


def _days(rhythm: Rhythm | None) -> tuple[int, ...]:
    if rhythm is None:
        return ()
    return days_of(rhythm) or ()


def _outcomes(session: Session, first: date, last: date) -> dict[str, Outcome]:
    with session.bond.space.reading() as rows:
        found: Iterable[Occurrence] = [
            row.value() for row in rows.scalars(select(OccurrenceRow).where(OccurrenceRow.day.between(first, last)))
        ]
    return {occurrence.id: occurrence.outcome for occurrence in found}


def _midnight(session: Session, day: date) -> datetime:
    return resolve(datetime.combine(day, time()), ZoneInfo(session.zone()))
