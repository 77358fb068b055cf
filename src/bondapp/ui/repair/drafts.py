"""Drafts of a step: what is typed or picked is kept until the step is done, and put back when it is shown again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bondapp.services import drafts
from bondapp.ui.drafts import DraftKeeper, restore
from bondapp.ui.steps import Scene, StepPage

if TYPE_CHECKING:
    from bondapp.services.session import Session
    from bondapp.ui.bridge import Bridge


class StepDrafts(QObject):
    """Keeps the words of one step under its names. `typed` fires at every change of a field."""

    kept = Signal()
    not_kept = Signal(object)
    typed = Signal()

    def __init__(self, bridge: Bridge, item: str, scene: Scene, step: StepPage) -> None:
        super().__init__(step)
        view = scene.page.view
        self.name = f"walk/{item}/{view.step.id}/{view.actor}/{view.phase}/"
        self._bridge, self._step = bridge, step
        self._keepers: list[DraftKeeper] = []
        step.touched.connect(self.keep_picked)

    def begin(self) -> None:
        """Keep what is typed from now on; a step that is nobody else's to read keeps nothing."""
        self.stop()
        if not self._step.step.share:
            return
        for suffix, field in self._step.fields.items():
            keeper = DraftKeeper(self._bridge, self.name + (suffix or "text"), field)
            keeper.not_kept.connect(self.not_kept)
            keeper.kept.connect(self.kept)
            field.textChanged.connect(self._typed)
            self._keepers.append(keeper)

    def stop(self) -> None:
        """Keep nothing more of what is typed."""
        for keeper in self._keepers:
            keeper.stop()
            keeper.deleteLater()
        self._keepers = []

    def keep_now(self, *, empty_too: bool = False) -> None:
        """Keep everything at once."""
        for keeper in self._keepers:
            if empty_too or keeper.words():
                keeper.keep()
        self.keep_picked()

    def keep_picked(self) -> None:
        """Keep what was picked rather than typed."""
        if not self._step.step.share:
            return
        for suffix, words in self._step.picked().items():
            keep = partial(_keep, name=self.name + suffix, words=words)
            self._bridge.ask(keep, lambda _: None, self.not_kept.emit, owner=self)

    def restore(self) -> None:
        """Put kept words back."""
        restore(self._bridge, self.name, self._put, self)

    def _put(self, found: dict[str, str]) -> None:
        for full, words in found.items():
            suffix = full.removeprefix(self.name)
            suffix = "" if suffix == "text" else suffix
            field = self._step.fields.get(suffix)
            if field is None or field.words() != words:
                self._step.put(suffix, words)

    def _typed(self, *_words: object) -> None:
        self.typed.emit()


def put_answers(scene: Scene, step: StepPage) -> None:
    """Put words given before, and stepped back to, into the step."""
    view = scene.page.view
    given = scene.page.walk.answer(view.step.id, view.actor, view.phase)
    if given is None:
        return
    value = given.value
    if step.choice is not None:
        step.put("option", value[0] if value else "")
        step.put("", value[1] if len(value) > 1 else "")
    elif "when" in step.fields:
        for suffix, words in zip(("when", "will"), value, strict=False):
            step.put(suffix, words)
    elif step.fields:
        step.put("", value[0] if value else "")
        step.put("words", "\n".join(value[1:]))
    else:
        step.put("words", "\n".join(value))


def _keep(session: Session, *, name: str, words: str) -> None:
    drafts.keep(session, name, words)
