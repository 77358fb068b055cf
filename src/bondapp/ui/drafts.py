"""Keeping drafts: words go to the store at every short rest in typing, and at once when a field is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QLineEdit

from bondapp.services import drafts
from bondapp.ui.widgets.fields import LetterField, LineField

if TYPE_CHECKING:
    from bondapp.ui.bridge import Bridge, Problem

REST_MS = 350


class DraftKeeper(QObject):
    """Keeps one field's words under a name.

    `kept` fires when they are on the disk, `not_kept` with the problem when they are not: the words then stay on
    the screen and are tried again at the next rest.
    """

    kept = Signal()
    not_kept = Signal(object)

    def __init__(self, bridge: Bridge, name: str, field: LetterField | LineField | QLineEdit) -> None:
        super().__init__(field)
        self._bridge = bridge
        self._name = name
        self._field = field
        self._on = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self.keep)
        field.textChanged.connect(lambda *_: self._timer.start() if self._on else None)
        field.installEventFilter(self)

    def words(self) -> str:
        """What stands in the field."""
        field = self._field
        # Our fields show long lines broken; their own `words` gives them back whole.
        return field.words() if isinstance(field, LetterField | LineField) else field.text()

    def keep(self) -> None:
        """Keep the words now."""
        self._timer.stop()
        if not self._on:
            return
        name, words = self._name, self.words()
        self._bridge.ask(
            lambda session: drafts.keep(session, name, words),
            lambda _: self.kept.emit(),
            self._failed,
            owner=self,
        )

    def stop(self) -> None:
        """Keep nothing any more: the words were saved or given up."""
        self._on = False
        self._timer.stop()

    def _failed(self, problem: Problem) -> None:
        self.not_kept.emit(problem)
        if self._on:
            self._timer.start(REST_MS * 10)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep at once when the field loses the focus or goes from the screen."""
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide) and self._timer.isActive():
            self.keep()
        return super().eventFilter(watched, event)


def restore(bridge: Bridge, prefix: str, then: Callable[[dict[str, str]], None], owner: QObject) -> None:
    """Find the drafts whose names start with `prefix` and hand them over."""
    bridge.ask(lambda session: drafts.find(session, prefix), then, owner=owner)
