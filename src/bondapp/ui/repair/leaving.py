"""Ways out of a walk: put it down, leave it open, end it, remove it; and what a walk shows once it has ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

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
    TimeField,
    hbox,
    numbered,
    over,
    vbox,
    wrap,
)
from bondapp.ui.widgets.buttons import Variant


class Leaving(QWidget):
    """Leave for now. `chosen` carries "rest", "open", "stop", "remove" or "stay"."""

    chosen = Signal(str)

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self.setObjectName("leaving")
        texts = scene.content.repair
        self.time = TimeField(time(18), self.tr("Time for the reminder tomorrow"))
        self.time.setObjectName("leave-at")
        at = FlowBox([Text(self.tr("Tomorrow at"), "label", wrap=False), self.time], gap=10)
        rest = self._button("rest", self.tr("Rest until tomorrow"), "moon", "primary")
        keep = Card(pad=(26, 22, 26, 22), gap=10).add(
            Text(texts["rest_title"], "heading"), Text(texts["rest_text"], "body", "ink2"), at, FlowBox([rest])
        )
        other = Card("outline", pad=(26, 18, 26, 18), gap=10).add(
            Text(self.tr("Or without a reminder"), "heading"),
            Text(
                self.tr("Left open, it stays at this step and this turn, with what you wrote. “Stop here” ends it."),
                "body",
                "ink2",
            ),
            FlowBox([
                self._button("open", self.tr("Leave it open")),
                self._button("stop", texts["stop"]),
            ]),
        )  # fmt: skip
        self._remove = self._button("ask-remove", self.tr("Remove it"), "trash", "care")
        self._sure = wrap(
            hbox(
                (Text(self.tr("Every word of this repair goes for good."), "body"), 1),
            )
        )
        self._yes = self._button("remove", self.tr("Remove it for good"), "trash", "care")
        self._no = self._button("keep", self.tr("Keep it"))
        self._sure.hide()
        self._yes.hide()
        self._no.hide()
        stay = self._button("stay", self.tr("Stay here"), "arrow-left", "plain")
        bottom = FlowBox([stay, self._remove, self._no, self._yes], gap=10)
        vbox(
            column(Text(self.tr("Leave for now"), "wordsLarge"), 6, keep, other, 4, self._sure, bottom, gap=10),
            gap=0,
            parent=self,
        )

    def _button(self, key: str, words: str, icon: str | None = None, variant: Variant = "outline") -> Button:
        button = Button(words, variant, icon)
        button.setObjectName(f"leave-{key}")
        button.clicked.connect(lambda: self._choose(key))
        return button

    def _choose(self, key: str) -> None:
        if key in ("ask-remove", "keep"):
            asking = key == "ask-remove"
            for widget, shown in ((self._sure, asking), (self._yes, asking), (self._no, asking)):
                widget.setVisible(shown)
            self._remove.setVisible(not asking)
            (self._no if asking else self._remove).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.chosen.emit(key)


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
