"""Today in words and as a line: greeting, date, the day's moments as the thread takes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from bondapp.services.today import Moment, TodayPage
from bondapp.ui.art import Moment as Bead
from bondapp.ui.art import clock
from bondapp.ui.art.day import State as BeadState
from bondapp.ui.kinds import icon_of


def minute_of(at: datetime) -> int:
    """Minutes after midnight on the wall clock."""
    return at.hour * 60 + at.minute


def beads(page: TodayPage) -> list[Bead]:
    """The day's moments; one that was let go leaves no mark."""
    states: dict[str, BeadState] = {"done": "done", "next": "next"}
    return [
        Bead(minute_of(m.at), icon_of(m.kind), m.title, states.get(m.state, "later"))
        for m in page.moments
        if m.outcome != "not_today"
    ]


def day_in_words(page: TodayPage) -> str:
    """The day's line as a sentence for those who do not see it."""
    tr = QCoreApplication.translate
    states = {
        "done": tr("Today", "done"),
        "next": tr("Today", "next"),
        "later": tr("Today", "later"),
        "passed": tr("Today", "earlier"),
    }
    parts = [f"{clock(minute_of(m.at))} {m.title}, {states[m.state]}" for m in page.moments if m.outcome != "not_today"]
    return "; ".join(parts) or tr("Today", "nothing planned")


def apart_spans(page: TodayPage, together: bool) -> list[tuple[int, int]]:
    """When the two are apart, in minutes; never now while both are here."""
    return [
        (minute_of(start), minute_of(end))
        for start, end in page.apart
        if end > start and not (together and start <= page.now < end)
    ]


def greeting(now: datetime, names: Iterable[str]) -> str:
    """A greeting that fits the hour, with the names of those here."""
    tr = QCoreApplication.translate
    if 5 <= now.hour < 12:
        plain, named = tr("Today", "Good morning"), tr("Today", "Good morning, {names}")
    elif 12 <= now.hour < 18:
        plain, named = tr("Today", "Good afternoon"), tr("Today", "Good afternoon, {names}")
    else:
        plain, named = tr("Today", "Good evening"), tr("Today", "Good evening, {names}")
    known = [name for name in names if name]
    if not known:
        return plain
    joined = tr("Today", "{first} and {last}").format(first=", ".join(known[:-1]), last=known[-1])
    return named.format(names=joined if len(known) > 1 else known[0])


def date_sentence(page: TodayPage, together: bool) -> str:
    """The date, and when the two meet again while they are apart."""
    tr = QCoreApplication.translate
    today = day_name(page.now.date())
    back = next((end for start, end in page.apart if start <= page.now < end), None)
    meets = any(m.kind == "reunion" and m.at == back for m in page.moments)
    if back is None or together or not meets:
        return tr("Today", "{date}.").format(date=today)
    return tr("Today", "{date}. You meet again around {time}.").format(date=today, time=clock(minute_of(back)))


def day_name(day: date) -> str:
    """A day with its weekday, such as Thursday 19 November."""
    pattern = QCoreApplication.translate("Today", "dddd d MMMM", "a date without its year, in Qt's pattern letters")
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def when_next(moment: Moment, now: datetime) -> str:
    """When the next moment comes, as a short line."""
    tr = QCoreApplication.translate
    time = clock(minute_of(moment.at))
    ahead = (moment.at.date() - now.date()).days
    if ahead == 0 and moment.at < now - timedelta(minutes=1):
        return tr("Today", "Since {time}, whenever you’re ready").format(time=time)
    if ahead == 0:
        return tr("Today", "Next, at {time}").format(time=time)
    if ahead == 1:
        return tr("Today", "Next, tomorrow at {time}").format(time=time)
    if ahead < 7:
        day = QLocale().dayName(moment.at.isoweekday())
        return tr("Today", "Next, {weekday} at {time}").format(weekday=day, time=time)
    return tr("Today", "Next, {date} at {time}").format(date=day_name(moment.at.date()), time=time)
