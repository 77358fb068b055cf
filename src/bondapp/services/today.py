"""Today: the day as a thread, what comes next, what somebody showed, what waits, the week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from bondapp.rules.rituals import Outcome
from bondapp.services import needs, repair, rituals
from bondapp.services.needs import NeedCard
from bondapp.services.repair import WalkCard
from bondapp.services.rituals import Happening, RitualCard
from bondapp.services.session import Session

State = Literal["done", "next", "later", "passed"]
WaitKind = Literal["ritual", "repair", "look_back"]
STILL_NEXT = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment on the day's thread, at a local time."""

    occurrence: str
    ritual: str
    title: str
    kind: str
    at: datetime
    day: date
    slot: int
    state: State
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits without hurry: a ritual to read, a repair to pick up, a look back."""

    kind: WaitKind
    id: str
    title: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class WeekDay:
    """One day of the week with the kinds of ritual on it."""

    day: date
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TodayPage:
    """Everything the first page shows; times are local, `apart` are stretches between goodbye and reunion."""

    now: datetime
    moments: tuple[Moment, ...]
    next: Moment | None
    next_ritual: RitualCard | None
    apart: tuple[tuple[datetime, datetime], ...]
    shown_need: NeedCard | None
    waiting: tuple[Waiting, ...]
    week: tuple[WeekDay, ...]


def page(session: Session) -> TodayPage:
    """Today as whoever is here sees it."""
    now = session.local()
    monday = now.date() - timedelta(days=now.weekday())
    week = rituals.happenings(session, monday, 8)
    today = [h for h in week if session.local(h.due.at).date() == now.date()]
    upcoming = _next(session, today, week, now)
    moments = tuple(_moment(session, h, now, upcoming) for h in today)
    walks = repair.walks(session)
    return TodayPage(
        now=now,
        moments=moments,
        next=_moment(session, upcoming, now, upcoming) if upcoming else None,
        next_ritual=upcoming.card if upcoming else None,
        apart=_apart(moments, now),
        shown_need=_shown(session),
        waiting=_waiting(session, walks),
        week=tuple(
            WeekDay(monday + timedelta(days=n), _kinds(session, week, monday + timedelta(days=n))) for n in range(7)
        ),
    )


def _next(session: Session, today: list[Happening], week: tuple[Happening, ...], now: datetime) -> Happening | None:
    """The first of today without an outcome that is not long past, or else the first of the days to come."""
    for happening in today:
        if happening.outcome is None and session.local(happening.due.at) >= now - STILL_NEXT:
            return happening
    ahead = [h for h in week if h.outcome is None and h.due.at > now]
    if ahead:
        return ahead[0]
    later = rituals.happenings(session, now.date() + timedelta(days=1), 35)
    return next((h for h in later if h.outcome is None), None)


def _moment(session: Session, happening: Happening, now: datetime, upcoming: Happening | None) -> Moment:
    at = session.local(happening.due.at)
    if happening.outcome in ("done", "partly"):
        state: State = "done"
    elif upcoming is not None and happening.occurrence == upcoming.occurrence:
        state = "next"
    elif happening.outcome is not None or at < now - STILL_NEXT:
        state = "passed"
    else:
        state = "later"
    ritual = happening.card.ritual
    return Moment(
        occurrence=happening.occurrence,
        ritual=ritual.id,
        title=ritual.title,
        kind=ritual.kind,
        at=at,
        day=happening.due.day,
        slot=happening.due.slot,
        state=state,
        outcome=happening.outcome,
    )


def _apart(moments: tuple[Moment, ...], now: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """Each goodbye with the next reunion after it; without one, to the end of the day."""
    spans = []
    for at, moment in enumerate(moments):
        if moment.kind != "goodbye" or moment.outcome == "not_today":
            continue
        back = next((later for later in moments[at + 1 :] if later.kind == "reunion"), None)
        end = back.at if back else now.replace(hour=23, minute=59)
        spans.append((moment.at, end))
    return tuple(spans)


def _shown(session: Session) -> NeedCard | None:
    """One need that somebody else showed, a different one each day so that none wears out."""
    page = needs.page(session)
    if not page.theirs:
        return None
    return page.theirs[session.today().toordinal() % len(page.theirs)]


def _waiting(session: Session, walks: tuple[WalkCard, ...]) -> tuple[Waiting, ...]:
    names = {person.id: person.name for person in session.members()}
    found: list[Waiting] = []
    for card in rituals.all_rituals(session):
        if card.asks_me:
            asker = next((p for p in card.ritual.members if card.ritual.accepted_by(p)), "")
            found.append(Waiting("ritual", card.ritual.id, card.ritual.title, names.get(asker, "")))
    found.extend(Waiting("repair", walk.id, walk.title) for walk in walks if walk.status in ("open", "paused", "down"))
    back_today = {
        back.walk
        for back in repair.returns(session)
        if back.kind == "look_back" and session.local(back.at).date() == session.today()
    }
    found.extend(Waiting("look_back", walk.id, walk.title) for walk in walks if walk.id in back_today)
    return tuple(found)


def _kinds(session: Session, week: tuple[Happening, ...], day: date) -> tuple[str, ...]:
    return tuple(h.card.ritual.kind for h in week if session.local(h.due.at).date() == day)
