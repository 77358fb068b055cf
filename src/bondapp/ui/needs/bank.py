"""Banks of words to pick from: a calm few, and all of them in groups when asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bondapp.ui.widgets import Button, Card, ManyChips, Roving, Text, hbox, vbox, wrap


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a bank; `words` is what stands in the line when it is picked, `plainly` a sentence to go with it."""

    id: str
    label: str
    words: str
    plainly: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Words under one heading."""

    name: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class BankText:
    """What a bank says around its words; `guarded_button` opens a group that is never shown by itself."""

    title: str
    hint: str
    more: str
    fewer: str
    guarded_button: str = ""


class WordBank(Card):
    """Words as chips; picked(word, on) when a person presses one, guarded(word) for one of the guarded group."""

    picked = Signal(object, bool)
    guarded = Signal(object)

    def __init__(self, name: str, text: BankText, groups: Sequence[Group], few: Collection[str]) -> None:
        super().__init__("sunken", pad=(16, 14, 16, 12), gap=9, name=text.title)
        self._name, self._text = name, text
        self._groups, self._few = tuple(groups), frozenset(few)
        self._guarded: Group | None = None
        self._on: list[str] = []
        self._all = False
        self._open = False
        middle = Qt.AlignmentFlag.AlignVCenter
        self._chips = wrap(vbox(gap=7))
        self._plainly = Text("", "caption", "ink2")
        self._plainly.setVisible(False)
        self._more = Button(text.more, "quiet", small=True, flush=True)
        self._more.setObjectName(f"{name}-more")
        self._more.clicked.connect(self._turn)
        self._guard = Button(text.guarded_button, "quiet", small=True, flush=True)
        self._guard.setObjectName(f"{name}-guarded")
        self._guard.clicked.connect(self._open_guarded)
        self.add(
            hbox(Text(text.title, "label", wrap=False), (Text(text.hint, "caption", "ink2"), 1, middle), gap=10),
            self._chips,
            self._plainly,
            hbox(self._more, None),
            hbox(self._guard, None),
        )
        self._build()

    def guard(self, group: Group) -> None:
        """Adds a group that is shown after its own button was pressed."""
        self._guarded = group
        self._build()

    def values(self) -> tuple[str, ...]:
        """Ids of the words that are on, in the order they were picked."""
        return tuple(self._on)

    def set_values(self, ids: Iterable[str]) -> None:
        """Puts these words on; emits nothing."""
        known = {word.id for group in self._groups for word in group.words}
        self._on = [identity for identity in dict.fromkeys(ids) if identity in known]
        self._build()

    def vocabulary(self) -> list[str]:
        """Every word as it stands in a line."""
        return [word.words for group in self._groups for word in group.words]

    def _turn(self) -> None:
        self._all = not self._all
        self._open = self._open and self._all
        self._build()

    def _open_guarded(self) -> None:
        self._open = True
        self._build()
        last = self._chips.findChildren(ManyChips)[-1]
        last.chips()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        layout = self._chips.layout()
        if not isinstance(layout, QVBoxLayout):
            return
        while (item := layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if self._all:
            for group in self._groups:
                layout.addWidget(self._row(group, heading=True))
            if self._open and self._guarded is not None:
                layout.addWidget(self._guarded_row(self._guarded))
        else:
            shown = [w for g in self._groups for w in g.words if w.id in self._few or w.id in self._on]
            layout.addWidget(self._row(Group(self._text.title, tuple(shown)), heading=False))
        self._more.setText(self._text.fewer if self._all else self._text.more)
        self._guard.setVisible(self._all and self._guarded is not None and not self._open)
        self._say_plainly()

    def _row(self, group: Group, heading: bool) -> QWidget:
        chips = ManyChips([(word.id, word.label) for word in group.words], self._on, group.name, gap=7)
        Roving(chips.chips(), choose=False, parent=chips)
        by_id = {word.id: word for word in group.words}
        for word, chip in zip(group.words, chips.chips(), strict=True):
            chip.setObjectName(f"{self._name}-{word.id}")
        chips.changed.connect(lambda values: self._changed(by_id, set(values)))
        if not heading:
            return chips
        return wrap(vbox(Text(group.name, "caption", "ink2"), chips, 4, gap=4))

    def _guarded_row(self, group: Group) -> QWidget:
        chips = ManyChips([(word.id, word.label) for word in group.words], (), group.name, gap=7)
        Roving(chips.chips(), choose=False, parent=chips)
        by_id = {word.id: word for word in group.words}
        for word, chip in zip(group.words, chips.chips(), strict=True):
            chip.setObjectName(f"{self._name}-{word.id}")
        chips.changed.connect(lambda values: self._guarded_pick([by_id[v] for v in values], chips))
        return wrap(vbox(Text(group.name, "caption", "ink2"), chips, gap=4))

    def _guarded_pick(self, words: list[Word], chips: ManyChips) -> None:
        chips.set_values(())
        for word in words:
            self.guarded.emit(word)

    def _changed(self, words: dict[str, Word], on: set[str]) -> None:
        for identity, word in words.items():
            if (identity in on) != (identity in self._on):
                if identity in on:
                    self._on.append(identity)
                else:
                    self._on.remove(identity)
                self._say_plainly()
                self.picked.emit(word, identity in on)

    def _say_plainly(self) -> None:
        """The newest pick that has one shows how it can be said plainly."""
        words = {word.id: word for group in self._groups for word in group.words}
        newest = next((words[i] for i in reversed(self._on) if words[i].plainly), None)
        self._plainly.setVisible(newest is not None)
        if newest is not None:
            self._plainly.setText(self.tr("Said plainly: “{words}”").format(words=newest.plainly))
