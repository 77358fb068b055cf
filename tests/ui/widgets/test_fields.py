"""Fields keep a person's words whole, stay quick, and say so when words stay out."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bondapp.ui.widgets import LeadRow, LetterField, LineField, TimeField, clean, first_field, vbox, wrap
from bondapp.ui.widgets.fields import LETTER_LIMIT
from bondapp.ui.widgets.text import LONG_LINE, soft_break


def paste(field: LetterField, words: str) -> None:
    mime = QMimeData()
    mime.setText(words)
    field.insertFromMimeData(mime)


def shown(qtbot: QtBot, field: LetterField | LineField | TimeField, width: int = 300) -> None:
    qtbot.addWidget(field)
    field.resize(width, field.height())
    field.show()
    qtbot.waitExposed(field)


def test_a_letter_grows_and_shrinks_with_its_words(qtbot: QtBot) -> None:
    field = LetterField()
    shown(qtbot, field)
    one = field.height()
    paste(field, "a first line\na second line\na third line")
    assert field.height() > one + 50
    field.clear()
    assert field.height() == one


def test_a_letter_keeps_its_least_number_of_lines(qtbot: QtBot) -> None:
    small, tall = LetterField(), LetterField(min_lines=3)
    shown(qtbot, small)
    shown(qtbot, tall)
    assert tall.height() > 2 * small.height()


def test_a_prefilled_letter_has_its_caret_at_the_end(qtbot: QtBot) -> None:
    field = LetterField("plans change")
    shown(qtbot, field)
    QTest.keyClicks(field, " late")
    assert field.words() == "plans change late"


def test_tab_leaves_a_letter(qtbot: QtBot) -> None:
    first, second = LetterField(name="one"), LetterField(name="two")
    page = wrap(vbox(first, second))
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert first.toPlainText() == ""
    assert second.hasFocus()


def test_pasted_markup_stays_words(qtbot: QtBot) -> None:
    field = LetterField()
    qtbot.addWidget(field)
    mime = QMimeData()
    mime.setHtml("<b>bold</b>")
    mime.setText("<b>bold</b>")
    field.insertFromMimeData(mime)
    assert field.words() == "<b>bold</b>"


def test_an_endless_line_is_kept_to_the_last_letter_and_comes_back_unbroken(qtbot: QtBot) -> None:
    words = "I felt far away and wanted you near. " * 1_000
    field = LetterField()
    shown(qtbot, field)
    paste(field, words)
    assert max(len(line) for line in field.toPlainText().split("\n")) <= LONG_LINE
    assert field.words() == words
    again = LetterField(field.words())
    qtbot.addWidget(again)
    assert again.words() == words


def test_words_after_an_endless_line_keep_their_own_breaks(qtbot: QtBot) -> None:
    field = LetterField("before\n")
    qtbot.addWidget(field)
    words = "x" * 12_000 + "\n\nafter\n"
    paste(field, words)
    assert field.words() == "before\n" + words


def test_whoever_listens_reads_the_words_whole(qtbot: QtBot) -> None:
    field = LetterField()
    qtbot.addWidget(field)
    heard: list[str] = []
    field.textChanged.connect(lambda: heard.append(field.words()))
    paste(field, "x" * 12_000)
    assert heard[-1] == "x" * 12_000


def test_half_a_megabyte_is_capped_and_says_so(qtbot: QtBot) -> None:
    field = LetterField()
    shown(qtbot, field)
    with qtbot.waitSignal(field.trimmed) as told:
        paste(field, "a" * 500_000)
    assert told.args == [LETTER_LIMIT]
    assert field.words() == "a" * LETTER_LIMIT


def test_typing_past_the_limit_is_held_and_says_so(qtbot: QtBot) -> None:
    field = LetterField("123", limit=5)
    shown(qtbot, field)
    told: list[int] = []
    field.trimmed.connect(told.append)
    QTest.keyClicks(field, "45")
    assert told == []
    QTest.keyClicks(field, "67")
    assert field.words() == "12345"
    assert told == [5, 5]


def test_stored_words_longer_than_the_limit_are_never_cut(qtbot: QtBot) -> None:
    field = LetterField("a" * 20, limit=5)
    shown(qtbot, field)
    QTest.keyClicks(field, "b")
    assert field.words() == "a" * 20


def test_a_paste_over_a_selection_uses_its_room(qtbot: QtBot) -> None:
    field = LetterField("12345", limit=5)
    qtbot.addWidget(field)
    field.selectAll()
    paste(field, "abcde")
    assert field.words() == "abcde"


def test_a_cut_never_splits_an_emoji(qtbot: QtBot) -> None:
    field = LetterField(limit=3)
    qtbot.addWidget(field)
    paste(field, "ab🙂")
    assert field.words() == "ab"


def test_letters_no_store_can_hold_become_a_mark(qtbot: QtBot) -> None:
    assert clean("a\x00b\ud800c\r\nd\u2028e") == "a\ufffdb\ufffdc\nd\ne"
    field = LetterField()
    qtbot.addWidget(field)
    paste(field, "a\x00b")
    assert field.words() == "a\ufffdb"


@given(st.text(alphabet=st.characters(), max_size=60))
@settings(max_examples=60, deadline=None)
def test_cleaning_twice_is_cleaning_once_and_always_storable(words: str) -> None:
    once = clean(words)
    assert clean(once) == once
    once.encode("utf-8")


@given(st.lists(st.integers(0, 3 * LONG_LINE), max_size=4), st.booleans())
@settings(max_examples=30, deadline=None)
def test_soft_breaks_add_nothing_but_breaks(lengths: list[int], spaced: bool) -> None:
    words = "\n".join(("ab " * n if spaced else "a" * n)[:n] for n in lengths)
    broken, softs = soft_break(words)
    parts = broken.split("\n")
    assert max(len(part) for part in parts) <= LONG_LINE
    joined = parts[0] + "".join(("" if i in softs else "\n") + part for i, part in enumerate(parts) if i)
    assert joined == words


def test_a_line_stays_one_line(qtbot: QtBot) -> None:
    field = LineField(name="Step 1")
    shown(qtbot, field)
    QGuiApplication.clipboard().setText("bags\nand phones\x00")
    field.paste()
    assert field.words() == "bags and phones\ufffd"


def test_a_long_line_is_capped_and_says_so(qtbot: QtBot) -> None:
    field = LineField(name="Name", limit=10)
    shown(qtbot, field)
    QGuiApplication.clipboard().setText("n" * 500_000)
    with qtbot.waitSignal(field.trimmed) as told:
        field.paste()
    assert told.args == [10]
    assert field.words() == "n" * 10


def test_a_stored_line_shows_its_beginning(qtbot: QtBot) -> None:
    field = LineField("a sentence that is wider than its field", width=80)
    qtbot.addWidget(field)
    assert field.cursorPosition() == 0


@pytest.mark.parametrize(("language", "text"), [("en_GB", "18:10"), ("en_US", "6:10\u202fPM")])
def test_a_time_reads_in_the_form_of_its_language(qtbot: QtBot, language: str, text: str) -> None:
    QLocale.setDefault(QLocale(language))
    field = TimeField(datetime.time(18, 10), "Time")
    shown(qtbot, field)
    assert field.text().replace(" ", "\u202f") == text
    assert field.lineEdit().width() > 30


def test_a_time_tells_who_changes_it_and_not_the_program(qtbot: QtBot) -> None:
    field = TimeField(datetime.time(18, 10), "Time")
    shown(qtbot, field)
    heard: list[object] = []
    field.changed.connect(heard.append)
    field.set_value(datetime.time(7, 45))
    assert (heard, field.value()) == ([], datetime.time(7, 45))
    field.setCurrentSection(TimeField.Section.HourSection)
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert heard == [datetime.time(8, 45)]


def test_hours_come_first_in_right_to_left_windows_too(qtbot: QtBot, dressed: QApplication) -> None:
    dressed.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    field = TimeField(datetime.time(18, 10), "Time")
    shown(qtbot, field)
    assert field.text() == "18:10"


def test_lead_words_share_a_column_and_name_their_fields(qtbot: QtBot) -> None:
    short, long = LeadRow("When"), LeadRow("It would help if")
    LeadRow.align(short, long)
    page = wrap(vbox(short, long))
    qtbot.addWidget(page)
    page.resize(700, 200)
    page.show()
    qtbot.waitExposed(page)
    assert short.lead.width() == long.lead.width()
    assert short.field.accessibleName() == "When"
    page.resize(300, 300)
    assert short.field.y() > short.lead.y()


def test_a_page_finds_its_first_field(qtbot: QtBot) -> None:
    field = LineField(name="Name")
    page = wrap(vbox(field))
    qtbot.addWidget(page)
    assert first_field(page) is field


@pytest.mark.parametrize("bare", [False, True])
def test_a_field_with_a_name_of_its_own_keeps_its_look(qtbot: QtBot, bare: bool) -> None:
    nameless, named = LetterField("words", bare=bare), LetterField("words", bare=bare)
    named.setObjectName("somebody-s-field")
    row = wrap(vbox(nameless, named))
    qtbot.addWidget(row)
    row.resize(300, 120)
    row.show()
    qtbot.waitExposed(row)
    assert named.grab().toImage() == nameless.grab().toImage()
    assert nameless.objectName() == ""
