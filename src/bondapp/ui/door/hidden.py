"""The page after Hide now."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from bondapp.services import opening
from bondapp.services.opening import Door, Label
from bondapp.services.session import Session
from bondapp.ui.bridge import Bridge
from bondapp.ui.door.centred import CENTRE, Centred
from bondapp.ui.door.gate import PassphraseGate, Patience
from bondapp.ui.door.page import DoorPage
from bondapp.ui.widgets import Button, Spot, Text, hbox, vbox, wrap


class HiddenPage(Centred):
    """The page after Hide now: it closes what is open, says "Locked" and names nobody until somebody asks.

    `opened` carries the Door.
    """

    opened = Signal(object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._locking = False
        self._last: tuple[str, ...] = ()
        self._people: tuple[Label, ...] = ()
        self.patience = Patience()
        self._frame(())

    def showEvent(self, event: QShowEvent) -> None:
        """Close everything, once: after the page before gave its drafts to the store."""
        super().showEvent(event)
        if not self._locking:
            self._locking = True
            QTimer.singleShot(0, self, self._lock)

    def _lock(self) -> None:
        def lock(session: Session) -> tuple[tuple[str, ...], Door]:
            last = session.here
            return last, opening.lock(session)

        self._bridge.ask(lock, self._locked, lambda _: self._offer(), owner=self)

    def _locked(self, found: tuple[tuple[str, ...], Door]) -> None:
        self._last, door = found
        self._people = door.people
        label = self._last_alone()
        if label is None or not label.has_passphrase:
            self._offer()
            return
        gate = PassphraseGate(self._bridge, label.id, self.patience)
        gate.opened.connect(self.opened)
        self._gate = gate
        self._frame((gate, *self._somebody()), gate.field)

    def _offer(self) -> None:
        again = Button(self.tr("Open again"), "outline")
        again.setObjectName("hidden-open")
        again.clicked.connect(self._open_again)
        self._frame((wrap(hbox(None, again, None)), *self._somebody()), again)

    def _somebody(self) -> tuple[QWidget, ...]:
        if len(self._people) < 2:
            return ()
        ask = Button(self.tr("Who’s there?"), "plain", small=True)
        ask.setObjectName("hidden-who")
        ask.clicked.connect(self._show_door)
        return (wrap(hbox(None, ask, None)),)

    def _frame(self, below: tuple[QWidget, ...], focus: QWidget | None = None) -> None:
        title = Text(self.tr("Locked"), "heading", align=CENTRE)
        self._put(wrap(vbox((Spot("lock-simple", 28, "ink2"), CENTRE), 2, title, 8, *below, gap=8)), focus)

    def _last_alone(self) -> Label | None:
        if len(self._last) != 1:
            return None
        return next((label for label in self._people if label.id == self._last[0]), None)

    def _open_again(self) -> None:
        last, free = self._last, [label.id for label in self._people if not label.has_passphrase]

        def come(session: Session) -> Door:
            if len(last) == 1 and last[0] in free:
                return opening.enter(session, last[0])
            if len(last) > 1 and free:
                opening.enter(session, free[0])
                return opening.together(session)
            return opening.approach(session)

        self._bridge.ask(come, self._came, lambda _: self._show_door(), owner=self)

    def _came(self, door: Door) -> None:
        if door.state == "open":
            self.opened.emit(door)
        else:
            self._people = door.people
            self._show_door()

    def _show_door(self) -> None:
        page = DoorPage(self._bridge, Door("closed", self._people, {}))
        page.opened.connect(self.opened)
        self._gate = None
        self._inner.setMaximumWidth(16_777_215)
        self._put(page)
