"""The footer of a step: a pause on one side, ways back, past and on at the other."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from bondapp.ui.steps import Scene, StepPage
from bondapp.ui.theme import T
from bondapp.ui.widgets import Button, Footer, Text, hbox, vbox, wrap
from bondapp.ui.widgets.layouts import Item


class StepFooter(QWidget):
    """`skipped` carries the deed that passes the step by."""

    pause = Signal()
    skipped = Signal(str)
    back = Signal()
    on = Signal()

    def __init__(self, scene: Scene, step: StepPage) -> None:
        super().__init__()
        buttons: list[QWidget] = []
        op = skip_op(scene)
        if op:
            skip = Button(self._skip_words(scene), "plain")
            skip.setObjectName("walk-skip")
            skip.clicked.connect(lambda: self.skipped.emit(op))
            buttons.append(skip)
        if scene.page.view.may_back:
            back = Button(self.tr("Back"), "plain")
            back.setObjectName("walk-back")
            back.clicked.connect(self.back)
            buttons.append(back)
        self._on = Button(step.primary(), "primary", trailing="arrow-right")
        self._on.setObjectName("walk-next")
        self._on.clicked.connect(self.on)
        buttons.append(self._on)
        bar = Footer(self._pause_side(scene), buttons, margins=(28, 13, 28, 13), fill="sidebar", need=1)
        vbox(bar, gap=0, parent=self)

    def go_on(self) -> None:
        """Press the button that goes on."""
        if self._on.isVisible():
            self._on.click()

    def _pause_side(self, scene: Scene) -> QWidget:
        may = scene.page.view.may_pause
        pause = Button(scene.content.repair["pause_button"], "outline", "pause")
        pause.setObjectName("walk-pause")
        pause.clicked.connect(self.pause)
        left: list[Item] = [pause]
        if not may:
            pause.hide()
        elif T().scale < 1.5:
            hint = Text(self.tr("Ctrl+P, any time"), "caption", "ink2", wrap=False)
            left.append((hint, Qt.AlignmentFlag.AlignVCenter))
        return wrap(hbox(*left, None, gap=12))

    def _skip_words(self, scene: Scene) -> str:
        view = scene.page.view
        if view.phase == "book":
            return self.tr("No, thank you")
        if view.may_skip_step and view.phase == "speak":
            return self.tr("Leave this step out")
        return self.tr("Pass")


def skip_op(scene: Scene) -> str:
    """The deed that passes this step or turn by, or "" where the primary button does as much."""
    view = scene.page.view
    if view.may_skip_step and view.phase == "speak" and view.turn == 1:
        return "skip_step"
    quiet = view.phase in ("say_back", "confirm", "reply", "book")
    chooses = view.phase == "speak" and view.step.kind == "choice"
    return "skip" if view.may_skip and (quiet or chooses) else ""
