"""One Bond at a time for one vault: a lock the kernel gives back by itself when the process ends."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType

from bondapp.store.faults import StoreFault, translated


class VaultLock:
    """An exclusive lock on a vault folder (R-DS-04). Raises StoreFault "in_use", "read_only", …"""

    @translated()
    def __init__(self, folder: Path) -> None:
        self._handle: int | None = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        if not _take(self._handle):
            os.close(self._handle)
            self._handle = None
            raise StoreFault("in_use")

    def release(self) -> None:
        """Give the vault back."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> VaultLock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


if os.name == "posix":
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

else:
    import msvcrt

    def _take(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore] # - Windows
        except OSError:
            return False
        return True
