"""A measured ratio and the stopwatch behind it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Ratio:
    """How many times as long `what` took as `against`."""

    value: float
    what: str
    against: str


def seconds(work: Callable[[], object], repeat: int = 5) -> float:
    """The median of several runs, in seconds."""
    taken = []
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return median(taken)
