"""A passphrase is judged honestly, and a suggestion is always good enough."""

from __future__ import annotations

import os
import random

import pytest

from bondapp import paths
from bondapp.rules.passphrases import WORDS, judge, normal, suggest

LIST = (paths.resources() / "words" / "passphrase.txt").read_text().split()


@pytest.mark.parametrize(
    ("text", "usable"),
    [
        ("", False),
        ("short", False),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", False),
        ("abcdefghijklmnopqrstuvwx", False),
        ("1234567890123456789", False),
        ("noor noor noor noor noor", False),
        ("noorandjossnoorandjoss", False),
        ("submarine hacksaw escalate recast polygraph", True),
        ("a walk along the old canal in rain", True),
    ],
)
def test_easy_ones_are_refused_and_long_ones_of_several_words_are_taken(text: str, usable: bool) -> None:
    assert judge(text, ("Noor", "Joss")).usable is usable


def test_every_suggestion_is_five_words_and_usable() -> None:
    rnd = random.Random(7)  # noqa: S311 - a test draws the same each time
    for _ in range(300):
        words = suggest(LIST, rnd.randrange)
        assert len(words.split()) == WORDS
        assert judge(words).usable


def test_the_list_holds_enough_different_words_for_sixty_bits() -> None:
    assert len(set(LIST)) == 7776
    assert all(word.isascii() for word in LIST)


def test_the_same_words_from_another_keyboard_give_the_same_key() -> None:
    assert normal("cafe\u0301 \uff57alk ") == normal("café walk")


def test_a_passphrase_of_random_bytes_is_judged_without_error() -> None:
    for _ in range(50):
        judge(os.urandom(40).decode("utf-8", "surrogateescape"))
