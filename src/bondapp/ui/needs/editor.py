"""The sentence builder: four lines, words to pick from, a live card, who can see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from bondapp.rules.needs import LINES
from bondapp.services import drafts, needs
from bondapp.services.needs import NeedCard, NeedForm
from bondapp.ui.a11y import announce
from bondapp.ui.drafts import DraftKeeper
from bondapp.ui.needs.letter import letter_card
from bondapp.ui.needs.lines import NeedLines, in_order
from bondapp.ui.needs.loading import Loaded, load
from bondapp.ui.needs.seeing import SeeingBlock
from bondapp.ui.needs.words import paragraphs
from bondapp.ui.notices import Notice
from bondapp.ui.places import Place
from bondapp.ui.problems import sentence
from bondapp.ui.shorten import shorten
from bondapp.ui.slot import Slot
from bondapp.ui.widgets import Button, Columns, LetterField, Page, PageHeader, Text, WaitRow, section, vbox, wrap

if TYPE_CHECKING:
    from bondapp.services.people import Company
    from bondapp.ui.bridge import Bridge, Problem

PREVIEW_MS = 120
PREVIEW_CHARACTERS = 900
# A draft without words is forgotten; this one says that a saved line, or all picked words, were taken out.
EMPTIED = " "


class LineKeeper(DraftKeeper):
    """Keeps a line of a card; emptying one that held words is a wish of its own and is kept as well."""

    def __init__(self, bridge: Bridge, name: str, field: LetterField, before: str) -> None:
        super().__init__(bridge, name, field)
        self._before = before

    def words(self) -> str:
        """What stands in the field, or the sign that it was emptied."""
        return super().words() or (EMPTIED if self._before else "")


class NeedEditor(Place):
    """Name a need, or change a card of one's own; `item` is the card's id or empty for a new one."""

    shows: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, bridge: Bridge, company: Company, item: str = "", parent: QWidget | None = None) -> None:
        super().__init__(bridge, company, item, parent)
        self._loaded = False
        self._asked = False
        self._saving = False
        self._keepers: dict[str, LineKeeper] = {}
        self._before: dict[str, str] = {}
        vbox(self._page() if company.me is not None else self._one_at_a_time(), gap=0, parent=self)
        self._preview_timer = QTimer(self)
        self._preview_timer.setSingleShot(True)
        self._preview_timer.setInterval(PREVIEW_MS)
        self._preview_timer.timeout.connect(self._preview)

    # -- the frame -----------------------------------------------------------------------------------------

    def _one_at_a_time(self) -> QWidget:
        header = PageHeader(self.tr("Name a need"), back=self.tr("Needs"), margins=(40, 18, 40, 20))
        header.back_clicked.connect(self.back)
        names = [person.name for person in self.company.people]
        line = Text(
            self.tr("Needs are named one at a time. Choose {first} or {second} under Here now.").format(
                first=names[0], second=names[-1]
            )
        )
        return Page(header, wrap(vbox(line, None)))

    def _page(self) -> QWidget:
        self._kept = Text("", "caption", "ink2", wrap=False)
        self._save = Button(
            self.tr("Save changes") if self.item else self.tr("Save card"),
            "primary",
            "check",
            tip=QKeySequence(QKeySequence.StandardKey.Save).toString(QKeySequence.SequenceFormat.NativeText),
        )
        self._save.setObjectName("need-save")
        self._save.clicked.connect(self.save)
        header = PageHeader(
            self.tr("Your card") if self.item else self.tr("Name a need"),
            self.tr("There is no wrong way to say it. Leave any line empty."),
            [self._kept, self._save],
            back=self.tr("Needs"),
            margins=(40, 18, 40, 20),
        )
        header.back_clicked.connect(self.back)
        self._notice = Notice("need-notice")
        self._lines = NeedLines()
        self._lines.picked.connect(self._picked_words)
        self._lines.afraid.connect(self._afraid)
        self._lines.rebuilt.connect(self._order)
        for field in self._lines.fields().values():
            field.trimmed.connect(self._trimmed)
        columns = Columns(self._lines, self._right(), stretches=(11, 8), gap=36, stack_below=760)
        self._frame = Page(header, wrap(vbox(self._notice, columns, gap=14)))
        return self._frame

    def _right(self) -> QWidget:
        self._card_slot, self._rituals_slot = Slot(), Slot()
        self._show_card([])
        self._see = SeeingBlock(self.company)
        self._see.changed.connect(lambda: self._keep_choice("visibility", self._see.value()))
        return wrap(vbox(self._card_slot, self._see, self._rituals_slot, None, gap=20))

    # -- loading -------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Load the words to pick from, the card and the drafts, once: typed words are never replaced."""
        if self._asked or self.company.me is None:
            return
        self._asked = True
        item = self.item
        self.bridge.ask(lambda session: load(session, item), self._show, self._gone, owner=self)

    def _gone(self, problem: Problem) -> None:
        self._notice.say_problem(problem)

    def _show(self, loaded: Loaded) -> None:
        self._loaded = True
        self._lines.fill(loaded)
        card = loaded.card.need if loaded.card is not None else None
        kept = loaded.drafts
        for line, field in self._lines.fields().items():
            self._before[line] = getattr(card, line) if card is not None else ""
            words = kept.get(self._draft(line), self._before[line])
            field.set_words("" if words == EMPTIED else words)
            field.setEnabled(True)
            field.textChanged.connect(self._preview_timer.start)
        self._lines.set_values("feel", self._picked(kept, "feelings", card.feelings if card else ()))
        self._lines.set_values("need", self._picked(kept, "kinds", card.kinds if card else ()))
        self._see.set_value(kept.get(self._draft("visibility"), card.visibility if card else "me"))
        if kept:
            self._tell_kept()
        self._keep_drafts()
        self._show_rituals(loaded.rituals)
        self._order()
        self._preview()
        self._start_writing()

    def _start_writing(self) -> None:
        focused = QApplication.focusWidget()
        writing = isinstance(focused, LetterField) and self.isAncestorOf(focused)
        if self.isVisible() and not writing:
            self._lines.field("when").setFocus(Qt.FocusReason.OtherFocusReason)

    def _picked(self, kept: dict[str, str], name: str, saved: tuple[str, ...]) -> tuple[str, ...]:
        draft = kept.get(self._draft(name))
        return tuple(draft.split()) if draft is not None else saved

    def _order(self) -> None:
        in_order([*self._lines.stops(), *self._see.chips()])

    def _show_rituals(self, found: tuple[tuple[str, str], ...]) -> None:
        if not found:
            return
        links: list[QWidget] = []
        for identity, title in found:
            link = WaitRow("calendar-heart", shorten(title, 80))
            link.setObjectName(f"need-ritual-{identity}")
            link.clicked.connect(lambda _on=False, key=identity: self.go.emit("rituals", key))
            links.append(link)
        self._rituals_slot.fill(section(self.tr("Rituals that serve it"), *links, gap=0))

    # -- writing -------------------------------------------------------------------------------------------

    def _draft(self, name: str) -> str:
        return f"need/{self.item or 'new'}/{name}"

    def _keep_drafts(self) -> None:
        self._keepers = {}
        for line, field in self._lines.fields().items():
            keeper = LineKeeper(self.bridge, self._draft(line), field, self._before[line])
            keeper.kept.connect(self._tell_kept)
            keeper.not_kept.connect(self._notice.say_problem)
            self._keepers[line] = keeper

    def _keep_choice(self, name: str, words: str) -> None:
        draft = self._draft(name)
        self.bridge.ask(
            lambda session: drafts.keep(session, draft, words),
            lambda _: self._tell_kept(),
            self._notice.say_problem,
            owner=self,
        )

    def _tell_kept(self) -> None:
        self._kept.setText(self.tr("Draft kept"))

    def _picked_words(self, line: str, ids: tuple[str, ...]) -> None:
        self._keep_choice("feelings" if line == "feel" else "kinds", " ".join(ids) or EMPTIED)

    def _afraid(self) -> None:
        self._keepers["feel"].keep()
        self.go.emit("safety", "")

    def _trimmed(self, limit: int) -> None:
        words = self.tr("A line holds up to {count} characters; what came after stayed out.")
        self._notice.say(words.format(count=self.locale().toString(limit)), icon="info")

    def _preview(self) -> None:
        limit = PREVIEW_CHARACTERS
        lines = [shorten(self._lines.field(line).toPlainText()[: limit + 1], limit) for line in LINES]
        self._show_card(paragraphs(*lines))

    def _show_card(self, words: list[str]) -> None:
        me = self.company.me
        if me is None:
            return
        title = self.tr("{name}’s card").format(name=me.name) if me.name else self.tr("Your card")
        card = letter_card(words, title, self.who(me), self.whos())
        if not words:
            card.add(Text(self.tr("Your words stand here as you write."), "words", "ink3"))
        self._card_slot.fill(card)

    # -- saving --------------------------------------------------------------------------------------------

    def commands(self) -> dict[str, str]:
        """Ctrl+S saves."""
        return {"Ctrl+S": "save"} if self.company.me is not None else {}

    def save(self) -> None:
        """Save the card and show it in the list; the words stay in the fields when that does not work."""
        if not self._loaded or self._saving:
            return
        self._saving = True
        # From here on a draft kept late would outlive the card.
        for keeper in self._keepers.values():
            keeper.stop()
        form = NeedForm(
            **{line: self._lines.field(line).words() for line in LINES},
            feelings=self._lines.values("feel"),
            kinds=self._lines.values("need"),
            visibility=self._see.value(),
        )
        identity = self.item or None
        self.bridge.ask(lambda s: needs.save(s, form, identity), self._saved, self._problem, owner=self)

    def _saved(self, card: NeedCard) -> None:
        self._notice.hide()
        announce(self, self.tr("Saved"))
        self.go.emit("needs", card.need.id)

    def _problem(self, problem: Problem) -> None:
        self._saving = False
        self._keep_drafts()
        for keeper in self._keepers.values():
            keeper.keep()
        self._notice.say(sentence(problem), care=problem.code != "empty", icon="info")
        if self._frame.area is not None:
            self._frame.area.reveal(self._notice)
