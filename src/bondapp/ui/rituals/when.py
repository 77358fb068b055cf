"""When a ritual is due and how it reminds: days, time, length, lead, hidden words."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from bondapp.rules.rituals import LEADS, MINUTES
from bondapp.ui.notices import ProblemLine
from bondapp.ui.rituals.wording import WEEKDAYS, day_name, lead_words, minutes_words
from bondapp.ui.widgets import Choice, FlowBox, ManyChips, Text, TimeField, Toggle, section, vbox

if TYPE_CHECKING:
    from bondapp.services.rituals import RitualForm

USUAL = time(18, 0)


class WhenBlock(QWidget):
    """Days, time and length, and the reminder below them."""

    edited = Signal()

    def __init__(self, form: RitualForm) -> None:
        super().__init__()
        self.trouble = ProblemLine(small=True)
        self._days = ManyChips(
            [(day, day_name(day)) for day in range(7)],
            form.days,
            name=self.tr("Days"),
            gap=6,
            square=True,
        )
        for day, chip in enumerate(self._days.chips()):
            chip.setObjectName(f"ritual-day-{day}")
        self._time = TimeField(form.wall or USUAL, self.tr("Time of day"))
        self._time.setObjectName("ritual-time")
        self._minutes = Choice((), None, self.tr("How long"), "hourglass-medium")
        self._minutes.setObjectName("ritual-minutes")
        self._free = Toggle(self.tr("When it happens, no set time"), form.wall is None)
        self._free.setObjectName("ritual-free")
        self._lead = Choice((), None, self.tr("Reminder"), "bell")
        self._lead.setObjectName("ritual-lead")
        self._hide = Toggle(self.tr("Hide the words until opened"), form.hide_words)
        self._hide.setObjectName("ritual-hide-words")
        self._quiet = Text(self.tr("Without a time, nothing reminds you of it."), "caption", "ink2")
        self._lines = FlowBox([self._time, self._minutes, self._free], gap=10)
        self._bells = FlowBox([self._lead, self._hide], gap=16)
        vbox(
            section(self.tr("When"), self._days, self._lines, self.trouble, gap=10),
            section(self.tr("Reminder"), self._bells, self._quiet),
            gap=16,
            parent=self,
        )
        self.set_form(form)
        self._days.changed.connect(self._changed)
        self._time.changed.connect(self._changed)
        self._minutes.changed.connect(self._changed)
        self._lead.changed.connect(self._changed)
        self._free.toggled.connect(self._changed)
        self._hide.toggled.connect(self._changed)

    def fill_in(self, form: RitualForm) -> RitualForm:
        """The form with what stands here."""
        free = self._free.isChecked()
        return replace(
            form,
            days=() if free else tuple(self._days.values()),
            wall=None if free else self._time.value(),
            minutes=self._minutes.value(),
            lead=self._lead.value(),
            hide_words=self._hide.isChecked(),
        )

    def set_form(self, form: RitualForm) -> None:
        """Shows these values; emits nothing. A length or lead of somebody's own stays on offer."""
        blocked = self.blockSignals(True)
        self._free.setChecked(form.wall is None)
        self._days.set_values(form.days)
        if form.wall is not None:
            self._time.set_value(form.wall)
        lengths = sorted({*MINUTES, form.minutes})
        self._minutes.set_options([(n, minutes_words(n)) for n in lengths], form.minutes)
        leads = sorted({*LEADS, form.lead})
        self._lead.set_options([(n, lead_words(n)) for n in leads], form.lead)
        self._hide.setChecked(form.hide_words)
        self.blockSignals(blocked)
        self._follow()

    def focus_days(self) -> None:
        """Goes to the days, after a sentence about them."""
        self._days.chips()[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _changed(self, *_value: object) -> None:
        if self._free.isChecked() or self._days.values():
            self.trouble.tell("")
        self._follow()
        self.edited.emit()

    def _follow(self) -> None:
        free = self._free.isChecked()
        self._days.setVisible(not free)
        self._time.setVisible(not free)
        self._bells.setVisible(not free)
        self._quiet.setVisible(free)


def usual_days() -> tuple[int, ...]:
    """The days a new ritual starts with."""
    return WEEKDAYS
