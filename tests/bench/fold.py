"""Folding ten years of records, beside reading their bytes, and beside a hundredth of them."""

from __future__ import annotations

import json
from datetime import date, timedelta

from bench.ratio import Ratio, seconds

RECORDS = 50_000
PER_ENTITY = 10
FIRST_DAY = date(2016, 11, 22)


def written(count: int) -> list[bytes]:
    """The bytes of needs that were edited again and again, by two people in turn."""
    from bondapp.rules import records

    written: list[bytes] = []
    parents: list[str] = []
    for at in range(count):
        if at % PER_ENTITY == 0:
            parents = []
        person = "ab"[at % 2]
        change = records.Change(
            kind="need.rev",
            entity=f"need-{at // PER_ENTITY:06}",
            author=person,
            body={"when": f"After a long day, number {at}", "feel": ["tired"], "archived": False},
        )
        day = FIRST_DAY + timedelta(days=at * 3650 // count)
        raw = records.encode(
            change, space="shared", device=f"device-{person}", lamport=at + 1, day=day, parents=parents
        )
        parents = [records.record_id(raw)]
        written.append(raw)
    return written


def measure() -> list[Ratio]:
    """Decode and fold everything; the second ratio stays near 1 while the cost per record is flat."""
    from bondapp.rules import records

    everything = written(RECORDS)
    some = everything[: RECORDS // 100]

    def fold(raws: list[bytes]) -> object:
        return records.fold(records.decode(raw) for raw in raws)

    whole = seconds(lambda: fold(everything), repeat=3)
    part = seconds(lambda: fold(some), repeat=9)
    reading = seconds(lambda: [json.loads(raw) for raw in everything], repeat=3)
    return [
        Ratio(whole / reading, f"fold of {RECORDS:,} records", "reading their JSON"),
        Ratio(whole / RECORDS / (part / len(some)), f"a record among {RECORDS:,}", f"a record among {len(some):,}"),
    ]
