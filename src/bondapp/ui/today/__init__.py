"""Today: the first page."""

from __future__ import annotations

from bondapp.ui.today.place import TodayPlace

__all__ = ["TodayPlace"]
