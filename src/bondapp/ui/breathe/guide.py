"""The breathing guide with its start button and its paces."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from bondapp.ui.art import BreathPacer
from bondapp.ui.theme import T, Who
from bondapp.ui.widgets import Button, ChoiceChips, Columns, FlowBox, hbox, vbox, wrap

PACES = ((4, 6), (5, 5))
TALLEST = 580


class BreathGuide(QWidget):
    """Moves when somebody starts it and at the pace they choose. `running` tells whether it moves."""

    running = Signal(bool)

    def __init__(self, whos: Sequence[Who]) -> None:
        super().__init__()
        self.pacer = BreathPacer(whos)
        self.pacer.setObjectName("pacer")
        self._start = Button(self.tr("Start breathing"), "tonal", "wind", small=True)
        self._start.setObjectName("breathe-start")
        self._start.clicked.connect(self._turn)
        self.pacer.running_changed.connect(self._running)
        words = self.tr("{into} in, {out} out")
        pace = ChoiceChips(
            [(p, words.format(into=p[0], out=p[1])) for p in PACES], PACES[0], self.tr("Pace in seconds"), gap=6
        )
        pace.setObjectName("breathe-pace")
        pace.changed.connect(lambda p: self.pacer.set_pace(*p))
        controls = wrap(hbox(None, FlowBox([self._start, pace], gap=8), None, gap=0))
        vbox((self.pacer, 1), (controls, 0, Qt.AlignmentFlag.AlignHCenter), gap=6, parent=self)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Above the words it is smaller than beside them, so that the way back stays in sight."""
        columns = self.parentWidget()
        above = isinstance(columns, Columns) and columns.is_stacked()
        least = T().px(320) if above else min(T().px(540), TALLEST)
        self.setMinimumHeight(least)
        self.setMaximumHeight(least if above else 16_777_215)

    def stop(self) -> None:
        """Stop at once."""
        self.pacer.stop()

    def _turn(self) -> None:
        if self.pacer.is_running():
            self.pacer.stop()
        else:
            self.pacer.start()

    def _running(self, on: bool) -> None:
        self._start.setText(self.tr("Stop breathing") if on else self.tr("Start breathing"))
        self.running.emit(on)
