"""What can go wrong with what lies on the disk, as codes that a screen turns into one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
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
def translated() -> Iterator[None]:
    """Turn database and disk errors into StoreFault, leaving their texts and values behind."""
    from sqlalchemy.exc import DBAPIError
    from sqlcipher3 import dbapi2

    try:
        yield
    except DBAPIError as error:
        raise StoreFault(code_of(str(error.orig))) from None
    except dbapi2.Error as error:
        raise StoreFault(code_of(str(error))) from None
    except OSError as error:
        raise StoreFault(code_of_os(error)) from None


def code_of(message: str) -> Code:
    """The code for an SQLite message."""
    lower = message.lower()
    return next((code for phrase, code in _PHRASES if phrase in lower), "damaged")


def code_of_os(error: OSError) -> Code:
    """The code for an operating-system error."""
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "full"
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return "read_only"
    if error.errno in (errno.ENOENT, errno.ENODEV, errno.ENOTDIR):
        return "missing"
    return "damaged"
