"""Drafts: what stands in a field is kept at every pause in typing, in the space of whoever is here."""

from __future__ import annotations

from bondapp.rules.text import clean
from bondapp.services.session import Session


def keep(session: Session, field: str, words: str) -> None:
    """Keep a field's words; empty words forget the draft. Raises StoreFault, NotOpen."""
    session.draft_space().keep_draft(field, clean(words), session.now())


def find(session: Session, prefix: str) -> dict[str, str]:
    """Drafts of the fields whose names start with `prefix`."""
    return session.draft_space().drafts(prefix)


def forget(session: Session, prefix: str) -> None:
    """Forget the drafts of the fields whose names start with `prefix`."""
    session.draft_space().forget_drafts(prefix)
