"""The page of a pause or of a moment: what is shown now, and where it leads."""

from __future__ import annotations

from datetime import datetime, time
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from bondapp.services import repair
from bondapp.services.repair import WalkPage
from bondapp.ui.art import Dusk
from bondapp.ui.breathe.guide import BreathGuide
from bondapp.ui.breathe.moment import Moment
from bondapp.ui.breathe.pause import Pause
from bondapp.ui.breathe.rest import RestCard, put_down
from bondapp.ui.breathe.standing import Standing, load, same, ten_more
from bondapp.ui.breathe.steadier import AskSteadier
from bondapp.ui.handover import HandOver, column, empty, fill, focus_in, time_words
from bondapp.ui.places import Place
from bondapp.ui.safety import problem_line
from bondapp.ui.theme import T
from bondapp.ui.widgets import Button, Card, Columns, FlowBox, FocusTop, Page, Text, vbox, wrap

if TYPE_CHECKING:
    from bondapp.services.people import Company
    from bondapp.ui.bridge import Bridge, Problem

TICK_MS = 20_000


class BreathePlace(Place):
    """The pause of a walk (item = its id), or a moment for oneself (no item), of which no record stays."""

    focus = True
    shows: ClassVar[frozenset[str]] = frozenset({"walk"})

    def __init__(self, bridge: Bridge, company: Company, item: str = "", parent: QWidget | None = None) -> None:
        super().__init__(bridge, company, item, parent)
        self._standing: Standing | None = None
        self._guide: BreathGuide | None = None
        self._pause: Pause | None = None
        self._asking: AskSteadier | None = None
        self._total = 0
        self._aside = False
        self._again = False
        self._body = vbox(gap=0)
        margin = 24 if T().scale >= 1.5 else 56
        area = Page(None, wrap(self._body), margins=(margin, 4, margin, 28), center=True)
        ground = Dusk()
        vbox(self._top(), (area, 1), gap=0, parent=ground)
        vbox(ground, gap=0, parent=self)
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self._tick)

    def _top(self) -> QWidget:
        back = Button(
            self.tr("Back to the repair") if self.item else self.tr("Back"), "plain", "arrow-left", small=True
        )
        back.setObjectName("breathe-back")
        back.clicked.connect(self.leave)
        self._halt = Button(self.tr("Stop the guide"), "plain", "pause", small=True)
        self._halt.setObjectName("breathe-stop")
        self._halt.clicked.connect(self.stop)
        self._halt.setEnabled(False)
        safe = Button("", "plain", "lifebuoy", small=True, tip=self.tr("If you don’t feel safe"))
        safe.setObjectName("breathe-safety-top")
        safe.clicked.connect(self._unsafe)
        hide = Button("", "plain", "eye-slash", small=True, tip=self.tr("Hide now"))
        hide.setObjectName("breathe-hide")
        hide.clicked.connect(lambda: self.go.emit("hide", ""))
        return FocusTop(FlowBox([back]), None, FlowBox([self._halt, safe, hide], gap=4), fill=None)

    # -- what the shell asks

    def refresh(self) -> None:
        if self._aside:
            return
        item = self.item
        self.bridge.ask(lambda session: load(session, item), self._show, self._gone, owner=self)

    def hideEvent(self, event: QHideEvent) -> None:
        """A question somebody was answering alone is forgotten as soon as the page is put away."""
        if self._asking is not None and not event.spontaneous():
            self._clear()
            self._aside = self._again = True
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._again:
            self._again = False
            self._return()

    def commands(self) -> dict[str, str]:
        return {"Escape": "stop", "Ctrl+Return": "go_on", "Ctrl+Enter": "go_on"}

    # -- commands

    def leave(self) -> None:
        """Go back; the pause goes on."""
        if self.item:
            self.go.emit("repair", "")
        else:
            self.back.emit()

    def stop(self) -> None:
        """Stop the breathing guide at once."""
        if self._guide is not None:
            self._guide.stop()

    def go_on(self) -> None:
        """Press the way on in a question."""
        if self._asking is not None:
            self._asking.go_on()

    def _unsafe(self) -> None:
        self.go.emit("safety", self.item)

    # -- what is shown

    def _show(self, standing: Standing) -> None:
        before, self._standing = self._standing, standing
        page = standing.page
        if before is not None and same(before.page, page):
            self._count()
            return
        self._clear()
        if page is None:
            self._show_moment(standing)
        elif page.walk.status == "paused":
            self._show_pause(page, standing)
        else:
            self._body.addWidget(self._elsewhere(page))
        focus_in(self, "breathe-start")

    def _clear(self) -> None:
        self._clock.stop()
        self._guide = self._pause = self._asking = None
        self._halt.setEnabled(False)
        empty(self._body)

    def _beside(self, guide: BreathGuide, words: QWidget) -> None:
        guide.running.connect(self._halt.setEnabled)
        self._guide = guide
        self._body.addWidget(Columns(guide, words, gap=48, stack_below=700))

    def _show_moment(self, standing: Standing) -> None:
        words = Moment(standing.content)
        words.unsafe.connect(self._unsafe)
        self._beside(BreathGuide([self.who(self.company.person(person)) for person in self.company.here]), words)

    def _show_pause(self, page: WalkPage, standing: Standing) -> None:
        self._total = standing.span()
        words = self._pause = Pause(page, standing)
        words.steadier.connect(self._ask_steadier)
        words.rest.connect(lambda: self._rest(""))
        words.unsafe.connect(self._unsafe)
        self._beside(BreathGuide([self.who(person) for person in page.people]), words)
        self._clock.start()
        self._count()

    def _elsewhere(self, page: WalkPage) -> QWidget:
        on = Button(self.tr("Go on"), "primary")
        on.setObjectName("breathe-go-on")
        on.clicked.connect(lambda: self.go.emit("repair-walk", page.id))
        card = Card(pad=(28, 24, 28, 24)).add(Text(self.tr("The pause is over"), "wordsLarge"), 6, FlowBox([on]))
        return column(card)

    # -- time

    def _tick(self) -> None:
        self.bridge.ask(lambda session: session.local(), self._told_time, self._gone, owner=self)

    def _told_time(self, now: datetime) -> None:
        if self._standing is not None:
            self._standing = Standing(self._standing.page, self._standing.content, now)
            self._count()

    def _count(self) -> None:
        if self._standing is None or self._guide is None or self._pause is None:
            return
        if self._total:
            self._guide.pacer.set_time(self._standing.left(), self._total)
        self._pause.tell(self._standing)

    # -- coming back

    def _ask_steadier(self) -> None:
        standing = self._standing
        if standing is None or standing.page is None or self._pause is None:
            return
        page = standing.page
        if not set(page.walk.persons) <= set(self.company.here):
            self._pause.say(self.tr("When everybody is here, Bond asks each of you. Until then the pause goes on."))
            return
        self._clear()
        self._asking = AskSteadier(page, standing.content, {person.id: self.who(person) for person in page.people})
        self._asking.decided.connect(self._come_back)
        self._body.addWidget(self._asking)

    def _come_back(self, result: str) -> None:
        item = self.item
        self._aside = True
        if result == "resume":
            self.bridge.ask(lambda s: repair.act(s, item, "resume"), self._resumed, self._problem, owner=self)
        elif result == "ten_more":
            self.bridge.ask(lambda s: ten_more(s, item), self._extended, self._problem, owner=self)
        else:
            self._rest("again_tomorrow")

    def _resumed(self, page: WalkPage) -> None:
        self.go.emit("repair-walk", page.id)

    def _extended(self, standing: Standing) -> None:
        self._clear()
        page = standing.page
        if page is None or page.walk.paused_until is None:
            return
        texts = standing.content.repair
        until = time_words(page.walk.paused_until.astimezone(standing.now.tzinfo), standing.now)
        whos = [self.who(person) for person in page.people]
        words = fill(texts["again_ten_more"], time=until)
        card = HandOver(words, texts["pause_apart"], None, whos, self.tr("All right"))
        card.button.setObjectName("again-ok")
        card.opened.connect(self._return)
        self._body.addWidget(card)
        focus_in(self, "again-ok")

    def _return(self) -> None:
        """Show the pause as it stands."""
        self._aside = False
        self._standing = None
        self.refresh()

    # -- resting

    def _rest(self, words: str) -> None:
        """Ask when the one gentle reminder may come, and put the walk down until then."""
        item = self.item
        self.bridge.ask(lambda session: load(session, item), partial(self._show_rest, words), owner=self)

    def _show_rest(self, words: str, standing: Standing) -> None:
        self._clear()
        self._aside = True
        texts = standing.content.repair
        card = RestCard(texts["rest_title"], texts[words] if words else "", texts["rest_text"])
        card.rest.clicked.connect(lambda: self._put_down(card.time.value()))
        card.none.clicked.connect(lambda: self._put_down(None))
        card.stay.clicked.connect(self._return)
        self._body.addWidget(column(card))
        focus_in(self, "rest-at")

    def _put_down(self, at: time | None) -> None:
        item = self.item
        self.bridge.ask(
            lambda s: put_down(s, item, at), lambda _: self.go.emit("repair", ""), self._problem, owner=self
        )

    # -- problems

    def _gone(self, problem: Problem) -> None:
        if self._body.count() == 0:
            self._problem(problem)

    def _problem(self, problem: Problem) -> None:
        old = self.findChild(QWidget, "problem")
        if old is not None:
            old.setObjectName("")
            old.deleteLater()
        self._body.addWidget(column(problem_line(problem)))
        if self._aside:
            again = Button(self.tr("Try again"), small=True)
            again.setObjectName("breathe-again")
            again.clicked.connect(self._return)
            self._body.addWidget(column(FlowBox([again])))
