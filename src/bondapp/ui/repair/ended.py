"""A walk that has ended: a look back, and what was said for whoever opens it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from bondapp.services.repair import Return
from bondapp.ui.handover import column, day_words
from bondapp.ui.steps import Scene
from bondapp.ui.widgets import (
    Button,
    Card,
    FlowBox,
    Rule,
    Text,
    numbered,
    over,
    vbox,
)


class Ended(QWidget):
    """A walk that is over: its words stay closed until somebody opens them."""

    chosen = Signal(str)

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self.setObjectName("ended")
        self._scene = scene
        texts = scene.content.repair
        key = "closed" if scene.page.walk.status == "closed" else "stopped"
        title, text = texts[f"{key}_title"], texts[f"{key}_text"]
        if scene.solo:
            title = self.tr("You have come to the end")
            if key == "stopped":
                text = self.tr("You can end it at any time. No reason is needed.")
        card = Card(pad=(32, 28, 32, 28), gap=10).add(Text(title, "wordsLarge"), Text(text, "body", "ink2"))
        self._days = Text("", "body")
        self._days.setObjectName("ended-days")
        self._days.hide()
        card.add(self._days)
        self._opener = Button(self.tr("Show what was said"), "outline", "eye", small=True)
        self._opener.setObjectName("ended-open")
        self._opener.clicked.connect(self._open)
        leave = Button(self.tr("Done"), "primary")
        leave.setObjectName("ended-done")
        leave.clicked.connect(lambda: self.chosen.emit("open"))
        buttons: list[QWidget] = [leave]
        if any(answer.value for answer in scene.page.walk.answers):
            buttons.append(self._opener)
        remove = Button(self.tr("Remove it"), "care", "trash", small=True)
        remove.setObjectName("ended-remove")
        sure = Button(self.tr("Remove it for good"), "care", "trash", small=True)
        sure.setObjectName("ended-remove-yes")
        sure.hide()
        remove.clicked.connect(lambda: _swap(remove, sure))
        sure.clicked.connect(lambda: self.chosen.emit("remove"))
        buttons += [remove, sure]
        card.add(10, FlowBox(buttons, gap=10))
        self._words = vbox(gap=10)
        parts: list[QWidget] = [card]
        if scene.page.walk.looks:
            parts.append(self._look_back())
        vbox(column(*parts, self._words, gap=14), gap=0, parent=self)

    def tell_days(self, returns: Sequence[Return]) -> None:
        """Say on which days they chose to look back."""
        zone = self._scene.now.tzinfo
        days = ", ".join(day_words(back.at.astimezone(zone)) for back in returns)
        self._days.setText(self.tr("You chose to look back: {days}.").format(days=days))
        self._days.setVisible(bool(days))

    def _look_back(self) -> Card:
        texts = self._scene.content.repair
        keys = ("look_back_helped", "look_back_stings", "look_back_change", "look_back_keep")
        card = Card("sunken", pad=(28, 22, 28, 22), gap=8)
        return card.add(Text(texts["look_back_title"], "heading"), *numbered([texts[key] for key in keys]))

    def _open(self) -> None:
        self._opener.hide()
        scene = self._scene
        guide, walk = scene.page.guide, scene.page.walk
        stage = -1
        for step in guide.steps:
            given = [answer for answer in walk.answers if answer.step == step.id and answer.value]
            if not given:
                continue
            if step.stage != stage:
                stage = step.stage
                self._words.addWidget(over(guide.stages[stage], "accent"))
            for answer in given:
                labels = {option.id: option.label for option in step.options}
                words = [labels.get(word, word) if step.options else word for word in answer.value if word]
                who = scene.who(answer.person)
                card = Card(who=who, pad=(18, 12, 18, 12), gap=2)
                card.add(Text(self._heading(answer.phase, answer.person), "captionStrong", who=who, part="onSoft"))
                self._words.addWidget(card.add(Text("\n".join(words), "words")))
            self._words.addWidget(Rule())

    def _heading(self, phase: str, person: str) -> str:
        name = self._scene.name(person)
        if phase == "say_back":
            return self.tr("{name} heard").format(name=name)
        if phase == "reply":
            return self.tr("{name} answered").format(name=name)
        return name


def _swap(first: QWidget, then: QWidget) -> None:
    then.show()
    then.setFocus(Qt.FocusReason.OtherFocusReason)
    first.hide()
