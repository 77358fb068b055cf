"""A pause with a time to come back, and "I need a moment" on its own; a breathing guide only when started."""

from __future__ import annotations

from bondapp.ui.breathe.place import BreathePlace
from bondapp.ui.breathe.rest import put_down

__all__ = ["BreathePlace", "put_down"]
