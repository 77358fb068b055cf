"""Feeling words to pick from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from bondapp.rules.content import Content
from bondapp.rules.repair import danger
from bondapp.ui.theme import Who
from bondapp.ui.widgets import (
    Button,
    Chip,
    ChoiceChips,
    ManyChips,
    Text,
    hbox,
    vbox,
    wrap,
)


class WordBank(QWidget):
    """Feeling words: a few at hand, all of them by group on demand; `danger` when a listed word is picked.

    With `limit` at most so many can be on.
    """

    changed = Signal()
    danger = Signal()

    def __init__(self, content: Content, who: Who | None, limit: int = 0, first: Sequence[str] = ()) -> None:
        super().__init__()
        self._content, self._who, self._limit = content, who, limit
        self._picked: list[str] = []
        self._listed = [word.word for word in content.danger_words]
        self._lay = vbox(gap=8, parent=self)
        at_hand = [group.feelings[0].word for group in content.feeling_groups[:6]]
        self._quick = list(dict.fromkeys([*first, *at_hand]))
        self._group = ""
        self._all = False
        self._build()

    def picked(self) -> tuple[str, ...]:
        """The words that are on, in the order they were picked."""
        return tuple(self._picked)

    def put(self, words: Sequence[str]) -> None:
        """Put these words on."""
        self._picked = list(dict.fromkeys(word for word in words if word))
        if self._limit:
            del self._picked[self._limit :]
        self._quick = list(dict.fromkeys([*self._picked, *self._quick]))
        self._build()

    def _build(self) -> None:
        _clear(self)
        shown = self._quick if not self._all else self._picked
        if shown:
            self._lay.addWidget(self._chips(shown, "words"))
        if not self._all:
            more = Button(self.tr("More words"), "quiet", "plus", small=True, flush=True)
            more.setObjectName("words-more")
            more.clicked.connect(self._open)
            self._lay.addWidget(wrap(hbox(more, None)))
            return
        groups = [(group.id, group.name) for group in self._content.feeling_groups]
        groups.append(("happened", self.tr("What happened to me")))
        choice = ChoiceChips(groups, self._group or groups[0][0], self.tr("Groups of words"), gap=6)
        choice.setObjectName("words-group")
        choice.changed.connect(self._choose_group)
        self._lay.addWidget(Text(self.tr("Choose a group"), "caption", "ink2"))
        self._lay.addWidget(choice)
        words = self._group_words(self._group or groups[0][0])
        left = [word for word in words if word not in self._picked]
        if left:
            self._lay.addWidget(self._chips(left, "words-in-group"))

    def _group_words(self, group_id: str) -> list[str]:
        if group_id == "happened":
            return [word.word for word in (*self._content.story_words, *self._content.danger_words)]
        groups = self._content.feeling_groups
        return [word.word for group in groups if group.id == group_id for word in group.feelings]

    def _chips(self, words: Sequence[str], name: str) -> ManyChips:
        chips = ManyChips(
            [(word, word) for word in words], self._picked, self.tr("Words that may help"), gap=7, who=self._who
        )
        chips.setObjectName(name)
        for word, chip in zip(words, chips.chips(), strict=True):
            chip.clicked.connect(lambda on=False, word=word: self._toggle(word, on))
        return chips

    def _toggle(self, word: str, on: bool) -> None:
        if danger([word], self._listed) and on:
            self.danger.emit()
            if word not in self._picked:
                self._picked.append(word)
            return
        if on and word not in self._picked:
            self._picked.append(word)
        elif not on and word in self._picked:
            self._picked.remove(word)
        if self._limit and len(self._picked) > self._limit:
            del self._picked[0]
        # The chip that was pressed is still on the stack; rows change once it is done.
        QTimer.singleShot(0, self, self._settle)
        self.changed.emit()

    def _settle(self) -> None:
        if self._all:
            self._rebuild("words-in-group")
            return
        chips = self.findChild(ManyChips, "words")
        if chips is not None:
            chips.set_values(self._picked)

    def _rebuild(self, focus: str) -> None:
        self._build()
        box = self.findChild(QWidget, focus) or self.findChild(QWidget, "words")
        chip = box.findChild(Chip) if box is not None else None
        if chip is not None:
            chip.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        self._all = True
        QTimer.singleShot(0, self, lambda: self._rebuild("words-group"))

    def _choose_group(self, group: object) -> None:
        self._group = str(group)
        QTimer.singleShot(0, self, self._regroup)

    def _regroup(self) -> None:
        self._build()
        choice = self.findChild(ChoiceChips, "words-group")
        if choice is not None:
            chip = next((c for c in choice.chips() if c.isChecked()), None)
            if chip is not None:
                chip.setFocus(Qt.FocusReason.TabFocusReason)


def _clear(widget: QWidget) -> None:
    layout = widget.layout()
    while layout is not None and layout.count():
        item = layout.takeAt(0)
        gone = item.widget() if item is not None else None
        if gone is not None:
            # Found by name, the old ones would answer for the new ones until they are deleted.
            gone.setObjectName("")
            gone.hide()
            gone.deleteLater()
