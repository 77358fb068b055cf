"""The window: sidebar, the place that is shown, who is here, hiding, the look. It paints before the store is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QMainWindow, QPlainTextEdit, QWidget

from bondapp.ui import frame
from bondapp.ui.art.thread_art import ThreadArt
from bondapp.ui.bridge import Bridge, Problem
from bondapp.ui.frame import Frame
from bondapp.ui.theme import T, Theme, Who, system_mode, tokens
from bondapp.ui.widgets.cards import Ground
from bondapp.ui.widgets.focus import FocusRing
from bondapp.ui.widgets.layouts import hbox, vbox

if TYPE_CHECKING:
    from bondapp.services.opening import Door
    from bondapp.services.people import Company
    from bondapp.services.reminders import Knock
    from bondapp.services.settings import Settings
    from bondapp.ui.places import Place
    from bondapp.ui.sidebar import Sidebar

STEPS_OF_SCALE = (1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
ESCAPES, ESCAPES_WITHIN_MS = 3, 1000
TOP_PLACES = ("today", "needs", "rituals", "repair")


class Opening(Ground):
    """What stands in the window until the store is open: the two threads, no words."""

    def __init__(self) -> None:
        super().__init__("canvas")
        pair = (Who("", "plum"), Who("", "honey", cord=True))
        self._art = ThreadArt("together", pair, 200, 64)
        vbox(None, hbox(None, self._art, None), None, parent=self)


class Shell(QMainWindow):
    """One window. `asked` tells the app of wishes it serves: "quit", "tray"."""

    painted = Signal()
    usable = Signal()
    settled = Signal(object)
    asked = Signal(str)
    hidden_now = Signal()

    def __init__(self, vault: Path, start_look: Frame) -> None:
        super().__init__()
        self._vault = vault
        self._frame = start_look
        self.bridge: Bridge | None = None
        self.company: Company | None = None
        self.place: Place | None = None
        self._place_name = ""
        self._trail: list[tuple[str, str]] = []
        self._sidebar: Sidebar | None = None
        self._painted = False
        self._escapes: list[int] = []
        self._since = QElapsedTimer()
        self._since.start()
        self._since_input = QElapsedTimer()
        self._since_input.start()
        self.setWindowTitle("Bond")
        self.setMinimumSize(*tokens()["size"]["windowMin"])
        self.resize(*tokens()["size"]["windowDefault"])
        if start_look.geometry:
            self.restoreGeometry(start_look.geometry)
        self._root = Ground("canvas")
        self._row: QHBoxLayout = hbox(gap=0, parent=self._root)
        self.setCentralWidget(self._root)
        self._content: QWidget = Opening()
        self._row.addWidget(self._content, 1)
        self.ring = FocusRing(self)
        self._shortcuts()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.styleHints().colorSchemeChanged.connect(self._scheme_changed)

    # -- coming in ---------------------------------------------------------------------------------------

    def connect_to(self, bridge: Bridge) -> None:
        """Knock at the store through this bridge and show what is behind the door."""
        self.bridge = bridge
        bridge.changed.connect(self._changed)
        self.approach()

    def approach(self) -> None:
        """Look at the vault, again after trouble."""
        if self.bridge is None:
            return

        def call(session):  # type: ignore[no-untyped-def] # - services load on the store's thread
            from bondapp.services import opening

            return opening.approach(session)

        self.bridge.ask(call, self._at_door, self._trouble, owner=self)

    def _at_door(self, door: Door) -> None:
        if door.state == "open":
            self._come_in()
        elif door.state == "new":
            from bondapp.ui.firststart import FirstStart

            page = FirstStart(self._need_bridge(), door.started)
            page.finished.connect(lambda _door: self._come_in())
            page.safety.connect(self.show_safety)
            self._fill(page)
            self._tell_usable()
        else:
            self._at_closed_door(door)

    def _at_closed_door(self, door: Door) -> None:
        from bondapp.ui.door import DoorPage

        page = DoorPage(self._need_bridge(), door)
        page.opened.connect(self._at_door)
        page.safety.connect(self.show_safety)
        self._fill(page)
        self._tell_usable()

    def _trouble(self, problem: Problem) -> None:
        if problem.code == "in_use":
            self.asked.emit("in_use")
            return
        from bondapp.ui.door import TroublePage

        page = TroublePage(problem)
        page.again.connect(self.approach)
        page.anew.connect(self._begin_anew)
        page.quit.connect(lambda: self.asked.emit("quit"))
        self._fill(page)
        self._tell_usable()

    def _begin_anew(self) -> None:
        from bondapp.services import opening

        self._need_bridge().ask(opening.begin_anew, self._at_door, self._trouble, owner=self)

    def _come_in(self) -> None:
        """Everything that the first place needs, in one turn of the store."""
        from bondapp.services import people, settings

        self._need_bridge().ask(
            lambda session: (people.company(session), settings.read(session)),
            lambda found: self._settle(*found),
            self._trouble,
            owner=self,
        )

    def _settle(self, company: Company, chosen: Settings) -> None:
        self.company = company
        self.apply(chosen)
        self._make_sidebar()
        name, item = self._kept_place()
        self.go(name, item, remember=False)
        self.settled.emit(company)

    def _kept_place(self) -> tuple[str, str]:
        return (self._place_name if self._place_name in TOP_PLACES else "today", "")

    # -- places ------------------------------------------------------------------------------------------

    def go(self, name: str, item: str = "", *, remember: bool = True) -> None:
        """Show a place; "hide" hides everything. Unknown names are ignored."""
        if name == "hide":
            self.hide_now()
            return
        if self.company is None:
            return
        from bondapp.ui.catalogue import PLACES

        kind = PLACES.get(name)
        if kind is None:
            return
        if remember and self.place is not None:
            self._trail = [*self._trail[-20:], (self._place_name, self.place.item)]
        place = kind(self._need_bridge(), self.company, item)
        place.go.connect(self.go)
        place.back.connect(self.go_back)
        self._place_name = name
        self.place = place
        self._add_commands(place)
        self._fill(place)
        if self._sidebar is not None:
            self._sidebar.setVisible(not place.focus)
            self._sidebar.select(self._place_name)
        place.refresh()
        QTimer.singleShot(0, self._tell_usable)

    def go_back(self) -> None:
        """Show the place before, or Today."""
        name, item = self._trail.pop() if self._trail else ("today", "")
        self.go(name, item, remember=False)

    def show_safety(self) -> None:
        """The safety page, which also opens before anything else is."""
        if self.company is not None:
            self.go("safety")
            return
        from bondapp.ui.safety import SafetyPlace

        before = self._content
        page = SafetyPlace(self._need_bridge(), None)
        page.back.connect(lambda: self._put_back(before))
        page.go.connect(lambda name, _item: self.hide_now() if name == "hide" else None)
        self._row.removeWidget(before)
        before.hide()
        self._content = page
        self._row.addWidget(page, 1)
        page.refresh()

    def _put_back(self, page: QWidget) -> None:
        self._content.deleteLater()
        self._row.removeWidget(self._content)
        self._content = page
        self._row.addWidget(page, 1)
        page.show()

    def tell_quietly(self, knocks: tuple[Knock, ...]) -> None:
        """One kind line on Today for what was due while nobody could be told."""
        from bondapp.ui.today import TodayPlace

        if self.company is None or not knocks:
            return
        if not isinstance(self.place, TodayPlace) and (self.place is None or not self.place.focus):
            self.go("today")
        if isinstance(self.place, TodayPlace):
            self.place.tell_quietly(knocks)

    def _changed(self, nouns: frozenset[str]) -> None:
        if "here" in nouns or "person" in nouns or "bond" in nouns:
            self._ask_company()
        if "settings" in nouns:
            from bondapp.services import settings

            self._need_bridge().ask(settings.read, self.apply, owner=self)
        if self.place is not None and nouns & self.place.shows:
            self.place.refresh()

    def _ask_company(self) -> None:
        if self.company is None:
            return
        from bondapp.services import people

        self._need_bridge().ask(people.company, self._company_changed, lambda _: None, owner=self)

    def _company_changed(self, company: Company) -> None:
        if company == self.company:
            return
        moved = self.company is None or company.here != self.company.here
        self.company = company
        self._make_sidebar()
        name = self._place_name
        item = self.place.item if self.place is not None and not moved else ""
        if moved:
            self._trail = []
        if name == "settings" and not moved:
            return
        self.go(name if name in (*TOP_PLACES, "settings") or not moved else "today", item, remember=False)

    def _make_sidebar(self) -> None:
        from bondapp.ui.sidebar import Sidebar

        if self.company is None:
            return
        old = self._sidebar
        side = Sidebar(self.company, self._place_name or "today")
        side.go.connect(self.go)
        side.come.connect(self._come)
        side.hide_now.connect(self.hide_now)
        self._sidebar = side
        self._row.insertWidget(0, side)
        if old is not None:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._reflow()

    def _fill(self, page: QWidget) -> None:
        old = self._content
        self._content = page
        self._row.removeWidget(old)
        old.hide()
        old.deleteLater()
        self._row.addWidget(page, 1)
        if not hasattr(page, "shows") and self._sidebar is not None:
            self._sidebar.hide()

    def _add_commands(self, place: Place) -> None:
        for keys, method in place.commands().items():
            shortcut = QShortcut(QKeySequence(keys), place)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(getattr(place, method))

    # -- who is here -------------------------------------------------------------------------------------

    def _come(self, key: str) -> None:
        """Somebody sits down; a passphrase is asked for where one is set."""
        from bondapp.services import opening
        from bondapp.ui.sidebar import TOGETHER

        company = self.company
        if company is None:
            return
        if key == TOGETHER:
            self._need_bridge().ask(opening.together, lambda _: None, self._come_failed, owner=self)
        elif key in company.with_passphrase and key not in company.here:
            self._ask_passphrase(key)
        elif key in company.at_home:
            self._need_bridge().ask(
                lambda session: opening.enter(session, key), lambda _: None, self._come_failed, owner=self
            )
        else:
            self.go("settings", "people")

    def _ask_passphrase(self, person: str) -> None:
        from bondapp.services import opening

        def show(door: Door) -> None:
            one = replace(door, people=tuple(label for label in door.people if label.id == person))
            self._at_closed_door(one)
            self.place = None

        self._need_bridge().ask(opening.door, show, owner=self)

    def _come_failed(self, problem: Problem) -> None:
        self._make_sidebar()
        if problem.code == "NotOpen":
            self.lock()

    # -- hiding ------------------------------------------------------------------------------------------

    def hide_now(self) -> None:
        """Blank the window at once, then close what a passphrase closes. Reminders fall silent until back."""
        from bondapp.ui.door import HiddenPage

        if self.bridge is None:
            return
        self.place = None
        page = HiddenPage(self.bridge)
        page.opened.connect(self._back_from_hiding)
        self._fill(page)
        if self._sidebar is not None:
            self._sidebar.hide()
        self.hidden_now.emit()

    def _back_from_hiding(self, door: Door) -> None:
        self._at_door(door)

    def lock(self) -> None:
        """Close everything and stand at the door."""
        from bondapp.services import opening

        self.place = None
        self._need_bridge().ask(opening.lock, self._at_door, owner=self)

    def away(self) -> None:
        """After a while without anybody: locked where a passphrase is set, else back to Both."""
        from bondapp.services import opening

        company = self.company
        if company is None or self.place is None:
            return
        if any(person in company.with_passphrase for person in company.here) and not company.together:
            self.lock()
        elif not company.together and len(company.at_home) > 1 and not self.place.focus:
            self._need_bridge().ask(opening.together, lambda _: None, lambda _: None, owner=self)

    # -- look --------------------------------------------------------------------------------------------

    def apply(self, chosen: Settings) -> None:
        """Put on the look of these settings."""
        self._put_on(
            replace(
                self._frame,
                look=chosen.look,
                scale=chosen.scale,
                more_contrast=chosen.more_contrast,
                reduced_motion=chosen.reduced_motion,
            )
        )

    def _put_on(self, wanted: Frame) -> None:
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        before = T()
        self._frame = wanted
        theme = theme_of(wanted, app)
        same = (theme.key, theme.reduced_motion) == (before.key, before.reduced_motion)
        if same:
            return
        theme.apply(app)
        if theme.scale != before.scale and self.company is not None and self.place is not None:
            self._make_sidebar()
            self.go(self._place_name, self.place.item, remember=False)
        for widget in app.allWidgets():
            widget.update()

    def _scheme_changed(self) -> None:
        if self._frame.look == "system":
            self._put_on(self._frame)

    def zoom(self, step: int) -> None:
        """Larger or smaller text; 0 is the usual size."""
        from bondapp.services import settings

        sizes = STEPS_OF_SCALE
        at = min(range(len(sizes)), key=lambda i: abs(sizes[i] - T().scale))
        scale = 1.0 if step == 0 else sizes[min(len(sizes) - 1, max(0, at + step))]
        if self.company is not None:
            self._need_bridge().run(lambda session: settings.change(session, scale=scale))

    # -- keys and events ---------------------------------------------------------------------------------

    def _shortcuts(self) -> None:
        keys: dict[str, Callable[[], None]] = {
            "Ctrl+M": lambda: self.go("breathe"),
            "Ctrl+,": lambda: self.go("settings"),
            "Ctrl+Shift+H": self.hide_now,
            "Ctrl++": lambda: self.zoom(1),
            "Ctrl+=": lambda: self.zoom(1),
            "Ctrl+-": lambda: self.zoom(-1),
            "Ctrl+0": lambda: self.zoom(0),
            "Ctrl+Q": lambda: self.asked.emit("quit"),
            "F1": lambda: self.go("keys"),
            "Alt+Left": self.go_back,
        }
        for number, name in enumerate(TOP_PLACES, 1):
            keys[f"Ctrl+{number}"] = partial(self.go, name)
        for sequence, wish in keys.items():
            QShortcut(QKeySequence(sequence), self).activated.connect(wish)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc three times within a second hides everything."""
        if event.key() == Qt.Key.Key_Escape:
            now = self._since.elapsed()
            self._escapes = [at for at in self._escapes if now - at < ESCAPES_WITHIN_MS] + [now]
            if len(self._escapes) >= ESCAPES:
                self._escapes = []
                self.hide_now()
                return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell once that something is on the screen."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._reflow()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._keep_frame()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the window goes to the tray where there is one; the app decides."""
        self._keep_frame()
        event.ignore()
        self.asked.emit("close")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that somebody is here; input alone counts, and it reaches the window's handle first."""
        if event.type() in _INPUT:
            self._since_input.restart()
        return super().eventFilter(watched, event)

    @property
    def idle_seconds(self) -> float:
        """How long nobody touched the window."""
        return self._since_input.elapsed() / 1000

    def typing(self) -> bool:
        """Whether somebody has the caret in a field."""
        return isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit)

    def come_forward(self) -> None:
        """Show the window in front, as a second start asks for."""
        if self.isMinimized():
            self.showNormal()
        else:
            self.show()
        self.raise_()
        self.activateWindow()

    def _keep_frame(self) -> None:
        if self.company is not None:
            frame.keep(self._vault, replace(self._frame, geometry=bytes(self.saveGeometry().data())))

    def _reflow(self) -> None:
        if self._sidebar is not None:
            self._sidebar.set_rail(self.width() / T().scale < tokens()["breakpoints"]["rail"])

    def _tell_usable(self) -> None:
        if shiboken6.isValid(self):
            self.usable.emit()

    def _need_bridge(self) -> Bridge:
        if self.bridge is None:
            raise RuntimeError("the window is not connected to the store yet")
        return self.bridge


_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


def theme_of(wanted: Frame, app: QApplication) -> Theme:
    """The theme for a frame on this desktop."""
    mode = system_mode(app) if wanted.look == "system" else wanted.look
    return Theme(mode, wanted.scale, wanted.more_contrast, wanted.reduced_motion)
