"""Reminding: alarm, notifications, banner and tray on one side, the store's plan on the other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from bondapp.services import reminders
from bondapp.services import repair as repairs
from bondapp.services.reminders import Knock, Ring
from bondapp.ui.reminder import Banner, ReminderCard, notification_words

if TYPE_CHECKING:
    from bondapp.desktop.alarm import Alarm
    from bondapp.desktop.notifications import Notifier
    from bondapp.services.session import Session
    from bondapp.ui.bridge import Bridge
    from bondapp.ui.journey import Journey
    from bondapp.ui.shell import Shell

AGAIN = frozenset({"ritual", "occurrence", "walk", "here", "settings", "reminder"})
SHEET = frozenset({"ritual", "occurrence", "walk", "here"})
EVENING = time(20)
MORNING = time(9)


class Reminding(QObject):
    """Asks the store what to show, shows it where the desktop can, and carries the answer back."""

    def __init__(
        self,
        shell: Shell,
        journey: Journey,
        bridge: Bridge,
        *,
        alarm: Alarm,
        notifier: Notifier,
        local: Callable[[], datetime],
        zone: Callable[[], str],
    ) -> None:
        super().__init__(shell)
        self._shell = shell
        self._journey = journey
        self._bridge = bridge
        self._alarm = alarm
        self._notifier = notifier
        self._local = local
        self._zone = zone
        self._knocks: dict[str, Knock] = {}
        self._sheet: ReminderCard | Banner | None = None
        self._hidden = False
        alarm.rang.connect(self.consider)
        alarm.clock_moved.connect(self.consider)
        notifier.acted.connect(self._acted_outside)
        notifier.failed.connect(self._not_shown_outside)
        bridge.changed.connect(self._changed)
        journey.hidden.connect(self._fall_silent)
        self._changed(AGAIN)

    def consider(self) -> None:
        """Plan by the clock as it stands."""
        self._bridge.ask(reminders.consider, self._ring, lambda _: None, owner=self)

    def _changed(self, nouns: frozenset[str]) -> None:
        if nouns & SHEET:
            if "here" in nouns:
                self._hidden = False
            self._bridge.ask(_refresh_and_consider, self._ring, lambda _: None, owner=self)
        elif nouns & AGAIN and nouns != frozenset({"reminder"}):
            self.consider()

    def _fall_silent(self) -> None:
        self._hidden = True
        for knock in self._knocks.values():
            self._notifier.close(knock.occurrence)
        self._put_away()

    def _ring(self, ring: Ring) -> None:
        self._alarm.arm(ring.wake_at)
        for knock in ring.show:
            self._show(knock)
        if ring.quietly:
            self._journey.tell_quietly(ring.quietly)

    def _show(self, knock: Knock) -> None:
        if self._hidden:
            return
        self._knocks[knock.occurrence] = knock
        if self._notifier.available:
            title, body, buttons = notification_words(knock)
            self._notifier.show(knock.occurrence, title, body, buttons)
        else:
            self._show_here(knock)

    def _not_shown_outside(self, occurrence: str) -> None:
        knock = self._knocks.get(occurrence)
        if knock is not None and not self._hidden:
            self._show_here(knock)

    def _show_here(self, knock: Knock) -> None:
        """In the window where it is in sight, else as a card in the corner of the screen."""
        if self._sheet is not None and self._sheet.isVisible():
            # A promised return keeps its place; the ritual that came then stays on Today.
            self._sheet.tell(knock, self._local())
            return
        self._put_away()
        in_sight = self._shell.isVisible() and not self._shell.isMinimized()
        names = self._names()
        sheet = Banner(self._shell, self._zone(), names) if in_sight else ReminderCard(self._zone(), names)
        sheet.acted.connect(self.act)
        sheet.tell(knock, self._local())
        self._sheet = sheet

    def _names(self) -> str:
        """Who else it is with, for reminders whose words may show."""
        company = self._journey.company
        if company is None or company.together:
            return ""
        return ", ".join(person.name for person in company.others if person.id in company.at_home)

    def _put_away(self) -> None:
        if self._sheet is not None:
            self._sheet.dismiss()
            self._sheet.deleteLater()
            self._sheet = None

    def _acted_outside(self, occurrence: str, action: str) -> None:
        knock = self._knocks.get(occurrence)
        if knock is not None:
            self.act(knock, "start" if action == "open" and knock.kind != "ritual" else action)

    def act(self, knock: Knock, action: str) -> None:
        """Carry out what the person chose on a reminder."""
        self._put_away()
        name, _, rest = action.partition(":")
        if name == "snooze":
            until = self._until(rest)
            self._bridge.run(lambda session: reminders.snooze(session, knock.occurrence, until))
            self.consider()
        elif name == "not_today":
            self._bridge.run(lambda session: reminders.not_today(session, knock))
        elif name in ("ten_more", "tomorrow"):
            self._extend(knock, name)
        elif name == "start":
            self._start(knock)
        elif name == "open":
            self._shell.come_forward()
            self._journey.go("today")

    def _start(self, knock: Knock) -> None:
        self._shell.come_forward()
        self._bridge.run(lambda session: reminders.answered(session, knock.occurrence))
        if knock.kind == "ritual":
            self._journey.go("ritual-walk", f"{knock.ritual}|{knock.day.isoformat()}|0")
        elif knock.kind == "pause":
            self._journey.go("repair-walk", knock.ritual)
        else:
            self._journey.go("repair", knock.ritual)

    def _extend(self, knock: Knock, name: str) -> None:
        now = self._local()
        until = now + timedelta(minutes=10) if name == "ten_more" else _at(now + timedelta(days=1), MORNING)
        op = "extend" if name == "ten_more" else "put_down"

        def later(session: Session) -> None:
            repairs.act(session, knock.ritual, op, "", (until.isoformat(),))

        self._bridge.run(later)

    def _until(self, when: str) -> datetime:
        now = self._local()
        if when == "evening":
            evening = _at(now, EVENING)
            return evening if evening > now else now + timedelta(hours=1)
        if when == "tomorrow":
            return _at(now + timedelta(days=1), MORNING)
        return now + timedelta(minutes=int(when) if when.isdigit() else 15)


def _at(day: datetime, wall: time) -> datetime:
    return day.replace(hour=wall.hour, minute=wall.minute, second=0, microsecond=0)


def _refresh_and_consider(session: Session) -> Ring:
    reminders.refresh(session)
    return reminders.consider(session)
