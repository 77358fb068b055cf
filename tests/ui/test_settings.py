"""Settings: each change is kept at once, nothing typed is lost, and a passphrase is never changed by a passer-by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import time, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from bondapp.services import opening, people, settings
from bondapp.services.session import Session
from bondapp.services.settings import Settings
from bondapp.ui.bridge import Bridge
from bondapp.ui.notices import ProblemLine
from bondapp.ui.settings import SettingsPlace
from bondapp.ui.theme import Theme
from bondapp.ui.widgets import Chip, ChoiceChips, FocusRing, LineField, Scroll, Text, TimeField, Toggle
from screen_audit import findings
from world import World, named

PHRASE = "tulip ferry mango otter seven"
OTHER = "gravel lantern sonnet perch dune"
P = TypeVar("P", bound=QObject)
R = TypeVar("R")


class Stage:
    """Settings in a window of their own, over a real vault."""

    def __init__(self, qtbot: QtBot, session: Session, width: int = 944, item: str = "") -> None:
        self.qtbot = qtbot
        company = people.company(session)
        self.bridge = Bridge(lambda: session)
        self.page = SettingsPlace(self.bridge, company, item)
        self.bridge.changed.connect(lambda nouns: self.page.refresh() if nouns & self.page.shows else None)
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        FocusRing(self.window)
        self.window.setCentralWidget(self.page)
        self.window.resize(width, 760)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.page.refresh()
        self.rest()

    def rest(self) -> None:
        """Wait until the store has answered and queued calls are done."""
        for _ in range(3):
            self.qtbot.waitUntil(lambda: not self.bridge.busy)
            self.qtbot.wait(5)

    def settle(self) -> None:
        """Wait until the page stands where it was asked to."""
        self.qtbot.waitUntil(lambda: self.page._settled)

    def part(self, kind: type[P], name: str) -> P:
        """A widget by name."""
        found = self.window.findChild(kind, name)
        assert found is not None, name
        return found

    def click(self, name: str) -> None:
        """Press something."""
        widget = self.part(QWidget, name)
        area = self.window.findChild(Scroll)
        assert area is not None
        area.reveal(widget)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.rest()

    def pick(self, name: str, label: str) -> None:
        """Press one chip of a group."""
        chip = next(c for c in self.part(ChoiceChips, name).findChildren(Chip) if c.text() == label)
        chip.click()
        self.rest()

    def ask(self, call: Callable[[Session], R]) -> R:
        """Something of the store."""
        found: list[R] = []
        self.bridge.ask(call, found.append)
        self.rest()
        return found[0]

    def settings(self) -> Settings:
        """What is kept."""
        return self.ask(settings.read)

    def problems(self) -> list[str]:
        """The problems shown."""
        return [line.sentence() for line in self.window.findChildren(ProblemLine) if line.isVisible()]


Make = Callable[..., Stage]


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Make]:
    made: list[Stage] = []

    def make(session: Session, width: int = 944, item: str = "") -> Stage:
        made.append(Stage(qtbot, session, width, item))
        return made[-1]

    yield make
    for one in made:
        one.bridge.stop()


def test_every_choice_is_kept_at_once_and_said(stage: Make, world: World) -> None:
    at = stage(world.pair())
    assert not at.part(QWidget, "settings-saved").isVisible()
    at.pick("settings-look", "Dark")
    assert at.part(QWidget, "settings-saved").isVisible()
    at.pick("settings-scale", "150 %")
    at.pick("settings-per-day", "4")
    for name in ("settings-motion", "settings-contrast", "settings-reminders"):
        at.click(name)
    at.part(TimeField, "settings-quiet-from").setTime(at.part(TimeField, "settings-quiet-from").time().addSecs(1800))
    at.rest()
    kept = at.settings()
    assert (kept.look, kept.scale, kept.per_day) == ("dark", 1.5, 4)
    assert (kept.reduced_motion, kept.more_contrast, kept.reminders) == (True, True, False)
    assert kept.quiet_from == time(22, 30)


def test_choices_are_there_after_the_next_start(stage: Make, world: World) -> None:
    at = stage(world.pair())
    at.pick("settings-look", "Light")
    at.click("settings-quiet")
    at.bridge.stop()
    again = stage(world.session())
    assert again.part(ChoiceChips, "settings-look").value() == "light"
    assert not again.part(Toggle, "settings-quiet").isChecked()
    assert not again.part(TimeField, "settings-quiet-from").isVisible()


def test_a_new_name_is_kept_while_typing_and_the_caret_stays(stage: Make, world: World, qtbot: QtBot) -> None:
    at = stage(world.pair())
    field = at.part(LineField, "settings-name-me")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "Nour")
    qtbot.waitUntil(lambda: at.ask(people.company).people[0].name == "Nour", timeout=3000)
    assert field.hasFocus()
    QTest.keyClicks(field, " H.")
    at.part(LineField, "settings-pronoun-me").setFocus()
    at.rest()
    assert at.ask(people.company).people[0].name == "Nour H."


def test_an_empty_name_is_one_sentence_and_changes_nothing(stage: Make, world: World) -> None:
    at = stage(world.pair())
    field = at.part(LineField, "settings-name-me")
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    at.part(LineField, "settings-pronoun-me").setFocus()
    at.rest()
    assert len(at.problems()) == 1
    assert at.ask(people.company).people[0].name == "Noor"
    QTest.keyClicks(field, "N")
    at.part(LineField, "settings-pronoun-me").setFocus()
    at.rest()
    field.setFocus()
    QTest.keyClicks(field, "o")
    at.part(LineField, "settings-pronoun-me").setFocus()
    at.rest()
    assert at.problems() == []


def test_a_colour_is_chosen_with_the_arrow_keys(stage: Make, world: World) -> None:
    at = stage(world.pair())
    plum = at.part(QWidget, "colour-plum")
    plum.setFocus()
    QTest.keyClick(plum, Qt.Key.Key_Left)
    at.rest()
    assert at.ask(people.company).people[0].colour == "slate"


def test_a_passphrase_is_set_and_removed_by_the_one_who_knows_it(stage: Make, world: World) -> None:
    at = stage(world.pair())
    at.click("settings-passphrase-set")
    at.part(LineField, "passphrase").set_words(PHRASE)
    at.part(LineField, "passphrase-again").set_words(PHRASE)
    at.click("settings-passphrase-keep")
    assert len(at.ask(people.company).with_passphrase) == 1
    assert at.part(LineField, "passphrase").text() == ""
    assert "locked" in at.part(Text, "settings-closed-state").text()
    at.click("settings-passphrase-remove")
    at.part(LineField, "settings-passphrase-now").set_words("not this one at all")
    at.click("settings-passphrase-keep")
    assert len(at.problems()) == 1
    assert len(at.ask(people.company).with_passphrase) == 1
    at.part(LineField, "settings-passphrase-now").set_words(PHRASE)
    at.click("settings-passphrase-keep")
    assert at.ask(people.company).with_passphrase == ()
    assert at.problems() == []


def test_changing_a_passphrase_asks_for_the_one_in_force(stage: Make, world: World) -> None:
    at = stage(world.pair(passphrase=PHRASE))
    at.click("settings-passphrase-set")
    for name in ("passphrase", "passphrase-again"):
        at.part(LineField, name).set_words(OTHER)
    at.click("settings-passphrase-keep")
    assert len(at.problems()) == 1
    at.part(LineField, "settings-passphrase-now").set_words(PHRASE)
    at.click("settings-passphrase-keep")
    assert at.ask(lambda s: people.confirm_passphrase(s, OTHER))


def test_reminders_rest_until_a_morning_and_go_on_at_a_press(stage: Make, world: World) -> None:
    at = stage(world.pair())
    at.click("settings-pause")
    until = at.settings().pause_until
    assert until is not None
    assert until.isoformat() == "2026-11-20T06:00:00+00:00"
    assert "07:00" in at.part(Text, "settings-paused-until").text()
    at.click("settings-resume")
    assert at.settings().pause_until is None


def test_a_pause_that_is_over_is_not_shown(stage: Make, world: World) -> None:
    session = world.pair()
    settings.change(session, pause_until=world.clock() - timedelta(minutes=1))
    at = stage(session)
    assert at.part(QWidget, "settings-pause").isVisible()


def test_a_person_who_is_not_here_yet_can_be_given_a_place(stage: Make, world: World) -> None:
    at = stage(world.pair(together=False), item="people")
    at.click("settings-welcome")
    assert len(at.ask(people.company).at_home) == 2
    assert at.window.findChild(QWidget, "settings-welcome") is None


def test_when_both_are_here_nobody_is_renamed_or_locked(stage: Make, world: World) -> None:
    session = world.pair()
    opening.together(session)
    at = stage(session)
    assert at.window.findChild(LineField, "settings-name-me") is None
    assert not at.part(QWidget, "settings-passphrase-set").isVisible()


def test_a_change_of_person_shows_that_person(stage: Make, world: World) -> None:
    session = world.pair()
    joss = named(session, "Joss").id
    at = stage(session)
    at.ask(lambda s: opening.enter(s, joss))
    at.rest()
    fields = [f for f in at.window.findChildren(LineField, "settings-name-me") if f.isVisible()]
    assert [field.words() for field in fields] == ["Joss"]


def test_about_says_where_the_words_lie_and_shows_the_licences(stage: Make, world: World) -> None:
    at = stage(world.pair())
    assert str(world.folder) == at.part(Text, "settings-folder").text()
    for name in ("fonts", "icons", "words"):
        at.click("settings-licence-" + name)
    words = "\n".join(text.text() for text in at.window.findChildren(Text) if text.isVisible())
    for known in ("SIL OPEN FONT LICENSE", "Phosphor", "CC BY 4.0", "not therapy"):
        assert known in words


def test_another_text_size_leaves_somebody_where_they_were(stage: Make, world: World, dressed: QApplication) -> None:
    at = stage(world.pair())
    group = at.part(ChoiceChips, "settings-scale")
    area = at.window.findChild(Scroll)
    assert area is not None
    area.reveal(group)
    at.settle()
    chosen = group.chips()[0]
    chosen.setFocus()
    QTest.keyClick(chosen, Qt.Key.Key_Right)
    at.rest()
    before, where = group.mapTo(area.viewport(), QPoint(0, 0)).y(), at.page.item
    at.bridge.stop()
    Theme("light", 1.1).apply(dressed)
    again = stage(world.session(), item=where)
    again.settle()
    group, area = again.part(ChoiceChips, "settings-scale"), again.window.findChild(Scroll)
    assert area is not None
    focused = again.window.focusWidget()
    assert isinstance(focused, Chip)
    assert (focused.text(), group.isAncestorOf(focused)) == ("110 %", True)
    assert area.verticalScrollBar().value() > 0
    assert abs(group.mapTo(area.viewport(), QPoint(0, 0)).y() - before) <= 2


def test_without_a_focus_the_part_in_view_stays_in_view(stage: Make, world: World) -> None:
    at = stage(world.pair(), item="reminders")
    at.settle()
    where = at.page.item
    assert where.startswith("reminders@")
    at.bridge.stop()
    again = stage(world.session(), item=where)
    again.settle()
    assert again.page.item == where


@pytest.mark.parametrize("mirrored", [False, True], ids=["ltr", "rtl"])
@pytest.mark.parametrize("shape", [(944, 1.0), (648, 1.0), (944, 2.0), (648, 2.0)], ids=str)
def test_nothing_is_clipped_in_settings(
    stage: Make, world: World, dressed: QApplication, shape: tuple[int, float], mirrored: bool
) -> None:
    width, scale = shape
    Theme("dark", scale).apply(dressed)
    if mirrored:
        dressed.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    session = world.pair(together=False, passphrase=PHRASE)
    people.change(session, named(session, "Joss").id, name="<b>" + "W" * 77)
    at = stage(session, width)
    at.click("settings-passphrase-set")
    at.click("settings-pause")
    at.click("settings-licence-icons")
    assert findings(at.window, width) == []
