"""Groups of chips: one tab stop, arrows move the choice, and the program never speaks for the person."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from bondapp.ui.sidebar import Seat
from bondapp.ui.theme import Who
from bondapp.ui.widgets import (
    Chip,
    ChoiceChips,
    DayCell,
    LineField,
    ManyChips,
    NavItem,
    PickCard,
    PickCards,
    WaitRow,
    WeekGrid,
    vbox,
    wrap,
)

OPTIONS = [("me", "Only me"), ("together", "When we’re together"), ("now", "Joss, now")]


def on_page(
    qtbot: QtBot, group: ChoiceChips | ManyChips | PickCards | WeekGrid
) -> tuple[QWidget, LineField, LineField]:
    before, after = LineField(name="before"), LineField(name="after")
    page = wrap(vbox(before, group, after))
    qtbot.addWidget(page)
    page.resize(600, 400)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    before.setFocus()
    return page, before, after


def press(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


@pytest.mark.parametrize("value", [None, "together"])
def test_a_choice_is_one_tab_stop(qtbot: QtBot, value: str | None) -> None:
    group = ChoiceChips(OPTIONS, value, "Who can see this")
    _page, before, after = on_page(qtbot, group)
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is group.chips()[0 if value is None else 1]
    press(Qt.Key.Key_Tab)
    assert after.hasFocus()
    press(Qt.Key.Key_Backtab)
    press(Qt.Key.Key_Backtab)
    assert before.hasFocus()
    assert group.value() == value


def test_arrows_move_the_choice_round_and_tell(qtbot: QtBot) -> None:
    group = ChoiceChips(OPTIONS, "me", "Who can see this")
    _page, *_ = on_page(qtbot, group)
    heard: list[object] = []
    group.changed.connect(heard.append)
    press(Qt.Key.Key_Tab)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_End):
        press(key)
    assert heard == ["together", "now", "me", "now", "me", "now"]
    assert [chip.isChecked() for chip in group.chips()] == [False, False, True]


def test_arrows_follow_the_eye_from_right_to_left(qtbot: QtBot, dressed: QApplication) -> None:
    dressed.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    group = ChoiceChips(OPTIONS, "me", "Who can see this")
    _page, *_ = on_page(qtbot, group)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Left)
    assert group.value() == "together"
    assert group.chips()[0].x() > group.chips()[1].x()


def test_choosing_what_is_chosen_says_nothing(qtbot: QtBot) -> None:
    group = ChoiceChips(OPTIONS, "me")
    _page, *_ = on_page(qtbot, group)
    heard: list[object] = []
    group.changed.connect(heard.append)
    QTest.mouseClick(group.chips()[0], Qt.MouseButton.LeftButton)
    group.set_value("now")
    assert heard == []
    assert group.value() == "now"
    group.set_value(None)
    assert group.value() is None
    assert not any(chip.isChecked() for chip in group.chips())


def test_a_choice_is_radio_buttons_in_a_named_group_to_a_screen_reader(qtbot: QtBot) -> None:
    group = ChoiceChips(OPTIONS, "me", "Who can see this")
    _page, *_ = on_page(qtbot, group)
    chip = QAccessible.queryAccessibleInterface(group.chips()[0])
    box = QAccessible.queryAccessibleInterface(group)
    assert chip is not None
    assert box is not None
    assert chip.role() == QAccessible.Role.RadioButton
    assert chip.state().checked
    assert box.role() == QAccessible.Role.Grouping
    assert box.text(QAccessible.Text.Name) == "Who can see this"


def test_several_chips_may_be_on_and_keep_their_order(qtbot: QtBot) -> None:
    group = ManyChips([(i, day) for i, day in enumerate(("Mon", "Tue", "Wed"))], [2], "Days", square=True)
    _page, *_ = on_page(qtbot, group)
    heard: list[object] = []
    group.changed.connect(heard.append)
    QTest.keyClick(group.chips()[0], Qt.Key.Key_Space)
    assert heard == [[0, 2]]
    group.set_values([1])
    assert (group.values(), heard) == ([1], [[0, 2]])


def test_a_chip_with_a_long_label_wraps_where_it_is_narrow(qtbot: QtBot) -> None:
    group = ChoiceChips([(1, "A long answer that no narrow window has room for in one line")], 1)
    page, *_ = on_page(qtbot, group)
    chip = group.chips()[0]
    one = chip.height()
    page.resize(200, 400)
    QApplication.processEvents()
    assert chip.width() <= 200
    assert chip.height() > one


def test_cards_are_picked_by_arrows(qtbot: QtBot) -> None:
    cards = [(key, PickCard(key, f"About {key}")) for key in ("rest", "keep", "erase")]
    group = PickCards(cards, "rest", "Closing this bond")
    _page, *_ = on_page(qtbot, group)
    heard: list[object] = []
    group.changed.connect(heard.append)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Down)
    assert (heard, group.value()) == (["keep"], "keep")
    assert [card.isChecked() for _, card in cards] == [False, True, False]


def test_days_are_one_tab_stop_and_are_opened_not_chosen_by_arrows(qtbot: QtBot) -> None:
    cells = [DayCell(name, i, ["leaf"] * i, today=i == 1) for i, name in enumerate(("Mon", "Tue", "Wed"))]
    week = WeekGrid(cells)
    _page, _, after = on_page(qtbot, week)
    heard: list[int] = []
    week.chosen.connect(heard.append)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Right)
    assert (QApplication.focusWidget() is cells[1], heard) == (True, [])
    press(Qt.Key.Key_Space)
    assert heard == [1]
    press(Qt.Key.Key_Tab)
    assert after.hasFocus()
    assert cells[1].accessibleName() == "Tue 1, today"


LITERAL: list[Callable[[str], QAbstractButton]] = [
    Chip,
    lambda words: WaitRow("bell", words),
    lambda words: PickCard(words, ""),
    lambda words: NavItem(words, "bell"),
    lambda words: DayCell(words, 4),
    lambda words: Seat((Who(words, "plum"),), words, words),
]


@pytest.mark.parametrize("make", LITERAL)
def test_an_ampersand_in_somebodys_words_is_shown_and_is_no_mnemonic(
    qtbot: QtBot, make: Callable[[str], QAbstractButton]
) -> None:
    button, without = make("a &b"), make("a b")
    row = wrap(vbox(button, without))
    qtbot.addWidget(row)
    row.resize(400, 200)
    pressed: list[bool] = []
    button.clicked.connect(pressed.append)
    with qtbot.waitActive(row):
        row.show()
        row.activateWindow()
    QTest.keyClick(row, Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)
    assert not pressed
    assert button.shortcut().isEmpty()
    assert QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name).startswith("a &b")
    without.resize(button.size())
    assert button.grab().toImage() != without.grab().toImage()
