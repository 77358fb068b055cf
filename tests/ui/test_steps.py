"""The pages of guides: one for every kind of step, and a time to come back that stays within a day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from bondapp.rules.steps import LONGEST_PAUSE, SHORTEST_PAUSE, STEP_KINDS
from bondapp.ui.handover import at_wall, fill, time_words
from bondapp.ui.steps import PAGES, ReturnTime, WordBank
from bondapp.ui.widgets import Chip, ManyChips
from world import content

BERLIN = ZoneInfo("Europe/Berlin")


def test_every_kind_of_step_has_a_page() -> None:
    assert set(PAGES) == set(STEP_KINDS)


def test_names_with_braces_stay_what_they_are() -> None:
    assert fill("{speaker} and {listener}", speaker="{listener}", listener="<b>J</b>") == "{listener} and <b>J</b>"


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.times(), st.times())
def test_a_wall_time_tomorrow_is_on_tomorrows_day(day: date, clock: time, wall: time) -> None:
    here = datetime.combine(day, clock, BERLIN)
    assert at_wall(here, wall, 1).date() == here.date() + timedelta(days=1)


@pytest.mark.parametrize("hour", range(24))
def test_every_time_offered_is_a_fit_pause(qtbot: QtBot, hour: int) -> None:
    now = datetime(2026, 11, 19, hour, 17, 33, tzinfo=BERLIN)
    picker = ReturnTime((20, 45), 20, now)
    qtbot.addWidget(picker)
    for chip in picker.choice.chips()[:-1]:
        chip.click()
        away = picker.until(now) - now.replace(second=0)
        assert SHORTEST_PAUSE <= away <= LONGEST_PAUSE, chip.text()


def test_minutes_are_minutes_in_the_night_the_clocks_change(qtbot: QtBot) -> None:
    now = datetime(2026, 10, 25, 2, 50, tzinfo=BERLIN)
    picker = ReturnTime((20,), 20, now)
    qtbot.addWidget(picker)
    assert picker.until(now).timestamp() - now.timestamp() == 1200


def test_a_time_on_another_day_says_so() -> None:
    now = datetime(2026, 11, 19, 23, 30, tzinfo=BERLIN)
    assert time_words(now, now) == "23:30"
    assert time_words(now + timedelta(hours=9), now) == "08:30 tomorrow"


def chips_of(bank: WordBank) -> list[Chip]:
    """The words at hand."""
    box = bank.findChild(ManyChips, "words")
    assert isinstance(box, ManyChips)
    return box.chips()


def test_a_bank_of_three_words_lets_the_first_go_for_a_fourth(qtbot: QtBot) -> None:
    bank = WordBank(content(), None, 3, ("small", "scared"))
    qtbot.addWidget(bank)
    chips = chips_of(bank)
    for chip in chips[:4]:
        chip.click()
    assert bank.picked() == tuple(chip.text() for chip in chips[1:4])


def test_a_listed_word_asks_for_the_safety_page(qtbot: QtBot) -> None:
    bank = WordBank(content(), None, 0, ("trapped",))
    qtbot.addWidget(bank)
    with qtbot.waitSignal(bank.danger):
        chips_of(bank)[0].click()
