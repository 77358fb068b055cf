"""What may stand in a person's words: everything they can see, up to a limit."""

from __future__ import annotations

MAX_WORDS = 100_000
MAX_NAME = 80


def clean(text: str, limit: int = MAX_WORDS) -> str:
    """Words as they are kept: NUL dropped, lone surrogates made visible, at most `limit` characters."""
    plain = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    plain = plain.encode("utf-8", "replace").decode("utf-8") if _has_surrogate(plain) else plain
    return plain[:limit]


def clean_name(text: str) -> str:
    """A name on one line, trimmed, at most 80 characters."""
    return " ".join(clean(text, MAX_NAME * 4).split())[:MAX_NAME]


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)
