"""The way through the window: coming in, places, who is here, hiding; by keys as much as by mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bondapp.services import needs, opening
from bondapp.services.needs import NeedForm
from bondapp.ui.bridge import Bridge
from bondapp.ui.door import DoorPage, HiddenPage, TroublePage
from bondapp.ui.firststart import FirstStart
from bondapp.ui.frame import Frame
from bondapp.ui.journey import Journey
from bondapp.ui.looks import Looks
from bondapp.ui.shell import Shell
from bondapp.ui.theme import T
from world import World

STRONG = "submarine hacksaw escalate recast polygraph"
PRIVATE = "what Noor keeps to herself"


class Stage:
    """A window on a world."""

    def __init__(self, world: World, qtbot: QtBot, app: QApplication) -> None:
        self.world = world
        self.qtbot = qtbot
        self.bridge = Bridge(world.closed_session)
        self.looks = Looks(app, Frame(look="light"))
        self.shell = Shell()
        self.shell.resize(1180, 760)
        self.shell.show()
        self.shell.dress()
        self.journey = Journey(self.shell, self.bridge, self.looks)

    def begin(self) -> None:
        """Knock and wait for what is behind the door."""
        self.journey.approach()
        self.rest()

    def rest(self) -> None:
        """Wait until nothing is under way."""
        self.qtbot.waitUntil(lambda: not self.bridge.busy)

    def until(self, ready: Callable[[], bool]) -> None:
        """Wait for something to come about."""
        self.qtbot.waitUntil(ready)
        self.rest()

    def person(self, name: str) -> str:
        """A member's id."""
        assert self.journey.company is not None
        return next(p.id for p in self.journey.company.people if p.name == name)

    def place(self) -> str:
        """The class of the place that is shown."""
        return type(self.journey.place).__name__

    def words(self) -> str:
        """Everything readable in the window."""
        found = []
        for widget in self.shell.findChildren(QWidget):
            if widget.isVisible():
                text = getattr(widget, "text", None)
                found.append(str(text()) if callable(text) else "")
                found.append(widget.accessibleName())
        return " ".join(found)


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot, dressed: QApplication) -> Iterator[Callable[..., Stage]]:
    """Opens windows on the pair's vault, or on none."""
    opened: list[Stage] = []

    def make(*, pair: bool = True, passphrase: str | None = None) -> Stage:
        world = World(tmp_path)
        if pair:
            session = world.pair(passphrase=passphrase)
            needs.save(session, NeedForm(when=PRIVATE))
            session.close()
        opened.append(Stage(world, qtbot, dressed))
        return opened[-1]

    yield make
    for one in opened:
        one.shell.hide()
        one.bridge.stop()
        one.shell.deleteLater()


def test_a_newcomer_comes_to_the_first_start_and_a_pair_to_today(stage: Callable[..., Stage], tmp_path: Path) -> None:
    new = stage(pair=False)
    new.begin()
    assert isinstance(new.shell.page, FirstStart)
    known = stage()
    known.begin()
    known.until(lambda: known.place() == "TodayPlace")
    assert tmp_path.exists()


def test_every_place_is_reached_by_its_key_and_left_by_alt_left(stage: Callable[..., Stage]) -> None:
    one = stage()
    one.begin()
    one.shell.activateWindow()
    places = {"1": "TodayPlace", "2": "NeedsPlace", "3": "RitualsPlace", "4": "RepairPlace"}
    for key, place in places.items():
        QTest.keyClick(one.shell, getattr(Qt.Key, f"Key_{key}"), Qt.KeyboardModifier.ControlModifier)
        one.until(lambda place=place: one.place() == place)  # type: ignore[misc] # - the loop's own value
    QTest.keyClick(one.shell, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    one.until(lambda: one.place() == "SettingsPlace")
    QTest.keyClick(one.shell, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    one.until(lambda: one.place() == "RepairPlace")


def test_when_both_are_here_nothing_private_is_on_the_screen(stage: Callable[..., Stage]) -> None:
    one = stage()
    one.begin()
    one.journey.go("needs")
    one.until(lambda: PRIVATE in one.words())
    one.journey.come("together")
    one.until(lambda: one.journey.company is not None and one.journey.company.together)
    assert PRIVATE not in one.words()
    one.journey.come(one.person("Joss"))
    one.until(lambda: one.journey.company is not None and one.journey.company.me is not None)
    one.journey.go("needs")
    one.rest()
    assert PRIVATE not in one.words()


def test_somebody_with_a_passphrase_is_asked_for_it(stage: Callable[..., Stage]) -> None:
    one = stage(passphrase=STRONG)
    one.begin()
    one.until(lambda: isinstance(one.shell.page, DoorPage))
    assert PRIVATE not in one.words()


def test_escape_three_times_blanks_the_window_at_once(stage: Callable[..., Stage]) -> None:
    one = stage()
    one.begin()
    one.journey.go("needs")
    one.until(lambda: PRIVATE in one.words())
    for _ in range(3):
        QTest.keyClick(one.shell, Qt.Key.Key_Escape)
    assert isinstance(one.shell.page, HiddenPage)
    assert PRIVATE not in one.words()
    assert "Noor" not in one.words()
    assert one.shell.windowTitle() == "Bond"


def test_trouble_at_the_start_is_told_and_looking_again_goes_on(stage: Callable[..., Stage], tmp_path: Path) -> None:
    one = stage()
    aside = tmp_path / "aside"
    one.world.folder.rename(aside)
    one.begin()
    assert isinstance(one.shell.page, TroublePage)
    aside.rename(one.world.folder)
    one.shell.page.again.emit()
    one.until(lambda: one.place() == "TodayPlace")


def test_larger_text_rebuilds_the_page_that_is_shown(stage: Callable[..., Stage]) -> None:
    one = stage()
    one.begin()
    one.journey.go("needs")
    one.rest()
    QTest.keyClick(one.shell, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    one.until(lambda: T().scale > 1.0)
    one.until(lambda: one.place() == "NeedsPlace")


def test_after_a_while_without_anybody_a_shared_computer_goes_back_to_both(stage: Callable[..., Stage]) -> None:
    one = stage()
    one.begin()
    one.until(lambda: one.place() == "TodayPlace")
    one.journey.away()
    one.until(lambda: one.journey.company is not None and one.journey.company.together)
    assert PRIVATE not in one.words()


def test_a_name_with_markup_is_shown_as_it_is_everywhere(stage: Callable[..., Stage], tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.closed_session()
    opening.approach(session)
    opening.begin(session, opening.Start("<b>N</b> & \U0001f9f6", "<img src='/x'>", "friends", together=True))
    session.close()
    one = stage(pair=False)
    one.begin()
    one.until(lambda: one.place() == "TodayPlace")
    assert "<b>N</b> & \U0001f9f6" in one.words()
    for place in ("needs", "rituals", "repair", "settings"):
        one.journey.go(place)
        one.rest()
        assert one.shell.windowTitle() == "Bond"


def test_after_going_somewhere_by_key_the_keyboard_is_there_too(stage: Callable[..., Stage]) -> None:
    one = stage()
    one.begin()
    one.shell.activateWindow()
    one.until(lambda: one.place() == "TodayPlace")
    QTest.keyClick(one.shell, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    one.until(lambda: one.place() == "RitualsPlace")
    one.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "go-rituals" or one.shell.page.isAncestorOf(focused)
