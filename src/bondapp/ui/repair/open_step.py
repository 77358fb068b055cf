"""The step that is open: its page, its footer and its drafts as one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bondapp.ui import a11y
from bondapp.ui.handover import focus_in
from bondapp.ui.repair.drafts import StepDrafts, put_answers
from bondapp.ui.repair.footer import StepFooter
from bondapp.ui.repair.frame import WalkFrame
from bondapp.ui.steps import Deed, Scene, page_for

if TYPE_CHECKING:
    from bondapp.ui.bridge import Bridge


class OpenStep(QObject):
    """`acted` carries deeds and whether the step is then finished; `pause_named` what reckons a time to be back."""

    acted = Signal(object, bool)
    pause = Signal()
    pause_named = Signal(object)
    unsafe = Signal()

    def __init__(self, bridge: Bridge, item: str, scene: Scene, frame: WalkFrame) -> None:
        super().__init__(frame)
        self._scene, self._frame = scene, frame
        self._page = page_for(scene)
        self._page.done.connect(lambda deeds: self.acted.emit(deeds, True))
        self._page.danger.connect(self.unsafe)
        self._page.paused.connect(self.pause_named)
        self._footer = self._make_footer()
        self.drafts = StepDrafts(bridge, item, scene, self._page)
        self.drafts.kept.connect(frame.clear_problem)

    def show(self) -> None:
        """Put the step into the frame with the words given or kept before."""
        scene = self._scene
        foot = scene.content.repair["foot"]
        if scene.solo:
            foot = self.tr("You don’t have to finish tonight. Everything here is kept for tomorrow.")
        self._frame.show_step(self._page, foot, self._footer)
        put_answers(scene, self._page)
        self.drafts.begin()
        self.drafts.restore()
        focus_in(self._page.choice or self._page)
        a11y.announce(self._page, scene.words(scene.page.view.title))

    def go_on(self) -> None:
        """Press the button that goes on."""
        self._footer.go_on()

    def words(self) -> str:
        """What stands in the fields."""
        words = [field.words() for field in self._page.fields.values()]
        return "\n".join(text for text in words if text.strip())

    def close(self) -> None:
        """Keep nothing more: something else takes the step's place."""
        self.drafts.stop()
        self.deleteLater()

    def _make_footer(self) -> StepFooter:
        footer = StepFooter(self._scene, self._page)
        footer.pause.connect(self.pause)
        footer.skipped.connect(lambda op: self.acted.emit((Deed(op, self._scene.page.view.actor),), True))
        footer.back.connect(self._step_back)
        footer.on.connect(self._finish)
        return footer

    def _step_back(self) -> None:
        self.drafts.keep_now()
        self.acted.emit((Deed("back"),), False)

    def _finish(self) -> None:
        missing = self._page.missing()
        if missing:
            self._frame.tell(missing)
            return
        deeds = self._page.deeds()
        if deeds:
            self.acted.emit(deeds, True)
