"""The safety page: plain words and help lines. Reading it is noted nowhere."""

from __future__ import annotations

from dataclasses import dataclass

from bondapp.rules.content import Country, HelpLine, SafetyText
from bondapp.services.session import Session


@dataclass(frozen=True, slots=True)
class SafetyPage:
    """What the page says, the countries it knows lines for, and the lines of the chosen one."""

    text: SafetyText
    countries: tuple[Country, ...]
    country: str
    lines: tuple[HelpLine, ...]


def page(session: Session, country: str = "") -> SafetyPage:
    """The page with one country's help lines; an unknown country has none. Works while locked, writes nothing."""
    content = session.content
    return SafetyPage(
        text=content.safety,
        countries=content.countries,
        country=country,
        lines=content.lines_for(country) if country else (),
    )
