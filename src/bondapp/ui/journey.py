"""The way through the window: the door, first start, places, who is here, hiding. Services are loaded by now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from bondapp.services import opening, people, settings
from bondapp.ui.catalogue import place_class
from bondapp.ui.places import Place
from bondapp.ui.shell import TOP_PLACES, Shell
from bondapp.ui.sidebar import TOGETHER, Sidebar

if TYPE_CHECKING:
    from bondapp.services.opening import Door
    from bondapp.services.people import Company
    from bondapp.services.reminders import Knock
    from bondapp.services.settings import Settings
    from bondapp.ui.bridge import Bridge, Problem
    from bondapp.ui.looks import Looks

TRAIL = 20
HERE = frozenset({"here", "person", "bond"})


class Journey(QObject):
    """Where the person is and how they get elsewhere.

    `usable` fires when a page that can be used is shown, `settled` with the company once inside, `hidden` when
    everything was hidden, `in_use` when another Bond holds the vault, `ended` when the person wants to quit.
    """

    usable = Signal()
    settled = Signal(object)
    hidden = Signal()
    in_use = Signal()
    ended = Signal()

    def __init__(self, shell: Shell, bridge: Bridge, looks: Looks) -> None:
        super().__init__(shell)
        self._shell = shell
        self._bridge = bridge
        self._looks = looks
        self._company: Company | None = None
        self._place: Place | None = None
        self._name = "today"
        self._trail: list[tuple[str, str]] = []
        self._sidebar: Sidebar | None = None
        bridge.changed.connect(self._changed)
        looks.rescaled.connect(self._rebuild)
        shell.wished.connect(self._wished)

    @property
    def company(self) -> Company | None:
        """Who belongs to the bond and who is here; None while nobody is."""
        return self._company

    @property
    def place(self) -> Place | None:
        """The place that is shown; None at the door and while hidden."""
        return self._place

    # -- coming in ---------------------------------------------------------------------------------------

    def approach(self) -> None:
        """Look at the vault, at first and again after trouble."""
        self._bridge.ask(opening.approach, self._at_door, self._trouble, owner=self)

    def _at_door(self, door: Door) -> None:
        if door.state == "open":
            self._come_in()
        elif door.state == "new":
            from bondapp.ui.firststart import FirstStart

            page = FirstStart(self._bridge, door.started)
            page.finished.connect(lambda _door: self._come_in())
            page.safety.connect(self.show_safety)
            self._show_page(page)
        else:
            self._show_door(door)

    def _show_door(self, door: Door) -> None:
        from bondapp.ui.door import DoorPage

        page = DoorPage(self._bridge, door)
        page.opened.connect(self._at_door)
        page.safety.connect(self.show_safety)
        self._show_page(page)

    def _trouble(self, problem: Problem) -> None:
        if problem.code == "in_use":
            self.in_use.emit()
            return
        from bondapp.ui.door import TroublePage

        page = TroublePage(problem)
        page.again.connect(self.approach)
        page.anew.connect(lambda: self._bridge.ask(opening.begin_anew, self._at_door, self._trouble, owner=self))
        page.quit.connect(self.ended)
        self._show_page(page)

    def _come_in(self) -> None:
        """Everything the first place needs, in one turn of the store."""
        self._bridge.ask(
            lambda session: (people.company(session), settings.read(session)),
            lambda found: self._settle(*found),
            self._trouble,
            owner=self,
        )

    def _settle(self, company: Company, chosen: Settings) -> None:
        self._company = company
        self._looks.apply(chosen)
        self._make_sidebar()
        self.go(self._name if self._name in TOP_PLACES else "today", remember=False)
        self.settled.emit(company)

    def _show_page(self, page: QWidget) -> None:
        """A page that is no place: nothing of the places stays around it."""
        self._place = None
        self._shell.show_sidebar(False)
        self._shell.fill(page)
        QTimer.singleShot(0, self, self.usable.emit)

    # -- places ------------------------------------------------------------------------------------------

    def go(self, name: str, item: str = "", *, remember: bool = True) -> None:
        """Show a place; "hide" hides everything. Nothing happens for unknown names or while nobody is inside."""
        if name == "hide":
            self.hide_now()
            return
        kind = place_class(name) if self._company is not None else None
        if kind is None or self._company is None:
            return
        if remember and self._place is not None:
            self._trail = [*self._trail[-TRAIL:], (self._name, self._place.item)]
        place = kind(self._bridge, self._company, item)
        place.go.connect(self.go)
        place.back.connect(self.go_back)
        self._name, self._place = name, place
        for keys, method in place.commands().items():
            shortcut = QShortcut(QKeySequence(keys), place)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(getattr(place, method))
        self._shell.fill(place)
        self._shell.show_sidebar(not place.focus)
        if self._sidebar is not None:
            self._sidebar.select(self._shown_item())
        place.refresh()
        QTimer.singleShot(0, self, self._arrived)

    def _arrived(self) -> None:
        """Keys go on from the place that is shown: with the page before it, the control in focus went away."""
        focused = QApplication.focusWidget()
        inside = focused is not None and self._shell.page.isAncestorOf(focused)
        if not inside and self._sidebar is not None and self._sidebar.isVisible():
            self._sidebar.focus_on(self._shown_item())
        self.usable.emit()

    def _shown_item(self) -> str:
        return "needs" if self._name == "need" else self._name

    def go_back(self) -> None:
        """Show the place before, or Today."""
        name, item = self._trail.pop() if self._trail else ("today", "")
        self.go(name, item, remember=False)

    def show_safety(self) -> None:
        """The safety page, also before anything is open; what was on the screen comes back afterwards."""
        if self._company is not None and self._place is not None:
            self.go("safety")
            return
        from bondapp.ui.safety import SafetyPlace

        page = SafetyPlace(self._bridge, None)
        before = self._shell.fill(page, keep=True)
        page.back.connect(lambda: self._shell.fill(before))
        page.go.connect(lambda name, _item: self.hide_now() if name == "hide" else None)
        page.refresh()

    def tell_quietly(self, knocks: tuple[Knock, ...]) -> None:
        """One kind line on Today for what was due while nobody could be told; a focus page is left in peace."""
        from bondapp.ui.today import TodayPlace

        if self._company is None or not knocks or (self._place is not None and self._place.focus):
            return
        if not isinstance(self._place, TodayPlace):
            self.go("today")
        if isinstance(self._place, TodayPlace):
            self._place.tell_quietly(knocks)

    def _rebuild(self) -> None:
        if self._company is not None and self._place is not None:
            self._make_sidebar()
            self.go(self._name, self._place.item, remember=False)

    def _changed(self, nouns: frozenset[str]) -> None:
        if nouns & HERE and self._company is not None:
            self._bridge.ask(people.company, self._company_is, lambda _: None, owner=self)
        if "settings" in nouns:
            self._bridge.ask(settings.read, self._looks.apply, lambda _: None, owner=self)
        if self._place is not None and nouns & self._place.shows:
            self._place.refresh()

    def _company_is(self, company: Company) -> None:
        if company == self._company or self._place is None:
            return
        moved = self._company is None or company.here != self._company.here
        self._company = company
        self._make_sidebar()
        if not moved:
            self._place.company = company
            if self._name != "settings":
                self.go(self._name, self._place.item, remember=False)
            return
        self._trail = []
        self.go(self._name if self._name in (*TOP_PLACES, "settings") else "today", remember=False)

    def _make_sidebar(self) -> None:
        if self._company is None:
            return
        side = Sidebar(self._company, self._name)
        side.go.connect(self.go)
        side.come.connect(self.come)
        side.hide_now.connect(self.hide_now)
        self._sidebar = side
        self._shell.set_sidebar(side)

    def _wished(self, wish: str) -> None:
        what, _, rest = wish.partition(":")
        if what == "go":
            self.go(rest)
        elif what == "back":
            self.go_back()
        elif what == "hide":
            self.hide_now()
        elif what == "zoom" and self._company is not None:
            scale = self._looks.next_size(int(rest))
            self._bridge.run(lambda session: settings.change(session, scale=scale))

    # -- who is here -------------------------------------------------------------------------------------

    def come(self, key: str) -> None:
        """Somebody sits down: a person's id, or TOGETHER; a passphrase is asked for where one is set."""
        company = self._company
        if company is None:
            return
        if key == TOGETHER:
            self._bridge.ask(opening.together, lambda _: None, self._not_come, owner=self)
        elif key in company.here and not company.together:
            return
        elif key in company.with_passphrase:
            self._ask_passphrase(key)
        elif key in company.at_home:
            self._bridge.ask(lambda session: opening.enter(session, key), lambda _: None, self._not_come, owner=self)
        else:
            self.go("settings", "people")

    def _ask_passphrase(self, person: str) -> None:
        def show(door: Door) -> None:
            self._show_door(replace(door, people=tuple(one for one in door.people if one.id == person)))

        self._bridge.ask(opening.door, show, owner=self)

    def _not_come(self, _problem: Problem) -> None:
        self._make_sidebar()

    # -- hiding ------------------------------------------------------------------------------------------

    def hide_now(self) -> None:
        """Blank the window at once; the page then closes what a passphrase closes."""
        from bondapp.ui.door import HiddenPage

        page = HiddenPage(self._bridge)
        page.opened.connect(self._at_door)
        self._show_page(page)
        self.hidden.emit()

    def away(self) -> None:
        """After a while without anybody: locked where a passphrase is set, else back to Both."""
        company = self._company
        if company is None or self._place is None or company.together:
            return
        if company.here[0] in company.with_passphrase:
            self._place = None
            self._bridge.ask(opening.lock, self._at_door, owner=self)
        elif len(company.at_home) > 1 and not self._place.focus:
            self._bridge.ask(opening.together, lambda _: None, lambda _: None, owner=self)
