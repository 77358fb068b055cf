"""How a ritual's kind is drawn: its icon on the day's line and in the week, its threads on a card."""

from __future__ import annotations

from bondapp.ui.art import Kind

_ICONS = {
    "goodbye": "door-open",
    "reunion": "house-line",
    "check_in": "chats-circle",
    "appreciation": "hand-heart",
    "good_news": "sun",
    "signal": "hand-waving",
    "close_of_day": "moon",
    "friendship": "coffee",
    "quiet_company": "leaf",
    "review": "calendar-check",
    "season": "plant",
    "remembrance": "feather",
    "distance": "path",
    "care": "hand-palm",
}
_DRAWINGS: dict[str, Kind] = {
    "goodbye": "goodbye",
    "reunion": "reunion",
    "check_in": "checkin",
    "review": "checkin",
    "signal": "touch",
    "quiet_company": "touch",
    "distance": "touch",
}


def icon_of(kind: str) -> str:
    """The icon of a ritual's kind."""
    return _ICONS.get(kind, "yarn")


def drawing_of(kind: str) -> Kind:
    """The thread drawing of a ritual's kind."""
    return _DRAWINGS.get(kind, "together")
