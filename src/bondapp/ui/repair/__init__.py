"""Repair: what to begin or pick up again, and the walk through a guide."""

from __future__ import annotations

from bondapp.ui.repair.start import RepairPlace
from bondapp.ui.repair.walk import RepairWalk

__all__ = ["RepairPlace", "RepairWalk"]
