"""Whether joint repair is the right way now: decisions in memory, never stored, never explained to anybody else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bondapp.rules.content import PathQuestion

Reply = Literal["yes", "no", "rather_not"]
Steadier = Literal["yes", "ten_more", "tomorrow"]

CALM_ENOUGH = 4
TOO_HOT = 6
HOTTEST = 10


@dataclass(frozen=True, slots=True)
class PathCheck:
    """One person's private answers by question id; a question left out was passed over."""

    answers: Mapping[str, Reply]

    def offered(self, questions: Iterable[PathQuestion]) -> bool:
        """Whether joint guides are offered: every question got the answer that carries no worry."""
        return all(
            self.answers.get(question.id) == ("no" if question.worry == "yes" else "yes") for question in questions
        )

    def worrying(self, questions: Iterable[PathQuestion]) -> bool:
        """Whether any answer is a worry in so many words, so that help lines are shown to this person."""
        return any(self.answers.get(question.id) == question.worry for question in questions)

    def crisis(self, questions: Iterable[PathQuestion]) -> bool:
        """Whether the crisis lines come first on this person's page."""
        return self.worrying(question for question in questions if question.crisis)


@dataclass(frozen=True, slots=True)
class Gate:
    """What one person answered alone: path offered, heat 0 to 10 (None: passed over), ready to talk."""

    path: bool
    heat: int | None
    ready: Reply

    @property
    def clear(self) -> bool:
        """Whether nothing stands in the way for this person."""
        return self.path and self.ready == "yes" and heat([self.heat]) == "go"


def heat(values: Iterable[int | None]) -> Literal["go", "offer_pause", "pause"]:
    """One result for everybody: all at 4 or less go on, any at 6 or more pause, otherwise a pause is offered.

    A heat passed over (None) offers a pause. Raises ValueError outside 0 to 10. Source: practice 8.3, gate.
    """
    given = list(values)
    if any(value is not None and not 0 <= value <= HOTTEST for value in given):
        raise ValueError("heat is 0 to 10")
    if any(value is not None and value >= TOO_HOT for value in given):
        return "pause"
    if given and all(value is not None and value <= CALM_ENOUGH for value in given):
        return "go"
    return "offer_pause"


def common_words(gates: Iterable[Gate]) -> Literal["go", "not_now"]:
    """The one result everybody sees; anything but all clear is the same neutral "not now"."""
    answered = list(gates)
    return "go" if answered and all(gate.clear for gate in answered) else "not_now"


def steadier(replies: Sequence[Steadier]) -> Literal["resume", "ten_more", "tomorrow"]:
    """What happens after a pause, the same for everybody: on again with all yeses, else the longer rest asked."""
    if replies and all(reply == "yes" for reply in replies):
        return "resume"
    return "tomorrow" if "tomorrow" in replies else "ten_more"


def danger(picked: Iterable[str], danger_words: Iterable[str]) -> bool:
    """Whether one of the picked words is exactly one of the listed words that open the private safety page."""
    listed = {word.strip().casefold() for word in danger_words}
    return any(word.strip().casefold() in listed for word in picked)
