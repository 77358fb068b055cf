"""What the sentence builder needs before anybody writes: words to pick from, the card, drafts, rituals it serves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bondapp.services import drafts, needs, rituals
from bondapp.services.needs import NeedCard
from bondapp.ui.needs.bank import Group, Word
from bondapp.ui.needs.words import as_words

if TYPE_CHECKING:
    from bondapp.services.session import Session


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything the builder needs: the words to pick from, the card if there is one, drafts, rituals it serves."""

    feelings: tuple[Group, ...]
    danger: Group
    kinds: tuple[Group, ...]
    card: NeedCard | None
    drafts: dict[str, str]
    rituals: tuple[tuple[str, str], ...]


def load(session: Session, item: str) -> Loaded:
    """Read what the builder shows. Raises KeyError for a card that is not one's own."""
    content = session.content
    card = needs.card(session, item) if item else None
    if card is not None and not card.mine:
        raise KeyError(item)
    feelings = [
        Group(group.name, tuple(Word(f.id, f.word, f.word) for f in group.feelings)) for group in content.feeling_groups
    ]
    fitting = content.needs_for(session.bond_value().kind)
    kinds = [
        Group(
            group.name,
            tuple(Word(n.id, n.name, as_words(n.name), n.plainly) for n in fitting if n.group == group.id),
        )
        for group in content.need_groups
    ]
    return Loaded(
        feelings=(*feelings, Group("", tuple(Word(f.id, f.word, f.word) for f in content.story_words))),
        danger=Group("", tuple(Word(f.id, f.word, f.word) for f in content.danger_words)),
        kinds=tuple(kinds),
        card=card,
        drafts=drafts.find(session, f"need/{item or 'new'}/"),
        rituals=served(session, card),
    )


def served(session: Session, card: NeedCard | None) -> tuple[tuple[str, str], ...]:
    """Id and title of each ritual that serves a card."""
    wanted = card.need.served_by if card is not None else ()
    return tuple((r.ritual.id, r.ritual.title) for r in rituals.all_rituals(session) if r.ritual.id in wanted)
