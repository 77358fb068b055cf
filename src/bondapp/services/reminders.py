"""Reminders: what to knock with now, told at most once each, and what the person answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, cast

from sqlalchemy import delete, or_, select

from bondapp.rules.recurrence import between, occurrence_id
from bondapp.rules.reminders import Candidate, Mark, Quiet, State, plan
from bondapp.services import rituals, settings
from bondapp.services.session import Session
from bondapp.store.device import KnockRow, SheetRow

BEHIND = timedelta(days=2)
AHEAD = timedelta(days=15)
PAUSE = "pause"

KnockKind = Literal["ritual", "pause", "look_back"]


@dataclass(frozen=True, slots=True)
class Knock:
    """One reminder to show. With `words` false nothing but a neutral sentence may stand on the screen.

    `title` and `art` (the ritual's kind) are empty then, and while private spaces are closed.
    """

    occurrence: str
    ritual: str
    day: date
    due: datetime
    kind: KnockKind
    words: bool
    title: str = ""
    art: str = ""


@dataclass(frozen=True, slots=True)
class Ring:
    """What to do now: show each of `show`, tell `quietly` in one kind line, look again at `wake_at`."""

    show: tuple[Knock, ...]
    quietly: tuple[Knock, ...]
    wake_at: datetime | None


def refresh(session: Session) -> None:
    """Write down what is due in the next fortnight, so that reminders come while everything is closed.

    Call after rituals changed. Does nothing while locked: the sheet stays as it was.
    """
    if session.shared is None:
        return
    now = session.now()
    rows = [*_ritual_rows(session, now), *_walk_rows(session)]
    with session.computer.writing() as store:
        # What somebody else promised themselves stands in their own space: it stays until they come and look.
        known = ("", *session.here) if session.alone is not None else ("",)
        promised = or_(*(SheetRow.occurrence.startswith(kind + "-") for kind in (PAUSE, "look_back")))
        store.execute(delete(SheetRow).where(~(promised & SheetRow.person.not_in(known))))
        store.add_all(rows)
        store.execute(delete(KnockRow).where(KnockRow.due < now - timedelta(days=60)))


def consider(session: Session) -> Ring:
    """Plan by the clock as it stands and mark what will be shown, before it is shown: never twice."""
    now = session.now()
    chosen = settings.read(session)
    sheet, marks, shown_today = _sheet(session)
    calm = [c for c in sheet if not _exact(c)]
    exact = [c for c in sheet if _exact(c)]
    quiet = Quiet(chosen.quiet_from, chosen.quiet_to, session.zone()) if chosen.quiet_on else None
    on = chosen.reminders
    main = plan(
        now,
        calm if on else (),
        marks,
        quiet,
        paused_until=chosen.pause_until,
        per_day=chosen.per_day,
        shown_today=shown_today,
    )
    # A return from a pause was promised for that very time: neither quiet hours nor the daily two hold it back.
    back = plan(now, exact, marks, None, per_day=99)
    _mark(session, (*main.show, *main.quietly, *back.show, *back.quietly), "shown", now)
    _mark(session, (*main.let_pass, *back.let_pass), "passed", now)
    waking = [at for at in (main.wake_at, back.wake_at) if at is not None]
    return Ring(
        show=tuple(_knock(session, c) for c in (*back.show, *back.quietly, *main.show)),
        quietly=tuple(_knock(session, c) for c in main.quietly),
        wake_at=min(waking, default=None),
    )


def snooze(session: Session, occurrence: str, until: datetime) -> bool:
    """Bring one reminder back at another time, also one not shown yet; there is no limit to how often.

    False when nothing of that occurrence is written down, so that nobody promises what will not come.
    """
    with session.computer.writing() as store:
        rows = list(store.scalars(select(KnockRow).where(KnockRow.occurrence == occurrence)))
        for row in rows:
            row.state, row.until, row.at = "snoozed", until, session.now()
        sheet = store.scalars(select(SheetRow).where(SheetRow.occurrence == occurrence)).first()
        if not rows and sheet is not None:
            # Answered before it was shown: from Today, ahead of its time.
            rows = [_snoozed(sheet, until, session.now())]
            store.add_all(rows)
    session.changed.add("reminder")
    return bool(rows)


def answered(session: Session, occurrence: str) -> None:
    """The person answered: nothing more comes of this one."""
    with session.computer.writing() as store:
        for row in store.scalars(select(KnockRow).where(KnockRow.occurrence == occurrence)):
            row.state, row.until = "answered", None
    session.changed.add("reminder")


def not_today(session: Session, knock: Knock) -> None:
    """Let one occurrence go for today; while everything is closed it stays with this computer."""
    if session.shared is not None and knock.kind == "ritual":
        rituals.mark(session, knock.ritual, knock.day, 0, "not_today")
    answered(session, knock.occurrence)


# -- inside --------------------------------------------------------------------------------------------------


def _ritual_rows(session: Session, now: datetime) -> list[SheetRow]:
    at_home = session.opened.people()
    settled = rituals.settled(session)
    known = _known_since(session)
    since: dict[str, str] = {}
    rows: list[SheetRow] = []
    for card in rituals.all_rituals(session):
        ritual = card.ritual
        people = [person for person in at_home if ritual.reminds(person)]
        if ritual.rhythm is None or not people:
            continue
        key = "-".join((ritual.id, ritual.terms, *people))
        # A clock that was set back must not make a time that is still to come count as gone by.
        began = min(now, datetime.fromisoformat(known[key])) if key in known else now
        since[key] = began.isoformat()
        start = max(now - BEHIND, began)
        for due in between(ritual.rhythm, start, now + AHEAD):
            occurrence = occurrence_id(session.bond.id, ritual.id, due.day, due.slot)
            if occurrence in settled:
                continue
            rows.extend(
                SheetRow(
                    occurrence=occurrence,
                    person=person,
                    ritual=ritual.id,
                    day=due.day,
                    due=due.at,
                    remind_at=due.at - timedelta(minutes=ritual.lead),
                )
                for person in people
            )
    session.computer.keep_setting("reminding_since", since)
    return rows


def _known_since(session: Session) -> dict[str, str]:
    """Since when each ritual reminds as it stands: what was due before then is nobody's late reminder."""
    kept = session.computer.setting("reminding_since", {})
    return {str(k): str(v) for k, v in kept.items()} if isinstance(kept, dict) else {}


def _walk_rows(session: Session) -> list[SheetRow]:
    from bondapp.services import repair

    return [
        SheetRow(
            occurrence=f"{back.kind}-{back.walk}-{int(back.at.timestamp())}",
            person=back.person,
            ritual=back.walk,
            day=session.local(back.at).date(),
            due=back.at,
            remind_at=back.at,
        )
        for back in repair.returns(session)
    ]


def _exact(candidate: Candidate) -> bool:
    return candidate.occurrence.startswith(PAUSE + "-")


def _sheet(session: Session) -> tuple[list[Candidate], list[Mark], int]:
    """One candidate an occurrence for whoever is here; everybody's while it is locked."""
    here = session.here
    today = session.today()
    with session.computer.reading() as store:
        rows = store.scalars(select(SheetRow).order_by(SheetRow.remind_at, SheetRow.person)).all()
        knocks = store.scalars(select(KnockRow)).all()
    seen: dict[str, Candidate] = {}
    for row in rows:
        if not here or row.person in here or row.person == "":
            seen.setdefault(
                row.occurrence,
                Candidate(row.occurrence, row.ritual, row.due, row.remind_at, row.day, row.person),
            )
    marks = [Mark(k.occurrence, cast("State", k.state), k.until) for k in knocks]
    shown = {k.occurrence for k in knocks if session.local(k.at).date() == today and k.state != "passed"}
    return list(seen.values()), marks, len(shown)


def _snoozed(sheet: SheetRow, until: datetime, now: datetime) -> KnockRow:
    return KnockRow(
        occurrence=sheet.occurrence,
        person="",
        state="snoozed",
        due=sheet.due,
        until=until,
        at=now,
        day=sheet.day,
    )


def _mark(session: Session, candidates: Iterable[Candidate], state: str, now: datetime) -> None:
    chosen = tuple(candidates)
    if not chosen:
        return
    with session.computer.writing() as store:
        for candidate in chosen:
            store.merge(
                KnockRow(
                    occurrence=candidate.occurrence,
                    person="",
                    state=state,
                    due=candidate.due,
                    until=None,
                    at=now,
                    day=candidate.day,
                )
            )
    session.changed.add("reminder")


def _knock(session: Session, candidate: Candidate) -> Knock:
    kind: KnockKind = "ritual"
    others: tuple[KnockKind, ...] = ("pause", "look_back")
    for other in others:
        if candidate.occurrence.startswith(other + "-"):
            kind = other
    plain = Knock(candidate.occurrence, candidate.ritual, candidate.day, candidate.due, kind, False)
    if kind != "ritual" or session.shared is None:
        return plain
    try:
        ritual = rituals.one(session, candidate.ritual).ritual
    except KeyError:
        return plain
    if ritual.hide_words:
        return plain
    return Knock(plain.occurrence, plain.ritual, plain.day, plain.due, kind, True, ritual.title, ritual.kind)
