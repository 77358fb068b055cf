"""The steps about people: what Bond is, who you are, who this is with."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bondapp.rules.people import COLOURS, other_colour
from bondapp.ui.firststart.step import Step
from bondapp.ui.firststart.swatches import Swatches
from bondapp.ui.theme import Who
from bondapp.ui.widgets import (
    Avatar,
    ChoiceChips,
    LineField,
    PickCard,
    PickCards,
    Spot,
    Text,
    buddy,
    hbox,
    section,
    wrap,
)
from bondapp.ui.widgets.layouts import Item

NAME_LIMIT = 80


class WelcomeStep(Step):
    """What Bond is and is not, and who could look on."""

    name = "welcome"

    def build(self) -> list[Item]:
        self.title.setText(self.tr("A calm place for two"))
        self.sub.setText(
            self.tr("Say what you need, keep small rituals, and find the way back to each other after a quarrel.")
        )
        self.forward.setText(self.tr("Begin"))
        lines = (
            ("leaf", self.tr("Ideas drawn from research. It has not been tested as an app, and it is not therapy.")),
            ("first-aid-kit", self.tr("It is not made for emergencies. The safety page names people who are.")),
            ("lock-simple", self.tr("Everything stays on this computer, encrypted. Bond never goes online.")),
            ("eye", self.tr("A computer account that is shared or watched is not private.")),
        )
        return [self._line(icon, words) for icon, words in lines]

    def _line(self, icon: str, words: str) -> QWidget:
        return wrap(hbox((Spot(icon, 22, "accent"), Qt.AlignmentFlag.AlignTop), (Text(words), 1), gap=12))

    def skip_words(self) -> str:
        return self.tr("Skip to today")


class YouStep(Step):
    """Your name, pronoun, colour."""

    name = "you"

    def build(self) -> list[Item]:
        self.title.setText(self.tr("Who are you?"))
        self.sub.setText(self.tr("A nickname is fine. It stays on this computer and can change later."))
        colour = self.given.get("colour", COLOURS[0])
        self._avatar = Avatar(Who(self.given.get("name", ""), colour), 40)
        self._name = LineField(self.given.get("name", ""), self.tr("Your name"), limit=NAME_LIMIT)
        self._name.setObjectName("start-name")
        self._pronoun = LineField(
            self.given.get("pronoun", ""),
            self.tr("Your pronoun"),
            self.tr("she, they, he, or leave it empty"),
            limit=NAME_LIMIT,
        )
        self._pronoun.setObjectName("start-pronoun")
        self._colour = Swatches(colour, self.tr("Your colour"))
        self._colour.setObjectName("start-colour")
        for field in (self._name, self._pronoun):
            field.textChanged.connect(self._typed)
        self._colour.changed.connect(self._typed)
        return [
            buddy(self.tr("Your name"), self._name),
            hbox(self._avatar, (self._name, 1), gap=14),
            6,
            buddy(self.tr("Your pronoun, if you like"), self._pronoun),
            self._pronoun,
            6,
            section(self.tr("Your colour"), self._colour),
        ]

    def answers(self) -> dict[str, str]:
        return {
            "name": self._name.words(),
            "pronoun": self._pronoun.words(),
            "colour": self._colour.value(),
        }

    def start_at(self) -> QWidget:
        return self._name

    def _typed(self, _words: str) -> None:
        self._avatar.set_who(Who(self._name.words(), self._colour.value()))
        self.changed.emit()


class OtherStep(Step):
    """The other person's name, what you are to each other, and whether they are here."""

    name = "other"

    def build(self) -> list[Item]:
        self.title.setText(self.tr("Who is this with?"))
        self.sub.setText(self.tr("Any person who matters to you. They don’t have to be here yet."))
        self._avatar = Avatar(self._who(), 40)
        self._name = LineField(self.given.get("other", ""), self.tr("Their name"), limit=NAME_LIMIT)
        self._name.setObjectName("start-other")
        self._name.textChanged.connect(self._typed)
        kinds = (
            ("partners", self.tr("Partners")),
            ("friends", self.tr("Friends")),
            ("kin", self.tr("Family")),
            ("other", self.tr("Another bond")),
        )
        self._kind = ChoiceChips(kinds, self.given.get("kind") or None, self.tr("What you are to each other"))
        self._kind.setObjectName("start-kind")
        self._kind.changed.connect(lambda _: self.changed.emit())
        both = PickCard(self.tr("Together on this computer"), self.tr("Each of you gets a private place here."))
        both.setObjectName("start-together")
        alone = PickCard(self.tr("Only me for now"), self.tr("They can come in later, whenever it suits you both."))
        alone.setObjectName("start-alone")
        chosen = "1" if self.given.get("together") == "1" else ""
        self._here = PickCards((("", alone), ("1", both)), chosen, self.tr("Who uses this computer"))
        self._here.changed.connect(lambda _: self.changed.emit())
        return [
            buddy(self.tr("Their name"), self._name),
            hbox(self._avatar, (self._name, 1), gap=14),
            6,
            section(self.tr("What you are to each other"), self._kind),
            6,
            section(self.tr("Who uses this computer"), self._here),
        ]

    def arrive(self, answers: Mapping[str, str]) -> None:
        super().arrive(answers)
        self._avatar.set_who(self._who())

    def answers(self) -> dict[str, str]:
        return {
            "other": self._name.words(),
            "kind": self._kind.value() or "",
            "together": self._here.value() or "",
        }

    def start_at(self) -> QWidget:
        return self._name

    def _who(self) -> Who:
        colour = other_colour(self.given.get("colour", COLOURS[0]))
        return Who(self.given.get("other", ""), colour, cord=True)

    def _typed(self, words: str) -> None:
        self.given["other"] = words
        self._avatar.set_who(self._who())
        self.changed.emit()
