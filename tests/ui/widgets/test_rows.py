"""List panes: thousands of rows, Qt's own keys, names for screen readers, and a pick told once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bondapp.ui.theme import Theme, Who
from bondapp.ui.widgets import Row, RowList

ROWS = [
    Row("door", "Goodbye at the door", "Weekdays", "goodbye", "07:45", section="Every day"),
    Row("home", "Coming home", "Weekdays", "reunion", "18:10", section="Every day"),
    Row("sunday", "Sunday look-ahead", "Sunday", "together", "10:00", section="Every week"),
    Row("hand", "Three hand squeezes", "", "touch", muted_bell=True, section="Whenever you like"),
]


@pytest.fixture
def pane(qtbot: QtBot, noor: Who, joss: Who) -> RowList:
    made = RowList("Rituals", (noor, joss))
    made.set_rows(ROWS)
    qtbot.addWidget(made)
    made.resize(320, 500)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    return made


def listen(pane: RowList) -> tuple[list[object], list[object]]:
    chosen: list[object] = []
    opened: list[object] = []
    pane.chosen.connect(chosen.append)
    pane.opened.connect(opened.append)
    return chosen, opened


def test_arrows_pass_over_the_headings_and_tell_each_row_once(pane: RowList) -> None:
    chosen, opened = listen(pane)
    pane.select("door")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Home):
        QTest.keyClick(pane, key)
    assert chosen == ["home", "sunday", "hand", "sunday", "door"]
    assert opened == []
    QTest.keyClick(pane, Qt.Key.Key_Return)
    assert opened == ["door"]


def test_page_keys_reach_both_ends(pane: RowList) -> None:
    pane.select("home")
    QTest.keyClick(pane, Qt.Key.Key_PageDown)
    assert pane.value() == "hand"
    QTest.keyClick(pane, Qt.Key.Key_PageUp)
    assert pane.value() == "door"


def test_typing_the_beginning_of_a_title_finds_it(pane: RowList) -> None:
    chosen, _ = listen(pane)
    QTest.keyClicks(pane, "sun")
    assert pane.value() == "sunday"
    assert chosen[-1] == "sunday"


def test_a_click_chooses_and_opens(pane: RowList) -> None:
    chosen, opened = listen(pane)
    place = pane.model().index(2, 0)
    QTest.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=pane.visualRect(place).center())
    assert (chosen, opened, pane.value()) == (["home"], ["home"], "home")


def test_a_click_on_a_heading_or_beside_the_rows_changes_nothing(pane: RowList) -> None:
    pane.select("home")
    chosen, opened = listen(pane)
    heading = pane.visualRect(pane.model().index(0, 0)).center()
    for spot in (heading, QPoint(100, 480)):
        QTest.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert (chosen, opened, pane.value()) == ([], [], "home")


def test_the_program_selects_without_a_word(pane: RowList) -> None:
    chosen, opened = listen(pane)
    pane.select("sunday")
    assert pane.value() == "sunday"
    assert pane.selectionModel().isSelected(pane.currentIndex())
    pane.select("nothing of the kind")
    assert pane.value() is None
    assert not pane.selectionModel().hasSelection()
    assert (chosen, opened) == ([], [])


def test_new_rows_keep_the_selection_by_its_key(pane: RowList) -> None:
    pane.select("sunday")
    chosen, _ = listen(pane)
    pane.set_rows(list(reversed(ROWS)))
    assert (pane.value(), chosen) == ("sunday", [])
    pane.set_rows(ROWS[:1])
    assert pane.value() is None


def test_a_row_reads_as_a_sentence_to_a_screen_reader(pane: RowList) -> None:
    view = QAccessible.queryAccessibleInterface(pane)
    assert view is not None
    assert view.text(QAccessible.Text.Name) == "Rituals"
    names = [child.text(QAccessible.Text.Name) for i in range(view.childCount()) if (child := view.child(i))]
    assert "Goodbye at the door, Weekdays, 07:45" in names
    assert "Three hand squeezes, no reminder" in names


def test_markup_in_a_title_is_words(pane: RowList) -> None:
    pane.set_rows([Row(1, "<b>bold</b>")])
    pane.select(1)
    assert pane.currentIndex().data() == "<b>bold</b>"


def test_five_thousand_rows_are_reached_and_painted(pane: RowList) -> None:
    pane.set_rows([Row(i, f"Ritual {i}", kind="together", section=f"Part {i // 100}") for i in range(5_000)])
    pane.select(0)
    QTest.keyClick(pane, Qt.Key.Key_End)
    assert pane.value() == 4_999
    assert pane.viewport().rect().contains(pane.visualRect(pane.currentIndex()))
    assert not pane.grab().isNull()


def test_the_mark_of_the_selected_row_is_on_the_leading_side(pane: RowList, look: Theme) -> None:
    pane.select("home")

    def marked_side() -> str:
        row = pane.focus_rect()
        image = pane.grab().toImage()
        y = row.center().y()
        for side, x in (("left", row.left() + 1), ("right", row.right() - 1)):
            if image.pixelColor(x, y) == look.c("accent"):
                return side
        return "neither"

    assert marked_side() == "left"
    pane.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QApplication.processEvents()
    assert marked_side() == "right"
