"""What the process owes its people: no core dumps, no words in logs, no traceback that quotes them."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QObject, QSocketNotifier, QtMsgType, qInstallMessageHandler

_log = logging.getLogger("bondapp")


def harden() -> None:
    """No core dump and no reading of memory by other programs of this account, where the system allows it."""
    if os.name != "posix":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        set_dumpable = 4
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(set_dumpable, 0, 0, 0, 0)


def keep_log(folder: Path) -> None:
    """Log codes and class names to a small rotating file; where it cannot be written, to nowhere."""
    from logging.handlers import RotatingFileHandler

    _log.setLevel(logging.INFO)
    _log.propagate = False
    handler: logging.Handler = logging.NullHandler()
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = RotatingFileHandler(
            folder / "bond.log", maxBytes=200_000, backupCount=2, encoding="utf-8", delay=True
        )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    _log.addHandler(handler)


def keep_words_out() -> None:
    """Unexpected errors are named by class and place; their texts and values stay out of every log and stream."""

    def tell(kind: type[BaseException], trace: TracebackType | None) -> None:
        places = []
        while trace is not None:
            code = trace.tb_frame.f_code
            places.append(f"{Path(code.co_filename).name}:{trace.tb_lineno}")
            trace = trace.tb_next
        _log.error("unexpected %s at %s", kind.__name__, " < ".join(reversed(places[-6:])))

    def in_thread(args: threading.ExceptHookArgs) -> None:
        tell(args.exc_type, args.exc_traceback)

    def unraisable(args: Any) -> None:
        tell(args.exc_type or Exception, args.exc_traceback)

    def from_qt(kind: QtMsgType, context: QMessageLogContext, _message: str) -> None:
        # Qt quotes texts in some of its warnings; where it comes from is enough to find it.
        _log.warning("qt %s in %s", kind.name, context.category or "default")

    sys.excepthook = lambda kind, _error, trace: tell(kind, trace)
    threading.excepthook = in_thread
    sys.unraisablehook = unraisable
    qInstallMessageHandler(from_qt)


class SignalWatch(QObject):
    """Ends the app in order on SIGTERM, SIGINT and SIGHUP: what was asked of the store is finished first.

    Python runs its handlers between bytecodes, and an idle Qt loop runs none: a socket wakes it.
    """

    def __init__(self, quit_app: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        # Held here: Qt keeps no reference to what a bound method belongs to.
        self._reading, self._writing = socket.socketpair()
        self._reading.setblocking(False)
        self._writing.setblocking(False)
        signal.set_wakeup_fd(self._writing.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._reading.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)
        for name in ("SIGTERM", "SIGINT", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), lambda *_: quit_app())

    def stop(self) -> None:
        """Leave signals to the system again."""
        signal.set_wakeup_fd(-1)
        self._notifier.setEnabled(False)
        self._reading.close()
        self._writing.close()

    def _woken(self) -> None:
        with contextlib.suppress(OSError):
            self._reading.recv(64)
