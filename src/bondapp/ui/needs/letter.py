"""A need card as a letter, in the voice face."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bondapp.ui.art import ThreadArt
from bondapp.ui.theme import Who
from bondapp.ui.widgets import Avatar, Card, LetterField, Text, hbox

LONG = 4_000


def letter_card(words: Sequence[str], title: str, who: Who, whos: tuple[Who, ...], *, tinted: bool = False) -> Card:
    """The card on its ground: whose it is, the drawing, the paragraphs."""
    card = Card(pad=(24, 22, 24, 20), gap=12, who=who if tinted else None, name=title)
    name = Text(title, "captionStrong", who=who, part="onSoft" if tinted else "strong")
    middle = Qt.AlignmentFlag.AlignVCenter
    card.add(hbox(Avatar(who, 26), (name, 1, middle), ThreadArt("need", whos, 84, 30), gap=10))
    for paragraph in words:
        card.add(paragraph_widget(paragraph, title))
    return card


def paragraph_widget(words: str, name: str) -> QWidget:
    """One paragraph; a very long one in a field that lays out what is seen, so that nothing freezes."""
    if len(words) <= LONG:
        return Text(words, "words")
    field = LetterField(words, name=name, bare=True)
    field.setReadOnly(True)
    return field
