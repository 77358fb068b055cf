"""Content: needs, feelings, rituals, guides, practices and safety texts, read strictly from plain tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeVar, cast, get_args

from bondapp.rules.bonds import KINDS
from bondapp.rules.steps import (
    END,
    PLACEHOLDERS,
    STEP_KINDS,
    Check,
    Guide,
    Listening,
    Option,
    Step,
    StepKind,
    Who,
)

Moment = Literal["goodbye", "coming_home", "end_of_day", "week", "other"]
MOMENTS: tuple[str, ...] = get_args(Moment)
Cadence = Literal["daily", "weekly", "monthly", "when_it_happens"]
CADENCES: tuple[str, ...] = get_args(Cadence)
RITUAL_KINDS = (
    "goodbye", "reunion", "check_in", "appreciation", "good_news", "signal", "close_of_day", "friendship",
    "quiet_company", "review", "season", "remembrance", "distance", "care",
)  # fmt: skip
FUNCTIONS = ("reach", "haven", "base", "matter", "mend", "self")
GRADES = ("A", "B", "C", "D")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
AUDIENCES = ("everyone", "women", "men", "lgbt", "own_behaviour")
TOPICS = ("emergency", "crisis", "violence", "sexual_violence")


class ContentError(ValueError):
    """Content that cannot be used; says where it stands and what is wrong in one sentence."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}.")
        self.where = where
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Feeling:
    """A feeling word; `group` is the id of its group, or "story" or "danger"."""

    id: str
    word: str
    group: str


@dataclass(frozen=True, slots=True)
class FeelingGroup:
    """Feeling words that belong together."""

    id: str
    name: str
    feelings: tuple[Feeling, ...]


@dataclass(frozen=True, slots=True)
class NeedGroup:
    """A family of needs."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class NeedKind:
    """A need to start from: how it may show, how it is said plainly, two offers the other can make."""

    id: str
    group: str
    name: str
    meaning: str
    may_show_as: str
    plainly: str
    offers: tuple[str, ...]
    fits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """The words of a ritual for one kind of bond."""

    title: str
    steps: tuple[str, ...]
    small: str


@dataclass(frozen=True, slots=True)
class RitualTemplate:
    """A ritual to start from.

    `days` are RFC 5545 weekdays; `time` is local wall time as HH:MM or "" for none; `minutes` a suggestion.
    """

    id: str
    title: str
    kind: str
    moment: Moment
    cadence: Cadence
    days: tuple[str, ...]
    time: str
    minutes: int
    summary: str
    steps: tuple[str, ...]
    small: str
    fits: tuple[str, ...]
    touch: bool
    faith: bool
    food: bool
    functions: tuple[str, ...]
    evidence: str
    sources: tuple[str, ...]
    needs: tuple[str, ...]
    variants: Mapping[str, Variant]

    def words_for(self, bond_kind: str) -> Variant:
        """Title, steps and small version for a kind of bond."""
        return self.variants.get(bond_kind, Variant(self.title, self.steps, self.small))


@dataclass(frozen=True, slots=True)
class Practice:
    """A short solo exercise; `breath` is seconds in and out, (0, 0) where breath plays no part."""

    id: str
    title: str
    summary: str
    minutes: tuple[int, int]
    steps: tuple[str, ...]
    breath: tuple[int, int]
    note: str
    evidence: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PathQuestion:
    """A question of the private path check; `worry` is the answer that closes joint guides."""

    id: str
    text: str
    worry: Literal["yes", "no"]
    crisis: bool


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A number to call or text, for whom, and when it was last checked and where."""

    country: str
    topic: str
    name: str
    number: str
    audience: str
    hours: str
    sources: tuple[str, ...]
    verified_on: date


@dataclass(frozen=True, slots=True)
class Country:
    """A country of the help line list; `code` is ISO 3166-1 alpha-2, or "EU"."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class SafetyText:
    """The words of the page "I don't feel safe" and of the private path check."""

    title: str
    lead: str
    paragraphs: tuple[str, ...]
    actions: Mapping[str, str]
    not_therapy: str
    monitored: str
    lines_note: str
    path_title: str
    path_lead: str
    path_replies: Mapping[str, str]
    path_questions: tuple[PathQuestion, ...]


@dataclass(frozen=True, slots=True)
class RepairText:
    """Words every guide shares; placeholders {speaker}, {listener}, {time} are filled by the screen."""

    words: Mapping[str, str]
    pause_lines: tuple[Option, ...]
    soothe: tuple[Option, ...]
    pause_lengths: tuple[int, ...]

    def __getitem__(self, key: str) -> str:
        return self.words[key]


@dataclass(frozen=True, slots=True)
class Content:
    """Everything of one language, looked up by id. Lookups raise KeyError."""

    lang: str
    need_groups: tuple[NeedGroup, ...]
    needs: tuple[NeedKind, ...]
    feeling_groups: tuple[FeelingGroup, ...]
    story_words: tuple[Feeling, ...]
    danger_words: tuple[Feeling, ...]
    rituals: tuple[RitualTemplate, ...]
    guides: tuple[Guide, ...]
    practices: tuple[Practice, ...]
    safety: SafetyText
    countries: tuple[Country, ...]
    lines: tuple[HelpLine, ...]
    repair: RepairText

    def need(self, need_id: str) -> NeedKind:
        """A need by id."""
        return _by_id(self.needs, need_id)

    def feeling(self, feeling_id: str) -> Feeling:
        """A feeling, story or danger word by id."""
        everything = [feeling for group in self.feeling_groups for feeling in group.feelings]
        return _by_id((*everything, *self.story_words, *self.danger_words), feeling_id)

    def ritual(self, ritual_id: str) -> RitualTemplate:
        """A ritual template by id."""
        return _by_id(self.rituals, ritual_id)

    def guide(self, guide_id: str) -> Guide:
        """A guide by id."""
        return _by_id(self.guides, guide_id)

    def practice(self, practice_id: str) -> Practice:
        """A practice by id."""
        return _by_id(self.practices, practice_id)

    def needs_for(self, bond_kind: str) -> tuple[NeedKind, ...]:
        """The needs that fit a kind of bond."""
        return tuple(need for need in self.needs if bond_kind in need.fits)

    def rituals_for(self, bond_kind: str, moment: str = "") -> tuple[RitualTemplate, ...]:
        """The templates that fit a kind of bond, at one moment or at any."""
        return tuple(
            ritual
            for ritual in self.rituals
            if bond_kind in ritual.fits and (not moment or ritual.moment == moment)
        )

    def lines_for(self, country: str) -> tuple[HelpLine, ...]:
        """The help lines of a country, in the order of the list."""
        return tuple(line for line in self.lines if line.country == country)


_T = TypeVar("_T")


def _by_id(things: Iterable[_T], wanted: str) -> _T:
    for thing in things:
        if cast("Any", thing).id == wanted:
            return thing
    raise KeyError(wanted)
