"""The answers of a first start: kept while it runs, made into people, a bond and a first ritual at its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from bondapp.rules.bonds import KINDS, Kind
from bondapp.rules.people import COLOURS
from bondapp.rules.text import clean_name
from bondapp.services import opening, people, rituals, settings
from bondapp.services.opening import Door, Start
from bondapp.services.rituals import RitualForm
from bondapp.services.session import Session

USUAL: dict[str, str] = {
    "step": "welcome",
    "name": "",
    "pronoun": "",
    "colour": COLOURS[0],
    "other": "",
    "kind": "",
    "together": "",
    "closed": "computer",
    "moment": "",
    "ritual": "",
    "title": "",
    "steps": "",
    "timed": "1",
    "days": "",
    "wall": "",
    "template": "",
    "art": "",
    "minutes": "10",
    "yes": "",
    "remind": "1",
    "hide": "1",
    "quiet": "1",
}


@dataclass(frozen=True, slots=True)
class Moment:
    """A part of the day with what usually fits it: a ritual's kind, time, days (0 Monday to 6), minutes."""

    kind: str
    wall: time
    days: tuple[int, ...]
    minutes: int


WEEKDAYS = (0, 1, 2, 3, 4)
MOMENTS: dict[str, Moment] = {
    "goodbye": Moment("goodbye", time(7, 45), WEEKDAYS, 2),
    "coming_home": Moment("reunion", time(18, 10), WEEKDAYS, 5),
    "end_of_day": Moment("close_of_day", time(21, 30), (0, 1, 2, 3, 4, 5, 6), 5),
    "other": Moment("together", time(17, 0), (6,), 15),
}


def kind_of(answers: Mapping[str, str]) -> Kind:
    """The kind of bond; "other" until one was chosen."""
    kind = answers.get("kind", "")
    return kind if kind in KINDS else "other"


def days_of(answers: Mapping[str, str]) -> tuple[int, ...]:
    """The days chosen, 0 for Monday."""
    return tuple(int(day) for day in answers.get("days", "").split(",") if day in set("0123456"))


def wall_of(answers: Mapping[str, str]) -> time | None:
    """The time of day, or None for a ritual without one."""
    if answers.get("timed") != "1":
        return None
    try:
        return time.fromisoformat(answers.get("wall", ""))
    except ValueError:
        return None


def form_of(answers: Mapping[str, str]) -> RitualForm | None:
    """The first ritual as it will be saved, or None when there is to be none."""
    if answers.get("ritual") != "1" or not answers.get("title", "").strip():
        return None
    wall = wall_of(answers)
    minutes = answers.get("minutes", "")
    return RitualForm(
        title=answers["title"],
        steps=tuple(answers.get("steps", "").split("\n")),
        kind=answers.get("art") or "together",
        template=answers.get("template", ""),
        days=days_of(answers) if wall is not None else (),
        wall=wall,
        minutes=int(minutes) if minutes.isdecimal() else 10,
        hide_words=answers.get("hide") == "1",
    )


def keep(session: Session, answers: Mapping[str, str]) -> None:
    """Keep the answers so far; a start that stopped half-way is taken up again. Raises StoreFault."""
    _take_up(session)
    opening.keep_started(session, answers)


def create(session: Session, answers: Mapping[str, str], names: tuple[str, str], passphrase: str | None) -> Door:
    """Make everything the answers ask for. Raises StoreFault; asked again, it goes on where it stopped.

    `names` stand in for names left empty.
    """
    _take_up(session)
    if session.shared is None:
        opening.keep_started(session, answers)
        opening.begin(session, _start(answers, names, passphrase))
    else:
        _rename(session, answers, names)
    settings.change(session, reminders=answers.get("remind") == "1", quiet_on=answers.get("quiet") == "1")
    form = form_of(answers)
    if form is not None and not rituals.all_rituals(session):
        if answers.get("together") == "1" and answers.get("yes") == "1":
            opening.together(session)
        rituals.save(session, form)
    return opening.finish_start(session)


def _take_up(session: Session) -> None:
    """A vault whose key could not be kept is there but not open: stand at its door once more."""
    if session.vault is not None and session.device is None:
        opening.approach(session)


def _start(answers: Mapping[str, str], names: tuple[str, str], passphrase: str | None) -> Start:
    colour = answers.get("colour", "")
    return Start(
        name=clean_name(answers.get("name", "")) or names[0],
        other=clean_name(answers.get("other", "")) or names[1],
        kind=kind_of(answers),
        together=answers.get("together") == "1",
        colour=colour if colour in COLOURS else COLOURS[0],
        pronoun=answers.get("pronoun", ""),
        passphrase=passphrase,
    )


def _rename(session: Session, answers: Mapping[str, str], names: tuple[str, str]) -> None:
    """The people are there from the try before: take over what was typed since."""
    start = _start(answers, names, None)
    me = session.members()[0]
    if (me.name, me.pronoun, me.colour) != (start.name, start.pronoun, start.colour):
        people.change(session, me.id, name=start.name, pronoun=start.pronoun, colour=start.colour)
