"""The window's frame of last time: read back as kept, and harmless when it is not what it should be."""

from __future__ import annotations

from pathlib import Path

import pytest

from bondapp.ui import frame
from bondapp.ui.frame import Frame


def test_a_frame_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    (tmp_path / "device").mkdir()
    kept = Frame(b"\x01\xffgeometry", "dark", 1.5, more_contrast=True, reduced_motion=True)
    frame.keep(tmp_path, kept)
    assert frame.read(tmp_path) == kept


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"look": 5}', "null", '{"geometry": "!", "look": "dark", "scale": 1}']
)
def test_anything_else_gives_the_usual_frame(tmp_path: Path, text: str) -> None:
    (tmp_path / "device").mkdir()
    (tmp_path / "device" / "frame.json").write_text(text)
    assert frame.read(tmp_path) == Frame()


def test_where_there_is_no_vault_nothing_is_written(tmp_path: Path) -> None:
    frame.keep(tmp_path / "vault", Frame())
    assert list(tmp_path.iterdir()) == []
