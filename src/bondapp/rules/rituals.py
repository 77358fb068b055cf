"""A ritual: something a bond does on purpose. It reminds a person once that person accepted these very terms."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Literal, get_args

from bondapp.rules.records import Ancestry, Entity, Json, Record, fold_entity, texts_of
from bondapp.rules.recurrence import BadRhythm, Rhythm

Outcome = Literal["done", "partly", "not_today", "let_pass", "paused"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
IfNot = Literal["pass", "again", "ask"]
IF_NOT: tuple[IfNot, ...] = get_args(IfNot)
Answer = Literal["yes", "no"]
LEADS = (0, 5, 10, 15, 30, 60)
MINUTES = (2, 5, 10, 15, 20, 30, 45, 60)

TERMS = ("title", "kind", "steps", "rrule", "wall", "zone", "start", "minutes", "members")


@dataclass(frozen=True, slots=True)
class Ritual:
    """Kind, steps and occasion of a ritual, with each member's answer to its present terms.

    `rhythm` is None for a ritual that has no time ("when it happens"). `lead` is minutes before the time.
    """

    id: str
    title: str
    kind: str
    template: str
    steps: tuple[str, ...]
    rhythm: Rhythm | None
    minutes: int
    lead: int
    hide_words: bool
    if_not: IfNot
    serves: tuple[str, ...]
    members: tuple[str, ...]
    paused: bool
    archived: bool
    terms: str
    answers: Mapping[str, Answer]
    created: date

    def accepted_by(self, person: str) -> bool:
        """Whether this person said yes to these terms."""
        return self.answers.get(person) == "yes"

    @property
    def active(self) -> bool:
        """Whether every member accepted it and it is neither paused nor put away."""
        return not self.paused and not self.archived and all(map(self.accepted_by, self.members))

    def reminds(self, person: str) -> bool:
        """Whether it may remind this person: theirs, accepted by them, not resting, and it has a time."""
        return (
            person in self.members
            and self.accepted_by(person)
            and not self.paused
            and not self.archived
            and self.rhythm is not None
        )


def fold_ritual(records: Iterable[Record]) -> Ritual:
    """Fold a ritual's revisions and consents. Raises ValueError for no records."""
    entity = fold_entity(records)
    terms = terms_of(entity)
    return Ritual(
        id=entity.id,
        title=_text(entity, "title"),
        kind=_text(entity, "kind", "together"),
        template=_text(entity, "template"),
        steps=texts_of(entity.get("steps")),
        rhythm=_rhythm(entity),
        minutes=_whole(entity, "minutes", 10),
        lead=_whole(entity, "lead", 10),
        hide_words=bool(entity.get("hide_words", True)),
        if_not=entity.get("if_not") if entity.get("if_not") in IF_NOT else "pass",
        serves=texts_of(entity.get("serves")),
        members=texts_of(entity.get("members")),
        paused=bool(entity.get("paused", False)),
        archived=entity.archived,
        terms=terms,
        answers=_answers(entity.records, terms),
        created=entity.created,
    )


def terms_of(entity: Entity) -> str:
    """The hash of what a member says yes to: what, when and who; never anybody's own reminder."""
    return terms_hash({name: entity.get(name) for name in TERMS})


def terms_hash(fields: Mapping[str, Json]) -> str:
    """The hash of the terms among these fields."""
    plain = json.dumps({name: fields.get(name) for name in TERMS}, sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(plain.encode("utf-8", "replace"), digest_size=16, person=b"bond-terms").hexdigest()


def _answers(records: Sequence[Record], terms: str) -> dict[str, Answer]:
    """A person's answer to these terms; two answers that did not know each other and differ are not a yes."""
    ancestry = Ancestry(records)
    given: dict[str, Answer] = {}
    consents = [r for r in records if r.kind == "ritual.consent" and r.body.get("terms") == terms]
    for person in sorted({record.author for record in consents}):
        newest = ancestry.newest([record for record in consents if record.author == person])
        words = {record.body.get("answer") for record in newest}
        given[person] = "yes" if words == {"yes"} else "no"
    return given


def _rhythm(entity: Entity) -> Rhythm | None:
    rrule, wall, zone, start = (entity.get(name) for name in ("rrule", "wall", "zone", "start"))
    if not (rrule and wall and zone and start):
        return None
    try:
        return Rhythm(str(rrule), time.fromisoformat(str(wall)), str(zone), date.fromisoformat(str(start)))
    except (BadRhythm, ValueError):
        return None


def _day(value: Json, otherwise: date) -> date:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else otherwise
    except ValueError:
        return otherwise


def rhythm_fields(rhythm: Rhythm | None) -> dict[str, str]:
    """A rhythm as the fields a record carries."""
    if rhythm is None:
        return {"rrule": "", "wall": "", "zone": "", "start": ""}
    return {
        "rrule": rhythm.rrule,
        "wall": rhythm.wall.isoformat("minutes"),
        "zone": rhythm.zone,
        "start": rhythm.start.isoformat(),
    }


def _text(entity: Entity, name: str, default: str = "") -> str:
    value = entity.get(name, default)
    return value if isinstance(value, str) else default


def _whole(entity: Entity, name: str, default: int) -> int:
    value = entity.get(name, default)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 10_080 else default


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time a ritual was due, with its one outcome."""

    id: str
    ritual: str
    day: date
    slot: int
    outcome: Outcome


def fold_occurrence(records: Iterable[Record]) -> Occurrence:
    """Fold the marks of one occurrence; the outcome shown is the newest that nobody else's knew."""
    entity = fold_entity(records, revisions="mark")
    outcome = entity.get("outcome")
    return Occurrence(
        id=entity.id,
        ritual=str(entity.get("ritual", "")),
        day=_day(entity.get("day"), entity.created),
        slot=_whole(entity, "slot", 0),
        outcome=outcome if outcome in OUTCOMES else "let_pass",
    )
