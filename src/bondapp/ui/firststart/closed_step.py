"""How your own words are kept closed, said plainly."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from bondapp.ui.firststart.passphrase import PassphraseFields
from bondapp.ui.firststart.step import Step
from bondapp.ui.widgets import PickCard, PickCards, Text
from bondapp.ui.widgets.layouts import Item


class ClosedStep(Step):
    """With what this computer keeps, or with a passphrase. The passphrase is held here until the end, nowhere else."""

    name = "closed"

    def build(self) -> list[Item]:
        self.title.setText(self.tr("How shall it be kept closed?"))
        self.sub.setText(
            self.tr(
                "Your words are encrypted either way. The key goes to this system’s keyring or, where there is none, "
                "to a key file that no other computer account can read."
            )
        )
        plain = PickCard(
            self.tr("Open with this computer account"),
            self.tr("Nothing to type. Private then means hidden, not locked: whoever uses this account can look."),
        )
        plain.setObjectName("start-no-passphrase")
        phrase = PickCard(
            self.tr("Set a passphrase"),
            self.tr("Your private place then opens with your passphrase alone."),
        )
        phrase.setObjectName("start-passphrase")
        self._way = PickCards(
            (("computer", plain), ("passphrase", phrase)), self.given["closed"], self.tr("Kept closed")
        )
        self._way.changed.connect(self._chosen)
        self._fields = PassphraseFields(self.bridge, self._known)
        self._fields.changed.connect(lambda: self.problem.tell(""))
        note = self.tr("You can set, change or take away a passphrase in Settings at any time.")
        self._note = Text(note, "caption", "ink2")
        # Hidden, never shown, before they have a parent: shown they would be windows of their own for a moment.
        (self._note if self._way.value() == "passphrase" else self._fields).hide()
        return [self._way, 4, self._fields, self._note]

    def arrive(self, answers: Mapping[str, str]) -> None:
        super().arrive(answers)
        if answers.get("again") == "1":
            self.problem.tell(self.tr("Your passphrase was not kept anywhere. Type it once more."))

    def answers(self) -> dict[str, str]:
        return {"closed": self._way.value() or "computer"}

    def check(self) -> str:
        return self._fields.problem() if self._way.value() == "passphrase" else ""

    def start_at(self) -> QWidget:
        if self._way.value() == "passphrase":
            return self._fields.field
        return self.forward

    def secret(self) -> str | None:
        return self._fields.value() if self._way.value() == "passphrase" else None

    def focus_problem(self) -> None:
        """Put the caret where the passphrase can be mended."""
        self._fields.focus()

    def let_go(self) -> None:
        """Skipped: open with what this computer keeps."""
        self._way.set_value("computer")
        self._fields.clear()
        self._fields.hide()
        self._note.show()

    def _known(self) -> list[str]:
        return [self.given.get("name", ""), self.given.get("other", ""), "bond"]

    def _chosen(self, way: str) -> None:
        self._fields.setVisible(way == "passphrase")
        self._note.setVisible(way == "computer")
        self.problem.tell("")
        if way == "passphrase":
            self._fields.field.setFocus()
        self.changed.emit()
