"""A pause with a time to come back, and "I need a moment" on its own; a breathing guide only when started."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from bondapp.rules.content import Content
from bondapp.rules.repair import Steadier, steadier
from bondapp.services import repair
from bondapp.services.repair import WalkPage
from bondapp.ui import a11y
from bondapp.ui.art import BreathPacer, Dusk
from bondapp.ui.handover import Asking, HandOver, InTurn, at_wall, column, empty, fill, focus_in, time_words
from bondapp.ui.places import Place
from bondapp.ui.safety import problem_line
from bondapp.ui.theme import T, Who
from bondapp.ui.widgets import (
    Button,
    Card,
    ChoiceChips,
    Columns,
    FlowBox,
    FocusTop,
    LetterField,
    Page,
    Spot,
    Text,
    TimeField,
    hbox,
    numbered,
    over,
    vbox,
    wrap,
)

if TYPE_CHECKING:
    from bondapp.services.people import Company
    from bondapp.services.session import Session
    from bondapp.ui.bridge import Bridge, Problem

PACES = ((4, 6), (5, 5))
LONG_PAUSE = 3 * 3600
TICK_MS = 20_000
_TOP = Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True)
class _Pause:
    page: WalkPage | None
    content: Content
    now: datetime


def _load(session: Session, item: str) -> _Pause:
    return _Pause(repair.page(session, item) if item else None, session.content, session.local())


class SteadierCard(Asking):
    """Steadier? yes, ten more minutes, tomorrow: for one person alone."""

    def __init__(self, content: Content, name: str, who: Who | None, *, tomorrow_first: bool) -> None:
        super().__init__()
        texts = content.repair
        self._title = texts["steadier"]
        options = [
            ("yes", texts["steadier_yes"]),
            ("ten_more", texts["steadier_ten_more"]),
            ("tomorrow", texts["steadier_tomorrow"]),
        ]
        if tomorrow_first:
            options = [options[2], options[1], options[0]]
        self.chips = ChoiceChips(options, None, texts["steadier"], who=who)
        self.chips.setObjectName("steadier")
        for (key, _), chip in zip(options, self.chips.chips(), strict=True):
            chip.setObjectName(f"steadier-{key.replace('_', '-')}")
        hint = self.tr("Anything but a yes from everybody gives the same words to all of you.")
        card = Card(who=who, pad=(28, 26, 28, 26), gap=14).add(
            Text(texts["steadier"], "wordsLarge"), Text(fill(texts["alone"], name=name), "caption", "ink2"),
            self.chips, Text(hint, "caption", "ink2"),
        )  # fmt: skip
        vbox(column(card), gap=0, parent=self)

    def title(self) -> str:
        return self._title

    def answer(self) -> Steadier:
        """The answer; none given is taken as ten more minutes."""
        value = self.chips.value()
        return value if value in ("yes", "tomorrow") else "ten_more"


class BreathePlace(Place):
    """The pause of a walk (item = its id), or a moment for oneself (no item), of which no record stays."""

    focus = True
    shows: ClassVar[frozenset[str]] = frozenset({"walk"})

    def __init__(self, bridge: Bridge, company: Company, item: str = "", parent: QWidget | None = None) -> None:
        super().__init__(bridge, company, item, parent)
        self._loaded: _Pause | None = None
        self._asking: InTurn | None = None
        self._total = 0
        self._over = False
        self._aside = False
        self._again = False
        self._note: LetterField | None = None
        self._told = Text("", "body", "ink2")
        ground = Dusk()
        self._frame = vbox(gap=0, parent=ground)
        self._body = vbox(gap=0)
        margin = 24 if T().scale >= 1.5 else 56
        self._area = Page(None, wrap(self._body), margins=(margin, 4, margin, 28), center=True)
        self._frame.addWidget(self._top())
        self._frame.addWidget(self._area, 1)
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

    def refresh(self) -> None:
        if self._aside:
            return
        item = self.item
        self.bridge.ask(lambda session: _load(session, item), self._show, self._gone, owner=self)

    def hideEvent(self, event: QHideEvent) -> None:
        """A question somebody was answering alone is forgotten as soon as the page is put away."""
        if self._asking is not None and not event.spontaneous():
            self._replace()
            self._aside = self._again = True
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._again:
            self._again = False
            self._return()

    def commands(self) -> dict[str, str]:
        return {"Escape": "stop", "Ctrl+Return": "go_on", "Ctrl+Enter": "go_on"}

    def leave(self) -> None:
        """Go back; the pause goes on."""
        if self.item:
            self.go.emit("repair", "")
        else:
            self.back.emit()

    def stop(self) -> None:
        """Stop the breathing guide at once."""
        pacer = self._pacer()
        if pacer is not None:
            pacer.stop()

    def go_on(self) -> None:
        """Press the way on in a question."""
        if self._asking is not None:
            self._asking.go_on()

    def _pacer(self) -> BreathPacer | None:
        return self.findChild(BreathPacer)

    def _unsafe(self) -> None:
        self.go.emit("safety", self.item)

    # -- what is shown

    def _show(self, loaded: _Pause) -> None:
        before, self._loaded = self._loaded, loaded
        page = loaded.page
        if before is not None and _same(before.page, page):
            self._count()
            return
        self._replace()
        if page is None:
            self._body.addWidget(self._columns(*self._moment(loaded)))
        elif page.walk.status == "paused":
            self._begin_count(page, loaded.now)
            self._body.addWidget(self._columns(*self._pause(page, loaded)))
            self._clock.start()
            self._count()
        else:
            self._body.addWidget(self._elsewhere(page))
        focus_in(self, "breathe-start")

    def _replace(self) -> None:
        self._clock.stop()
        self._asking = None
        self._halt.setEnabled(False)
        empty(self._body)

    def _columns(self, pacer: QWidget, words: QWidget) -> QWidget:
        pacer.setMinimumHeight(T().px(540))
        return Columns(pacer, words, gap=48, stack_below=700)

    def _guide(self, whos: Sequence[Who]) -> tuple[QWidget, BreathPacer]:
        pacer = BreathPacer(whos)
        pacer.setObjectName("pacer")
        start = Button(self.tr("Start breathing"), "tonal", "wind", small=True)
        start.setObjectName("breathe-start")
        start.clicked.connect(lambda: pacer.stop() if pacer.is_running() else pacer.start())
        pacer.running_changed.connect(lambda on: self._running(start, on))
        pace = ChoiceChips(
            [(p, self.tr("{into} in, {out} out").format(into=p[0], out=p[1])) for p in PACES],
            PACES[0],
            self.tr("Pace in seconds"),
            gap=6,
        )
        pace.setObjectName("breathe-pace")
        pace.changed.connect(lambda p: pacer.set_pace(*p))
        centre = Qt.AlignmentFlag.AlignHCenter
        controls = wrap(hbox(None, FlowBox([start, pace], gap=8), None, gap=0))
        return wrap(vbox((pacer, 1), (controls, 0, centre), gap=6)), pacer

    def _running(self, start: Button, on: bool) -> None:
        start.setText(self.tr("Stop breathing") if on else self.tr("Start breathing"))
        self._halt.setEnabled(on)

    def _moment(self, loaded: _Pause) -> tuple[QWidget, QWidget]:
        left, _ = self._guide(self._here())
        breathing, looking = loaded.content.practice("c05"), loaded.content.practice("c06")
        column_ = vbox(
            None,
            Text(self.tr("A moment for you"), "display"),
            Text(breathing.summary, "body", "ink2"),
            6,
            Text(breathing.note, "caption", "ink2"),
            12,
            Card(pad=(20, 16, 20, 16)).add(
                Text(looking.title, "sub"),
                Text(looking.summary, "caption", "ink2"),
                2,
                *numbered(looking.steps),
                Text(looking.note, "caption", "ink2"),
            ),
            8,
            self._unsafe_row(loaded.content),
            None,
            gap=6,
        )
        return left, wrap(column_)

    def _here(self) -> list[Who]:
        return [self.who(self.company.person(person)) for person in self.company.here]

    def _pause(self, page: WalkPage, loaded: _Pause) -> tuple[QWidget, QWidget]:
        left, _ = self._guide([self.who(person) for person in page.people])
        texts = loaded.content.repair
        title, _, rest = texts["pause_title"].partition(". ")
        steady = Button(self.tr("I’m steadier now"), "primary")
        steady.setObjectName("steadier-now")
        steady.clicked.connect(self._ask_steadier)
        rest_button = Button(self.tr("Rest until tomorrow"), "outline", "moon")
        rest_button.setObjectName("rest-tomorrow")
        rest_button.clicked.connect(lambda: self._rest(""))
        reading = self.tr("Nothing has gone wrong. A body under stress stops hearing well, and most need about "
                          "twenty minutes to settle.") if not rest else ""  # fmt: skip
        calm = self.tr("A body under stress stops hearing well, and most need about twenty minutes to settle.")
        buttons = [steady, rest_button] if not page.view.tomorrow_first else [rest_button, steady]
        words = vbox(
            None,
            Text(title.rstrip("."), "display"),
            Text(reading or f"{rest} {calm}", "body", "ink2"),
            12,
            _tip("leaf", texts["pause_apart"]),
            _tip("feather", self.tr("Try to let the argument rest. It will keep.")),
            self._return_row(),
            14,
            FlowBox(buttons, gap=10),
            4,
            self._unsafe_row(loaded.content),
            8,
            self._note_box(loaded.content),
            None,
            gap=8,
        )
        return left, wrap(words)

    def _return_row(self) -> QWidget:
        self._told = Text("", "body", "ink2")
        self._told.setObjectName("return-told")
        return wrap(hbox((Spot("clock", 20, "accent"), _TOP), (self._told, 1), gap=12))

    def _unsafe_row(self, content: Content) -> QWidget:
        unsafe = Button(content.repair["unsafe"], "quiet", "lifebuoy", small=True, flush=True)
        unsafe.setObjectName("breathe-safety")
        unsafe.clicked.connect(self._unsafe)
        return wrap(hbox(unsafe, None))

    def _note_box(self, content: Content) -> QWidget:
        """A box for circling thoughts; it keeps no draft, and closing empties it."""
        texts = content.repair
        host = QWidget()
        lay = vbox(gap=6, parent=host)
        opener = Button(texts["pause_note"], "quiet", "note-pencil", small=True, flush=True)
        opener.setObjectName("note-open")
        close = Button(self.tr("Close the box"), "quiet", "x", small=True, flush=True)
        close.setObjectName("note-close")
        field = LetterField("", texts["pause_note_hint"], texts["pause_note"], "body", min_lines=3)
        box = Card("sunken", pad=(16, 12, 16, 10)).add(over(texts["pause_note"]), field, FlowBox([close]))
        box.hide()

        def turn(open_: bool) -> None:
            field.set_words("")
            box.setVisible(open_)
            opener.setVisible(not open_)
            (field if open_ else opener).setFocus(Qt.FocusReason.OtherFocusReason)

        opener.clicked.connect(lambda: turn(True))
        close.clicked.connect(lambda: turn(False))
        lay.addLayout(hbox(opener, None))
        lay.addWidget(box)
        return host

    # -- time

    def _begin_count(self, page: WalkPage, now: datetime) -> None:
        left = self._left(page, now)
        spans = sorted({10, 30, *(self._loaded.content.repair.pause_lengths if self._loaded else ())})
        self._total = next((span * 60 for span in spans if left <= span * 60), left)

    @staticmethod
    def _left(page: WalkPage, now: datetime) -> int:
        until = page.walk.paused_until
        return max(0, math.ceil((until - now).total_seconds())) if until is not None else 0

    def _tick(self) -> None:
        self.bridge.ask(lambda session: session.local(), self._told_time, self._gone, owner=self)

    def _told_time(self, now: datetime) -> None:
        if self._loaded is not None:
            self._loaded = _Pause(self._loaded.page, self._loaded.content, now)
            self._count()

    def _count(self) -> None:
        loaded, pacer = self._loaded, self._pacer()
        if loaded is None or loaded.page is None or loaded.page.walk.paused_until is None or pacer is None:
            return
        left = self._left(loaded.page, loaded.now)
        if self._total <= LONG_PAUSE:
            pacer.set_time(left, max(1, self._total))
        until = time_words(loaded.page.walk.paused_until.astimezone(loaded.now.tzinfo), loaded.now)
        if left:
            words = self.tr("You said you’d come back at {time}.").format(time=until)
            if len(loaded.page.people) > 1:
                words = self.tr("You said you’d be back at {time}. It is the same time for everybody.").format(
                    time=until
                )
        else:
            words = self.tr("It is {time} or later. Take the time you need.").format(time=until)
            if not self._over:
                a11y.announce(self, words)
        self._over = not left
        self._told.setText(words)

    # -- coming back

    def _ask_steadier(self) -> None:
        loaded = self._loaded
        if loaded is None or loaded.page is None:
            return
        page = loaded.page
        if not set(page.walk.persons) <= set(self.company.here):
            self._say(self.tr("When everybody is here, Bond asks each of you. Until then the pause goes on."))
            return
        self._replace()
        answers: list[Steadier] = []
        whos = {person.id: self.who(person) for person in page.people}

        def card(person: str) -> list[Asking]:
            made = SteadierCard(
                loaded.content, page.person(person).name, whos[person], tomorrow_first=page.view.tomorrow_first
            )
            place = len(answers)
            made.chips.changed.connect(lambda _: _keep(answers, place, made.answer()))
            answers.append("ten_more")
            return [made]

        self._asking = InTurn(page.walk.persons, whos, loaded.content.repair, card)
        self._asking.finished.connect(lambda: self._decide(answers))
        self._body.addWidget(self._asking)

    def _decide(self, answers: list[Steadier]) -> None:
        result = steadier(answers)
        answers.clear()
        item = self.item
        self._aside = True
        if result == "resume":
            self.bridge.ask(lambda s: repair.act(s, item, "resume"), self._resumed, self._problem, owner=self)
        elif result == "ten_more":
            self.bridge.ask(lambda s: _ten_more(s, item), self._extended, self._problem, owner=self)
        else:
            self._rest("again_tomorrow")

    def _resumed(self, page: WalkPage) -> None:
        self.go.emit("repair-walk", page.id)

    def _extended(self, now: _Pause) -> None:
        self._replace()
        if now.page is None or now.page.walk.paused_until is None:
            return
        texts = now.content.repair
        until = time_words(now.page.walk.paused_until.astimezone(now.now.tzinfo), now.now)
        whos = [self.who(person) for person in now.page.people]
        card = HandOver(
            fill(texts["again_ten_more"], time=until), texts["pause_apart"], None, whos, self.tr("All right")
        )
        card.button.setObjectName("again-ok")
        card.opened.connect(self._return)
        self._body.addWidget(card)
        focus_in(self, "again-ok")

    def _return(self) -> None:
        """Show the pause as it stands."""
        self._aside = False
        self._loaded = None
        self.refresh()

    def _rest(self, words: str) -> None:
        """Ask when the one gentle reminder may come, and put the walk down until then."""
        item = self.item
        self.bridge.ask(lambda session: _load(session, item), partial(self._show_rest, words), owner=self)

    def _show_rest(self, words: str, loaded: _Pause) -> None:
        self._replace()
        self._aside = True
        texts = loaded.content.repair
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

    def _elsewhere(self, page: WalkPage) -> QWidget:
        on = Button(self.tr("Go on"), "primary")
        on.setObjectName("breathe-go-on")
        on.clicked.connect(lambda: self.go.emit("repair-walk", page.id))
        card = Card(pad=(28, 24, 28, 24)).add(Text(self.tr("The pause is over"), "wordsLarge"), 6, FlowBox([on]))
        return column(card)

    def _say(self, words: str) -> None:
        self._told.setText(words)
        a11y.announce(self, words)

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


class RestCard(Card):
    """Resting until tomorrow: one reminder at a time of their choice, or none."""

    def __init__(self, title: str, same: str, text: str) -> None:
        super().__init__(pad=(28, 24, 28, 24), gap=12)
        self.time = TimeField(time(18), self.tr("Time for the reminder tomorrow"))
        self.time.setObjectName("rest-at")
        self.rest = Button(self.tr("Remind us then"), "primary", "moon")
        self.rest.setObjectName("rest-yes")
        self.none = Button(self.tr("Rest without a reminder"), "outline")
        self.none.setObjectName("rest-none")
        self.stay = Button(self.tr("Back"), "plain")
        self.stay.setObjectName("rest-back")
        self.add(Text(same or title, "wordsLarge"), Text(text, "body", "ink2"))
        at = FlowBox([Text(self.tr("Tomorrow at"), "label", wrap=False), self.time], gap=10)
        self.add(at, 6, FlowBox([self.rest, self.none, self.stay], gap=10))


def put_down(session: Session, item: str, at: time | None) -> WalkPage:
    """Put a walk down, with one reminder tomorrow at a local time, or none."""
    if at is None:
        return repair.act(session, item, "put_down")
    until = at_wall(session.local(), at, 1)
    return repair.act(session, item, "put_down", "", (until.isoformat(),))


def _ten_more(session: Session, item: str) -> _Pause:
    """Ten minutes from now; a return time that is later than that stays as it was promised."""
    page = repair.page(session, item)
    later = session.now().replace(second=0, microsecond=0) + timedelta(minutes=10)
    if page.walk.paused_until is None or later > page.walk.paused_until:
        page = repair.act(session, item, "extend", "", (later.isoformat(),))
    return _Pause(page, session.content, session.local())


def _keep(answers: list[Steadier], at: int, answer: Steadier) -> None:
    answers[at] = answer


def _same(before: WalkPage | None, after: WalkPage | None) -> bool:
    if before is None or after is None:
        return before is after
    return (before.walk.status, before.walk.paused_until) == (after.walk.status, after.walk.paused_until)


def _tip(icon: str, words: str) -> QWidget:
    return wrap(hbox((Spot(icon, 20, "accent"), _TOP), (Text(words, "body", "ink2"), 1), gap=12))
