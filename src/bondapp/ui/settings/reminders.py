"""Reminders: how many, when they keep quiet, and a pause of all of them."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QLocale, Qt

from bondapp.rules.recurrence import resolve
from bondapp.services import settings
from bondapp.services.session import Session
from bondapp.services.settings import Settings
from bondapp.ui.art import clock
from bondapp.ui.settings.part import Part, Seen
from bondapp.ui.widgets import (
    Button,
    Choice,
    ChoiceChips,
    FlowBox,
    Text,
    TimeField,
    Toggle,
    buddy,
    hbox,
    section,
    wrap,
)
from bondapp.ui.widgets.layouts import Item

A_DAY = (1, 2, 3, 4, 6)
MORNING = time(7)


def pause_reminders(session: Session, days: int) -> Settings:
    """Let all reminders rest until the morning after so many days; 0 lets them go on."""
    until = None
    if days:
        day = session.today() + timedelta(days=days)
        until = resolve(datetime.combine(day, MORNING), ZoneInfo(session.zone())).astimezone(UTC)
    return settings.change(session, pause_until=until)


class RemindersPart(Part):
    """When Bond may knock."""

    def build(self) -> list[Item]:
        self._on = Toggle(self.tr("Remind me with a small card in the corner"), True)
        self._on.setObjectName("settings-reminders")
        self._on.clicked.connect(lambda on: self.change(reminders=on))
        a_day = [(n, QLocale().toString(n)) for n in A_DAY]
        self._per_day = ChoiceChips(a_day, 2, self.tr("Reminders a day, at most"), square=True)
        self._per_day.setObjectName("settings-per-day")
        self._per_day.changed.connect(lambda n: self.change(per_day=n))
        self._quiet = Toggle(self.tr("Quiet hours"), True)
        self._quiet.setObjectName("settings-quiet")
        self._quiet.clicked.connect(lambda on: self.change(quiet_on=on))
        self._from = TimeField(time(22), self.tr("Quiet from"))
        self._from.setObjectName("settings-quiet-from")
        self._from.changed.connect(lambda value: self.change(quiet_from=value))
        self._to = TimeField(time(7), self.tr("Quiet until"))
        self._to.setObjectName("settings-quiet-to")
        self._to.changed.connect(lambda value: self.change(quiet_to=value))
        middle = Qt.AlignmentFlag.AlignVCenter
        start = wrap(hbox((buddy(self.tr("From"), self._from, "body", "ink2"), middle), self._from, gap=10))
        end = wrap(hbox((buddy(self.tr("until"), self._to, "body", "ink2"), middle), self._to, gap=10))
        self._hours = FlowBox([start, end], gap=14)
        return [
            self._on,
            section(self.tr("At most, each day"), self._per_day),
            self._quiet,
            self._hours,
            *self._pause(),
        ]

    def _pause(self) -> list[Item]:
        words = (
            (1, self.tr("Until tomorrow morning")),
            (3, self.tr("For three days")),
            (7, self.tr("For a week")),
            (14, self.tr("For two weeks")),
        )
        self._length = Choice(words, 1, self.tr("How long to pause"), "hourglass-medium")
        self._length.setObjectName("settings-pause-length")
        begin = Button(self.tr("Pause all reminders"), "outline", "bell-slash")
        begin.setObjectName("settings-pause")
        begin.clicked.connect(lambda: self._rest(self._length.value()))
        self._pause_row = FlowBox([self._length, begin], gap=8)
        self._until = Text("")
        self._until.setObjectName("settings-paused-until")
        self._resume = Button(self.tr("Go on reminding"), "tonal", "bell")
        self._resume.setObjectName("settings-resume")
        self._resume.clicked.connect(lambda: self._rest(0))
        self._resume_row = wrap(hbox(self._resume, None))
        return [section(self.tr("Pause"), self._pause_row, self._until, self._resume_row)]

    def show_seen(self, seen: Seen) -> None:
        chosen = seen.settings
        self._on.setChecked(chosen.reminders)
        self._per_day.set_value(chosen.per_day)
        self._quiet.setChecked(chosen.quiet_on)
        self._hours.setVisible(chosen.quiet_on)
        for field, value in ((self._from, chosen.quiet_from), (self._to, chosen.quiet_to)):
            if not field.hasFocus():
                field.set_value(value)
        paused = seen.paused
        self._pause_row.setVisible(paused is None)
        self._until.setVisible(paused is not None)
        self._resume_row.setVisible(paused is not None)
        if paused is not None:
            self._until.setText(self._until_words(paused))

    def _until_words(self, paused: datetime) -> str:
        locale = QLocale()
        day = locale.toString(QDate(paused.year, paused.month, paused.day), QLocale.FormatType.LongFormat)
        return self.tr("All reminders rest until {day}, {time}. Rituals stay as they are.").format(
            day=day, time=clock(paused.hour * 60 + paused.minute)
        )

    def _rest(self, days: int) -> None:
        self.bridge.ask(lambda session: pause_reminders(session, days), lambda _: self.done(), self.trouble, owner=self)
