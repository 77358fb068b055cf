"""The sentence builder: four lines, words to pick from, a live card, who can see it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QTextCursor
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from bondapp.rules.needs import LINES, VISIBILITIES, Visibility
from bondapp.services import drafts, needs, rituals
from bondapp.services.needs import NeedCard, NeedForm
from bondapp.ui.a11y import announce
from bondapp.ui.drafts import DraftKeeper
from bondapp.ui.needs.bank import BankText, Group, Word, WordBank
from bondapp.ui.needs.letter import letter_card
from bondapp.ui.needs.words import add_word, as_words, paragraphs, remove_word, separators
from bondapp.ui.notices import Notice
from bondapp.ui.places import Place
from bondapp.ui.problems import sentence
from bondapp.ui.shorten import shorten
from bondapp.ui.widgets import (
    Button,
    ChoiceChips,
    Columns,
    LeadRow,
    LetterField,
    Page,
    PageHeader,
    Text,
    WaitRow,
    section,
    vbox,
    wrap,
)

if TYPE_CHECKING:
    from bondapp.services.people import Company
    from bondapp.services.session import Session
    from bondapp.ui.bridge import Bridge, Problem

PREVIEW_MS = 120
PREVIEW_CHARACTERS = 900
FEW_FEELINGS = 10


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything the builder needs: the words to pick from, the card if there is one, drafts, rituals it serves."""

    feelings: tuple[Group, ...]
    danger: Group
    kinds: tuple[Group, ...]
    card: NeedCard | None
    drafts: dict[str, str]
    rituals: tuple[tuple[str, str], ...]


def load(session: Session, item: str) -> Loaded:
    """Read what the builder shows. Raises KeyError for a card that is not one's own."""
    content = session.content
    card = needs.card(session, item) if item else None
    if card is not None and not card.mine:
        raise KeyError(item)
    feelings = [
        Group(group.name, tuple(Word(f.id, f.word, f.word) for f in group.feelings)) for group in content.feeling_groups
    ]
    fitting = content.needs_for(session.bond_value().kind)
    kinds = [
        Group(
            group.name,
            tuple(Word(n.id, n.name, as_words(n.name), n.plainly) for n in fitting if n.group == group.id),
        )
        for group in content.need_groups
    ]
    return Loaded(
        feelings=(*feelings, Group("", tuple(Word(f.id, f.word, f.word) for f in content.story_words))),
        danger=Group("", tuple(Word(f.id, f.word, f.word) for f in content.danger_words)),
        kinds=tuple(kinds),
        card=card,
        drafts=drafts.find(session, f"need/{item or 'new'}/"),
        rituals=served(session, card),
    )


def served(session: Session, card: NeedCard | None) -> tuple[tuple[str, str], ...]:
    """Id and title of each ritual that serves a card."""
    wanted = card.need.served_by if card is not None else ()
    return tuple((r.ritual.id, r.ritual.title) for r in rituals.all_rituals(session) if r.ritual.id in wanted)


class NeedEditor(Place):
    """Name a need, or change a card of one's own; `item` is the card's id or empty for a new one."""

    shows: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, bridge: Bridge, company: Company, item: str = "", parent: QWidget | None = None) -> None:
        super().__init__(bridge, company, item, parent)
        self._loaded = False
        self._asked = False
        self._saving = False
        self._keepers: list[DraftKeeper] = []
        self._banks: dict[str, WordBank] = {}
        self._served: tuple[str, ...] = ()
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
        columns = Columns(self._left(), self._right(), stretches=(11, 8), gap=36, stack_below=760)
        self._frame = Page(header, wrap(vbox(self._notice, columns, gap=14)))
        return self._frame

    def _left(self) -> QWidget:
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
            row.field.trimmed.connect(self._trimmed)
        self._feel_slot = wrap(vbox(gap=0))
        self._need_slot = wrap(vbox(gap=0))
        rows = self._rows
        return wrap(
            vbox(rows["when"], rows["feel"], self._feel_slot, rows["need"], self._need_slot, rows["help"], None, gap=16)
        )

    def _right(self) -> QWidget:
        self._card_slot = wrap(vbox(gap=0))
        self._show_card([])
        self._rituals_slot = wrap(vbox(gap=0))
        return wrap(vbox(self._card_slot, self._seeing(), self._rituals_slot, None, gap=20))

    def _seeing(self) -> QWidget:
        title = self.tr("Who can see this card")
        self._see: ChoiceChips | None = None
        self._see_words = Text("", "caption", "ink2")
        if len(self.company.at_home) < 2:
            self._see_words.setText(self._alone_words())
            return section(title, self._see_words)
        names = ", ".join(person.name for person in self.company.others)
        options = [
            ("me", self.tr("Only me")),
            ("together", self.tr("When we’re together")),
            ("now", self.tr("{name}, now").format(name=names)),
        ]
        self._see = ChoiceChips(options, "me", name=title, gap=7)
        for (key, _label), chip in zip(options, self._see.chips(), strict=True):
            chip.setObjectName(f"need-see-{key}")
        self._see.changed.connect(lambda _key: self._seen_changed())
        self._say_seeing()
        return section(title, self._see, self._see_words)

    def _alone_words(self) -> str:
        names = ", ".join(person.name for person in self.company.others if person.name)
        if not names:
            return self.tr("This card is yours alone.")
        return self.tr("This card is yours alone. You can choose to show it once {name} has a place here too.").format(
            name=names
        )

    def _say_seeing(self) -> None:
        names = ", ".join(person.name for person in self.company.others)
        words = {
            "me": self.tr("It stays in your own space. {name} sees nothing of it, not even that it exists."),
            "together": self.tr(
                "It opens the next time you choose “Both”. {name} sees nothing before that, not even that it exists."
            ),
            "now": self.tr("{name} can read it from now on. You can take it back at any time."),
        }
        self._see_words.setText(words[self._visibility()].format(name=names))

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
        self._fill_banks(loaded)
        card = loaded.card.need if loaded.card is not None else None
        kept = loaded.drafts
        for line, row in self._rows.items():
            saved = getattr(card, line) if card is not None else ""
            row.field.set_words(kept.get(self._draft(line), saved))
            row.field.setEnabled(True)
            row.field.textChanged.connect(self._preview_timer.start)
        self._served = tuple(identity for identity, _ in loaded.rituals)
        self._banks["feel"].set_values(self._picked(kept, "feelings", card.feelings if card else ()))
        self._banks["need"].set_values(self._picked(kept, "kinds", card.kinds if card else ()))
        seen = kept.get(self._draft("visibility"), card.visibility if card else "me")
        if self._see is not None and seen in VISIBILITIES:
            self._see.set_value(seen)
            self._say_seeing()
        if kept:
            self._kept.setText(self.tr("Draft kept"))
        self._keep_drafts()
        self._show_rituals(loaded.rituals)
        self._order()
        self._preview()
        self._start_writing()

    def _start_writing(self) -> None:
        focused = QApplication.focusWidget()
        writing = isinstance(focused, LetterField) and self.isAncestorOf(focused)
        if self.isVisible() and not writing:
            self._rows["when"].field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _picked(self, kept: dict[str, str], name: str, saved: tuple[str, ...]) -> tuple[str, ...]:
        draft = kept.get(self._draft(name))
        return tuple(draft.split()) if draft is not None else saved

    def _fill_banks(self, loaded: Loaded) -> None:
        story = Group(self.tr("Words about what happened"), loaded.feelings[-1].words)
        groups = (*loaded.feelings[:-1], story)
        few = [group.words[0].id for group in loaded.feelings[:-1]]
        few += [group.words[1].id for group in loaded.feelings[:-1]][: FEW_FEELINGS - len(few)]
        text = BankText(
            self.tr("Words for a feeling"),
            self.tr("Pick any, or use your own."),
            self.tr("More words"),
            self.tr("Fewer words"),
            self.tr("Words about being afraid of someone"),
        )
        feel = WordBank("feeling", text, groups, few)
        feel.guard(Group(text.guarded_button, loaded.danger.words))
        feel.guarded.connect(self._afraid)
        text = BankText(
            self.tr("Words for a need"),
            self.tr("A start; change them as you like."),
            self.tr("More needs"),
            self.tr("Fewer needs"),
        )
        need = WordBank("kind", text, loaded.kinds, [group.words[0].id for group in loaded.kinds if group.words])
        for line, bank, slot in (("feel", feel, self._feel_slot), ("need", need, self._need_slot)):
            bank.picked.connect(lambda word, on, line=line: self._pick(line, word, on))
            self._banks[line] = bank
            _put(slot, bank)
        for bank in self._banks.values():
            bank.rebuilt.connect(self._order)

    def _order(self) -> None:
        """New chips come last in Qt's order: a key goes through the lines as they stand."""
        stops: list[QWidget] = []
        for line, row in self._rows.items():
            stops.append(row.field)
            stops += self._banks[line].stops() if line in self._banks else []
        stops += self._see.chips() if self._see is not None else []
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _show_rituals(self, found: tuple[tuple[str, str], ...]) -> None:
        if not found:
            return
        links: list[QWidget] = []
        for identity, title in found:
            link = WaitRow("calendar-heart", shorten(title, 80))
            link.setObjectName(f"need-ritual-{identity}")
            link.clicked.connect(lambda _on=False, key=identity: self.go.emit("rituals", key))
            links.append(link)
        _put(self._rituals_slot, section(self.tr("Rituals that serve it"), *links, gap=0))

    # -- writing -------------------------------------------------------------------------------------------

    def _draft(self, name: str) -> str:
        return f"need/{self.item or 'new'}/{name}"

    def _keep_drafts(self) -> None:
        self._keepers = []
        for line in LINES:
            keeper = DraftKeeper(self.bridge, self._draft(line), self._rows[line].field)
            keeper.kept.connect(lambda: self._kept.setText(self.tr("Draft kept")))
            keeper.not_kept.connect(self._notice.say_problem)
            self._keepers.append(keeper)

    def _keep_choice(self, name: str, words: str) -> None:
        draft = self._draft(name)
        self.bridge.ask(
            lambda session: drafts.keep(session, draft, words),
            lambda _: self._kept.setText(self.tr("Draft kept")),
            self._notice.say_problem,
            owner=self,
        )

    def _pick(self, line: str, word: Word, on: bool) -> None:
        bank = self._banks[line]
        change = add_word if on else remove_word
        self._write(line, change(self._rows[line].field.words(), word.words, bank.vocabulary(), separators()))
        self._keep_choice("feelings" if line == "feel" else "kinds", " ".join(bank.values()) or " ")

    def _afraid(self, word: Word) -> None:
        field = self._rows["feel"].field
        self._write("feel", add_word(field.words(), word.words, self._banks["feel"].vocabulary(), separators()))
        self._keepers[LINES.index("feel")].keep()
        self.go.emit("safety", "")

    def _write(self, line: str, words: str) -> None:
        """Replaces a line in one step that Ctrl+Z takes back."""
        field: LetterField = self._rows[line].field
        if field.words() == words:
            return
        cursor = field.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(words)
        field.setTextCursor(cursor)

    def _seen_changed(self) -> None:
        self._say_seeing()
        self._keep_choice("visibility", self._visibility())

    def _visibility(self) -> Visibility:
        value = self._see.value() if self._see is not None else "me"
        return cast("Visibility", value) if value in VISIBILITIES else "me"

    def _trimmed(self, limit: int) -> None:
        words = self.tr("A line holds up to {count} characters; what came after stayed out.")
        self._notice.say(words.format(count=self.locale().toString(limit)), icon="info")

    def _preview(self) -> None:
        limit = PREVIEW_CHARACTERS
        lines = [shorten(self._rows[line].field.toPlainText()[: limit + 1], limit) for line in LINES]
        self._show_card(paragraphs(*lines))

    def _show_card(self, words: list[str]) -> None:
        me = self.company.me
        if me is None:
            return
        title = self.tr("{name}’s card").format(name=me.name) if me.name else self.tr("Your card")
        card = letter_card(words, title, self.who(me), self.whos())
        if not words:
            card.add(Text(self.tr("Your words stand here as you write."), "words", "ink3"))
        _put(self._card_slot, card)

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
        for keeper in self._keepers:
            keeper.stop()
        form = NeedForm(
            **{line: self._rows[line].field.words() for line in LINES},
            feelings=self._banks["feel"].values(),
            kinds=self._banks["need"].values(),
            visibility=self._visibility(),
        )
        identity = self.item or None
        self.bridge.ask(lambda s: needs.save(s, form, identity), self._saved, self._problem, owner=self)

    def _saved(self, card: NeedCard) -> None:
        announce(self, self.tr("Saved"))
        self.go.emit("needs", card.need.id)

    def _problem(self, problem: Problem) -> None:
        self._saving = False
        self._keep_drafts()
        for keeper in self._keepers:
            keeper.keep()
        self._notice.say(sentence(problem), care=problem.code != "empty", icon="info")
        if self._frame.area is not None:
            self._frame.area.reveal(self._notice)


def _put(slot: QWidget, widget: QWidget) -> None:
    """Puts one widget into a slot in place of what was there."""
    layout = slot.layout()
    if not isinstance(layout, QVBoxLayout):
        return
    while (item := layout.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()
    layout.addWidget(widget)
