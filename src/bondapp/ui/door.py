"""The pages before the day: who is here, locked after hiding, and what to do when the vault can't be opened."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QWidget

from bondapp.services import opening
from bondapp.services.opening import Door, Label
from bondapp.services.session import Session
from bondapp.ui import problems
from bondapp.ui.a11y import announce
from bondapp.ui.bridge import Bridge, Problem
from bondapp.ui.icons import paint_icon
from bondapp.ui.painting import is_rtl, paint_avatar, paint_pair, painter, visual, write
from bondapp.ui.theme import T, Who
from bondapp.ui.widgets import Avatar, Button, Card, FlowBox, Ground, LineField, Scroll, Spot, Text, hbox, vbox, wrap

EVERYBODY = "together"
WIDE = 360
_CENTRE = Qt.AlignmentFlag.AlignHCenter


class Patience:
    """How long to wait after wrong passphrases: not at all twice, then longer each time; nobody is locked out.

    `base` is the first wait in seconds; it doubles up to `most`.
    """

    def __init__(self, base: float = 2.0, most: float = 30.0) -> None:
        self._base, self._most = base, most
        self._wrong = 0

    def wrong(self) -> float:
        """One more wrong try; seconds until the next may be made."""
        self._wrong += 1
        if self._wrong < 3:
            return 0.0
        return min(self._most, self._base * 2.0 ** min(20, self._wrong - 3))

    def right(self) -> None:
        """It opened."""
        self._wrong = 0


class WhoButton(QAbstractButton):
    """A person at the door, or everybody: pressing it lets them in or asks for their passphrase."""

    def __init__(self, words: str, whos: tuple[Who, ...], locked: bool) -> None:
        super().__init__()
        self._whos, self._locked = whos, locked
        self.setText(words)
        self.setAccessibleName(words)
        if locked:
            self.setAccessibleDescription(self.tr("Asks for a passphrase"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("ring", T().radius("card"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(T().px(280), T().px(60))

    def minimumSizeHint(self) -> QSize:
        return QSize(T().px(140), T().px(60))

    def paintEvent(self, _event: QPaintEvent) -> None:
        p = painter(self)
        theme, height = T(), self.height()
        hot = self.underMouse() or self.isDown()
        ground = theme.c("hover" if hot else "surface")
        p.setBrush(ground)
        p.setPen(QPen(theme.c("line"), 1))
        radius = theme.radius("card")
        p.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        side = theme.px(36)
        spot = visual(self, QRectF(theme.sp(14), (height - side) / 2, side, side))
        if len(self._whos) > 1:
            small = spot.adjusted(0, side * 0.14, 0, -side * 0.14)
            paint_pair(p, small, self._whos[0], self._whos[1], ground)
        elif self._whos:
            paint_avatar(p, spot, self._whos[0])
        mark = theme.px(18)
        end = QRectF(self.width() - mark - theme.sp(16), (height - mark) / 2, mark, mark)
        name = "lock-simple" if self._locked else "caret-right"
        paint_icon(p, name, visual(self, end), theme.c("ink3"), rtl=is_rtl(self))
        x = theme.sp(14) + side + theme.sp(14)
        room = visual(self, QRectF(x, 0, end.left() - x - theme.sp(8), height))
        write(p, room, self.text(), theme.font("sub"), theme.c("ink"), elide=True)


class PassphraseGate(QWidget):
    """A field, a button and a sentence: opens one person's place. `opened` carries the Door."""

    opened = Signal(object)

    def __init__(self, bridge: Bridge, person: str, patience: Patience) -> None:
        super().__init__()
        self._bridge, self._person, self._patience = bridge, person, patience
        self._busy = False
        self.field = LineField("", self.tr("Passphrase"), self.tr("Passphrase"), secret=True)
        self.field.setObjectName("door-passphrase")
        self.button = Button(self.tr("Open"), "primary")
        self.button.setObjectName("door-open")
        self.button.clicked.connect(self.try_it)
        self._sentence = Text("", "body", "care")
        self._sentence.setObjectName("door-problem")
        top = Qt.AlignmentFlag.AlignTop
        self._line = wrap(hbox((Spot("warning-circle", 22, "care"), top), (self._sentence, 1), gap=10))
        self._line.hide()
        vbox(self.field, self._line, wrap(hbox(None, self.button, None)), gap=10, parent=self)

    def try_it(self) -> None:
        """Try what is typed; nothing happens while a try is under way or the wait is not over."""
        typed = self.field.words()
        if self._busy or not typed:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._hold(self.tr("Opening…"))
        person = self._person
        self._bridge.ask(lambda session: opening.enter(session, person, typed), self._right, self._wrong, owner=self)

    def _hold(self, words: str) -> None:
        self._busy = True
        self.button.setEnabled(False)
        self.button.setText(words)

    def _release(self) -> None:
        self._busy = False
        self.button.setEnabled(True)
        self.button.setText(self.tr("Open"))

    def _right(self, door: Door) -> None:
        self._patience.right()
        self.field.clear()
        self._release()
        self.opened.emit(door)

    def _wrong(self, problem: Problem) -> None:
        sentence = problems.sentence(problem)
        self._sentence.setText(sentence)
        self._line.show()
        announce(self, sentence, assertive=True)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()
        wait = self._patience.wrong() if problem.code == "wrong_key" else 0.0
        if wait <= 0:
            self._release()
            return
        self._hold(self.tr("In a moment…"))
        QTimer.singleShot(int(wait * 1000), self, self._release)


class _Centred(Ground):
    """A narrow column in the middle of the window; Enter presses what has the focus, or the passphrase's button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("canvas")
        if parent is not None:
            self.setParent(parent)
        self._gate: PassphraseGate | None = None
        self._inner = QWidget()
        self._column = vbox(gap=0, parent=self._inner)
        self._content: QWidget | None = None
        self._inner.setMaximumWidth(T().px(WIDE))
        self._area = Scroll(wrap(hbox(self._inner, margins=(24, 24, 24, 24))), (0, 0, 0, 0), center=True)
        vbox(self._area, gap=0, parent=self)

    def _put(self, content: QWidget, focus: QWidget | None = None) -> None:
        old = self._content
        self._content = content
        self._column.addWidget(content)
        if old is not None:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        if focus is not None:
            # A page that is not shown yet can't hold the focus.
            QTimer.singleShot(0, focus, lambda: focus.setFocus(Qt.FocusReason.OtherFocusReason))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focus = self.window().focusWidget()
        if isinstance(focus, QPushButton | WhoButton):
            focus.click()
        elif self._gate is not None and shiboken6.isValid(self._gate):
            self._gate.try_it()


class DoorPage(_Centred):
    """Who is here: everybody with a private place on this computer, and both together where nothing is locked.

    `opened` carries the Door, `safety` asks for the safety page.
    """

    opened = Signal(object)
    safety = Signal()

    def __init__(self, bridge: Bridge, door: Door, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._people = bridge, door.people
        self.patience = Patience()
        if len(self._people) == 1 and self._people[0].has_passphrase:
            self.ask(self._people[0])
        else:
            self.choose()

    def choose(self) -> None:
        """Show everybody."""
        self._gate = None
        buttons: list[WhoButton] = []
        for place, label in enumerate(self._people):
            who = self._who(place, label)
            button = WhoButton(who.name, (who,), label.has_passphrase)
            button.setObjectName("door-" + label.id)
            button.clicked.connect(lambda _on=False, chosen=label: self._chosen(chosen))
            buttons.append(button)
        free = next((label for label in self._people if not label.has_passphrase), None)
        if free is not None and len(self._people) > 1:
            whos = tuple(self._who(place, label) for place, label in enumerate(self._people))
            both = WhoButton(self.tr("All of us, together"), whos, False)
            if len(whos) == 2:
                both.setText(self.tr("Both of us"))
                both.setAccessibleName(both.text())
            both.setObjectName("door-" + EVERYBODY)
            both.clicked.connect(lambda: self._enter_together(free))
            buttons.append(both)
        title = Text(self.tr("Who’s here?"), "title", align=_CENTRE)
        self._sentence = Text("", "body", "care", align=_CENTRE)
        self._sentence.hide()
        column = vbox((Spot("lock-simple", 28, "ink2"), _CENTRE), 4, title, 12, *buttons, self._sentence, 18, gap=8)
        column.addWidget(self._safety(), 0, _CENTRE)
        self._put(wrap(column), buttons[0] if buttons else None)

    def ask(self, label: Label) -> None:
        """Ask one person for their passphrase."""
        gate = PassphraseGate(self._bridge, label.id, self.patience)
        gate.opened.connect(self.opened)
        self._gate = gate
        who = self._who(self._people.index(label), label)
        name = Text(who.name, "title", align=_CENTRE)
        # One endless word would keep the window from narrowing; it wraps anywhere.
        name.setMinimumWidth(T().px(60))
        column = vbox((Avatar(who, 48), _CENTRE), 4, name, 10, gate, gap=8)
        if len(self._people) > 1:
            back = Button(self.tr("Somebody else"), "plain", small=True)
            back.setObjectName("door-back")
            back.clicked.connect(self.choose)
            column.addWidget(back, 0, _CENTRE)
        column.addSpacing(T().sp(10))
        column.addWidget(self._safety(), 0, _CENTRE)
        self._put(wrap(column), gate.field)

    def _safety(self) -> Button:
        safe = Button(self.tr("I don’t feel safe"), "plain", "lifebuoy", small=True)
        safe.setObjectName("door-safety")
        safe.clicked.connect(self.safety)
        return safe

    def _who(self, place: int, label: Label) -> Who:
        # Names are gone with this computer's own file, which is made anew when its key is lost.
        name = label.name or self.tr("Person {number}").format(number=place + 1)
        return Who(name, label.colour, cord=place > 0)

    def _chosen(self, label: Label) -> None:
        if label.has_passphrase:
            self.ask(label)
            return
        self._bridge.ask(lambda session: opening.enter(session, label.id), self.opened.emit, self._problem, owner=self)

    def _enter_together(self, free: Label) -> None:
        def come(session: Session) -> Door:
            opening.enter(session, free.id)
            return opening.together(session)

        self._bridge.ask(come, self.opened.emit, self._problem, owner=self)

    def _problem(self, problem: Problem) -> None:
        sentence = problems.sentence(problem)
        self._sentence.setText(sentence)
        self._sentence.show()
        announce(self, sentence, assertive=True)


class HiddenPage(_Centred):
    """The page after Hide now: it closes what is open, says "Locked" and names nobody until somebody asks.

    `opened` carries the Door.
    """

    opened = Signal(object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._locking = False
        self._last: tuple[str, ...] = ()
        self._people: tuple[Label, ...] = ()
        self.patience = Patience()
        self._frame(())

    def showEvent(self, event: QShowEvent) -> None:
        """Close everything, once: after the page before gave its drafts to the store."""
        super().showEvent(event)
        if not self._locking:
            self._locking = True
            QTimer.singleShot(0, self, self._lock)

    def _lock(self) -> None:
        def lock(session: Session) -> tuple[tuple[str, ...], Door]:
            last = session.here
            return last, opening.lock(session)

        self._bridge.ask(lock, self._locked, lambda _: self._offer(), owner=self)

    def _locked(self, found: tuple[tuple[str, ...], Door]) -> None:
        self._last, door = found
        self._people = door.people
        label = self._last_alone()
        if label is None or not label.has_passphrase:
            self._offer()
            return
        gate = PassphraseGate(self._bridge, label.id, self.patience)
        gate.opened.connect(self.opened)
        self._gate = gate
        self._frame((gate, *self._somebody()), gate.field)

    def _offer(self) -> None:
        again = Button(self.tr("Open again"), "outline")
        again.setObjectName("hidden-open")
        again.clicked.connect(self._open_again)
        self._frame((wrap(hbox(None, again, None)), *self._somebody()), again)

    def _somebody(self) -> tuple[QWidget, ...]:
        if len(self._people) < 2:
            return ()
        ask = Button(self.tr("Who’s there?"), "plain", small=True)
        ask.setObjectName("hidden-who")
        ask.clicked.connect(self._show_door)
        return (wrap(hbox(None, ask, None)),)

    def _frame(self, below: tuple[QWidget, ...], focus: QWidget | None = None) -> None:
        title = Text(self.tr("Locked"), "heading", align=_CENTRE)
        self._put(wrap(vbox((Spot("lock-simple", 28, "ink2"), _CENTRE), 2, title, 8, *below, gap=8)), focus)

    def _last_alone(self) -> Label | None:
        if len(self._last) != 1:
            return None
        return next((label for label in self._people if label.id == self._last[0]), None)

    def _open_again(self) -> None:
        last, free = self._last, [label.id for label in self._people if not label.has_passphrase]

        def come(session: Session) -> Door:
            if len(last) == 1 and last[0] in free:
                return opening.enter(session, last[0])
            if len(last) > 1 and free:
                opening.enter(session, free[0])
                return opening.together(session)
            return opening.approach(session)

        self._bridge.ask(come, self._came, lambda _: self._show_door(), owner=self)

    def _came(self, door: Door) -> None:
        if door.state == "open":
            self.opened.emit(door)
        else:
            self._people = door.people
            self._show_door()

    def _show_door(self) -> None:
        page = DoorPage(self._bridge, Door("closed", self._people, {}))
        page.opened.connect(self.opened)
        self._gate = None
        self._inner.setMaximumWidth(16_777_215)
        self._put(page)


class TroublePage(_Centred):
    """Why the vault can't be opened, in one sentence, and what can be done: look again, begin anew, quit."""

    again = Signal()
    anew = Signal()
    quit = Signal()

    def __init__(self, problem: Problem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = Button(self.tr("Look again"), "primary")
        look.setObjectName("trouble-again")
        look.clicked.connect(self.again)
        leave = Button(self.tr("Quit"), "plain")
        leave.setObjectName("trouble-quit")
        leave.clicked.connect(self.quit)
        buttons = [look, leave]
        self._meaning = self._begin_anew()
        self._meaning.hide()
        if problem.code == "missing":
            begin = Button(self.tr("Begin anew…"), "outline")
            begin.setObjectName("trouble-anew")
            begin.clicked.connect(self._ask)
            buttons.insert(1, begin)
        self._inner.setMaximumWidth(T().px(560))
        sentence = Text(problems.sentence(problem), "body", "ink")
        sentence.setObjectName("trouble-sentence")
        title = Text(self.tr("Bond can’t open just now"), "title")
        icon = wrap(hbox(Spot("warning-circle", 28, "care"), None))
        self._put(wrap(vbox(icon, 4, title, 2, sentence, 14, FlowBox(buttons, gap=8), 6, self._meaning, gap=6)), look)

    def _begin_anew(self) -> Card:
        words = self.tr(
            "Beginning anew makes an empty place here. It brings nothing back, and it deletes nothing: should the "
            "folder with your words turn up later, it can still be opened in place of the new one."
        )
        sure = Button(self.tr("Begin with an empty place"), "care")
        sure.setObjectName("trouble-anew-sure")
        sure.clicked.connect(self.anew)
        stay = Button(self.tr("Leave it as it is"), "plain")
        stay.setObjectName("trouble-stay")
        stay.clicked.connect(lambda: self._meaning.setVisible(False))
        return Card(name=self.tr("Beginning anew")).add(Text(words), FlowBox([sure, stay], gap=8))

    def _ask(self) -> None:
        self._meaning.show()
        QTimer.singleShot(0, self, lambda: self._area.reveal(self._meaning))
