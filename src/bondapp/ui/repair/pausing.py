"""Cards about pausing a walk: name a time to come back, or open the pause that is on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bondapp.ui.handover import column
from bondapp.ui.steps import PausePicker, Scene
from bondapp.ui.widgets import Button, Card, FlowBox, Text, vbox


class PauseCard(QWidget):
    """When will you be back? `started` carries what reckons the time from the moment of the press."""

    started = Signal(object)
    back = Signal()

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        title, _, rest = scene.content.repair["pause_title"].partition(". ")
        picker = PausePicker(scene, scene.page.guide)
        start = Button(self.tr("Start the pause"), "primary", "pause")
        start.setObjectName("pause-start")
        start.clicked.connect(lambda: self.started.emit(picker.times.until))
        back = Button(self.tr("Back"), "plain")
        back.setObjectName("pause-back")
        back.clicked.connect(self.back)
        card = Card(pad=(30, 26, 30, 26), gap=12).add(
            Text(self.tr("When will you be back?"), "wordsLarge"),
            Text(rest or title, "body", "ink2"),
            picker,
            6,
            FlowBox([start, back], gap=10),
        )
        vbox(column(card), gap=0, parent=self)


class PausedCard(QWidget):
    """The walk pauses; `opened` asks for the page of the pause."""

    opened = Signal()

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        button = Button(self.tr("Open the pause"), "primary", "pause")
        button.setObjectName("walk-pause-open")
        button.clicked.connect(self.opened)
        title = Text(scene.content.repair["pause_title"], "wordsLarge")
        vbox(column(Card(pad=(32, 28, 32, 28)).add(title, 6, FlowBox([button]))), gap=0, parent=self)
