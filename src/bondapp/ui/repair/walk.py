"""Walking a guide: gates first, then one step at a time, with a pause and a way out on every page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from bondapp.rules.content import Content
from bondapp.rules.steps import Guide
from bondapp.services import drafts, repair
from bondapp.services.repair import WalkPage
from bondapp.ui.breathe import put_down
from bondapp.ui.handover import column, drawn
from bondapp.ui.places import Place
from bondapp.ui.repair.beginning import Beginning
from bondapp.ui.repair.ended import Ended
from bondapp.ui.repair.frame import WalkFrame
from bondapp.ui.repair.leaving import Leaving
from bondapp.ui.repair.open_step import OpenStep
from bondapp.ui.repair.pausing import PauseCard, PausedCard
from bondapp.ui.safety import problem_line
from bondapp.ui.steps import Deed, Scene
from bondapp.ui.widgets import Card, LetterField, over, vbox

if TYPE_CHECKING:
    from bondapp.services.people import Company
    from bondapp.services.session import Session
    from bondapp.ui.bridge import Bridge, Problem

NEW = "new:"
QUIET_MS = 10 * 60_000
LONG_MS = 45 * 60_000
Found = tuple[WalkPage, Content, datetime]


class RepairWalk(Place):
    """One walk (item = its id), or a new one (item = "new:" and the guide's id)."""

    focus = True
    shows: ClassVar[frozenset[str]] = frozenset({"walk"})

    def __init__(self, bridge: Bridge, company: Company, item: str = "", parent: QWidget | None = None) -> None:
        super().__init__(bridge, company, item, parent)
        self._scene: Scene | None = None
        self._step: OpenStep | None = None
        self._key: tuple[object, ...] = ()
        self._busy = False
        self._aside = False
        self._again = False
        self._frame = WalkFrame(drawn(self))
        self._frame.leave.connect(self.leave)
        self._frame.unsafe.connect(self._unsafe)
        self._frame.hide_now.connect(lambda: self.go.emit("hide", ""))
        vbox((self._frame, 1), gap=0, parent=self)
        self._beginning = Beginning(self, self._frame)
        self._beginning.taken_up.connect(lambda: self._act((Deed("take_up"),), False))
        self._beginning.begun.connect(self._begin)
        self._beginning.put_off.connect(self._put_aside)
        self._beginning.instead.connect(self._instead)
        self._quiet = _single(self, QUIET_MS, self._been_long)
        self._long = _single(self, LONG_MS, self._been_long)
        self._long.start()

    # -- what the shell asks

    def refresh(self) -> None:
        if self._busy or self._aside or self._beginning.asking:
            return
        item = self.item
        if item.startswith(NEW):
            guide = item.removeprefix(NEW)
            self.bridge.ask(
                lambda session: (session.content.guide(guide), session.content),
                lambda found: self._open_beginning(found[0], found[1], None),
                self._not_loaded,
                owner=self,
            )
        else:
            self.bridge.ask(lambda session: _load(session, item), self._show, self._not_loaded, owner=self)

    def commands(self) -> dict[str, str]:
        return {"Ctrl+P": "pause", "Ctrl+Return": "go_on", "Ctrl+Enter": "go_on", "Escape": "leave"}

    def hideEvent(self, event: QHideEvent) -> None:
        """Questions somebody was answering alone are forgotten as soon as the page is put away."""
        if self._beginning.asking and not event.spontaneous():
            self._beginning.forget()
            self._key = ()
            self._again = True
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._again:
            self._again = False
            self.refresh()

    # -- commands

    def go_on(self) -> None:
        """Press what goes on: in the gates, or the primary button of the step."""
        if self._beginning.asking:
            self._beginning.go_on()
        elif self._step is not None:
            self._step.go_on()

    def pause(self) -> None:
        """I need a pause: at once, from anybody, without a reason."""
        scene = self._scene
        if scene is None or self._beginning.asking or not scene.page.view.may_pause:
            return
        self._keep_now()
        self._put_aside()
        card = PauseCard(scene)
        card.started.connect(self._pause_from)
        card.back.connect(self._return)
        self._show_body(card, "pause-start")

    def leave(self) -> None:
        """Leave for now: choose how it rests. Before a walk has begun there is nothing to put down."""
        scene = self._scene
        if self._aside:
            self._return()
            return
        if scene is None or self._beginning.asking or scene.page.walk.status != "open":
            self.go.emit("repair", "")
            return
        self._keep_now()
        self._put_aside()
        leaving = Leaving(scene)
        leaving.chosen.connect(lambda key: self._leave_by(key, leaving.time.value()))
        self._show_body(leaving, "leave-rest")

    def _leave_by(self, key: str, at: time) -> None:
        item = self.item
        if key == "stay":
            self._return()
        elif key == "open":
            self.go.emit("repair", "")
        elif key == "rest":
            self.bridge.ask(lambda s: put_down(s, item, at), self._left, self._problem, owner=self)
        elif key == "stop":
            self._aside = False
            self.bridge.ask(lambda s: _do(s, item, (Deed("stop"),), ""), self._show, self._problem, owner=self)
        else:
            self.bridge.ask(lambda s: repair.remove(s, item), self._left, self._problem, owner=self)

    def _left(self, _page: object) -> None:
        self.go.emit("repair", "")

    def _put_aside(self) -> None:
        """Something else stands in front of the walk until `_return`."""
        self._aside = True

    def _return(self) -> None:
        self._aside = False
        self._key = ()
        if self._scene is not None:
            self._show((self._scene.page, self._scene.content, self._scene.now))

    def _unsafe(self) -> None:
        self.go.emit("safety", "" if self.item.startswith(NEW) else self.item)

    # -- before a walk

    def _begin(self, guide: str, persons: list[str], first: str) -> None:
        if self._busy:
            return
        self._busy = True
        self.bridge.ask(lambda s: _started(s, guide, persons, first), self._begun, self._problem, owner=self)

    def _begun(self, found: Found) -> None:
        self._busy = False
        self.item = found[0].id
        self._show(found)

    def _instead(self, key: str) -> None:
        if key == "pause":
            # The pause guide begins in the same frame, so that nothing of the gates outlives them.
            self._aside = False
            self._scene = None
            self.item = NEW + "pause"
            self.refresh()
        elif key == "leave":
            self.go.emit("repair", "")
        else:
            self.go.emit(key, "")

    # -- the walk

    def _show(self, found: Found) -> None:
        page, content, now = found
        if self._aside:
            return
        scene = Scene(page, content, now, {person.id: self.who(person) for person in page.people})
        if not set(self.company.here) <= set(page.walk.persons):
            # Walked by somebody else: none of their words show.
            self._drop_step()
            self._beginning.not_all_here(page.guide, content)
            return
        view = page.view
        key = (view.status, view.step.id, view.phase, view.actor, view.turn, view.agreed)
        self._scene = scene
        if key == self._key:
            return
        self._key = key
        self._frame.show_path(page.guide.stages, view.stage)
        if view.status == "open" and set(page.walk.persons) <= set(self.company.here):
            self._show_step(scene)
        elif view.status == "open":
            self._drop_step()
            self._beginning.not_all_here(page.guide, content)
        elif view.status == "down":
            self._open_beginning(page.guide, content, page)
        elif view.status == "paused":
            card = PausedCard(scene)
            card.opened.connect(lambda: self.go.emit("breathe", self.item))
            self._show_body(card, "walk-pause-open")
        else:
            ended = Ended(scene)
            ended.chosen.connect(lambda key: self._leave_by(key, time(18)))
            self._show_body(ended, "ended-done")
            self.bridge.ask(lambda s: repair.look_backs(s, page.id), ended.tell_days, owner=ended)

    def _open_beginning(self, guide: Guide, content: Content, walk: WalkPage | None) -> None:
        self._drop_step()
        self._beginning.open(guide, content, walk)

    def _show_step(self, scene: Scene) -> None:
        self._drop_step()
        step = self._step = OpenStep(self.bridge, self.item, scene, self._frame)
        step.acted.connect(self._act)
        step.pause.connect(self.pause)
        step.pause_named.connect(self._pause_from)
        step.unsafe.connect(self._unsafe)
        step.drafts.not_kept.connect(self._problem)
        step.drafts.typed.connect(self._quiet.start)
        step.show()
        self._quiet.start()

    def _act(self, deeds: tuple[Deed, ...], finish: bool) -> None:
        """Do deeds one after another; with `finish`, the drafts of the step go once all are done."""
        if self._busy:
            return
        self._busy = True
        forget = ""
        if self._step is not None:
            self._step.drafts.stop()
            forget = self._step.drafts.name if finish else ""
        item = self.item
        self.bridge.ask(lambda session: _do(session, item, deeds, forget), self._done, self._not_done, owner=self)

    def _done(self, found: Found) -> None:
        self._busy = False
        self._show(found)

    def _not_done(self, problem: Problem) -> None:
        if self._step is not None:
            self._step.drafts.begin()
            self._step.drafts.keep_now(empty_too=True)
        self._problem(problem)
        if problem.code == "OutOfStep":
            self._reload()

    def _reload(self) -> None:
        """Show where the walk stands now; words of a step that is over stay below it."""
        item, before = self.item, self._key
        left = self._step.words() if self._step is not None else ""

        def show(found: Found) -> None:
            self._show(found)
            if self._key != before and left:
                field = LetterField(left, "", self.tr("Your words"), "body")
                field.setReadOnly(True)
                self._frame.add(Card("outline").add(over(self.tr("Your words from the step before")), field))

        self.bridge.ask(lambda session: _load(session, item), show, owner=self)

    def _pause_from(self, until: Callable[[datetime], datetime]) -> None:
        """Pause until a time that is reckoned from the moment of the press."""
        if self._busy:
            return
        self._busy = True
        scene, item = self._scene, self.item
        caller = scene.page.view.actor if scene is not None else ""
        self.bridge.ask(lambda s: _pause(s, item, caller, until), self._paused_now, self._problem, owner=self)

    def _paused_now(self, page: WalkPage) -> None:
        self._busy = False
        self._put_aside()
        self.go.emit("breathe", page.id)

    # -- what is in the frame

    def _show_body(self, widget: QWidget, focus: str = "") -> None:
        self._drop_step()
        self._frame.show_body(widget, focus)

    def _drop_step(self) -> None:
        """Let go of the step that is shown, before something else takes its place."""
        if self._step is not None:
            self._step.close()
        self._step = None

    def _keep_now(self) -> None:
        if self._step is not None:
            self._step.drafts.keep_now()

    def _been_long(self) -> None:
        """A kind line, never more."""
        self._frame.whisper(self.tr("You have been at this for a while. A pause is always there."))

    def _problem(self, problem: Problem) -> None:
        self._busy = False
        self._frame.show_problem(problem)

    def _not_loaded(self, problem: Problem) -> None:
        self._show_body(column(problem_line(problem)))


def _single(parent: QWidget, interval: int, then: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(interval)
    timer.timeout.connect(then)
    return timer


def _load(session: Session, item: str) -> Found:
    return repair.page(session, item), session.content, session.local()


def _started(session: Session, guide: str, persons: list[str], first: str) -> Found:
    return repair.begin(session, guide, persons, first), session.content, session.local()


def _do(session: Session, item: str, deeds: tuple[Deed, ...], forget: str) -> Found:
    page = repair.page(session, item)
    for deed in deeds:
        page = repair.act(session, item, deed.op, deed.person, deed.value)
    if forget:
        drafts.forget(session, forget)
    return page, session.content, session.local()


def _pause(session: Session, item: str, caller: str, until: Callable[[datetime], datetime]) -> WalkPage:
    return repair.act(session, item, "pause", caller, (until(session.local()).isoformat(),))
