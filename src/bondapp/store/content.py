"""Reading the content of one language from its folder."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from bondapp.rules import content as rules
from bondapp.rules.content import Content, ContentError
from bondapp.rules.steps import Guide

FILES = ("needs.toml", "feelings.toml", "rituals.toml", "practices.toml", "safety.toml", "repair.toml")


def load(folder: Path) -> Content:
    """Read and check every TOML file of a language folder such as `resources/content/en`.

    Raises ContentError naming the file, the place in it and the reason, in one sentence.
    """
    unknown = sorted(path.name for path in folder.glob("*.toml") if path.name not in FILES)
    if unknown:
        raise ContentError(unknown[0], "this file is not part of a content folder")
    plain = {name: _read(folder / name, name) for name in FILES}
    need_groups, needs = rules.read_needs(plain["needs.toml"], "needs.toml")
    feeling_groups, story, danger = rules.read_feelings(plain["feelings.toml"], "feelings.toml")
    safety, countries, lines = rules.read_safety(plain["safety.toml"], "safety.toml")
    return Content(
        lang=folder.name,
        need_groups=need_groups,
        needs=needs,
        feeling_groups=feeling_groups,
        story_words=story,
        danger_words=danger,
        rituals=rules.read_rituals(plain["rituals.toml"], "rituals.toml", [need.id for need in needs]),
        guides=_guides(folder / "guides"),
        practices=rules.read_practices(plain["practices.toml"], "practices.toml"),
        safety=safety,
        countries=countries,
        lines=lines,
        repair=rules.read_repair(plain["repair.toml"], "repair.toml"),
    )


def _guides(folder: Path) -> tuple[Guide, ...]:
    found: dict[str, Guide] = {}
    for path in sorted(folder.glob("*.toml")):
        name = f"guides/{path.name}"
        guide = rules.read_guide(_read(path, name), name)
        if guide.id in found:
            raise ContentError(name, f"the id {guide.id!r} belongs to another guide already")
        found[guide.id] = guide
    return tuple(found.values())


def _read(path: Path, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ContentError(name, _first_lower(str(error))) from error
    except UnicodeDecodeError as error:
        raise ContentError(name, "the file is not UTF-8 text") from error
    except OSError as error:
        raise ContentError(name, "the file cannot be read") from error


def _first_lower(sentence: str) -> str:
    return (sentence[:1].lower() + sentence[1:]).rstrip(".")
