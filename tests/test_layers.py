"""The house stands: imports point down only, and everything below the screens lives without Qt."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from importlinter import cli

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "bondapp"

IMPORT_ALL = """
import importlib, pkgutil, sys

class Refusal:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        platform_data = top.startswith("_sysconfigdata_")  # a part of sysconfig that is named after the platform
        if top in REFUSED or (ALLOWED and top not in ALLOWED and not platform_data):
            raise ModuleNotFoundError(f"{name} is out of bounds here", name=name)
        return None

sys.meta_path.insert(0, Refusal())
for layer in LAYERS:
    package = importlib.import_module("bondapp." + layer)
    for found in pkgutil.walk_packages(getattr(package, "__path__", []), package.__name__ + "."):
        print(importlib.import_module(found.name).__name__)
"""


def contracts() -> list[dict[str, Any]]:
    """The contracts as they stand in pyproject.toml."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = settings["tool"]["importlinter"]["contracts"]
    return found


def import_all(layers: list[str], *, refused: set[str], allowed: set[str]) -> subprocess.CompletedProcess[str]:
    """Import every module of some layers in a fresh interpreter; a non-empty `allowed` refuses all the rest."""
    head = f"LAYERS, REFUSED, ALLOWED = {layers!r}, {refused!r}, {allowed!r}\n"
    return subprocess.run(
        [sys.executable, "-c", head + IMPORT_ALL],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


def modules_on_disk(layer: str) -> set[str]:
    """The names of every module in a layer, except the layer's own."""
    sources = (path.relative_to(PACKAGE.parent).with_suffix("") for path in (PACKAGE / layer).rglob("*.py"))
    names = {".".join(path.parts).removesuffix(".__init__") for path in sources}
    return names - {f"bondapp.{layer}"}


def test_every_contract_between_the_layers_is_kept(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "src"))
    # import-linter puts the working directory first on the path and leaves it there.
    monkeypatch.chdir(ROOT)
    status = cli.lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert status == cli.EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_a_new_top_level_folder_fails_until_it_has_a_place() -> None:
    houses = [contract for contract in contracts() if contract["type"] == "layers"]
    assert [house["containers"] for house in houses] == [["bondapp"]]
    assert houses[0]["exhaustive"] is True
    assert "exhaustive_ignores" not in houses[0]
    named = {name.strip() for line in houses[0]["layers"] for name in line.split("|")}
    present = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert present - {"__init__"} == named


def test_no_contract_looks_away_from_an_import() -> None:
    assert [contract["name"] for contract in contracts() if "ignore_imports" in contract] == []


def test_everything_below_the_screens_imports_without_qt_and_the_scheduler() -> None:
    layers = ["services", "exchange", "store", "rules", "paths"]
    done = import_all(layers, refused={"PySide6", "shiboken6", "apscheduler"}, allowed=set())
    assert done.returncode == 0, done.stderr
    expected = {name for layer in layers for name in modules_on_disk(layer)}
    assert set(done.stdout.split()) == expected


def test_rules_import_with_the_standard_library_and_dateutil_alone() -> None:
    # dateutil leans on six up to its release 2.9.
    allowed = set(sys.stdlib_module_names) | {"bondapp", "dateutil", "six"}
    done = import_all(["rules"], refused=set(), allowed=allowed)
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.split()) == modules_on_disk("rules")
