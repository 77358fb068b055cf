"""The place of settings: its sections under each other. Each change is kept at once."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from bondapp.services.people import Company
from bondapp.ui.a11y import announce
from bondapp.ui.bridge import Bridge
from bondapp.ui.notices import ProblemLine
from bondapp.ui.places import Place
from bondapp.ui.settings.about import AboutPart
from bondapp.ui.settings.closed import ClosedPart
from bondapp.ui.settings.look import LookPart
from bondapp.ui.settings.part import Part, Seen, see
from bondapp.ui.settings.people import PeoplePart
from bondapp.ui.settings.reminders import RemindersPart
from bondapp.ui.settings.standing import stand, standing
from bondapp.ui.settings.you import YouPart
from bondapp.ui.theme import T
from bondapp.ui.widgets import (
    Page,
    PageHeader,
    Spot,
    Text,
    hbox,
    vbox,
    wrap,
)

SETTLE_MS = 250


class SettingsPlace(Place):
    """Every setting of this computer and of the person here; nothing waits for a button.

    Item "people" shows those. Once shown, its item says where somebody stands, so that the page built anew in
    another text size goes on there.
    """

    shows: ClassVar[frozenset[str]] = frozenset({"settings", "person", "here", "bond"})
    _settled = False

    def __init__(self, bridge: Bridge, company: Company, item: str = "", parent: QWidget | None = None) -> None:
        super().__init__(bridge, company, item, parent)
        self._saved = wrap(
            hbox(Spot("check-circle", 18, "accent"), Text(self.tr("Saved"), "caption", "ink2", wrap=False))
        )
        self._saved.setObjectName("settings-saved")
        keep_room = self._saved.sizePolicy()
        keep_room.setRetainSizeWhenHidden(True)
        self._saved.setSizePolicy(keep_room)
        self._saved.hide()
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.setInterval(2_500)
        self._fade.timeout.connect(self._saved.hide)
        self._parts: dict[str, Part] = {
            "you": YouPart(self.tr("You"), bridge, self._tell_saved),
            "closed": ClosedPart(self.tr("Kept closed"), bridge, self._tell_saved),
            "reminders": RemindersPart(self.tr("Reminders"), bridge, self._tell_saved),
            "look": LookPart(self.tr("Look"), bridge, self._tell_saved),
            "people": PeoplePart(self.tr("People"), bridge, self._tell_saved),
            "about": AboutPart(self.tr("About Bond"), bridge, self._tell_saved),
        }
        self._problem = ProblemLine()
        column = wrap(vbox(self._problem, *self._parts.values(), gap=16))
        column.setMaximumWidth(T().px(680))
        header = PageHeader(self.tr("Settings"), self.tr("Each change is kept as you make it."), [self._saved])
        self._page = Page(header, wrap(hbox((column, 8), None, gap=0)))
        vbox(self._page, gap=0, parent=self)
        self._arrived = False

    @property
    def item(self) -> str:
        """The part to show at first, or where somebody stands now."""
        area = self._page.area if self._settled else None
        return standing(area, self._parts) if area is not None else self._item

    @item.setter
    def item(self, item: str) -> None:
        self._item = item

    def refresh(self) -> None:
        """Load what is kept; fields somebody types in stay as they are."""
        self.bridge.ask(see, self._show, self._problem.tell_problem, owner=self)

    def _show(self, seen: Seen) -> None:
        self.company = seen.company
        self._problem.tell("")
        for part in self._parts.values():
            part.show_seen(seen)
        if not self._arrived:
            self._arrived = True
            QTimer.singleShot(0, self, self._arrive)

    def _arrive(self) -> None:
        """Go where somebody stood; words that wrap find their height in several turns, so each one goes there anew."""
        area = self._page.area
        if area is None:
            return
        self._stand()
        turned = area.verticalScrollBar().rangeChanged
        turned.connect(self._stand)

        def settle() -> None:
            turned.disconnect(self._stand)
            self._settled = True

        QTimer.singleShot(SETTLE_MS, self, settle)

    def _stand(self) -> None:
        if self._page.area is not None:
            stand(self._page.area, self._parts, self._item)

    def _tell_saved(self) -> None:
        self._saved.show()
        self._fade.start()
        announce(self, self.tr("Saved"))
