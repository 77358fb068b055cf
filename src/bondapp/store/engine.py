"""Opening an SQLCipher file: self-test, pragmas, versions. The one place that knows how."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlcipher3 import dbapi2

from bondapp.store.faults import StoreFault, translated

PLAIN_HEADER = b"SQLite format 3\0"
OLDEST_ENGINE = (3, 51, 3)
APPLICATION_ID = 0x426F6E64
PROBE = ".probe-"

_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA busy_timeout = 2000",
)


def connect(path: Path, key: bytes) -> Any:
    """A keyed connection; the key is raw bytes and stays out of every URL."""
    connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    # Without this a wrong key makes SQLCipher write to stderr by itself.
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def self_test(folder: Path, random: Any) -> None:
    """Refuse to go on where a file would be plaintext or the SQLite inside is too old (R-CR-03).

    Raises StoreFault "plaintext" or "old_engine". Writes and removes a probe file in `folder`.
    """
    if dbapi2.sqlite_version_info < OLDEST_ENGINE:
        raise StoreFault("old_engine")
    for left_behind in folder.glob(PROBE + "*"):
        shutil.rmtree(left_behind, ignore_errors=True)
    with translated(folder), tempfile.TemporaryDirectory(dir=folder, prefix=PROBE) as name:
        probe = Path(name) / "probe.db"
        connection = connect(probe, random(32))
        try:
            if not connection.execute("PRAGMA cipher_version").fetchone():
                raise StoreFault("plaintext")
            connection.execute("CREATE TABLE probe (words TEXT)")
            connection.execute("INSERT INTO probe VALUES ('a sentence that must not be readable')")
        finally:
            connection.close()
        raw = probe.read_bytes()
    if raw.startswith(PLAIN_HEADER) or b"sentence" in raw:
        raise StoreFault("plaintext")


def check_file(path: Path, key: bytes, newest: int) -> int:
    """The row version of an existing file, left untouched. Raises StoreFault "plaintext", "wrong_key" or "newer"."""
    # Reading the header this way would cancel SQLite's locks while a connection is open; none is yet.
    with translated(path.parent):
        with path.open("rb") as raw:
            if raw.read(16) == PLAIN_HEADER:
                raise StoreFault("plaintext")
        connection = connect(path, key)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        finally:
            connection.close()
    if version > newest:
        raise StoreFault("newer")
    return version


def open_engine(path: Path, key: bytes) -> Engine:
    """An engine of one connection: WAL, every commit on the disk before it is acknowledged."""

    def creator() -> Any:
        connection = connect(path, key)
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    engine = create_engine(
        "sqlite+pysqlite://",
        creator=creator,
        module=dbapi2,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=2,
        pool_reset_on_return="rollback",
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
