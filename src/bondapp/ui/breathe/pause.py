"""A pause two people agreed on: when both are back, ways on, and a box for thoughts that go round."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from bondapp.rules.content import RepairText
from bondapp.services.repair import WalkPage
from bondapp.ui import a11y
from bondapp.ui.breathe.standing import Standing
from bondapp.ui.breathe.unsafe import unsafe_row
from bondapp.ui.handover import time_words
from bondapp.ui.widgets import Button, Card, FlowBox, LetterField, Spot, Text, hbox, over, vbox, wrap

_TOP = Qt.AlignmentFlag.AlignTop


class Pause(QWidget):
    """The words beside the breathing guide while a walk pauses."""

    steadier = Signal()
    rest = Signal()
    unsafe = Signal()

    def __init__(self, page: WalkPage, standing: Standing) -> None:
        super().__init__()
        texts = standing.content.repair
        self._over = False
        self._told = Text("", "body", "ink2")
        self._told.setObjectName("return-told")
        title, _, rest = texts["pause_title"].partition(". ")
        vbox(
            None,
            Text(title.rstrip("."), "display"),
            Text(self._why(rest), "body", "ink2"),
            12,
            _tip("leaf", Text(texts["pause_apart"], "body", "ink2")),
            _tip("feather", Text(self.tr("Try to let the argument rest. It will keep."), "body", "ink2")),
            _tip("clock", self._told),
            14,
            FlowBox(self._ways_on(rest_first=page.view.tomorrow_first), gap=10),
            4,
            unsafe_row(standing.content, self.unsafe),
            8,
            ThoughtBox(texts),
            None,
            gap=8,
            parent=self,
        )

    def tell(self, standing: Standing) -> None:
        """Say when both are back, as of now; said aloud once, when that time is there."""
        page = standing.page
        if page is None or page.walk.paused_until is None:
            return
        until = time_words(page.walk.paused_until.astimezone(standing.now.tzinfo), standing.now)
        words = self.tr("It is {time} or later. Take the time you need.")
        left = standing.left()
        if left and len(page.people) > 1:
            words = self.tr("You said you’d be back at {time}. It is the same time for everybody.")
        elif left:
            words = self.tr("You said you’d come back at {time}.")
        words = words.format(time=until)
        if not left and not self._over:
            a11y.announce(self, words)
        self._over = not left
        self._told.setText(words)

    def say(self, words: str) -> None:
        """Say something in place of the time."""
        self._told.setText(words)
        a11y.announce(self, words)

    def _why(self, rest: str) -> str:
        calm = self.tr("A body under stress stops hearing well, and most need about twenty minutes to settle.")
        return f"{rest or self.tr('Nothing has gone wrong.')} {calm}"

    def _ways_on(self, *, rest_first: bool) -> list[QWidget]:
        steady = Button(self.tr("I’m steadier now"), "primary")
        steady.setObjectName("steadier-now")
        steady.clicked.connect(self.steadier)
        rest = Button(self.tr("Rest until tomorrow"), "outline", "moon")
        rest.setObjectName("rest-tomorrow")
        rest.clicked.connect(self.rest)
        return [rest, steady] if rest_first else [steady, rest]


class ThoughtBox(QWidget):
    """A box for circling thoughts; it keeps no draft, and closing empties it."""

    def __init__(self, texts: RepairText) -> None:
        super().__init__()
        self._opener = Button(texts["pause_note"], "quiet", "note-pencil", small=True, flush=True)
        self._opener.setObjectName("note-open")
        close = Button(self.tr("Close the box"), "quiet", "x", small=True, flush=True)
        close.setObjectName("note-close")
        self._field = LetterField("", texts["pause_note_hint"], texts["pause_note"], "body", min_lines=3)
        self._field.setObjectName("note")
        self._box = Card("sunken", pad=(16, 12, 16, 10))
        self._box.add(over(texts["pause_note"]), self._field, FlowBox([close]))
        self._box.hide()
        self._opener.clicked.connect(lambda: self._turn(True))
        close.clicked.connect(lambda: self._turn(False))
        vbox(hbox(self._opener, None), self._box, gap=6, parent=self)

    def _turn(self, on: bool) -> None:
        self._field.set_words("")
        self._box.setVisible(on)
        self._opener.setVisible(not on)
        (self._field if on else self._opener).setFocus(Qt.FocusReason.OtherFocusReason)


def _tip(icon: str, words: Text) -> QWidget:
    return wrap(hbox((Spot(icon, 20, "accent"), _TOP), (words, 1), gap=12))
