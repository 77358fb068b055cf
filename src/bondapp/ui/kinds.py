"""A ritual's kind on the screen: its icon, what the two threads do, and its name."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from bondapp.ui.art import Kind as Drawing


@dataclass(frozen=True, slots=True)
class KindLook:
    """How one kind is shown wherever it stands: the day's line, the week, lists, cards, reminders."""

    icon: str
    drawing: Drawing


# The kinds of the catalogue, and behind them those of rituals begun without an idea.
LOOKS: dict[str, KindLook] = {
    "goodbye": KindLook("door-open", "goodbye"),
    "reunion": KindLook("house-line", "reunion"),
    "check_in": KindLook("chats-circle", "checkin"),
    "appreciation": KindLook("hand-heart", "need"),
    "good_news": KindLook("sun", "together"),
    "signal": KindLook("hand-waving", "touch"),
    "close_of_day": KindLook("moon", "checkin"),
    "friendship": KindLook("coffee", "together"),
    "quiet_company": KindLook("leaf", "touch"),
    "review": KindLook("calendar-check", "checkin"),
    "season": KindLook("plant", "together"),
    "remembrance": KindLook("feather", "together"),
    "distance": KindLook("path", "touch"),
    "care": KindLook("hand-palm", "reunion"),
    "together": KindLook("yarn", "together"),
    "checkin": KindLook("chats-circle", "checkin"),
    "need": KindLook("hand-heart", "need"),
    "repair": KindLook("bandaids", "repair"),
    "touch": KindLook("hand-heart", "touch"),
    "alone": KindLook("leaf", "alone"),
}


def look_of(kind: str) -> KindLook:
    """How a kind is shown; one never heard of, from a newer Bond, is time together."""
    return LOOKS.get(kind, LOOKS["together"])


def icon_of(kind: str) -> str:
    """The icon of a ritual's kind."""
    return look_of(kind).icon


def drawing_of(kind: str) -> Drawing:
    """What the two threads do in a ritual of this kind."""
    return look_of(kind).drawing


def words_of(kind: str) -> str:
    """A ritual's kind in a word or two."""
    tr = QCoreApplication.translate
    words = {
        "goodbye": tr("Kinds", "Goodbye"),
        "reunion": tr("Kinds", "Reunion"),
        "check_in": tr("Kinds", "Check-in"),
        "appreciation": tr("Kinds", "Appreciation"),
        "good_news": tr("Kinds", "Good news"),
        "signal": tr("Kinds", "A small signal"),
        "close_of_day": tr("Kinds", "End of the day"),
        "quiet_company": tr("Kinds", "Quiet company"),
        "review": tr("Kinds", "Looking back"),
        "season": tr("Kinds", "Of the season"),
        "remembrance": tr("Kinds", "Remembering"),
        "distance": tr("Kinds", "Being apart"),
        "care": tr("Kinds", "Care"),
        "checkin": tr("Kinds", "Check-in"),
        "need": tr("Kinds", "Appreciation"),
        "repair": tr("Kinds", "Repair"),
        "touch": tr("Kinds", "Being near"),
        "alone": tr("Kinds", "A moment of one’s own"),
    }
    return words.get(kind) or tr("Kinds", "Time together")
