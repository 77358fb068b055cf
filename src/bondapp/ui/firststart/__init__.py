"""The first start: from an empty window to the first ritual on the calendar, in about three minutes."""

from __future__ import annotations

from bondapp.ui.firststart.window import FirstStart

__all__ = ["FirstStart"]
