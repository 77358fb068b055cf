"""Spaces: rows are what the records add up to, in any order; nothing private is shared; delete means gone."""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bondapp.rules.records import Change, decode
from bondapp.store.faults import StoreFault
from bondapp.store.keys import Signer
from bondapp.store.rituals import RitualRow
from bondapp.store.rows import DraftRow
from bondapp.store.spaces import PRIVATE, ROWS_VERSION, SHARED, Space
from store.looking import assert_sound, heads, rows

DAY = date(2026, 11, 19)
NOW = datetime(2026, 11, 19, 14, 20, tzinfo=UTC)
KEY = bytes(range(32))
DESK, LAPTOP = Signer(bytes(32)), Signer(bytes([1]) * 32)
FEW = settings(max_examples=30, deadline=None)

words = st.text(min_size=1, max_size=20)
flags = st.booleans()
need_bodies = st.fixed_dictionaries(
    {},
    optional={
        "when": words,
        "feel": words,
        "feelings": st.lists(words, max_size=3),
        "visibility": st.sampled_from(["me", "now"]),
        "archived": flags,
    },
)
ritual_bodies = st.fixed_dictionaries(
    {},
    optional={
        "title": words,
        "steps": st.lists(words, max_size=3),
        "rrule": st.sampled_from(["", "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO"]),
        "wall": st.sampled_from(["", "18:10"]),
        "zone": st.sampled_from(["", "Europe/Berlin"]),
        "start": st.sampled_from(["", "2026-11-19"]),
        "members": st.just(["noor", "joss"]),
        "paused": flags,
        "archived": flags,
    },
)
marks = st.fixed_dictionaries(
    {"ritual": st.just("r0"), "day": st.just("2026-11-19"), "slot": st.just(0)},
    optional={"outcome": st.sampled_from(["done", "partly", "not_today"])},
)
events = st.fixed_dictionaries(
    {"op": st.sampled_from(["begin", "answer", "next"]), "persons": st.just(["noor", "joss"])},
    optional={"guide": st.just("after-the-argument"), "value": st.lists(words, max_size=2)},
)
people = st.fixed_dictionaries({}, optional={"name": words, "pronoun": words, "colour": st.sampled_from(["moss", "?"])})


def change(kind: str, entity: str, bodies: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[Change]:
    """Changes of one kind to one of two things."""
    return st.builds(
        lambda at, author, body: Change(kind, f"{entity}{at}", author, body),
        st.integers(0, 1),
        st.sampled_from(["noor", "joss"]),
        bodies,
    )


changes = st.one_of(
    change("need.rev", "n", need_bodies),
    change("ritual.rev", "r", ritual_bodies),
    change("ritual.consent", "r", st.fixed_dictionaries({"terms": words, "answer": st.sampled_from(["yes", "no"])})),
    change("occurrence.mark", "o", marks),
    change("walk.event", "w", events),
    change("person.rev", "p", people),
    change(
        "bond.rev", "b", st.fixed_dictionaries({"kind": st.sampled_from(["kin", "?"]), "members": st.just(["noor"])})
    ),
    change("device.add", "d", st.just({"persons": ["noor"]})),
    change("future.thing", "f", st.dictionaries(words, words, max_size=2)),
    # The name of one thing used for another: nothing may be left of the loser.
    change("need.rev", "r", need_bodies),
)
# What is written on one of two computers, and now and then a look over at the other.
scripts = st.lists(st.tuples(st.integers(0, 1), st.lists(changes, max_size=3), st.booleans()), max_size=8)


def opened(folder: Path, name: str = "a") -> Space:
    """A shared space of its own file, with the same name as any other here."""
    return Space.open(folder / f"{name}.db", KEY, "bond", "bond", fresh=True)


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Space]:
    """A shared space."""
    with closing(opened(tmp_path)) as found:
        yield found


@FEW
@given(scripts, st.randoms(use_true_random=False))
def test_rows_are_what_the_records_add_up_to_in_whatever_order_they_came(
    script: list[tuple[int, list[Change], bool]], rnd: random.Random
) -> None:
    with tempfile.TemporaryDirectory() as name:
        both = [opened(Path(name), "desk"), opened(Path(name), "laptop")]
        for at, some, look_over in script:
            both[at].append(some, (DESK, LAPTOP)[at], DAY)
            if look_over:
                for record in both[1 - at].raw():
                    both[at].add(*record)
        for mine, other in (both, both[::-1]):
            for record in other.raw():
                mine.add(*record)
        third = opened(Path(name), "third")
        shuffled = [*both[0].raw(), *both[0].raw()[:3]]
        rnd.shuffle(shuffled)
        for record in shuffled:
            third.add(*record)
        assert rows(both[0]) == rows(both[1]) == rows(third)
        assert heads(both[0]) == heads(both[1]) == heads(third)
        for each in (*both, third):
            assert_sound(each)
            each.close()


def test_all_is_written_or_nothing(space: Space) -> None:
    good = Change("need.rev", "n", "noor", {"when": "kept"})
    with pytest.raises(ValueError, match="cannot be written"):
        space.append([good, Change("need.rev", "m", "noor", {"when": object()})], DESK, DAY)
    assert space.raw() == []
    assert rows(space)["need"] == []


def test_a_record_says_what_its_writer_knew(space: Space) -> None:
    first, second = space.append([Change("need.rev", "n", "noor", {"when": x}) for x in "ab"], DESK, DAY)
    (other,) = space.append([Change("need.rev", "m", "noor", {"when": "c"})], DESK, DAY)
    assert (first.parents, second.parents, other.parents) == ((), (first.id,), ())
    assert [record.lamport for record in (first, second, other)] == [1, 2, 3]
    assert space.records("n") == (first, second)
    assert space.records("nowhere") == ()


@pytest.mark.parametrize("noun", sorted(PRIVATE - SHARED))
def test_private_kinds_never_enter_a_shared_space(space: Space, tmp_path: Path, noun: str) -> None:
    with pytest.raises(ValueError, match="does not belong"):
        space.append([Change(f"{noun}.rev", "x", "noor", {})], DESK, DAY)
    with closing(Space.open(tmp_path / "p.db", KEY, "bond", "person", fresh=True)) as private:
        private.append([Change(f"{noun}.rev", "x", "noor", {})], DESK, DAY)
        (record,) = private.raw()
    with pytest.raises(ValueError, match="does not belong"):
        space.add(*record)
    assert space.raw() == []


@pytest.mark.parametrize("noun", sorted(SHARED - PRIVATE))
def test_shared_kinds_never_enter_a_private_space(tmp_path: Path, noun: str) -> None:
    with closing(Space.open(tmp_path / "p.db", KEY, "noor", "person", fresh=True)) as private:
        with pytest.raises(ValueError, match="does not belong"):
            private.append([Change(f"{noun}.rev", "x", "noor", {})], DESK, DAY)
        assert private.raw() == []


def test_what_a_newer_version_wrote_is_kept_and_passed_on_byte_for_byte(space: Space, tmp_path: Path) -> None:
    space.append(
        [
            Change("letter.rev", "l", "noor", {"text": "unknown kind"}),
            Change("need.rev", "n", "noor", {"when": "x", "weight": {"unknown": ["field"]}}),
            Change("need.wish", "n", "noor", {"unknown": "kind of a known thing"}),
        ],
        DESK,
        DAY,
    )
    with closing(opened(tmp_path, "b")) as other:
        for record in space.raw():
            assert other.add(*record)
            assert not other.add(*record)
        assert other.raw() == space.raw()
        assert rows(other) == rows(space)
        (need,) = rows(other)["need"]
        assert "x" in need


def test_a_forged_bent_or_misplaced_record_is_refused(space: Space, tmp_path: Path) -> None:
    with closing(Space.open(tmp_path / "b.db", KEY, "elsewhere", "bond", fresh=True)) as other:
        other.append([Change("need.rev", "n", "noor", {"when": "x"})], DESK, DAY)
        ((raw, signature),) = other.raw()
    with pytest.raises(ValueError, match="does not belong here"):
        space.add(raw, signature)
    here = raw.replace(b'"sp":"elsewhere"', b'"sp":"bond"')
    assert decode(here).space == "bond"
    for bad in (signature, LAPTOP.sign(here), DESK.sign(here)[:-1], b""):
        with pytest.raises(ValueError, match="does not belong here"):
            space.add(here, bad)
    assert space.raw() == []
    assert space.add(here, DESK.sign(here))


@pytest.mark.parametrize("junk", [b"", b"{}", b"\xff", b"[" * 9000, b'{"v":1}', b"null"])
def test_bytes_that_are_no_record_are_refused(space: Space, junk: bytes) -> None:
    with pytest.raises(ValueError, match="not a record"):
        space.add(junk, DESK.sign(junk))
    assert space.raw() == []


@pytest.mark.parametrize("lamport", ["9007199254740992", "1e400", "-1", "1" * 5000, "NaN", "true"])
def test_a_count_no_file_could_hold_is_refused(space: Space, lamport: str) -> None:
    space.append([Change("need.rev", "n", "noor", {})], DESK, DAY)
    ((raw, _),) = space.raw()
    bent = raw.replace(b'"lc":1', b'"lc":' + lamport.encode())
    with pytest.raises(ValueError, match="not a record"):
        space.add(bent, DESK.sign(bent))


def test_half_a_character_is_refused_before_it_reaches_the_file(space: Space) -> None:
    space.append([Change("need.rev", "n", "noor", {"when": "x"})], DESK, DAY)
    ((raw, _),) = space.raw()
    bent = raw.replace(b'"when":"x"', rb'"when":"\ud83d"')
    with pytest.raises(ValueError, match="not a record"):
        space.add(bent, DESK.sign(bent))
    whole = raw.replace(b'"when":"x"', rb'"when":"\ud83d\ude00"')
    assert space.add(whole, DESK.sign(whole))


def test_erasing_leaves_nothing_of_it_and_all_of_the_rest(tmp_path: Path) -> None:
    with closing(opened(tmp_path)) as space:
        space.append([Change("need.rev", "n", "noor", {"when": f"wording {x}"}) for x in range(40)], DESK, DAY)
        space.append([Change("need.rev", "m", "noor", {"when": "stays"})], DESK, DAY)
        space.erase("n")
        assert space.records("n") == ()
        assert [decode(raw).entity for raw, _ in space.raw()] == ["m"]
        assert [row[0] for row in rows(space)["need"]] == ["m"]
        assert_sound(space)
        plain = tmp_path / "plain.db"
        with space.reading() as session:
            # Every page as it is inside, freed ones too.
            connection = session.connection()
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql(f"ATTACH '{plain}' AS plain KEY ''")
            connection.exec_driver_sql("SELECT sqlcipher_export('plain')")
            connection.exec_driver_sql("DETACH plain")
            connection.exec_driver_sql("BEGIN")
        raw = plain.read_bytes()
        assert b"stays" in raw
        assert b"wording" not in raw
        space.append([Change("need.rev", "n", "noor", {"when": "anew"})], DESK, DAY)
        assert len(space.records("n")) == 1


def test_rows_of_another_version_are_folded_anew_and_records_stay_byte_for_byte(tmp_path: Path) -> None:
    space = opened(tmp_path)
    space.append([Change("ritual.rev", "r", "noor", {"title": "Tea", "members": ["noor"]})], DESK, DAY)
    space.keep_draft("ritual/new/title", "half", NOW)
    truth, before = space.raw(), rows(space)
    with space.writing() as session:
        for row in session.query(RitualRow).all():
            row.title = "a row of an older fold"
        session.connection().exec_driver_sql(f"PRAGMA user_version = {ROWS_VERSION + 0}")
        session.connection().exec_driver_sql("ALTER TABLE ritual DROP COLUMN lead")
        session.connection().exec_driver_sql("PRAGMA user_version = 0")
    space.close()
    with closing(opened(tmp_path)) as again:
        assert (again.raw(), rows(again)) == (truth, before)
        assert again.drafts("ritual/") == {"ritual/new/title": "half"}


def test_a_file_of_a_newer_version_is_refused_and_stays_byte_for_byte(tmp_path: Path) -> None:
    space = opened(tmp_path)
    space.append([Change("need.rev", "n", "noor", {"when": "x"})], DESK, DAY)
    with space.writing() as session:
        session.connection().exec_driver_sql(f"PRAGMA user_version = {ROWS_VERSION + 1}")
    space.close()
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(StoreFault, match="newer"):
        opened(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_drafts_are_kept_replaced_found_by_prefix_and_forgotten(space: Space) -> None:
    space.keep_draft("need/new/when", "one", NOW)
    space.keep_draft("need/new/when", "two", NOW)
    space.keep_draft("need/new/feel", "warm", NOW)
    space.keep_draft("need%new_when", "not a pattern", NOW)
    assert space.drafts("need/new/") == {"need/new/when": "two", "need/new/feel": "warm"}
    assert space.drafts("need%") == {"need%new_when": "not a pattern"}
    space.keep_draft("need/new/feel", "", NOW)
    assert space.drafts("need/new/") == {"need/new/when": "two"}
    space.forget_drafts("need/_ew/")
    space.forget_drafts("need/new/")
    assert space.drafts("") == {"need%new_when": "not a pattern"}


@FEW
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_a_draft_comes_back_as_it_was_typed(typed: str) -> None:
    with tempfile.TemporaryDirectory() as name, closing(opened(Path(name))) as space:
        space.keep_draft("f", typed, NOW)
        assert space.drafts("f") == {"f": typed}


def test_a_draft_is_no_record_and_is_never_passed_on(space: Space) -> None:
    space.keep_draft("need/new/when", "half a sentence", NOW)
    assert space.raw() == []
    with space.reading() as session:
        assert session.query(DraftRow).count() == 1


def test_an_empty_append_writes_nothing(space: Space) -> None:
    assert space.append([], DESK, DAY) == ()
    assert space.raw() == []


def test_closing_folds_the_journal_into_the_file(tmp_path: Path) -> None:
    space = opened(tmp_path)
    space.append([Change("need.rev", "n", "noor", {"when": "x"})], DESK, DAY)
    assert (tmp_path / "a.db-wal").stat().st_size > 0
    space.close()
    assert sorted(os.listdir(tmp_path)) == ["a.db"]
