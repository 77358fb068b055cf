"""Settings of this computer: kept, with sense made of whatever lies there."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from bondapp.services import opening, reminders, settings
from bondapp.services.settings import Settings
from world import World, come

NEXT_WEEK = datetime(2026, 11, 26, 8, tzinfo=UTC)


def test_what_was_chosen_is_there_at_the_next_start_whoever_is_here(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    assert settings.read(session) == Settings()
    chosen = settings.change(
        session, look="dark", scale=1.5, quiet_from=time(21, 30), per_day=1, pause_until=NEXT_WEEK, more_contrast=True
    )
    assert "settings" in session.changed
    session.close()
    again = world.session()
    come(again, "Joss")
    opening.lock(again)
    assert settings.read(again) == chosen
    assert asdict(chosen) == asdict(Settings()) | {
        "look": "dark",
        "scale": 1.5,
        "quiet_from": time(21, 30),
        "per_day": 1,
        "pause_until": NEXT_WEEK,
        "more_contrast": True,
    }
    again.close()


def test_changing_one_leaves_the_others(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    settings.change(session, look="light")
    settings.change(session, reminders=False)
    assert (settings.read(session).look, settings.read(session).reminders) == ("light", False)
    settings.change(session, pause_until=NEXT_WEEK)
    settings.change(session, pause_until=None)
    assert settings.read(session).pause_until is None
    session.close()


@pytest.mark.parametrize(
    ("name", "odd"),
    [
        ("look", "purple"),
        ("look", 3),
        ("look", ["dark"]),
        ("scale", "large"),
        ("scale", None),
        ("reminders", "no"),
        ("reminders", 0),
        ("per_day", "two"),
        ("per_day", True),
        ("per_day", 1.5),
        ("quiet_from", "late"),
        ("quiet_from", 22),
        ("pause_until", "tomorrow"),
        ("pause_until", "2026-11-26T08:00:00"),
        ("pause_until", 5),
        ("of_a_newer_version", 1),
    ],
)
def test_what_makes_no_sense_is_as_if_it_had_not_been_chosen(tmp_path: Path, name: str, odd: object) -> None:
    session = World(tmp_path).pair()
    session.computer.keep_setting("settings", {name: odd, "idle_minutes": 5})
    assert settings.read(session) == Settings(idle_minutes=5)
    reminders.consider(session)
    session.close()


@pytest.mark.parametrize(("kept", "read"), [(0.1, 0.8), (9, 2.0), (1.25, 1.25)])
def test_text_stays_between_readable_and_twice_as_large(tmp_path: Path, kept: float, read: float) -> None:
    session = World(tmp_path).pair()
    session.computer.keep_setting("settings", {"scale": kept})
    assert settings.read(session).scale == read
    session.close()


@pytest.mark.parametrize("odd", [None, [], "text", 7])
def test_settings_that_are_none_at_all_are_the_usual_ones(tmp_path: Path, odd: object) -> None:
    session = World(tmp_path).pair()
    session.computer.keep_setting("settings", odd)
    assert settings.read(session) == Settings()
    session.close()
