"""The engine: refuses what would be plaintext or too old, notices every changed bit, prints nothing."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from bondapp.rules.records import Change
from bondapp.store import engine
from bondapp.store.device import DeviceFile
from bondapp.store.engine import PLAIN_HEADER, check_file, connect, self_test
from bondapp.store.faults import StoreFault
from bondapp.store.keys import Signer
from bondapp.store.spaces import Space

DAY = date(2026, 11, 19)
NOW = datetime(2026, 11, 19, 14, 20, tzinfo=UTC)
KEY = bytes(range(32))

# The stock module under SQLCipher's name: PRAGMA key does nothing there, and says nothing.
SHADOWED = """
import sqlite3, sys, types, os
from pathlib import Path
shadow = types.ModuleType("sqlcipher3")
shadow.dbapi2 = sqlite3.dbapi2
sys.modules["sqlcipher3"] = shadow
sys.modules["sqlcipher3.dbapi2"] = sqlite3.dbapi2
from bondapp.store import engine
engine.OLDEST_ENGINE = (3, 0, 0)
from bondapp.store.faults import StoreFault
from bondapp.store.vault import Vault
from bondapp.store.keystore import KeyFiles
folder = Path(sys.argv[1])
try:
    Vault.create(folder / "vault", [KeyFiles(folder / "keys")], os.urandom)
except StoreFault as fault:
    print(fault.code)
print(sorted(path.name for path in folder.rglob("*")))
"""


def python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run code in another process."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=True,
    )


def space(path: Path, cards: int = 12) -> Space:
    """A private space with a few cards."""
    opened = Space.open(path, KEY, "noor", "person", fresh=True)
    for at in range(cards):
        body = {"when": f"words number {at} " * 30}
        opened.append([Change("need.rev", f"n{at}", "noor", body)], Signer(KEY), DAY)
    opened.keep_draft("need/new/when", "half a sentence", NOW)
    return opened


def test_where_files_would_be_plaintext_nothing_is_made(tmp_path: Path) -> None:
    done = python(SHADOWED, str(tmp_path))
    assert done.stdout.splitlines() == ["plaintext", "['vault']"]


def test_an_engine_that_is_too_old_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dbapi2, "sqlite_version_info", (3, 51, 2))
    with pytest.raises(StoreFault, match="old_engine"):
        self_test(tmp_path, os.urandom)
    assert list(tmp_path.iterdir()) == []


def test_the_self_test_leaves_nothing_behind(tmp_path: Path) -> None:
    self_test(tmp_path, os.urandom)
    assert list(tmp_path.iterdir()) == []
    assert dbapi2.sqlite_version_info >= engine.OLDEST_ENGINE


def test_a_plaintext_file_in_place_of_a_space_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "private.db"
    path.write_bytes(PLAIN_HEADER + bytes(4080))
    with pytest.raises(StoreFault, match="plaintext"):
        Space.open(path, KEY, "noor", "person")
    assert path.read_bytes() == PLAIN_HEADER + bytes(4080)
    assert [entry.name for entry in tmp_path.iterdir()] == ["private.db"]


def test_no_file_of_a_space_begins_like_a_plaintext_one_or_carries_its_key(tmp_path: Path) -> None:
    opened = space(tmp_path / "private.db")
    files = [path.read_bytes() for path in tmp_path.iterdir()]
    opened.close()
    files += [path.read_bytes() for path in tmp_path.iterdir()]
    assert len(files) >= 3
    for raw in files:
        assert not raw.startswith(PLAIN_HEADER)
        assert KEY not in raw


def test_a_wrong_key_opens_nothing_and_prints_nothing(tmp_path: Path) -> None:
    space(tmp_path / "private.db").close()
    before = (tmp_path / "private.db").read_bytes()
    code = (
        "import sys; from pathlib import Path; from bondapp.store.spaces import Space\n"
        "from bondapp.store.faults import StoreFault\n"
        "try: Space.open(Path(sys.argv[1]), bytes(32), 'noor', 'person')\n"
        "except StoreFault as fault: print(fault.code)"
    )
    done = python(code, str(tmp_path / "private.db"))
    assert (done.stdout, done.stderr) == ("wrong_key\n", "")
    assert (tmp_path / "private.db").read_bytes() == before
    with pytest.raises(StoreFault, match="wrong_key"):
        check_file(tmp_path / "private.db", bytes(32), 1)


def test_every_flipped_bit_is_noticed_and_no_other_words_are_ever_shown(tmp_path: Path) -> None:
    path = tmp_path / "private.db"
    opened = space(path)
    truth = opened.raw()
    opened.close()
    whole = path.read_bytes()
    rnd = random.Random(7)  # noqa: S311 - places that can be found again, no secret
    # One bit in each page, the first and last byte, and the salt.
    places = [page + rnd.randrange(4096) for page in range(0, len(whole), 4096)]
    for at in {0, 15, 16, len(whole) - 1, *places}:
        bent = bytearray(whole)
        bent[at] ^= 1 << rnd.randrange(8)
        path.write_bytes(bytes(bent))
        assert flipped_is_noticed(path), at
        assert what_is_read(path) in ("wrong_key", "damaged", truth), at


def what_is_read(path: Path) -> object:
    """All records of a space, or the code of what kept them from being read."""
    try:
        with closing(Space.open(path, KEY, "noor", "person")) as again:
            return again.raw()
    except StoreFault as fault:
        return fault.code


def flipped_is_noticed(path: Path) -> bool:
    """Whether SQLCipher's own check finds a page that is not as it was written."""
    connection = connect(path, KEY)
    try:
        return bool(connection.execute("PRAGMA cipher_integrity_check").fetchall())
    except dbapi2.Error:
        return True
    finally:
        connection.close()


def test_a_whole_file_passes_that_check(tmp_path: Path) -> None:
    space(tmp_path / "private.db").close()
    assert not flipped_is_noticed(tmp_path / "private.db")


@pytest.mark.parametrize("keep", [0, 1, 15, 16, 1000, 4096, 8192])
def test_a_file_cut_off_is_refused_and_never_begun_anew(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "private.db"
    space(path).close()
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(StoreFault, match=r"wrong_key|damaged"):
        Space.open(path, KEY, "noor", "person")
    assert path.stat().st_size == keep


def test_a_file_that_is_gone_is_missed_and_never_begun_anew(tmp_path: Path) -> None:
    with pytest.raises(StoreFault, match="missing"):
        Space.open(tmp_path / "private.db", KEY, "noor", "person")
    assert list(tmp_path.iterdir()) == []


def test_a_commit_is_on_the_disk_before_it_is_acknowledged(tmp_path: Path) -> None:
    opened = space(tmp_path / "private.db", 1)
    with opened.reading() as session:
        pragmas = {
            name: session.connection().exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "trusted_schema", "temp_store")
        }
    opened.close()
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "temp_store": 2,
    }


def test_errors_of_the_database_say_no_value_and_no_statement(tmp_path: Path) -> None:
    device = DeviceFile.open(tmp_path / "device.db", KEY)
    with pytest.raises(StoreFault) as caught, device.writing() as session:
        session.connection().exec_driver_sql("INSERT INTO nowhere VALUES (?)", ("a private sentence",))
    assert (str(caught.value), caught.value.__cause__) == ("damaged", None)
    assert "private" not in repr(caught.value)
    device.close()
