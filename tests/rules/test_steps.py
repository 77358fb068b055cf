"""The step machine: replay, turns, pauses, exits."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bondapp.paths import resources
from bondapp.rules import steps
from bondapp.rules.steps import BadPause, Event, Guide, Walk
from bondapp.store.content import load

CONTENT = load(resources() / "content" / "en")
ARGUMENT = CONTENT.guide("after-the-argument")
PAUSE = CONTENT.guide("pause")
NOW = datetime(2026, 11, 22, 20, 47, 30, tzinfo=UTC)
LATER = (NOW + timedelta(minutes=30)).isoformat()
TOO_EARLY = ("", "soon", "2026-11-22T21:07:00")


class Pair:
    """Two (or more) who walk a guide; every act becomes one event with the next lamport."""

    def __init__(self, guide: Guide, *persons: str) -> None:
        self.guide = guide
        self.persons = persons or ("noor", "joss")
        self.events: list[Event] = []

    @property
    def walk(self) -> Walk:
        return steps.replay(self.guide, self.persons, self.events)

    @property
    def view(self) -> steps.StepView:
        return steps.view(self.guide, self.walk)

    def does(self, op: str, person: str = "", *value: str) -> Pair:
        number = len(self.events)
        self.events.append(Event(number, f"e{number}", op, self.view.step.id, person, value))
        return self

    def moves_on(self) -> None:
        """Do whatever the view asks for next, with some words."""
        view = self.view
        if view.phase == "agree":
            self.does("confirm", "")
        elif view.phase == "confirm":
            self.does("confirm", view.actor)
        elif view.phase in ("read", "alone"):
            self.does("next")
        elif view.phase == "book":
            self.does("book", "", "2", "7")
        elif view.phase == "pause":
            self.does("pause", self.persons[0], LATER).does("resume")
        elif view.step.options and (view.phase == "reply" or view.step.kind == "choice"):
            self.does("answer", view.actor, view.step.options[0].id)
        else:
            self.does("answer", view.actor, "small")

    def to(self, step: str) -> Pair:
        if self.walk.status == "new":
            self.does("begin", "", self.persons[0])
        for _ in range(100):
            if self.view.step.id == step or self.walk.status == "closed":
                return self
            self.moves_on()
        raise AssertionError(f"{step} was never reached")


def ops(guide: Guide, persons: tuple[str, ...]) -> st.SearchStrategy[Event]:
    values = st.sampled_from(
        [
            (), ("small",), ("small", "scared"), ("a", "b", "c", "d"), ("accept",), ("talk",), ("later",),
            ("enough",), ("yes",), ("all-right",), (LATER,), ("2", "7"), ("0",), ("noor",), ("x" * 300,),
            ((NOW + timedelta(hours=3)).isoformat(),), ("no time",),
        ]
    )  # fmt: skip
    return st.builds(
        Event,
        lamport=st.integers(0, 40),
        id=st.text("abcdef", min_size=1, max_size=3),
        op=st.sampled_from([*steps.OPS, "remove", "begin", "answer", "next"]),
        step=st.sampled_from([*(step.id for step in guide.steps), "", "elsewhere"]),
        person=st.sampled_from([*persons, "", "stranger"]),
        value=values,
    )


@st.composite
def walked(draw: st.DrawFn) -> Pair:
    """A walk made of events that mostly fit, so that every corner of a guide is reached."""
    guide = draw(st.sampled_from([ARGUMENT, PAUSE]))
    persons = draw(st.sampled_from([("noor",), ("noor", "joss"), ("noor", "joss", "ana")]))
    pair = Pair(guide, *persons)
    pair.does("begin", "", draw(st.sampled_from(persons)))
    for _ in range(draw(st.integers(0, 45))):
        if draw(st.integers(0, 3)):
            if pair.walk.status == "open":
                pair.moves_on()
        else:
            event = draw(ops(guide, persons))
            pair.does(event.op, event.person, *event.value)
    return pair


@given(walked(), st.randoms())
def test_any_order_of_the_same_events_replays_to_the_same_walk(pair: Pair, random: Random) -> None:
    shuffled = [*pair.events, *pair.events[:3]]
    random.shuffle(shuffled)
    assert steps.replay(pair.guide, pair.persons, shuffled) == pair.walk


@given(st.lists(ops(ARGUMENT, ("noor", "joss")), max_size=30), st.randoms())
def test_events_out_of_nowhere_replay_alike_and_never_leave_the_guide(events: list[Event], random: Random) -> None:
    shuffled = list(events)
    random.shuffle(shuffled)
    walk = steps.replay(ARGUMENT, ("noor", "joss"), events)
    assert steps.replay(ARGUMENT, ("noor", "joss"), shuffled) == walk
    steps.view(ARGUMENT, walk)


@given(walked())
def test_a_walk_never_leaves_its_guide(pair: Pair) -> None:
    walk = pair.walk
    assert 0 <= walk.step < len(pair.guide.steps)
    assert 0 <= walk.part < len(steps.parts(pair.guide.steps[walk.step], walk.order))
    assert all(0 <= index < len(pair.guide.steps) for index in walk.trail)
    assert sorted(walk.order) == sorted(pair.persons)
    view = pair.view
    assert 0 <= view.stage < len(view.stages)
    assert 1 <= view.turn <= view.turns
    assert {view.actor, view.speaker, view.listener} <= {"", *pair.persons}
    assert all(answer.person in (*pair.persons, "") for answer in walk.answers)


@given(walked())
def test_a_stop_is_always_possible_and_final(pair: Pair) -> None:
    assume(pair.walk.status not in ("closed", "stopped"))
    for person in (*pair.persons, ""):
        assert steps.can(pair.guide, pair.walk, "stop", person)
    pair.does("stop", pair.persons[-1])
    assert pair.walk.status == "stopped"
    for op in steps.OPS:
        assert not steps.can(pair.guide, pair.walk, op, pair.persons[0])


@given(walked())
def test_whoever_walks_can_pause_at_any_open_moment(pair: Pair) -> None:
    assume(pair.walk.status == "open")
    assert all(steps.can(pair.guide, pair.walk, "pause", person) for person in pair.persons)


@given(walked())
def test_a_walk_that_is_paused_always_has_a_time_to_come_back(pair: Pair) -> None:
    walk = pair.walk
    assert (walk.paused_until is not None) or walk.status != "paused"
    if walk.paused_until is not None:
        assert walk.paused_until.utcoffset() == timedelta(0)


@given(walked())
def test_the_state_survives_json(pair: Pair) -> None:
    walk = pair.walk
    assert steps.from_plain(json.loads(json.dumps(steps.to_plain(walk)))) == walk


@given(walked())
def test_what_may_be_done_is_what_works(pair: Pair) -> None:
    view, walk = pair.view, pair.walk
    for op, may in (("back", view.may_back), ("skip", view.may_skip), ("skip_step", view.may_skip_step)):
        pair.does(op, view.actor)
        assert (pair.walk != walk) == may
        pair.events.pop()


@pytest.mark.parametrize("persons", [("a",), ("a", "b"), ("a", "b", "c")])
@pytest.mark.parametrize("step", [*ARGUMENT.steps, *PAUSE.steps], ids=lambda step: step.id)
def test_every_speaker_gets_the_same_parts(step: steps.Step, persons: tuple[str, ...]) -> None:
    of_each = {
        person: [part.phase for part in steps.parts(step, persons) if part.speaker == person] for person in persons
    }
    if step.who == "each":
        assert len({tuple(phases) for phases in of_each.values()}) == 1
    if any(of_each.values()) and step.who == "each" and len(persons) > 1:
        heard = [part.listener for part in steps.parts(step, persons) if part.phase == "speak"]
        assert sorted(heard) == sorted(persons)


@pytest.mark.parametrize("guide", [ARGUMENT, PAUSE], ids=lambda guide: guide.id)
@pytest.mark.parametrize("persons", [("noor",), ("noor", "joss"), ("noor", "joss", "ana")])
def test_a_guide_can_be_walked_to_its_end(guide: Guide, persons: tuple[str, ...]) -> None:
    pair = Pair(guide, *persons).to("nowhere")
    assert pair.walk.status == "closed"
    speaks = [answer.person for answer in pair.walk.answers if answer.phase == "speak"]
    if guide is ARGUMENT:
        assert {speaks.count(person) for person in persons} == {len(speaks) // len(persons)}
        assert pair.walk.looks == (2, 7)


def test_gates_come_before_the_walk_and_leave_no_answer() -> None:
    assert [step.check for step in steps.gates(ARGUMENT)] == ["path", "heat", "ready"]
    assert [person for person, _ in steps.asks(ARGUMENT, ("noor", "joss"))] == ["noor"] * 3 + ["joss"] * 3
    pair = Pair(ARGUMENT)
    pair.does("answer", "noor", "yes")
    assert pair.walk.status == "new"
    pair.does("begin", "", "joss")
    assert (pair.view.step.id, pair.view.stage, pair.walk.answers) == ("aim", 0, ())
    assert pair.walk.order == ("joss", "noor")


def test_both_confirm_the_aim_each_for_themselves() -> None:
    pair = Pair(ARGUMENT).to("aim")
    pair.does("confirm", "noor").does("confirm", "noor")
    assert pair.view.agreed == ("noor",)
    assert pair.does("confirm", "joss").view.step.id == "words"


def test_a_speaker_is_heard_before_the_turn_swaps() -> None:
    pair = Pair(ARGUMENT).to("version")
    assert (pair.view.phase, pair.view.actor, pair.view.listener) == ("speak", "noor", "joss")
    pair.does("answer", "joss", "let me answer that")
    assert pair.view.phase == "speak"
    pair.does("answer", "noor", "The TV went on.")
    assert (pair.view.phase, pair.view.actor, pair.view.next_code) == ("say_back", "joss", "heard")
    pair.does("answer", "joss", "The TV was loud.")
    pair.does("confirm", "joss")
    assert (pair.view.phase, pair.view.actor) == ("confirm", "noor")
    pair.does("not_quite", "noor")
    assert pair.view.next_code == "heard"
    pair.does("answer", "joss", "The TV went on while you talked.").does("confirm", "noor")
    assert (pair.view.phase, pair.view.actor, pair.view.turn) == ("speak", "joss", 2)
    said = pair.walk.answer("version", "joss", "say_back")
    assert said is not None
    assert said.text == "The TV went on while you talked."


def test_a_gist_said_aloud_needs_no_writing() -> None:
    pair = Pair(ARGUMENT).to("version")
    pair.does("answer", "noor").does("confirm", "noor")
    assert (pair.view.speaker, pair.view.phase) == ("joss", "speak")


def test_two_presses_of_the_same_button_count_once() -> None:
    pair = Pair(ARGUMENT).to("words")
    pair.does("answer", "noor", "sad")
    pair.events.append(Event(len(pair.events), "again", "answer", "words", "noor", ("mad",)))
    given_words = pair.walk.answer("words", "noor", "speak")
    assert given_words is not None
    assert given_words.value == ("sad",)
    assert pair.view.actor == "joss"


def test_two_who_pass_a_page_at_the_same_moment_pass_it_once() -> None:
    pair = Pair(ARGUMENT).to("bigger")
    for person in pair.persons:
        pair.events.append(Event(len(pair.events), f"at-once-{person}", "skip_step", "bigger", person))
    assert pair.view.step.id == "need"
    pair.events.append(Event(len(pair.events), "late", "skip", "bigger", "noor"))
    assert (pair.view.step.id, pair.view.speaker) == ("need", "noor")


def test_three_words_are_the_most() -> None:
    pair = Pair(ARGUMENT).to("words")
    pair.does("answer", "noor", "sad", "small", "tired", "angry")
    assert pair.view.actor == "noor"
    pair.does("answer", "noor", "sad", "small", "tired")
    assert pair.view.actor == "joss"


def test_back_shows_what_was_said_and_keeps_it() -> None:
    pair = Pair(ARGUMENT).to("moment")
    pair.does("back")
    assert (pair.view.step.id, pair.view.phase, pair.view.speaker) == ("version", "confirm", "joss")
    assert len(pair.view.answers) == 4


def test_there_is_no_way_back_from_the_aim_to_the_gates() -> None:
    assert not Pair(ARGUMENT).to("aim").view.may_back


def test_a_skipped_turn_leaves_the_other_their_own() -> None:
    pair = Pair(ARGUMENT).to("moment").does("skip", "noor")
    assert (pair.view.step.id, pair.view.speaker) == ("moment", "joss")


def test_nobody_skips_the_turn_of_another() -> None:
    pair = Pair(ARGUMENT).to("moment").does("skip", "joss")
    assert pair.view.speaker == "noor"


def test_the_apology_is_passed_on_by_one_press_and_answered_by_the_receiver() -> None:
    pair = Pair(ARGUMENT).to("sorry")
    assert pair.view.may_skip_step
    pair.does("answer", "noor", "I turned it up.").does("answer", "joss", "perhaps")
    assert pair.view.phase == "reply"
    pair.does("answer", "joss", "not-yet", "some time")
    assert pair.view.speaker == "joss"
    assert pair.does("skip_step", "noor").view.step.id == "change"


def test_one_person_alone_walks_without_a_listener() -> None:
    pair = Pair(ARGUMENT, "noor").to("version")
    assert (pair.view.listener, pair.view.turns, pair.view.title) == ("", 1, "What happened, as you saw it?")
    assert "sorry" not in {answer.step for answer in pair.to("nowhere").walk.answers}


def test_a_pause_without_a_return_time_does_not_start() -> None:
    pair = Pair(ARGUMENT).to("moment")
    for value in TOO_EARLY:
        pair.does("pause", "joss", value)
    pair.does("pause", "joss")
    assert pair.walk.status == "open"


def test_a_pause_keeps_the_turn_and_ends_when_both_are_steadier() -> None:
    pair = Pair(ARGUMENT).to("moment").does("answer", "noor", "I felt small.")
    before = pair.view
    pair.does("pause", "joss", LATER)
    assert (pair.walk.status, pair.view.next_code) == ("paused", "none")
    pair.does("answer", "joss", "but")
    pair.does("resume", "joss")
    assert pair.walk.status == "paused"
    pair.does("extend", "noor", (NOW + timedelta(minutes=45)).isoformat())
    pair.does("resume", "noor")
    assert pair.walk.status == "paused"
    pair.does("resume", "joss")
    assert pair.view == before


def test_after_two_extensions_tomorrow_comes_first() -> None:
    pair = Pair(ARGUMENT).to("moment").does("pause", "joss", LATER)
    for minutes in (40, 50):
        assert not pair.view.tomorrow_first
        pair.does("extend", "", (NOW + timedelta(minutes=minutes)).isoformat())
    assert pair.view.tomorrow_first
    pair.does("extend", "", LATER)
    assert pair.walk.extensions == 2


def test_put_down_and_taken_up_again_it_is_the_same_step_and_turn() -> None:
    pair = Pair(ARGUMENT).to("moment").does("answer", "noor", "small").does("answer", "joss", "small?")
    before = pair.view
    pair.does("put_down", "joss", LATER)
    assert (pair.walk.status, pair.walk.down_until) == ("down", NOW + timedelta(minutes=30))
    assert pair.does("take_up", "noor").view == before


def test_a_pause_rested_until_tomorrow_comes_back_after_it() -> None:
    pair = Pair(PAUSE).to("when").does("pause", "noor", LATER).does("put_down").does("take_up")
    assert pair.view.step.id == "back"


def test_put_down_before_a_time_was_named_it_still_asks_for_one() -> None:
    pair = Pair(PAUSE).to("when").does("put_down", "noor").does("take_up", "noor")
    assert pair.view.step.id == "when"


def test_coming_back_can_mean_another_time() -> None:
    pair = Pair(PAUSE).to("back").does("answer", "noor", "later")
    assert pair.view.step.id == "when"
    pair.does("pause", "noor", LATER).does("resume").does("answer", "noor", "enough")
    assert pair.walk.status == "closed"


def test_a_walk_closes_early_in_its_last_stage_alone() -> None:
    pair = Pair(ARGUMENT).to("change")
    assert not pair.view.may_close
    assert pair.to("valued").does("close").walk.status == "closed"


def test_look_backs_are_days_or_nothing() -> None:
    pair = Pair(ARGUMENT).to("look")
    pair.does("book", "", "0").does("book", "", "soon").does("book", "", "٢").does("book")
    assert pair.walk.status == "open"
    pair.does("book", "", "7", "2", "2")
    assert (pair.walk.looks, pair.walk.status) == ((2, 7), "closed")


def test_words_that_are_not_to_be_shared_are_not_in_the_walk() -> None:
    secret = replace(ARGUMENT.step("words"), share=False)
    guide = replace(ARGUMENT, steps=tuple(secret if s.id == "words" else s for s in ARGUMENT.steps))
    pair = Pair(guide).to("words").does("answer", "noor", "sad")
    assert pair.walk.answer("words", "noor", "speak") == steps.Answer("words", "noor", "speak", ())


@given(st.integers(-100, 2000))
def test_a_return_time_lies_between_twenty_minutes_and_a_day(minutes: int) -> None:
    until = NOW.replace(second=0) + timedelta(minutes=minutes)
    if 20 <= minutes <= 24 * 60:
        steps.check_pause(NOW, until)
        steps.check_pause(NOW, until.astimezone(timezone(timedelta(hours=5))))
    else:
        with pytest.raises(BadPause) as caught:
            steps.check_pause(NOW, until)
        assert caught.value.code == ("too_short" if minutes < 20 else "too_long")


def test_ten_more_minutes_are_enough_for_an_extension() -> None:
    steps.check_extension(NOW, NOW + timedelta(minutes=10))
    with pytest.raises(BadPause):
        steps.check_extension(NOW, NOW.replace(second=0) + timedelta(minutes=9))


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        steps.check_pause(NOW, datetime(2026, 11, 22, 22, 0))  # noqa: DTZ001 - the naive time is the point


@pytest.mark.parametrize(("guide", "minutes"), [(PAUSE, 45), (ARGUMENT, 20)])
def test_the_time_offered_first_is_always_accepted(guide: Guide, minutes: int) -> None:
    until = steps.pause_default(guide, NOW)
    assert until - NOW.replace(second=0) == timedelta(minutes=minutes)
    steps.check_pause(NOW, until)


@pytest.mark.parametrize("persons", [(), ("noor", "noor"), ("noor", "")])
def test_a_walk_needs_persons_each_once(persons: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="persons"):
        steps.replay(ARGUMENT, persons, ())
