"""Kinds of rituals on the screen: every kind the catalogue may use has an icon, a drawing and a name of its own."""

from __future__ import annotations

import pytest

from bondapp import paths
from bondapp.rules.content import RITUAL_KINDS
from bondapp.ui.art.thread_art import KINDS
from bondapp.ui.kinds import LOOKS, drawing_of, icon_of, words_of

NAMED_TOGETHER = ("together", "friendship")


@pytest.mark.parametrize("kind", sorted({*RITUAL_KINDS, *KINDS}))
def test_every_kind_has_an_entry_with_an_icon_that_is_there(kind: str) -> None:
    assert kind in LOOKS
    assert (paths.resources() / "icons" / f"{icon_of(kind)}.svg").is_file()
    assert drawing_of(kind) in KINDS


@pytest.mark.parametrize("kind", sorted({*RITUAL_KINDS, *KINDS}))
def test_every_kind_is_named(kind: str) -> None:
    assert (words_of(kind) == "Time together") == (kind in NAMED_TOGETHER)


def test_a_drawing_kind_is_drawn_as_itself() -> None:
    assert [drawing_of(kind) for kind in KINDS] == list(KINDS)


def test_a_kind_never_heard_of_is_time_together() -> None:
    assert (icon_of("new"), drawing_of("new"), words_of("new")) == ("yarn", "together", "Time together")
