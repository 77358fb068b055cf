"""The first start as a whole: steps, the picture beside them, what is kept while it runs, and its end."""

from __future__ import annotations

from collections.abc import Mapping

import shiboken6
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QPushButton, QStackedWidget, QWidget

from bondapp.rules.people import other_colour
from bondapp.services.opening import Door
from bondapp.ui.art import Welcome
from bondapp.ui.bridge import Bridge, Problem
from bondapp.ui.firststart.answers import USUAL, create, keep
from bondapp.ui.firststart.closed_step import ClosedStep
from bondapp.ui.firststart.people_steps import OtherStep, WelcomeStep, YouStep
from bondapp.ui.firststart.ritual_steps import MomentStep, RemindersStep, RitualStep
from bondapp.ui.firststart.step import ORDER, Step
from bondapp.ui.theme import T, Who
from bondapp.ui.widgets import Ground, PickCard, hbox

KEEP_MS = 350
PICTURE_FROM = 900

_STEPS: dict[str, type[Step]] = {
    step.name: step for step in (WelcomeStep, YouStep, OtherStep, ClosedStep, MomentStep, RitualStep, RemindersStep)
}


class FirstStart(Ground):
    """Fills the window until there are people, a bond and, if they like, a first ritual.

    `started` holds the answers of a start that stopped half-way. `finished` carries the Door, `safety` asks for
    the safety page. Enter goes on, Alt+Left goes back.
    """

    finished = Signal(object)
    safety = Signal()

    def __init__(self, bridge: Bridge, started: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__("canvas")
        if parent is not None:
            self.setParent(parent)
        self._bridge = bridge
        self._answers = {**USUAL, **{key: value for key, value in started.items() if key in USUAL or key == "for"}}
        self._steps: dict[str, Step] = {}
        self._creating = False
        self._arriving = False
        self._kept_problem = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self._keep)
        self._picture = Welcome(self._whos())
        self._stack = QStackedWidget()
        hbox((self._picture, 4), (self._stack, 7), gap=0, parent=self)
        self._keys()
        self._show(self._resume_at())

    # -- moving ------------------------------------------------------------------------------------------

    def step(self) -> Step:
        """The step that is shown."""
        return self._steps[self._answers["step"]]

    def go_on(self) -> None:
        """Leave this step forward, when its answers can be taken."""
        step = self.step()
        self._collect()
        sentence = step.check()
        step.problem.tell(sentence)
        if sentence:
            self._mend(step)
            return
        if step.name == "ritual":
            self._answers |= {"ritual": "1", "for": self._answers["moment"]}
        self._leave(step)

    def go_back(self) -> None:
        """To the step before."""
        at = ORDER.index(self._answers["step"])
        if at == 0 or self._creating:
            return
        self._collect()
        self._to("moment" if self._answers["step"] == "reminders" and not self._has_ritual() else ORDER[at - 1])

    def pass_by(self) -> None:
        """Leave this step open."""
        step = self.step()
        self._collect()
        step.problem.tell("")
        if isinstance(step, ClosedStep):
            step.let_go()
            self._collect()
        if step.name == "welcome":
            self._create()
        elif step.name in ("moment", "ritual"):
            self._answers["ritual"] = ""
            self._to("reminders")
        else:
            self._leave(step)

    def _leave(self, step: Step) -> None:
        if step.name == ORDER[-1]:
            self._create()
        else:
            self._to(ORDER[ORDER.index(step.name) + 1])

    def _to(self, name: str) -> None:
        self._show(name)
        self._keep()

    def _has_ritual(self) -> bool:
        return self._answers["ritual"] == "1"

    def _resume_at(self) -> str:
        name = self._answers["step"] if self._answers["step"] in ORDER else ORDER[0]
        if self._answers["closed"] == "passphrase" and ORDER.index(name) > ORDER.index("closed"):
            self._answers["again"] = "1"
            return "closed"
        return name

    def _show(self, name: str) -> None:
        self._answers["step"] = name
        step = self._steps.get(name)
        if step is None:
            step = _STEPS[name](self._bridge, self._answers)
            step.changed.connect(self._changed)
            step.next.connect(self.go_on)
            step.back.connect(self.go_back)
            step.skip.connect(self.pass_by)
            step.safety.connect(self.safety)
            self._steps[name] = step
            self._stack.addWidget(step)
        # What a step shows of old answers is no new answer.
        self._arriving = True
        step.arrive(dict(self._answers))
        self._arriving = False
        self._answers.pop("again", None)
        self._stack.setCurrentWidget(step)
        QTimer.singleShot(0, lambda: self._focus(step))

    def _focus(self, step: Step) -> None:
        # A queued call may outlive the page.
        if shiboken6.isValid(self) and self.step() is step:
            target = step.start_at()
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            if isinstance(target, QLineEdit):
                target.end(False)
            step.area.verticalScrollBar().setValue(0)

    def _mend(self, step: Step) -> None:
        if isinstance(step, ClosedStep):
            step.focus_problem()
        else:
            step.start_at().setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, lambda: step.area.reveal(step.problem) if shiboken6.isValid(step) else None)

    # -- keeping -----------------------------------------------------------------------------------------

    def _collect(self) -> None:
        self._answers |= self.step().answers()

    def _changed(self) -> None:
        if self._arriving:
            return
        self._collect()
        self._picture.set_whos(self._whos())
        self._timer.start()

    def _keep(self) -> None:
        self._timer.stop()
        if self._creating:
            return
        answers = dict(self._answers)
        self._bridge.ask(lambda session: keep(session, answers), self._kept, self._not_kept, owner=self)

    def _kept(self, _: None) -> None:
        problem = self.step().problem
        if self._kept_problem and problem.sentence() == self._kept_problem:
            problem.tell("")
        self._kept_problem = ""

    def _not_kept(self, problem: Problem) -> None:
        self.step().problem.tell_problem(problem)
        self._kept_problem = self.step().problem.sentence()

    def hideEvent(self, event: QHideEvent) -> None:
        if self._timer.isActive():
            self._keep()
        super().hideEvent(event)

    # -- the end -----------------------------------------------------------------------------------------

    def _create(self) -> None:
        if self._creating:
            return
        self._creating = True
        self._timer.stop()
        step = self.step()
        self._forward_words = step.forward.text()
        step.forward.setText(self.tr("Opening…"))
        step.setEnabled(False)
        answers = dict(self._answers)
        names = (self.tr("You"), self.tr("Your person"))
        closed = self._steps.get("closed")
        secret = closed.secret() if closed is not None else None
        self._bridge.ask(
            lambda session: create(session, answers, names, secret), self._done, self._not_done, owner=self
        )

    def _done(self, door: Door) -> None:
        closed = self._steps.get("closed")
        if isinstance(closed, ClosedStep):
            closed.let_go()
        self._timer.stop()
        self.finished.emit(door)

    def _not_done(self, problem: Problem) -> None:
        self._creating = False
        step = self.step()
        step.setEnabled(True)
        step.forward.setText(self._forward_words)
        step.problem.tell_problem(problem)
        step.forward.setFocus(Qt.FocusReason.OtherFocusReason)
        step.area.reveal(step.problem)

    # -- keys and shape ----------------------------------------------------------------------------------

    def _keys(self) -> None:
        for keys, action in (("Alt+Left", self.go_back), ("Ctrl+Return", self.go_on), ("Ctrl+Enter", self.go_on)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on from a field, and presses the button that has the focus."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focus = self.window().focusWidget()
        if isinstance(focus, QPushButton):
            focus.click()
            return
        if isinstance(focus, PickCard) and not focus.isChecked():
            focus.click()
        self.go_on()

    def _whos(self) -> tuple[Who, Who]:
        colour = self._answers["colour"]
        return Who("", colour), Who("", other_colour(colour), cord=True)

    def minimumSizeHint(self) -> QSize:
        # The picture gives way: its own least width would keep the window from narrowing.
        return QSize(T().px(320), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._picture.setVisible(self.width() / T().scale >= PICTURE_FROM)
        super().resizeEvent(event)
