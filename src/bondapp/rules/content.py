"""Content: needs, feelings, rituals, guides, practices and safety texts, read strictly from plain tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeVar, cast, get_args

from bondapp.rules.bonds import KINDS
from bondapp.rules.steps import END, PLACEHOLDERS, STEP_KINDS, Check, Guide, Listening, Option, Step, StepKind, Who

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
PATH_REPLIES = ("yes", "no", "rather_not")
SAFETY_ACTIONS = ("hide", "someone", "lines", "remove", "back")
REPAIR_WORDS = (
    "alone", "hand_over", "heat_title", "heat_hint", "heat_low", "heat_high", "ready_yes", "ready_no",
    "ready_rather_not", "not_now_title", "not_now_text", "not_now_offer", "listener_hint", "say_back",
    "say_back_lead", "came_across", "yes", "not_quite", "chips", "foot", "agree", "leave", "stop", "unsafe",
    "pause_button", "pause_title", "pause_text", "pause_apart", "pause_note", "pause_note_hint", "pause_back",
    "steadier", "steadier_yes", "steadier_ten_more", "steadier_tomorrow", "again_ten_more", "again_tomorrow",
    "rest_title", "rest_text", "pick_up", "stopped_title", "stopped_text", "closed_title", "closed_text",
    "look_back_title", "look_back_helped", "look_back_stings", "look_back_change", "look_back_keep",
)  # fmt: skip
TEXT_PLACEHOLDERS = PLACEHOLDERS | {"time", "name"}
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
            ritual for ritual in self.rituals if bond_kind in ritual.fits and (not moment or ritual.moment == moment)
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


Plain = Mapping[str, Any]
_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")
_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\Z")
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d\Z")


class _Table:
    """A table read key by key; what was never asked for is an error at the end."""

    def __init__(self, plain: object, where: str) -> None:
        if not isinstance(plain, Mapping):
            raise ContentError(where, "expected a table of keys and values")
        self._plain: Plain = plain
        self._read: set[str] = set()
        self.where = where

    def __contains__(self, key: str) -> bool:
        return key in self._plain

    def at(self, key: str) -> str:
        return f"{self.where}, {key}"

    def wrong(self, key: str, reason: str) -> ContentError:
        return ContentError(self.at(key), reason)

    def _get(self, key: str, kind: type, called: str) -> Any:
        self._read.add(key)
        if key not in self._plain:
            raise ContentError(self.where, f"the key {key} is missing")
        value = self._plain[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.wrong(key, f"expected {called}")
        return value

    def text(self, key: str, default: str | None = None, placeholders: Iterable[str] = ()) -> str:
        if default is not None and key not in self._plain:
            return default
        text = self._get(key, str, "a text")
        if not text.strip() and default is None:
            raise self.wrong(key, "the text is empty")
        _check_placeholders(text, frozenset(placeholders), self.at(key))
        return cast("str", text)

    def id(self, key: str = "id") -> str:
        text = self.text(key)
        if not _ID.match(text):
            raise self.wrong(key, f"{text!r} is no id: use small letters, digits and hyphens")
        return text

    def texts(self, key: str, least: int = 0, placeholders: Iterable[str] = ()) -> tuple[str, ...]:
        if not least and key not in self._plain:
            return ()
        values = self._get(key, list, "a list of texts")
        if not all(isinstance(value, str) and value.strip() for value in values):
            raise self.wrong(key, "expected a list of texts, none of them empty")
        if len(values) < least:
            raise self.wrong(key, f"expected at least {least}")
        for value in values:
            _check_placeholders(value, frozenset(placeholders), self.at(key))
        return tuple(values)

    def one_of(self, key: str, known: Sequence[str], default: str | None = None) -> str:
        text = self.text(key, default)
        if text not in known and text != default:
            raise self.wrong(key, f"{text!r} is not one of {', '.join(known)}")
        return text

    def some_of(self, key: str, known: Sequence[str], least: int = 1) -> tuple[str, ...]:
        texts = self.texts(key, least)
        for text in texts:
            if text not in known:
                raise self.wrong(key, f"{text!r} is not one of {', '.join(known)}")
        if len(set(texts)) != len(texts):
            raise self.wrong(key, "something stands there twice")
        return texts

    def number(self, key: str, low: int, high: int, default: int | None = None) -> int:
        if default is not None and key not in self._plain:
            return default
        value = self._get(key, int, "a whole number")
        if not low <= value <= high:
            raise self.wrong(key, f"{value} is not between {low} and {high}")
        return cast("int", value)

    def numbers(self, key: str, low: int, high: int, least: int = 0) -> tuple[int, ...]:
        if not least and key not in self._plain:
            return ()
        values = self._get(key, list, "a list of whole numbers")
        for value in values:
            if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
                raise self.wrong(key, f"expected whole numbers between {low} and {high}")
        if len(values) < least:
            raise self.wrong(key, f"expected at least {least}")
        return tuple(values)

    def span(self, key: str, low: int, high: int) -> tuple[int, int]:
        values = self.numbers(key, low, high, 2)
        if len(values) != 2 or values[0] > values[1]:
            raise self.wrong(key, "expected two numbers, the smaller one first")
        return values[0], values[1]

    def flag(self, key: str, default: bool) -> bool:
        return cast("bool", self._get(key, bool, "true or false")) if key in self._plain else default

    def day(self, key: str) -> date:
        value = self._get(key, date, "a date such as 2026-11-22")
        return cast("date", value)

    def table(self, key: str) -> _Table:
        return _Table(self._get(key, Mapping, "a table"), self.at(key))

    def tables(self, key: str, least: int = 1) -> list[_Table]:
        if not least and key not in self._plain:
            return []
        values = self._get(key, list, "a list of tables")
        if len(values) < least:
            raise self.wrong(key, f"expected at least {least}")
        found = []
        for number, value in enumerate(values, 1):
            name = value.get("id") if isinstance(value, Mapping) else None
            label = f"{key} {number} ({name})" if isinstance(name, str) else f"{key} {number}"
            found.append(_Table(value, f"{self.where}, {label}"))
        return found

    def words(self, keys: Sequence[str], placeholders: Iterable[str] = ()) -> dict[str, str]:
        return {key: self.text(key, placeholders=placeholders) for key in keys}

    def end(self) -> None:
        unknown = sorted(set(self._plain) - self._read)
        if unknown:
            raise ContentError(self.where, f"the key {unknown[0]} is unknown")


def _check_placeholders(text: str, known: frozenset[str], where: str) -> None:
    for match in _BRACES.finditer(text):
        if match.group(1) is None:
            raise ContentError(where, "a curly bracket stands alone")
        if match.group(1) not in known:
            allowed = ", ".join(sorted(known)) or "none"
            raise ContentError(where, f"the placeholder {match.group(0)} is not known here (known: {allowed})")


def _unique(things: Sequence[_T], table: _Table, key: str) -> tuple[_T, ...]:
    seen: set[str] = set()
    for thing in things:
        name = cast("Any", thing).id
        if name in seen:
            raise table.wrong(key, f"the id {name!r} stands there twice")
        seen.add(name)
    return tuple(things)


def _each(table: _Table, key: str, read: Callable[[_Table], _T], least: int = 1) -> tuple[_T, ...]:
    found = []
    for inner in table.tables(key, least):
        found.append(read(inner))
        inner.end()
    return _unique(found, table, key)


def read_needs(plain: object, where: str) -> tuple[tuple[NeedGroup, ...], tuple[NeedKind, ...]]:
    """Read the groups and kinds of needs. Raises ContentError."""
    table = _Table(plain, where)
    groups = _each(table, "groups", lambda group: NeedGroup(group.id(), group.text("name")))
    known = [group.id for group in groups]
    needs = _each(table, "needs", lambda need: _need(need, known))
    table.end()
    return groups, needs


def _need(table: _Table, groups: Sequence[str]) -> NeedKind:
    return NeedKind(
        id=table.id(),
        group=table.one_of("group", groups),
        name=table.text("name"),
        meaning=table.text("meaning"),
        may_show_as=table.text("may_show_as"),
        plainly=table.text("plainly"),
        offers=table.texts("offers", 2),
        fits=table.some_of("fits", KINDS),
    )


def read_feelings(
    plain: object, where: str
) -> tuple[tuple[FeelingGroup, ...], tuple[Feeling, ...], tuple[Feeling, ...]]:
    """Read feeling groups, story words and danger words; an id serves one word only. Raises ContentError."""
    table = _Table(plain, where)
    groups = _each(
        table,
        "groups",
        lambda group: FeelingGroup(group.id(), group.text("name"), _feelings(group, "feelings", group.id())),
    )
    story = _feelings(table, "story", "story")
    danger = _feelings(table, "danger", "danger")
    table.end()
    _unique([*(word for group in groups for word in group.feelings), *story, *danger], table, "groups")
    return groups, story, danger


def _feelings(table: _Table, key: str, group: str) -> tuple[Feeling, ...]:
    return _each(table, key, lambda word: Feeling(word.id(), word.text("word"), group))


def read_rituals(plain: object, where: str, needs: Sequence[str]) -> tuple[RitualTemplate, ...]:
    """Read ritual templates; `needs` are the ids they may serve. Raises ContentError."""
    table = _Table(plain, where)
    rituals = _each(table, "rituals", lambda ritual: _ritual(ritual, needs))
    table.end()
    return rituals


def _ritual(table: _Table, needs: Sequence[str]) -> RitualTemplate:
    time = table.text("time", "")
    if time and not _TIME.match(time):
        raise table.wrong("time", f"{time!r} is no time such as 07:45")
    return RitualTemplate(
        id=table.id(),
        title=table.text("title"),
        kind=table.one_of("kind", RITUAL_KINDS),
        moment=cast("Moment", table.one_of("moment", MOMENTS)),
        cadence=cast("Cadence", table.one_of("cadence", CADENCES)),
        days=table.some_of("days", WEEKDAYS, 0),
        time=time,
        minutes=table.number("minutes", 1, 120),
        summary=table.text("summary"),
        steps=table.texts("steps", 1),
        small=table.text("small"),
        fits=table.some_of("fits", KINDS),
        touch=table.flag("touch", False),
        faith=table.flag("faith", False),
        food=table.flag("food", False),
        functions=table.some_of("functions", FUNCTIONS),
        evidence=table.one_of("evidence", GRADES),
        sources=table.texts("sources"),
        needs=table.some_of("needs", needs),
        variants=_variants(table),
    )


def _variants(table: _Table) -> Mapping[str, Variant]:
    if "variants" not in table:
        return {}
    inner = table.table("variants")
    found: dict[str, Variant] = {}
    for kind in KINDS:
        if kind in inner:
            words = inner.table(kind)
            found[kind] = Variant(words.text("title"), words.texts("steps", 1), words.text("small"))
            words.end()
    inner.end()
    return found


def read_practices(plain: object, where: str) -> tuple[Practice, ...]:
    """Read solo practices. Raises ContentError."""
    table = _Table(plain, where)
    practices = _each(table, "practices", _practice)
    table.end()
    return practices


def _practice(table: _Table) -> Practice:
    breath = table.numbers("breath", 2, 12)
    if len(breath) not in (0, 2):
        raise table.wrong("breath", "expected two numbers of seconds, in and out")
    return Practice(
        id=table.id(),
        title=table.text("title"),
        summary=table.text("summary"),
        minutes=table.span("minutes", 1, 60),
        steps=table.texts("steps", 1),
        breath=(breath[0], breath[1]) if breath else (0, 0),
        note=table.text("note"),
        evidence=table.one_of("evidence", GRADES),
        sources=table.texts("sources"),
    )


def read_safety(plain: object, where: str) -> tuple[SafetyText, tuple[Country, ...], tuple[HelpLine, ...]]:
    """Read the safety page, the private path check and the help lines. Raises ContentError."""
    table = _Table(plain, where)
    page, path, actions = table.table("page"), table.table("path"), table.table("actions")
    replies = path.table("replies")
    text = SafetyText(
        title=page.text("title"),
        lead=page.text("lead"),
        paragraphs=page.texts("paragraphs", 1),
        actions=actions.words(SAFETY_ACTIONS),
        not_therapy=page.text("not_therapy"),
        monitored=page.text("monitored"),
        lines_note=page.text("lines_note"),
        path_title=path.text("title"),
        path_lead=path.text("lead"),
        path_replies=replies.words(PATH_REPLIES),
        path_questions=_each(path, "questions", _path_question),
    )
    for inner in (page, path, actions, replies):
        inner.end()
    countries = tuple(_country(country) for country in table.tables("countries"))
    codes = [country.code for country in countries]
    if len(set(codes)) != len(codes):
        raise table.wrong("countries", "a code stands there twice")
    lines = tuple(_line(line, codes) for line in table.tables("lines"))
    table.end()
    return text, countries, lines


def _path_question(table: _Table) -> PathQuestion:
    worry = table.one_of("worry", ("yes", "no"))
    return PathQuestion(
        table.id(), table.text("text"), cast("Literal['yes', 'no']", worry), table.flag("crisis", False)
    )


def _country(table: _Table) -> Country:
    country = Country(table.text("code"), table.text("name"))
    table.end()
    return country


def _line(table: _Table, countries: Sequence[str]) -> HelpLine:
    line = HelpLine(
        country=table.one_of("country", countries),
        topic=table.one_of("topic", TOPICS),
        name=table.text("name"),
        number=table.text("number"),
        audience=table.one_of("audience", AUDIENCES),
        hours=table.text("hours", ""),
        sources=table.texts("sources", 1),
        verified_on=table.day("verified_on"),
    )
    table.end()
    return line


def read_repair(plain: object, where: str) -> RepairText:
    """Read the words every guide shares. Raises ContentError."""
    table = _Table(plain, where)
    words = table.table("words")
    text = RepairText(
        words=words.words(REPAIR_WORDS, TEXT_PLACEHOLDERS),
        pause_lines=_each(table, "pause_lines", _plain_option),
        soothe=_each(table, "soothe", _plain_option),
        pause_lengths=table.numbers("pause_lengths", 20, 24 * 60, 1),
    )
    words.end()
    table.end()
    return text


def _plain_option(table: _Table) -> Option:
    return Option(table.id(), table.text("label", placeholders=TEXT_PLACEHOLDERS))


def read_guide(plain: object, where: str) -> Guide:
    """Read one guide and check that it can be walked from its first step to its last. Raises ContentError."""
    table = _Table(plain, where)
    stages = table.texts("stages", 1)
    guide = Guide(
        id=table.id(),
        title=table.text("title"),
        summary=table.text("summary"),
        stages=stages,
        steps=_each(table, "steps", lambda step: _step(step, len(stages))),
        minutes=table.span("minutes", 1, 24 * 60),
        joint=table.flag("joint", True),
        pause_minutes=table.number("pause_minutes", 20, 24 * 60),
        fits=table.some_of("fits", KINDS),
        evidence=table.one_of("evidence", GRADES),
        sources=table.texts("sources"),
    )
    table.end()
    _check_way(guide, table)
    return guide


def _check_way(guide: Guide, table: _Table) -> None:
    """Stages never run backwards, options lead somewhere, and one person alone has a way through as well."""
    before = 0
    ids = {step.id for step in guide.steps}
    for number, step in enumerate(guide.steps, 1):
        where = f"{table.where}, steps {number} ({step.id})"
        if step.stage < before:
            raise ContentError(f"{where}, stage", "a stage comes after a later one")
        before = step.stage
        for option in step.options:
            if option.goto not in ("", END, *ids):
                raise ContentError(f"{where}, options", f"{option.goto!r} is no step of this guide")
    walked = [step for step in guide.steps if step.kind != "alone"]
    if not walked or not walked[0].solo or (guide.joint and guide.steps[0].kind != "alone"):
        raise table.wrong("steps", "a joint guide starts with a step of kind alone, then one for everybody")


def _step(table: _Table, stages: int) -> Step:
    known = PLACEHOLDERS
    step = Step(
        id=table.id(),
        stage=table.number("stage", 1, stages) - 1,
        kind=cast("StepKind", table.one_of("kind", STEP_KINDS)),
        title=table.text("title", placeholders=known),
        hint=table.text("hint", "", known),
        lead=table.text("lead", "", known),
        solo_title=table.text("solo_title", "", {"speaker"}),
        solo=table.flag("solo", True),
        who=cast("Who", table.one_of("who", ("each", "both", "caller"), "each")),
        check=cast("Check", table.one_of("check", ("path", "heat", "ready"), "")),
        listening=cast("Listening", table.one_of("listening", ("say_back", "reply", "listen"), "listen")),
        listener_hint=table.text("listener_hint", "", known),
        options=_each(table, "options", _option, 0),
        prompts=table.texts("prompts", 0, known),
        minutes=table.number("minutes", 0, 24 * 60, 0),
        days=table.numbers("days", 1, 366),
        chips=table.flag("chips", False),
        share=table.flag("share", True),
        optional=table.flag("optional", False),
    )
    _check_step(step, table)
    return step


def _option(table: _Table) -> Option:
    return Option(table.id(), table.text("label", placeholders=PLACEHOLDERS), table.text("goto", ""))


def _check_step(step: Step, table: _Table) -> None:
    asks_for = {
        "check": (step.kind == "alone", bool(step.check)),
        "options": (step.kind == "choice" or step.listening == "reply", bool(step.options)),
        "days": (step.kind == "book", bool(step.days)),
    }
    for key, (wanted, given) in asks_for.items():
        if wanted and not given:
            raise ContentError(table.where, f"a step of this kind needs the key {key}")
        if given and not wanted:
            raise table.wrong(key, "a step of this kind has no use for it")
    if step.listening != "listen" and (step.kind not in ("turn", "plan") or step.who != "each"):
        raise table.wrong("listening", "only steps of kind turn or plan, for each, are answered by the listener")
    if step.who == "each" and any(option.goto for option in step.options):
        raise table.wrong("options", "an option leads to a step only where one choice is made for all")
    shared = step.kind in ("alone", "aim", "text", "breathe", "book", "pause") or step.who == "both"
    if shared and any("{" in text for text in (step.title, step.hint, step.lead, *step.prompts)):
        raise table.wrong("title", "nobody speaks in this step, so it takes no placeholder")
