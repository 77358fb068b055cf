"""What every page of a step has: a title, its fields, and the deeds it sends."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from bondapp.rules.repair import danger
from bondapp.ui.steps.bank import WordBank
from bondapp.ui.steps.scene import Deed, Scene
from bondapp.ui.theme import T
from bondapp.ui.widgets import (
    LetterField,
    LineField,
    PickCards,
    Text,
    hbox,
    vbox,
)

_CENTRE = Qt.AlignmentFlag.AlignHCenter


class StepPage(QWidget):
    """One step as it stands. `done` carries deeds to do; `danger` asks for the safety page.

    `fields` are the free-text fields by a suffix for their drafts; `value` is what the primary button sends.
    """

    done = Signal(object)
    danger = Signal()
    paused = Signal(object)
    touched = Signal()

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self.scene = scene
        self.view = scene.page.view
        self.step = self.view.step
        self.fields: dict[str, LetterField | LineField] = {}
        self.bank: WordBank | None = None
        self.choice: PickCards | None = None
        self._lay = vbox(gap=6, parent=self)
        title = Text(scene.words(self.view.title), "wordsLarge", align=_CENTRE, measure=760)
        title.setObjectName("step-title")
        self._lay.addWidget(title)
        self._lay.addSpacing(T().sp(10))
        self.build()

    def build(self) -> None:
        """Put the step's own things on the page."""

    def primary(self) -> str:
        """The words on the button that goes on; "" for none."""
        return self.tr("Next")

    def missing(self) -> str:
        """One sentence when something has to be chosen first, else ""."""
        return ""

    def deeds(self) -> tuple[Deed, ...]:
        """What the primary button does."""
        return (Deed("next"),)

    def put(self, suffix: str, words: str) -> None:
        """Show kept words in a field."""
        if suffix == "words" and self.bank is not None:
            self.bank.put(words.split("\n"))
        elif suffix == "option" and self.choice is not None:
            self.choice.set_value(words)
        elif suffix in self.fields:
            self.fields[suffix].set_words(words)

    def picked(self) -> dict[str, str]:
        """What was picked rather than typed, by the suffix of its draft; dangerous words are kept nowhere."""
        kept: dict[str, str] = {}
        if self.bank is not None:
            listed = [word.word for word in self.scene.content.danger_words]
            kept["words"] = "\n".join(word for word in self.bank.picked() if not danger([word], listed))
        if self.choice is not None and self.choice.value():
            kept["option"] = str(self.choice.value())
        return kept

    def letter(self, suffix: str, placeholder: str, name: str, lines: int = 3) -> LetterField:
        """A free-text field of this step, whose draft goes by `suffix`."""
        field = LetterField("", placeholder, name, bare=True, min_lines=lines)
        field.setObjectName(f"walk-{suffix or 'words'}")
        self.fields[suffix] = field
        return field

    def centred(self, widget: QWidget, width: int = 760) -> None:
        """Add a column that is no wider than is good to read."""
        widget.setMaximumWidth(T().px(width))
        self._lay.addLayout(hbox((widget, 1), gap=0))
