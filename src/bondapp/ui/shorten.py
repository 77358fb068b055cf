"""Somebody's words made short enough for a list, a link or the middle of a sentence."""

from __future__ import annotations

from bondapp.rules.text import clean_name

SHORT_NAME = 24
_LOOSE = " \t\n,;."


def shorten(words: str, limit: int) -> str:
    """At most `limit` characters, cut at a space where there is one, with an ellipsis."""
    if len(words) <= limit:
        return words
    cut = words[:limit]
    space = cut.rfind(" ", limit * 2 // 3)
    return cut[: space if space > 0 else limit].rstrip(_LOOSE) + "…"


def short_name(name: str) -> str:
    """A name for use inside a sentence: on one line and not longer than the line."""
    name = clean_name(name)
    return name if len(name) <= SHORT_NAME else name[: SHORT_NAME - 1].rstrip() + "…"
