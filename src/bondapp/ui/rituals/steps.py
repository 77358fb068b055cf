"""The steps of a ritual being written: add, remove, change, and move by the handle or Alt and an arrow."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from bondapp.ui.a11y import announce
from bondapp.ui.painting import painter
from bondapp.ui.theme import T, tokens
from bondapp.ui.widgets import Button, LetterField, Spot, Text, hbox, vbox, wrap

MOST_STEPS = 60


class _Handle(Spot):
    """The six dots; dragging them carries the words of this row past the others."""

    dragged = Signal(QPoint)
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__("dots-six-vertical", 18, "ink3")
        self.setFixedWidth(T().px(24))
        self.setCursor(Qt.CursorShape.SizeVerCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # Accepted, or the moves that follow would go to the row.
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.dragged.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.dropped.emit()


class StepField(LetterField):
    """One step's words, growing with them; Enter opens the next step, Alt and an arrow moves this one."""

    moved = Signal(int)
    more = Signal()

    def __init__(self, name: str) -> None:
        super().__init__("", "", name, "body", bare=True, limit=2_000)
        # Without room, words from left to right lose the edge of their first letter in a mirrored window.
        self.document().setDocumentMargin(2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if by is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(by)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.more.emit()
        else:
            super().keyPressEvent(event)


class _Box(QWidget):
    """A field's frame, painted like our lines of one row."""

    def __init__(self, field: StepField) -> None:
        super().__init__()
        self._field = field
        self.setFocusProxy(field)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        vbox((field, Qt.AlignmentFlag.AlignVCenter), gap=0, margins=(12, 7, 12, 7), parent=self)
        field.installEventFilter(self)
        self._fit()

    def _fit(self) -> None:
        control = T().px(tokens()["size"]["control"])
        self.setMinimumHeight(max(control, self._field.height() + 2 * T().sp(7)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        elif event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        p, theme = painter(self), T()
        on = self._field.hasFocus()
        p.setPen(QPen(theme.c("focus" if on else "line"), 2 if on else 1))
        p.setBrush(theme.c("sunken"))
        edge = 1.0 if on else 0.5
        radius = theme.radius("control")
        p.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), radius, radius)


class _StepRow(QWidget):
    removed = Signal()

    def __init__(self, number: int) -> None:
        super().__init__()
        self.handle = _Handle()
        self.field = StepField(self.tr("Step {number}").format(number=number))
        self.field.setObjectName(f"ritual-step-{number}")
        self.remove = Button("", "plain", "x", small=True, tip=self.tr("Take step {number} out").format(number=number))
        self.remove.setObjectName(f"ritual-step-{number}-remove")
        self.remove.clicked.connect(self.removed)
        mark = Text(str(number), "time", "accent", wrap=False)
        mark.setFixedWidth(T().px(14 if number < 10 else 22))
        self.handle.setToolTip(self.tr("Drag to move, or Alt and an arrow key"))
        hbox(self.handle, mark, (_Box(self.field), 1), self.remove, gap=8, parent=self)


class StepList(QWidget):
    """Lines in an order of their own. Rows stay, words move: so the tab order is always the one seen."""

    edited = Signal()

    def __init__(self, steps: Iterable[str] = ()) -> None:
        super().__init__()
        self._rows: list[_StepRow] = []
        self._grabbed: int | None = None
        self._lines = vbox(gap=6)
        self._add = Button(self.tr("Add a step"), "quiet", "plus", small=True, flush=True)
        self._add.setObjectName("ritual-step-add")
        self._add.clicked.connect(lambda: self.add_step(len(self._rows)))
        vbox(self._lines, wrap(hbox(self._add, None)), gap=6, parent=self)
        self.set_steps(steps)

    def steps(self) -> tuple[str, ...]:
        """The lines that hold a word, in order."""
        return tuple(words for row in self._rows if (words := row.field.words().strip()))

    def set_steps(self, steps: Iterable[str]) -> None:
        """Shows these lines, and an empty one when there are none; emits nothing."""
        wanted = list(steps) or [""]
        if self.steps() == tuple(step.strip() for step in wanted if step.strip()) and self._rows:
            return
        self._fit_rows(len(wanted))
        for row, words in zip(self._rows, wanted, strict=True):
            self._write(row, words)

    def add_step(self, place: int) -> None:
        """Opens an empty line at a place and goes there."""
        if len(self._rows) >= MOST_STEPS:
            return
        lines = [row.field.words() for row in self._rows]
        lines.insert(place, "")
        self._fit_rows(len(lines))
        for row, words in zip(self._rows, lines, strict=True):
            self._write(row, words)
        self._rows[place].field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edited.emit()

    def remove_step(self, place: int) -> None:
        """Takes a line out; the last one is emptied instead."""
        lines = [row.field.words() for row in self._rows]
        del lines[place]
        self._fit_rows(max(1, len(lines)))
        for row, words in zip(self._rows, lines or [""], strict=True):
            self._write(row, words)
        self._rows[min(place, len(self._rows) - 1)].field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        announce(self, self.tr("Step {number} taken out").format(number=place + 1))
        self.edited.emit()

    def move_step(self, place: int, by: int) -> None:
        """Carries a line's words up (-1) or down (1); the focus goes with them. Nothing happens at the ends."""
        other = place + by
        if not 0 <= other < len(self._rows):
            return
        here, there = self._rows[place].field, self._rows[other].field
        first, second = here.words(), there.words()
        self._write(self._rows[place], second)
        self._write(self._rows[other], first)
        there.setFocus(Qt.FocusReason.ShortcutFocusReason)
        announce(self, self.tr("Now step {number} of {total}").format(number=other + 1, total=len(self._rows)))
        self.edited.emit()

    def _fit_rows(self, count: int) -> None:
        while len(self._rows) > count:
            row = self._rows.pop()
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self._rows) < count:
            self._append()
        QWidget.setTabOrder(self._rows[-1].remove, self._add)

    def _append(self) -> None:
        place = len(self._rows)
        row = _StepRow(place + 1)
        row.field.moved.connect(lambda by: self.move_step(place, by))
        row.removed.connect(lambda: self.remove_step(place))
        row.field.more.connect(lambda: self.add_step(place + 1))
        row.handle.dragged.connect(lambda at: self._drag(place, at))
        row.handle.dropped.connect(self._drop)
        row.field.textChanged.connect(self.edited)
        self._rows.append(row)
        self._lines.addWidget(row)
        if place:
            QWidget.setTabOrder(self._rows[place - 1].remove, row.field)
            QWidget.setTabOrder(row.field, row.remove)

    @staticmethod
    def _write(row: _StepRow, words: str) -> None:
        if row.field.words() != words:
            blocked = row.field.blockSignals(True)
            row.field.set_words(words)
            row.field.blockSignals(blocked)

    def _drag(self, start: int, at: QPoint) -> None:
        """Words follow the pointer row by row; the row the drag began in keeps the mouse."""
        if self._grabbed is None:
            self._grabbed = start
        y = self.mapFromGlobal(at).y()
        while self._grabbed > 0 and y < self._rows[self._grabbed - 1].geometry().center().y():
            self.move_step(self._grabbed, -1)
            self._grabbed -= 1
        while self._grabbed < len(self._rows) - 1 and y > self._rows[self._grabbed + 1].geometry().center().y():
            self.move_step(self._grabbed, 1)
            self._grabbed += 1

    def _drop(self) -> None:
        self._grabbed = None
