"""Prints ratios, and ratios alone: milliseconds of a shared machine mean nothing a day later."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from bench import fold, paste, recurrence, startup
from bench.ratio import Ratio

BENCHES: dict[str, Callable[[], list[Ratio]]] = {
    "startup": startup.measure,
    "paste": paste.measure,
    "recurrence": recurrence.measure,
    "fold": fold.measure,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench ARGS=", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"{', '.join(BENCHES)}; all of them when none is named")
    names = parser.parse_args().names or list(BENCHES)
    unknown = sorted(set(names) - set(BENCHES))
    if unknown:
        parser.error(f"there is no bench named {unknown[0]}")
    failed = False
    for name in names:
        try:
            ratios = BENCHES[name]()
        except (ImportError, AttributeError, RuntimeError) as error:
            print(f"{name}: not measured: {error}", file=sys.stderr)
            failed = True
            continue
        for ratio in ratios:
            print(f"{name:<11}{ratio.value:>8.2f} x  {ratio.what} / {ratio.against}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
