"""Frames, words and controls: nothing clipped at any width, one ring, plain words, keys that work."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from bondapp.ui.theme import T, Theme, Who
from bondapp.ui.widgets import (
    Button,
    Card,
    Choice,
    ChoiceChips,
    Columns,
    FlowBox,
    FocusRing,
    FocusTop,
    Footer,
    LetterField,
    LineField,
    MasterDetail,
    NavItem,
    Page,
    PageHeader,
    Pane,
    Row,
    RowList,
    Text,
    TimeField,
    Toggle,
    WaitRow,
    hbox,
    numbered,
    section,
    vbox,
    wrap,
)
from screen_audit import findings

LONG = "A sentence that is long enough to wrap in a narrow window, and then to wrap once more when the text is large."


def sample(noor: Who) -> QWidget:
    card = Card(who=noor).add(
        Text("Noor speaks", "sub", who=noor, part="onSoft"), Text(LONG, "words"), *numbered([LONG])
    )
    choices = ChoiceChips([(1, "Let it pass quietly"), (2, "Offer it again later"), (3, LONG)], 1, "If not")
    fields = FlowBox([TimeField(name="Time"), Choice([(1, "10 minutes before")], 1, "Remind us", "bell")])
    left = wrap(vbox(card, LetterField(LONG, name="Words"), LineField(LONG, "Line"), fields))
    right = wrap(vbox(WaitRow("leaf", LONG, LONG), Toggle(LONG, True), section("If", choices, hint=LONG)))
    header = PageHeader("A long title for a page", LONG, [Button("Save card", "primary", "check")], back="Needs")
    footer = Footer(Text(LONG, "caption"), [Button("Cancel", "plain"), Button("Save", "primary", "check")])
    return Page(header, Columns(left, right), footer=footer)


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("size", [(1180, 1.0), (720, 1.0), (1180, 2.0), (720, 2.0), (1440, 1.5)])
def test_nothing_is_clipped_squeezed_or_nameless_at_any_size(
    qtbot: QtBot, dressed: QApplication, noor: Who, size: tuple[int, float], rtl: bool
) -> None:
    width, scale = size
    Theme("light", scale).apply(dressed)
    dressed.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    window = QMainWindow()
    qtbot.addWidget(window)
    top = FocusTop(
        Button("Leave for now", "plain", "arrow-left", small=True), None, Button("I need a moment", icon="wind")
    )
    window.setCentralWidget(wrap(vbox(top, (sample(noor), 1), gap=0)))
    window.resize(width, 760)
    window.show()
    for _ in range(6):
        QApplication.processEvents()
    assert findings(window, width) == []


def test_the_audit_finds_what_is_wrong(qtbot: QtBot) -> None:
    page = wrap(vbox(Text(LONG), LineField(), Button("A button with words")))
    qtbot.addWidget(page)
    page.show()
    text, button = page.findChildren(Text)[0], page.findChildren(Button)[0]
    text.setFixedSize(80, 20)
    button.setFixedSize(30, 20)
    QApplication.processEvents()
    found = " ".join(findings(page, 10))
    for part in ("text clipped", "without a name: LineField", "button squeezed", "target 30x20", "window forced"):
        assert part in found


def test_words_are_never_markup_and_headings_say_so(qtbot: QtBot) -> None:
    text = Text("<b>hello</b>", "title")
    qtbot.addWidget(text)
    assert text.textFormat() == Qt.TextFormat.PlainText
    assert text.sizeHint().width() > Text("hello", "title").sizeHint().width()
    heard = QAccessible.queryAccessibleInterface(text)
    assert heard is not None
    assert (heard.role(), heard.text(QAccessible.Text.Name)) == (QAccessible.Role.Heading, "<b>hello</b>")


def test_words_take_the_height_they_need(qtbot: QtBot) -> None:
    text = Text(LONG)
    qtbot.addWidget(text)
    assert text.heightForWidth(200) > 2 * text.heightForWidth(600)
    assert text.heightForWidth(600) >= T().line("body") * 15


def test_icons_alone_have_a_name(qtbot: QtBot) -> None:
    button = Button("", "plain", "eye-slash", tip="Hide now")
    qtbot.addWidget(button)
    assert (button.accessibleName(), button.width() > 0) == ("Hide now", True)


def test_a_header_shows_nothing_before_it_is_in_a_page(qtbot: QtBot) -> None:
    shown: list[str] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                shown.append(type(watched).__name__)
            return False

    watch = Watch()
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(watch)
    header = PageHeader("A title", "")
    app.removeEventFilter(watch)
    qtbot.addWidget(header)
    assert shown == []
    assert header.sub.isHidden()
    assert not header.title.isHidden()


def test_the_bar_of_a_hard_screen_shows_icons_where_words_have_no_room(qtbot: QtBot) -> None:
    button = Button("Leave for now", "plain", "arrow-left", small=True)
    bar = FocusTop(button, Text("Step 3 of 6 of a long guide", wrap=False))
    qtbot.addWidget(bar)
    bar.show()
    bar.resize(800, 92)
    wide = button.sizeHint().width()
    bar.resize(290, 92)
    assert button.sizeHint().width() < wide / 2
    assert button.toolTip() == "Leave for now"
    assert button.text() == "Leave for now"
    bar.resize(800, 92)
    assert button.sizeHint().width() == wide


def test_a_mnemonic_shows_no_ampersand_and_takes_no_room(qtbot: QtBot) -> None:
    plain, keyed = Button("Save"), Button("&Save")
    qtbot.addWidget(plain)
    qtbot.addWidget(keyed)
    assert plain.sizeHint() == keyed.sizeHint()


def test_a_switch_is_a_check_box_that_space_turns(qtbot: QtBot) -> None:
    switch = Toggle("Hide the words")
    qtbot.addWidget(switch)
    switch.show()
    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert switch.isChecked()
    heard = QAccessible.queryAccessibleInterface(switch)
    assert heard is not None
    assert heard.role() == QAccessible.Role.CheckBox


def test_a_drop_down_tells_what_was_picked_and_says_it_in_its_name(qtbot: QtBot) -> None:
    choice = Choice([(15, "15 minutes"), (30, "Half & half")], 15, "How long")
    qtbot.addWidget(choice)
    choice.show()
    heard: list[object] = []
    choice.changed.connect(heard.append)
    actions = choice.menu().actions()
    assert [a.text() for a in actions] == ["15 minutes", "Half && half"]
    assert [a.isChecked() for a in actions] == [True, False]
    actions[1].trigger()
    assert (heard, choice.value(), choice.accessibleName()) == ([30], 30, "How long: Half & half")
    choice.set_options([(1, "One"), (2, "Two")], 2)
    assert (choice.value(), heard) == (2, [30])


def test_a_drop_down_opens_and_is_used_by_keys_alone(qtbot: QtBot) -> None:
    choice = Choice([(15, "15 minutes"), (30, "30 minutes")], 15, "How long")
    qtbot.addWidget(choice)
    with qtbot.waitActive(choice):
        choice.show()
        choice.activateWindow()
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert choice.value() == 30


@pytest.fixture
def split(qtbot: QtBot) -> MasterDetail:
    rows = RowList("Rituals")
    rows.set_rows([Row(1, "One"), Row(2, "Two")])
    made = MasterDetail(Pane((rows, 1)), wrap(vbox(LineField(name="Name"))), "Rituals")
    qtbot.addWidget(made)
    made.resize(1000, 500)
    made.show()
    qtbot.waitExposed(made)
    return made


def visible(split: MasterDetail) -> tuple[bool, bool]:
    detail = split.detail()
    assert detail is not None
    return split.pane.isVisible(), detail.isVisible()


def test_list_and_detail_stand_side_by_side_or_one_at_a_time(split: MasterDetail) -> None:
    assert visible(split) == (True, True)
    split.resize(700, 500)
    assert (split.is_narrow(), visible(split)) == (True, (True, False))
    QApplication.processEvents()
    assert split.pane.width() == 700
    split.one(True)
    assert visible(split) == (False, True)
    split.resize(1000, 500)
    assert visible(split) == (True, True)
    QApplication.processEvents()
    assert split.pane.width() == T().px(320)


def test_the_way_back_leads_to_the_list(qtbot: QtBot, split: MasterDetail) -> None:
    split.resize(700, 500)
    split.one(True)
    back = next(b for b in split.findChildren(Button) if b.text() == "Rituals")
    with qtbot.waitSignal(split.backed):
        QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    assert visible(split) == (True, False)


def test_a_new_detail_takes_the_place_of_the_old(qtbot: QtBot, split: MasterDetail) -> None:
    old = split.detail()
    assert old is not None
    with qtbot.waitSignal(old.destroyed):
        split.set_detail(wrap(vbox(Text("new"))))
    assert visible(split) == (True, True)


def test_columns_stack_below_their_width_and_let_the_window_narrow(qtbot: QtBot) -> None:
    columns = Columns(Button("one two three four"), Button("five six seven eight"), stack_below=640)
    qtbot.addWidget(columns)
    columns.resize(800, 200)
    columns.show()
    assert not columns.is_stacked()
    assert columns.minimumSizeHint().width() < 200
    columns.resize(400, 200)
    assert columns.is_stacked()


def window_with(qtbot: QtBot, *widgets: QWidget) -> tuple[QWidget, FocusRing]:
    window = wrap(vbox(*widgets, None))
    ring = FocusRing(window)
    qtbot.addWidget(window)
    window.resize(500, 300)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window, ring


def test_the_ring_follows_the_keyboard_and_not_the_mouse(qtbot: QtBot) -> None:
    one, two = Button("one"), Button("two")
    window, ring = window_with(qtbot, one, two)
    QTest.mouseClick(one, Qt.MouseButton.LeftButton)
    assert one.hasFocus()
    assert not ring.isVisible()
    QTest.keyClick(one, Qt.Key.Key_Tab)
    assert two.hasFocus()
    assert ring.isVisible()
    assert ring.geometry().contains(two.mapTo(window, QPoint(0, 0)))
    assert ring.geometry().contains(two.mapTo(window, two.rect().bottomRight()))
    QTest.mouseClick(two, Qt.MouseButton.LeftButton)
    assert not ring.isVisible()


def test_the_ring_leaves_text_fields_to_their_own_border(qtbot: QtBot) -> None:
    line, letter, time = LineField(name="a"), LetterField(name="b"), TimeField(name="c")
    _window, ring = window_with(qtbot, line, letter, time)
    for field in (line, letter, time):
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_Home)
        QApplication.processEvents()
        assert not ring.isVisible()


def two_is_ringed(ring: FocusRing, one: Button) -> bool:
    return ring.isVisible() and not ring.geometry().intersects(one.geometry())


def test_the_ring_goes_with_a_control_that_is_deleted(qtbot: QtBot) -> None:
    one, two = Button("one"), Button("two")
    _window, ring = window_with(qtbot, one, two)
    one.setFocus()
    QTest.keyClick(one, Qt.Key.Key_Tab)
    assert ring.isVisible()
    with qtbot.waitSignal(two.destroyed):
        two.deleteLater()
    QApplication.processEvents()
    assert not two_is_ringed(ring, one)


def test_the_ring_goes_round_the_row_and_not_the_list(qtbot: QtBot) -> None:
    rows = RowList("Rituals")
    rows.set_rows([Row(1, "One"), Row(2, "Two")])
    rows.select(1)
    _window, ring = window_with(qtbot, rows)
    rows.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_Home)
    qtbot.waitUntil(ring.isVisible)
    assert ring.height() < 90
    before = ring.y()
    QTest.keyClick(rows, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: ring.y() > before)


def test_a_place_says_its_badge_without_a_number(qtbot: QtBot) -> None:
    item = NavItem("Agreements", "handshake", "Something is waiting, no hurry")
    qtbot.addWidget(item)
    assert item.accessibleDescription() == "Something is waiting, no hurry"
    item.set_rail(True)
    assert item.toolTip() == "Agreements"
    item.set_rail(False)
    item.set_badge("")
    assert (item.toolTip(), item.accessibleDescription()) == ("", "")


@pytest.mark.parametrize(
    "make",
    [lambda: WaitRow("caret-right", "Read it"), lambda: wrap(hbox(Text("words"), None)), lambda: Toggle("on", True)],
)
def test_painting_mirrors_from_right_to_left(qtbot: QtBot, make: Callable[[], QWidget]) -> None:
    def middle_of_ink(rtl: bool) -> float:
        widget = make()
        qtbot.addWidget(widget)
        widget.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        widget.resize(400, 56)
        image = widget.grab().toImage()
        ground = image.pixelColor(200, 2)
        found = [x for x in range(image.width()) for y in range(0, 50, 3) if image.pixelColor(x, y) != ground]
        return sum(found) / len(found)

    assert middle_of_ink(False) < 200 < middle_of_ink(True)
