"""Naming needs: the cards as a list, one card as a letter, and the sentence builder."""

from __future__ import annotations

from bondapp.ui.needs.editor import NeedEditor
from bondapp.ui.needs.place import NeedsPlace

__all__ = ["NeedEditor", "NeedsPlace"]
