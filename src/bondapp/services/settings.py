"""Settings of this computer: look, text size, reminders. None of them holds a person's words."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, time
from typing import Any, Literal, get_args

from bondapp.services.session import Session

Look = Literal["system", "light", "dark"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Look ("system", "light", "dark"), text scale (1.0–2.0), reminders on, quiet hours by the local clock."""

    look: Look = "system"
    scale: float = 1.0
    reduced_motion: bool = False
    more_contrast: bool = False
    reminders: bool = True
    quiet_on: bool = True
    quiet_from: time = time(22)
    quiet_to: time = time(7)
    per_day: int = 2
    pause_until: datetime | None = None
    idle_minutes: int = 10


def read(session: Session) -> Settings:
    """The settings, defaults where none are kept or one does not make sense."""
    kept = session.computer.setting("settings", {})
    settings = Settings()
    for name, value in kept.items() if isinstance(kept, dict) else ():
        if any(field.name == name for field in fields(Settings)):
            settings = _with(settings, name, value)
    return settings


def change(session: Session, **changes: Any) -> Settings:
    """Change some settings and keep them."""
    settings = replace(read(session), **changes)
    session.computer.keep_setting("settings", {name: _plain(value) for name, value in asdict(settings).items()})
    session.changed.add("settings")
    return settings


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, time | datetime) else value


def _with(settings: Settings, name: str, value: Any) -> Settings:
    default = getattr(Settings(), name)
    try:
        if isinstance(default, time):
            value = time.fromisoformat(value).replace(tzinfo=None)
        elif name == "pause_until":
            value = datetime.fromisoformat(value) if value else None
            if value is not None and value.utcoffset() is None:
                return settings
        elif name == "look":
            if value not in get_args(Look):
                return settings
        elif name == "scale":
            value = min(2.0, max(0.8, float(value)))
        elif type(value) is not type(default):
            return settings
    except (TypeError, ValueError):
        return settings
    return replace(settings, **{name: value})
