"""Today: greeting, the day as a thread, what comes next, what somebody showed, what waits, the week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QDateTime, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from bondapp.services import reminders, rituals, settings, today
from bondapp.services.today import Moment, TodayPage
from bondapp.ui.art import DayThread, clock
from bondapp.ui.notices import Notice
from bondapp.ui.places import Place
from bondapp.ui.slot import Slot
from bondapp.ui.theme import Who
from bondapp.ui.today.cards import NextCard, away_card, need_invitation, need_letter, nothing_next, waiting_card
from bondapp.ui.today.day import apart_spans, beads, date_sentence, day_in_words, greeting, minute_of
from bondapp.ui.today.week import Day, Planned, WeekCard
from bondapp.ui.widgets import Button, Columns, Page, PageHeader, vbox, wrap

if TYPE_CHECKING:
    from bondapp.services.people import Company
    from bondapp.services.reminders import Knock
    from bondapp.services.session import Session
    from bondapp.ui.bridge import Bridge, Problem

SNOOZE = timedelta(minutes=15)
MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Loaded:
    """The page with each day's moments, whether any ritual exists and whether reminders are on."""

    page: TodayPage
    week: tuple[Day, ...]
    any_rituals: bool
    reminders: bool

    def at(self, now: datetime) -> Loaded:
        """The same at another time, to see whether anything but the clock moved."""
        return replace(self, page=replace(self.page, now=now))


def load(session: Session) -> Loaded:
    """Read what Today shows."""
    page = today.page(session)
    first = page.week[0].day
    planned: dict[date, list[Planned]] = {day.day: [] for day in page.week}
    for happening in rituals.happenings(session, first, len(page.week)):
        ritual, at = happening.card.ritual, session.local(happening.due.at)
        if happening.outcome != "not_today" and at.date() in planned:
            done = happening.outcome in ("done", "partly")
            planned[at.date()].append(Planned(ritual.id, ritual.title, ritual.kind, at, done))
    return Loaded(
        page=page,
        week=tuple(Day(day, tuple(found)) for day, found in planned.items()),
        any_rituals=bool(rituals.all_rituals(session)),
        reminders=settings.read(session).reminders,
    )


class TodayPlace(Place):
    """The first page. Nothing on it counts, compares or says who has not done what."""

    shows: ClassVar[frozenset[str]] = frozenset(
        {"need", "ritual", "occurrence", "walk", "reminder", "here", "person", "settings"}
    )

    def __init__(self, bridge: Bridge, company: Company, item: str = "", parent: QWidget | None = None) -> None:
        super().__init__(bridge, company, item, parent)
        self._loaded: Loaded | None = None
        self._let_go: Moment | None = None
        self._snoozed: dict[str, str] = {}
        self._knocks: tuple[Knock, ...] = ()
        self._week: WeekCard | None = None
        self._next: NextCard | None = None
        self._minute = QTimer(self)
        self._minute.setSingleShot(True)
        self._minute.setTimerType(Qt.TimerType.CoarseTimer)
        self._minute.timeout.connect(self._tick)
        self._frame()

    def _frame(self) -> None:
        hurts = Button(self.tr("Something hurts"), "plain", "bandaids")
        hurts.setObjectName("today-hurts")
        hurts.clicked.connect(lambda: self.go.emit("repair", ""))
        moment = Button(self.tr("I need a moment"), "outline", "wind", tip=self.tr("Ctrl+M"))
        moment.setObjectName("today-moment")
        moment.clicked.connect(lambda: self.go.emit("breathe", ""))
        self._moment = moment
        names = [person.name for person in self.company.people if person.id in self.company.here]
        self._names = names
        self._header = PageHeader(" ", " ", [hurts, moment], role="display")
        self._day = DayThread((), None, (), self._strands())
        self._away = Slot()
        self._away.hide()
        self._notice = Notice("today-notice")
        self._notice.pressed.connect(self.undo)
        self._left = Slot()
        self._right = Slot(gap=16)
        columns = Columns(self._left, self._right, stretches=(11, 7), gap=18, stack_below=700)
        self._week_slot = Slot()
        body = wrap(vbox(self._day, self._away, self._notice, columns, self._week_slot, gap=18))
        self._page = Page(self._header, body, margins=(40, 6, 40, 22))
        vbox(self._page, gap=0, parent=self)

    def _strands(self) -> tuple[Who, ...]:
        """Everybody who has a name or a place here; the line of one alone is one strand."""
        company = self.company
        return tuple(self.who(p) for p in company.people if p.name or p.id in company.at_home)

    @property
    def _alone(self) -> bool:
        return len(self.company.at_home) < 2

    # -- loading -------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Load the day; what did not change stays as it is on the screen."""
        self.bridge.ask(load, self._show, self._not_loaded, owner=self)

    def _not_loaded(self, problem: Problem) -> None:
        self._notice.say_problem(problem)

    def _show(self, loaded: Loaded) -> None:
        before, self._loaded = self._loaded, loaded
        page = loaded.page
        self._header.set_title(greeting(page.now, self._names), date_sentence(page, self.company.together))
        changed = before is None or before.page.moments != page.moments or before.page.apart != page.apart
        if changed:
            spans = apart_spans(page, self.company.together)
            self._day.set_day(beads(page), minute_of(page.now), spans)
            self._day.setAccessibleDescription(day_in_words(page))
        else:
            self._day.set_now(minute_of(page.now))
        if before is not None and before.at(page.now) == loaded:
            return
        focused = self._focused()
        self._show_next(loaded)
        self._show_right(loaded)
        self._show_week(loaded)
        self._focus(focused)

    def _show_next(self, loaded: Loaded) -> None:
        page = loaded.page
        self._next = None
        if page.next is None:
            self._left.fill(nothing_next(self._strands(), self.go.emit, any_rituals=loaded.any_rituals))
            return
        card = NextCard(page, self._strands(), alone=self._alone, reminders=loaded.reminders)
        moment = page.next
        card.start.connect(lambda: self._start(moment))
        card.later.connect(lambda: self._later(moment))
        card.not_today.connect(lambda: self._not_today(moment))
        card.opened.connect(lambda: self.go.emit("rituals", moment.ritual))
        if moment.occurrence in self._snoozed:
            card.notice.say(self._snoozed[moment.occurrence], icon="bell")
        self._next = card
        self._left.fill(card)

    def _show_right(self, loaded: Loaded) -> None:
        page = loaded.page
        cards: list[QWidget] = []
        if page.shown_need is not None:
            cards.append(need_letter(page.shown_need, self.company, self.go.emit))
        elif self.company.me is not None:
            cards.append(need_invitation(self._strands(), self.go.emit))
        if page.waiting:
            cards.append(waiting_card(page.waiting, self.go.emit))
        self._right.fill(*cards, None)
        self._right.setVisible(bool(cards))

    def _show_week(self, loaded: Loaded) -> None:
        chosen = self._week.chosen() if self._week is not None else None
        self._week = WeekCard(loaded.week, loaded.page.now.date(), chosen)
        self._week.ritual.connect(lambda key: self.go.emit("rituals", key))
        self._week.shown.connect(self._reveal_week)
        self._week_slot.fill(self._week)

    def _reveal_week(self) -> None:
        # The list has its height after the layout ran.
        area, week = self._page.area, self._week
        if area is not None and week is not None:
            QTimer.singleShot(0, week, lambda: area.reveal(week))

    def _focused(self) -> str:
        focused = QApplication.focusWidget()
        return focused.objectName() if focused is not None and self.isAncestorOf(focused) else ""

    def _focus(self, name: str) -> None:
        # The last of that name: the former one is still there until Qt comes round to deleting it.
        found = self.findChildren(QWidget, name) if name else []
        if found and not found[-1].hasFocus():
            found[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    # -- the clock -----------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the clock while somebody can see it."""
        super().showEvent(event)
        self._wait_for_minute()
        if self._loaded is not None:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing wakes up for a page that nobody sees."""
        super().hideEvent(event)
        self._minute.stop()

    def _wait_for_minute(self) -> None:
        now = QDateTime.currentDateTime().time()
        # Two seconds into the minute: a coarse timer may fire five per cent early.
        self._minute.start(MINUTE_MS - (now.second() * 1000 + now.msec()) + 2_000)

    def _tick(self) -> None:
        self._wait_for_minute()
        self.refresh()

    # -- answers -------------------------------------------------------------------------------------------

    def _start(self, moment: Moment) -> None:
        now = self._loaded.page.now if self._loaded is not None else moment.at
        day = f"{moment.day.isoformat()}|{moment.slot}" if moment.at.date() == now.date() else "|"
        self.go.emit("ritual-walk", f"{moment.ritual}|{day}")

    def _later(self, moment: Moment) -> None:
        def snooze(session: Session) -> datetime | None:
            until = session.now() + SNOOZE
            comes = reminders.snooze(session, moment.occurrence, until)
            return session.local(until) if comes else None

        self.bridge.ask(snooze, lambda until: self._told_later(moment, until), self._problem, owner=self)

    def _told_later(self, moment: Moment, until: datetime | None) -> None:
        words = self.tr("It stays here for whenever you’re ready.")
        if until is not None:
            words = self.tr("A reminder comes at {time}.").format(time=clock(minute_of(until)))
        self._snoozed = {moment.occurrence: words}
        if self._next is not None:
            self._next.notice.say(words, icon="bell")

    def _not_today(self, moment: Moment) -> None:
        def let_go(session: Session) -> None:
            rituals.mark(session, moment.ritual, moment.day, moment.slot, "not_today")
            reminders.answered(session, moment.occurrence)

        self.bridge.ask(let_go, lambda _: self._told_let_go(moment), self._problem, owner=self)

    def _told_let_go(self, moment: Moment) -> None:
        self._let_go = moment
        words = self.tr("{title}: let go for today.").format(title=moment.title)
        self._notice.say(words, self.tr("Undo"), icon="leaf")
        self._notice.focus_button()

    def undo(self) -> None:
        """Take the last "Not today" back."""
        moment, self._let_go = self._let_go, None
        if moment is None:
            return
        self.bridge.ask(
            lambda session: rituals.mark(session, moment.ritual, moment.day, moment.slot, None),
            lambda _: self._notice.hide(),
            self._problem,
            owner=self,
        )

    def _problem(self, problem: Problem) -> None:
        notice = self._next.notice if self._next is not None else self._notice
        notice.say_problem(problem)

    def commands(self) -> dict[str, str]:
        """Ctrl+Z takes "Not today" back."""
        return {"Ctrl+Z": "undo"}

    # -- what came up while nobody was here ------------------------------------------------------------------

    def tell_quietly(self, knocks: Sequence[Knock]) -> None:
        """Tell once, in one kind card and with times alone, what came up while nobody was here."""
        if not knocks:
            return
        told = self._knocks = (*self._knocks, *knocks)
        self.bridge.ask(
            lambda session: ([session.local(knock.due) for knock in told], session.today()),
            lambda told: self._told_quietly(*told),
            owner=self,
        )

    def _told_quietly(self, times: list[datetime], now: date) -> None:
        told = ", ".join(self._neutral(at, now) for at in sorted(set(times)))
        words = self.tr("While you were away: {times}. Told once, kindly; nothing needs catching up.")
        card = away_card(words.format(times=told), self._fine)
        self._away.fill(card)
        fine = card.findChild(QWidget, "today-fine")
        if fine is not None:
            QWidget.setTabOrder(self._moment, fine)
        self._away.show()

    def _neutral(self, at: datetime, today: date) -> str:
        time = clock(minute_of(at))
        if at.date() == today:
            return time
        return self.tr("{weekday} {time}").format(weekday=self.locale().dayName(at.isoweekday()), time=time)

    def _fine(self) -> None:
        self._knocks = ()
        self._away.hide()
