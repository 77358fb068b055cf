"""What a page of a walk is filled from, and what it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bondapp.rules.content import Content
from bondapp.services.repair import WalkPage
from bondapp.ui.handover import fill
from bondapp.ui.theme import Who


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing to be done in a walk, as `services.repair.act` takes it."""

    op: str
    person: str = ""
    value: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scene:
    """What a page is filled from: where the walk stands, the words of the language, how people are drawn."""

    page: WalkPage
    content: Content
    now: datetime
    whos: Mapping[str, Who]

    @property
    def solo(self) -> bool:
        """Whether one person walks alone."""
        return len(self.page.walk.persons) == 1

    def name(self, person: str) -> str:
        """A person's name."""
        return self.page.person(person).name

    def who(self, person: str) -> Who | None:
        """How a person is drawn."""
        return self.whos.get(person)

    def words(self, text: str) -> str:
        """A text of the guide with its names filled in."""
        view = self.page.view
        return fill(text, speaker=self.name(view.speaker), listener=self.name(view.listener))

    def shared(self, key: str) -> str:
        """A text every guide shares, with its names filled in."""
        return self.words(self.content.repair[key])
