"""Choosing a passphrase: how hard it is to guess, in words, and five words offered."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from bondapp.rules.passphrases import MAX_BYTES, Judgement, judge, normal
from bondapp.services import people
from bondapp.ui.a11y import set_role
from bondapp.ui.bridge import Bridge
from bondapp.ui.painting import painter, visual
from bondapp.ui.theme import T
from bondapp.ui.widgets import Button, Card, FlowBox, LineField, Text, buddy, hbox, vbox, wrap


def strength_words(judgement: Judgement) -> str:
    """How hard it is to guess, in words."""
    tr = QCoreApplication.translate
    return {
        "short": tr("Passphrase", "Too short"),
        "guessable": tr("Passphrase", "Easy to guess"),
        "fair": tr("Passphrase", "Good"),
        "strong": tr("Passphrase", "Strong"),
    }[judgement.strength]


class Meter(QWidget):
    """A bar that fills with a share from 0 to 1; the words beside it say the same."""

    def __init__(self) -> None:
        super().__init__()
        self._share, self._usable = 0.0, False
        self.setFixedHeight(T().px(8))
        self.setMinimumWidth(T().px(60))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_judgement(self, judgement: Judgement | None) -> None:
        """Fill the bar, or empty it for None."""
        self._share = judgement.share if judgement else 0.0
        self._usable = bool(judgement and judgement.usable)
        words = strength_words(judgement) if judgement else self.tr("Nothing typed yet")
        set_role(self, "graphic", words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        p = painter(self)
        theme = T()
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(theme.c("hairline"))
        whole = QRectF(self.rect())
        radius = whole.height() / 2
        p.drawRoundedRect(whole, radius, radius)
        if self._share > 0:
            p.setBrush(theme.c("accent" if self._usable else "care"))
            filled = QRectF(0, 0, max(whole.height(), whole.width() * self._share), whole.height())
            p.drawRoundedRect(visual(self, filled), radius, radius)


class PassphraseFields(QWidget):
    """A new passphrase: typed twice or shown, judged while typing, or five words taken as they are offered.

    `known` gives names that people close to its owner would try first. It never leaves this widget by itself.
    """

    changed = Signal()

    def __init__(self, bridge: Bridge, known: Callable[[], Sequence[str]]) -> None:
        super().__init__()
        self._bridge, self._known = bridge, known
        self.field = LineField(name=self.tr("Passphrase"), secret=True)
        self.field.setObjectName("passphrase")
        self.again = LineField(name=self.tr("Passphrase once more"), secret=True)
        self.again.setObjectName("passphrase-again")
        self._show = Button("", "outline", "eye", tip=self.tr("Show the passphrase"))
        self._show.setObjectName("passphrase-show")
        self._show.setCheckable(True)
        self._show.toggled.connect(self._shown)
        self._meter = Meter()
        self._strength = Text("", "captionStrong", "ink2", wrap=False)
        self._strength.setObjectName("passphrase-strength")
        self._twice = wrap(vbox(buddy(self.tr("Once more"), self.again), self.again, gap=4))
        centre = Qt.AlignmentFlag.AlignVCenter
        vbox(
            buddy(self.tr("Your passphrase"), self.field),
            hbox((self.field, 1), self._show, gap=8),
            hbox((self._meter, 1, centre), self._strength, gap=10),
            self._twice,
            self._offer(),
            Text(
                self.tr(
                    "It can’t be recovered: without it nobody opens your words, not even us. "
                    "Write it down and keep the paper where it is safe."
                ),
                "caption",
                "ink2",
            ),
            gap=8,
            parent=self,
        )
        self.field.textChanged.connect(self._typed)
        self.again.textChanged.connect(lambda _: self.changed.emit())
        self._judge()
        self.another()

    def _offer(self) -> QWidget:
        self._five = Text("", "wordsSmall")
        self._five.setObjectName("passphrase-five")
        self._use = Button(self.tr("Use this one"), "tonal", small=True)
        self._use.setObjectName("passphrase-use")
        self._use.clicked.connect(self.use)
        other = Button(self.tr("Another one"), "plain", "repeat", small=True)
        other.setObjectName("passphrase-another")
        other.clicked.connect(self.another)
        head = Text(self.tr("Or five words drawn at random"), "caption", "ink2")
        card = Card("sunken", pad=(14, 12, 14, 12), gap=6, name=self.tr("A passphrase offered"))
        return card.add(head, self._five, FlowBox([self._use, other], gap=8))

    def another(self) -> None:
        """Draw five other words."""
        self._bridge.ask(people.suggest_passphrase, self._five.setText, owner=self)

    def use(self) -> None:
        """Take the five words as they stand and show them, so that they can be written down."""
        if self._five.text():
            self._show.setChecked(True)
            self.field.set_words(self._five.text())
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def value(self) -> str:
        """What is typed."""
        return self.field.words()

    def problem(self) -> str:
        """Why it can't be taken yet, as one sentence; empty when it can."""
        typed = self.value()
        if not typed.strip():
            return self.tr("Type a passphrase, or take the five words.")
        if len(normal(typed).encode("utf-8", "replace")) > MAX_BYTES:
            return self.tr("That one is too long to keep. A shorter one is just as safe.")
        judgement = judge(typed, self._known())
        if judgement.strength == "short":
            return self.tr("That one is short. Fifteen characters or five words are enough.")
        if not judgement.usable:
            return self.tr("That one is easy to guess. Add a word nobody expects, or take the five words.")
        if not self._show.isChecked() and normal(self.again.words()) != normal(typed):
            return self.tr("The two differ. Type it once more, or show it.")
        return ""

    def focus(self) -> None:
        """Put the caret where the problem is."""
        differs = not self._show.isChecked() and judge(self.value(), self._known()).usable
        target = self.again if differs else self.field
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        target.selectAll()

    def clear(self) -> None:
        """Forget what is typed."""
        self.field.clear()
        self.again.clear()
        self._show.setChecked(False)

    def _typed(self, _text: str) -> None:
        self._judge()
        self.changed.emit()

    def _judge(self) -> None:
        typed = self.value()
        judgement = judge(typed, self._known()) if typed else None
        self._meter.show_judgement(judgement)
        self._strength.setText(strength_words(judgement) if judgement else "")
        self._strength.set_color("accent" if judgement and judgement.usable else "ink2")
        self._strength.setVisible(judgement is not None)

    def _shown(self, on: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password
        self.field.setEchoMode(mode)
        self._show.set_icon("eye-slash" if on else "eye")
        tip = self.tr("Hide the passphrase") if on else self.tr("Show the passphrase")
        self._show.setToolTip(tip)
        self._show.setAccessibleName(tip)
        self._twice.setVisible(not on)
        self.changed.emit()
