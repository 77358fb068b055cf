"""A disk that is full or cannot be written: one clear code, nothing lost, and the words can be saved again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent / "disk.py"
MOUNT = 'mount -t tmpfs -o size=2m tmpfs "$1" && shift && exec "$@"'


def _tmpfs() -> list[str]:
    """How to run something with a small disk of its own, where this system lets us; else nothing."""
    unshare = shutil.which("unshare")
    for flags in (["-m"], ["-rm"]) if unshare else ():
        command = [str(unshare), *flags, "sh", "-c", MOUNT, "sh"]
        if subprocess.run([*command, "/mnt", "true"], capture_output=True, check=False).returncode == 0:
            return command
    return []


TMPFS = _tmpfs()
# A limit on the length of files works everywhere; a real small disk as well wherever one can be mounted.
HOW = ["limit", *(["tmpfs"] if TMPFS else [])]


def run(what: str, folder: Path, how: str) -> None:
    """Run one of the scripts to its end."""
    command = [sys.executable, str(SCRIPT), what, str(folder), how]
    if how == "tmpfs":
        command = [*TMPFS, str(folder), *command]
    done = subprocess.run(
        command,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=False,
        timeout=110,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr


@pytest.mark.parametrize("how", HOW)
def test_a_disk_that_fills_up_loses_nothing_and_saves_again_once_there_is_room(tmp_path: Path, how: str) -> None:
    run("full", tmp_path, how)


@pytest.mark.parametrize("how", HOW)
def test_a_first_start_on_a_full_disk_can_be_tried_again_at_any_point(tmp_path: Path, how: str) -> None:
    run("first", tmp_path, how)


def test_a_vault_that_cannot_be_written_is_left_as_it_is_and_opens_once_it_can() -> None:
    # Not below the folder of these tests: under root it is handed to an account that may not go through there.
    with tempfile.TemporaryDirectory() as folder:
        run("read-only", Path(folder), "rights")
