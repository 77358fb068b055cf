"""Who can see a need card: only me, when we are together, or now; said in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bondapp.rules.needs import VISIBILITIES, Visibility
from bondapp.ui.widgets import Chip, ChoiceChips, Text, section, vbox

if TYPE_CHECKING:
    from bondapp.services.people import Company


class SeeingBlock(QWidget):
    """The choice and what it means; one alone is told that the card is theirs. `changed` when a person chose."""

    changed = Signal()

    def __init__(self, company: Company) -> None:
        super().__init__()
        self._company = company
        title = self.tr("Who can see this card")
        self._choice: ChoiceChips | None = None
        self._words = Text("", "caption", "ink2")
        if len(company.at_home) < 2:
            self._words.setText(self._alone_words())
            vbox(section(title, self._words), gap=0, parent=self)
            return
        names = ", ".join(person.name for person in company.others)
        options = [
            ("me", self.tr("Only me")),
            ("together", self.tr("When we’re together")),
            ("now", self.tr("{name}, now").format(name=names)),
        ]
        self._choice = ChoiceChips(options, "me", name=title, gap=7)
        for (key, _label), chip in zip(options, self._choice.chips(), strict=True):
            chip.setObjectName(f"need-see-{key}")
        self._choice.changed.connect(self._chosen)
        self._say()
        vbox(section(title, self._choice, self._words), gap=0, parent=self)

    def value(self) -> Visibility:
        """Who may see it; only me where there is nothing to choose."""
        value = self._choice.value() if self._choice is not None else "me"
        return cast("Visibility", value) if value in VISIBILITIES else "me"

    def set_value(self, value: str) -> None:
        """Shows a choice; emits nothing."""
        if self._choice is not None and value in VISIBILITIES:
            self._choice.set_value(value)
            self._say()

    def chips(self) -> list[Chip]:
        """The chips in order; none for one alone."""
        return self._choice.chips() if self._choice is not None else []

    def _chosen(self, _key: str) -> None:
        self._say()
        self.changed.emit()

    def _alone_words(self) -> str:
        names = ", ".join(person.name for person in self._company.others if person.name)
        if not names:
            return self.tr("This card is yours alone.")
        return self.tr("This card is yours alone. You can choose to show it once {name} has a place here too.").format(
            name=names
        )

    def _say(self) -> None:
        names = ", ".join(person.name for person in self._company.others)
        words = {
            "me": self.tr("It stays in your own space. {name} sees nothing of it, not even that it exists."),
            "together": self.tr(
                "It opens the next time you choose “Both”. {name} sees nothing before that, not even that it exists."
            ),
            "now": self.tr("{name} can read it from now on. You can take it back at any time."),
        }
        self._words.setText(words[self.value()].format(name=names))
