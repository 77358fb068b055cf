"""The only door between the screens and the store: use cases run on one worker thread, plain cards come back."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

if TYPE_CHECKING:
    from bondapp.services.session import Session

P = ParamSpec("P")
R = TypeVar("R")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a use case did not happen: a code for `problems.sentence`, never anybody's words."""

    code: str


class UseCaseFailed(Exception):
    """Carries a problem's code out of the worker."""


@dataclass(slots=True)
class _Job:
    call: Callable[[Session], Any]
    then: Callable[[Any], None] | None
    otherwise: Callable[[Problem], None] | None
    owner: QObject | None
    value: Any = None
    problem: Problem | None = None
    changed: frozenset[str] = frozenset()


class Bridge(QObject):
    """Runs use cases one after another and hands their results to the screen thread.

    `changed` tells which nouns were written, after the caller's own `then`; `failed` tells of a problem that
    nobody asked to hear about.
    """

    changed = Signal(frozenset)
    failed = Signal(Problem)
    idle = Signal()
    _done = Signal(object)

    def __init__(self, make_session: Callable[[], Session], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make_session = make_session
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._waiting = 0
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._work, name="store", daemon=True)
        self._thread.start()

    def run(
        self,
        use_case: Callable[Concatenate[Session, P], R],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Run a use case whose result nobody waits for; problems go to `failed`."""
        self._put(_Job(lambda session: use_case(session, *args, **kwargs), None, None, None))

    def ask(
        self,
        call: Callable[[Session], R],
        then: Callable[[R], None],
        otherwise: Callable[[Problem], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Run a use case and hand its result to `then` on the screen thread.

        With `owner`, nothing is handed over once that object is gone. Problems go to `otherwise`, or to `failed`.
        """
        self._put(_Job(call, then, otherwise, owner))

    @property
    def busy(self) -> bool:
        """Whether something asked for has not been handed over yet."""
        return self._waiting > 0

    def stop(self) -> None:
        """Finish what was asked for, close the session, end the thread."""
        if self._thread.is_alive():
            self._jobs.put(None)
            self._thread.join()

    def _put(self, job: _Job) -> None:
        self._waiting += 1
        self._jobs.put(job)

    def _work(self) -> None:
        session = self._make_session()
        while (job := self._jobs.get()) is not None:
            try:
                job.value = job.call(session)
            except Exception as error:  # noqa: BLE001 - the worker outlives whatever a use case raises
                job.problem = Problem(_code(error))
            job.changed = frozenset(session.changed)
            session.changed.clear()
            self._done.emit(job)
        session.close()

    @Slot(object)
    def _deliver(self, job: _Job) -> None:
        self._waiting -= 1
        alive = job.owner is None or shiboken6.isValid(job.owner)
        if job.problem is None:
            if job.then is not None and alive:
                job.then(job.value)
        elif job.otherwise is not None and alive:
            job.otherwise(job.problem)
        else:
            self.failed.emit(job.problem)
        if job.changed:
            self.changed.emit(job.changed)
        if self._waiting == 0:
            self.idle.emit()


def _code(error: Exception) -> str:
    """A code the app made itself; everything else is unexpected, and only its class is logged."""
    code = getattr(error, "code", None)
    if isinstance(code, str):
        return code
    name = type(error).__name__
    if name in ("NotOpen", "OutOfStep"):
        return name
    if isinstance(error, ValueError) and error.args and error.args[0] in _KNOWN:
        return str(error.args[0])
    _log.error("unexpected %s in a use case", name)
    return "unexpected"


_KNOWN = frozenset({"empty", "empty_title", "empty_name", "no_days", "colour", "passphrase", "not_here"})
