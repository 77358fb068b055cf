"""Keys: slots open for their own secret alone, hostile parameters are never run, the byte formats stay as they are."""

from __future__ import annotations

import base64
import os
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl import pwhash

from bondapp.store import keys
from bondapp.store.faults import StoreFault
from bondapp.store.keys import (
    FLOOR_MEMORY,
    FLOOR_TURNS,
    Cost,
    PersonKeys,
    Signer,
    Slot,
    derive,
    kept_slot,
    open_sealed,
    open_slot,
    passphrase_slot,
    seal,
    seal_to,
    signed_by,
    unseal,
)

CHEAP = Cost(FLOOR_TURNS, FLOOR_MEMORY)
MASTER = bytes(range(32))
PHRASE = "submarine hacksaw escalate recast polygraph"

# Written down once; whoever changes one of these shuts people out of their own words.
KNOWN_KEYS = {
    "space": "23a37ed7c13f7cd0cfa7d373a9399e05c1c72b7725aeef0e66e59087a23721af",
    "box": "1b3c4780a179f92f6bbc6878264ef59a727d95b249ac79f7787be4e89baf4a14",
    "device": "56db39c2c8daf4420e0a2a5536303de7ae4a6ad8668621c838a339a179e22c4a",
    "slot": "af047b15be65f2374961b57b2d0f299a6d5b92e1dd2c0c52480a1dd7a76445a1",
    "bond": "04724bab42733659e67c2656d8681cf3e06f80882b759f2c54e6a344bf80da39",
}
KNOWN_PASSPHRASE_BOX = (
    "EBESExQVFhcYGRobHB0eHyAhIiMkJSYn/1PFgxqN6pX2qKZNEnxYkI/rA1GQlYxilQkSxj+sQZRppzkcY8HY8tm2HRhVp1TL"
)
KNOWN_KEPT_BOX = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXvdbgUfQ0Z6YqCyNulAHN7MOKAkhwNswoAygvUoOhH3N7Ti8wSlqNAiv3Rz3lTp4L"
KNOWN_SEALED = (
    "6Z282AxOdrg6nqZHHR8FriTmRegbVLCb9WPHdTS0ogFthLo6+4TKtilR/ySjbKbjKmOJ/DSyNSmDNBJTd/ao0E+GqleHx5m9FhobOHFYijU="
)


def counting() -> Callable[[int], bytes]:
    """Bytes that count up, so that sealed boxes can be written down as test vectors."""

    def stream() -> Iterator[int]:
        at = 0
        while True:
            yield at % 256
            at += 1

    numbers = stream()
    return lambda size: bytes(next(numbers) for _ in range(size))


@pytest.fixture(scope="module")
def slot() -> Slot:
    """Noor's slot, closed with a passphrase."""
    return passphrase_slot("noor", MASTER, PHRASE, CHEAP, os.urandom)


def test_a_passphrase_opens_its_slot_and_another_does_not(slot: Slot) -> None:
    assert open_slot(slot, passphrase=PHRASE) == MASTER
    for wrong in ("", PHRASE.upper(), PHRASE + "s", "submarine"):
        with pytest.raises(StoreFault, match="wrong_key"):
            open_slot(slot, passphrase=wrong)


def test_a_slot_survives_being_written_down_and_says_nothing_of_what_it_holds(slot: Slot) -> None:
    plain = slot.plain()
    assert open_slot(Slot.of(plain), passphrase=PHRASE) == MASTER
    assert MASTER.hex() not in repr(plain)
    assert PHRASE not in repr(plain)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_every_keyboards_way_of_writing_the_same_passphrase_opens(form: str) -> None:
    typed = "Café Ångström ﬁne 정원 naïve"
    made = passphrase_slot("p", MASTER, unicodedata.normalize("NFC", typed), CHEAP, os.urandom)
    assert open_slot(made, passphrase=" " + unicodedata.normalize(form, typed) + "\n") == MASTER  # type: ignore[arg-type] # - the four names


def test_a_slot_of_another_person_opens_under_no_other_name(slot: Slot) -> None:
    for swapped in (
        replace(slot, header={**slot.header, "person": "joss"}),
        replace(slot, header={**slot.header, "v": 1, "more": True}),
    ):
        with pytest.raises(StoreFault, match="wrong_key"):
            open_slot(swapped, passphrase=PHRASE)


@pytest.mark.parametrize(
    "hostile",
    [
        {"turns": 1},
        {"turns": FLOOR_TURNS - 1},
        {"turns": 11},
        {"turns": 10**12},
        {"turns": -1},
        {"turns": "many"},
        {"turns": None},
        {"turns": float("inf")},
        {"turns": float("nan")},
        {"memory": 8192},
        {"memory": FLOOR_MEMORY - 1},
        {"memory": (1 << 30) + 1},
        {"memory": 1 << 62},
        {"memory": [1]},
        {"salt": "AAAA"},
        {"salt": "not base 64!"},
        {"salt": 7},
        {"kdf": "md5"},
        {"kdf": None},
    ],
)
def test_hostile_parameters_are_refused_before_anything_is_stretched(
    slot: Slot, hostile: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_args: object, **_named: object) -> bytes:
        raise AssertionError("stretched")

    monkeypatch.setattr(pwhash.argon2id, "kdf", never)
    with pytest.raises(StoreFault, match="damaged"):
        open_slot(replace(slot, header={**slot.header, **hostile}), passphrase=PHRASE)


@pytest.mark.parametrize("missing", ["turns", "memory", "salt", "kdf"])
def test_a_header_that_lacks_something_is_damaged(slot: Slot, missing: str) -> None:
    header = {name: value for name, value in slot.header.items() if name != missing}
    with pytest.raises(StoreFault, match="damaged"):
        open_slot(replace(slot, header=header), passphrase=PHRASE)


def test_other_parameters_within_bounds_do_not_open_it(slot: Slot) -> None:
    with pytest.raises(StoreFault, match="wrong_key"):
        open_slot(replace(slot, header={**slot.header, "turns": FLOOR_TURNS + 1}), passphrase=PHRASE)


def test_no_new_slot_is_made_cheaper_than_the_floor() -> None:
    with pytest.raises(StoreFault, match="damaged"):
        passphrase_slot("p", MASTER, PHRASE, Cost(1, 8192), os.urandom)
    assert Cost().checked() == Cost(4, 256 << 20)


def test_a_slot_from_a_newer_version_is_left_alone(slot: Slot) -> None:
    with pytest.raises(StoreFault, match="newer"):
        open_slot(replace(slot, header={**slot.header, "v": 2}), passphrase=PHRASE)


@pytest.mark.parametrize(
    "plain",
    [
        {},
        {"header": 3, "box": ""},
        {"header": {}, "box": ""},
        {"header": {"kind": "kept"}, "box": "%%"},
        {"header": {"kind": "kept"}},
        {"header": {"kind": "kept"}, "box": 7},
    ],
)
def test_json_that_is_no_slot_is_damaged(plain: dict[str, object]) -> None:
    with pytest.raises(StoreFault, match="damaged"):
        Slot.of(plain)


def test_a_kept_key_opens_its_slot_and_no_passphrase_does() -> None:
    key = os.urandom(32)
    kept = kept_slot("noor", MASTER, key, os.urandom)
    assert open_slot(kept, key=key) == MASTER
    for wrong in ({"key": os.urandom(32)}, {"key": b"short"}, {"passphrase": PHRASE}, {}):
        with pytest.raises(StoreFault, match="wrong_key"):
            open_slot(kept, **wrong)


@given(st.binary(max_size=200), st.binary(max_size=40), st.data())
def test_a_sealed_box_with_any_bit_changed_does_not_open(plain: bytes, about: bytes, data: st.DataObject) -> None:
    key = bytes(32)
    box = seal(key, plain, about, os.urandom)
    assert unseal(key, box, about) == plain
    at = data.draw(st.integers(0, len(box) * 8 - 1))
    bent = bytearray(box)
    bent[at // 8] ^= 1 << at % 8
    for changed, said in ((bytes(bent), about), (box[:-1], about), (box + b"\0", about), (box, about + b"!")):
        with pytest.raises(StoreFault, match="wrong_key"):
            unseal(key, changed, said)


@given(st.binary(max_size=120))
def test_bytes_that_are_no_box_do_not_open(noise: bytes) -> None:
    with pytest.raises(StoreFault, match="wrong_key"):
        unseal(MASTER, noise, b"")
    with pytest.raises(StoreFault, match="wrong_key"):
        open_sealed(PersonKeys(MASTER), noise)


def test_a_bond_key_sealed_to_one_member_opens_for_no_other() -> None:
    noor, joss = PersonKeys(os.urandom(32)), PersonKeys(os.urandom(32))
    box = seal_to(bytes(noor.box.public_key), b"the bond's key")
    assert open_sealed(noor, box) == b"the bond's key"
    with pytest.raises(StoreFault, match="wrong_key"):
        open_sealed(joss, box)


def test_a_signature_holds_for_these_bytes_and_this_computer_alone() -> None:
    desk, laptop = PersonKeys(MASTER).device("desk"), PersonKeys(MASTER).device("laptop")
    signature = desk.sign(b"a record")
    assert signed_by(b"a record", signature, desk.public)
    assert not signed_by(b"another", signature, desk.public)
    assert not signed_by(b"a record", signature, laptop.public)
    for nonsense in ("", "zz", "00", "00" * 32, desk.public[:-2]):
        assert not signed_by(b"a record", signature, nonsense)
    assert not signed_by(b"a record", signature[:-1], desk.public)


def test_keys_for_different_purposes_have_nothing_in_common() -> None:
    mine = PersonKeys(MASTER)
    derived = [mine.space, mine.box.encode(), *(derive(MASTER, f"x{n}") for n in range(50))]
    assert len(set(derived)) == len(derived)
    assert MASTER not in derived


def test_nothing_that_holds_a_key_shows_it() -> None:
    mine = PersonKeys(MASTER)
    for shown in (repr(mine), str(mine), repr(mine.device("desk")), f"{Signer(MASTER)!r}"):
        assert MASTER.hex() not in shown
        assert repr(MASTER)[2:-1] not in shown


def test_known_answers_of_derived_keys() -> None:
    mine = PersonKeys(MASTER)
    assert {
        "space": mine.space.hex(),
        "box": bytes(mine.box.public_key).hex(),
        "device": mine.device("desk").public,
        "slot": derive(MASTER, "slot/v1").hex(),
        "bond": derive(MASTER, "together/v1/desk").hex(),
    } == KNOWN_KEYS


def test_known_answer_of_a_passphrase_slot_in_format_one() -> None:
    made = passphrase_slot("0b5e", MASTER, PHRASE, CHEAP, counting())
    assert made.plain() == {
        "header": {
            "v": 1,
            "kind": "passphrase",
            "person": "0b5e",
            "kdf": "argon2id13",
            "turns": 3,
            "memory": 67108864,
            "salt": base64.b64encode(bytes(range(16))).decode(),
        },
        "box": KNOWN_PASSPHRASE_BOX,
    }
    assert open_slot(Slot.of(made.plain()), passphrase=PHRASE) == MASTER


def test_known_answer_of_a_kept_slot_in_format_one() -> None:
    made = kept_slot("0b5e", MASTER, bytes(32), counting())
    assert made.plain() == {"header": {"v": 1, "kind": "kept", "person": "0b5e"}, "box": KNOWN_KEPT_BOX}


def test_known_answer_of_a_sealed_bond_key() -> None:
    assert open_sealed(PersonKeys(MASTER), base64.b64decode(KNOWN_SEALED)) == b"K" * 32


@given(st.text(min_size=1))
def test_whatever_is_typed_can_be_stretched(typed: str) -> None:
    secrets: list[bytes] = []

    def kdf(_size: int, secret: bytes, *_args: object, **_named: object) -> bytes:
        secrets.append(secret)
        return bytes(32)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pwhash.argon2id, "kdf", kdf)
        made = keys.passphrase_slot("p", MASTER, typed, CHEAP, os.urandom)
    assert made.box
    assert len(secrets[0]) <= 1024
