"""Resting until tomorrow: a walk is put down, with one reminder or none."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from bondapp.services import repair
from bondapp.services.repair import WalkPage
from bondapp.ui.handover import at_wall
from bondapp.ui.widgets import Button, Card, FlowBox, Text, TimeField

if TYPE_CHECKING:
    from bondapp.services.session import Session


class RestCard(Card):
    """Resting until tomorrow: one reminder at a time of their choice, or none."""

    def __init__(self, title: str, same: str, text: str) -> None:
        super().__init__(pad=(28, 24, 28, 24), gap=12)
        self.time = TimeField(time(18), self.tr("Time for the reminder tomorrow"))
        self.time.setObjectName("rest-at")
        self.rest = Button(self.tr("Remind us then"), "primary", "moon")
        self.rest.setObjectName("rest-yes")
        self.none = Button(self.tr("Rest without a reminder"), "outline")
        self.none.setObjectName("rest-none")
        self.stay = Button(self.tr("Back"), "plain")
        self.stay.setObjectName("rest-back")
        self.add(Text(same or title, "wordsLarge"), Text(text, "body", "ink2"))
        at = FlowBox([Text(self.tr("Tomorrow at"), "label", wrap=False), self.time], gap=10)
        self.add(at, 6, FlowBox([self.rest, self.none, self.stay], gap=10))


def put_down(session: Session, item: str, at: time | None) -> WalkPage:
    """Put a walk down, with one reminder tomorrow at a local time, or none."""
    if at is None:
        return repair.act(session, item, "put_down")
    until = at_wall(session.local(), at, 1)
    return repair.act(session, item, "put_down", "", (until.isoformat(),))
