"""Banks of words to pick from: a calm few, and all of them in groups when asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from bondapp.ui.slot import Slot
from bondapp.ui.widgets import Button, Card, Chip, FlowBox, ManyChips, Roving, Text, hbox, vbox, wrap


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


Changed = Callable[[Sequence[Word], set[str]], None]


@dataclass(frozen=True, slots=True)
class BankText:
    """What a bank says around its words; `guarded_button` opens a group that is never shown by itself."""

    title: str
    hint: str
    more: str
    fewer: str
    guarded_button: str = ""


class WordBank(Card):
    """Words as chips; picked(word, on) when a person presses one, guarded(word) for one of the guarded group.

    rebuilt() says that the controls are new and want their place in the tab order.
    """

    picked = Signal(object, bool)
    guarded = Signal(object)
    rebuilt = Signal()

    def __init__(self, name: str, text: BankText, groups: Sequence[Group], few: Collection[str]) -> None:
        super().__init__("sunken", pad=(16, 14, 16, 12), gap=9, name=text.title)
        self._name, self._text = name, text
        self._groups, self._few = tuple(groups), frozenset(few)
        self._guarded: Group | None = None
        self._on: list[str] = []
        self._all = False
        self._open = False
        self._rows: list[ManyChips] = []
        middle = Qt.AlignmentFlag.AlignVCenter
        self._chips = Slot(gap=7)
        self._plainly = Text("", "caption", "ink2")
        self._plainly.setVisible(False)
        self._more: Button | None = None
        self._guard = Chip(text.guarded_button)
        self._guard.setCheckable(False)
        self._guard.setObjectName(f"{name}-guarded")
        self._guard.clicked.connect(self._open_guarded)
        self.add(
            hbox(Text(text.title, "label", wrap=False), (Text(text.hint, "caption", "ink2"), 1, middle), gap=10),
            self._chips,
            self._plainly,
            FlowBox([self._guard]),
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
        self._rows[-1].chips()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        refocus = self._more is not None and self._more.hasFocus()
        self._rows = []
        shown: list[QWidget] = []
        if self._all:
            shown += [_headed(group, self._row(group, self._changed, self._on)) for group in self._groups]
            if self._open and self._guarded is not None:
                shown.append(_headed(self._guarded, self._row(self._guarded, self._guarded_pick, ())))
        else:
            few = [w for g in self._groups for w in g.words if w.id in self._few or w.id in self._on]
            shown.append(self._row(Group(self._text.title, tuple(few)), self._changed, self._on))
        self._chips.fill(*shown)
        self._more = Button(self._text.fewer if self._all else self._text.more, "quiet", small=True)
        self._more.setObjectName(f"{self._name}-more")
        self._more.clicked.connect(self._turn)
        self._rows[-1].flow.addWidget(self._more)
        if refocus:
            self._more.setFocus(Qt.FocusReason.OtherFocusReason)
        self._guard.setVisible(self._all and self._guarded is not None and not self._open)
        self._say_plainly()
        self.rebuilt.emit()

    def stops(self) -> list[QWidget]:
        """The controls in the order a key goes through them."""
        found: list[QWidget] = []
        for row in self._rows:
            found += row.chips()
        return [*found, *([self._more] if self._more is not None else []), self._guard]

    def _row(self, group: Group, changed: Changed, on: Iterable[str]) -> ManyChips:
        """One group as chips that are one tab stop; `changed` gets its words and the ids that are on."""
        chips = ManyChips([(word.id, word.label) for word in group.words], on, group.name, gap=7)
        Roving(chips.chips(), choose=False, parent=chips)
        for word, chip in zip(group.words, chips.chips(), strict=True):
            chip.setObjectName(f"{self._name}-{word.id}")
        chips.changed.connect(lambda values: changed(group.words, set(values)))
        self._rows.append(chips)
        return chips

    def _guarded_pick(self, words: Sequence[Word], on: set[str]) -> None:
        # They stay unmarked: what opened the other page leaves no trace on this one but the person's own words.
        self._rows[-1].set_values(())
        for word in words:
            if word.id in on:
                self.guarded.emit(word)

    def _changed(self, words: Sequence[Word], on: set[str]) -> None:
        for word in words:
            if (word.id in on) != (word.id in self._on):
                if word.id in on:
                    self._on.append(word.id)
                else:
                    self._on.remove(word.id)
                self._say_plainly()
                self.picked.emit(word, word.id in on)

    def _say_plainly(self) -> None:
        """The newest pick that has one shows how it can be said plainly."""
        words = {word.id: word for group in self._groups for word in group.words}
        newest = next((words[i] for i in reversed(self._on) if words[i].plainly), None)
        self._plainly.setVisible(newest is not None)
        if newest is not None:
            self._plainly.setText(self.tr("Said plainly: “{words}”").format(words=newest.plainly))


def _headed(group: Group, chips: ManyChips) -> QWidget:
    return wrap(vbox(Text(group.name, "caption", "ink2"), chips, 4, gap=4))
