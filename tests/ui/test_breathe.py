"""The pause and the moment: nothing moves by itself, coming back takes everybody's yes, no record of a moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from bondapp.services import opening, repair
from bondapp.services.session import Session
from bondapp.ui.art import BreathPacer
from bondapp.ui.breathe import BreathePlace
from bondapp.ui.theme import Theme
from bondapp.ui.widgets import LetterField
from screen_audit import findings
from stage import Stage
from world import World, named

pytest_plugins = ["staging"]


def paused(stage: Stage, minutes: int = 20) -> str:
    """A walk that is pausing."""
    people = [person.id for person in stage.company.people]
    walk = str(stage.ask(lambda session: repair.begin(session, "after-the-argument", people, people[0]).id))
    stage.ask(lambda s: repair.act(s, walk, "pause", "", ((s.now() + timedelta(minutes=minutes)).isoformat(),)))
    return walk


def answer(stage: Stage, *replies: str) -> None:
    """Each alone, then together again."""
    stage.press("steadier-now")
    for reply in replies:
        stage.press("hand-over-open")
        if reply:
            stage.press(f"steadier-{reply}")
        stage.press("asking-next")
    stage.press("hand-over-open")


def status(stage: Stage, walk: str) -> str:
    return str(stage.ask(lambda session: repair.page(session, walk)).walk.status)


def test_the_guide_moves_only_when_started_and_stops_at_once(stage: Stage) -> None:
    stage.show(BreathePlace, paused(stage))
    pacer = stage.place.findChild(BreathPacer)
    assert isinstance(pacer, BreathPacer)
    assert not pacer.is_running()
    stage.press("breathe-start")
    assert pacer.is_running()
    stage.press("breathe-stop")
    assert not pacer.is_running()


def test_two_yeses_resume_the_walk(stage: Stage) -> None:
    walk = paused(stage)
    stage.show(BreathePlace, walk)
    answer(stage, "yes", "yes")
    assert status(stage, walk) == "open"
    assert stage.went[-1] == ("repair-walk", walk)


@pytest.mark.parametrize("replies", [("yes", "ten-more"), ("ten-more", "yes"), ("ten-more", "ten-more"), ("", "yes")])
def test_anything_but_two_yeses_reads_the_same_whoever_asked(
    world: World, stage: Stage, replies: tuple[str, str]
) -> None:
    walk = paused(stage)
    world.clock.forward(minutes=20)
    stage.show(BreathePlace, walk)
    answer(stage, *replies)
    assert status(stage, walk) == "paused"
    assert any(line.startswith("Ten more minutes. Back at 15:50") for line in stage.words())
    page = stage.ask(lambda session: repair.page(session, walk))
    assert page.walk.extensions == 1
    assert page.walk.steadier == ()


@pytest.mark.parametrize("replies", [("yes", "tomorrow"), ("tomorrow", "ten-more")])
def test_tomorrow_puts_the_walk_down_with_one_reminder(stage: Stage, replies: tuple[str, str]) -> None:
    walk = paused(stage)
    stage.show(BreathePlace, walk)
    answer(stage, *replies)
    stage.press("rest-yes")
    page = stage.ask(lambda session: repair.page(session, walk))
    assert page.walk.status == "down"
    assert page.walk.down_until.isoformat() == "2026-11-20T17:00:00+00:00"


def test_one_of_two_cannot_end_the_pause_for_both(world: World, stages: Callable[[Session], Stage]) -> None:
    session = world.pair()
    people = [person.id for person in session.members()]
    opening.together(session)
    walk = repair.begin(session, "after-the-argument", people, people[0]).id
    repair.act(session, walk, "pause", "", ((session.now() + timedelta(minutes=20)).isoformat(),))
    opening.enter(session, named(session, "Joss").id, None)
    stage = stages(session)
    stage.show(BreathePlace, walk)
    stage.press("steadier-now")
    assert not stage.has("hand-over")
    assert status(stage, walk) == "paused"
    assert any("When everybody is here" in line for line in stage.words())


def test_the_box_for_thoughts_keeps_nothing(stage: Stage) -> None:
    stage.show(BreathePlace, paused(stage))
    stage.press("note-open")
    field = stage.place.findChild(LetterField)
    assert isinstance(field, LetterField)
    field.set_words("round and round")
    stage.press("note-close")
    assert field.words() == ""
    assert stage.ask(lambda session: session.draft_space().drafts("")) == {}


def test_a_moment_leaves_no_record(stage: Stage) -> None:
    stage.show(BreathePlace)
    stage.press("breathe-start")
    stage.find("breathe-pace").findChildren(QWidget)[1].click()  # type: ignore[attr-defined]  # the second pace
    stage.settle()
    assert stage.ask(repair.walks) == ()
    assert any("five things you can see" in line for line in stage.words())


def test_five_and_five_breathes_evenly(stage: Stage) -> None:
    stage.show(BreathePlace)
    pacer = stage.place.findChild(BreathPacer)
    assert isinstance(pacer, BreathPacer)
    pacer.set_phase(4_500)
    assert pacer.state()[:2] == ("Breathe out", 6)
    pacer.set_pace(5, 5)
    assert pacer.state()[:2] == ("Breathe in", 1)


def test_every_way_out_is_there(stage: Stage) -> None:
    walk = paused(stage)
    stage.show(BreathePlace, walk)
    for name, place in (("breathe-hide", "hide"), ("breathe-safety", "safety"), ("breathe-back", "repair")):
        stage.press(name)
        assert stage.went[-1][0] == place


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [720, 1180])
def test_it_fits_every_look(dressed: QApplication, stage: Stage, width: int, scale: float, rtl: bool) -> None:
    Theme(scale=scale).apply(dressed)
    dressed.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    walk = paused(stage)
    for item, presses in (("", ()), (walk, ("note-open",)), (walk, ("rest-tomorrow",)), (walk, ("steadier-now",))):
        stage.show(BreathePlace, item, (width, 760))
        for press in presses:
            stage.press(press)
        assert stage.window is not None
        assert findings(stage.window, width) == []
