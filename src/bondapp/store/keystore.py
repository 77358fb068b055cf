"""Where a key lies while no passphrase is set: a port, and the key file that stands in for a keyring."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Protocol

from bondapp.store.files import make_private, write_whole


class KeyStore(Protocol):
    """Keeps small secrets by name."""

    def get(self, name: str) -> bytes | None:
        """The key kept under this name, or None."""

    def put(self, name: str, key: bytes) -> None:
        """Keep a key; it is readable again at once. Raises OSError when it cannot be kept."""

    def remove(self, name: str) -> None:
        """Forget a key; nothing happens when there is none."""


class KeyFiles:
    """Key files that only this computer account can read (0600 in a 0700 folder)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _path(self, name: str) -> Path:
        if not re.fullmatch(r"[a-z0-9-]{1,120}", name):
            raise ValueError("a key name is lower-case letters, digits and dashes")
        return self._folder / (name + ".key")

    def get(self, name: str) -> bytes | None:
        """The key kept under this name, or None."""
        path = self._path(name)
        try:
            return base64.b64decode(path.read_bytes(), validate=True)
        except (FileNotFoundError, ValueError):
            return None

    def put(self, name: str, key: bytes) -> None:
        """Keep a key. Raises OSError when it cannot be kept."""
        make_private(self._folder)
        write_whole(self._path(name), base64.b64encode(key))

    def remove(self, name: str) -> None:
        """Forget a key."""
        self._path(name).unlink(missing_ok=True)
