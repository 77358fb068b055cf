"""The door: who is here, a passphrase that is wrong, hiding, and trouble with the vault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from bondapp.services import opening
from bondapp.services.opening import Door
from bondapp.services.session import Session
from bondapp.ui.bridge import Bridge, Problem
from bondapp.ui.door import DoorPage, HiddenPage, Patience, TroublePage, WhoButton
from bondapp.ui.theme import Theme
from bondapp.ui.widgets import Button, FocusRing, LineField, Text
from screen_audit import findings
from world import World, named

PHRASE = "tulip ferry mango otter seven"
P = TypeVar("P", bound=QObject)
R = TypeVar("R")


class Stage:
    """A window with one page of the door in it, over a real vault."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self.qtbot, self.session = qtbot, session
        self.bridge = Bridge(lambda: session)
        self.doors: list[Door] = []
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        FocusRing(self.window)

    def show(self, page: QWidget, width: int = 1180) -> None:
        """Put a page into the window."""
        opened = getattr(page, "opened", None)
        if opened is not None:
            opened.connect(self.doors.append)
        self.window.setCentralWidget(page)
        self.window.resize(width, 760)
        with self.qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.rest()

    def rest(self) -> None:
        """Wait until the store has answered and queued calls are done."""
        for _ in range(3):
            self.qtbot.waitUntil(lambda: not self.bridge.busy)
            self.qtbot.wait(5)

    def part(self, kind: type[P], name: str) -> P:
        """A visible widget by name."""
        found = [w for w in self.window.findChildren(kind, name) if isinstance(w, QWidget) and w.isVisible()]
        assert found, name
        return found[-1]

    def has(self, name: str) -> bool:
        """Whether a widget of this name is shown."""
        return any(w.isVisible() for w in self.window.findChildren(QWidget, name))

    def click(self, name: str) -> None:
        """Press a button by mouse."""
        QTest.mouseClick(self.part(QWidget, name), Qt.MouseButton.LeftButton)
        self.rest()

    def enter(self, words: str) -> None:
        """Type into the passphrase field and press Enter."""
        field = self.part(LineField, "door-passphrase")
        field.selectAll()
        QTest.keyClicks(field, words)
        QTest.keyClick(field, Qt.Key.Key_Return)
        self.rest()

    def words(self) -> str:
        """Everything that can be read on the page, by eye or by screen reader."""
        shown = [w for w in self.window.findChildren(QWidget) if w.isVisible()]
        labels = [w.text() for w in shown if isinstance(w, QLabel)]
        return "\n".join([*labels, *(w.accessibleName() for w in shown), *(w.toolTip() for w in shown)])

    def ask(self, call: Callable[[Session], R]) -> R:
        """Something of the store."""
        found: list[R] = []
        self.bridge.ask(call, found.append)
        self.rest()
        return found[0]


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Callable[[Session], Stage]]:
    made: list[Stage] = []

    def make(session: Session) -> Stage:
        made.append(Stage(qtbot, session))
        return made[-1]

    yield make
    for one in made:
        one.bridge.stop()


Make = Callable[[Session], Stage]


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def ids(session: Session) -> tuple[str, str]:
    return named(session, "Noor").id, named(session, "Joss").id


def test_a_person_without_a_passphrase_comes_in_with_one_press(stage: Make, world: World) -> None:
    session = world.pair()
    _, joss = ids(session)
    door = opening.lock(session)
    at = stage(session)
    at.show(DoorPage(at.bridge, door))
    at.click("door-" + joss)
    assert at.doors[0].state == "open"
    assert at.ask(lambda s: s.here) == (joss,)


def test_both_come_in_together_where_somebody_needs_no_passphrase(stage: Make, world: World) -> None:
    session = world.pair(passphrase=PHRASE)
    noor, joss = ids(session)
    at = stage(session)
    at.show(DoorPage(at.bridge, opening.lock(session)))
    at.click("door-together")
    assert at.ask(lambda s: s.here) == (noor, joss)


def test_both_is_not_offered_where_every_place_is_locked(stage: Make, world: World) -> None:
    session = world.pair(together=False, passphrase=PHRASE)
    at = stage(session)
    at.show(DoorPage(at.bridge, opening.lock(session)))
    assert not at.has("door-together")
    assert at.has("door-passphrase")


def test_a_wrong_passphrase_is_one_sentence_with_the_words_selected(stage: Make, world: World) -> None:
    session = world.pair(passphrase=PHRASE)
    noor, _ = ids(session)
    at = stage(session)
    at.show(DoorPage(at.bridge, opening.lock(session)))
    at.click("door-" + noor)
    at.enter("something else entirely")
    field = at.part(LineField, "door-passphrase")
    assert "doesn’t open" in at.part(Text, "door-problem").text()
    assert field.hasFocus()
    assert field.selectedText() == field.text()
    assert not at.doors
    at.enter(PHRASE)
    assert at.doors[0].state == "open"
    assert field.text() == ""


def test_three_wrong_tries_bring_a_wait_that_grows_and_ends(stage: Make, world: World, qtbot: QtBot) -> None:
    session = world.pair(passphrase=PHRASE)
    noor, _ = ids(session)
    at = stage(session)
    page = DoorPage(at.bridge, opening.lock(session))
    page.patience = Patience(base=0.3)
    at.show(page)
    at.click("door-" + noor)
    at.enter("wrong one")
    at.enter("wrong two")
    assert at.part(Button, "door-open").isEnabled()
    at.enter("wrong three")
    assert at.part(Button, "door-open").text() == "In a moment…"
    at.enter(PHRASE)
    assert not at.doors
    qtbot.waitUntil(lambda: at.part(Button, "door-open").isEnabled())
    at.enter(PHRASE)
    assert at.doors


def test_waits_double_up_to_half_a_minute_and_lock_nobody_out() -> None:
    patience = Patience()
    assert [patience.wrong() for _ in range(8)] == [0, 0, 2, 4, 8, 16, 30, 30]
    patience.right()
    assert patience.wrong() == 0


def test_going_back_to_the_others_keeps_the_wait(stage: Make, world: World) -> None:
    session = world.pair(passphrase=PHRASE)
    noor, joss = ids(session)
    at = stage(session)
    at.show(DoorPage(at.bridge, opening.lock(session)))
    at.click("door-" + noor)
    at.click("door-back")
    at.click("door-" + joss)
    assert at.doors


def test_the_door_works_by_keyboard_alone(stage: Make, world: World) -> None:
    session = world.pair()
    noor, _ = ids(session)
    at = stage(session)
    at.show(DoorPage(at.bridge, opening.lock(session)))
    focus = at.window.focusWidget()
    assert isinstance(focus, WhoButton)
    QTest.keyClick(focus, Qt.Key.Key_Return)
    at.rest()
    assert at.ask(lambda s: s.here) == (noor,)


def test_hiding_locks_and_names_nobody_until_somebody_asks(stage: Make, world: World) -> None:
    session = world.pair(passphrase=PHRASE)
    at = stage(session)
    at.show(HiddenPage(at.bridge))
    assert at.ask(lambda s: s.here) == ()
    assert at.ask(lambda s: s.person) is None
    words = at.words()
    assert "Locked" in words
    assert "Noor" not in words
    assert "Joss" not in words
    at.click("hidden-who")
    assert "Noor" in at.words()


def test_what_was_hidden_opens_again_with_its_passphrase(stage: Make, world: World) -> None:
    session = world.pair(passphrase=PHRASE)
    noor, _ = ids(session)
    at = stage(session)
    at.show(HiddenPage(at.bridge))
    assert not at.has("hidden-open")
    at.enter("not this")
    assert not at.doors
    at.enter(PHRASE)
    assert at.ask(lambda s: s.here) == (noor,)
    assert at.doors


@pytest.mark.parametrize("who", ["Noor", "Joss", "both"])
def test_without_a_passphrase_one_press_opens_again_as_it_was(stage: Make, world: World, who: str) -> None:
    session = world.pair()
    if who == "both":
        opening.together(session)
    else:
        opening.enter(session, named(session, who).id)
    here = session.here
    at = stage(session)
    at.show(HiddenPage(at.bridge))
    at.click("hidden-open")
    assert at.doors[0].state == "open"
    assert at.ask(lambda s: s.here) == here


def test_words_on_their_way_to_the_store_are_kept_before_hiding_locks_it(stage: Make, world: World) -> None:
    from bondapp.services import drafts
    from bondapp.ui.drafts import DraftKeeper

    session = world.pair()
    at = stage(session)
    field = QLineEdit()
    field.setAccessibleName("when")
    DraftKeeper(at.bridge, "need/new/when", field)
    at.show(field)
    field.setText("half a thought")
    field.hide()
    at.show(HiddenPage(at.bridge))
    at.click("hidden-open")
    assert at.ask(lambda s: drafts.find(s, "need/new/")) == {"need/new/when": "half a thought"}


@pytest.mark.parametrize("code", ["newer", "missing", "not_a_vault", "damaged", "read_only"])
def test_trouble_is_one_sentence_and_what_to_do(stage: Make, world: World, code: str) -> None:
    at = stage(world.closed_session())
    page = TroublePage(Problem(code))
    heard: list[str] = []
    page.again.connect(lambda: heard.append("again"))
    page.anew.connect(lambda: heard.append("anew"))
    page.quit.connect(lambda: heard.append("quit"))
    at.show(page)
    assert "went wrong" not in at.part(Text, "trouble-sentence").text()
    assert at.has("trouble-anew") == (code == "missing")
    at.click("trouble-again")
    at.click("trouble-quit")
    assert heard == ["again", "quit"]


def test_beginning_anew_says_first_what_it_means(stage: Make, world: World) -> None:
    at = stage(world.closed_session())
    page = TroublePage(Problem("missing"))
    heard: list[str] = []
    page.anew.connect(lambda: heard.append("anew"))
    at.show(page)
    at.click("trouble-anew")
    assert heard == []
    assert "deletes nothing" in at.words()
    at.click("trouble-stay")
    assert not at.has("trouble-anew-sure")
    at.click("trouble-anew")
    at.click("trouble-anew-sure")
    assert heard == ["anew"]


@pytest.mark.parametrize("mirrored", [False, True], ids=["ltr", "rtl"])
@pytest.mark.parametrize("shape", [(1180, 1.0), (720, 1.0), (1180, 2.0), (720, 2.0)], ids=str)
def test_nothing_is_clipped_at_the_door(
    stage: Make, world: World, dressed: QApplication, shape: tuple[int, float], mirrored: bool
) -> None:
    width, scale = shape
    Theme("light", scale).apply(dressed)
    if mirrored:
        dressed.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    session = world.pair(passphrase=PHRASE)
    noor, _ = ids(session)
    session.computer.keep_setting("labels", {noor: ["<b>" + "W" * 77, "rose"]})
    at = stage(session)
    door = opening.lock(session)
    at.show(DoorPage(at.bridge, door), width)
    found = findings(at.window, width)
    at.click("door-" + noor)
    at.enter("wrong")
    found += findings(at.window, width)
    at.show(HiddenPage(at.bridge), width)
    found += findings(at.window, width)
    page = TroublePage(Problem("missing"))
    at.show(page, width)
    at.click("trouble-anew")
    assert found + findings(at.window, width) == []
