"""The first start: by keyboard alone, resumed, skipped, with odd names, and on a disk that does not answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from bondapp.services import opening, people, rituals, settings
from bondapp.services.opening import Door
from bondapp.services.people import Company
from bondapp.services.rituals import Happening, RitualCard
from bondapp.services.session import Ports, Session
from bondapp.services.settings import Settings
from bondapp.ui.bridge import Bridge
from bondapp.ui.firststart import FirstStart
from bondapp.ui.firststart.step import ORDER
from bondapp.ui.theme import Theme
from bondapp.ui.widgets import FocusRing, LetterField, LineField, PickCard, Text, Toggle
from screen_audit import findings
from world import World

P = TypeVar("P", bound=QObject)
R = TypeVar("R")
WIDE = 1180


class Stage:
    """A window with a first start in it, over a real vault folder."""

    def __init__(self, qtbot: QtBot, world: World, ports: Ports | None = None) -> None:
        self.qtbot, self.world = qtbot, world
        self.session = Session(world.folder, ports or world.ports())
        self.bridge = Bridge(self._make)
        self.doors: list[Door] = []
        self.clicks = 0
        self.safety: list[bool] = []
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        FocusRing(self.window)
        self.page: FirstStart

    def _make(self) -> Session:
        return self.session

    def open(self, width: int = WIDE) -> Stage:
        """Stand at the door and show what the app would show."""
        found: list[Door] = []
        self.bridge.ask(opening.approach, found.append)
        self.rest()
        self.page = FirstStart(self.bridge, found[0].started)
        self.page.finished.connect(self.doors.append)
        self.page.safety.connect(lambda: self.safety.append(True))
        self.window.setCentralWidget(self.page)
        self.window.resize(width, 760)
        with self.qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.rest()
        return self

    def rest(self) -> None:
        """Wait until the store has answered everything and the focus has moved."""
        self.qtbot.waitUntil(lambda: not self.bridge.busy)
        self.qtbot.wait(5)
        self.qtbot.waitUntil(lambda: not self.bridge.busy)

    def click(self, name: str) -> None:
        """Press a button of the step that is shown, by mouse, and count it."""
        QTest.mouseClick(self.part(QWidget, name), Qt.MouseButton.LeftButton)
        self.clicks += 1
        self.rest()

    def part(self, kind: type[P], name: str) -> P:
        """A widget of the step that is shown."""
        found = self.page.step().findChild(kind, name)
        assert found is not None, name
        return found

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key to whatever has the focus."""
        QTest.keyClick(self.focus(), key, modifier)
        self.rest()

    def type(self, words: str) -> None:
        """Type into whatever has the focus."""
        QTest.keyClicks(self.focus(), words)

    def focus(self) -> QWidget:
        """What has the focus."""
        focus = self.window.focusWidget()
        assert focus is not None
        return focus

    def at(self) -> str:
        """The step that is shown."""
        return self.page.step().name

    def sentence(self) -> str:
        """The problem that is shown, if one is."""
        return self.page.step().problem.sentence()

    def ask(self, call: Callable[[Session], R]) -> R:
        """Something of the store."""
        found: list[R] = []
        self.bridge.ask(call, found.append)
        self.rest()
        return found[0]

    def company(self) -> Company:
        """Who there is."""
        return self.ask(people.company)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@pytest.fixture
def stage(qtbot: QtBot, world: World) -> Iterator[Stage]:
    made = Stage(qtbot, world)
    yield made
    made.bridge.stop()


def cards(stage: Stage) -> tuple[RitualCard, ...]:
    return stage.ask(rituals.all_rituals)


def test_a_first_ritual_stands_on_the_calendar_after_the_keyboard_alone(stage: Stage) -> None:
    stage.open()
    enter = Qt.Key.Key_Return
    stage.key(enter)
    stage.type("Noor")
    stage.key(enter)
    stage.type("Joss")
    stage.key(enter)
    assert stage.at() == "closed"
    stage.key(enter)
    stage.key(Qt.Key.Key_Down)
    stage.key(Qt.Key.Key_Up)
    stage.key(enter)
    assert stage.at() == "ritual"
    stage.type("Say when we are back")
    stage.key(enter)
    assert stage.at() == "reminders"
    stage.key(enter)
    assert stage.doors[0].state == "open"
    assert [person.name for person in stage.company().people] == ["Noor", "Joss"]

    def tomorrow(session: Session) -> tuple[Happening, ...]:
        return rituals.happenings(session, session.today() + timedelta(days=1), 1)

    (happening,) = stage.ask(tomorrow)
    assert happening.card.ritual.title == "Say when we are back"
    assert happening.due.at.astimezone().minute == 45


def test_the_mouse_needs_at_most_twelve_clicks_to_a_ritual(stage: Stage) -> None:
    stage.open()
    stage.click("start-next")
    stage.type("Noor")
    stage.click("start-next")
    stage.type("Joss")
    stage.click("start-next")
    stage.click("start-next")
    stage.click("moment-coming_home")
    stage.click("start-next")
    stage.click("start-ideas")
    stage.click("idea-r02")
    stage.click("start-next")
    stage.click("start-next")
    assert stage.doors
    assert stage.clicks <= 12
    (card,) = cards(stage)
    assert card.ritual.template == "r02"
    assert card.ritual.steps


def test_the_other_says_yes_when_they_are_here(stage: Stage) -> None:
    stage.open()
    stage.click("start-next")
    stage.click("start-next")
    stage.type("Joss")
    stage.click("start-together")
    stage.click("start-next")
    stage.click("start-next")
    stage.click("moment-end_of_day")
    stage.click("start-next")
    stage.type("Lights out, one good thing")
    toggle = stage.part(Toggle, "start-yes")
    assert "Joss" in toggle.text()
    toggle.click()
    stage.click("start-next")
    stage.click("start-next")
    (card,) = cards(stage)
    assert card.ritual.active
    assert card.waiting_for == ()


def test_without_that_yes_the_other_is_asked(stage: Stage) -> None:
    stage.open()
    for _ in range(2):
        stage.click("start-next")
    stage.click("start-together")
    stage.click("start-next")
    stage.click("start-next")
    stage.click("moment-goodbye")
    stage.click("start-next")
    stage.type("A wave")
    # Enter on a switch goes on; it never says yes for somebody.
    stage.part(Toggle, "start-yes").setFocus()
    stage.key(Qt.Key.Key_Return)
    stage.click("start-next")
    (card,) = cards(stage)
    assert [person.name for person in card.waiting_for] == ["Your person"]


def test_skipping_everything_opens_today_with_plain_names(stage: Stage) -> None:
    stage.open()
    stage.click("start-skip")
    assert stage.doors[0].state == "open"
    assert [person.name for person in stage.company().people] == ["You", "Your person"]
    assert stage.company().at_home == stage.company().here
    assert cards(stage) == ()


def test_skipping_step_by_step_opens_today_as_well(stage: Stage) -> None:
    stage.open()
    stage.click("start-next")
    for _ in range(4):
        stage.click("start-skip")
    assert stage.at() == "reminders"
    stage.click("start-next")
    assert stage.doors
    assert cards(stage) == ()


def test_alt_left_goes_back_and_keeps_what_was_typed(stage: Stage) -> None:
    stage.open()
    stage.key(Qt.Key.Key_Return)
    stage.type("Noor")
    stage.key(Qt.Key.Key_Return)
    stage.key(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert stage.at() == "you"
    assert stage.part(LineField, "start-name").words() == "Noor"


def test_a_start_that_was_killed_goes_on_where_it_was(stage: Stage, qtbot: QtBot, world: World) -> None:
    stage.open()
    stage.click("start-next")
    stage.type("Noor")
    stage.click("start-next")
    stage.type("Jo")
    qtbot.wait(500)
    stage.rest()
    stage.bridge.stop()

    again = Stage(qtbot, world)
    again.open()
    assert again.at() == "other"
    assert again.part(LineField, "start-other").words() == "Jo"
    again.type("ss")
    again.key(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert again.part(LineField, "start-name").words() == "Noor"
    again.click("start-next")
    assert again.part(LineField, "start-other").words() == "Joss"
    again.bridge.stop()


def test_a_resumed_ritual_keeps_its_days_and_its_time(stage: Stage, qtbot: QtBot, world: World) -> None:
    stage.open()
    for _ in range(4):
        stage.click("start-next")
    stage.click("moment-coming_home")
    stage.click("start-next")
    stage.type("Shoes off, tea on")
    stage.part(LetterField, "start-steps").set_words("Kettle\nTwo cups")
    page = stage.page.step()
    before = page.answers()
    stage.key(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert stage.at() == "moment"
    stage.click("start-next")
    assert stage.page.step().answers() == before
    stage.click("start-next")
    stage.bridge.stop()

    again = Stage(qtbot, world)
    again.open()
    assert again.at() == "reminders"
    again.click("start-back")
    assert again.page.step().answers() == before
    again.click("start-next")
    again.click("start-next")
    (card,) = cards(again)
    assert card.ritual.steps == ("Kettle", "Two cups")
    again.bridge.stop()


PHRASE = "tulip ferry mango otter seven"


def choose_passphrase(stage: Stage) -> None:
    for _ in range(3):
        stage.click("start-next")
    stage.click("start-passphrase")
    stage.type(PHRASE)
    stage.part(LineField, "passphrase-again").set_words(PHRASE)


def test_a_passphrase_closes_the_private_place_and_is_kept_nowhere(stage: Stage, qtbot: QtBot, world: World) -> None:
    stage.open()
    choose_passphrase(stage)
    stage.click("start-next")
    started = stage.ask(lambda session: session.computer.setting("started"))
    assert PHRASE not in str(started)
    stage.click("start-skip")
    stage.click("start-next")
    (me,) = stage.company().with_passphrase
    assert stage.ask(lambda session: people.confirm_passphrase(session, PHRASE))
    stage.bridge.stop()

    again = Stage(qtbot, world)
    door = again.ask(opening.approach)
    assert door.state == "closed"
    assert [label.id for label in door.people if label.has_passphrase] == [me]
    again.bridge.stop()


def test_a_passphrase_that_was_not_kept_is_asked_for_again(stage: Stage, qtbot: QtBot, world: World) -> None:
    stage.open()
    choose_passphrase(stage)
    stage.click("start-next")
    assert stage.at() == "moment"
    stage.bridge.stop()
    again = Stage(qtbot, world)
    again.open()
    assert again.at() == "closed"
    assert "once more" in again.sentence()
    again.bridge.stop()


@pytest.mark.parametrize(
    ("typed", "again", "word"),
    [
        ("short", "short", "short"),
        ("aaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaa", "guess"),
        (PHRASE, "other", "differ"),
    ],
)
def test_a_passphrase_that_will_not_do_is_answered_in_one_sentence(
    stage: Stage, typed: str, again: str, word: str
) -> None:
    stage.open()
    for _ in range(3):
        stage.click("start-next")
    stage.click("start-passphrase")
    stage.type(typed)
    stage.part(LineField, "passphrase-again").set_words(again)
    stage.click("start-next")
    assert stage.at() == "closed"
    assert word in stage.sentence()
    assert stage.part(LineField, "passphrase").words() == typed


def test_strength_is_said_in_words_and_names_count_for_nothing(stage: Stage) -> None:
    stage.open()
    stage.click("start-next")
    stage.type("Evangeline")
    for _ in range(2):
        stage.click("start-next")
    stage.click("start-passphrase")
    strength = stage.part(Text, "passphrase-strength")
    field = stage.part(LineField, "passphrase")
    said = []
    for words in ("tulip", "evangelineevangeline", PHRASE):
        field.set_words(words)
        said.append(strength.text())
    assert said == ["Too short", "Easy to guess", "Strong"]


def test_five_words_are_offered_drawn_anew_and_used_without_typing_twice(stage: Stage) -> None:
    stage.open()
    for _ in range(3):
        stage.click("start-next")
    stage.click("start-passphrase")
    offer = stage.part(Text, "passphrase-five")
    first = offer.text()
    assert len(first.split()) == 5
    stage.click("passphrase-another")
    assert offer.text() != first
    stage.click("passphrase-use")
    assert stage.part(LineField, "passphrase").text() == offer.text()
    stage.click("start-next")
    assert stage.at() == "moment"


@pytest.mark.parametrize(
    "name",
    ["👩🏽‍🚀 Ada", "<b>Noor</b>", "نور الهدى", "a\u0301" * 30, "W" * 100_000, "\ud800x\0y"],
    ids=["emoji", "markup", "rtl", "accents", "endless", "unstorable"],
)
def test_any_name_is_kept_and_shown_as_it_is(stage: Stage, name: str) -> None:
    stage.open(720)
    stage.click("start-next")
    stage.part(LineField, "start-name").insert(name)
    stage.click("start-next")
    stage.part(LineField, "start-other").insert(name)
    stage.click("start-together")
    assert findings(stage.window, 720) == []
    for _ in range(2):
        stage.click("start-next")
    stage.click("moment-goodbye")
    stage.click("start-next")
    assert findings(stage.window, 720) == []
    stage.type("A wave")
    stage.click("start-next")
    stage.click("start-next")
    kept = [person.name for person in stage.company().people]
    assert kept[0] == kept[1]
    assert 0 < len(kept[0]) <= 80
    if len(name) < 60 and "\0" not in name:
        assert kept[0] == name


class LockedDisk:
    """A key store on a disk that can't be written until somebody makes room."""

    def __init__(self, inner: Ports) -> None:
        self.inner = inner.stores[0]
        self.writable = False
        self.after = 0

    def get(self, name: str) -> bytes | None:
        return self.inner.get(name)

    def put(self, name: str, key: bytes) -> None:
        if not self.writable and self.after <= 0:
            raise OSError(30, "read-only")
        self.after -= 1
        self.inner.put(name, key)

    def remove(self, name: str) -> None:
        self.inner.remove(name)


@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_a_disk_that_gives_out_loses_no_word_and_the_same_button_tries_again(
    qtbot: QtBot, world: World, after: int
) -> None:
    disk = LockedDisk(world.ports())
    disk.after = after
    ports = replace(world.ports(), stores=[disk])
    stage = Stage(qtbot, world, ports)
    stage.open()
    stage.click("start-next")
    stage.type("Noor")
    stage.click("start-next")
    stage.type("Joss")
    stage.click("start-together")
    for _ in range(2):
        stage.click("start-next")
    stage.click("start-skip")
    stage.click("start-next")
    assert not stage.doors
    assert "safe on this screen" in stage.sentence()
    stage.click("start-back")
    stage.page.go_on()
    stage.page.pass_by()
    disk.writable = True
    stage.click("start-next")
    assert stage.doors[0].state == "open"
    assert [label.name for label in stage.doors[0].people] == ["Noor", "Joss"]
    assert stage.sentence() == ""
    stage.bridge.stop()


def test_a_folder_that_holds_other_things_is_left_alone(stage: Stage, world: World) -> None:
    stage.open()
    world.folder.mkdir()
    (world.folder / "letter.txt").write_text("mine")
    stage.click("start-next")
    stage.type("Noor")
    assert "left it alone" in stage.sentence()
    stage.click("start-next")
    stage.click("start-back")
    assert stage.part(LineField, "start-name").words() == "Noor"
    assert {entry.name for entry in world.folder.iterdir()} - {"lock"} == {"letter.txt"}
    assert (world.folder / "letter.txt").read_text() == "mine"


def test_how_to_be_reminded_is_kept(stage: Stage) -> None:
    stage.open()
    for _ in range(4):
        stage.click("start-next")
    stage.click("moment-goodbye")
    stage.click("start-next")
    stage.type("A wave")
    stage.click("start-next")
    for name in ("start-remind", "start-hide", "start-quiet"):
        stage.part(Toggle, name).click()
    stage.click("start-next")
    chosen: Settings = stage.ask(settings.read)
    assert (chosen.reminders, chosen.quiet_on) == (False, False)
    (card,) = cards(stage)
    assert not card.ritual.hide_words


def test_a_ritual_without_a_day_or_a_name_stays_on_its_page(stage: Stage) -> None:
    stage.open()
    for _ in range(4):
        stage.click("start-next")
    stage.click("start-next")
    assert stage.at() == "moment"
    assert stage.sentence()
    stage.click("moment-other")
    stage.click("start-next")
    stage.click("start-next")
    assert stage.at() == "ritual"
    assert "name" in stage.sentence()
    stage.type("A walk")
    assert stage.sentence() == ""


def test_friends_are_offered_no_touch(stage: Stage) -> None:
    stage.open()
    for _ in range(2):
        stage.click("start-next")
    kinds = stage.part(QWidget, "start-kind").findChildren(QWidget)
    QTest.mouseClick(kinds[1], Qt.MouseButton.LeftButton)
    for _ in range(2):
        stage.click("start-next")
    stage.click("moment-goodbye")
    stage.click("start-next")
    assert stage.page.step().findChild(QWidget, "idea-r01") is not None
    assert stage.page.step().findChild(QWidget, "idea-r01t") is None


def test_no_step_flashes_a_window_of_its_own(stage: Stage) -> None:
    stage.open()
    for step in ORDER:
        stage.page._show(step)
        stage.rest()
        assert stage.window.isActiveWindow(), step


def test_safety_is_one_press_away_on_each_step(stage: Stage) -> None:
    stage.open()
    for step in ORDER:
        stage.page._show(step)
        stage.click("start-safety")
    assert len(stage.safety) == len(ORDER)


@pytest.mark.parametrize("mirrored", [False, True], ids=["ltr", "rtl"])
@pytest.mark.parametrize(("width", "scale"), [(1180, 1.0), (720, 1.0), (1180, 2.0), (720, 2.0)])
def test_nothing_is_clipped_on_any_step(stage: Stage, width: int, scale: float, mirrored: bool) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    Theme("light", scale).apply(application)
    if mirrored:
        application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    stage.open(width)
    found: dict[str, list[str]] = {}
    for step in ORDER:
        stage.page._show(step)
        if step == "closed":
            stage.part(PickCard, "start-passphrase").click()
        if step == "ritual":
            stage.part(QWidget, "start-ideas").setFocus()
            stage.click("start-ideas")
        stage.rest()
        assert [top for top in application.topLevelWidgets() if top.isVisible()] == [stage.window]
        if defects := findings(stage.window, width):
            found[step] = defects
    assert found == {}
