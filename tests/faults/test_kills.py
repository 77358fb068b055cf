"""Whatever moment Bond is killed at, what it acknowledged is there and nothing is torn."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
KILLS = 25


@pytest.mark.parametrize("seed", range(1, 9))
def test_a_kill_at_any_moment_loses_nothing_that_was_acknowledged_and_tears_nothing(seed: int, tmp_path: Path) -> None:
    source = os.pathsep.join(entry for entry in sys.path if entry)
    done = subprocess.run(
        [sys.executable, str(HERE / "kennel.py"), str(seed), str(KILLS), str(tmp_path)],
        env={**os.environ, "PYTHONPATH": source},
        capture_output=True,
        text=True,
        check=False,
        timeout=110,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert done.stdout.startswith(f"{KILLS} kills, ")
