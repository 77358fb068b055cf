"""Today on the real screens: the day's line, the next moment's answers, what is shown and what is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from bondapp.services import needs, people, reminders, repair, rituals, settings, today
from bondapp.services.needs import NeedForm
from bondapp.services.reminders import Knock
from bondapp.services.rituals import RitualForm
from bondapp.services.session import Session
from bondapp.ui.art import DayThread
from bondapp.ui.bridge import Bridge
from bondapp.ui.theme import Theme
from bondapp.ui.today import TodayPlace
from bondapp.ui.today.day import apart_spans, greeting
from bondapp.ui.widgets import DayCell, FocusRing
from screen_audit import findings
from world import World, both, come

SENTINEL = "zq-private-sentinel-zq"
WEEKDAYS = (0, 1, 2, 3, 4)
BERLIN = ZoneInfo("Europe/Berlin")


class Stage:
    """A window with Today on a real vault; keeps what the place asked of the shell."""

    def __init__(self, qtbot: QtBot, session: Session, size: tuple[int, int] = (944, 760)) -> None:
        self._qtbot = qtbot
        company = people.company(session)
        self.bridge = Bridge(lambda: session)
        self.went: list[tuple[str, str]] = []
        self.window = QMainWindow()
        self.place = TodayPlace(self.bridge, company)
        self.place.go.connect(lambda name, key: self.went.append((name, key)))
        self.bridge.changed.connect(lambda nouns: self.place.refresh() if nouns & self.place.shows else None)
        self.window.setCentralWidget(self.place)
        self.window.resize(*size)
        self._ring = FocusRing(self.window)
        self.window.show()
        self.place.refresh()
        self.settle()

    def settle(self) -> None:
        """Waits until nothing is under way."""
        self._qtbot.waitUntil(lambda: not self.bridge.busy)
        for _ in range(8):
            QApplication.processEvents()
        self._qtbot.waitUntil(lambda: not self.bridge.busy)

    def ask(self, call: Callable[[Session], object]) -> object:
        """Asks the store from the test."""
        found: list[object] = []
        self.bridge.ask(call, found.append, found.append)
        self._qtbot.waitUntil(lambda: bool(found))
        return found[0]

    def press(self, name: str) -> None:
        """Presses the newest control of a name."""
        found = [b for b in self.place.findChildren(QAbstractButton) if b.objectName() == name and not b.isHidden()]
        assert found, name
        found[-1].click()
        self.settle()

    def words(self) -> str:
        """Every word somebody can see, or hear from a screen reader."""
        words: list[str] = []
        for child in self.place.findChildren(QWidget):
            if child.isVisible():
                words += [child.accessibleName(), child.accessibleDescription(), child.toolTip()]
                words += [child.text()] if isinstance(child, QLabel | QAbstractButton) else []
        return "\n".join(words)

    def end(self) -> None:
        """Closes the window and the store."""
        self.window.close()
        self.window.deleteLater()
        QApplication.processEvents()
        self.bridge.stop()


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A vault of Noor and Joss; it is Thursday, 15:20 in Berlin."""
    return World(tmp_path)


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Callable[..., Stage]]:
    """Makes stages and ends them."""
    made: list[Stage] = []

    def make(session: Session, size: tuple[int, int] = (944, 760)) -> Stage:
        made.append(Stage(qtbot, session, size))
        return made[-1]

    yield make
    for each in made:
        each.end()


def weekday(world: World, *, together: bool = True) -> Session:
    """Noor and Joss part in the morning, meet at ten past six and talk at half past nine."""
    session = world.pair(together=together)
    goodbye = rituals.save(session, RitualForm("Goodbye", ("A hug.",), "goodbye", days=WEEKDAYS, wall=time(7, 45)))
    rituals.save(session, RitualForm("Coming home", ("Bags down.",), "reunion", days=WEEKDAYS, wall=time(18, 10)))
    rituals.save(session, RitualForm("Evening talk", ("One thing.",), "check_in", days=(3, 5), wall=time(21, 30)))
    rituals.mark(session, goodbye.ritual.id, session.today(), 0, "done")
    return session


def test_the_day_stands_as_a_line_with_its_moments(world: World, stage: Callable[..., Stage]) -> None:
    scene = stage(weekday(world))
    words = scene.words()
    assert "Good afternoon, Noor" in words
    assert "Thursday 19 November. You meet again around 18:10." in words
    thread = scene.place.findChild(DayThread)
    assert thread is not None
    assert thread.accessibleDescription() == "07:45 Goodbye, done; 18:10 Coming home, next; 21:30 Evening talk, later"
    assert "Next, at 18:10" in words
    assert "Bags down." in words
    assert findings(scene.window, 944) == []


@pytest.mark.parametrize(
    ("hour", "said"), [(4, "Good evening"), (5, "Good morning"), (12, "Good afternoon"), (18, "Good evening")]
)
def test_the_greeting_fits_the_hour_and_the_people(hour: int, said: str) -> None:
    at = datetime(2026, 11, 19, hour, tzinfo=BERLIN)
    assert greeting(at, ["Noor"]) == f"{said}, Noor"
    assert greeting(at, ["Noor", "Joss"]) == f"{said}, Noor and Joss"
    assert greeting(at, [""]) == said


def test_start_leads_to_this_very_occurrence(world: World, stage: Callable[..., Stage]) -> None:
    session = weekday(world)
    home = next(card for card in rituals.all_rituals(session) if card.ritual.kind == "reunion")
    scene = stage(session)
    scene.press("today-start")
    scene.press("today-hurts")
    scene.press("today-moment")
    assert scene.went == [("ritual-walk", f"{home.ritual.id}|2026-11-19|0"), ("repair", ""), ("breathe", "")]


def test_not_today_lets_go_in_one_quiet_line_and_can_be_taken_back(world: World, stage: Callable[..., Stage]) -> None:
    scene = stage(weekday(world))
    scene.press("today-not-today")
    assert "Coming home: let go for today." in scene.words()
    assert "Next, at 21:30" in scene.words()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "today-notice-button"
    assert scene.place.commands() == {"Ctrl+Z": "undo"}
    getattr(scene.place, scene.place.commands()["Ctrl+Z"])()
    scene.settle()
    assert "Next, at 18:10" in scene.words()
    assert "let go" not in scene.words()


def test_in_fifteen_minutes_a_reminder_comes_that_nobody_was_shown_yet(
    world: World, stage: Callable[..., Stage]
) -> None:
    session = weekday(world)
    reminders.refresh(session)
    scene = stage(session)
    scene.press("today-later")
    assert "A reminder comes at 15:35." in scene.words()
    world.clock.forward(minutes=15)
    ring = scene.ask(reminders.consider)
    assert isinstance(ring, reminders.Ring)
    assert [knock.due.astimezone(BERLIN).hour for knock in ring.show] == [18]


def test_nothing_is_promised_that_would_not_come(world: World, stage: Callable[..., Stage]) -> None:
    session = weekday(world)
    scene = stage(session)
    scene.press("today-later")
    assert "A reminder comes" not in scene.words()
    assert "It stays here for whenever you’re ready." in scene.words()
    scene.ask(lambda s: settings.change(s, reminders=False))
    scene.settle()
    assert "In 15 minutes" not in scene.words()


def test_a_moment_of_another_day_can_be_done_now_or_read(world: World, stage: Callable[..., Stage]) -> None:
    session = world.pair()
    card = rituals.save(session, RitualForm("Coffee", ("Coffee.",), "friendship", days=(6,), wall=time(10)))
    scene = stage(session)
    assert "Next, Sunday at 10:00" in scene.words()
    assert "Not today" not in scene.words()
    scene.press("today-start")
    scene.press("today-see-ritual")
    assert scene.went == [("ritual-walk", f"{card.ritual.id}||"), ("rituals", card.ritual.id)]


def test_a_need_somebody_showed_stands_in_their_own_words(world: World, stage: Callable[..., Stage]) -> None:
    session = weekday(world)
    come(session, "Joss")
    shown = needs.save(session, NeedForm(when="plans change", need="a <b>short</b> word", visibility="now"))
    needs.save(session, NeedForm(need="hidden " + SENTINEL))
    needs.save(session, NeedForm(need="later " + SENTINEL, visibility="together"))
    come(session, "Noor")
    scene = stage(session)
    assert "A need Joss shared with you" in scene.words()
    assert "“When plans change, I need a <b>short</b> word.”" in scene.words()
    assert SENTINEL not in scene.words()
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in scene.place.findChildren(QLabel))
    scene.press("today-need")
    assert scene.went == [("needs", shown.need.id)]


def test_what_waits_is_listed_without_hurry(world: World, stage: Callable[..., Stage]) -> None:
    session = weekday(world)
    noor, joss = session.members()
    come(session, "Joss")
    asked = rituals.save(session, RitualForm("Sundays without plans", ("Nothing.",), days=(6,), wall=time(15)))
    walk = repair.begin(session, "after-the-argument", [noor.id, joss.id], noor.id)
    come(session, "Noor")
    scene = stage(session)
    assert "Joss suggests it. Read it first." in scene.words()
    scene.press(f"today-waiting-ritual-{asked.ritual.id}")
    scene.press(f"today-waiting-repair-{walk.id}")
    assert scene.went == [("rituals", asked.ritual.id), ("repair-walk", walk.id)]


def test_a_day_of_the_week_shows_its_moments_in_place(world: World, stage: Callable[..., Stage]) -> None:
    scene = stage(weekday(world))
    scene.press("today-day-2026-11-21")
    assert "Saturday 21 November" in scene.words()
    assert scene.words().count("Evening talk") > 1
    scene.press("today-day-2026-11-22")
    assert "Nothing planned. A free day." in scene.words()
    scene.press("today-day-2026-11-22")
    assert "A free day" not in scene.words()


def test_an_empty_day_offers_one_small_ritual_and_a_need(world: World, stage: Callable[..., Stage]) -> None:
    scene = stage(world.pair())
    assert "One small thing that happens again is enough to begin." in scene.words()
    scene.press("today-rituals")
    scene.press("today-name-need")
    assert scene.went == [("rituals", "new"), ("need", "")]


def test_rituals_without_a_time_are_not_called_missing(world: World, stage: Callable[..., Stage]) -> None:
    session = world.pair()
    rituals.save(session, RitualForm("Three squeezes", ("Squeeze.",)))
    scene = stage(session)
    assert "Your rituals are there whenever you like." in scene.words()
    scene.press("today-rituals")
    assert scene.went == [("rituals", "")]


def test_one_alone_starts_without_together(world: World, stage: Callable[..., Stage]) -> None:
    scene = stage(weekday(world, together=False))
    assert "Start together" not in scene.words()
    assert "Either of you" not in scene.words()
    assert findings(scene.window, 944) == []


def test_both_here_are_greeted_and_not_said_to_be_apart(world: World, stage: Callable[..., Stage]) -> None:
    session = weekday(world)
    needs.save(session, NeedForm(need="hidden " + SENTINEL))
    both(session)
    scene = stage(session)
    assert "Good afternoon, Noor and Joss" in scene.words()
    assert "meet again" not in scene.words()
    page = scene.ask(today.page)
    assert isinstance(page, today.TodayPage)
    assert apart_spans(page, together=True) == []
    assert apart_spans(page, together=False) == [(7 * 60 + 45, 18 * 60 + 10)]
    assert SENTINEL not in scene.words()


def test_what_came_up_meanwhile_is_told_once_and_put_away(world: World, stage: Callable[..., Stage]) -> None:
    scene = stage(weekday(world))
    due = world.clock() - timedelta(hours=5)
    knock = Knock("o", "r", due.date(), due, "ritual", True, "Goodbye " + SENTINEL, "goodbye")
    scene.place.tell_quietly([knock])
    scene.settle()
    assert "While you were away: 10:20." in scene.words()
    assert SENTINEL not in scene.words()
    scene.press("today-fine")
    assert "While you were away" not in scene.words()
    scene.place.tell_quietly([])
    scene.settle()
    assert "While you were away" not in scene.words()


def test_the_clock_wakes_it_at_most_once_a_minute_and_never_unseen(world: World, stage: Callable[..., Stage]) -> None:
    scene = stage(weekday(world))
    timers = [timer for timer in scene.place.findChildren(QTimer) if timer.parent() is scene.place]
    assert [timer.isActive() for timer in timers] == [True]
    assert timers[0].isSingleShot()
    assert timers[0].remainingTime() <= 62_000
    scene.window.hide()
    assert not timers[0].isActive()
    scene.window.show()
    scene.settle()
    assert timers[0].isActive()


def test_a_minute_later_nothing_but_now_has_moved(world: World, stage: Callable[..., Stage]) -> None:
    scene = stage(weekday(world))
    before = scene.place.findChild(QAbstractButton, "today-start")
    assert before is not None
    before.setFocus()
    world.clock.forward(minutes=1)
    scene.place.refresh()
    scene.settle()
    assert scene.place.findChild(QAbstractButton, "today-start") is before
    assert before.hasFocus()
    world.clock.forward(hours=6)
    scene.place.refresh()
    scene.settle()
    assert "Since 21:30" not in scene.words()
    assert "Next, at 21:30" in scene.words()
    assert "Good evening, Noor" in scene.words()


@pytest.mark.parametrize(
    "look_of", [(1.0, 944, False), (1.0, 648, False), (2.0, 1108, False), (2.0, 648, False), (1.0, 944, True)]
)
def test_the_page_passes_the_audit_in_every_shape(
    look_of: tuple[float, int, bool], world: World, stage: Callable[..., Stage], dressed: QApplication
) -> None:
    scale, width, rtl = look_of
    Theme("dark", scale).apply(dressed)
    dressed.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    session = weekday(world)
    come(session, "Joss")
    needs.save(session, NeedForm(need="a word " + "so very long " * 9_000, visibility="now"))
    rituals.save(session, RitualForm("W" * 120, ("x" * 3_000, "أن أعرف", "🫶🏽"), days=(6,), wall=time(15)))
    come(session, "Noor")
    scene = stage(session, (width, 760))
    scene.press("today-not-today")
    scene.press("today-day-2026-11-21")
    scene.place.tell_quietly([Knock("o", "r", session.today(), world.clock(), "ritual", False)])
    scene.settle()
    assert len(scene.place.findChildren(DayCell)) >= 7
    assert findings(scene.window, width) == []
