"""The frame of a walk: its path and ways out on top, a body that scrolls, a footer, and words said in passing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from bondapp.ui import a11y, problems
from bondapp.ui.art import StepPath
from bondapp.ui.bridge import Problem
from bondapp.ui.handover import column, empty, focus_in
from bondapp.ui.safety import problem_line
from bondapp.ui.theme import T, Who
from bondapp.ui.widgets import Button, FocusTop, Page, Text, hbox, vbox, wrap


class WalkFrame(QWidget):
    """Shows one thing at a time. `leave`, `unsafe` and `hide_now` are the ways out on every page."""

    leave = Signal()
    unsafe = Signal()
    hide_now = Signal()

    def __init__(self, whos: Sequence[Who]) -> None:
        super().__init__()
        self._whos = tuple(whos)
        self._path: StepPath | None = None
        self._stages: tuple[str, ...] = ()
        self._foot: Text | None = None
        self._top = vbox(gap=0)
        self._body = vbox(gap=8)
        self._bottom = vbox(gap=0)
        margin = 24 if T().scale >= 1.5 else 72
        self._page = Page(None, wrap(self._body), margins=(margin, 20, margin, 20), center=True)
        self.show_path(())
        vbox(self._top, (self._page, 1), self._bottom, gap=0, parent=self)

    def show_path(self, stages: tuple[str, ...], stage: int = 0) -> None:
        """Show how far the walk is, or no path without stages."""
        if self._path is not None and self._stages == stages:
            self._path.set_current(stage)
            return
        empty(self._top)
        self._stages = stages
        self._path = StepPath(stages, stage, self._whos) if stages else None
        self._top.addWidget(FocusTop(self._leave_button(), self._path, self._ways_out()))

    def _leave_button(self) -> Button:
        narrow = T().scale >= 1.5
        words = self.tr("Leave for now")
        leave = Button("" if narrow else words, "plain", "arrow-left", small=True, tip=words if narrow else "")
        leave.setObjectName("walk-leave")
        leave.clicked.connect(self.leave)
        return leave

    def _ways_out(self) -> QWidget:
        safe = Button("", "plain", "lifebuoy", small=True, tip=self.tr("If you don’t feel safe"))
        safe.setObjectName("walk-safety")
        safe.clicked.connect(self.unsafe)
        hide = Button("", "plain", "eye-slash", small=True, tip=self.tr("Hide now"))
        hide.setObjectName("walk-hide")
        hide.clicked.connect(self.hide_now)
        return wrap(hbox(safe, hide, gap=4))

    def show_body(self, widget: QWidget, focus: str = "") -> None:
        """Show something in place of what was there, from its top, without a footer."""
        self.clear()
        self._body.addWidget(widget)
        if focus:
            focus_in(widget, focus)
        area = self._page.area
        if area is not None:
            area.verticalScrollBar().setValue(0)

    def show_step(self, step: QWidget, foot: str, footer: QWidget) -> None:
        """Show a step with a quiet line under it and its own footer."""
        line = Text(foot, "caption", "ink2", align=Qt.AlignmentFlag.AlignHCenter)
        line.setObjectName("walk-foot")
        self.show_body(wrap(vbox(step, 8, line, gap=6)))
        self._foot = line
        self._bottom.addWidget(footer)

    def add(self, widget: QWidget) -> None:
        """Show something below what is there."""
        self._body.addWidget(widget)

    def clear(self) -> None:
        """Take the body and the footer away."""
        self._foot = None
        empty(self._body)
        empty(self._bottom)

    def whisper(self, words: str) -> None:
        """Change the quiet line under a step, unread by a screen reader."""
        if self._foot is not None:
            self._foot.setText(words)

    def tell(self, words: str) -> None:
        """Change the quiet line under a step and have it read."""
        self.whisper(words)
        a11y.announce(self, words)

    def show_problem(self, problem: Problem) -> None:
        """Say what did not happen, below what is there."""
        self.clear_problem()
        self._body.addWidget(column(problem_line(problem)))
        a11y.announce(self, problems.sentence(problem))

    def clear_problem(self) -> None:
        """Take the last problem away."""
        old = self.findChild(QWidget, "problem")
        if old is not None:
            old.setObjectName("")
            old.hide()
            old.deleteLater()
