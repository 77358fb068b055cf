"""One step of the first start: dots, a question, what it asks, and the ways on."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from bondapp.ui.bridge import Bridge
from bondapp.ui.notices import ProblemLine
from bondapp.ui.shorten import short_name
from bondapp.ui.theme import T
from bondapp.ui.widgets import Bar, Button, FlowBox, Scroll, StepsDots, Text, hbox, vbox, wrap
from bondapp.ui.widgets.layouts import Item

ORDER = ("welcome", "you", "other", "closed", "moment", "ritual", "reminders")


def other_name(answers: Mapping[str, str]) -> str:
    """The other person's name inside a sentence, or what stands in for it."""
    return short_name(answers.get("other", "")) or QCoreApplication.translate("FirstStart", "Your person")


class Step(QWidget):
    """A page of the first start. Subclasses fill `build`, and say their answers.

    `changed` fires at every change, `next`, `back`, `skip` and `safety` when asked for.
    """

    changed = Signal()
    next = Signal()
    back = Signal()
    skip = Signal()
    safety = Signal()

    name = ""
    skips = True

    def __init__(self, bridge: Bridge, answers: Mapping[str, str]) -> None:
        super().__init__()
        self.bridge = bridge
        self.given = dict(answers)
        self.title = Text("", "display")
        self.sub = Text("", "body", "ink2")
        self.problem = ProblemLine()
        self.forward = Button(self.tr("Next"), "primary")
        self.forward.setObjectName("start-next")
        self.forward.clicked.connect(self.next)
        column = wrap(
            vbox(self._head(), 4, self.title, self.sub, 6, *self.build(), self.problem, 8, self._ways(), gap=8)
        )
        column.setMaximumWidth(T().px(560))
        self.area = Scroll(wrap(hbox(column, margins=(40, 32, 40, 32))), (0, 0, 0, 0), center=True)
        vbox(self.area, gap=0, parent=self)

    # -- what a step says --------------------------------------------------------------------------------

    def build(self) -> list[Item]:
        """The widgets between the question and the buttons."""
        return []

    def answers(self) -> dict[str, str]:
        """What stands in the fields."""
        return {}

    def arrive(self, answers: Mapping[str, str]) -> None:
        """The step is shown, with everything answered so far."""
        self.given = dict(answers)

    def check(self) -> str:
        """Why this step can't be left forward yet, as one sentence; empty when it can."""
        return ""

    def start_at(self) -> QWidget:
        """What has the focus at first."""
        return self.forward

    def secret(self) -> str | None:
        """What is never kept with the answers."""
        return None

    # -- inside ------------------------------------------------------------------------------------------

    def _head(self) -> QWidget:
        at = ORDER.index(self.name)
        words = self.tr("Step {step} of {total}, about three minutes in all")
        text = Text(words.format(step=at + 1, total=len(ORDER)), "caption", "ink2")
        return FlowBox([StepsDots(at, len(ORDER)), text], gap=6)

    def _ways(self) -> QWidget:
        ways: list[QWidget] = [self.forward]
        if self.name != ORDER[0]:
            back = Button(self.tr("Back"), "plain")
            back.setObjectName("start-back")
            back.clicked.connect(self.back)
            ways.append(back)
        if self.skips:
            skip = Button(self.skip_words(), "plain")
            skip.setObjectName("start-skip")
            skip.clicked.connect(self.skip)
            ways.append(skip)
        safe = Button(self.tr("I don’t feel safe"), "plain", "lifebuoy", small=True, flush=True)
        safe.setObjectName("start-safety")
        safe.clicked.connect(self.safety)
        return wrap(vbox(FlowBox(ways, gap=8), 10, Bar(wrap(hbox(safe, None)), None), gap=0))

    def skip_words(self) -> str:
        """What the button that leaves this step open says."""
        return self.tr("Skip this")
