"""The place of rituals: the list by rhythm, and beside it reading, writing or starting one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from bondapp.services import drafts, needs, rituals
from bondapp.services.rituals import RitualForm
from bondapp.ui import problems
from bondapp.ui.a11y import announce
from bondapp.ui.notices import Notice, ProblemLine
from bondapp.ui.places import Place
from bondapp.ui.rituals.editor import RitualEditor
from bondapp.ui.rituals.forms import form_from, form_of, from_draft, is_blank
from bondapp.ui.rituals.ideas import DRAFT as ALREADY
from bondapp.ui.rituals.ideas import IdeasPage
from bondapp.ui.rituals.listing import EmptyPage, away_row, row
from bondapp.ui.rituals.reading import AwayPage, ReadingPage, to_answer
from bondapp.ui.rituals.unsaved import NEW, Unsaved, draft_of, identity_of
from bondapp.ui.widgets import (
    Button,
    MasterDetail,
    PageHeader,
    Pane,
    RowList,
    vbox,
    wrap,
)

if TYPE_CHECKING:
    from bondapp.rules.content import RitualTemplate
    from bondapp.services.needs import NeedsPage
    from bondapp.services.people import Company
    from bondapp.services.rituals import RitualCard
    from bondapp.services.session import Session
    from bondapp.ui.bridge import Bridge, Problem


class RitualsPlace(Place):
    """Rituals of this bond: proposing, accepting, changing, resting, putting away."""

    shows: ClassVar[frozenset[str]] = frozenset({"ritual", "need", "person"})

    def __init__(self, bridge: Bridge, company: Company, item: str = "", parent: QWidget | None = None) -> None:
        super().__init__(bridge, company, item, parent)
        self._cards: dict[str, RitualCard] = {}
        self._away: dict[str, RitualCard] = {}
        self._needs: NeedsPage | None = None
        self._unsaved = Unsaved(bridge, self, self._say)
        self._undo: Callable[[], None] | None = None
        self._loaded = False
        new = Button(self.tr("New"), "tonal", "plus", small=True, tip=self.tr("A new ritual, Ctrl+N"))
        new.setObjectName("ritual-new")
        new.clicked.connect(self.new)
        header = PageHeader(self.tr("Rituals"), actions=[new], margins=(24, 22, 16, 10))
        self._list = RowList(self.tr("Rituals"), self.whos())
        self._list.chosen.connect(self._choose)
        self._list.opened.connect(self._open)
        self._notice = Notice("ritual-notice", "ritual-undo")
        self._notice.pressed.connect(self.undo)
        self._trouble = ProblemLine(small=True)
        below = wrap(vbox(self._trouble, self._notice, gap=8, margins=(16, 8, 16, 12)))
        self._panes = MasterDetail(Pane(header, (self._list, 1), below), QWidget(), self.tr("Rituals"))
        self._panes.backed.connect(self._back_to_list)
        vbox((self._panes, 1), gap=0, parent=self)

    # -- loading ---------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Load the rituals and the needs they may serve."""
        self.bridge.ask(_load, then=self._show, otherwise=self._say, owner=self)

    def commands(self) -> dict[str, str]:
        """New, save, undo."""
        return {"Ctrl+N": "new", "Ctrl+S": "save", "Ctrl+Z": "undo"}

    def _show(self, found: tuple[tuple[RitualCard, ...], NeedsPage]) -> None:
        every, self._needs = found
        cards = [card for card in every if not card.ritual.archived]
        away = [card for card in every if card.ritual.archived]
        self._cards = {card.ritual.id: card for card in cards}
        self._away = {card.ritual.id: card for card in away}
        rows = [*(row(card, self.company) for card in cards), *map(away_row, away)]
        self._list.set_rows(rows, self.whos())
        self._trouble.tell("")
        first, self._loaded = not self._loaded, True
        if self.item == NEW or self.item.startswith(NEW + ":"):
            if first:
                self._begin(self.item.partition(":")[2])
            return
        if self.item not in self._cards and self.item not in self._away:
            self.item = ""
        if not self.item and cards and not self._panes.is_narrow():
            self.item = cards[0].ritual.id
        self._list.select(self.item or None)
        self._show_item()
        if first and self.item:
            self._panes.one(True)

    # -- which detail ----------------------------------------------------------------------------------------

    def _choose(self, key: object) -> None:
        self.item = str(key)
        self._show_item()

    def _open(self, key: object) -> None:
        self._choose(key)
        self._panes.one(True)

    def _show_item(self) -> None:
        """Shows the detail of the item; an editor already open on it takes the news in and keeps its words."""
        card, detail = self._cards.get(self.item), self._panes.detail()
        if card is None:
            away = self._away.get(self.item)
            self._detail(self._empty() if away is None else self._put_away_page(away))
            return
        if isinstance(detail, RitualEditor) and identity_of(detail.card()) == self.item:
            detail.set_card(card)
        elif to_answer(card, self.company):
            if not isinstance(detail, ReadingPage) or detail.card() != card:
                page = ReadingPage(self.company, card)
                page.answered.connect(self._answered)
                self._detail(page)
        else:
            self._edit(form_of(card), card)

    def _detail(self, widget: QWidget) -> None:
        before = self._panes.detail()
        if isinstance(before, RitualEditor):
            before.flush()
        if isinstance(before, QWidget) and self.isVisible() and before.isAncestorOf(_focused(self)):
            QTimer.singleShot(0, widget, lambda: _enter(widget))
        self._panes.set_detail(widget)

    def _edit(self, form: RitualForm, card: RitualCard | None) -> RitualEditor:
        found = self._needs
        editor = RitualEditor(self.company, form, card, found.mine if found else ())
        editor.asked.connect(self._asked)
        editor.rested.connect(lambda: self._unsaved.keep(editor))
        self._detail(editor)
        if card is not None:
            self._unsaved.show(editor, card.ritual.id)
        return editor

    def _empty(self) -> QWidget:
        page = EmptyPage(self.whos(), bool(self._cards))
        page.begun.connect(self.new)
        if not self._cards:
            self._panes.one(True)
        return page

    def _put_away_page(self, card: RitualCard) -> AwayPage:
        page = AwayPage(self.company, card)
        page.taken_out.connect(lambda: self._take_out(card.ritual.id))
        return page

    def _back_to_list(self) -> None:
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- starting one ----------------------------------------------------------------------------------------

    def new(self) -> None:
        """Begin a new ritual."""
        self._begin("")

    def _begin(self, template: str) -> None:
        self.item = f"{NEW}:{template}" if template else NEW
        self._list.select(None)
        self._panes.one(True)
        self.bridge.ask(
            lambda session: (rituals.templates(session), drafts.find(session, f"ritual/{NEW}/")),
            then=self._show_ideas,
            otherwise=self._say,
            owner=self,
        )

    def _show_ideas(self, found: tuple[tuple[RitualTemplate, ...], dict[str, str]]) -> None:
        templates, kept = found
        begun = from_draft(kept.get(draft_of(""), ""))
        wanted = self.item.partition(":")[2]
        chosen = next((template for template in templates if template.id == wanted), None)
        if chosen is not None and begun is None:
            self._write_new(form_from(chosen, self.company.kind))
            return
        page = IdeasPage(self.bridge, self.company, templates)
        page.restore(kept.get(ALREADY, ""))
        if begun is not None:
            page.offer_resume(begun.title.strip())
            page.resumed.connect(lambda: self._write_new(begun))
        page.chosen.connect(self._write_new)
        page.left.connect(self._leave_new)
        self._detail(page)
        page.focus_question()

    def _write_new(self, form: RitualForm) -> None:
        self.item = NEW
        page = self._panes.detail()
        if isinstance(page, IdeasPage):
            page.settle()
        editor = self._edit(form, None)
        if not is_blank(form):
            self._unsaved.keep_new(form)
        editor.focus_title()

    def _leave_new(self) -> None:
        self.item = ""
        self._panes.one(not self._cards)
        if not self._panes.is_narrow():
            self.item = next(iter(self._cards), "")
            self._list.select(self.item or None)
        self._show_item()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what the person wants -------------------------------------------------------------------------------

    def save(self) -> None:
        """Save what stands in the editor."""
        editor = self._panes.detail()
        if not isinstance(editor, RitualEditor):
            return
        form, identity = editor.form(), identity_of(editor.card())
        editor.set_busy(True)
        self.bridge.ask(
            lambda session: rituals.save(session, form, identity or None),
            then=lambda card: self._saved(editor, card, form),
            otherwise=lambda problem: _not_saved(editor, problem),
            owner=editor,
        )

    def _saved(self, editor: RitualEditor, card: RitualCard, form: RitualForm) -> None:
        editor.set_busy(False)
        editor.calm()
        if self.item == NEW:
            self.item = card.ritual.id
        editor.saved(card, form)
        announce(self, self.tr("Saved"))

    def undo(self) -> None:
        """Take back the last thing that can be taken back here."""
        back, self._undo = self._undo, None
        self._notice.hide()
        if back is not None:
            back()

    def _asked(self, what: str) -> None:
        editor = self._panes.detail()
        if not isinstance(editor, RitualEditor):
            return
        identity = identity_of(editor.card())
        if what == "save":
            self.save()
        elif what == "cancel":
            self._cancel(editor)
        elif what == "start":
            self.go.emit("ritual-walk", f"{identity}||")
        elif what in ("rest", "go_on"):
            self._do(lambda session: rituals.rest(session, identity, what == "rest"))
        elif what == "away":
            self._put_away(identity, editor.form().title)
        elif what.startswith("yes:"):
            self._do(lambda session: rituals.accept(session, identity, what.removeprefix("yes:")))

    def _answered(self, what: str) -> None:
        page = self._panes.detail()
        if not isinstance(page, ReadingPage):
            return
        card = page.card()
        identity = card.ritual.id
        if what.startswith("yes:"):
            self._do(lambda session: rituals.accept(session, identity, what.removeprefix("yes:")))
        elif what == "no":
            self._do(lambda session: rituals.decline(session, identity))
        elif what == "change":
            self._edit(form_of(card), card).focus_title()
        else:
            self._panes.one(False)
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _cancel(self, editor: RitualEditor) -> None:
        """Back to what was saved; the words set aside can be brought back."""
        form, card = editor.form(), editor.card()
        changed = editor.is_changed() or (card is None and not is_blank(form))
        name = identity_of(card) or NEW
        editor.flush()
        self._unsaved.forget(name)
        if card is None:
            self._leave_new()
        else:
            editor.calm()
            editor.set_form(form_of(card))
            self._panes.one(False)
        if changed:
            self._undo = lambda: self._bring_back(form, name)
            self._notice.say(self.tr("Your changes are set aside."), self.tr("Bring them back"))

    def _bring_back(self, form: RitualForm, name: str) -> None:
        self._panes.one(True)
        if name == NEW:
            self._list.select(None)
            self._write_new(form)
            return
        self.item = name
        self._list.select(name)
        self._show_item()
        editor = self._panes.detail()
        if isinstance(editor, RitualEditor):
            editor.set_form(form)
            self._unsaved.keep(editor)

    def _put_away(self, identity: str, title: str) -> None:
        self.item = ""
        self._panes.one(False)
        self._do(lambda session: rituals.put_away(session, identity))
        self._undo = lambda: self._take_out(identity)
        self._notice.say(self.tr("“{title}” is put away.").format(title=title), self.tr("Undo"))

    def _take_out(self, identity: str) -> None:
        self.item, self._undo = identity, None
        self._notice.hide()
        self._do(lambda session: rituals.put_away(session, identity, False))

    def _do(self, call: Callable[[Session], Any]) -> None:
        self.bridge.ask(call, then=lambda _value: None, otherwise=self._say, owner=self)

    def _say(self, problem: Problem) -> None:
        words = problems.sentence(problem)
        detail = self._panes.detail()
        if isinstance(detail, RitualEditor):
            detail.say(problem.code, words)
        elif isinstance(detail, ReadingPage | AwayPage):
            detail.trouble.tell(words)
        else:
            self._trouble.tell(words)


def _load(session: Session) -> tuple[tuple[RitualCard, ...], NeedsPage]:
    return (*rituals.all_rituals(session), *rituals.put_away_rituals(session)), needs.page(session)


def _focused(widget: QWidget) -> QWidget:
    return widget.window().focusWidget() or widget.window()


def _enter(detail: QWidget) -> None:
    """Where a new detail takes over the focus of the old one: its first control."""
    for child in detail.findChildren(QWidget):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isEnabled() and child.isVisible():
            child.setFocus(Qt.FocusReason.OtherFocusReason)
            return


def _not_saved(editor: RitualEditor, problem: Problem) -> None:
    editor.set_busy(False)
    editor.say(problem.code, problems.sentence(problem))
