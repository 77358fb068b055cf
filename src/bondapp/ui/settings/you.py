"""You: how the one person here is shown."""

from __future__ import annotations

from bondapp.ui.settings.part import Part, Seen
from bondapp.ui.settings.person import PersonFields
from bondapp.ui.slot import Slot
from bondapp.ui.widgets import (
    Text,
)
from bondapp.ui.widgets.layouts import Item


class YouPart(Part):
    """How the one person here is shown."""

    def build(self) -> list[Item]:
        self._fields: PersonFields | None = None
        self._person = ""
        self._slot = Slot()
        self._nobody = Text(
            self.tr("Several of you are here. Choose one of you at the side to change a name or a colour."),
            "body",
            "ink2",
        )
        return [self._nobody, self._slot]

    def show_seen(self, seen: Seen) -> None:
        me = seen.company.me
        self._nobody.setVisible(me is None)
        if me is None:
            self._drop()
            return
        if self._fields is None or self._person != me.id:
            self._fields = PersonFields(self, me, seen.company, False)
            self._person = me.id
            self._slot.fill(self._fields)
        else:
            self._fields.show_person(me, seen.company)

    def _drop(self) -> None:
        self._slot.fill()
        self._fields = None
