"""Naming a need on the real screens: keys alone, drafts, odd words, and what nobody else may see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QMainWindow, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from bondapp.rules.needs import Need
from bondapp.services import drafts, needs, people, rituals
from bondapp.services.needs import NeedCard, NeedForm
from bondapp.services.session import Session
from bondapp.ui.bridge import Bridge, Problem
from bondapp.ui.needs import NeedEditor, NeedsPlace
from bondapp.ui.needs.detail import NeedDetail, Shown
from bondapp.ui.needs.words import add_word, headline, paragraphs, remove_word
from bondapp.ui.places import Place
from bondapp.ui.shorten import shorten
from bondapp.ui.theme import Theme
from bondapp.ui.widgets import Button, Card, Chip, FocusRing, RowList
from screen_audit import findings
from world import World, both, come, named

SENTINEL = "zq-private-sentinel-zq"
ODD = ["<b>bold</b> & <img src=x>", "👩‍👩‍👧 ok 🫶🏽", "أن أعرف أنني ما زلت في بالك", "line\none {when} %1 \x00end"]

Open = Callable[..., Place]


class Stage:
    """A window with one place on a real vault; keeps what the place asked of the shell."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self._qtbot = qtbot
        self.session = session
        self.company = people.company(session)
        self.bridge = Bridge(lambda: session)
        self.went: list[tuple[str, str]] = []
        self.window = QMainWindow()

    def show(self, make: type[Place], item: str = "", size: tuple[int, int] = (1180, 760)) -> Place:
        """Puts a place on the screen and waits for its cards."""
        place = make(self.bridge, self.company, item)
        place.go.connect(lambda name, key: self.went.append((name, key)))
        self.bridge.changed.connect(lambda nouns: place.refresh() if nouns & place.shows else None)
        self.window.setCentralWidget(place)
        self.window.resize(*size)
        self._ring = FocusRing(self.window)
        self.window.show()
        place.refresh()
        self.settle()
        return place

    def settle(self) -> None:
        """Waits until nothing is under way."""
        self._qtbot.waitUntil(lambda: not self.bridge.busy)
        for _ in range(8):
            # Layouts of wrapping words settle in a few rounds.
            QApplication.processEvents()
        self._qtbot.waitUntil(lambda: not self.bridge.busy)

    def ask(self, call: Callable[[Session], object]) -> object:
        """Asks the store from the test."""
        found: list[object] = []
        self.bridge.ask(call, found.append, found.append)
        self._qtbot.waitUntil(lambda: bool(found))
        return found[0]

    def end(self) -> None:
        """Closes the window and the store."""
        self.window.close()
        self.window.deleteLater()
        QApplication.processEvents()
        self.bridge.stop()


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A vault of Noor and Joss."""
    return World(tmp_path)


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Callable[[Session], Stage]]:
    """Makes stages and ends them."""
    made: list[Stage] = []

    def make(session: Session) -> Stage:
        made.append(Stage(qtbot, session))
        return made[-1]

    yield make
    for each in made:
        each.end()


def button(parent: QWidget, name: str) -> QAbstractButton:
    """The newest control of a name."""
    found = [b for b in parent.findChildren(QAbstractButton) if b.objectName() == name and not b.isHidden()]
    assert found, name
    return found[-1]


def field(editor: Place, line: str) -> QPlainTextEdit:
    """The field of one line."""
    row = editor.findChild(QWidget, f"need-{line}")
    assert row is not None
    found = row.findChild(QPlainTextEdit)
    assert isinstance(found, QPlainTextEdit)
    return found


def focused() -> QWidget:
    """The control that has the focus."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def visible_words(widget: QWidget) -> str:
    """Every word somebody can see, or hear from a screen reader."""
    words: list[str] = []
    for child in [widget, *widget.findChildren(QWidget)]:
        words += [child.accessibleName(), child.accessibleDescription(), child.toolTip(), child.windowTitle()]
        if isinstance(child, QLabel | QAbstractButton | QLineEdit):
            words.append(child.text())
        if isinstance(child, QPlainTextEdit):
            words.append(child.toPlainText())
        if isinstance(child, RowList):
            model = child.model()
            roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            words += [str(model.data(model.index(i, 0), role)) for i in range(model.rowCount()) for role in roles]
    return "\n".join(words)


# -- words --------------------------------------------------------------------------------------------------

BANK = ("worried", "small", "tired", "on edge")


def test_picked_words_are_joined_as_a_person_would() -> None:
    line = ""
    for word in ("worried", "small", "tired"):
        line = add_word(line, word, BANK)
    assert line == "worried, small and tired"


def test_a_picked_word_never_rewrites_a_persons_own_sentence() -> None:
    assert add_word("between a rock and a hard place", "tired", BANK) == "between a rock and a hard place, tired"
    assert add_word("sad.", "tired", BANK) == "sad, tired"


@pytest.mark.parametrize("word", ["worried", "small", "tired"])
def test_a_word_taken_back_leaves_a_list_that_reads_well(word: str) -> None:
    left = [each for each in ("worried", "small", "tired") if each != word]
    assert remove_word("worried, small and tired", word, BANK) == f"{left[0]} and {left[1]}"


def test_a_word_that_became_part_of_a_sentence_is_not_torn_out() -> None:
    assert remove_word("a little tired of it", "tired", BANK) == "a little tired of it"


@given(st.lists(st.sampled_from(BANK), unique=True), st.sampled_from(BANK))
def test_taking_a_word_back_undoes_picking_it(words: list[str], word: str) -> None:
    line = ""
    for each in (each for each in words if each != word):
        line = add_word(line, each, BANK)
    assert remove_word(add_word(line, word, BANK), word, BANK) == line


@given(st.text(), st.sampled_from(BANK))
def test_adding_a_word_keeps_every_letter_that_was_there(line: str, word: str) -> None:
    kept = line.rstrip(" \t\n,;.")
    assert not kept.strip() or kept in add_word(line, word, ())


def test_empty_lines_leave_no_trace_in_the_letter() -> None:
    assert paragraphs("", "tired", "", "") == ["I feel tired."]
    assert paragraphs("you leave.", "", "to know when?", "") == ["When you leave, I need to know when?"]
    assert paragraphs("", "", "", "you wrote {when}") == ["It would help if you wrote {when}."]
    assert paragraphs(" ", "", "\n", "") == []


@given(st.text(max_size=60), st.integers(2, 40))
def test_shortened_words_fit(words: str, limit: int) -> None:
    assert len(shorten(words, limit)) <= limit + 1


# -- naming a need ------------------------------------------------------------------------------------------


def test_a_need_is_named_with_keys_alone(world: World, stage: Callable[[Session], Stage]) -> None:
    scene = stage(world.pair())
    editor = scene.show(NeedEditor)
    assert QApplication.focusWidget() is field(editor, "when")
    QTest.keyClicks(focused(), "plans change")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is field(editor, "feel")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    chip = QApplication.focusWidget()
    assert isinstance(chip, Chip)
    QTest.keyClick(chip, Qt.Key.Key_Space)
    QTest.keyClick(chip, Qt.Key.Key_Right)
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    for _ in range(2):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is field(editor, "need")
    QTest.keyClicks(focused(), "a word before")
    assert editor.commands() == {"Ctrl+S": "save"}
    getattr(editor, editor.commands()["Ctrl+S"])()
    scene.settle()
    saved = scene.ask(needs.page)
    assert isinstance(saved, needs.NeedsPage)
    need = saved.mine[0].need
    assert (need.when, need.feel, need.need, need.visibility) == (
        "plans change",
        "worried and uneasy",
        "a word before",
        "me",
    )
    assert need.feelings == ("worried", "uneasy")
    assert scene.went == [("needs", need.id)]


def test_words_shown_later_still_stand_in_reading_order(world: World, stage: Callable[[Session], Stage]) -> None:
    scene = stage(world.pair())
    editor = scene.show(NeedEditor)
    button(editor, "feeling-more").click()
    scene.settle()
    field(editor, "feel").setFocus()
    QTest.keyClick(field(editor, "feel"), Qt.Key.Key_Tab)
    assert focused().objectName() == "feeling-worried"


def test_a_picked_need_brings_its_words_and_keeps_its_kind(world: World, stage: Callable[[Session], Stage]) -> None:
    scene = stage(world.pair())
    editor = scene.show(NeedEditor)
    button(editor, "kind-more").click()
    button(editor, "kind-n02").click()
    assert field(editor, "need").toPlainText() == "a reply"
    assert "A one-word reply would settle me." in visible_words(editor)
    field(editor, "need").setPlainText("an answer, even one word")
    button(editor, "kind-more").click()
    button(editor, "need-save").click()
    scene.settle()
    page = scene.ask(needs.page)
    assert isinstance(page, needs.NeedsPage)
    assert (page.mine[0].need.need, page.mine[0].need.kinds) == ("an answer, even one word", ("n02",))
    assert button(editor, "kind-n02").isChecked()


def test_unpicking_takes_the_word_out_again(world: World, stage: Callable[[Session], Stage]) -> None:
    editor = stage(world.pair()).show(NeedEditor)
    button(editor, "feeling-worried").click()
    button(editor, "feeling-sad").click()
    assert field(editor, "feel").toPlainText() == "worried and sad"
    button(editor, "feeling-worried").click()
    assert field(editor, "feel").toPlainText() == "sad"


def test_a_word_of_fear_leads_to_the_safety_page_and_is_in_no_bank_by_default(
    world: World, stage: Callable[[Session], Stage]
) -> None:
    scene = stage(world.pair())
    editor = scene.show(NeedEditor)
    assert "threatened" not in visible_words(editor)
    button(editor, "feeling-more").click()
    assert "threatened" not in visible_words(editor)
    button(editor, "feeling-guarded").click()
    button(editor, "feeling-threatened").click()
    scene.settle()
    assert scene.went == [("safety", "")]
    assert field(editor, "feel").toPlainText() == "threatened"
    assert scene.ask(lambda s: drafts.find(s, "need/new/feel")) == {"need/new/feel": "threatened"}


def test_a_draft_survives_closing_the_place(world: World, stage: Callable[[Session], Stage]) -> None:
    session = world.pair()
    scene = stage(session)
    editor = scene.show(NeedEditor)
    QTest.keyClicks(field(editor, "need"), "to be told early")
    button(editor, "feeling-sad").click()
    button(editor, "need-see-together").click()
    editor.hide()
    editor.deleteLater()
    scene.settle()
    again = scene.show(NeedEditor)
    assert field(again, "need").toPlainText() == "to be told early"
    assert field(again, "feel").toPlainText() == "sad"
    assert button(again, "feeling-sad").isChecked()
    assert button(again, "need-see-together").isChecked()
    assert "Draft kept" in visible_words(again)


def test_a_line_emptied_and_not_saved_is_still_empty_on_return(world: World, stage: Callable[[Session], Stage]) -> None:
    session = world.pair()
    card = needs.save(session, NeedForm(feel="tired", need="quiet"))
    scene = stage(session)
    editor = scene.show(NeedEditor, card.need.id)
    field(editor, "feel").clear()
    editor.hide()
    editor.deleteLater()
    scene.settle()
    again = scene.show(NeedEditor, card.need.id)
    assert (field(again, "feel").toPlainText(), field(again, "need").toPlainText()) == ("", "quiet")
    button(again, "need-save").click()
    scene.settle()
    changed = scene.ask(lambda s: needs.card(s, card.need.id))
    assert isinstance(changed, NeedCard)
    assert (changed.need.feel, changed.need.need) == ("", "quiet")
    assert scene.ask(lambda s: drafts.find(s, "need/")) == {}


def test_a_saved_card_leaves_no_draft(qtbot: QtBot, world: World, stage: Callable[[Session], Stage]) -> None:
    scene = stage(world.pair())
    editor = scene.show(NeedEditor)
    QTest.keyClicks(field(editor, "need"), "quiet")
    button(editor, "need-save").click()
    scene.settle()
    qtbot.wait(500)
    scene.settle()
    assert scene.ask(lambda s: drafts.find(s, "need/")) == {}


def test_an_empty_card_gets_one_sentence_and_nothing_is_written(
    world: World, stage: Callable[[Session], Stage]
) -> None:
    scene = stage(world.pair())
    editor = scene.show(NeedEditor)
    button(editor, "need-save").click()
    scene.settle()
    assert "A few words on any line are enough to save this card." in visible_words(editor)
    assert scene.went == []
    page = scene.ask(needs.page)
    assert isinstance(page, needs.NeedsPage)
    assert page.mine == ()


def test_words_stay_in_the_fields_when_saving_does_not_work(world: World, stage: Callable[[Session], Stage]) -> None:
    scene = stage(world.pair())
    editor = scene.show(NeedEditor)
    field(editor, "need").setPlainText("to be heard")
    # The person went while the page was open: the store has nobody to save for.
    scene.ask(both)
    button(editor, "need-save").click()
    scene.settle()
    assert field(editor, "need").toPlainText() == "to be heard"
    assert "nothing is lost" in visible_words(editor)
    assert scene.went == []


@pytest.mark.parametrize("words", ODD)
def test_odd_words_come_back_as_they_were_written(words: str, world: World, stage: Callable[[Session], Stage]) -> None:
    scene = stage(world.pair())
    editor = scene.show(NeedEditor)
    field(editor, "need").setPlainText(words)
    button(editor, "need-save").click()
    scene.settle()
    place = scene.show(NeedsPlace, scene.went[-1][1])
    kept = words.replace("\0", "�")
    assert kept in visible_words(place) or kept.replace("�", "") in visible_words(place)
    for label in place.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText


def test_a_hundred_thousand_characters_are_kept_and_shown(world: World, stage: Callable[[Session], Stage]) -> None:
    words = ("so much to say " * 7_000)[:99_990].strip()
    scene = stage(world.pair())
    editor = scene.show(NeedEditor)
    field(editor, "help").setPlainText(words)
    button(editor, "need-save").click()
    scene.settle()
    page = scene.ask(needs.page)
    assert isinstance(page, needs.NeedsPage)
    assert page.mine[0].need.help.replace("\n", "") == words
    place = scene.show(NeedsPlace, page.mine[0].need.id)
    assert "so much to say" in visible_words(place)
    assert findings(scene.window) == []


def test_half_a_megabyte_pasted_is_cut_with_one_sentence(
    qtbot: QtBot, world: World, stage: Callable[[Session], Stage]
) -> None:
    scene = stage(world.pair())
    editor = scene.show(NeedEditor)
    mime = QMimeData()
    mime.setText("x" * 500_000)
    QGuiApplication.clipboard().setMimeData(mime)
    field(editor, "need").paste()
    assert len(field(editor, "need").toPlainText().replace("\n", "")) <= 100_000
    assert "100,000 characters" in visible_words(editor)
    button(editor, "need-save").click()
    qtbot.waitUntil(lambda: bool(scene.went), timeout=10_000)


def test_a_card_is_changed_in_place(world: World, stage: Callable[[Session], Stage]) -> None:
    session = world.pair()
    card = needs.save(session, NeedForm(feel="tired", need="quiet", kinds=("n13",), visibility="now"))
    scene = stage(session)
    editor = scene.show(NeedEditor, card.need.id)
    assert field(editor, "need").toPlainText() == "quiet"
    assert button(editor, "need-save").text() == "Save changes"
    assert button(editor, "need-see-now").isChecked()
    field(editor, "need").setPlainText("quiet in the morning")
    button(editor, "need-see-me").click()
    button(editor, "need-save").click()
    scene.settle()
    changed = scene.ask(lambda s: needs.card(s, card.need.id))
    assert isinstance(changed, NeedCard)
    assert (changed.need.need, changed.need.kinds, changed.need.visibility) == ("quiet in the morning", ("n13",), "me")


def test_when_both_are_here_a_need_is_named_one_at_a_time(world: World, stage: Callable[[Session], Stage]) -> None:
    session = world.pair()
    both(session)
    editor = stage(session).show(NeedEditor)
    assert "Needs are named one at a time. Choose Noor or Joss under Here now." in visible_words(editor)
    assert editor.findChildren(QPlainTextEdit) == []
    assert editor.commands() == {}


def test_one_alone_is_not_asked_whom_to_show_it(world: World, stage: Callable[[Session], Stage]) -> None:
    editor = stage(world.pair(together=False)).show(NeedEditor)
    assert editor.findChild(QWidget, "need-see-now") is None
    assert "This card is yours alone." in visible_words(editor)


# -- the list -----------------------------------------------------------------------------------------------


def rich(world: World) -> Session:
    """Noor's cards of every kind, one of Joss's shown, and a private one of Joss's."""
    session = world.pair()
    ritual = rituals.save(session, rituals.RitualForm("Morning coffee", ("Coffee.",)))
    quiet = needs.save(session, NeedForm(need="quiet in the morning"))
    world.clock.forward(days=2)
    needs.save(session, NeedForm(need="quiet until coffee"), quiet.need.id)
    needs.serve(session, ritual.ritual.id, [quiet.need.id])
    needs.save(session, NeedForm(when="you leave", need="to know when", visibility="together"))
    away = needs.save(session, NeedForm(need="an evening alone"))
    needs.put_away(session, away.need.id)
    come(session, "Joss")
    needs.save(session, NeedForm(need="a short word", visibility="now"))
    needs.save(session, NeedForm(need="something hidden " + SENTINEL))
    come(session, "Noor")
    return session


def test_the_list_has_its_sections_and_a_card_tells_its_story(world: World, stage: Callable[[Session], Stage]) -> None:
    session = rich(world)
    quiet = next(card for card in needs.page(session).mine if card.need.served_by)
    scene = stage(session)
    place = scene.show(NeedsPlace, quiet.need.id)
    words = visible_words(place)
    for section in ("Mine", "Shown to me", "Put away"):
        assert section in words
    assert "I need quiet until coffee." in words
    assert "Morning coffee" in words
    button(place, "need-history").click()
    assert "I need quiet in the morning." in visible_words(place)
    button(place, f"need-ritual-{quiet.need.served_by[0]}").click()
    button(place, "need-edit").click()
    place_go = scene.went
    assert place_go == [("rituals", quiet.need.served_by[0]), ("need", quiet.need.id)]


def test_putting_away_can_be_taken_back(world: World, stage: Callable[[Session], Stage]) -> None:
    session = world.pair()
    card = needs.save(session, NeedForm(need="quiet", visibility="now"))
    scene = stage(session)
    place = scene.show(NeedsPlace)
    button(place, "need-put-away").click()
    scene.settle()
    away = scene.ask(lambda s: needs.card(s, card.need.id))
    assert isinstance(away, NeedCard)
    assert away.need.archived
    assert "Put away. Nothing is lost." in visible_words(place)
    assert place.commands()["Ctrl+Z"] == "undo"
    getattr(place, place.commands()["Ctrl+Z"])()
    scene.settle()
    back = scene.ask(lambda s: needs.card(s, card.need.id))
    assert isinstance(back, NeedCard)
    assert not back.need.archived


def test_an_empty_place_says_what_it_is_for(world: World, stage: Callable[[Session], Stage]) -> None:
    scene = stage(world.pair())
    place = scene.show(NeedsPlace)
    assert "A need is something every person has; this is a way to say one." in visible_words(place)
    button(place, "needs-first").click()
    assert scene.went == [("need", "")]


def test_nothing_private_of_one_stands_on_the_others_screens(world: World, stage: Callable[[Session], Stage]) -> None:
    session = rich(world)
    scene = stage(session)
    assert SENTINEL not in visible_words(scene.show(NeedsPlace))
    assert SENTINEL not in visible_words(scene.show(NeedEditor))


def test_when_both_are_here_only_opened_cards_are_shown_and_none_can_be_changed(
    world: World, stage: Callable[[Session], Stage]
) -> None:
    session = rich(world)
    both(session)
    place = stage(session).show(NeedsPlace)
    words = visible_words(place)
    assert "to know when" in words
    assert "a short word" in words
    assert SENTINEL not in words
    assert "quiet" not in words
    assert place.findChild(QWidget, "need-edit") is None
    assert place.findChild(QWidget, "needs-new") is None
    assert place.commands() == {}


def test_two_edits_that_did_not_know_each_other_are_both_offered(qtbot: QtBot, world: World) -> None:
    session = world.pair()
    company = people.company(session)
    card = needs.save(session, NeedForm(need="quiet"))
    known = card.need
    need = Need(**{name: getattr(known, name) for name in known.__slots__ if name != "also"}, also={"need": ("calm",)})
    detail = NeedDetail(Shown(NeedCard(need, card.author, True)), company)
    qtbot.addWidget(detail)
    chosen: list[tuple[str, str]] = []
    detail.use.connect(lambda line, words: chosen.append((line, words)))
    assert "calm" in visible_words(detail)
    button(detail, "need-use-need-0").click()
    assert chosen == [("need", "calm")]
    session.close()


def test_a_card_that_is_gone_is_told_in_one_sentence(world: World, stage: Callable[[Session], Stage]) -> None:
    scene = stage(world.pair())
    heard: list[Problem] = []
    scene.bridge.failed.connect(heard.append)
    editor = scene.show(NeedEditor, "no-such-card")
    assert "What was saved is safe" in visible_words(editor)
    assert heard == []
    button(editor, "need-save").click()
    scene.settle()
    assert scene.went == []


def test_a_headline_is_the_need_or_the_first_line_with_words(world: World) -> None:
    session = world.pair()
    assert headline(needs.save(session, NeedForm(need="to\nrest", feel="x")).need) == "to rest"
    assert headline(needs.save(session, NeedForm(when="you go")).need) == "you go"
    session.close()


@pytest.mark.parametrize(
    "look_of",
    [(1.0, 944, False), (1.0, 648, False), (2.0, 1108, False), (2.0, 648, False), (1, 944, True)],
)
def test_every_page_passes_the_audit(
    look_of: tuple[float, int, bool], world: World, stage: Callable[[Session], Stage], dressed: QApplication
) -> None:
    scale, width, rtl = look_of
    Theme("light", scale).apply(dressed)
    dressed.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    session = rich(world)
    key = next(card for card in needs.page(session).mine if card.need.served_by).need.id
    scene = stage(session)
    for make, item in ((NeedsPlace, key), (NeedEditor, ""), (NeedEditor, key)):
        place = scene.show(make, item, (width, 760))
        if isinstance(place, NeedEditor):
            button(place, "feeling-more").click()
            scene.settle()
        assert findings(scene.window, width) == []


def test_cards_of_the_others_stand_on_their_colour(world: World, stage: Callable[[Session], Stage]) -> None:
    session = rich(world)
    theirs = needs.page(session).theirs[0].need.id
    place = stage(session).show(NeedsPlace, theirs)
    names = [card.accessibleName() for card in place.findChildren(Card)]
    assert "Joss’s card" in names
    assert not [b for b in place.findChildren(Button) if b.objectName() == "need-edit"]
    assert named(session, "Joss").name == "Joss"
