"""A second start brings the first window forward."""

from __future__ import annotations

import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bondapp.desktop.instance import Doorbell, bell_path, ring


def test_a_second_start_in_another_process_rings(qtbot: QtBot, tmp_path: Path) -> None:
    bell = Doorbell(tmp_path / "bell")
    assert bell.listening
    script = "import sys, pathlib; from bondapp.desktop.instance import ring; print(ring(pathlib.Path(sys.argv[1])))"
    with qtbot.waitSignal(bell.rung, timeout=10_000):
        done = subprocess.run(
            [sys.executable, "-c", script, str(tmp_path / "bell")],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONPATH": str(Path(__file__).parents[2] / "src")},
        )
    assert done.stdout.strip() == "True"
    bell.close()


def test_many_impatient_starts_are_heard(qtbot: QtBot, tmp_path: Path) -> None:
    bell = Doorbell(tmp_path / "bell")
    rings: list[None] = []
    bell.rung.connect(lambda: rings.append(None))
    assert all(ring(tmp_path / "bell") for _ in range(5))
    qtbot.waitUntil(lambda: bool(rings), timeout=2000)
    with qtbot.waitSignal(bell.rung, timeout=2000):
        assert ring(tmp_path / "bell")
    bell.close()


def test_only_this_account_can_reach_it_and_it_leaves_nothing(qtbot: QtBot, tmp_path: Path) -> None:  # noqa: ARG001 - Qt comes first
    path = tmp_path / "bell"
    bell = Doorbell(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    bell.close()
    bell.close()
    assert not path.exists()
    assert not bell.listening


def test_nobody_at_home_is_said(tmp_path: Path) -> None:
    assert not ring(tmp_path / "bell")
    with socket.socket(socket.AF_UNIX) as killed:
        killed.bind(str(tmp_path / "bell"))
    assert not ring(tmp_path / "bell")


def test_a_socket_left_by_a_killed_program_is_replaced(qtbot: QtBot, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as killed:
        killed.bind(str(tmp_path / "bell"))
    bell = Doorbell(tmp_path / "bell")
    with qtbot.waitSignal(bell.rung, timeout=2000):
        assert ring(tmp_path / "bell")
    bell.close()


def test_a_file_of_that_name_is_left_alone(qtbot: QtBot, tmp_path: Path) -> None:  # noqa: ARG001 - Qt comes first
    (tmp_path / "bell").write_text("mine", encoding="utf-8")
    bell = Doorbell(tmp_path / "bell")
    assert not bell.listening
    assert not ring(tmp_path / "bell")
    bell.close()
    assert (tmp_path / "bell").read_text(encoding="utf-8") == "mine"


def test_where_no_socket_can_be_nothing_rings(
    qtbot: QtBot,  # noqa: ARG001 - Qt comes first
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    long = tmp_path / ("x" * 200)
    assert not Doorbell(long).listening
    assert not ring(long)
    monkeypatch.delattr(socket, "AF_UNIX")
    assert not Doorbell(tmp_path / "bell").listening
    assert not ring(tmp_path / "bell")


def test_the_bell_hangs_in_the_runtime_folder_without_naming_the_vault(tmp_path: Path) -> None:
    vault, runtime = tmp_path / "Divorce plans", tmp_path / "run"
    runtime.mkdir()
    path = bell_path(vault, {"XDG_RUNTIME_DIR": str(runtime)})
    assert path.parent == runtime
    assert "Divorce" not in path.name
    assert path != bell_path(tmp_path / "other", {"XDG_RUNTIME_DIR": str(runtime)})
    for environ in ({}, {"XDG_RUNTIME_DIR": ""}, {"XDG_RUNTIME_DIR": str(tmp_path / "gone")}):
        assert bell_path(vault, environ).parent == vault
