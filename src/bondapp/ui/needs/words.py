"""The words of a need: picked words joined into a line, and the four lines as sentences."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from bondapp.ui.shorten import shorten

if TYPE_CHECKING:
    from bondapp.rules.needs import Need

_LOOSE = " \t\n,;."


def separators() -> tuple[str, str]:
    """What stands between words of a list, and before its last one, in the language in force."""
    tr = QCoreApplication.translate
    return (
        tr("NeedWords", ", ", "between the words of a list: worried, small and tired"),
        tr("NeedWords", " and ", "before the last word of a list: worried, small and tired"),
    )


def add_word(line: str, word: str, known: Collection[str], seps: tuple[str, str] = (", ", " and ")) -> str:
    """Adds a picked word to a line as a person would: "worried" → "worried and small" → "worried, small and tired".

    An "and" is turned into a comma only between two `known` words; a person's own sentence is never rewritten.
    """
    comma, last = seps
    start = line.rstrip(_LOOSE)
    if not start.strip():
        return word
    items, joints = _split(start, seps)
    if _has(items, word):
        return line
    if not all(_has(known, item) for item in items[-2:]):
        return start + comma + word
    if joints and joints[-1] == last:
        start = start[: -len(last + items[-1])] + comma + items[-1]
    return start + last + word


def remove_word(line: str, word: str, known: Collection[str], seps: tuple[str, str] = (", ", " and ")) -> str:
    """Takes a word out of a line if it still stands there as one of a list; else the line stays as it is."""
    comma, last = seps
    items, joints = _split(line, seps)
    place = next((i for i, item in enumerate(items) if item.strip().casefold() == word.casefold()), None)
    if place is None:
        return line
    was_last = place == len(items) - 1 and bool(joints) and joints[-1] == last
    del items[place]
    if joints:
        # The joint before the word goes with it; the first word takes the one behind it along.
        del joints[max(0, place - 1)]
    if was_last and joints and joints[-1] == comma and all(_has(known, item) for item in items[-2:]):
        joints[-1] = last
    parts = [items[0]] if items else []
    for joint, item in zip(joints, items[1:], strict=True):
        parts += [joint, item]
    return "".join(parts)


def as_words(name: str) -> str:
    """A need's name as it stands inside a sentence: "A reply" → "a reply"."""
    for place, char in enumerate(name):
        if char.isalpha():
            return name[:place] + char.lower() + name[place + 1 :]
    return name


def paragraphs(when: str, feel: str, need: str, help_if: str) -> list[str]:
    """The four lines as one or two plain paragraphs; empty lines leave no trace."""
    tr = QCoreApplication.translate
    when, feel, need, help_if = (_piece(words) for words in (when, feel, need, help_if))
    patterns = {
        (True, True, True): tr("NeedWords", "When {when}, I feel {feel}, and I need {need}."),
        (True, True, False): tr("NeedWords", "When {when}, I feel {feel}."),
        (True, False, True): tr("NeedWords", "When {when}, I need {need}."),
        (False, True, True): tr("NeedWords", "I feel {feel}, and I need {need}."),
        (True, False, False): tr("NeedWords", "When {when} …"),
        (False, True, False): tr("NeedWords", "I feel {feel}."),
        (False, False, True): tr("NeedWords", "I need {need}."),
    }
    found = []
    pattern = patterns.get((bool(when), bool(feel), bool(need)))
    if pattern:
        found.append(_closed(pattern.format(when=when, feel=feel, need=need)))
    if help_if:
        found.append(_closed(tr("NeedWords", "It would help if {help}.").format(help=help_if)))
    return found


def letter(need: Need) -> list[str]:
    """A card as plain paragraphs."""
    return paragraphs(need.when, need.feel, need.need, need.help)


def headline(need: Need, limit: int = 120) -> str:
    """What a list calls a card: its need, or the first line that holds words."""
    found = next((words for words in (need.need, need.feel, need.help, need.when) if words.strip()), "")
    return shorten(" ".join(found[: limit * 4].split()), limit)


def _split(line: str, seps: tuple[str, str]) -> tuple[list[str], list[str]]:
    parts = re.split("(" + "|".join(re.escape(sep) for sep in seps) + ")", line)
    return parts[::2], parts[1::2]


def _has(words: Collection[str], word: str) -> bool:
    wanted = word.strip().casefold()
    return any(known.strip().casefold() == wanted for known in words)


def _piece(words: str) -> str:
    plain = words.strip()
    return plain[:-1].rstrip() if plain.endswith((".", ",", ";")) and not plain.endswith("...") else plain


def _closed(sentence: str) -> str:
    """No full stop behind a mark that already ends the sentence."""
    return (
        sentence[:-1]
        if sentence.endswith((".", "。")) and sentence[:-1].endswith(("?", "!", "…", "...", "؟"))
        else sentence
    )
