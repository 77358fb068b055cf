"""The gates before joint repair: decided in memory, the same for everybody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondapp.rules import repair
from bondapp.rules.content import PathQuestion
from bondapp.rules.repair import Gate, PathCheck, Reply, Steadier

QUESTIONS = (
    PathQuestion("afraid", "Afraid?", "yes", crisis=False),
    PathQuestion("stop", "Free to stop?", "no", crisis=False),
    PathQuestion("life", "Ending your life?", "yes", crisis=True),
)
CLEAR: dict[str, Reply] = {"afraid": "no", "stop": "yes", "life": "no"}
REPLIES: tuple[Reply, ...] = ("yes", "no", "rather_not")
GATES = st.builds(
    Gate,
    path=st.booleans(),
    heat=st.none() | st.integers(0, 10),
    ready=st.sampled_from(REPLIES),
)


def test_all_answers_without_a_worry_offer_joint_repair() -> None:
    assert PathCheck(CLEAR).offered(QUESTIONS)
    assert not PathCheck(CLEAR).worrying(QUESTIONS)


@pytest.mark.parametrize("question", CLEAR)
@pytest.mark.parametrize("reply", [*REPLIES, None])
def test_any_other_answer_does_not(question: str, reply: Reply | None) -> None:
    if reply == CLEAR[question]:
        return
    answers = {key: value for key, value in CLEAR.items() if key != question}
    if reply:
        answers[question] = reply
    check = PathCheck(answers)
    assert not check.offered(QUESTIONS)
    assert check.worrying(QUESTIONS) == (reply in ("yes", "no"))
    assert check.crisis(QUESTIONS) == (question == "life" and reply == "yes")


@given(st.lists(st.none() | st.integers(0, 10), min_size=1, max_size=4))
def test_heat_gives_one_result_whoever_is_hot(values: list[int | None]) -> None:
    known = [value for value in values if value is not None]
    expected = "offer_pause"
    if known and max(known) >= 6:
        expected = "pause"
    elif len(known) == len(values) and max(known) <= 4:
        expected = "go"
    assert repair.heat(values) == repair.heat(values[::-1]) == expected


def test_nobody_asked_is_no_go() -> None:
    assert repair.heat([]) == "offer_pause"
    assert repair.common_words([]) == "not_now"


@pytest.mark.parametrize("value", [-1, 11])
def test_a_heat_off_the_scale_is_refused(value: int) -> None:
    with pytest.raises(ValueError, match="0 to 10"):
        repair.heat([3, value])


@given(st.lists(GATES, min_size=1, max_size=3))
def test_everybody_gets_the_same_words_and_they_name_nobody(gates: list[Gate]) -> None:
    result = repair.common_words(gates)
    assert result == repair.common_words(gates[::-1])
    assert (result == "go") == all(gate.clear for gate in gates)


@given(GATES, GATES, GATES)
def test_when_one_is_not_clear_the_other_cannot_learn_why(mine: Gate, one: Gate, two: Gate) -> None:
    if not one.clear and not two.clear:
        assert repair.common_words([mine, one]) == repair.common_words([mine, two]) == "not_now"


@pytest.mark.parametrize(
    ("gate", "clear"),
    [
        (Gate(True, 4, "yes"), True),
        (Gate(True, 0, "yes"), True),
        (Gate(False, 0, "yes"), False),
        (Gate(True, 5, "yes"), False),
        (Gate(True, None, "yes"), False),
        (Gate(True, 0, "no"), False),
        (Gate(True, 0, "rather_not"), False),
    ],
)
def test_one_thing_in_the_way_is_enough(gate: Gate, clear: bool) -> None:
    assert gate.clear is clear
    assert (repair.common_words([gate, Gate(True, 0, "yes")]) == "go") is clear


@pytest.mark.parametrize(
    ("replies", "then"),
    [
        (["yes", "yes"], "resume"),
        (["yes"], "resume"),
        (["yes", "ten_more"], "ten_more"),
        (["ten_more", "yes"], "ten_more"),
        (["yes", "tomorrow"], "tomorrow"),
        (["tomorrow", "ten_more"], "tomorrow"),
        ([], "ten_more"),
    ],
)
def test_a_talk_goes_on_after_all_said_steadier(replies: list[Steadier], then: str) -> None:
    assert repair.steadier(replies) == then


@pytest.mark.parametrize(
    ("picked", "found"),
    [
        (["small", "afraid of you"], True),
        ([" Trapped "], True),
        (["watch"], False),
        (["I felt controlled by my diary"], False),
        ([], False),
    ],
)
def test_listed_danger_words_and_no_others_open_the_safety_page(picked: list[str], found: bool) -> None:
    assert repair.danger(picked, ["threatened", "controlled", "trapped", "watched", "afraid of you"]) is found
