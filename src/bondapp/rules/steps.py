"""The step machine: guides as data, a walk through one as the replay of events.

Nothing here knows a screen, a clock or a store. Times are UTC instants; text is never shown from here.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

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
    book → days from now, as digits; otherwise empty.
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
    look-backs in days.
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
    next_code: NextCode
    paused_until: datetime | None
    tomorrow_first: bool
