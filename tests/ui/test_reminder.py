"""Reminders: neutral by default, never in the way, and every answer reaches the app as it was meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QMenu, QWidget
from pytestqt.qtbot import QtBot

from bondapp.services.reminders import Knock
from bondapp.ui import reminder
from bondapp.ui.reminder import Banner, ReminderCard, notification_words
from bondapp.ui.theme import Theme
from bondapp.ui.widgets import Button, Text
from screen_audit import findings

DUE = datetime(2026, 11, 19, 17, 10, tzinfo=UTC)
ZONE = "Europe/Berlin"
HIDDEN = Knock("o1", "r1", DUE.date(), DUE, "ritual", False)
NAMED = replace(HIDDEN, occurrence="o2", words=True, title="Coming home", art="reunion")
PAUSE = replace(HIDDEN, occurrence="pause-1", kind="pause")
LOOK = replace(HIDDEN, occurrence="look_back-1", kind="look_back")
ALL = (HIDDEN, NAMED, PAUSE, LOOK)


@pytest.fixture
def card(qtbot: QtBot) -> ReminderCard:
    """A card that has nothing to say yet."""
    made = ReminderCard(ZONE, "Joss")
    qtbot.addWidget(made)
    return made


def said(widget: QWidget) -> list[str]:
    """Every visible line."""
    return [text.text() for text in widget.findChildren(Text) if text.isVisible()]


def offered(widget: QWidget) -> list[str]:
    """The visible buttons with words."""
    return [button.text() for button in widget.findChildren(Button) if button.isVisible() and button.text()]


def button(widget: QWidget, name: str) -> Button:
    """A visible button by its name."""
    return next(b for b in widget.findChildren(Button) if b.objectName() == name and b.isVisible())


def answers(card: ReminderCard) -> list[tuple[str, str]]:
    """What the card tells from now on."""
    told: list[tuple[str, str]] = []
    card.acted.connect(lambda knock, action: told.append((knock.occurrence, action)))
    return told


def test_without_leave_to_show_words_nothing_says_what_was_planned(card: ReminderCard) -> None:
    card.tell(replace(HIDDEN, title="Our secret", art="goodbye"), DUE)
    assert said(card) == ["A moment you planned", "18:10", "Open it when it suits you."]
    assert offered(card) == ["Open", "In 15 minutes", "Not today"]
    assert card.windowTitle() == "Bond"


def test_with_leave_it_says_its_name_and_with_whom(card: ReminderCard) -> None:
    card.tell(NAMED, DUE)
    assert said(card)[:2] == ["Coming home", "18:10, with Joss"]
    assert offered(card) == ["Start", "In 15 minutes", "Not today"]


def test_a_goodbye_says_when_you_part(card: ReminderCard) -> None:
    card.tell(replace(NAMED, art="goodbye"), DUE)
    assert said(card)[1] == "You part around 18:10"


def test_a_return_from_a_pause_offers_more_time(card: ReminderCard) -> None:
    told = answers(card)
    for name, action in (("start", "start"), ("ten-more", "ten_more"), ("tomorrow", "tomorrow")):
        card.tell(PAUSE, DUE)
        assert said(card)[0] == "You said you’d come back around now."
        assert offered(card) == ["Back", "Ten more minutes", "Tomorrow"]
        QTest.keyClick(button(card, f"reminder-{name}"), Qt.Key.Key_Space)
        assert told[-1] == ("pause-1", action)
        assert card.isHidden()


def test_a_look_back_is_quiet_about_what_it_looks_back_on(card: ReminderCard) -> None:
    card.tell(replace(LOOK, title="The quarrel"), DUE)
    assert said(card)[0] == "A look back you planned"
    assert not any("quarrel" in line for line in said(card))


@pytest.mark.parametrize(
    ("name", "action"),
    [("start", "start"), ("snooze", "snooze:15"), ("not-today", "not_today"), ("close", "closed")],
)
def test_each_button_says_one_thing_and_the_card_goes(card: ReminderCard, name: str, action: str) -> None:
    told = answers(card)
    card.tell(NAMED, DUE)
    QTest.mouseClick(button(card, f"reminder-{name}"), Qt.MouseButton.LeftButton, pos=QPoint(12, 12))
    assert told == [("o2", action)]
    assert card.isHidden()
    assert card.knock() is None


def test_escape_closes_it_and_leaves_it_on_today(card: ReminderCard) -> None:
    told = answers(card)
    card.tell(NAMED, DUE)
    QTest.keyClick(button(card, "reminder-start"), Qt.Key.Key_Escape)
    assert told == [("o2", "closed")]


def menu_of(card: QWidget) -> QMenu:
    """The menu of times that is open."""
    return next(menu for menu in card.findChildren(QMenu) if menu.isVisible())


@pytest.mark.parametrize("way", ["arrow", "key"])
def test_other_times_are_offered_by_arrow_and_by_key(card: ReminderCard, way: str) -> None:
    told = answers(card)
    card.tell(NAMED, DUE - timedelta(hours=2))
    snooze = button(card, "reminder-snooze")
    if way == "key":
        QTest.keyClick(snooze, Qt.Key.Key_Down)
    else:
        edge = QPoint(snooze.width() - 8, snooze.height() // 2)
        QTest.mousePress(snooze, Qt.MouseButton.LeftButton, pos=edge)
    menu = menu_of(card)
    words = [action.text() for action in menu.actions()]
    assert words == ["In 5 minutes", "In 15 minutes", "In 30 minutes", "This evening", "Tomorrow"]
    menu.actions()[3].trigger()
    assert told == [("o2", "snooze:evening")]
    menu.close()


def test_late_in_the_day_this_evening_is_not_offered(card: ReminderCard) -> None:
    card.tell(NAMED, DUE + timedelta(hours=3))
    QTest.keyClick(button(card, "reminder-snooze"), Qt.Key.Key_Down)
    menu = menu_of(card)
    assert "This evening" not in [action.text() for action in menu.actions()]
    menu.close()


def test_a_new_one_takes_the_place_of_the_one_before(card: ReminderCard) -> None:
    told = answers(card)
    card.tell(HIDDEN, DUE)
    assert card.tell(NAMED, DUE)
    assert said(card)[0] == "Coming home"
    assert told == []


def test_a_promised_return_is_not_covered_by_a_ritual(card: ReminderCard) -> None:
    card.tell(PAUSE, DUE)
    assert not card.tell(NAMED, DUE)
    assert said(card)[0] == "You said you’d come back around now."


def test_it_asks_the_desktop_never_to_give_it_the_focus(card: ReminderCard) -> None:
    card.tell(NAMED, DUE)
    assert card.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert card.windowHandle().property("_q_showWithoutActivating") is True
    assert card.windowFlags() & Qt.WindowType.Tool == Qt.WindowType.Tool
    assert not card.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)


def test_a_banner_leaves_the_focus_where_somebody_types(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    field = QLineEdit()
    window.setCentralWidget(field)
    window.show()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    Banner(window, ZONE).tell(NAMED, DUE)
    QApplication.processEvents()
    assert field.hasFocus()


def test_it_is_spoken_once_and_says_no_more_than_it_shows(card: ReminderCard, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(reminder, "announce", lambda _widget, words: heard.append(words))
    card.tell(HIDDEN, DUE)
    card.tell(HIDDEN, DUE)
    assert heard == ["A moment you planned. 18:10"]


def test_closing_it_by_the_desktops_keys_leaves_it_on_today(card: ReminderCard) -> None:
    told = answers(card)
    card.tell(NAMED, DUE)
    card.close()
    assert told == [("o2", "closed")]


def test_it_stands_wholly_on_the_screen(card: ReminderCard) -> None:
    screen = QGuiApplication.primaryScreen().availableGeometry()
    card.tell(replace(NAMED, title="word " * 60), DUE)
    shown = QRect(card.geometry()).adjusted(22, 22, -22, -22)
    assert screen.contains(shown)


def test_titles_stand_as_they_were_typed(card: ReminderCard) -> None:
    card.tell(replace(NAMED, title="<b>Tea</b> & 🌙"), DUE)
    assert said(card)[0] == "<b>Tea</b> & 🌙"


@pytest.mark.parametrize("knock", ALL)
@pytest.mark.parametrize("look", [("light", 1.0, False), ("dark", 2.0, False), ("light", 2.0, True)])
def test_every_kind_fits(
    card: ReminderCard, dressed: QApplication, knock: Knock, look: tuple[str, float, bool]
) -> None:
    mode, scale, rtl = look
    Theme("dark" if mode == "dark" else "light", scale).apply(dressed)
    if rtl:
        dressed.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    card.tell(knock, DUE)
    QApplication.processEvents()
    assert findings(card) == []


@pytest.mark.parametrize("width", [1180, 720])
def test_the_banner_stays_inside_its_window(qtbot: QtBot, width: int) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    ground = QWidget()
    window.setCentralWidget(ground)
    window.resize(1400, 700)
    window.show()
    stack = Banner(ground, ZONE, "Joss")
    told: list[str] = []
    stack.acted.connect(lambda _knock, action: told.append(action))
    stack.tell(NAMED, DUE)
    window.resize(width, 700)
    QApplication.processEvents()
    assert ground.rect().contains(stack.geometry())
    assert findings(window, width) == []
    QTest.keyClick(button(stack, "reminder-not-today"), Qt.Key.Key_Space)
    assert told == ["not_today"]
    assert stack.isHidden()


def test_a_banner_answered_elsewhere_goes_without_a_word(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    ground = QWidget()
    window.setCentralWidget(ground)
    window.show()
    stack = Banner(ground, ZONE)
    told: list[str] = []
    stack.acted.connect(lambda _knock, action: told.append(action))
    stack.tell(NAMED, DUE)
    stack.dismiss("another")
    assert stack.isVisible()
    stack.dismiss("o2")
    assert stack.isHidden()
    assert told == []


def test_the_desktop_gets_neutral_words() -> None:
    title, body, buttons = notification_words(replace(HIDDEN, title="Our secret"))
    assert (title, body) == ("Bond", "A moment you planned")
    assert [action for action, _words in buttons] == ["start", "snooze:15", "not_today"]


def test_the_desktop_shows_a_name_that_may_be_shown_and_nothing_of_a_quarrel() -> None:
    assert notification_words(NAMED)[1] == "Coming home"
    for knock in (PAUSE, LOOK):
        title, body, buttons = notification_words(replace(knock, title="The quarrel"))
        assert title == "Bond"
        assert "quarrel" not in body + "".join(words for _action, words in buttons)
    assert [action for action, _words in notification_words(PAUSE)[2]] == ["start", "ten_more", "tomorrow"]
