"""Needs: one's own cards, those somebody shows, those put away; and one card as a letter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget

from bondapp.rules.needs import LINES, Revision
from bondapp.services import needs, rituals
from bondapp.services.needs import NeedCard, NeedForm, NeedsPage
from bondapp.ui.art import ThreadArt
from bondapp.ui.needs.detail import NeedDetail, Shown
from bondapp.ui.needs.words import headline
from bondapp.ui.notices import Notice
from bondapp.ui.places import Place
from bondapp.ui.widgets import Button, MasterDetail, Page, PageHeader, Pane, Row, RowList, Text, hbox, vbox, wrap

if TYPE_CHECKING:
    from bondapp.services.people import Company
    from bondapp.services.session import Session
    from bondapp.ui.bridge import Bridge, Problem


@dataclass(frozen=True, slots=True)
class Loaded:
    """The cards whoever is here may see, and the titles of all rituals by id."""

    page: NeedsPage
    titles: dict[str, str]


def load(session: Session) -> Loaded:
    """Read what the list shows."""
    titles = {card.ritual.id: card.ritual.title for card in rituals.all_rituals(session)}
    return Loaded(needs.page(session), titles)


class NeedsPlace(Place):
    """The cards as list and detail; `item` is the card to open first."""

    shows: ClassVar[frozenset[str]] = frozenset({"need", "ritual", "person", "here"})

    def __init__(self, bridge: Bridge, company: Company, item: str = "", parent: QWidget | None = None) -> None:
        super().__init__(bridge, company, item, parent)
        self._cards: dict[str, NeedCard] = {}
        self._titles: dict[str, str] = {}
        self._shown: Shown | None = None
        self._away = ""
        self._refocus = ""
        self._list = RowList(self.tr("Needs"), self.whos())
        self._list.chosen.connect(self._choose)
        self._list.opened.connect(self._opened)
        self._notice = Notice("needs-notice")
        self._notice.pressed.connect(self.undo)
        header = PageHeader(self.tr("Needs"), actions=self._new_button(), margins=(24, 22, 16, 10))
        told = wrap(vbox(self._notice, margins=(12, 0, 12, 8)))
        self._panes = MasterDetail(Pane(header, told, (self._list, 1)), back=self.tr("Needs"), one=bool(item))
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._panes)
        self._stack.addWidget(self._empty())

    def _new_button(self) -> list[QWidget]:
        if self.company.me is None:
            return []
        tip = QKeySequence(QKeySequence.StandardKey.New).toString(QKeySequence.SequenceFormat.NativeText)
        new = Button(self.tr("New"), "tonal", "plus", small=True, tip=tip)
        new.setObjectName("needs-new")
        new.clicked.connect(self.new)
        return [new]

    def _empty(self) -> QWidget:
        art = ThreadArt("need", self.whos(), 220, 78)
        if self.company.me is not None:
            words = self.tr("Nothing here yet. A need is something every person has; this is a way to say one.")
            first = Button(self.tr("Name a need"), "primary", "plus")
            first.setObjectName("needs-first")
            first.clicked.connect(self.new)
            items: list[QWidget] = [Text(words, "words", measure=460), wrap(hbox(first, None))]
        else:
            names = [person.name for person in self.company.people]
            words = self.tr(
                "Nothing is open to both of you yet. To name a need, choose {first} or {second} under Here now."
            ).format(first=names[0], second=names[-1])
            items = [Text(words, "words", measure=460)]
        body = wrap(vbox(hbox(art, None), *items, gap=18))
        return Page(PageHeader(self.tr("Needs")), body, margins=(40, 24, 40, 28))

    # -- loading -------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Load the cards; selection, scroll position and focus stay."""
        self.bridge.ask(load, self._show, self._notice.say_problem, owner=self)

    def _show(self, loaded: Loaded) -> None:
        page = loaded.page
        self._titles = loaded.titles
        self._cards = {card.need.id: card for card in (*page.mine, *page.theirs, *page.put_away)}
        self._stack.setCurrentIndex(0 if self._cards else 1)
        top = self._list.verticalScrollBar().value()
        self._list.set_rows(self._rows(page), self.whos())
        self._list.verticalScrollBar().setValue(top)
        key = self._list.value() or self.item
        if key not in self._cards:
            key = next(iter(self._cards), "")
        self._list.select(key)
        if key:
            self._open(key)

    def _rows(self, page: NeedsPage) -> list[Row]:
        theirs = self.tr("Open to both of you") if self.company.me is None else self.tr("Shown to me")
        return [
            *(self._row(card, self.tr("Mine")) for card in page.mine),
            *(self._row(card, theirs) for card in page.theirs),
            *(self._row(card, self.tr("Put away")) for card in page.put_away),
        ]

    def _row(self, card: NeedCard, section: str) -> Row:
        return Row(
            card.need.id,
            headline(card.need) or self.tr("A card without words"),
            self._sub(card),
            section=section,
            who=self.who(card.author),
        )

    def _sub(self, card: NeedCard) -> str:
        if not card.mine:
            return card.author.name
        if card.need.archived or card.need.visibility == "me":
            return self.tr("Only me")
        if card.need.visibility == "together":
            return self.tr("When we’re together")
        return self.tr("{name}, now").format(name=", ".join(person.name for person in self.company.others))

    # -- one card ------------------------------------------------------------------------------------------

    def _choose(self, key: object) -> None:
        self._open(cast("str", key))

    def _opened(self, _key: object) -> None:
        self._panes.one(True)

    def _open(self, key: str) -> None:
        self.item = key
        card = self._cards[key]
        if not card.mine:
            self._put(Shown(card))
            return
        # The rest of a card's story is read when it is opened: a long list opens quickly.
        self.bridge.ask(lambda session: needs.revisions(session, key), self._revised, self._gone, owner=self)

    def _revised(self, revisions: tuple[Revision, ...]) -> None:
        card = self._cards.get(self.item)
        if card is None:
            return
        served = tuple((r, self._titles[r]) for r in card.need.served_by if r in self._titles)
        self._put(Shown(card, served, revisions))

    def _gone(self, _problem: Problem) -> None:
        card = self._cards.get(self.item)
        if card is not None:
            self._put(Shown(card))

    def _put(self, shown: Shown) -> None:
        if shown == self._shown:
            return
        self._shown = shown
        focused = QApplication.focusWidget()
        inside = self._panes.detail()
        kept = focused.objectName() if focused is not None and inside and inside.isAncestorOf(focused) else ""
        detail = NeedDetail(shown, self.company)
        detail.edit.connect(lambda: self.go.emit("need", shown.card.need.id))
        detail.put_away.connect(self._put_away)
        detail.ritual.connect(lambda key: self.go.emit("rituals", key))
        detail.use.connect(self._use)
        self._panes.set_detail(detail)
        wanted = self._refocus or kept
        self._refocus = ""
        target = detail.findChild(QWidget, wanted) if wanted else None
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_away(self, away: bool) -> None:
        key = self.item
        self._refocus = "need-take-out" if away else "need-put-away"
        self.bridge.ask(
            lambda session: needs.put_away(session, key, away),
            lambda _: self._told(key if away else ""),
            self._problem,
            owner=self,
        )

    def _told(self, key: str) -> None:
        self._away = key
        if key:
            self._notice.say(self.tr("Put away. Nothing is lost."), self.tr("Undo"))
        else:
            self._notice.hide()

    def _use(self, line: str, words: str) -> None:
        card = self._cards[self.item].need
        lines = {name: getattr(card, name) for name in LINES} | {line: words}
        form = NeedForm(**lines, feelings=card.feelings, kinds=card.kinds, visibility=card.visibility)
        key = card.id
        self.bridge.ask(lambda s: needs.save(s, form, key), lambda _: None, self._problem, owner=self)

    def _problem(self, problem: Problem) -> None:
        detail = self._panes.detail()
        if isinstance(detail, NeedDetail):
            detail.notice.say_problem(problem)

    # -- commands ------------------------------------------------------------------------------------------

    def commands(self) -> dict[str, str]:
        """Ctrl+N names a need, Ctrl+Z takes the last putting away back."""
        return {"Ctrl+N": "new", "Ctrl+Z": "undo"} if self.company.me is not None else {}

    def new(self) -> None:
        """Name a need."""
        self.go.emit("need", "")

    def undo(self) -> None:
        """Take out again what was put away a moment ago."""
        if self._away:
            key, self._away = self._away, ""
            self._list.select(key)
            self.item = key
            self._notice.hide()
            self._put_away(False)
