"""Key files: read by this account alone, written whole, never a path out of their folder."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from bondapp.store.keystore import KeyFiles


def test_a_key_is_kept_replaced_and_forgotten(tmp_path: Path) -> None:
    store = KeyFiles(tmp_path / "keys")
    assert store.get("noor") is None
    store.put("noor", b"\0first\xff")
    store.put("joss", b"other")
    store.put("noor", b"second")
    assert (store.get("noor"), store.get("joss")) == (b"second", b"other")
    store.remove("noor")
    store.remove("noor")
    assert (store.get("noor"), store.get("joss")) == (None, b"other")


def test_only_this_account_can_read_a_key(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    KeyFiles(folder).put("noor", b"key")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "noor.key").stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["", "../noor", "a/b", "Noor", "noor.key", "n" * 121, "a\0", "ä"])
def test_a_name_that_could_lead_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    store = KeyFiles(tmp_path)
    with pytest.raises(ValueError, match="a key name"):
        store.get(name)
    with pytest.raises(ValueError, match="a key name"):
        store.put(name, b"k")
    with pytest.raises(ValueError, match="a key name"):
        store.remove(name)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_holds_no_key_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "noor.key").write_bytes(b"\xff not base64")
    assert KeyFiles(tmp_path).get("noor") is None


def test_a_write_that_fails_leaves_the_old_key(tmp_path: Path) -> None:
    store = KeyFiles(tmp_path)
    store.put("noor", b"old")
    (tmp_path / "noor.key.tmp").mkdir()
    with pytest.raises(OSError, match="directory"):
        store.put("noor", b"new")
    assert store.get("noor") == b"old"
