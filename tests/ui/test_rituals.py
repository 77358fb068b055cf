"""Rituals: two people propose, read, say yes and change by keyboard alone; nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QMouseEvent, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from bondapp.rules.records import Change
from bondapp.services import drafts, needs, people, rituals
from bondapp.services.rituals import RitualCard, RitualForm
from bondapp.services.session import Session
from bondapp.store.rituals import OccurrenceRow
from bondapp.ui.bridge import Bridge
from bondapp.ui.kinds import drawing_of
from bondapp.ui.places import Place
from bondapp.ui.rituals import RitualsPlace, RitualWalk
from bondapp.ui.rituals.editor import RitualEditor
from bondapp.ui.rituals.forms import form_of, from_draft, to_draft
from bondapp.ui.rituals.ideas import IdeasPage
from bondapp.ui.rituals.reading import ReadingPage
from bondapp.ui.rituals.wording import day_words
from bondapp.ui.theme import Theme
from bondapp.ui.widgets import Button, Chip, FocusRing, RowList, Text, Toggle, vbox
from screen_audit import findings
from world import World, both, come, named

R = TypeVar("R")
HOME = RitualForm(
    "Coming home",
    ("Bags and phones down first", "Hold each other", "One good thing"),
    kind="reunion",
    days=(0, 1, 2, 3, 4),
    wall=time(18, 10),
    minutes=30,
)


class Stage:
    """A window with one place on it, wired as the shell wires it, on a real vault."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.world = World(folder)
        self.session = self.world.pair()
        self.bridges: list[Bridge] = []
        self.window: QMainWindow | None = None
        self.windows: list[tuple[QMainWindow, FocusRing]] = []
        self.went: list[tuple[str, str]] = []
        self.backs = 0

    def propose(self, form: RitualForm, by: str = "Noor", *, accepted: bool = False) -> str:
        """A ritual by one person, accepted by the other when asked; before anything is shown."""
        come(self.session, by)
        card = rituals.save(self.session, form)
        if accepted:
            come(self.session, "Joss" if by == "Noor" else "Noor")
            rituals.accept(self.session, card.ritual.id)
        return card.ritual.id

    def show(self, here: str, item: str = "", *, kind: type[Place] = RitualsPlace, width: int = 944) -> Place:
        """The place as one person (or Both) sees it; the session then belongs to the bridge."""
        company = both(self.session) if here == "Both" else come(self.session, here)
        session = self.session
        self.bridge = Bridge(lambda: session)
        self.bridges.append(self.bridge)
        return self.put(kind(self.bridge, company, item), width)

    def put(self, place: Place, width: int = 944) -> Place:
        """A place into a fresh window, with its commands and its news; the one before goes from the screen."""
        if self.window is not None:
            self.window.hide()
            self.settle()
        window = QMainWindow()
        self.qtbot.addWidget(window)
        ground = QWidget()
        vbox((place, 1), gap=0, parent=ground)
        window.setCentralWidget(ground)
        window.resize(width, 760)
        self.windows.append((window, FocusRing(window)))
        for keys, method in place.commands().items():
            QShortcut(QKeySequence(keys), window, getattr(place, method))
        self.bridge.changed.connect(lambda nouns: place.refresh() if nouns & place.shows else None)
        place.go.connect(lambda name, item: self.went.append((name, item)))
        place.back.connect(self._back)
        window.show()
        self.window = window
        place.refresh()
        self.settle()
        return place

    def _back(self) -> None:
        self.backs += 1

    def settle(self) -> None:
        """Wait until everything asked for came back."""
        for _ in range(6):
            self.qtbot.waitUntil(lambda: not self.bridge.busy)
            QApplication.processEvents()

    def ask(self, call: Callable[[Session], R]) -> R:
        """Something read from the store while the place is shown."""
        found: list[R] = []
        self.bridge.ask(call, then=found.append)
        self.qtbot.waitUntil(lambda: bool(found))
        return found[0]

    def cards(self) -> tuple[RitualCard, ...]:
        """What the store holds."""
        return self.ask(rituals.all_rituals)

    def press(self, place: QWidget, name: str) -> None:
        """Presses a button by keyboard."""
        button = place.findChild(QWidget, name)
        assert button is not None, name
        assert button.isVisible(), name
        button.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(button, Qt.Key.Key_Space)
        self.settle()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key to whatever has the focus, or to the window."""
        assert self.window is not None
        target = self.window.focusWidget() or self.window
        QTest.keyClick(target, key, modifier)
        self.settle()

    def type(self, words: str) -> None:
        """Words to whatever has the focus."""
        assert self.window is not None
        target = self.window.focusWidget()
        assert target is not None
        QTest.keyClicks(target, words)

    def close(self) -> None:
        """Ends every thread."""
        for bridge in self.bridges:
            bridge.stop()


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path) -> Iterator[Stage]:
    """A stage that is cleared afterwards."""
    made = Stage(qtbot, tmp_path)
    yield made
    made.close()


def editor_of(place: Place) -> RitualEditor:
    """The editor a place shows."""
    found = [child for child in place.findChildren(RitualEditor) if child.isVisible()]
    assert found
    return found[-1]


def step_field(place: Place, number: int) -> QPlainTextEdit:
    """The field of a step."""
    found = editor_of(place).findChild(QPlainTextEdit, f"ritual-step-{number}")
    assert isinstance(found, QPlainTextEdit)
    return found


def said(widget: QWidget) -> str:
    """Every visible line of a widget."""
    return "\n".join(text.text() for text in widget.findChildren(Text) if text.isVisible())


def test_a_ritual_is_proposed_from_ones_own_custom_without_a_mouse(stage: Stage) -> None:
    place = stage.show("Noor")
    stage.key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert any(page.isVisible() for page in place.findChildren(IdeasPage))
    assert "What do you two already do at this moment?" in said(place)
    stage.type("We wave from the window")
    stage.press(place, "ritual-idea-go-on")
    stage.type("Our wave")
    stage.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    (card,) = stage.cards()
    assert card.ritual.title == "Our wave"
    assert card.ritual.steps == ("We wave from the window",)
    assert card.ritual.kind == "goodbye"
    assert card.ritual.accepted_by(named(stage.session, "Noor").id)
    assert "Joss will read it next time they’re here." in said(editor_of(place))


def test_an_idea_comes_after_ones_own_words_and_keeps_them_first(stage: Stage) -> None:
    place = stage.show("Noor", "new")
    stage.type("Shoes off")
    stage.press(place, "ritual-moment-coming_home")
    stage.press(place, "ritual-idea-r02")
    stage.press(place, "ritual-idea-go-on")
    form = editor_of(place).form()
    assert (form.title, form.template, form.kind, form.wall) == ("Landing", "r02", "reunion", time(18, 10))
    assert form.steps[0] == "Shoes off"
    assert len(form.steps) == 5


def test_a_named_idea_opens_filled_in(stage: Stage) -> None:
    place = stage.show("Noor", "new:r01")
    assert editor_of(place).form().title == "Leaving well"


def test_the_other_reads_in_peace_and_says_yes(stage: Stage) -> None:
    identity = stage.propose(HOME)
    place = stage.show("Joss", identity)
    (page,) = place.findChildren(ReadingPage)
    assert "Noor suggests this. Take the time you like." in said(page)
    assert "Weekdays at 18:10, about 30 minutes" in said(page)
    stage.press(place, "ritual-yes-Joss" if place.findChild(QWidget, "ritual-yes-Joss") else "ritual-yes")
    (card,) = stage.cards()
    assert card.ritual.active
    assert "Active for both of you." in said(editor_of(place))


def test_a_no_stays_open_and_can_become_a_yes(stage: Stage) -> None:
    identity = stage.propose(HOME)
    place = stage.show("Joss", identity)
    stage.press(place, "ritual-no")
    joss = named(stage.session, "Joss").id
    assert stage.cards()[0].ritual.answers[joss] == "no"
    assert "It was left open." in said(editor_of(place))
    stage.press(place, "ritual-yes-Joss")
    assert stage.cards()[0].ritual.active


def test_nobody_reads_on_the_screen_that_the_other_said_no(stage: Stage) -> None:
    identity = stage.propose(HOME)
    come(stage.session, "Joss")
    rituals.decline(stage.session, identity)
    place = stage.show("Noor", identity)
    assert "A proposal for now. It can stay one." in said(editor_of(place))
    assert "no" not in said(editor_of(place)).lower().split()


def test_in_both_each_says_yes_by_name(stage: Stage) -> None:
    identity = stage.propose(HOME)
    place = stage.show("Both", identity)
    (page,) = place.findChildren(ReadingPage)
    assert [b.text() for b in page.findChildren(Button) if "says yes" in b.text()] == ["Joss says yes"]
    stage.press(place, "ritual-yes-Joss")
    assert stage.cards()[0].ritual.active
    assert editor_of(place).isVisible()


def test_leaving_it_open_in_both_writes_nothing(stage: Stage) -> None:
    identity = stage.propose(HOME)
    place = stage.show("Both", identity)
    stage.press(place, "ritual-later")
    assert named(stage.session, "Joss").id not in stage.cards()[0].ritual.answers


def test_suggesting_a_change_opens_the_editor_with_the_words(stage: Stage) -> None:
    identity = stage.propose(HOME)
    place = stage.show("Joss", identity)
    stage.press(place, "ritual-change")
    assert editor_of(place).form().title == "Coming home"
    assert "Noor will be asked again" not in said(editor_of(place))
    stage.type(" softly")
    assert "What you do or when changes, so Noor will be asked again." in said(editor_of(place))


def test_changed_terms_ask_the_other_again_and_a_changed_reminder_does_not(stage: Stage) -> None:
    identity = stage.propose(HOME, accepted=True)
    place = stage.show("Noor", identity)
    editor = editor_of(place)
    toggle = editor.findChild(Toggle, "ritual-hide-words")
    assert toggle is not None
    toggle.setFocus()
    stage.key(Qt.Key.Key_Space)
    assert "asked again" not in said(editor)
    stage.press(place, "ritual-save")
    assert stage.cards()[0].ritual.active
    stage.press(place, "ritual-day-5")
    assert "so Joss will be asked again." in said(editor)
    stage.press(place, "ritual-save")
    (card,) = stage.cards()
    assert card.days == (0, 1, 2, 3, 4, 5)
    assert [person.name for person in card.waiting_for] == ["Joss"]


def test_steps_move_with_alt_and_arrows_and_keep_the_focus(stage: Stage) -> None:
    identity = stage.propose(HOME)
    place = stage.show("Noor", identity)
    step_field(place, 3).setFocus()
    stage.key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    stage.key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    stage.key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert step_field(place, 1).hasFocus()
    stage.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert stage.cards()[0].ritual.steps == ("One good thing", "Bags and phones down first", "Hold each other")


def test_enter_opens_a_step_and_the_cross_takes_one_out(stage: Stage) -> None:
    identity = stage.propose(HOME)
    place = stage.show("Noor", identity)
    step_field(place, 1).setFocus()
    stage.key(Qt.Key.Key_Return)
    stage.type("Shoes too")
    stage.press(place, "ritual-step-3-remove")
    assert editor_of(place).form().steps == ("Bags and phones down first", "Shoes too", "One good thing")


def test_a_step_is_dragged_by_its_handle(stage: Stage) -> None:
    identity = stage.propose(HOME)
    place = stage.show("Noor", identity)
    editor = editor_of(place)
    handles = [h for h in editor.findChildren(QWidget) if type(h).__name__ == "_Handle" and h.isVisible()]
    handle, last = handles[0], handles[2]
    middle = QPointF(handle.rect().center())
    kinds = QMouseEvent.Type
    end = QPointF(last.mapToGlobal(last.rect().center() + QPoint(0, 4)))
    for kind, at in ((kinds.MouseButtonPress, handle.mapToGlobal(middle)), (kinds.MouseMove, end)):
        left = Qt.MouseButton.LeftButton
        QApplication.sendEvent(handle, QMouseEvent(kind, middle, at, left, left, Qt.KeyboardModifier.NoModifier))
    assert editor.form().steps == ("Hold each other", "One good thing", "Bags and phones down first")


def test_an_empty_name_gets_one_sentence_and_loses_nothing(stage: Stage) -> None:
    identity = stage.propose(HOME)
    place = stage.show("Noor", identity)
    editor = editor_of(place)
    title = editor.findChild(QPlainTextEdit, "ritual-title")
    assert title is not None
    title.setFocus()
    title.selectAll()
    stage.key(Qt.Key.Key_Delete)
    stage.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert editor.troubles() == "Give it a name, however short, and it can be saved."
    assert editor.form().steps == HOME.steps
    assert stage.cards()[0].ritual.title == "Coming home"
    stage.type("Home")
    assert editor.troubles() == ""
    stage.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert stage.cards()[0].ritual.title == "Home"


def test_no_days_gets_one_sentence_and_no_time_at_all_is_fine(stage: Stage) -> None:
    identity = stage.propose(HOME)
    place = stage.show("Noor", identity)
    editor = editor_of(place)
    for day in range(5):
        stage.press(place, f"ritual-day-{day}")
    stage.press(place, "ritual-save")
    assert editor.troubles() == "Choose at least one day, or take the time away."
    free = editor.findChild(Toggle, "ritual-free")
    assert free is not None
    free.setFocus()
    stage.key(Qt.Key.Key_Space)
    assert editor.troubles() == ""
    stage.press(place, "ritual-save")
    (card,) = stage.cards()
    assert (card.rhythm, card.ritual.rhythm) == ("free", None)


def test_words_not_saved_are_there_after_the_app_was_closed(stage: Stage) -> None:
    identity = stage.propose(HOME)
    place = stage.show("Noor", identity)
    step_field(place, 1).setFocus()
    stage.type(", gently")
    stage.press(place, "ritual-day-6")
    stage.put(RitualsPlace(stage.bridge, place.company, ""))
    assert stage.window is not None
    again = stage.window.findChild(RitualsPlace)
    assert again is not None
    form = editor_of(again).form()
    assert ", gently" in form.steps[0]
    assert 6 in form.days
    assert stage.cards()[0].ritual.steps == HOME.steps


def test_a_new_one_begun_earlier_is_offered_again(stage: Stage) -> None:
    place = stage.show("Noor", "new")
    stage.press(place, "ritual-idea-go-on")
    stage.type("Tea at four")
    stage.qtbot.waitUntil(lambda: bool(stage.ask(lambda s: drafts.find(s, "ritual/new/form"))), timeout=3000)
    again = stage.put(RitualsPlace(stage.bridge, place.company, "new"))
    assert "You began one earlier: “Tea at four”" in said(again)
    stage.press(again, "ritual-resume")
    assert editor_of(again).form().title == "Tea at four"


def test_cancel_sets_words_aside_and_brings_them_back(stage: Stage) -> None:
    identity = stage.propose(HOME)
    place = stage.show("Noor", identity)
    step_field(place, 1).setFocus()
    stage.type("Keys. ")
    changed = editor_of(place).form()
    stage.press(place, "ritual-cancel")
    assert editor_of(place).form().steps == HOME.steps
    assert not stage.ask(lambda s: drafts.find(s, f"ritual/{identity}/"))
    stage.press(place, "ritual-undo")
    assert editor_of(place).form() == changed
    assert stage.ask(lambda s: drafts.find(s, f"ritual/{identity}/"))


def test_a_refresh_leaves_typed_words_and_the_focus_alone(stage: Stage) -> None:
    identity = stage.propose(HOME)
    place = stage.show("Noor", identity)
    field = step_field(place, 2)
    field.setFocus()
    stage.type("x")
    place.refresh()
    stage.settle()
    assert step_field(place, 2) is field
    assert field.hasFocus()
    assert field.toPlainText() == "Hold each otherx"


def test_resting_and_going_on(stage: Stage) -> None:
    identity = stage.propose(HOME, accepted=True)
    place = stage.show("Noor", identity)
    stage.press(place, "ritual-rest")
    assert stage.cards()[0].ritual.paused
    assert "Resting. It reminds nobody until it goes on." in said(editor_of(place))
    stage.press(place, "ritual-rest")
    assert stage.cards()[0].ritual.active


def test_putting_away_can_be_undone(stage: Stage) -> None:
    identity = stage.propose(HOME, accepted=True)
    place = stage.show("Noor", identity)
    stage.press(place, "ritual-put-away")
    assert stage.cards() == ()
    assert "“Coming home” is put away." in said(place)
    stage.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [card.ritual.id for card in stage.cards()] == [identity]
    assert editor_of(place).form().title == "Coming home"


def test_what_was_put_away_stands_at_the_end_and_comes_out_again(stage: Stage) -> None:
    kept = stage.propose(HOME, accepted=True)
    away = stage.propose(replace(HOME, title="Sunday soup", kind="friendship"), accepted=True)
    rituals.put_away(stage.session, away)
    place = stage.show("Noor", away)
    listed = place.findChild(RowList)
    assert listed is not None
    model = listed.model()
    shown = [model.data(model.index(at, 0)) for at in range(model.rowCount())]
    assert shown == ["Every day", "Coming home", "Put away", "Sunday soup"]
    assert "reminds nobody" in said(place)
    stage.press(place, "ritual-take-out")
    assert {card.ritual.id for card in stage.cards()} == {kept, away}
    assert editor_of(place).form().title == "Sunday soup"


def test_the_needs_it_serves_are_noted_on_ones_own_cards(stage: Stage) -> None:
    need = needs.save(stage.session, needs.NeedForm(need="to know I’m in the picture"))
    identity = stage.propose(HOME)
    place = stage.show("Noor", identity)
    chip = next(c for c in editor_of(place).findChildren(Chip) if c.text() == "to know I’m in the picture")
    chip.setFocus()
    stage.key(Qt.Key.Key_Space)
    stage.press(place, "ritual-save")
    assert stage.cards()[0].serves == (need.need.id,)


def test_nobody_sees_the_others_needs_here(stage: Stage) -> None:
    needs.save(stage.session, needs.NeedForm(need="a secret of Noor’s"))
    identity = stage.propose(HOME, accepted=True)
    place = stage.show("Joss", identity)
    assert not [c for c in place.findChildren(Chip) if "secret" in c.text()]


def test_titles_stand_as_they_were_typed(stage: Stage) -> None:
    identity = stage.propose(RitualForm("<b>Tea</b> & 🌙", ("<i>one</i>",), days=(6,), wall=time(10)))
    place = stage.show("Joss", identity)
    assert "<b>Tea</b> & 🌙" in said(place)
    listed = place.findChild(RowList)
    assert listed is not None
    assert listed.model().index(1, 0).data() == "<b>Tea</b> & 🌙"


def test_an_empty_place_says_how_to_begin(stage: Stage) -> None:
    place = stage.show("Noor")
    assert "Small things that happen again" in said(place)
    stage.press(place, "ritual-begin")
    assert any(page.isVisible() for page in place.findChildren(IdeasPage))


def test_a_thousand_rituals_are_listed_at_once(stage: Stage) -> None:
    members = [person.id for person in stage.session.members()]
    fields = {"title": "", "kind": "together", "steps": ["one"], "minutes": 5, "members": members}
    me = members[0]
    rhythm = {"rrule": "FREQ=WEEKLY;BYDAY=MO", "wall": "18:00", "zone": "Europe/Berlin", "start": "2026-11-16"}
    stage.session.share(
        *(Change("ritual.rev", f"{n:032x}", me, {**fields, **rhythm, "title": f"Ritual {n}"}) for n in range(1000))
    )
    place = stage.show("Noor")
    cards = stage.cards()
    assert isinstance(place, RitualsPlace)
    place._show((cards, needs.NeedsPage((), (), ())))
    listed = place.findChild(RowList)
    assert listed is not None
    assert listed.model().rowCount() == 1001


def test_a_walk_ends_with_an_outcome_for_its_day(stage: Stage) -> None:
    identity = stage.propose(HOME, accepted=True)
    place = stage.show("Noor", f"{identity}|2026-11-19|0", kind=RitualWalk)
    assert "Bags and phones down first" in said(place)
    for _ in HOME.steps:
        stage.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "How did it go?" in said(place)
    stage.press(place, "walk-partly")
    assert stage.backs == 1
    found = stage.ask(lambda s: rituals.happenings(s, date(2026, 11, 19), 1))
    assert [happening.outcome for happening in found] == ["partly"]


def test_leaving_a_walk_half_way_writes_nothing(stage: Stage) -> None:
    identity = stage.propose(HOME, accepted=True)
    place = stage.show("Noor", f"{identity}|2026-11-19|0", kind=RitualWalk)
    stage.press(place, "walk-next")
    assert "Hold each other" in said(place)
    assert "Leaving writes nothing down." in said(place)
    stage.press(place, "walk-leave")
    assert stage.backs == 1
    found = stage.ask(lambda s: rituals.happenings(s, date(2026, 11, 19), 1))
    assert [happening.outcome for happening in found] == [None]
    assert stage.ask(lambda s: drafts.find(s, "walk/")) == {}


def test_leaving_it_open_at_the_end_writes_nothing(stage: Stage) -> None:
    identity = stage.propose(RitualForm("Squeeze", ()))
    place = stage.show("Noor", f"{identity}||", kind=RitualWalk)
    stage.press(place, "walk-next")
    stage.press(place, "walk-open")
    assert stage.ask(_occurrences) == []


def test_a_ritual_without_a_time_can_happen_twice_a_day(stage: Stage) -> None:
    identity = stage.propose(RitualForm("Squeeze", ("Three times",)))
    place = stage.show("Noor", f"{identity}||", kind=RitualWalk)
    stage.press(place, "walk-next")
    stage.press(place, "walk-done")
    stage.world.clock.forward(hours=1)
    again = stage.put(RitualWalk(stage.bridge, place.company, f"{identity}||"))
    stage.press(again, "walk-next")
    stage.press(again, "walk-done")
    assert stage.ask(_occurrences) == [("2026-11-19", 15 * 60 + 20), ("2026-11-19", 16 * 60 + 20)]


def test_a_moment_to_breathe_comes_back_to_the_same_step(stage: Stage) -> None:
    identity = stage.propose(HOME)
    item = f"{identity}|2026-11-19|0"
    place = stage.show("Noor", item, kind=RitualWalk)
    stage.press(place, "walk-next")
    stage.press(place, "walk-moment")
    assert stage.went == [("breathe", "")]
    again = stage.put(RitualWalk(stage.bridge, place.company, item))
    assert "Hold each other" in said(again)


def test_a_walk_of_a_ritual_put_away_says_so(stage: Stage) -> None:
    place = stage.show("Noor", "nothing||", kind=RitualWalk)
    assert "This ritual is put away." in said(place)


def test_starting_now_goes_to_the_walk(stage: Stage) -> None:
    identity = stage.propose(HOME)
    place = stage.show("Noor", identity)
    stage.press(place, "ritual-start")
    assert stage.went == [("ritual-walk", f"{identity}||")]


@pytest.mark.parametrize("here", ["Noor", "Joss", "Both"])
@pytest.mark.parametrize("look", [(944, 1.0, False), (720, 1.0, False), (944, 2.0, False), (720, 2.0, True)])
def test_every_state_fits(stage: Stage, dressed: QApplication, here: str, look: tuple[int, float, bool]) -> None:
    width, scale, rtl = look
    identity = stage.propose(HOME)
    Theme(scale=scale).apply(dressed)
    if rtl:
        dressed.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    place = stage.show(here, identity, width=width)
    assert stage.window is not None
    assert findings(stage.window, width) == []
    for item in ("new", "new:r03", ""):
        stage.put(RitualsPlace(stage.bridge, place.company, item), width)
        assert findings(stage.window, width) == []
    walk = stage.put(RitualWalk(stage.bridge, place.company, f"{identity}||"), width)
    assert findings(stage.window, width) == []
    assert isinstance(walk, RitualWalk)
    for _ in HOME.steps:
        walk.forward()
    stage.settle()
    assert findings(stage.window, width) == []


def test_a_draft_of_a_form_reads_back_as_it_was() -> None:
    assert from_draft(to_draft(HOME)) == HOME
    free = RitualForm("", ("a\nb",), needs=("n",), if_not="ask")
    assert from_draft(to_draft(free)) == free
    assert from_draft("not a form") is None
    assert from_draft("[]") is None


def test_days_are_said_as_people_say_them() -> None:
    assert day_words((0, 1, 2, 3, 4)) == "Weekdays"
    assert day_words(range(7)) == "Every day"
    assert day_words((5, 6)) == "Weekends"
    assert day_words((6,)) == "Sunday"
    assert day_words((5, 0, 3)) == "Mon, Thu, Sat"
    assert day_words(()) == "When it happens"


def test_every_kind_of_the_catalogue_has_a_drawing(stage: Stage) -> None:
    assert drawing_of("reunion") == "reunion"
    assert drawing_of("check_in") == "checkin"
    assert drawing_of("never heard of") == "together"
    for template in rituals.templates(stage.session):
        assert drawing_of(template.kind)


def test_a_form_shows_what_the_card_holds(stage: Stage) -> None:
    identity = stage.propose(HOME)
    assert form_of(rituals.one(stage.session, identity)) == HOME
    assert people.company(stage.session).me is not None


def _occurrences(session: Session) -> list[tuple[str, int]]:
    from sqlalchemy import select

    with session.bond.space.reading() as rows:
        found = [row.value() for row in rows.scalars(select(OccurrenceRow))]
    return sorted((o.day.isoformat(), o.slot) for o in found)
