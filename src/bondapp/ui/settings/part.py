"""What the sections of the settings share: what they show, and how a change is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bondapp.services import people, settings
from bondapp.services.people import Company
from bondapp.services.session import Session
from bondapp.services.settings import Settings
from bondapp.ui.bridge import Bridge, Problem
from bondapp.ui.notices import ProblemLine
from bondapp.ui.widgets import (
    Card,
    Text,
)
from bondapp.ui.widgets.layouts import Item


@dataclass(frozen=True, slots=True)
class Seen:
    """What the place shows."""

    company: Company
    settings: Settings
    folder: str
    paused: datetime | None
    """Until when reminders rest, on the local clock; None while they don't."""


def see(session: Session) -> Seen:
    """Read what the place shows. Raises NotOpen."""
    chosen = settings.read(session)
    until = chosen.pause_until
    paused = session.local(until) if until is not None and until > session.now() else None
    return Seen(people.company(session), chosen, str(session.folder.absolute()), paused)


class Part(Card):
    """One section of the settings on its own ground; `show_seen` brings it up to date without rebuilding it."""

    def __init__(self, title: str, bridge: Bridge, saved: Callable[[], None]) -> None:
        super().__init__(pad=(24, 20, 24, 22), gap=10, name=title)
        self.bridge, self.saved = bridge, saved
        self.problem = ProblemLine()
        self.add(Text(title, "heading"), *self.build(), self.problem)

    def build(self) -> list[Item]:
        """The widgets of this part."""
        return []

    def show_seen(self, seen: Seen) -> None:
        """Show what is kept now; a field somebody types in is left alone."""

    def change(self, **changes: object) -> None:
        """Keep some settings."""
        self.bridge.ask(
            lambda session: settings.change(session, **changes), lambda _: self.done(), self.trouble, owner=self
        )

    def done(self) -> None:
        """It is kept."""
        self.problem.tell("")
        self.saved()

    def trouble(self, problem: Problem) -> None:
        """It is not kept; say so here."""
        self.problem.tell_problem(problem)
