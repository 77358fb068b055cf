"""The week as seven days; choosing one shows its moments in place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QWidget

from bondapp.ui.art import clock
from bondapp.ui.kinds import icon_of
from bondapp.ui.shorten import shorten
from bondapp.ui.slot import Slot
from bondapp.ui.today.day import day_name, minute_of
from bondapp.ui.widgets import Card, DayCell, Rule, Text, WaitRow, WeekGrid, hbox, wrap


@dataclass(frozen=True, slots=True)
class Planned:
    """One moment of a day, at a local time."""

    ritual: str
    title: str
    kind: str
    at: datetime
    done: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A day with its moments."""

    day: date
    planned: tuple[Planned, ...]


class WeekCard(Card):
    """The week; ritual(id) when a moment of the chosen day is pressed, shown() when a day's list opens."""

    ritual = Signal(str)
    shown = Signal()

    def __init__(self, days: tuple[Day, ...], today: date, chosen: date | None = None) -> None:
        super().__init__(pad=(10, 8, 10, 8), gap=0)
        self._days = days
        self._chosen: date | None = None
        cells = []
        for day in days:
            name = QLocale().dayName(day.day.isoweekday(), QLocale.FormatType.ShortFormat)
            icons = [icon_of(planned.kind) for planned in day.planned]
            cell = DayCell(name, day.day.day, icons, day.day == today, day.day < today)
            cell.setObjectName(f"today-day-{day.day.isoformat()}")
            cells.append(cell)
        grid = WeekGrid(cells, self.tr("This week"))
        grid.chosen.connect(self._choose)
        self._list = Slot(margins=(6, 6, 6, 2))
        self._list.hide()
        self.add(grid, self._list)
        if chosen is not None:
            self._show(next((day for day in days if day.day == chosen), None))

    def chosen(self) -> date | None:
        """The day whose moments are shown."""
        return self._chosen

    def _choose(self, place: int) -> None:
        day = self._days[place]
        self._show(None if day.day == self._chosen else day)
        if self._chosen is not None:
            self.shown.emit()

    def _show(self, day: Day | None) -> None:
        self._chosen = day.day if day is not None else None
        if day is None:
            self._list.fill()
        else:
            name = wrap(hbox(Text(day_name(day.day), "label"), margins=(8, 10, 8, 4)))
            self._list.fill(Rule(), name, *self._rows(day))
        self._list.setVisible(day is not None)

    def _rows(self, day: Day) -> list[QWidget]:
        if not day.planned:
            return [wrap(hbox(Text(self.tr("Nothing planned. A free day."), "body", "ink2"), margins=(8, 0, 8, 8)))]
        rows: list[QWidget] = []
        for planned in day.planned:
            time = clock(minute_of(planned.at))
            sub = self.tr("{time}, done").format(time=time) if planned.done else time
            row = WaitRow(icon_of(planned.kind), shorten(planned.title, 80), sub)
            row.clicked.connect(lambda _on=False, key=planned.ritual: self.ritual.emit(key))
            rows.append(row)
        return rows
