"""One quiet line in place: what happened, and one thing to do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from bondapp.ui.a11y import announce
from bondapp.ui.widgets import Button, Card, Spot, Text, hbox


class Notice(Card):
    """A line with an icon and, if wanted, one button; hidden until it has something to say."""

    pressed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__("outline", pad=(14, 9, 10, 9), gap=0)
        self.setObjectName(name)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._spot = Spot("check-circle", 18, "ink2")
        self._words = Text("", "body", "ink2")
        self._button = Button("", "quiet", small=True)
        self._button.setObjectName(f"{name}-button")
        self._button.clicked.connect(self.pressed)
        self.add(hbox((self._spot, middle), (self._words, 1, middle), (self._button, middle), gap=10))
        self.hide()

    def words(self) -> str:
        """What it says now."""
        return self._words.text() if not self.isHidden() else ""

    def say(self, words: str, button: str = "", *, icon: str = "check-circle", care: bool = False) -> None:
        """Shows a line; `care` for something that went wrong."""
        colour = "care" if care else "ink2"
        self._spot.set_icon("warning-circle" if care else icon, colour)
        self._words.set_color(colour)
        self._words.setText(words)
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self.show()
        announce(self, words, assertive=care)

    def focus_button(self) -> None:
        """Puts the focus on the button, so that a key takes it back."""
        self._button.setFocus(Qt.FocusReason.OtherFocusReason)
