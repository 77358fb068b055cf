"""A reminder as it shows itself: a quiet card in the corner, a banner in the window, or neutral words for the desktop.

None of them ever takes the focus, and a new one takes the place of the one before, which stays on Today.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QWidget

from bondapp.ui.a11y import announce, set_role
from bondapp.ui.art import clock
from bondapp.ui.kinds import icon_of
from bondapp.ui.painting import is_rtl, painter
from bondapp.ui.theme import T
from bondapp.ui.widgets import Button, FlowBox, Spot, Text, hbox, vbox

if TYPE_CHECKING:
    from bondapp.services.reminders import Knock

WIDTH = 396
BANNER = 620
SHADOW = 22
EDGE = 20
SNOOZES = (5, 15, 30)
USUAL_SNOOZE = 15
EVENING = 19


def notification_words(knock: Knock) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """Title, body and (action, label) buttons for the desktop: neutral, but for a name its people let be shown."""
    tr = QCoreApplication.translate
    body = knock.title if knock.words and knock.title else tr("Reminder", "A moment you planned")
    if knock.kind == "pause":
        body = tr("Reminder", "You said you’d come back around now.")
    elif knock.kind == "look_back":
        body = tr("Reminder", "A look back you planned")
    buttons = _buttons(knock)
    if knock.kind == "ritual":
        # On the desktop the button says what it does, whether or not the name may show: it tells nobody which.
        buttons = (("start", tr("Reminder", "Start")), *buttons[1:])
    return "Bond", body, buttons


def _buttons(knock: Knock) -> tuple[tuple[str, str], ...]:
    tr = QCoreApplication.translate
    if knock.kind == "pause":
        return (
            ("start", tr("Reminder", "Back")),
            ("ten_more", tr("Reminder", "Ten more minutes")),
            ("tomorrow", tr("Reminder", "Tomorrow")),
        )
    begin = tr("Reminder", "Start") if knock.words else tr("Reminder", "Open")
    return (
        ("start", begin),
        (f"snooze:{USUAL_SNOOZE}", _snooze_words(str(USUAL_SNOOZE))),
        ("not_today", tr("Reminder", "Not today")),
    )


def _snooze_words(when: str) -> str:
    tr = QCoreApplication.translate
    if when == "evening":
        return tr("Reminder", "This evening")
    if when == "tomorrow":
        return tr("Reminder", "Tomorrow")
    return tr("Reminder", "In {minutes} minutes").format(minutes=QLocale().toString(int(when)))


def _lines(knock: Knock, time: str, others: str) -> tuple[str, str, str, str]:
    """Icon, title, line under it, sentence."""
    tr = QCoreApplication.translate
    if knock.kind == "pause":
        title = tr("Reminder", "You said you’d come back around now.")
        return "clock", title, time, tr("Reminder", "There is no hurry. Longer is fine too.")
    if knock.kind == "look_back":
        title = tr("Reminder", "A look back you planned")
        return "binoculars", title, time, tr("Reminder", "A few quiet minutes, if it suits you.")
    sentence = tr("Reminder", "Open it when it suits you.")
    if not knock.words or not knock.title:
        return "bell", tr("Reminder", "A moment you planned"), time, sentence
    under = tr("Reminder", "{time}, with {names}").format(time=time, names=others) if others else time
    if knock.art == "goodbye":
        under = tr("Reminder", "You part around {time}").format(time=time) if others else time
    return icon_of(knock.art), knock.title, under, sentence


class _Snooze(Button):
    """Later: pressing it takes fifteen minutes, its arrow or the Down key offers other times."""

    chosen = Signal(str)

    def __init__(self, evening: bool) -> None:
        super().__init__(_snooze_words(str(USUAL_SNOOZE)), "outline", small=True, trailing="caret-down")
        self._times = [str(minutes) for minutes in SNOOZES]
        self._times += ["evening"] if evening else []
        self._times.append("tomorrow")
        self.setObjectName("reminder-snooze")
        self.setAccessibleDescription(self.tr("Down arrow for other times"))
        self.clicked.connect(lambda: self.chosen.emit(str(USUAL_SNOOZE)))

    def menu_of_times(self) -> QMenu:
        """The other times."""
        menu = QMenu(self)
        for when in self._times:
            action = menu.addAction(_snooze_words(when))
            action.setObjectName(f"snooze-{when}")
            action.triggered.connect(lambda _on=False, key=when: self.chosen.emit(key))
        return menu

    def offer(self) -> None:
        """Opens the other times."""
        menu = self.menu_of_times()
        menu.aboutToHide.connect(menu.deleteLater)
        corner = QPoint(self.width() - menu.sizeHint().width() if is_rtl(self) else 0, self.height() + 2)
        menu.popup(self.mapToGlobal(corner))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        arrow = T().px(18) + T().sp(14)
        x = event.position().x()
        on_arrow = x < arrow if is_rtl(self) else x > self.width() - arrow
        if on_arrow and event.button() == Qt.MouseButton.LeftButton:
            self.offer()
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4):
            self.offer()
            return
        super().keyPressEvent(event)


class _Words(QWidget):
    """What a reminder says, and its buttons."""

    acted = Signal(str)

    def __init__(self, knock: Knock, now: datetime, zone: str, others: str) -> None:
        super().__init__()
        local = knock.due.astimezone(ZoneInfo(zone))
        time = clock(local.hour * 60 + local.minute)
        icon, title, under, sentence = _lines(knock, time, others)
        top = Qt.AlignmentFlag.AlignTop
        close = Button("", "plain", "x", small=True, tip=self.tr("Close; it stays on Today"))
        close.setObjectName("reminder-close")
        close.clicked.connect(lambda: self.acted.emit("closed"))
        heading = vbox(Text(title, "heading"), Text(under, "caption", "ink2"), gap=1)
        row = hbox((Spot(icon, 22, "onAccentSoft", disc="accentSoft", pad=8), top), (heading, 1), (close, top), gap=12)
        said = Text(sentence, "wordsSmall", "ink2")
        early = now.astimezone(ZoneInfo(zone)).hour < EVENING
        buttons = FlowBox([self._button(action, words, early) for action, words in _buttons(knock)], gap=8)
        vbox(row, said, 2, buttons, gap=10, margins=(20, 16, 16, 18), parent=self)
        self.spoken = ". ".join(part.rstrip(".") for part in (title, under))
        set_role(self, "group", self.tr("Reminder"))

    def _button(self, action: str, words: str, early: bool) -> Button:
        if action.startswith("snooze:"):
            snooze = _Snooze(early)
            snooze.chosen.connect(lambda when: self.acted.emit(f"snooze:{when}"))
            return snooze
        button = Button(words, "primary" if action == "start" else "quiet", small=True)
        button.setObjectName(f"reminder-{action.replace('_', '-')}")
        button.clicked.connect(lambda: self.acted.emit(action))
        return button


class _Sheet(QWidget):
    """Holds one reminder on a painted sheet with its shadow."""

    acted = Signal(object, str)

    def __init__(self, zone: str, others: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone, self._others = zone, others
        self._knock: Knock | None = None
        self._words: _Words | None = None
        self._column = vbox(gap=0, margins=(0, 0, 0, 0), parent=self)
        self._column.setContentsMargins(SHADOW, SHADOW, SHADOW, SHADOW)
        self.hide()

    def knock(self) -> Knock | None:
        """The reminder shown, or None."""
        return self._knock

    def tell(self, knock: Knock, now: datetime) -> bool:
        """Show a reminder, in the place of another; a return from a pause gives way to no other kind.

        `now` is an aware instant. Returns whether it is shown; one that is not stays on Today.
        """
        if self._knock is not None and self._knock.kind == "pause" and knock.kind != "pause":
            return False
        again = self._knock is not None and self._knock.occurrence == knock.occurrence
        self._drop()
        self._knock = knock
        self._words = _Words(knock, now, self._zone, self._others)
        self._words.acted.connect(self._act)
        self._column.addWidget(self._words)
        self._words.show()
        self.place()
        self.show()
        if not self.isWindow():
            self.raise_()
        if not again:
            announce(self, self._words.spoken)
        return True

    def dismiss(self, occurrence: str | None = None) -> None:
        """Take the reminder away: any, or the one of an occurrence. Says nothing to anybody."""
        if self._knock is not None and occurrence in (None, self._knock.occurrence):
            self._drop()
            self.hide()

    def place(self) -> None:
        """Puts the sheet where it belongs."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._knock is not None:
            self._act("closed")
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        # Closed by the desktop's own keys: the same as its cross.
        super().closeEvent(event)
        if self._knock is not None:
            self._act("closed")

    def paintEvent(self, _event: QPaintEvent) -> None:
        p = painter(self)
        theme = T()
        sheet = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        _paint_shadow(p, sheet, dark=theme.dark)
        p.setPen(QPen(theme.c("hairline"), 1))
        p.setBrush(theme.c("surface"))
        radius = theme.radius("card")
        p.drawRoundedRect(sheet.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _fitted(self, width: int) -> int:
        """The height the words need at a width."""
        self._column.activate()
        return max(self._column.heightForWidth(width), self._column.minimumSize().height())

    def _drop(self) -> None:
        if self._words is not None:
            self._column.removeWidget(self._words)
            self._words.hide()
            self._words.deleteLater()
        self._knock, self._words = None, None

    def _act(self, action: str) -> None:
        knock = self._knock
        self._drop()
        self.hide()
        if knock is not None:
            self.acted.emit(knock, action)


class ReminderCard(_Sheet):
    """A small window in the corner of the screen that never takes the focus.

    `acted(knock, action)`: start, snooze:<minutes>, snooze:evening, snooze:tomorrow, not_today, closed, ten_more,
    tomorrow. `zone` is the IANA zone for its time, `others` the names it may say when the words are shown.
    """

    def __init__(self, zone: str = "UTC", others: str = "") -> None:
        super().__init__(zone, others)
        kind = Qt.WindowType
        self.setWindowFlags(kind.Tool | kind.FramelessWindowHint | kind.WindowStaysOnTopHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        # Closing it never ends the app that waits in the tray.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setWindowTitle("Bond")

    def place(self) -> None:
        """In the lower corner where reading ends."""
        screen = QGuiApplication.primaryScreen()
        room = screen.availableGeometry() if screen is not None else QRect(0, 0, 1280, 800)
        width = min(T().px(WIDTH) + 2 * SHADOW, room.width())
        height = min(self._fitted(width), room.height())
        self.resize(width, height)
        x = room.left() + EDGE - SHADOW if is_rtl(self) else room.right() - width - EDGE + SHADOW
        self.move(x, room.bottom() - height - EDGE + SHADOW)


class Banner(_Sheet):
    """The same reminder inside the window, at its top; for desktops without notifications."""

    def __init__(self, host: QWidget, zone: str = "UTC", others: str = "") -> None:
        super().__init__(zone, others, host)
        self._host = host
        host.installEventFilter(self)

    def place(self) -> None:
        """At the top of the window, in its middle."""
        width = min(T().px(BANNER), self._host.width() - 2 * EDGE) + 2 * SHADOW
        width = min(width, self._host.width())
        self.setGeometry((self._host.width() - width) // 2, 0, width, self._fitted(width))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize and self._knock is not None:
            self.place()
        return super().eventFilter(watched, event)


def _paint_shadow(p: QPainter, sheet: QRectF, *, dark: bool) -> None:
    """Stacked rounded rectangles: a shadow effect would draw every child again at each change."""
    p.setPen(Qt.PenStyle.NoPen)
    colour = QColor(0, 0, 0) if dark else T().c("ink")
    steps = SHADOW - 2
    for step in range(steps, 0, -1):
        colour.setAlphaF((0.030 if dark else 0.014) * (1 - step / (steps + 1)) + 0.002)
        p.setBrush(colour)
        grown = sheet.adjusted(-step, -step, step, step).translated(0, min(6.0, SHADOW - step))
        p.drawRoundedRect(grown, 14 + step, 14 + step)
