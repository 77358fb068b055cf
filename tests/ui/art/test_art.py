"""The two threads: told apart by form, mirrored, named, drawn for one as for two, and still until asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bondapp.ui.art import (
    KINDS,
    BreathPacer,
    DayThread,
    Kind,
    Moment,
    StepPath,
    ThreadArt,
    Welcome,
    smooth,
    whole_braid,
)
from bondapp.ui.art.threads import braid, weave_image
from bondapp.ui.theme import Theme, Who

DAY = [
    Moment(465, "door-open", "Goodbye", "done"),
    Moment(1090, "house-line", "Coming home", "next"),
    Moment(1290, "chats-circle", "Evening check-in"),
]


@pytest.fixture
def whos(noor: Who, joss: Who) -> tuple[Who, Who]:
    return noor, joss


def near(one: QColor, other: QColor) -> bool:
    return all(abs(a - b) < 24 for a, b in zip(rgb(one), rgb(other), strict=True)) and one.alpha() > 200


def rgb(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


def share(image: QImage, colour: QColor) -> int:
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(near(image.pixelColor(x, y), colour) for x, y in places)


@given(st.floats(-1e4, 1e4), st.floats(1, 1e4), st.floats(-2e4, 2e4))
def test_smooth_goes_from_nothing_to_all_and_never_back(a: float, length: float, x: float) -> None:
    value = smooth(a, a + length, x)
    assert 0 <= value <= 1
    assert smooth(a, a + length, x + 1) >= value - 1e-9


@given(st.floats(0, 100), st.floats(20, 2_000), st.floats(10, 400))
def test_a_whole_braid_has_its_ends_at_full_spread(x0: float, length: float, asked: float) -> None:
    wave, phase = whole_braid(x0, x0 + length, asked)
    first, second = braid(50, 10, wave, phase=phase)
    for x in (x0, x0 + length):
        assert abs(abs(first(x) - second(x)) - 20) < 1e-3


def test_the_first_is_solid_and_the_second_open(look: Theme, noor: Who, joss: Who) -> None:
    rect = QRectF(0, 0, 100, 60)
    level = (lambda _x: 15.0, lambda _x: 45.0)
    image = weave_image(rect, level, look, (noor, joss), dpr=4, span=(0, 100))
    assert near(image.pixelColor(200, 60), look.who(noor))
    assert image.pixelColor(200, 180).alpha() == 0
    assert near(image.pixelColor(200, 172), look.who(joss))


def test_strands_pass_over_and_under_by_turns(look: Theme, noor: Who, joss: Who) -> None:
    rect = QRectF(0, 0, 200, 60)
    wave = 100.0
    curves = braid(30, 16, wave, phase=0)
    image = weave_image(rect, curves, look, (noor, Who("Joss", "honey")), dpr=4, span=(5, 195))
    tops = [near(image.pixelColor(int(x * 4), 120), look.who(noor)) for x in (50, 100, 150)]
    assert tops in ([True, False, True], [False, True, False])
    assert joss.cord


@pytest.mark.parametrize("kind", KINDS)
def test_each_drawing_shows_both_people_or_the_one_there_is(
    qtbot: QtBot, look: Theme, noor: Who, joss: Who, kind: Kind
) -> None:
    pair, solo = ThreadArt(kind, (noor, joss)), ThreadArt(kind, (noor,))
    for art in (pair, solo):
        qtbot.addWidget(art)
        art.resize(120, 44)
    image = pair.grab().toImage()
    assert share(image, look.who(noor)) > 40
    assert (share(image, look.who(joss)) > 20) == (kind != "alone")
    alone = solo.grab().toImage()
    assert share(alone, look.who(noor)) > 40
    assert share(alone, look.who(joss)) == 0


def test_drawings_mirror_from_right_to_left(qtbot: QtBot, noor: Who, joss: Who) -> None:
    art = ThreadArt("goodbye", (noor, joss))
    qtbot.addWidget(art)
    art.resize(120, 44)
    plain = art.grab().toImage()
    art.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    turned = art.grab().toImage().flipped(Qt.Orientation.Horizontal)
    places = [(x, y) for x in range(0, 120, 3) for y in range(0, 44, 3)]
    alike = sum(near_enough(plain.pixelColor(x, y), turned.pixelColor(x, y)) for x, y in places)
    assert alike > 0.9 * len(places)
    assert plain != art.grab().toImage()


def near_enough(one: QColor, other: QColor) -> bool:
    return all(abs(a - b) < 60 for a, b in zip(rgb(one), rgb(other), strict=True))


def test_the_day_reads_as_a_sentence(qtbot: QtBot, noor: Who, joss: Who) -> None:
    day = DayThread(DAY, 920, [(465, 1090)], (noor, joss))
    qtbot.addWidget(day)
    words = "07:45 Goodbye, done; 18:10 Coming home, next; 21:30 Evening check-in, later"
    assert (day.accessibleName(), day.accessibleDescription()) == ("Today's line", words)
    day.set_day([], None)
    assert day.accessibleDescription() == "nothing planned"


def test_times_follow_the_language(qtbot: QtBot, noor: Who) -> None:
    QLocale.setDefault(QLocale("en_US"))
    day = DayThread(DAY[1:2], None, (), (noor,))
    qtbot.addWidget(day)
    assert day.accessibleDescription().replace("\u202f", " ").startswith("6:10 PM Coming home")


def test_a_moment_is_found_under_the_mouse_on_both_sides(qtbot: QtBot, noor: Who, joss: Who) -> None:
    day = DayThread(DAY, 920, (), (noor, joss))
    qtbot.addWidget(day)
    day.resize(860, 168)
    x = day.place(1090)
    assert day.moment_at(x) == DAY[1]
    assert day.moment_at(860 - x) is None
    day.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert day.moment_at(860 - x) == DAY[1]


def test_crowded_moments_stay_apart_and_in_the_picture(qtbot: QtBot, noor: Who) -> None:
    crowd = [Moment(1380 + i, "leaf", f"Moment {i}") for i in range(6)]
    day = DayThread(crowd, None, (), (noor,))
    qtbot.addWidget(day)
    day.resize(700, 168)
    found = {moment.minute for x in range(700) if (moment := day.moment_at(x))}
    assert found == {moment.minute for moment in crowd}


@pytest.mark.parametrize("moments", [[], [Moment(0, "moon", "Midnight")], [Moment(1439, "moon", "Late")]])
def test_any_day_can_be_drawn(qtbot: QtBot, noor: Who, moments: list[Moment]) -> None:
    day = DayThread(moments, 0, [(0, 0), (100, 1439)], (noor, Who("Joss", "ink", True)))
    qtbot.addWidget(day)
    day.resize(300, 168)
    assert not day.grab().isNull()
    for moment in moments:
        assert 0 <= day.place(moment.minute) <= 300


def test_a_path_says_its_step(qtbot: QtBot, noor: Who, joss: Who) -> None:
    path = StepPath(["Arrive", "What happened", "Close"], 0, (noor, joss))
    qtbot.addWidget(path)
    path.set_current(1)
    assert path.accessibleName() == "Step 2 of 3: What happened"
    with pytest.raises(IndexError):
        path.set_current(3)


def test_a_path_of_one_step_can_be_drawn(qtbot: QtBot, noor: Who) -> None:
    path = StepPath(["Arrive"], 0, (noor,))
    qtbot.addWidget(path)
    path.resize(200, 64)
    assert not path.grab().isNull()


@pytest.fixture
def pacer(qtbot: QtBot, noor: Who, joss: Who) -> BreathPacer:
    made = BreathPacer((noor, joss), 1080, 1200)
    qtbot.addWidget(made)
    made.resize(400, 440)
    made.show()
    qtbot.waitExposed(made)
    return made


def ticking(pacer: BreathPacer) -> bool:
    return pacer._timer.isActive()


def test_the_guide_rests_until_a_person_starts_it(pacer: BreathPacer) -> None:
    assert not pacer.is_running()
    assert not ticking(pacer)
    heard: list[bool] = []
    pacer.running_changed.connect(heard.append)
    QTest.keyClick(pacer, Qt.Key.Key_Space)
    assert ticking(pacer)
    QTest.keyClick(pacer, Qt.Key.Key_Space)
    assert not ticking(pacer)
    pacer.stop()
    assert heard == [True, False]


def test_a_hidden_guide_stops_its_timer_and_goes_on_when_shown(pacer: BreathPacer) -> None:
    pacer.start()
    pacer.hide()
    assert not ticking(pacer)
    assert pacer.is_running()
    pacer.show()
    assert ticking(pacer)


def test_the_breath_moves_once_started(qtbot: QtBot, pacer: BreathPacer) -> None:
    pacer.start()
    opened = pacer.state()[2]
    qtbot.waitUntil(lambda: pacer.state()[2] > opened)


def test_the_breath_is_four_in_and_six_out(pacer: BreathPacer) -> None:
    said = []
    for second in range(10):
        pacer.set_phase(second * 1_000)
        said.append(pacer.state()[:2])
    inward = [("Breathe in", n) for n in (4, 3, 2, 1)]
    assert said == inward + [("Breathe out", n) for n in (6, 5, 4, 3, 2, 1)]


def test_a_guide_counts_minutes_where_a_time_was_named_and_nothing_else(pacer: BreathPacer) -> None:
    counted = pacer.grab().toImage()
    pacer.set_time(0, 0)
    bare = pacer.grab().toImage()
    assert counted != bare
    pacer.set_time(1080, 1200)
    assert pacer.grab().toImage() == counted


def test_another_pace_is_breathed_and_told(pacer: BreathPacer) -> None:
    assert pacer.state()[0] == "When you like"
    pacer.set_phase(9_500)
    pacer.set_pace(3, 3)
    assert pacer.state()[:2] == ("Breathe out", 3)
    assert pacer.accessibleDescription().startswith("3 seconds in, 3 seconds out.")


def test_with_reduced_motion_beads_fill_and_nothing_moves_between(pacer: BreathPacer, dressed: QApplication) -> None:
    Theme(reduced_motion=True).apply(dressed)
    images = []
    for ms in (1_000, 1_900, 2_000):
        pacer.set_phase(ms)
        images.append(pacer.grab().toImage())
    assert images[0] == images[1] != images[2]
    pacer.start()
    assert pacer._timer.interval() == 1_000


@pytest.mark.parametrize("people", [1, 2])
@pytest.mark.parametrize("theme", [Theme("light", 2.0), Theme("dark", 1.0)])
def test_every_drawing_stands_for_one_or_two_at_any_scale(
    qtbot: QtBot, dressed: QApplication, whos: tuple[Who, Who], people: int, theme: Theme
) -> None:
    theme.apply(dressed)
    here = whos[:people]
    makers: list[Callable[[], QWidget]] = [
        lambda: DayThread(DAY, 920, [(465, 1090)], here),
        lambda: StepPath(["One", "Two", "Three"], 1, here),
        lambda: Welcome(here),
        lambda: BreathPacer(here),
    ]
    for make in makers:
        drawing = make()
        qtbot.addWidget(drawing)
        drawing.resize(600, drawing.minimumHeight() or 400)
        assert drawing.accessibleName()
        image = drawing.grab().toImage()
        assert len({image.pixel(x, image.height() // 3) for x in range(image.width())}) > 3


def test_a_drawing_takes_on_a_new_look_at_once(qtbot: QtBot, dressed: QApplication, noor: Who, joss: Who) -> None:
    art = ThreadArt("together", (noor, joss))
    qtbot.addWidget(art)
    art.resize(120, 44)
    dark = Theme("dark")
    dark.apply(dressed)
    assert share(art.grab().toImage(), dark.who(noor)) > 40
