"""Which class shows which place. Imported once the store's thread has loaded the services."""

from __future__ import annotations

from bondapp.ui.breathe import BreathePlace
from bondapp.ui.keys import KeysPlace
from bondapp.ui.needs import NeedEditor, NeedsPlace
from bondapp.ui.places import Place
from bondapp.ui.repair import RepairPlace, RepairWalk
from bondapp.ui.rituals import RitualsPlace, RitualWalk
from bondapp.ui.safety import SafetyPlace
from bondapp.ui.settings import SettingsPlace
from bondapp.ui.today import TodayPlace

PLACES: dict[str, type[Place]] = {
    "today": TodayPlace,
    "needs": NeedsPlace,
    "need": NeedEditor,
    "rituals": RitualsPlace,
    "ritual-walk": RitualWalk,
    "repair": RepairPlace,
    "repair-walk": RepairWalk,
    "breathe": BreathePlace,
    "safety": SafetyPlace,
    "settings": SettingsPlace,
    "keys": KeysPlace,
}
