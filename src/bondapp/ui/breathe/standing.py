"""How a pause stands: the walk, and how much of its time is left."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bondapp.rules.content import Content
from bondapp.services import repair
from bondapp.services.repair import WalkPage

if TYPE_CHECKING:
    from bondapp.services.session import Session

LONG_PAUSE = 3 * 3600


@dataclass(frozen=True)
class Standing:
    """A walk that pauses, or none for a moment of one's own; now is local."""

    page: WalkPage | None
    content: Content
    now: datetime

    def left(self) -> int:
        """Whole seconds until the time to come back; 0 once it is there, or without one."""
        until = self.page.walk.paused_until if self.page is not None else None
        return max(0, math.ceil((until - self.now).total_seconds())) if until is not None else 0

    def span(self) -> int:
        """Seconds of the ring: the shortest usual pause that holds what is left; 0 for a long one without a ring."""
        left = self.left()
        spans = sorted({10, 30, *self.content.repair.pause_lengths})
        total = next((span * 60 for span in spans if left <= span * 60), left)
        return max(1, total) if total <= LONG_PAUSE else 0


def load(session: Session, item: str) -> Standing:
    """The walk of that id as it stands, or a moment without one."""
    return Standing(repair.page(session, item) if item else None, session.content, session.local())


def ten_more(session: Session, item: str) -> Standing:
    """Ten minutes from now; a return time that is later than that stays as it was promised."""
    page = repair.page(session, item)
    later = session.now().replace(second=0, microsecond=0) + timedelta(minutes=10)
    if page.walk.paused_until is None or later > page.walk.paused_until:
        page = repair.act(session, item, "extend", "", (later.isoformat(),))
    return Standing(page, session.content, session.local())


def same(before: WalkPage | None, after: WalkPage | None) -> bool:
    """Whether a pause still stands as it did, so that nothing on the screen has to move."""
    if before is None or after is None:
        return before is after
    return (before.walk.status, before.walk.paused_until) == (after.walk.status, after.walk.paused_until)
