"""A need card as a letter, in the voice face."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from bondapp.ui.art import ThreadArt
from bondapp.ui.theme import Who
from bondapp.ui.widgets import Avatar, Card, Text, hbox

PIECE = 3_000


def letter_card(words: Sequence[str], title: str, who: Who, whos: tuple[Who, ...], *, tinted: bool = False) -> Card:
    """The card on its ground: whose it is, the drawing, the paragraphs."""
    card = Card(pad=(24, 22, 24, 20), gap=12, who=who if tinted else None, name=title)
    name = Text(title, "captionStrong", who=who, part="onSoft" if tinted else "strong")
    middle = Qt.AlignmentFlag.AlignVCenter
    card.add(hbox(Avatar(who, 26), (name, 1, middle), ThreadArt("need", whos, 84, 30), gap=10))
    for paragraph in words:
        for piece in pieces(paragraph):
            card.add(Text(piece, "words"))
    return card


def pieces(words: str, limit: int = PIECE) -> list[str]:
    """Very long words in pieces that end at a line break or a space: one endless text would freeze its layout."""
    found = []
    while len(words) > limit:
        cut = max(words.rfind("\n", limit // 2, limit), words.rfind(" ", limit // 2, limit)) + 1 or limit
        found.append(words[:cut].rstrip())
        words = words[cut:]
    return [*found, words]
