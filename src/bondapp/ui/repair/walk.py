"""Walking a guide: gates first, then one step at a time, with a pause and a way out on every page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from bondapp.rules.content import Content
from bondapp.rules.steps import Guide
from bondapp.services import drafts, repair, safety
from bondapp.services.repair import WalkPage
from bondapp.services.safety import SafetyPage
from bondapp.ui import a11y, problems
from bondapp.ui.art import StepPath
from bondapp.ui.breathe import put_down
from bondapp.ui.drafts import DraftKeeper, restore
from bondapp.ui.handover import column, drawn, empty, focus_in
from bondapp.ui.places import Place
from bondapp.ui.repair.gates import Gates, NotNow, Starter
from bondapp.ui.repair.leaving import Ended, Leaving
from bondapp.ui.safety import problem_line
from bondapp.ui.steps import Deed, PausePicker, Scene, StepPage, page_for
from bondapp.ui.theme import T, Who
from bondapp.ui.widgets import (
    Button,
    Card,
    FlowBox,
    FocusTop,
    Footer,
    LetterField,
    Page,
    Text,
    hbox,
    over,
    vbox,
    wrap,
)
from bondapp.ui.widgets.layouts import Item

if TYPE_CHECKING:
    from bondapp.services.people import Company
    from bondapp.services.session import Session
    from bondapp.ui.bridge import Bridge, Problem

NEW = "new:"
QUIET_MS = 10 * 60_000
LONG_MS = 45 * 60_000


class RepairWalk(Place):
    """One walk (item = its id), or a new one (item = "new:" and the guide's id)."""

    focus = True
    shows: ClassVar[frozenset[str]] = frozenset({"walk"})

    def __init__(self, bridge: Bridge, company: Company, item: str = "", parent: QWidget | None = None) -> None:
        super().__init__(bridge, company, item, parent)
        self._scene: Scene | None = None
        self._step: StepPage | None = None
        self._gates: Gates | None = None
        self._key: tuple[object, ...] = ()
        self._keepers: list[DraftKeeper] = []
        self._busy = False
        self._aside = False
        self._again = False
        self._path: StepPath | None = None
        self._primary: Button | None = None
        self._foot: Text | None = None
        self._top = vbox(gap=0)
        self._body = vbox(gap=8)
        self._bottom = vbox(gap=0)
        margin = 24 if T().scale >= 1.5 else 72
        self._page = Page(None, wrap(self._body), margins=(margin, 20, margin, 20), center=True)
        self._show_top(None)
        vbox(self._top, (self._page, 1), self._bottom, gap=0, parent=self)
        self._quiet = _single(self, QUIET_MS, self._been_long)
        self._long = _single(self, LONG_MS, self._been_long)
        self._long.start()

    # -- what the shell asks

    def refresh(self) -> None:
        if self._busy or self._aside or self._gates is not None:
            return
        if self.item.startswith(NEW):
            self._begin_new()
            return
        item = self.item
        self.bridge.ask(lambda session: _load(session, item), self._show, self._not_loaded, owner=self)

    def commands(self) -> dict[str, str]:
        return {"Ctrl+P": "pause", "Ctrl+Return": "go_on", "Ctrl+Enter": "go_on", "Escape": "leave"}

    def hideEvent(self, event: QHideEvent) -> None:
        """Questions somebody was answering alone are forgotten as soon as the page is put away."""
        if self._gates is not None and not event.spontaneous():
            self._gates = None
            self._key = ()
            self._again = True
            empty(self._body)
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._again:
            self._again = False
            self.refresh()

    # -- commands

    def go_on(self) -> None:
        """Press what goes on: in the gates, or the primary button of the step."""
        if self._gates is not None:
            self._gates.go_on()
        elif self._primary is not None and self._primary.isVisible():
            self._primary.click()

    def pause(self) -> None:
        """I need a pause: at once, from anybody, without a reason."""
        scene = self._scene
        if scene is None or self._gates is not None or not scene.page.view.may_pause:
            return
        self._keep_now()
        self._aside = True
        texts = scene.content.repair
        title, _, rest = texts["pause_title"].partition(". ")
        picker = PausePicker(scene, scene.page.guide)
        start = Button(self.tr("Start the pause"), "primary", "pause")
        start.setObjectName("pause-start")
        start.clicked.connect(lambda: self._pause_from(picker.times.until))
        back = Button(self.tr("Back"), "plain")
        back.setObjectName("pause-back")
        back.clicked.connect(self._return)
        card = Card(pad=(30, 26, 30, 26), gap=12).add(
            Text(self.tr("When will you be back?"), "wordsLarge"),
            Text(rest or title, "body", "ink2"),
            picker,
            6,
            FlowBox([start, back], gap=10),
        )
        self._show_body(column(card), "pause-start")

    def leave(self) -> None:
        """Leave for now: choose how it rests. Before a walk has begun there is nothing to put down."""
        scene = self._scene
        if self._aside:
            self._return()
            return
        if scene is None or self._gates is not None or scene.page.walk.status != "open":
            self.go.emit("repair", "")
            return
        self._keep_now()
        self._aside = True
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

    def _return(self) -> None:
        self._aside = False
        self._key = ()
        if self._scene is not None:
            self._show(self._scene_now(self._scene))

    def _scene_now(self, scene: Scene) -> tuple[WalkPage, Content, datetime]:
        return scene.page, scene.content, scene.now

    # -- before a walk

    def _begin_new(self) -> None:
        guide = self.item.removeprefix(NEW)
        self.bridge.ask(
            lambda session: (session.content.guide(guide), session.content),
            lambda found: self._open_gates(found[0], found[1], None),
            self._not_loaded,
            owner=self,
        )

    def _open_gates(self, guide: Guide, content: Content, walk: WalkPage | None) -> None:
        persons = list(walk.walk.persons if walk is not None else self.company.here)
        if guide.joint and not self._ready_for(guide, persons):
            self._show_body(self._for_both(guide, content))
            return
        whos = self._whos_of(persons)
        self._show_top(guide.stages, walk.view.stage if walk is not None else 0)
        if not guide.joint:
            self._passed(guide, walk)
            return
        self._gates = Gates(guide, content, persons, whos, self._ask_lines)
        self._gates.go.connect(lambda: self._passed(guide, walk))
        self._gates.not_now.connect(lambda: self._not_now(content, solo=len(persons) == 1))
        self._show_body(self._gates)

    def _ready_for(self, guide: Guide, persons: list[str]) -> bool:
        """A joint guide needs everybody of it here; walked by one it needs nobody else to have a place here."""
        alone = len(persons) == 1 and guide.joint
        return set(persons) <= set(self.company.here) and not (alone and len(self.company.at_home) > 1)

    def _whos_of(self, persons: list[str]) -> dict[str, Who]:
        return {person: self.who(self.company.person(person)) for person in persons}

    def _ask_lines(self, country: str, then: Callable[[SafetyPage], None]) -> None:
        self.bridge.ask(lambda session: safety.page(session, country), then, owner=self)

    def _passed(self, guide: Guide, walk: WalkPage | None) -> None:
        self._gates = None
        if walk is not None:
            self._act((Deed("take_up"),), "")
            return
        persons = list(self.company.here)
        if len(persons) == 1:
            self._begin(guide, persons, persons[0])
            return
        title = self.tr("Who speaks first?") if guide.joint else self.tr("Who needs the pause?")
        starter = Starter(title, persons, self._whos_of(persons))
        starter.chosen.connect(lambda first: self._begin(guide, persons, first))
        self._show_body(starter, "first-0")

    def _begin(self, guide: Guide, persons: list[str], first: str) -> None:
        if self._busy:
            return
        self._busy = True
        self.bridge.ask(
            lambda session: _started(session, guide.id, persons, first), self._begun, self._problem, owner=self
        )

    def _begun(self, found: tuple[WalkPage, Content, datetime]) -> None:
        self._busy = False
        self.item = found[0].id
        self._show(found)

    def _not_now(self, content: Content, *, solo: bool) -> None:
        self._gates = None
        self._aside = True
        page = NotNow(content, solo=solo)
        page.chosen.connect(self._instead)
        self._show_body(page, "not-now-pause")
        a11y.announce(self, content.repair["not_now_title"])

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

    def _for_both(self, guide: Guide, content: Content) -> QWidget:
        words = self.tr("This one is for when you are all here: choose “Both” and begin it together.")
        card = Card(pad=(32, 28, 32, 28), gap=10).add(
            Text(guide.title, "wordsLarge"), Text(words), Text(self.tr("Meanwhile, for you:"), "body", "ink2"), 8
        )
        ways = [("breathe", self.tr("Breathe for a few minutes")), ("need", self.tr("Name a need"))]
        ways.append(("safety", content.safety.title))
        buttons: list[QWidget] = []
        for place, label in ways:
            button = Button(label, "outline")
            button.setObjectName(f"alone-{place}")
            button.clicked.connect(partial(self.go.emit, place, ""))
            buttons.append(button)
        return column(card.add(FlowBox(buttons, gap=10)))

    # -- the walk

    def _show(self, found: tuple[WalkPage, Content, datetime]) -> None:
        page, content, now = found
        if self._aside:
            return
        people = {person.id: self.who(person) for person in page.people}
        scene = Scene(page, content, now, people)
        if not set(self.company.here) <= set(page.walk.persons):
            # Walked by somebody else: none of their words show.
            self._show_body(self._for_both(page.guide, content))
            return
        view = page.view
        key = (view.status, view.step.id, view.phase, view.actor, view.turn, view.agreed)
        self._scene = scene
        if key == self._key:
            return
        self._key = key
        self._show_top(page.guide.stages, view.stage)
        if view.status == "open" and set(page.walk.persons) <= set(self.company.here):
            self._show_step(scene)
        elif view.status == "open":
            self._show_body(self._for_both(page.guide, content))
        elif view.status == "down":
            self._open_gates(page.guide, content, page)
        elif view.status == "paused":
            self._show_body(self._paused(scene), "walk-pause-open")
        else:
            ended = Ended(scene)
            ended.chosen.connect(lambda key: self._leave_by(key, time(18)))
            self._show_body(ended, "ended-done")
            self.bridge.ask(lambda s: repair.look_backs(s, page.id), ended.tell_days, owner=ended)

    def _paused(self, scene: Scene) -> QWidget:
        button = Button(self.tr("Open the pause"), "primary", "pause")
        button.setObjectName("walk-pause-open")
        button.clicked.connect(lambda: self.go.emit("breathe", self.item))
        texts = scene.content.repair
        return column(Card(pad=(32, 28, 32, 28)).add(Text(texts["pause_title"], "wordsLarge"), 6, FlowBox([button])))

    def _show_step(self, scene: Scene) -> None:
        step = page_for(scene)
        step.done.connect(lambda deeds: self._act(deeds, self._draft_name()))
        step.danger.connect(self._unsafe)
        step.paused.connect(self._pause_from)
        step.touched.connect(self._keep_picked)
        foot = scene.content.repair["foot"]
        if scene.solo:
            foot = self.tr("You don’t have to finish tonight. Everything here is kept for tomorrow.")
        line = Text(foot, "caption", "ink2", align=Qt.AlignmentFlag.AlignHCenter)
        line.setObjectName("walk-foot")
        self._show_body(wrap(vbox(step, 8, line, gap=6)))
        self._foot = line
        self._step = step
        self._fill_from_answers(scene, step)
        self._show_footer(scene, step)
        self._keep_fields()
        restore(self.bridge, self._draft_name(), partial(self._restore, step, self._draft_name()), step)
        focus_in(step.choice or step)
        a11y.announce(self, scene.words(scene.page.view.title))
        self._quiet.start()

    def _fill_from_answers(self, scene: Scene, step: StepPage) -> None:
        """Words given before and stepped back to."""
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

    def _show_footer(self, scene: Scene, step: StepPage) -> None:
        view = scene.page.view
        pause = Button(scene.content.repair["pause_button"], "outline", "pause")
        pause.setObjectName("walk-pause")
        pause.clicked.connect(self.pause)
        if not view.may_pause:
            pause.hide()
        left: list[Item] = [pause]
        if T().scale < 1.5 and view.may_pause:
            left.append(
                (Text(self.tr("Ctrl+P, any time"), "caption", "ink2", wrap=False), Qt.AlignmentFlag.AlignVCenter)
            )
        buttons: list[QWidget] = []
        op = self._skip_op(scene)
        if op:
            skip = Button(self._skip_words(scene), "plain")
            skip.setObjectName("walk-skip")
            skip.clicked.connect(lambda: self._act((Deed(op, view.actor),), self._draft_name()))
            buttons.append(skip)
        if view.may_back:
            back = Button(self.tr("Back"), "plain")
            back.setObjectName("walk-back")
            back.clicked.connect(self._step_back)
            buttons.append(back)
        primary = Button(step.primary(), "primary", trailing="arrow-right")
        primary.setObjectName("walk-next")
        primary.clicked.connect(self._go_on)
        buttons.append(primary)
        self._primary = primary
        row = wrap(hbox(*left, None, gap=12))
        self._bottom.addWidget(Footer(row, buttons, margins=(28, 13, 28, 13), fill="sidebar", need=1))

    @staticmethod
    def _skip_op(scene: Scene) -> str:
        view = scene.page.view
        if view.may_skip_step and view.phase == "speak" and view.turn == 1:
            return "skip_step"
        quiet = view.phase in ("say_back", "confirm", "reply", "book")
        chooses = view.phase == "speak" and view.step.kind == "choice"
        return "skip" if view.may_skip and (quiet or chooses) else ""

    def _skip_words(self, scene: Scene) -> str:
        view = scene.page.view
        if view.phase == "book":
            return self.tr("No, thank you")
        if view.may_skip_step and view.phase == "speak":
            return self.tr("Leave this step out")
        return self.tr("Pass")

    def _step_back(self) -> None:
        self._keep_now()
        self._act((Deed("back"),), "")

    def _go_on(self) -> None:
        step = self._step
        if step is None or self._busy:
            return
        missing = step.missing()
        if missing:
            self._tell(missing)
            return
        deeds = step.deeds()
        if deeds:
            self._act(deeds, self._draft_name())

    def _act(self, deeds: tuple[Deed, ...], forget: str) -> None:
        """Do deeds one after another; with `forget`, the drafts of that name go once all are done."""
        if self._busy:
            return
        self._busy = True
        self._stop_keeping()
        item = self.item
        self.bridge.ask(lambda session: _do(session, item, deeds, forget), self._done, self._not_done, owner=self)

    def _done(self, found: tuple[WalkPage, Content, datetime]) -> None:
        self._busy = False
        self._show(found)

    def _not_done(self, problem: Problem) -> None:
        self._busy = False
        self._keep_fields()
        self._keep_now(all_fields=True)
        self._problem(problem)
        if problem.code == "OutOfStep":
            self._reload()

    def _reload(self) -> None:
        """Show where the walk stands now; words of a step that is over stay below it."""
        item, before = self.item, self._key
        words = [field.words() for field in self._step.fields.values()] if self._step is not None else []

        def show(found: tuple[WalkPage, Content, datetime]) -> None:
            self._show(found)
            left = "\n".join(text for text in words if text.strip())
            if self._key != before and left:
                field = LetterField(left, "", self.tr("Your words"), "body")
                field.setReadOnly(True)
                self._body.addWidget(Card("outline").add(over(self.tr("Your words from the step before")), field))

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
        self._aside = True
        self.go.emit("breathe", page.id)

    def _unsafe(self) -> None:
        self.go.emit("safety", "" if self.item.startswith(NEW) else self.item)

    # -- drafts

    def _draft_name(self) -> str:
        scene = self._scene
        if scene is None:
            return ""
        view = scene.page.view
        return f"walk/{self.item}/{view.step.id}/{view.actor}/{view.phase}/"

    def _keep_fields(self) -> None:
        self._stop_keeping()
        step, name = self._step, self._draft_name()
        if step is None or not step.step.share:
            return
        for suffix, field in step.fields.items():
            keeper = DraftKeeper(self.bridge, name + (suffix or "text"), field)
            keeper.not_kept.connect(self._problem)
            keeper.kept.connect(self._clear_problem)
            field.textChanged.connect(lambda *_: self._quiet.start())
            self._keepers.append(keeper)

    def _stop_keeping(self) -> None:
        for keeper in self._keepers:
            keeper.stop()
            keeper.deleteLater()
        self._keepers = []

    def _keep_now(self, *, all_fields: bool = False) -> None:
        for keeper in self._keepers:
            if all_fields or keeper.words():
                keeper.keep()
        self._keep_picked()

    def _keep_picked(self) -> None:
        step, name = self._step, self._draft_name()
        if step is None or not step.step.share:
            return
        for suffix, words in step.picked().items():
            self.bridge.ask(
                partial(_keep_draft, name=name + suffix, words=words), lambda _: None, self._problem, owner=self
            )

    def _restore(self, step: StepPage, name: str, found: dict[str, str]) -> None:
        if step is not self._step:
            return
        for full, words in found.items():
            suffix = full.removeprefix(name)
            suffix = "" if suffix == "text" else suffix
            field = step.fields.get(suffix)
            if field is None or field.words() != words:
                step.put(suffix, words)

    # -- frame

    def _show_top(self, stages: tuple[str, ...] | None, stage: int = 0) -> None:
        if stages is not None and self._path is not None and self._path.property("stages") == list(stages):
            self._path.set_current(stage)
            return
        empty(self._top)
        narrow = T().scale >= 1.5
        words = self.tr("Leave for now")
        leave = Button("" if narrow else words, "plain", "arrow-left", small=True, tip=words if narrow else "")
        leave.setObjectName("walk-leave")
        leave.clicked.connect(self.leave)
        safe = Button("", "plain", "lifebuoy", small=True, tip=self.tr("If you don’t feel safe"))
        safe.setObjectName("walk-safety")
        safe.clicked.connect(self._unsafe)
        hide = Button("", "plain", "eye-slash", small=True, tip=self.tr("Hide now"))
        hide.setObjectName("walk-hide")
        hide.clicked.connect(lambda: self.go.emit("hide", ""))
        self._path = None
        if stages:
            self._path = StepPath(stages, stage, drawn(self))
            self._path.setProperty("stages", list(stages))
        self._top.addWidget(FocusTop(leave, self._path, wrap(hbox(safe, hide, gap=4))))

    def _show_body(self, widget: QWidget, focus: str = "") -> None:
        self._stop_keeping()
        self._step = None
        self._primary = None
        self._foot = None
        empty(self._body)
        empty(self._bottom)
        self._body.addWidget(widget)
        if focus:
            focus_in(widget, focus)
        area = self._page.area
        if area is not None:
            area.verticalScrollBar().setValue(0)

    def _been_long(self) -> None:
        """A kind line, never more."""
        if self._foot is not None:
            self._foot.setText(self.tr("You have been at this for a while. A pause is always there."))

    def _tell(self, words: str) -> None:
        if self._foot is not None:
            self._foot.setText(words)
        a11y.announce(self, words)

    def _clear_problem(self) -> None:
        old = self.findChild(QWidget, "problem")
        if old is not None:
            old.setObjectName("")
            old.hide()
            old.deleteLater()

    def _problem(self, problem: Problem) -> None:
        self._busy = False
        self._clear_problem()
        self._body.addWidget(column(problem_line(problem)))
        a11y.announce(self, problems.sentence(problem))

    def _not_loaded(self, problem: Problem) -> None:
        self._show_body(column(problem_line(problem)))


def _single(parent: QWidget, interval: int, then: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(interval)
    timer.timeout.connect(then)
    return timer


def _load(session: Session, item: str) -> tuple[WalkPage, Content, datetime]:
    return repair.page(session, item), session.content, session.local()


def _started(session: Session, guide: str, persons: list[str], first: str) -> tuple[WalkPage, Content, datetime]:
    return repair.begin(session, guide, persons, first), session.content, session.local()


def _do(session: Session, item: str, deeds: tuple[Deed, ...], forget: str) -> tuple[WalkPage, Content, datetime]:
    page = repair.page(session, item)
    for deed in deeds:
        page = repair.act(session, item, deed.op, deed.person, deed.value)
    if forget:
        drafts.forget(session, forget)
    return page, session.content, session.local()


def _pause(session: Session, item: str, caller: str, until: Callable[[datetime], datetime]) -> WalkPage:
    return repair.act(session, item, "pause", caller, (until(session.local()).isoformat(),))


def _keep_draft(session: Session, *, name: str, words: str) -> None:
    drafts.keep(session, name, words)
