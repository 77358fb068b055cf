"""One need card: the letter, who can see it, what serves it, how it changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QWidget

from bondapp.rules.needs import LINES, Revision
from bondapp.services.needs import NeedCard
from bondapp.ui.needs.letter import letter_card
from bondapp.ui.needs.words import letter, paragraphs
from bondapp.ui.notices import Notice
from bondapp.ui.places import who
from bondapp.ui.shorten import shorten
from bondapp.ui.widgets import Button, Card, FlowBox, Page, Spot, Text, WaitRow, hbox, section, vbox, wrap

if TYPE_CHECKING:
    from bondapp.services.people import Company

SHOWN_REVISIONS = 30
REVISION_CHARACTERS = 600


@dataclass(frozen=True, slots=True)
class Shown:
    """A card with what stands around it: rituals (id, title) that serve it, and its revisions, oldest first."""

    card: NeedCard
    rituals: tuple[tuple[str, str], ...] = ()
    revisions: tuple[Revision, ...] = ()


class NeedDetail(QWidget):
    """Shows one card. Emits what the person wants: edit, put_away(bool), ritual(id), use(line, words)."""

    edit = Signal()
    put_away = Signal(bool)
    ritual = Signal(str)
    use = Signal(str, str)

    def __init__(self, shown: Shown, company: Company) -> None:
        super().__init__()
        self._shown = shown
        self._company = company
        self._whos = tuple(who(person, company) for person in company.people)
        self.notice = Notice("need-detail-notice")
        items: list[QWidget] = [self.notice, self._letter()]
        if shown.card.mine:
            items += [self._conflict(line) for line in LINES if shown.card.need.also.get(line)]
            items.append(self._actions())
        items.append(self._seeing())
        if shown.rituals:
            items.append(self._rituals())
        if shown.card.mine and len(shown.revisions) > 1:
            items.append(self._history())
        body = wrap(vbox(*items, None, gap=20))
        body.setMaximumWidth(_measure())
        # In a row, because a column would ask the height for its own width instead of the narrower one.
        frame = Page(None, wrap(hbox((body, 1000), None, gap=0)), margins=(36, 24, 36, 24))
        vbox(frame, gap=0, parent=self)

    def _letter(self) -> QWidget:
        card = self._shown.card
        name = card.author.name
        title = self.tr("{name}’s card").format(name=name) if name else self.tr("A card")
        words = letter(card.need)
        return letter_card(words, title, who(card.author, self._company), self._whos, tinted=not card.mine)

    def _conflict(self, line: str) -> QWidget:
        """Two edits of one line that did not know each other: the person says which one they meant."""
        leads = {
            "when": self.tr("When"),
            "feel": self.tr("I feel"),
            "need": self.tr("and I need"),
            "help": self.tr("It would help if"),
        }
        box = Card("sunken", gap=8, name=leads[line])
        box.add(Text(self.tr("You also wrote, after “{lead}”:").format(lead=leads[line]), "caption", "ink2"))
        for place, words in enumerate(self._shown.card.need.also[line]):
            button = Button(self.tr("Use this one"), small=True)
            button.setObjectName(f"need-use-{line}-{place}")
            button.clicked.connect(lambda _on=False, words=words: self.use.emit(line, words))
            shown = shorten(words, REVISION_CHARACTERS) or self.tr("(nothing)")
            box.add(hbox((Text(shown, "words"), 1), (button, Qt.AlignmentFlag.AlignTop), gap=12))
        return box

    def _actions(self) -> QWidget:
        archived = self._shown.card.need.archived
        if archived:
            back = Button(self.tr("Take it out again"), "outline", "arrow-counter-clockwise")
            back.setObjectName("need-take-out")
            back.clicked.connect(lambda: self.put_away.emit(False))
            return FlowBox([back])
        edit = Button(self.tr("Change this card"), "outline", "pencil-simple")
        edit.setObjectName("need-edit")
        edit.clicked.connect(self.edit)
        away = Button(self.tr("Put away"), "quiet")
        away.setObjectName("need-put-away")
        away.clicked.connect(lambda: self.put_away.emit(True))
        return FlowBox([edit, away])

    def _seeing(self) -> QWidget:
        icon, words = self._seen_by()
        row = hbox((Spot(icon, 18, "ink2"), Qt.AlignmentFlag.AlignTop), (Text(words, "body", "ink2"), 1), gap=10)
        return section(self.tr("Who can see it"), row)

    def _seen_by(self) -> tuple[str, str]:
        card = self._shown.card
        author = card.author.name
        others = ", ".join(person.name for person in self._company.people if person.id != card.author.id)
        if not card.mine:
            if card.need.visibility == "together":
                return "users", self.tr("{name} opens it whenever you are here together.").format(name=author)
            if self._company.together:
                return "users", self.tr("Everybody here. {name} shared it, in these words.").format(name=author)
            return "users", self.tr("You and {name}. It stays as {name} wrote it.").format(name=author)
        if card.need.archived:
            return "lock-simple", self.tr("You alone. It is put away, and nothing is lost.")
        words = {
            "me": ("lock-simple", self.tr("You alone. It stays in your own space.")),
            "together": ("users", self.tr("You, and {name} whenever you are here together.")),
            "now": ("eye", self.tr("You and {name}.")),
        }
        icon, said = words[card.need.visibility]
        return icon, said.format(name=others)

    def _rituals(self) -> QWidget:
        links: list[QWidget] = []
        for identity, title in self._shown.rituals:
            link = WaitRow("calendar-heart", shorten(title, 80))
            link.setObjectName(f"need-ritual-{identity}")
            link.clicked.connect(lambda _on=False, key=identity: self.ritual.emit(key))
            links.append(link)
        return section(self.tr("Rituals that serve it"), *links, gap=0)

    def _history(self) -> QWidget:
        opener = Button(self.tr("How it changed"), "quiet", "clock", small=True, flush=True)
        opener.setObjectName("need-history")
        opener.setCheckable(True)
        versions = wrap(vbox(gap=12))
        versions.hide()
        newest_first = list(reversed(self._shown.revisions))[:SHOWN_REVISIONS]
        layout = versions.layout()
        for revision in newest_first:
            if layout is not None:
                layout.addWidget(_version(revision))
        opener.toggled.connect(versions.setVisible)
        return wrap(vbox(hbox(opener, None), versions, gap=8))


def _version(revision: Revision) -> QWidget:
    words = [shorten(getattr(revision, line), REVISION_CHARACTERS) for line in LINES]
    day = revision.day
    said = QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)
    return wrap(vbox(Text(said, "captionStrong", "ink2"), *(Text(p, "wordsSmall") for p in paragraphs(*words)), gap=3))


def _measure() -> int:
    from bondapp.ui.theme import T, tokens

    return T().px(tokens()["size"]["measure"])
