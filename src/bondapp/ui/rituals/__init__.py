"""Rituals on the screen: the list with its editor, and walking one step by step."""

from bondapp.ui.rituals.place import RitualsPlace
from bondapp.ui.rituals.walk import RitualWalk

__all__ = ["RitualWalk", "RitualsPlace"]
