"""The step machine: guides as data, a walk through one as the replay of events.

Nothing here knows a screen, a clock or a store. Times are UTC instants; text is never shown from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import fields as dataclass_fields
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, get_args

StepKind = Literal[
    "alone", "aim", "words", "turn", "choice", "write", "plan", "close", "book", "pause", "breathe", "text"
]
Who = Literal["each", "both", "caller"]
Check = Literal["", "path", "heat", "ready"]
Listening = Literal["say_back", "reply", "listen"]
Phase = Literal["alone", "agree", "speak", "say_back", "confirm", "reply", "book", "pause", "read"]
Status = Literal["new", "open", "paused", "down", "closed", "stopped"]
Op = Literal[
    "begin", "answer", "confirm", "not_quite", "next", "back", "skip", "skip_step", "pause", "extend",
    "resume", "put_down", "take_up", "stop", "close", "book",
]  # fmt: skip
NextCode = Literal[
    "begin", "next", "agree", "finished", "heard", "came_across", "reply", "book", "pause", "close", "none"
]

STEP_KINDS: tuple[str, ...] = get_args(StepKind)
OPS: tuple[str, ...] = get_args(Op)
PLACEHOLDERS = frozenset({"speaker", "listener"})
END = "end"
"""The `goto` of an option that ends the walk."""

SHORTEST_PAUSE = timedelta(minutes=20)
LONGEST_PAUSE = timedelta(hours=24)
TEN_MORE = timedelta(minutes=10)
EXTENSIONS_BEFORE_TOMORROW = 2
WORDS = 3


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose; `goto` is the id of the step it leads to, "end", or "" for the next one."""

    id: str
    label: str
    goto: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One page of a guide.

    `minutes` is the least time a page is meant to get (information, never a lock); `listening` says what the
    other does after each speaker (kinds turn and plan); `chips` offers feeling words; `share` false means the
    words stay on the screen and are never recorded.
    """

    id: str
    stage: int
    kind: StepKind
    title: str
    hint: str = ""
    lead: str = ""
    solo_title: str = ""
    solo: bool = True
    who: Who = "each"
    check: Check = ""
    listening: Listening = "listen"
    listener_hint: str = ""
    options: tuple[Option, ...] = ()
    prompts: tuple[str, ...] = ()
    minutes: int = 0
    days: tuple[int, ...] = ()
    chips: bool = False
    share: bool = True
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide: its stages (labels on the progress path) and its steps in order.

    `pause_minutes` is the return time offered first when somebody pauses in it.
    """

    id: str
    title: str
    summary: str
    stages: tuple[str, ...]
    steps: tuple[Step, ...]
    minutes: tuple[int, int]
    joint: bool
    pause_minutes: int
    fits: tuple[str, ...]
    evidence: str
    sources: tuple[str, ...]

    def step(self, step_id: str) -> Step:
        """The step of that id. Raises KeyError."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing somebody did in a walk; `person` is "" for what was done together on one screen.

    `value`: answer → its texts (turn: text, then chip words; plan: when, I will; choice and reply: option id,
    then optional text); begin → who starts; pause and extend → the return time as ISO 8601 with an offset;
    book → days from now, as digits; put_down → a time for one reminder, or nothing; otherwise empty.
    """

    lamport: int
    id: str
    op: str
    step: str = ""
    person: str = ""
    value: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person gave at one step; the texts of `Event.value`."""

    step: str
    person: str
    phase: str
    value: tuple[str, ...]

    @property
    def text(self) -> str:
        """The first text, or ""."""
        return self.value[0] if self.value else ""


@dataclass(frozen=True, slots=True)
class Part:
    """The smallest unit of a step: who does what now. `turn` counts from 0; `actor` is "" for all together."""

    turn: int
    phase: Phase
    actor: str
    speaker: str
    listener: str


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a walk stands: plain data, the replay of its events.

    `step` and `part` are indexes; `trail` are the step indexes visited before; `agreed` are those who
    confirmed the present aim; `steadier` are those who asked to resume since the pause; `looks` are booked
    look-backs in days; `down_until` is the time chosen for one gentle reminder after putting down.
    """

    guide: str
    persons: tuple[str, ...]
    order: tuple[str, ...]
    step: int = 0
    part: int = 0
    trail: tuple[int, ...] = ()
    answers: tuple[Answer, ...] = ()
    agreed: tuple[str, ...] = ()
    status: Status = "new"
    paused_until: datetime | None = None
    paused_by: str = ""
    extensions: int = 0
    steadier: tuple[str, ...] = ()
    looks: tuple[int, ...] = ()
    down_until: datetime | None = None

    def answer(self, step: str, person: str, phase: str) -> Answer | None:
        """What the person gave at that step in that phase, if anything."""
        for given in self.answers:
            if (given.step, given.person, given.phase) == (step, person, phase):
                return given
        return None


@dataclass(frozen=True, slots=True)
class StepView:
    """What a screen shows now. `turn` counts from 1; `answers` are those of this step."""

    status: Status
    stages: tuple[str, ...]
    stage: int
    step: Step
    title: str
    phase: Phase
    actor: str
    speaker: str
    listener: str
    turn: int
    turns: int
    answers: tuple[Answer, ...]
    agreed: tuple[str, ...]
    may_back: bool
    may_skip: bool
    may_skip_step: bool
    may_pause: bool
    may_close: bool
    next_code: NextCode
    paused_until: datetime | None
    tomorrow_first: bool


class BadPause(ValueError):
    """A pause without a fit return time; `code` is "too_short" or "too_long"."""

    def __init__(self, code: Literal["too_short", "too_long"]) -> None:
        super().__init__(code)
        self.code = code


def gates(guide: Guide) -> tuple[Step, ...]:
    """The steps each answers alone before a walk begins; their answers stay in memory and make no events."""
    leading: list[Step] = []
    for step in guide.steps:
        if step.kind != "alone":
            break
        leading.append(step)
    return tuple(leading)


def asks(guide: Guide, persons: Sequence[str]) -> tuple[tuple[str, Step], ...]:
    """Who answers which gate, person by person, so that the screen changes hands as seldom as possible."""
    return tuple((person, step) for person in persons for step in gates(guide))


def parts(step: Step, order: Sequence[str]) -> tuple[Part, ...]:
    """The parts of a step for these persons in this order; every speaker gets the same parts."""
    shared: dict[str, Phase] = {
        "alone": "alone", "aim": "agree", "book": "book", "pause": "pause", "text": "read", "breathe": "read",
    }  # fmt: skip
    if step.kind in shared:
        return (Part(0, shared[step.kind], "", "", ""),)
    speakers: Sequence[str] = {"each": order, "caller": order[:1], "both": ("",)}[step.who]
    found: list[Part] = []
    for turn, speaker in enumerate(speakers):
        listener = order[(order.index(speaker) + 1) % len(order)] if speaker and len(order) > 1 else ""
        found.append(Part(turn, "speak", speaker, speaker, listener))
        if listener and step.listening == "say_back":
            found.append(Part(turn, "say_back", listener, speaker, listener))
            found.append(Part(turn, "confirm", speaker, speaker, listener))
        elif listener and step.listening == "reply":
            found.append(Part(turn, "reply", listener, speaker, listener))
    return tuple(found)


def replay(guide: Guide, persons: Sequence[str], events: Iterable[Event]) -> Walk:
    """The walk these events add up to, whatever order they come in; those that do not fit change nothing."""
    members = tuple(persons)
    if not members or len(set(members)) != len(members) or "" in members:
        raise ValueError("a walk needs persons, each once")
    walk = Walk(guide=guide.id, persons=members, order=members)
    for event in sorted(set(events), key=_order):
        walk = apply(guide, walk, event)
    return walk


def _order(event: Event) -> tuple[int, str, str, str, str, tuple[str, ...]]:
    return (event.lamport, event.id, event.op, event.step, event.person, event.value)


def apply(guide: Guide, walk: Walk, event: Event) -> Walk:
    """The walk after one more event; the same walk if the event does not fit."""
    if event.op in _STEP_OPS and event.step != guide.steps[walk.step].id:
        return walk
    if not can(guide, walk, event.op, event.person):
        return walk
    return _HANDLERS[event.op](guide, walk, event) or walk


def can(guide: Guide, walk: Walk, op: str, person: str = "") -> bool:
    """Whether this person ("" = together) may do this now."""
    if walk.status not in _STATUSES.get(op, frozenset()) or (person and person not in walk.persons):
        return False
    part = _part(guide, walk)
    step = guide.steps[walk.step]
    if op in ("answer", "skip"):
        return part.phase in _MAY[op] and (not part.actor or person == part.actor)
    if op in ("confirm", "not_quite"):
        agrees = op == "confirm" and part.phase == "agree"
        return agrees or (part.phase in ("say_back", "confirm") and person == part.speaker)
    if op == "next":
        return part.phase in ("read", "alone")
    if op == "back":
        return walk.part > 0 or bool(walk.trail)
    return {
        "skip_step": step.optional,
        "book": part.phase == "book",
        "close": step.stage == len(guide.stages) - 1,
    }.get(op, True)


_STEP_OPS = frozenset({"answer", "confirm", "not_quite", "next", "back", "skip", "skip_step", "book", "close"})
_GOING: frozenset[str] = frozenset({"open", "paused", "down"})
_OPEN: frozenset[str] = frozenset({"open"})
_PAUSED: frozenset[str] = frozenset({"paused"})
_STATUSES: Mapping[str, frozenset[str]] = {
    "begin": frozenset({"new"}),
    **dict.fromkeys(_STEP_OPS, _OPEN),
    "pause": _OPEN,
    "extend": _PAUSED,
    "resume": _PAUSED,
    "put_down": frozenset({"open", "paused"}),
    "take_up": frozenset({"down"}),
    "stop": frozenset({"new"}) | _GOING,
}
_MAY: Mapping[str, tuple[Phase, ...]] = {
    "answer": ("speak", "say_back", "reply"),
    "skip": ("speak", "say_back", "confirm", "reply", "book"),
}


_Handler = Callable[[Guide, Walk, Event], Walk | None]


def _part(guide: Guide, walk: Walk) -> Part:
    return parts(guide.steps[walk.step], walk.order)[walk.part]


def _following(guide: Guide, walk: Walk) -> int | None:
    """The index of the next step these persons walk through, or None at the end."""
    for index in range(walk.step + 1, len(guide.steps)):
        if guide.steps[index].solo or len(walk.persons) > 1:
            return index
    return None


def _leave(guide: Guide, walk: Walk, goto: str = "") -> Walk:
    """Go on to the next step, or to the step an option names; past the last one the walk is closed."""
    index = _following(guide, walk)
    if goto and goto != END:
        index = guide.steps.index(guide.step(goto))
    if index is None or goto == END:
        return replace(walk, status="closed", agreed=())
    gate = guide.steps[walk.step].kind == "alone"
    trail = walk.trail if gate else (*walk.trail, walk.step)
    return replace(walk, step=index, part=0, trail=trail, agreed=())


def _onward(guide: Guide, walk: Walk, goto: str = "") -> Walk:
    """Go on to the next part, or out of the step after its last one."""
    if walk.part + 1 < len(parts(guide.steps[walk.step], walk.order)):
        return replace(walk, part=walk.part + 1)
    return _leave(guide, walk, goto)


def _begin(guide: Guide, walk: Walk, event: Event) -> Walk | None:
    starter = event.value[0] if event.value and event.value[0] else walk.persons[0]
    if starter not in walk.persons:
        return None
    first = walk.persons.index(starter)
    order = walk.persons[first:] + walk.persons[:first]
    return replace(walk, status="open", order=order, step=len(gates(guide)))


def _answer(guide: Guide, walk: Walk, event: Event) -> Walk | None:
    step, part = guide.steps[walk.step], _part(guide, walk)
    if not _acceptable(step, part.phase, event.value):
        return None
    given = Answer(step.id, part.actor, part.phase, event.value if step.share else ())
    others = tuple(
        old for old in walk.answers if (old.step, old.person, old.phase) != (step.id, part.actor, part.phase)
    )
    goto = ""
    if step.kind == "choice" and event.value:
        goto = next(option.goto for option in step.options if option.id == event.value[0])
    return _onward(guide, replace(walk, answers=(*others, given)), goto)


def _acceptable(step: Step, phase: Phase, value: tuple[str, ...]) -> bool:
    if phase == "reply" or (phase == "speak" and step.kind == "choice"):
        return bool(value) and len(value) <= 2 and value[0] in {option.id for option in step.options}
    if phase == "speak" and step.kind == "words":
        return len(value) <= WORDS and len(set(value)) == len(value)
    if phase == "speak" and step.kind == "plan":
        return len(value) <= 2
    return True


def _confirm(guide: Guide, walk: Walk, event: Event) -> Walk | None:
    part = _part(guide, walk)
    if part.phase == "agree":
        agreed = set(walk.agreed) | ({event.person} if event.person else set(walk.persons))
        if agreed == set(walk.persons):
            return _leave(guide, walk)
        return replace(walk, agreed=tuple(person for person in walk.persons if person in agreed))
    # The gist was said aloud and not written: a yes on the say-back page counts as well.
    spoken = replace(walk, part=walk.part + 1) if part.phase == "say_back" else walk
    return _onward(guide, spoken)


def _not_quite(guide: Guide, walk: Walk, _event: Event) -> Walk | None:
    return replace(walk, part=walk.part - 1) if _part(guide, walk).phase == "confirm" else None


def _next(guide: Guide, walk: Walk, _event: Event) -> Walk | None:
    return _leave(guide, walk)


def _back(guide: Guide, walk: Walk, _event: Event) -> Walk | None:
    if walk.part:
        return replace(walk, part=walk.part - 1, agreed=())
    before = walk.trail[-1]
    last = len(parts(guide.steps[before], walk.order)) - 1
    return replace(walk, step=before, part=last, trail=walk.trail[:-1], agreed=())


def _skip(guide: Guide, walk: Walk, _event: Event) -> Walk | None:
    turns = parts(guide.steps[walk.step], walk.order)
    for index in range(walk.part + 1, len(turns)):
        if turns[index].turn != turns[walk.part].turn:
            return replace(walk, part=index)
    return _leave(guide, walk)


def _pause(_guide: Guide, walk: Walk, event: Event) -> Walk | None:
    until = _instant(event.value)
    if until is None:
        return None
    return replace(walk, status="paused", paused_until=until, paused_by=event.person, extensions=0, steadier=())


def _extend(_guide: Guide, walk: Walk, event: Event) -> Walk | None:
    until = _instant(event.value)
    if until is None or walk.paused_until is None or until <= walk.paused_until:
        return None
    return replace(walk, paused_until=until, extensions=walk.extensions + 1, steadier=())


def _resume(guide: Guide, walk: Walk, event: Event) -> Walk | None:
    steadier = set(walk.steadier) | ({event.person} if event.person else set(walk.persons))
    if steadier != set(walk.persons):
        return replace(walk, steadier=tuple(person for person in walk.persons if person in steadier))
    return _return(guide, walk)


def _return(guide: Guide, walk: Walk) -> Walk:
    """Open again where it stood; a step that was the pause itself is over."""
    awake = replace(walk, status="open", paused_until=None, paused_by="", extensions=0, steadier=(), down_until=None)
    over = walk.paused_until is not None and guide.steps[walk.step].kind == "pause"
    return _leave(guide, awake) if over else awake


def _put_down(_guide: Guide, walk: Walk, event: Event) -> Walk | None:
    return replace(walk, status="down", down_until=_instant(event.value), steadier=())


def _take_up(guide: Guide, walk: Walk, _event: Event) -> Walk | None:
    return _return(guide, walk)


def _ended(status: Status) -> _Handler:
    def end(_guide: Guide, walk: Walk, _event: Event) -> Walk | None:
        return replace(walk, status=status, agreed=(), paused_until=None, paused_by="", steadier=(), down_until=None)

    return end


def _book(guide: Guide, walk: Walk, event: Event) -> Walk | None:
    if not event.value or not all(_is_day(day) for day in event.value):
        return None
    return _leave(guide, replace(walk, looks=tuple(sorted({int(day) for day in event.value}))))


def _is_day(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 3 and 1 <= int(text) <= 366


def _instant(value: tuple[str, ...]) -> datetime | None:
    """The UTC instant of an ISO 8601 text with an offset, or None for anything else."""
    try:
        instant = datetime.fromisoformat(value[0])
        return instant.astimezone(UTC) if instant.tzinfo is not None else None
    except (IndexError, ValueError, OverflowError):
        return None


_HANDLERS: Mapping[str, _Handler] = {
    "begin": _begin,
    "answer": _answer,
    "confirm": _confirm,
    "not_quite": _not_quite,
    "next": _next,
    "back": _back,
    "skip": _skip,
    "skip_step": lambda guide, walk, _: _leave(guide, walk),
    "pause": _pause,
    "extend": _extend,
    "resume": _resume,
    "put_down": _put_down,
    "take_up": _take_up,
    "stop": _ended("stopped"),
    "close": _ended("closed"),
    "book": _book,
}


def view(guide: Guide, walk: Walk) -> StepView:
    """What a screen shows of this walk now; titles still hold their placeholders."""
    step, part = guide.steps[walk.step], _part(guide, walk)
    alone = len(walk.persons) == 1
    return StepView(
        status=walk.status,
        stages=guide.stages,
        stage=step.stage,
        step=step,
        title=step.solo_title if alone and step.solo_title else step.title,
        phase=part.phase,
        actor=part.actor,
        speaker=part.speaker,
        listener=part.listener,
        turn=part.turn + 1,
        turns=parts(step, walk.order)[-1].turn + 1,
        answers=tuple(answer for answer in walk.answers if answer.step == step.id),
        agreed=walk.agreed,
        may_back=can(guide, walk, "back"),
        may_skip=can(guide, walk, "skip", part.actor),
        may_skip_step=can(guide, walk, "skip_step"),
        may_pause=can(guide, walk, "pause") and part.phase != "pause",
        may_close=can(guide, walk, "close"),
        next_code=_next_code(guide, walk, part),
        paused_until=walk.paused_until,
        tomorrow_first=walk.extensions >= EXTENSIONS_BEFORE_TOMORROW,
    )


_CODES: Mapping[Phase, NextCode] = {
    "alone": "next", "agree": "agree", "speak": "finished", "say_back": "heard", "confirm": "came_across",
    "reply": "reply", "book": "book", "pause": "pause", "read": "next",
}  # fmt: skip


def _next_code(guide: Guide, walk: Walk, part: Part) -> NextCode:
    if walk.status != "open":
        return "begin" if walk.status == "new" else "none"
    last = walk.part == len(parts(guide.steps[walk.step], walk.order)) - 1
    ends = last and _following(guide, walk) is None
    return "close" if ends and part.phase in ("read", "speak") else _CODES[part.phase]


def check_pause(now: datetime, until: datetime, least: timedelta = SHORTEST_PAUSE) -> None:
    """Check a return time as read on a clock, in whole minutes: from `least` to 24 hours away.

    Raises BadPause when it is not, ValueError for a naive time.
    """
    if now.tzinfo is None or until.tzinfo is None:
        raise ValueError("times need a zone")
    away = until.astimezone(UTC) - now.astimezone(UTC).replace(second=0, microsecond=0)
    if away < least:
        raise BadPause("too_short")
    if away > LONGEST_PAUSE:
        raise BadPause("too_long")


def check_extension(now: datetime, until: datetime) -> None:
    """Check a later return time: from ten minutes to 24 hours away. Raises BadPause, ValueError."""
    check_pause(now, until, TEN_MORE)


def pause_default(guide: Guide, now: datetime) -> datetime:
    """The return time offered first, in UTC on a whole minute."""
    minute = now.astimezone(UTC).replace(second=0, microsecond=0)
    return minute + timedelta(minutes=guide.pause_minutes)


def to_plain(walk: Walk) -> dict[str, Any]:
    """The walk as data that JSON can hold."""
    plain = {name: getattr(walk, name) for name in _PLAIN}
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in plain.items()}
    plain["answers"] = [
        {"step": answer.step, "person": answer.person, "phase": answer.phase, "value": list(answer.value)}
        for answer in walk.answers
    ]
    for name in _TIMES:
        instant = getattr(walk, name)
        plain[name] = instant.isoformat() if instant else None
    return plain


def from_plain(plain: Mapping[str, Any]) -> Walk:
    """Read what `to_plain` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    fields: dict[str, Any] = {name: plain[name] for name in _PLAIN}
    fields = {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
    fields["answers"] = tuple(
        Answer(answer["step"], answer["person"], answer["phase"], tuple(answer["value"])) for answer in plain["answers"]
    )
    for name in _TIMES:
        fields[name] = datetime.fromisoformat(plain[name]) if plain[name] else None
    return Walk(**fields)


_TIMES = ("paused_until", "down_until")
_PLAIN = tuple(field.name for field in dataclass_fields(Walk) if field.name not in (*_TIMES, "answers"))
