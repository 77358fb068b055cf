"""Rituals being written and not saved yet: kept as drafts, shown again, forgotten."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from bondapp.services import drafts
from bondapp.ui.drafts import restore
from bondapp.ui.rituals.forms import from_draft, to_draft

if TYPE_CHECKING:
    from bondapp.services.rituals import RitualCard, RitualForm
    from bondapp.ui.bridge import Bridge, Problem
    from bondapp.ui.rituals.editor import RitualEditor

NEW = "new"


def identity_of(card: RitualCard | None) -> str:
    """A ritual's id; empty for one that is new."""
    return card.ritual.id if card is not None else ""


def draft_of(identity: str) -> str:
    """The name of a ritual's draft; an empty id is the new one's."""
    return f"ritual/{identity or NEW}/form"


class Unsaved:
    """The drafts of one place's editors. `owner` and `failed` are told when one cannot be kept."""

    def __init__(self, bridge: Bridge, owner: QObject, failed: Callable[[Problem], None]) -> None:
        self._bridge, self._owner, self._failed = bridge, owner, failed

    def keep(self, editor: RitualEditor) -> None:
        """Keep what stands in an editor, or forget its draft once nothing differs."""
        words = to_draft(editor.form()) if editor.is_changed() else ""
        self._write(draft_of(identity_of(editor.card())), words)

    def keep_new(self, form: RitualForm) -> None:
        """Keep a ritual that was begun from an idea or a custom."""
        self._write(draft_of(""), to_draft(form))

    def show(self, editor: RitualEditor, identity: str) -> None:
        """Show what was written here before and not saved; words typed meanwhile stay."""

        def fill(kept: dict[str, str]) -> None:
            form = next((form for words in kept.values() if (form := from_draft(words))), None)
            if form is not None and not editor.is_changed():
                editor.set_form(form)

        restore(self._bridge, draft_of(identity), fill, editor)

    def forget(self, identity: str) -> None:
        """Forget every draft of a ritual."""
        self._bridge.run(lambda session: drafts.forget(session, f"ritual/{identity or NEW}/"))

    def _write(self, name: str, words: str) -> None:
        self._bridge.ask(
            lambda session: drafts.keep(session, name, words),
            then=lambda _none: None,
            otherwise=self._failed,
            owner=self._owner,
        )
