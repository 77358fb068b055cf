"""Words are kept as typed, within what a file can hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bondapp.rules.text import MAX_NAME, MAX_WORDS, clean, clean_name


@given(st.text())
def test_ordinary_words_stay_as_they_are(words: str) -> None:
    plain = words.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    if not any("\ud800" <= char <= "\udfff" for char in words):
        assert clean(words) == plain


def test_half_a_character_is_made_visible_and_nothing_around_it_is_lost() -> None:
    assert clean("so \ud83d near") == "so ? near"


def test_nothing_is_longer_than_it_may_be() -> None:
    assert len(clean("x" * (MAX_WORDS + 5))) == MAX_WORDS
    assert len(clean_name("y" * 900)) == MAX_NAME


def test_a_name_stands_on_one_line() -> None:
    assert clean_name("  Noor\n\t<b>of</b>  the   hill ") == "Noor <b>of</b> the hill"
