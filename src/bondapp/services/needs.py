"""Naming needs: cards of one's own, and what others chose to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from bondapp.rules.needs import LINES, Need, Revision, Visibility, history
from bondapp.rules.people import Person
from bondapp.rules.records import Change
from bondapp.rules.text import clean
from bondapp.services import drafts
from bondapp.services.session import NotOpen, Session
from bondapp.store.needs import NeedRow
from bondapp.store.spaces import Space


@dataclass(frozen=True, slots=True)
class NeedCard:
    """A need with the person who wrote it; `mine` when that is the one person here."""

    need: Need
    author: Person
    mine: bool


@dataclass(frozen=True, slots=True)
class NeedForm:
    """What stands in the sentence builder."""

    when: str = ""
    feel: str = ""
    need: str = ""
    help: str = ""
    feelings: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    visibility: Visibility = "me"


@dataclass(frozen=True, slots=True)
class NeedsPage:
    """My cards, cards others show me, and my put-away ones. When several are here, nobody's private ones."""

    mine: tuple[NeedCard, ...]
    theirs: tuple[NeedCard, ...]
    put_away: tuple[NeedCard, ...]


def page(session: Session) -> NeedsPage:
    """All the need cards that whoever is here may see."""
    people = {person.id: person for person in session.members()}
    shared = [need for need in _needs(session.bond.space) if not need.archived]
    me = session.alone
    if me is None:
        opened = [*shared, *session.together_needs]
        return NeedsPage((), tuple(_card(need, people, "") for need in opened), ())
    own = _needs(me.space)
    return NeedsPage(
        mine=tuple(_card(need, people, me.id) for need in own if not need.archived),
        theirs=tuple(
            _card(need, people, me.id) for need in shared if need.author != me.id and need.visibility == "now"
        ),
        put_away=tuple(_card(need, people, me.id) for need in own if need.archived),
    )


def save(session: Session, form: NeedForm, identity: str | None = None) -> NeedCard:
    """Save a card of the one person here, and show it to the others if they chose so.

    Raises ValueError("empty") when no line holds a word, StoreFault, NotOpen.
    """
    me = session.me
    fields = _fields(form)
    if not any(str(fields[line]).strip() for line in LINES):
        raise ValueError("empty")
    entity = identity or session.new_id()
    before = _find(me.space, entity)
    patch = {name: value for name, value in fields.items() if before is None or _differs(before, name, value)}
    if patch:
        session.keep(Change("need.rev", entity, me.id, patch))
    _publish(session, entity)
    drafts.forget(session, f"need/{identity or 'new'}/")
    return card(session, entity)


def put_away(session: Session, identity: str, away: bool = True) -> None:
    """Put a card away or take it out again; a shown one disappears from the others' view."""
    session.keep(Change("need.rev", identity, session.me.id, {"archived": away}))
    _publish(session, identity)


def card(session: Session, identity: str) -> NeedCard:
    """One card that whoever is here may see. Raises KeyError."""
    found = page(session)
    for candidate in (*found.mine, *found.theirs, *found.put_away):
        if candidate.need.id == identity:
            return candidate
    raise KeyError(identity)


def revisions(session: Session, identity: str) -> tuple[Revision, ...]:
    """How one's own card changed, oldest first."""
    return history(session.me.space.records(identity))


def serve(session: Session, ritual: str, needs: Sequence[str]) -> None:
    """Note on one's own cards which of them a ritual serves; the others' cards are not touched."""
    me = session.me
    changes = []
    for need in _needs(me.space):
        served = [known for known in need.served_by if known != ritual]
        if need.id in needs:
            served.append(ritual)
        if tuple(served) != need.served_by:
            changes.append(Change("need.rev", need.id, me.id, {"served_by": served}))
    if changes:
        session.keep(*changes)


def served_by_rituals(session: Session) -> dict[str, tuple[str, ...]]:
    """For each ritual, the own cards of the one person here that it serves."""
    if session.alone is None:
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for need in _needs(session.me.space):
        for ritual in need.served_by:
            found[ritual] = (*found.get(ritual, ()), need.id)
    return found


def open_together(session: Session) -> None:
    """Before everybody comes in: note in this computer's memory what the one leaving wants shown together."""
    me = session.alone
    if me is None:
        raise NotOpen
    waiting = [need for need in _needs(me.space) if need.visibility == "together" and not need.archived]
    session.together_needs = tuple(need for need in session.together_needs if need.author != me.id) + tuple(waiting)


def settle(session: Session) -> None:
    """Finish what a kill or a full disk came between: what others see is what the one person here chose."""
    me = session.me
    shared = {need.id: need for need in _needs(session.bond.space) if need.author == me.id}
    for need in _needs(me.space):
        _bring_into_line(session, need, shared.get(need.id))


def _publish(session: Session, entity: str) -> None:
    """Bring the shared copy into line with what its author chose."""
    need = _find(session.me.space, entity)
    if need is not None:
        _bring_into_line(session, need, _find(session.bond.space, entity))


def _bring_into_line(session: Session, need: Need, shown: Need | None) -> None:
    me, entity = session.me, need.id
    wanted = need.visibility == "now" and not need.archived
    if wanted:
        fields = {**{line: getattr(need, line) for line in LINES}}
        fields |= {"feelings": list(need.feelings), "kinds": list(need.kinds), "visibility": "now"}
        if shown is None or shown.archived:
            fields["archived"] = False
        patch = {k: v for k, v in fields.items() if shown is None or k == "archived" or _differs(shown, k, v)}
        if patch:
            session.share(Change("need.rev", entity, me.id, patch))
    elif shown is not None:
        # Taken back: no trace of the words stays where the other's key could read it.
        session.bond.space.erase(entity)
        session.changed.add("need")


def _fields(form: NeedForm) -> dict[str, object]:
    return {
        **{line: clean(getattr(form, line)).strip() for line in LINES},
        "feelings": list(form.feelings),
        "kinds": list(form.kinds),
        "visibility": form.visibility,
    }


def _differs(need: Need, name: str, value: object) -> bool:
    known = getattr(need, name)
    return (list(known) if isinstance(known, tuple) else known) != value


def _needs(space: Space) -> tuple[Need, ...]:
    with space.reading() as rows:
        found = rows.scalars(select(NeedRow).order_by(NeedRow.created.desc(), NeedRow.id))
        return tuple(row.value() for row in found)


def _find(space: Space, entity: str) -> Need | None:
    with space.reading() as rows:
        row = rows.get(NeedRow, entity)
        return None if row is None else row.value()


def _card(need: Need, people: dict[str, Person], me: str) -> NeedCard:
    return NeedCard(need, people.get(need.author, Person(need.author, "")), need.author == me)
