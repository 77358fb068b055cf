"""When to come back from a pause."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from bondapp.rules.steps import BadPause, Guide, check_pause
from bondapp.ui.handover import at_wall, fill, time_words
from bondapp.ui.steps.scene import Scene
from bondapp.ui.widgets import (
    ChoiceChips,
    FlowBox,
    Text,
    TimeField,
    vbox,
)

TONIGHT = time(21)
MORNING = time(9)


class ReturnTime(QWidget):
    """When to come back: a length, tonight, tomorrow morning or any time of day within a day."""

    changed = Signal()

    def __init__(self, lengths: Sequence[int], default: int, now: datetime) -> None:
        super().__init__()
        self.setObjectName("return-time")
        self._now = now
        lengths = sorted({*lengths, default})
        options: list[tuple[object, str]] = [(n, self.tr("%n minutes", "", n)) for n in lengths]
        for key, words in (("tonight", self.tr("Tonight")), ("morning", self.tr("Tomorrow morning"))):
            if self._fits(key):
                options.append((key, words))
        options.append(("time", self.tr("Another time")))
        self.choice = ChoiceChips(options, default, self.tr("When to come back"), gap=7)
        self.choice.setObjectName("return-choice")
        self.choice.changed.connect(self._choose)
        later = now + timedelta(hours=2)
        self.time = TimeField(time(later.hour, later.minute), self.tr("Time to come back"))
        self.time.setObjectName("return-at")
        self.time.changed.connect(lambda _: self.changed.emit())
        self.time.hide()
        vbox(self.choice, FlowBox([self.time]), gap=10, parent=self)

    def _choose(self, key: object) -> None:
        self.time.setVisible(key == "time")
        self.changed.emit()

    def _fits(self, key: str) -> bool:
        try:
            check_pause(self._now, self._until(key, self._now))
        except BadPause:
            return False
        return True

    def until(self, now: datetime) -> datetime:
        """The time chosen, seen from a local now with its zone; whole minutes."""
        return self._until(self.choice.value(), now)

    def _until(self, key: object, now: datetime) -> datetime:
        whole = now.replace(second=0, microsecond=0)
        if isinstance(key, int):
            # Through UTC: minutes on a wall clock are not minutes in the night the clocks change.
            later = whole.timestamp() + key * 60
            return datetime.fromtimestamp(later, whole.tzinfo)
        if key == "tonight":
            return at_wall(now, TONIGHT, 0)
        if key == "morning":
            return at_wall(now, MORNING, 1 if now.time() > time(4) else 0)
        wanted = self.time.value()
        today = at_wall(now, wanted, 0)
        return today if today > now else at_wall(now, wanted, 1)


class PausePicker(QWidget):
    """A return time with the sentence that both will read."""

    def __init__(self, scene: Scene, guide: Guide) -> None:
        super().__init__()
        self._now = scene.now
        self._line = Text("", "sub")
        self._say = Text("", "wordsSmall", "ink2")
        lines = scene.content.repair.pause_lines
        self._template = lines[0].label if lines else ""
        self.times = ReturnTime(scene.content.repair.pause_lengths, guide.pause_minutes, scene.now)
        self.times.changed.connect(self._tell)
        vbox(self.times, self._line, self._say, gap=10, parent=self)
        self._tell()

    def _tell(self) -> None:
        until = time_words(self.times.until(self._now), self._now)
        self._line.setText(self.tr("Back at {time}.").format(time=until))
        said = fill(self._template, time=until)
        self._say.setText(QCoreApplication.translate("Repair", "“{words}”").format(words=said) if said else "")
