"""The lock: of two that start in the same moment exactly one has the vault, and a killed one gives it back."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bondapp.store.faults import StoreFault
from bondapp.store.locks import VaultLock

# Waits for the starting shot, tries, says what came of it, and holds on until told to let go.
RACER = """
import sys
from pathlib import Path
from bondapp.store.faults import StoreFault
from bondapp.store.locks import VaultLock
folder = Path(sys.argv[1])
print("ready", flush=True)
for line in sys.stdin:
    try:
        lock = VaultLock(folder)
    except StoreFault as fault:
        print(fault.code, flush=True)
        sys.stdin.readline()
    else:
        print("mine", flush=True)
        sys.stdin.readline()
        lock.release()
    print("done", flush=True)
"""


def racer(folder: Path) -> subprocess.Popen[str]:
    """Another process at the start line."""
    started = subprocess.Popen(
        [sys.executable, "-c", RACER, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert heard(started) == "ready"
    return started


def heard(process: subprocess.Popen[str]) -> str:
    """The next line it says."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def tell(*processes: subprocess.Popen[str]) -> None:
    """The starting shot, to all as close together as can be."""
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()


def end(process: subprocess.Popen[str]) -> None:
    """Let it go home."""
    process.communicate()
    assert process.returncode == 0


def test_of_two_that_start_in_the_same_moment_exactly_one_gets_the_vault(tmp_path: Path) -> None:
    first, second = racer(tmp_path), racer(tmp_path)
    for turn in range(50):
        tell(*((first, second) if turn % 2 else (second, first)))
        said = [heard(first), heard(second)]
        assert sorted(said) == ["in_use", "mine"]
        tell(first, second)
        assert [heard(first), heard(second)] == ["done", "done"]
    end(first)
    end(second)


def test_a_killed_process_gives_the_vault_back(tmp_path: Path) -> None:
    other = racer(tmp_path)
    tell(other)
    assert heard(other) == "mine"
    with pytest.raises(StoreFault, match="in_use"):
        VaultLock(tmp_path)
    other.send_signal(signal.SIGKILL)
    other.communicate()
    VaultLock(tmp_path).release()


def test_a_process_started_by_the_holder_does_not_hold_on_to_the_vault(tmp_path: Path) -> None:
    lock = VaultLock(tmp_path)
    child = racer(tmp_path)
    lock.release()
    VaultLock(tmp_path).release()
    end(child)


def test_letting_go_twice_and_a_block_left_by_an_error_are_fine(tmp_path: Path) -> None:
    lock = VaultLock(tmp_path)
    lock.release()
    lock.release()
    with pytest.raises(KeyError), VaultLock(tmp_path):
        raise KeyError
    VaultLock(tmp_path).release()
    assert stat.S_IMODE((tmp_path / "lock").stat().st_mode) == 0o600


def test_a_place_where_no_lock_can_be_made_is_told_by_its_code(tmp_path: Path) -> None:
    with pytest.raises(StoreFault, match="missing"):
        VaultLock(tmp_path / "nowhere")
    (tmp_path / "lock").mkdir()
    with pytest.raises(StoreFault, match="damaged"):
        VaultLock(tmp_path)
