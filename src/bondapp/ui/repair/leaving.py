"""Ways out of a walk: put it down, leave it open, end it, remove it."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from bondapp.ui.handover import column
from bondapp.ui.steps import Scene
from bondapp.ui.widgets import (
    Button,
    Card,
    FlowBox,
    Text,
    TimeField,
    vbox,
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
        self._sure = Text(self.tr("Every word of this repair goes for good."))
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
