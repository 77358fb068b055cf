"""The next time of a ritual that began ten years ago, beside one that began this month."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from bench.ratio import Ratio, seconds

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
OLD = date(2016, 11, 23)
YOUNG = date(2026, 11, 1)
CALLS = 400


def measure() -> list[Ratio]:
    """Daily, weekly on three days and monthly, at a wall time that the clocks leap over in spring."""
    from bondapp.rules.recurrence import Rhythm, next_due

    def work(rrule: str, first: date) -> float:
        # Another start each time, so that no cache answers.
        starts = (first - timedelta(weeks=at) for at in range(CALLS))
        rhythms = [Rhythm(rrule, time(2, 30), "Europe/Berlin", start) for start in starts]
        return seconds(lambda: [next_due(rhythm, NOW) for rhythm in rhythms])

    rules = {
        "daily": "FREQ=DAILY",
        "three days a week": "FREQ=WEEKLY;BYDAY=MO,WE,FR",
        "monthly": "FREQ=MONTHLY;BYMONTHDAY=15",
    }
    return [
        Ratio(work(rrule, OLD) / work(rrule, YOUNG), f"{name}, begun ten years ago", "the same, begun this month")
        for name, rrule in rules.items()
    ]
