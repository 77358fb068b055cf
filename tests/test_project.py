"""What a newcomer meets first holds: locks, licences, the README's promises and a wheel with its resources."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
RUN_LOCK = "requirements.lock"
TEST_LOCK = "requirements-test.lock"


@dataclass(frozen=True)
class Pin:
    """One entry of a lock file."""

    version: Version
    hashes: frozenset[str]


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def pins(lock: str) -> dict[str, Pin]:
    """Read a lock file; anything but an exact pin is an AssertionError."""
    found: dict[str, Pin] = {}
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        requirement = Requirement(line.partition("--hash")[0])
        (specifier,) = requirement.specifier
        assert specifier.operator == "==", line
        hashes = frozenset(re.findall(r"--hash=(sha256:[0-9a-f]{64})\b", line))
        found[canonicalize_name(requirement.name)] = Pin(Version(specifier.version), hashes)
    return found


def wanted(lock: str) -> list[Requirement]:
    names = list(project()["project"]["dependencies"])
    if lock == TEST_LOCK:
        names += project()["project"]["optional-dependencies"]["test"]
    return [Requirement(name) for name in names]


@pytest.mark.parametrize("lock", [RUN_LOCK, TEST_LOCK])
def test_every_dependency_is_locked_at_a_version_it_allows(lock: str) -> None:
    locked = pins(lock)
    missing = [str(r) for r in wanted(lock) if canonicalize_name(r.name) not in locked]
    assert missing == []
    refused = [str(r) for r in wanted(lock) if locked[canonicalize_name(r.name)].version not in r.specifier]
    assert refused == []


@pytest.mark.parametrize("lock", [RUN_LOCK, TEST_LOCK])
def test_every_locked_package_has_its_hashes(lock: str) -> None:
    assert [name for name, pin in pins(lock).items() if not pin.hashes] == []


def test_the_tests_run_on_the_packages_the_app_runs_on() -> None:
    tested = pins(TEST_LOCK)
    assert {name: tested.get(name) for name in pins(RUN_LOCK)} == pins(RUN_LOCK)


def test_the_readme_names_both_commands_and_what_they_need() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for said in ("make run", "make test", "git make python3 python3-venv", "MIT", "CC BY 4.0"):
        assert said in readme


def test_everything_the_readme_links_to_is_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#]+)\)|src=\"([^\"]+)\"", readme)
    links = {one or other for one, other in targets}
    local = {link for link in links if "://" not in link}
    assert local
    assert sorted(link for link in local if not (ROOT / link).exists()) == []


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("LICENSE", "Permission is hereby granted, free of charge"),
        ("LICENSE-CONTENT", "Creative Commons Attribution 4.0 International"),
        ("resources/fonts/OFL-Literata.txt", "SIL OPEN FONT LICENSE Version 1.1"),
        ("resources/fonts/OFL-AtkinsonHyperlegibleNext.txt", "SIL OPEN FONT LICENSE Version 1.1"),
        ("resources/icons/LICENSE-phosphor.txt", "Permission is hereby granted, free of charge"),
    ],
)
def test_each_licence_lies_beside_what_it_covers(path: str, said: str) -> None:
    assert said in (ROOT / path).read_text(encoding="utf-8")


def test_every_font_file_belongs_to_a_family_with_a_licence() -> None:
    fonts = ROOT / "resources" / "fonts"
    licensed = {path.stem.removeprefix("OFL-") for path in fonts.glob("OFL-*.txt")}
    families = {path.name.partition("_")[0] for path in fonts.glob("*.ttf")}
    assert families
    assert families <= licensed


def test_a_wheel_carries_code_resources_and_licences(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
    sources = (*(ROOT / "src").rglob("*.py"), *(ROOT / "resources").rglob("*"))
    expected = {
        path.relative_to(ROOT / "src").as_posix()
        if path.is_relative_to(ROOT / "src")
        else f"bondapp/{path.relative_to(ROOT).as_posix()}"
        for path in sources
        if path.is_file()
    }
    assert "bondapp/resources/design/tokens.json" in expected
    assert sorted(expected - names) == []
    licences = {Path(name).name for name in names if "/licenses/" in name}
    assert licences == {"LICENSE", "LICENSE-CONTENT"}
