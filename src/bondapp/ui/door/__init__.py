"""The pages before the day: who is here, locked after hiding, and what to do when the vault can't be opened."""

from bondapp.ui.door.gate import Patience
from bondapp.ui.door.hidden import HiddenPage
from bondapp.ui.door.page import DoorPage
from bondapp.ui.door.trouble import TroublePage
from bondapp.ui.door.who import WhoButton

__all__ = ["DoorPage", "HiddenPage", "Patience", "TroublePage", "WhoButton"]
