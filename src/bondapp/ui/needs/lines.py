"""The four lines of a need with the banks of words between them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from bondapp.ui.needs.bank import BankText, Group, Word, WordBank
from bondapp.ui.needs.words import add_word, remove_word, separators
from bondapp.ui.slot import Slot
from bondapp.ui.widgets import LeadRow, LetterField, vbox

if TYPE_CHECKING:
    from bondapp.ui.needs.loading import Loaded

FEW_FEELINGS = 10


class NeedLines(QWidget):
    """Lines and banks; a picked word is written into its line.

    `picked(line, ids)` when a word was picked or taken back, `afraid` when it was one about being afraid of someone,
    `rebuilt` when the controls want their place in the tab order.
    """

    picked = Signal(str, object)
    afraid = Signal()
    rebuilt = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows = {
            "when": LeadRow(self.tr("When"), placeholder=self.tr("something happens")),
            "feel": LeadRow(self.tr("I feel")),
            "need": LeadRow(self.tr("and I need")),
            "help": LeadRow(self.tr("It would help if"), placeholder=self.tr("you did one small thing")),
        }
        LeadRow.align(*self._rows.values())
        for line, row in self._rows.items():
            row.setObjectName(f"need-{line}")
            row.field.setEnabled(False)
        self._banks: dict[str, WordBank] = {}
        self._slots = {"feel": Slot(), "need": Slot()}
        rows, slots = self._rows, self._slots
        vbox(
            rows["when"],
            rows["feel"],
            slots["feel"],
            rows["need"],
            slots["need"],
            rows["help"],
            None,
            gap=16,
            parent=self,
        )

    def field(self, line: str) -> LetterField:
        """The field of a line."""
        return self._rows[line].field

    def fields(self) -> dict[str, LetterField]:
        """The fields by line, in order."""
        return {line: row.field for line, row in self._rows.items()}

    def values(self, line: str) -> tuple[str, ...]:
        """Ids of the words picked for "feel" or "need"."""
        return self._banks[line].values()

    def set_values(self, line: str, ids: tuple[str, ...]) -> None:
        """Puts these words on; emits nothing and leaves the line alone."""
        self._banks[line].set_values(ids)

    def stops(self) -> list[QWidget]:
        """The controls in the order a key goes through them."""
        found: list[QWidget] = []
        for line, row in self._rows.items():
            found.append(row.field)
            found += self._banks[line].stops() if line in self._banks else []
        return found

    def fill(self, loaded: Loaded) -> None:
        """Shows the banks."""
        for line, bank in (("feel", self._feelings(loaded)), ("need", self._kinds(loaded))):
            bank.picked.connect(lambda word, on, line=line: self._pick(line, word, on))
            self._banks[line] = bank
            self._slots[line].fill(bank)
        for bank in self._banks.values():
            bank.rebuilt.connect(self.rebuilt)

    def _feelings(self, loaded: Loaded) -> WordBank:
        story = Group(self.tr("Words about what happened"), loaded.feelings[-1].words)
        groups = loaded.feelings[:-1]
        few = [group.words[0].id for group in groups]
        few += [group.words[1].id for group in groups][: FEW_FEELINGS - len(few)]
        text = BankText(
            self.tr("Words for a feeling"),
            self.tr("Pick any, or use your own."),
            self.tr("More words"),
            self.tr("Fewer words"),
            self.tr("Words about being afraid of someone"),
        )
        bank = WordBank("feeling", text, (*groups, story), few)
        bank.guard(Group(text.guarded_button, loaded.danger.words))
        bank.guarded.connect(self._afraid)
        return bank

    def _kinds(self, loaded: Loaded) -> WordBank:
        text = BankText(
            self.tr("Words for a need"),
            self.tr("A start; change them as you like."),
            self.tr("More needs"),
            self.tr("Fewer needs"),
        )
        return WordBank("kind", text, loaded.kinds, [group.words[0].id for group in loaded.kinds if group.words])

    def _pick(self, line: str, word: Word, on: bool) -> None:
        bank = self._banks[line]
        change = add_word if on else remove_word
        self._write(line, change(self.field(line).words(), word.words, bank.vocabulary(), separators()))
        self.picked.emit(line, bank.values())

    def _afraid(self, word: Word) -> None:
        bank = self._banks["feel"]
        self._write("feel", add_word(self.field("feel").words(), word.words, bank.vocabulary(), separators()))
        self.afraid.emit()

    def _write(self, line: str, words: str) -> None:
        """Replaces a line in one step that Ctrl+Z takes back."""
        field = self.field(line)
        if field.words() == words:
            return
        cursor = field.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(words)
        field.setTextCursor(cursor)


def in_order(stops: list[QWidget]) -> None:
    """New chips come last in Qt's order: a key goes through the controls as they stand."""
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)
