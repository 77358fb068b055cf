"""Records fold alike in any order, and a write yields only to a write that knew it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondapp.rules.bonds import bond_of
from bondapp.rules.needs import fold_need, history
from bondapp.rules.records import Change, Record, RecordError, decode, encode, fold, fold_entity
from bondapp.rules.rituals import fold_occurrence, fold_ritual

DAY = date(2026, 11, 19)


def write(change: Change, lamport: int, parents: Sequence[str] = (), device: str = "d", day: date = DAY) -> Record:
    """One record as another computer would read it."""
    return decode(encode(change, space="s", device=device, lamport=lamport, day=day, parents=parents))


@st.composite
def histories(draw: st.DrawFn) -> list[Record]:
    """A history of one thing written by several people, each knowing some of what came before."""
    records: list[Record] = []
    for _ in range(draw(st.integers(1, 9))):
        known = draw(st.lists(st.sampled_from(records), max_size=3, unique_by=lambda r: r.id)) if records else []
        lamport = max((record.lamport for record in known), default=0) + draw(st.integers(1, 2))
        body = draw(
            st.dictionaries(st.sampled_from(["when", "feel", "archived"]), st.sampled_from(["a", "b", True, False]))
        )
        author = draw(st.sampled_from(["noor", "joss"]))
        records.append(write(Change("need.rev", "n1", author, body), lamport, [r.id for r in known]))
    return records


@given(histories(), st.randoms(use_true_random=False))
def test_any_order_and_any_doubles_of_the_same_records_fold_to_the_same_thing(
    records: list[Record], rnd: random.Random
) -> None:
    again = [*records, *rnd.choices(records, k=3)]
    rnd.shuffle(again)
    assert fold(records) == fold(again)
    assert fold_need(records) == fold_need(again)


@given(histories())
def test_every_value_shown_or_offered_was_written_and_not_overwritten_by_one_that_knew_it(
    records: list[Record],
) -> None:
    entity = fold_entity(records)
    by_id = {record.id: record for record in records}

    def known(record: Record) -> set[str]:
        found: set[str] = set()
        for parent in record.parents:
            found |= {parent} | known(by_id[parent])
        return found

    for name, held in entity.fields.items():
        writers = [r for r in entity.records if name in r.body]
        newest = [r for r in writers if not any(r.id in known(other) for other in writers)]
        assert {held.shown, *held.also} == {r.body[name] for r in newest}


def test_two_who_did_not_know_each_other_both_stay_and_a_third_who_knew_both_settles_it() -> None:
    first = write(Change("need.rev", "n", "a", {"when": "plans change"}), 1)
    mine = write(Change("need.rev", "n", "a", {"when": "late"}), 2, [first.id], device="desk")
    other = write(Change("need.rev", "n", "a", {"when": "late again"}), 2, [first.id], device="laptop")
    entity = fold_entity([first, mine, other])
    assert {entity.get("when"), *entity.others("when")} == {"late", "late again"}
    settled = write(Change("need.rev", "n", "a", {"when": "late"}), 3, [mine.id, other.id])
    assert fold_entity([first, mine, other, settled]).others("when") == ()


def test_an_edit_that_did_not_know_of_it_undoes_putting_away() -> None:
    first = write(Change("need.rev", "n", "a", {"when": "x"}), 1)
    away = write(Change("need.rev", "n", "a", {"archived": True}), 2, [first.id])
    edit = write(Change("need.rev", "n", "a", {"when": "y"}), 2, [first.id])
    assert fold_entity([first, away]).archived
    assert not fold_entity([first, away, edit]).archived


def test_nobody_else_can_change_a_need() -> None:
    mine = write(Change("need.rev", "n", "noor", {"when": "plans change", "feel": "lost"}), 1)
    forged = write(Change("need.rev", "n", "joss", {"when": "I am difficult"}), 2, [mine.id])
    need = fold_need([mine, forged])
    assert (need.author, need.when) == ("noor", "plans change")


def test_history_lists_each_state_of_the_lines_once_and_skips_other_changes() -> None:
    first = write(Change("need.rev", "n", "a", {"when": "one"}), 1)
    shown = write(Change("need.rev", "n", "a", {"visibility": "now"}), 2, [first.id])
    second = write(Change("need.rev", "n", "a", {"when": "two"}), 3, [shown.id])
    assert [revision.when for revision in history([second, first, shown])] == ["one", "two"]


def _ritual(wall: str, lamport: int, parents: Sequence[str] = ()) -> Record:
    body = {
        "title": "Coming home",
        "rrule": "FREQ=WEEKLY;BYDAY=MO",
        "wall": wall,
        "zone": "Europe/Berlin",
        "start": "2026-11-19",
        "members": ["noor", "joss"],
    }
    return write(Change("ritual.rev", "r", "noor", body), lamport, parents)


def _yes(person: str, terms: str, lamport: int, parents: Sequence[str], answer: str = "yes") -> Record:
    return write(Change("ritual.consent", "r", person, {"terms": terms, "answer": answer}), lamport, parents, person)


def test_a_yes_counts_for_these_terms_alone() -> None:
    made = _ritual("18:10", 1)
    terms = fold_ritual([made]).terms
    yes = [_yes("noor", terms, 2, [made.id]), _yes("joss", terms, 3, [made.id])]
    assert fold_ritual([made, *yes]).active
    changed = _ritual("21:00", 4, [record.id for record in yes])
    ritual = fold_ritual([made, *yes, changed])
    assert not ritual.active
    assert not ritual.reminds("noor")
    back = _ritual("18:10", 5, [changed.id])
    assert fold_ritual([made, *yes, changed, back]).active


def test_changing_ones_own_reminder_asks_nobody_anew() -> None:
    made = _ritual("18:10", 1)
    terms = fold_ritual([made]).terms
    lead = write(Change("ritual.rev", "r", "noor", {"lead": 30, "hide_words": False}), 2, [made.id])
    assert fold_ritual([made, lead]).terms == terms


def test_two_answers_of_one_person_that_differ_unknown_to_each_other_are_not_a_yes() -> None:
    made = _ritual("18:10", 1)
    terms = fold_ritual([made]).terms
    yes = _yes("noor", terms, 2, [made.id])
    no = _yes("noor", terms, 2, [made.id], "no")
    assert not fold_ritual([made, yes, no]).accepted_by("noor")
    again = _yes("noor", terms, 3, [yes.id, no.id])
    assert fold_ritual([made, yes, no, again]).accepted_by("noor")


@pytest.mark.parametrize(
    "raw",
    [b"", b"{}", b"[]", b"\xff", b"null", b'{"v":1}', b'{"lc":-1}', b"[" * 5000, b'{"sp":1,"k":2,"en":3}'],
)
def test_bytes_that_are_no_record_are_refused_without_quoting_them(raw: bytes) -> None:
    with pytest.raises(RecordError, match="not a record"):
        decode(raw)


@given(st.text(max_size=60))
def test_whatever_can_be_typed_comes_back_as_it_was(words: str) -> None:
    change = Change("need.rev", "n", "a", {"when": words})
    try:
        record = write(change, 1)
    except RecordError:
        assert any("\ud800" <= char <= "\udfff" for char in words)
    else:
        assert record.body["when"] == words


def test_four_lines_of_the_longest_words_fit_into_one_record() -> None:
    lines = dict.fromkeys(("when", "feel", "need", "help"), "🧶" * 100000)
    assert write(Change("need.rev", "n", "a", lines), 1).body == lines


def test_an_unknown_field_survives_an_edit_that_does_not_know_it() -> None:
    newer = write(Change("need.rev", "n", "a", {"when": "x", "from_the_future": [1]}), 1)
    edit = write(Change("need.rev", "n", "a", {"when": "y"}), 2, [newer.id])
    assert fold_entity([newer, edit]).get("from_the_future") == [1]


ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(-9, 9), st.text(max_size=4), st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=2), st.integers(), max_size=1),
)  # fmt: skip


@given(
    st.dictionaries(
        st.sampled_from(["members", "steps", "serves", "kind", "minutes", "lead", "wall", "rrule"]), ANYTHING
    ),
    st.dictionaries(st.sampled_from(["day", "slot", "outcome", "ritual"]), ANYTHING),
)
def test_fields_of_the_wrong_kind_from_another_computer_harm_no_fold(
    ritual: dict[str, object], mark: dict[str, object]
) -> None:
    fold_ritual([write(Change("ritual.rev", "r", "noor", ritual), 1)])
    fold_occurrence([write(Change("occurrence.mark", "o", "noor", mark), 1)])
    bond_of(fold_entity([write(Change("bond.rev", "b", "noor", ritual), 1)]))
    fold_need([write(Change("need.rev", "n", "noor", {"feelings": mark.get("day"), "when": mark.get("slot")}), 1)])
