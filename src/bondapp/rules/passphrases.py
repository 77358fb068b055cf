"""Passphrases: a suggestion of five words, and a rough, honest estimate of how hard one is to guess."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

WORDS = 5
MIN_LENGTH = 15
MAX_BYTES = 1024
USABLE_BITS = 45
# Five words of the list come to 64 bits; two of them may be so short that they count for less.
STRONG_BITS = 50

Strength = Literal["short", "guessable", "fair", "strong"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a passphrase fares; `share` from 0 to 1 fills the meter; only fair and strong may be used."""

    strength: Strength
    share: float

    @property
    def usable(self) -> bool:
        """Whether it may close a private space."""
        return self.strength in ("fair", "strong")


def normal(text: str) -> str:
    """The form that is hashed, so that every keyboard gives the same key (NFKC, outer spaces off)."""
    return unicodedata.normalize("NFKC", text).strip()


def suggest(words: Sequence[str], pick: Callable[[int], int]) -> str:
    """Five words drawn by `pick(n)`, a fair draw below n; 64 bits with the list that is shipped."""
    return " ".join(words[pick(len(words))] for _ in range(WORDS))


def judge(text: str, known: Iterable[str] = ()) -> Judgement:
    """Judge a passphrase; `known` are names and words that people close to its owner would try first.

    Runs, repeats and known words add next to nothing. Floors: 15 characters (NIST SP 800-63B-4), 45 bits.
    """
    plain = normal(text)
    if len(plain) < MIN_LENGTH or len(plain.encode("utf-8", "replace")) > MAX_BYTES:
        return Judgement("short", min(0.3, len(plain) / MIN_LENGTH * 0.3))
    bits = _bits(_without(plain.casefold(), known))
    share = min(1.0, bits / 75)
    if bits < USABLE_BITS:
        return Judgement("guessable", max(0.3, share))
    return Judgement("strong" if bits >= STRONG_BITS else "fair", share)


def _without(text: str, known: Iterable[str]) -> str:
    for word in sorted({normal(word).casefold() for word in known}, key=len, reverse=True):
        if len(word) >= 3:
            text = text.replace(word, "\0")
    return text


def _bits(text: str) -> float:
    """Bits by word: a word that letters make counts at most 12.9 bits (one of 7,776), other runs by alphabet."""
    seen: set[str] = set()
    total = 0.0
    for word in text.replace("-", " ").split():
        if word in seen:
            continue
        seen.add(word)
        fresh = _fresh(word)
        if word.isalpha():
            total += min(12.9, fresh * math.log2(26))
        else:
            total += fresh * math.log2(10 if word.isdigit() else 40) * 0.75
    return total


def _fresh(word: str) -> int:
    """Characters that neither repeat nor continue the one before."""
    count = 0
    for at, char in enumerate(word):
        if char == "\0":
            continue
        step = ord(char) - ord(word[at - 1]) if at else 99
        if step not in (-1, 0, 1):
            count += 1
    return count
