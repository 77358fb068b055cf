"""The page that shows all pictures of a tour side by side."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Bond, every screen</title>
<style>
body {{ font: 16px/1.5 sans-serif; margin: 32px; background: #F3F2EC; color: #1B2A28; }}
main {{ display: grid; grid-template-columns: repeat(auto-fill, minmax(420px, 1fr)); gap: 28px; }}
img {{ width: 100%; border-radius: 10px; border: 1px solid #DDDCD2; }}
figure {{ margin: 0; }} figcaption {{ margin-top: 6px; }}
</style>
<h1>Every screen of Bond</h1>
<p>A made-up pair, real services, a throw-away vault.</p>
<main>
{figures}
</main>
"""


def write_index(folder: Path, pictures: Sequence[tuple[str, str]]) -> Path:
    """Write index.html over (file, title) pairs; returns its path."""
    figures = "\n".join(
        f'<figure><a href="{html.escape(file)}"><img src="{html.escape(file)}" alt="{html.escape(title)}"></a>'
        f"<figcaption>{html.escape(title)}</figcaption></figure>"
        for file, title in pictures
    )
    path = folder / "index.html"
    path.write_text(_PAGE.format(figures=figures), encoding="utf-8")
    return path
