"""The sidebar: who is here, the places, hide now, settings. Narrow windows get a rail of icons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QVBoxLayout, QWidget

from bondapp.ui.a11y import set_role
from bondapp.ui.painting import CENTRED, is_rtl, paint_avatar, paint_pair, painter, write
from bondapp.ui.places import who
from bondapp.ui.theme import T, Who, tokens
from bondapp.ui.widgets.cards import Ground
from bondapp.ui.widgets.chips import LiteralButton, Roving
from bondapp.ui.widgets.items import NavItem
from bondapp.ui.widgets.layouts import hbox, vbox
from bondapp.ui.widgets.text import Text

if TYPE_CHECKING:
    from bondapp.services.people import Company

TOGETHER = "together"


class Seat(LiteralButton):
    """One of the choices under "Here now": a person, or everybody."""

    def __init__(self, people: tuple[Who, ...], label: str, tip: str) -> None:
        super().__init__()
        self._people = people
        self.setText(label)
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("ring", T().radius("control"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(T().px(62))

    def sizeHint(self) -> QSize:
        return QSize(T().px(64), T().px(62))

    def paintEvent(self, _event: QPaintEvent) -> None:
        p = painter(self)
        theme, on = T(), self.isChecked()
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if on:
            p.setBrush(theme.c("selected"))
            p.setPen(QPen(theme.c("accent"), 1.6))
            p.drawRoundedRect(rect, 8, 8)
        elif self.underMouse():
            p.setBrush(theme.c("hover"))
            p.setPen(Qt.PenStyle.NoPen)
            p.drawRoundedRect(rect, 8, 8)
        side, top = theme.px(26), theme.px(8)
        disc = QRectF((self.width() - side) / 2, top, side, side)
        if len(self._people) > 1:
            ground = theme.c("selected" if on else "surface")
            paint_pair(p, disc, self._people[0], self._people[1], ground)
        else:
            paint_avatar(p, disc, self._people[0])
        role = "captionStrong" if on else "caption"
        label = QRectF(4, top + side + theme.px(3), self.width() - 8, theme.px(20))
        write(p, label, self.text(), theme.font(role), theme.c("ink" if on else "ink2"), align=CENTRED, elide=True)


class Presence(QWidget):
    """Who is here, as a group of radio buttons: one tab stop, arrow keys move, space chooses."""

    chosen = Signal(str)

    def __init__(self, company: Company) -> None:
        super().__init__()
        set_role(self, "group", self.tr("Who is here"))
        self.seats: dict[str, Seat] = {}
        for index, person in enumerate(company.people):
            if index == 1:
                pair = tuple(who(one, company) for one in company.people)
                self.seats[TOGETHER] = Seat(pair, self.tr("Both"), self.tr("Both of you are here"))
            tip = self.tr("Only {name} is here").format(name=person.name)
            self.seats[person.id] = Seat((who(person, company),), person.name, tip)
        hbox(*((seat, 1) for seat in self.seats.values()), gap=2, margins=(3, 3, 3, 3), parent=self)
        self.seats[TOGETHER if company.together else company.here[0]].setChecked(True)
        self._roving = Roving(list(self.seats.values()), False, self)
        for key, seat in self.seats.items():
            seat.setObjectName(f"here-{TOGETHER if key == TOGETHER else 'person'}")
            seat.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))

    def paintEvent(self, _event: QPaintEvent) -> None:
        p = painter(self)
        p.setBrush(T().c("surface"))
        p.setPen(QPen(T().c("hairline"), 1))
        p.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 11, 11)


class PresenceButton(QAbstractButton):
    """The same choice in the rail: shows who is here and opens the choices as a menu."""

    chosen = Signal(str)

    def __init__(self, company: Company, choices: dict[str, Seat]) -> None:
        super().__init__()
        people = [who(person, company) for person in company.people if person.id in company.here]
        self._people = tuple(people)
        self._choices = choices
        names = self.tr("both of you") if len(people) > 1 else people[0].name
        self.setAccessibleName(self.tr("Who is here: {names}").format(names=names))
        self.setToolTip(self.accessibleName())
        self.setObjectName("here-menu")
        self.setProperty("ring", 11)
        self.setFixedHeight(T().px(44))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)

    def _open(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, seat in self._choices.items():
            action = menu.addAction(seat.text().replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(seat.isChecked())
            action.triggered.connect(lambda _=False, key=key: self.chosen.emit(key))
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def sizeHint(self) -> QSize:
        return QSize(T().px(44), T().px(44))

    def paintEvent(self, _event: QPaintEvent) -> None:
        p = painter(self)
        theme = T()
        p.setBrush(theme.c("hover" if self.underMouse() else "surface"))
        p.setPen(QPen(theme.c("hairline"), 1))
        p.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 11, 11)
        side = theme.px(26 if len(self._people) == 1 else 22)
        disc = QRectF(0, 0, side, side)
        disc.moveCenter(QPointF(self.width() / 2, self.height() / 2))
        if len(self._people) > 1:
            paint_pair(p, disc, self._people[0], self._people[1], theme.c("surface"))
        else:
            paint_avatar(p, disc, self._people[0])


class Sidebar(Ground):
    """Who is here, where to go. `go` names a place, `come` who sits down, `hide` hides everything."""

    go = Signal(str)
    come = Signal(str)
    hide_now = Signal()

    def __init__(self, company: Company, place: str) -> None:
        super().__init__("sidebar")
        self.items: dict[str, NavItem] = {
            "today": NavItem(self.tr("Today"), "sun-horizon"),
            "needs": NavItem(self.tr("Needs"), "hand-heart"),
            "rituals": NavItem(self.tr("Rituals"), "calendar-heart"),
            "repair": NavItem(self.tr("Repair"), "bandaids"),
        }
        nav = QWidget()
        set_role(nav, "group", self.tr("Places"))
        vbox(*self.items.values(), gap=3, parent=nav)
        self._caption = Text(self.tr("Here now"), "captionStrong", "ink2", wrap=False)
        self.presence = Presence(company)
        self._button = PresenceButton(company, self.presence.seats)
        self._alone = len(company.at_home) < 2
        self.hide_item = NavItem(self.tr("Hide now"), "eye-slash", checkable=False)
        self.hide_item.set_tip(self.tr("Hide everything (Ctrl+Shift+H, or Esc three times)"))
        self.settings_item = NavItem(self.tr("Settings"), "gear-six")
        self.items["settings"] = self.settings_item
        self._column: QVBoxLayout = vbox(
            self._caption,
            2,
            self.presence,
            self._button,
            14,
            nav,
            None,
            self.hide_item,
            self.settings_item,
            gap=4,
            margins=(16, 18, 16, 16),
            parent=self,
        )
        for name, item in self.items.items():
            item.setObjectName(f"go-{name}")
            item.clicked.connect(lambda _=False, name=name: self.go.emit(name))
        self.hide_item.setObjectName("hide-now")
        self.hide_item.clicked.connect(self.hide_now)
        self.presence.chosen.connect(self.come)
        self._button.chosen.connect(self.come)
        self.select(place)
        self.set_rail(False)

    def select(self, place: str) -> None:
        """Mark the place that is shown."""
        for name, item in self.items.items():
            # An exclusive button refuses to be the last one unchecked, and focus pages belong to no item.
            item.setAutoExclusive(False)
            item.setChecked(name == place)

    def focus_on(self, place: str) -> None:
        """Give the keyboard to the item of a place; pages without one leave it where it is."""
        item = self.items.get(place)
        if item is not None:
            item.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_rail(self, rail: bool) -> None:
        """Icons alone for narrow windows and large text."""
        theme = T()
        edge = theme.sp(14 if rail else 16)
        self.setFixedWidth(theme.px(44) + 2 * theme.sp(14) if rail else theme.px(tokens()["size"]["sidebar"]))
        self.presence.setVisible(not rail and not self._alone)
        self._caption.setVisible(not rail and not self._alone)
        self._button.setVisible(rail and not self._alone)
        for item in (*self.items.values(), self.hide_item):
            item.set_rail(rail)
        self._column.setContentsMargins(edge, theme.sp(18), edge, theme.sp(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        edge = 0 if is_rtl(self) else self.width() - 1
        QPainter(self).fillRect(edge, 0, 1, self.height(), T().c("hairline"))
