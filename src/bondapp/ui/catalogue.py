"""Which class shows which place. A place is imported when somebody first goes there, or while nobody waits."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from bondapp.ui.places import Place

PLACES: dict[str, tuple[str, str]] = {
    "today": ("bondapp.ui.today", "TodayPlace"),
    "needs": ("bondapp.ui.needs", "NeedsPlace"),
    "need": ("bondapp.ui.needs", "NeedEditor"),
    "rituals": ("bondapp.ui.rituals", "RitualsPlace"),
    "ritual-walk": ("bondapp.ui.rituals", "RitualWalk"),
    "repair": ("bondapp.ui.repair", "RepairPlace"),
    "repair-walk": ("bondapp.ui.repair", "RepairWalk"),
    "breathe": ("bondapp.ui.breathe", "BreathePlace"),
    "safety": ("bondapp.ui.safety", "SafetyPlace"),
    "settings": ("bondapp.ui.settings", "SettingsPlace"),
    "keys": ("bondapp.ui.keys", "KeysPlace"),
}


def place_class(name: str) -> type[Place] | None:
    """The class of a place, or None for a name that is none."""
    if name not in PLACES:
        return None
    module, kind = PLACES[name]
    found: type[Place] = getattr(import_module(module), kind)
    return found


def load_all() -> Iterator[str]:
    """Import the places one by one, so that going there the first time takes no longer than the second."""
    for name in PLACES:
        place_class(name)
        yield name
