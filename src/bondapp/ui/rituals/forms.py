"""What stands in the ritual editor, as a value: from a card, from an idea, and as a draft."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import time
from typing import TYPE_CHECKING, Any

from bondapp.rules.rituals import IF_NOT
from bondapp.services.rituals import RitualForm

if TYPE_CHECKING:
    from bondapp.rules.bonds import Kind as BondKind
    from bondapp.rules.content import RitualTemplate
    from bondapp.services.rituals import RitualCard

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LONGEST = 10_080


def form_of(card: RitualCard) -> RitualForm:
    """A ritual as it stands."""
    ritual = card.ritual
    return RitualForm(
        title=ritual.title,
        steps=ritual.steps,
        kind=ritual.kind,
        template=ritual.template,
        days=card.days,
        wall=ritual.rhythm.wall if ritual.rhythm else None,
        minutes=ritual.minutes,
        lead=ritual.lead,
        hide_words=ritual.hide_words,
        if_not=ritual.if_not,
        needs=card.serves,
    )


def form_from(template: RitualTemplate, bond: BondKind) -> RitualForm:
    """An idea, ready to be changed. One that comes monthly has no rhythm here yet and starts without a time."""
    words = template.words_for(bond)
    timed = bool(template.time) and template.cadence in ("daily", "weekly")
    return RitualForm(
        title=words.title,
        steps=tuple(words.steps),
        kind=template.kind,
        template=template.id,
        days=tuple(_CODES.index(day) for day in template.days) if timed else (),
        wall=time.fromisoformat(template.time) if timed else None,
        minutes=template.minutes,
    )


def asks_again(form: RitualForm, card: RitualCard) -> bool:
    """Whether saving this would change what the others said yes to: words, steps, days, time or length."""
    before = form_of(card)
    return _terms(form) != _terms(before)


def _terms(form: RitualForm) -> tuple[object, ...]:
    steps = tuple(step.strip() for step in form.steps if step.strip())
    days = tuple(sorted(form.days)) if form.wall is not None else ()
    return form.title.strip(), steps, form.kind, days, form.wall, form.minutes


def is_blank(form: RitualForm) -> bool:
    """Whether no word was written yet."""
    return not form.title.strip() and not any(step.strip() for step in form.steps)


def to_draft(form: RitualForm) -> str:
    """A form as the words of a draft."""
    plain = asdict(form)
    plain["wall"] = form.wall.isoformat("minutes") if form.wall else None
    return json.dumps(plain, ensure_ascii=False)


def from_draft(words: str) -> RitualForm | None:
    """A form out of a draft, or None when it was written by another version."""
    try:
        plain: dict[str, Any] = json.loads(words)
        form = RitualForm(title=str(plain["title"]), steps=tuple(map(str, plain["steps"])))
        return replace(
            form,
            kind=str(plain["kind"]),
            template=str(plain["template"]),
            days=tuple(day for day in range(7) if day in plain["days"]),
            wall=time.fromisoformat(plain["wall"]) if plain["wall"] else None,
            minutes=min(LONGEST, max(0, int(plain["minutes"]))),
            lead=min(LONGEST, max(0, int(plain["lead"]))),
            hide_words=bool(plain["hide_words"]),
            if_not=plain["if_not"] if plain["if_not"] in IF_NOT else "pass",
            needs=tuple(map(str, plain["needs"])),
        )
    except (ValueError, KeyError, TypeError):
        return None
