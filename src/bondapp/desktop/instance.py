"""A doorbell for a second start: it rings, and the window that is open already comes forward.

Who may run is decided by the lock in the store; this carries nothing but "come forward".
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import socket
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QSocketNotifier, Signal

_PATIENCE_SECONDS: Final = 1.0
_BACKLOG: Final = 8


def bell_path(vault: Path, environ: Mapping[str, str]) -> Path:
    """Where the doorbell of a vault hangs: in XDG_RUNTIME_DIR, else in the vault's own folder.

    The name is a digest, so that the list of files in the runtime folder says nothing about the vault.
    """
    runtime = environ.get("XDG_RUNTIME_DIR", "")
    if runtime and Path(runtime).is_dir():
        digest = hashlib.blake2b(os.fsencode(vault.resolve()), digest_size=8).hexdigest()
        return Path(runtime) / f"bond-{digest}"
    return vault / "doorbell"


def ring(path: Path) -> bool:
    """Ask the one who is at home to come forward; False when nobody is. Waits at most a second."""
    if not hasattr(socket, "AF_UNIX"):
        return False
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as caller:
        caller.settimeout(_PATIENCE_SECONDS)
        try:
            caller.connect(str(path))
        except OSError:
            return False
    return True


class Doorbell(QObject):
    """Listens at a socket only this account can reach (0600) and emits `rung`.

    To be made only by the holder of the vault's lock: a socket left by a killed program is replaced. Where
    there are no such sockets, or the path is too long for one, `listening` is False and nothing ever rings.
    """

    rung = Signal()

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._socket: socket.socket | None = None
        self._notifier: QSocketNotifier | None = None
        if hasattr(socket, "AF_UNIX"):
            self._listen()

    @property
    def listening(self) -> bool:
        """Whether a second start can be heard."""
        return self._socket is not None

    def close(self) -> None:
        """Take the doorbell down."""
        if self._socket is None:
            return
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        self._socket.close()
        self._socket = None
        with contextlib.suppress(OSError):
            self._path.unlink()

    def _listen(self) -> None:
        bell = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        bell.setblocking(False)
        try:
            self._clear_away()
            bell.bind(str(self._path))
            # Nobody can connect before listen(), so there is no moment with looser rights.
            self._path.chmod(stat.S_IRUSR | stat.S_IWUSR)
            bell.listen(_BACKLOG)
        except OSError:
            bell.close()
            return
        self._socket = bell
        self._notifier = QSocketNotifier(bell.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._answer)

    def _clear_away(self) -> None:
        """Remove a socket that was left behind; anything else under that name is not ours and stays."""
        with contextlib.suppress(FileNotFoundError):
            if stat.S_ISSOCK(self._path.lstat().st_mode):
                self._path.unlink()

    def _answer(self) -> None:
        callers = 0
        while self._socket is not None:
            try:
                caller, _ = self._socket.accept()
            except OSError:
                break
            caller.close()
            callers += 1
        if callers:
            self.rung.emit()
