"""Small files written whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bondapp.store.faults import StoreFault


def write_whole(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Write to a temporary neighbour, fsync, rename, fsync the folder. Raises OSError; leaves the old file then."""
    temporary = path.with_name(path.name + ".tmp")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename durable where the system can do that for a folder."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_private(folder: Path) -> None:
    """Create a folder that only this computer account can look into."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def write_json(path: Path, plain: Mapping[str, Any]) -> None:
    """Write a small JSON file whole."""
    write_whole(path, json.dumps(plain, sort_keys=True, indent=1).encode())


def read_json(path: Path) -> dict[str, Any]:
    """Read a small JSON file. Raises StoreFault "missing" or "damaged"."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise StoreFault("missing") from None
    try:
        plain = json.loads(raw)
    except (ValueError, RecursionError):
        raise StoreFault("damaged") from None
    if not isinstance(plain, dict):
        raise StoreFault("damaged")
    return plain
