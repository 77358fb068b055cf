"""Walking a guide: by keys alone to the end, put down and taken up, gates that leave no trace."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from bondapp.services import drafts, opening, repair
from bondapp.services.session import Session
from bondapp.ui.repair import RepairPlace, RepairWalk
from bondapp.ui.repair.gates import Gates, NotNow
from bondapp.ui.theme import Theme, Who
from bondapp.ui.widgets import Button, ChoiceChips, LetterField, PickCard, PickCards, Text
from screen_audit import findings
from stage import Stage
from world import World, both, content, named

pytest_plugins = ["staging"]
GUIDE = "new:after-the-argument"
CTRL = Qt.KeyboardModifier.ControlModifier
CALM = {"afraid": "no", "hurt": "no", "control": "no", "pushed": "no", "stop": "yes", "life": "no"} | {
    "clouded": "no",
    "own": "no",
}
LOOKS = [
    ((1180, 760), 1.0, False),
    ((720, 760), 1.0, False),
    ((1180, 760), 2.0, False),
    ((720, 760), 2.0, False),
    ((1180, 760), 1.0, True),
]


def go_on(stage: Stage) -> None:
    stage.key(Qt.Key.Key_Return, CTRL)


def answer_gates_by_keys(stage: Stage) -> None:
    """One person's questions, calm and ready."""
    stage.key(Qt.Key.Key_Space)
    for number, (question, reply) in enumerate(CALM.items()):
        if number:
            stage.key(Qt.Key.Key_Tab)
        stage.key(Qt.Key.Key_Space if reply == "yes" else Qt.Key.Key_Right)
        chips = stage.find(f"path-{question}")
        assert isinstance(chips, ChoiceChips)
        assert chips.value() == reply
    go_on(stage)
    stage.key(Qt.Key.Key_Right)
    go_on(stage)
    stage.key(Qt.Key.Key_Space)
    go_on(stage)
    go_on(stage)


def start_by_keys(stage: Stage) -> None:
    stage.show(RepairWalk, GUIDE)
    answer_gates_by_keys(stage)
    answer_gates_by_keys(stage)
    stage.key(Qt.Key.Key_Space)
    stage.key(Qt.Key.Key_Space)


def begun(stage: Stage, guide: str = "after-the-argument") -> str:
    """A walk at its first step."""
    people = [person.id for person in stage.company.people]
    walk = stage.ask(lambda session: repair.begin(session, guide, people, people[0]).id)
    return str(walk)


def do(stage: Stage, walk: str, *deeds: tuple[str, str, tuple[str, ...]]) -> None:
    for op, person, value in deeds:
        stage.ask(partial(repair.act, identity=walk, op=op, person=person, value=value))


def at_moment(stage: Stage) -> str:
    """A walk whose turn is Joss's, at what the moment was like."""
    walk = begun(stage)
    noor, joss = (person.id for person in stage.company.people)
    do(
        stage,
        walk,
        ("confirm", "", ()),
        ("answer", noor, ("small",)),
        ("answer", joss, ()),
        *(("skip", noor, ()), ("skip", joss, ())),
        ("answer", noor, ("It got loud.",)),
        ("confirm", noor, ()),
    )
    return walk


def test_two_people_walk_the_guide_to_its_end_with_the_keyboard_alone(stage: Stage) -> None:
    start_by_keys(stage)
    walk = stage.place.item
    assert not walk.startswith("new:")
    seen = []
    for turn in range(60):
        page = stage.ask(lambda session: repair.page(session, walk))
        if page.walk.status != "open":
            break
        seen.append((page.view.step.id, page.view.phase))
        field = QApplication.focusWidget()
        if page.view.step.kind == "words" or page.view.phase == "reply":
            stage.key(Qt.Key.Key_Space)
        elif isinstance(field, LetterField):
            stage.type(f"words {turn}")
        go_on(stage)
    page = stage.ask(lambda session: repair.page(session, walk))
    assert page.walk.status == "closed"
    assert page.walk.looks == (2, 7)
    assert ("version", "say_back") in seen
    assert ("change", "reply") in seen
    noor, joss = page.walk.persons
    assert page.walk.answer("version", noor, "speak").text.startswith("words")
    assert page.walk.answer("version", joss, "say_back").text.startswith("words")
    assert stage.ask(lambda session: drafts.find(session, "walk/")) == {}
    assert stage.has("ended")
    assert any("21 November" in words for words in stage.words())


def test_a_walk_put_down_is_taken_up_the_next_day_at_the_same_step_and_turn(
    world: World, stage: Stage, stages: Callable[[Session], Stage]
) -> None:
    walk = at_moment(stage)
    stage.show(RepairWalk, walk)
    field = stage.find("walk-words")
    assert isinstance(field, LetterField)
    stage.type("half a thou")
    stage.press("walk-leave")
    stage.press("leave-rest")
    assert stage.went[-1] == ("repair", "")
    before = stage.ask(lambda session: repair.page(session, walk)).walk
    assert before.status == "down"
    stage.end()
    world.clock.forward(hours=26)
    session = world.session()
    both(session)
    later = stages(session)
    later.show(RepairWalk, walk)
    answer_gates_by_keys(later)
    answer_gates_by_keys(later)
    later.key(Qt.Key.Key_Space)
    after = later.ask(lambda s: repair.page(s, walk)).walk
    assert (after.status, after.step, after.part) == ("open", before.step, before.part)
    field = later.find("walk-words")
    assert isinstance(field, LetterField)
    assert field.words() == "half a thou"


def test_words_come_back_after_the_page_is_built_again(stage: Stage) -> None:
    walk = at_moment(stage)
    stage.show(RepairWalk, walk)
    words = "👩‍👩‍👧 <b>not bold</b> مرحبا " + "very " * 400
    stage.find("walk-words").set_words(words)  # type: ignore[attr-defined]  # a letter field
    stage.press("walk-leave")
    stage.press("leave-open")
    stage.show(RepairWalk, walk)
    assert stage.find("walk-words").words() == words  # type: ignore[attr-defined]  # a letter field
    go_on(stage)
    assert any(line == words.strip() for line in stage.words())
    assert stage.window is not None
    assert stage.window.windowTitle() == ""


def test_anybody_stops_at_any_time(stage: Stage) -> None:
    walk = at_moment(stage)
    stage.show(RepairWalk, walk)
    stage.press("walk-leave")
    stage.press("leave-stop")
    assert stage.ask(lambda session: repair.page(session, walk)).walk.status == "stopped"
    assert stage.has("ended")


def test_a_walk_removed_leaves_nothing(stage: Stage) -> None:
    walk = at_moment(stage)
    stage.show(RepairWalk, walk)
    stage.press("walk-leave")
    stage.press("leave-ask-remove")
    stage.press("leave-remove")
    assert stage.ask(repair.walks) == ()
    assert stage.went[-1] == ("repair", "")


def test_a_pause_takes_one_key_and_leads_to_the_breathing_page(stage: Stage) -> None:
    walk = at_moment(stage)
    stage.show(RepairWalk, walk)
    stage.key(Qt.Key.Key_P, CTRL)
    stage.key(Qt.Key.Key_Space)
    page = stage.ask(lambda session: repair.page(session, walk))
    assert page.walk.status == "paused"
    assert stage.went[-1] == ("breathe", walk)
    now = stage.ask(lambda session: session.now())
    assert page.walk.paused_until - now == timedelta(minutes=20)


def test_a_pause_too_short_says_one_sentence_and_can_be_named_again(stage: Stage) -> None:
    walk = at_moment(stage)
    stage.show(RepairWalk, walk)
    stage.press("walk-pause")
    choice = stage.find("return-choice")
    assert isinstance(choice, ChoiceChips)
    choice.chips()[-1].click()
    later = stage.ask(lambda session: session.local()) + timedelta(minutes=5)
    stage.find("return-at").set_value(later.time())  # type: ignore[attr-defined]  # a time field
    stage.press("pause-start")
    assert stage.has("problem")
    assert stage.ask(lambda session: repair.page(session, walk)).walk.status == "open"
    choice.chips()[0].click()
    stage.press("pause-start")
    assert stage.ask(lambda session: repair.page(session, walk)).walk.status == "paused"


def test_a_word_of_danger_opens_the_safety_page_and_is_kept_in_no_draft(stage: Stage) -> None:
    walk = begun(stage)
    do(stage, walk, ("confirm", "", ()))
    stage.show(RepairWalk, walk)
    stage.press("words-more")
    group = stage.find("words-group")
    assert isinstance(group, ChoiceChips)
    group.chips()[-1].click()
    stage.settle()
    chip = next(c for c in stage.find("words-in-group").chips() if c.text() == "threatened")  # type: ignore[attr-defined]  # many chips
    chip.click()
    stage.settle()
    assert stage.went[-1] == ("safety", walk)
    stage.press("walk-leave")
    kept = stage.ask(lambda session: drafts.find(session, "walk/"))
    assert not any("threatened" in words for words in kept.values())


def test_a_deed_out_of_step_keeps_the_words_in_sight(stage: Stage) -> None:
    walk = at_moment(stage)
    stage.show(RepairWalk, walk)
    stage.bridge.changed.disconnect(stage.place.refresh)
    stage.find("walk-words").set_words("mine")  # type: ignore[attr-defined]  # a letter field
    do(stage, walk, ("stop", "", ()))
    go_on(stage)
    assert any(isinstance(f, LetterField) and f.words() == "mine" for f in stage.place.findChildren(LetterField))
    stage.bridge.changed.connect(stage.place.refresh)


def test_a_long_sitting_changes_one_line_and_nothing_else(stage: Stage) -> None:
    walk = at_moment(stage)
    place = stage.show(RepairWalk, walk)
    assert isinstance(place, RepairWalk)
    place._long.timeout.emit()
    assert any("A pause is always there" in words for words in stage.words())
    assert stage.ask(lambda session: repair.page(session, walk)).walk.status == "open"


# -- gates -------------------------------------------------------------------------------------------------


def folder_print(folder: Path) -> dict[str, str]:
    """Every file of the vault as a digest."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_gates_write_nothing_and_end_in_the_same_quiet_words(world: World, stage: Stage) -> None:
    stage.show(RepairWalk, GUIDE)
    before = folder_print(world.folder)
    for _ in range(2):
        stage.press("hand-over-open")
        stage.find("path-afraid").chips()[0].click()  # type: ignore[attr-defined]  # choice chips
        for _ in range(4):
            stage.press("asking-next")
    stage.press("hand-over-open")
    assert stage.has("not-now")
    assert folder_print(world.folder) == before
    assert stage.ask(repair.walks) == ()


ANSWERS = st.fixed_dictionaries({
    "path": st.dictionaries(st.sampled_from(sorted(CALM)), st.sampled_from(["yes", "no", "rather_not"])),
    "heat": st.none() | st.integers(0, 10),
    "ready": st.none() | st.sampled_from(["yes", "no", "rather_not"]),
})  # fmt: skip


def visible_words(widget: QWidget) -> list[str]:
    return [text.text() for text in widget.findChildren(Text) if not text.isHidden()]


def run_gates(answers: list[dict[str, object]]) -> str:
    """Answer for two people; says "go", or the words they are both shown."""
    people = ["a", "b"]
    whos = {"a": Who("Noor", "plum"), "b": Who("Joss", "honey", cord=True)}
    gates = Gates(content().guide("after-the-argument"), content(), people, whos, lambda *_: None)
    result: list[str] = []
    gates.go.connect(lambda: result.append("go"))
    gates.not_now.connect(lambda: result.append("\n".join(visible_words(NotNow(content(), solo=False)))))
    for given_ in answers:
        gates.go_on()
        path = given_["path"]
        assert isinstance(path, dict)
        for question, reply in path.items():
            chips = gates.findChildren(ChoiceChips, f"path-{question}")[-1]
            chips.chips()[["yes", "no", "rather_not"].index(reply)].click()
        gates.go_on()
        if given_["heat"] is not None:
            heat = [c for c in gates.findChildren(ChoiceChips, "heat") if not c.isHidden()][-1]
            heat.chips()[int(str(given_["heat"]))].click()
        gates.go_on()
        if given_["ready"] is not None:
            ready = gates.findChildren(PickCards, "ready")[-1]
            name = f"ready-{given_['ready']}".replace("_", "-")
            next(card for card in ready.findChildren(PickCard) if card.objectName() == name).click()
        gates.go_on()
        gates.go_on()
    gates.go_on()
    gates.deleteLater()
    QApplication.sendPostedEvents(None, 52)
    assert len(result) == 1
    return result[0]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=ANSWERS, second=ANSWERS)
def test_whoever_answers_what_both_read_the_same_words(first: dict[str, object], second: dict[str, object]) -> None:
    def clear(one: dict[str, object]) -> bool:
        heat = one["heat"]
        return one["path"] == CALM and isinstance(heat, int) and heat <= 4 and one["ready"] == "yes"

    neutral = "\n".join(visible_words(NotNow(content(), solo=False)))
    wanted = "go" if clear(first) and clear(second) else neutral
    assert run_gates([first, second]) == wanted
    assert run_gates([second, first]) == wanted


def test_two_calm_people_go_on() -> None:
    calm: dict[str, object] = {"path": dict(CALM), "heat": 2, "ready": "yes"}
    assert run_gates([calm, calm]) == "go"


def test_a_worrying_answer_offers_help_on_that_persons_own_card_alone(stage: Stage) -> None:
    stage.show(RepairWalk, GUIDE)
    stage.press("hand-over-open")
    stage.find("path-hurt").chips()[0].click()  # type: ignore[attr-defined]  # choice chips
    for _ in range(3):
        stage.press("asking-next")
    assert stage.has("safety-country")
    stage.press("asking-next")
    assert not stage.has("safety-country")
    assert stage.has("hand-over")


def test_questions_half_answered_are_forgotten_when_the_page_is_put_away(stage: Stage) -> None:
    stage.show(RepairWalk, GUIDE)
    stage.press("hand-over-open")
    stage.find("path-hurt").chips()[0].click()  # type: ignore[attr-defined]  # choice chips
    stage.place.hide()
    stage.settle()
    stage.place.show()
    stage.settle()
    assert stage.has("hand-over")
    assert not stage.has("path-hurt")


# -- the list ----------------------------------------------------------------------------------------------


def test_a_walk_under_way_comes_first_and_earlier_ones_stay_closed(stage: Stage) -> None:
    walk = at_moment(stage)
    stage.show(RepairPlace)
    assert stage.has(f"pick-up-{walk}")
    assert not any("It got loud." in words for words in stage.words())
    stage.press(f"pick-up-{walk}")
    assert stage.went[-1] == ("repair-walk", walk)
    do(stage, walk, ("stop", "", ()))
    stage.settle()
    assert not stage.has(f"earlier-{walk}")
    stage.press("repair-earlier")
    stage.press(f"earlier-{walk}")
    stage.show(RepairWalk, walk)
    assert not any("It got loud." in words for words in stage.words())
    stage.press("ended-open")
    assert any("It got loud." in words for words in stage.words())


def test_one_of_two_is_told_what_is_for_both_and_offered_ways_alone(
    world: World, stages: Callable[[Session], Stage]
) -> None:
    session = world.pair()
    opening.enter(session, named(session, "Noor").id, None)
    stage = stages(session)
    stage.show(RepairPlace)
    assert not stage.has("begin-after-the-argument")
    assert stage.has("begin-pause")
    stage.press("alone-need")
    assert stage.went[-1] == ("need", "")
    stage.show(RepairWalk, GUIDE)
    assert stage.has("alone-breathe")
    assert not stage.has("gates")


def test_what_one_walked_alone_shows_to_nobody_else(world: World, stages: Callable[[Session], Stage]) -> None:
    session = world.pair()
    noor = named(session, "Noor").id
    walk = repair.begin(session, "pause", [noor], noor).id
    both(session)
    stage = stages(session)
    stage.show(RepairPlace)
    assert not stage.has(f"pick-up-{walk}")
    stage.show(RepairWalk, walk)
    assert not stage.has("walk-next")


def test_one_person_walks_alone_without_an_empty_half(world: World, stages: Callable[[Session], Stage]) -> None:
    stage = stages(world.pair(together=False))
    stage.show(RepairWalk, GUIDE)
    stage.press("asking-next")
    assert stage.find("step-title")
    go_on(stage)
    go_on(stage)
    words = stage.words()
    assert "What happened, as you saw it?" in words
    assert not any("listens" in line for line in words)


def test_begin_of_the_pause_guide_leads_through_it(stage: Stage) -> None:
    stage.show(RepairWalk, "new:pause")
    stage.press("first-1")
    stage.find("walk-options").findChildren(QWidget)[0].click()  # type: ignore[attr-defined]  # the first card
    stage.press("walk-next")
    walk = stage.place.item
    assert stage.has("return-time")
    stage.press("walk-next")
    assert stage.ask(lambda session: repair.page(session, walk)).walk.status == "paused"
    assert stage.went[-1] == ("breathe", walk)


# -- looks -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "scale", "rtl"), LOOKS)
def test_every_state_fits_every_look(
    dressed: QApplication, stage: Stage, size: tuple[int, int], scale: float, rtl: bool
) -> None:
    Theme(scale=scale).apply(dressed)
    dressed.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    walk = at_moment(stage)
    assert stage.window is None
    for make, item, presses in (
        (RepairPlace, "", ()),
        (RepairWalk, GUIDE, ("hand-over-open", "asking-next", "asking-next", "asking-next")),
        (RepairWalk, walk, ("words-more",)),
        (RepairWalk, walk, ("walk-pause",)),
        (RepairWalk, walk, ("walk-leave", "leave-ask-remove")),
    ):
        stage.show(make, item, size)
        for press in ("", *presses):
            if press:
                stage.press(press)
            assert stage.window is not None
            assert findings(stage.window, size[0]) == [], (item, press)


def test_every_hard_page_has_a_way_out_a_pause_and_a_hiding_place(stage: Stage) -> None:
    stage.show(RepairWalk, at_moment(stage))
    for name, place in (("walk-hide", "hide"), ("walk-safety", "safety")):
        stage.press(name)
        assert stage.went[-1][0] == place
    assert isinstance(stage.find("walk-pause"), Button)
    assert isinstance(stage.find("walk-leave"), Button)
