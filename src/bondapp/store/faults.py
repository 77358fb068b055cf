"""What can go wrong with what lies on the disk, as codes that a screen turns into one sentence."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

Code = Literal[
    "wrong_key",  # the passphrase or key does not open it
    "newer",  # written by a newer version of the app
    "not_a_vault",  # the folder holds something else
    "missing",  # the vault was here and is gone
    "full",  # no room on the disk
    "read_only",  # the disk or folder cannot be written
    "busy",  # somebody else holds the file
    "damaged",  # the file does not read back as written
    "plaintext",  # the file would not be encrypted
    "old_engine",  # the SQLite inside is older than 3.51.3
    "in_use",  # another Bond has this vault open
]

# More than one page and a journal's header: what a refused save would have needed.
PROBE_BYTES = 1 << 20

_PHRASES: tuple[tuple[str, Code], ...] = (
    ("disk is full", "full"),
    ("readonly", "read_only"),
    ("read-only", "read_only"),
    ("database is locked", "busy"),
    ("not a database", "wrong_key"),
    ("malformed", "damaged"),
    ("disk i/o error", "damaged"),
    ("unable to open", "read_only"),
)


class StoreFault(Exception):
    """Something the world did to the store; `code` says what, never with anybody's words."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code: Code = code


@contextmanager
def translated(folder: Path | None = None) -> Iterator[None]:
    """Turn database and disk errors into StoreFault, leaving their texts and values behind.

    With the file's folder, a write that SQLite could not explain (a quota, a limit) is told from a broken disk.
    """
    from sqlalchemy.exc import DBAPIError
    from sqlcipher3 import dbapi2

    try:
        yield
    except DBAPIError as error:
        raise StoreFault(_explained(code_of(str(error.orig)), folder)) from None
    except dbapi2.Error as error:
        raise StoreFault(_explained(code_of(str(error)), folder)) from None
    except OSError as error:
        raise StoreFault(code_of_os(error)) from None


def code_of(message: str) -> Code:
    """The code for an SQLite message."""
    lower = message.lower()
    return next((code for phrase, code in _PHRASES if phrase in lower), "damaged")


def _explained(code: Code, folder: Path | None) -> Code:
    if code != "damaged" or folder is None:
        return code
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(bytes(PROBE_BYTES))
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as error:
        return code_of_os(error)
    return code


def code_of_os(error: OSError) -> Code:
    """The code for an operating-system error."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "full"
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return "read_only"
    if error.errno in (errno.ENOENT, errno.ENODEV, errno.ENOTDIR):
        return "missing"
    return "damaged"
