"""Boxes, wrapping rows and the parts that answer narrow windows and large text alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

from PySide6.QtCore import QCoreApplication, QEvent, QMargins, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from bondapp.ui.painting import is_rtl
from bondapp.ui.theme import T, tokens

# A widget, a layout, a gap (number), a stretch (None), or a tuple of one of the first two with stretch and alignment.
Item: TypeAlias = QWidget | QLayout | float | tuple[Any, ...] | None
Margins: TypeAlias = tuple[int, int, int, int]

_SIDEWAYS = QBoxLayout.Direction.LeftToRight
_DOWN = QBoxLayout.Direction.TopToBottom
_UNALIGNED = Qt.AlignmentFlag(0)
DEAF_MS = 50


def hbox(*items: Item, gap: int = 8, margins: Margins = (0, 0, 0, 0), parent: QWidget | None = None) -> QHBoxLayout:
    """A row of items; gap and margins in px at 100 % text."""
    layout = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    _fill(layout, items, gap, margins)
    return layout


def vbox(*items: Item, gap: int = 8, margins: Margins = (0, 0, 0, 0), parent: QWidget | None = None) -> QVBoxLayout:
    """A column of items; gap and margins in px at 100 % text."""
    layout = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    _fill(layout, items, gap, margins)
    return layout


def wrap(layout: QLayout) -> QWidget:
    """A widget around a layout."""
    widget = QWidget()
    widget.setLayout(layout)
    return widget


def spaced(margins: Margins) -> QMargins:
    """Margins at the text scale in force."""
    theme = T()
    return QMargins(*(theme.sp(m) for m in margins))


def add_item(layout: QBoxLayout, item: Item) -> None:
    """Adds one item of the kinds hbox and vbox take."""
    stretch, align = 0, _UNALIGNED
    if isinstance(item, tuple):
        item, *rest = item
        for extra in rest:
            if isinstance(extra, Qt.AlignmentFlag):
                align = extra
            else:
                stretch = int(extra)
    if item is None:
        layout.addStretch(1)
    elif isinstance(item, QLayout):
        layout.addLayout(item, stretch)
    elif isinstance(item, QWidget):
        layout.addWidget(item, stretch, align)
    elif isinstance(item, int | float):
        layout.addSpacing(T().sp(item))


def _fill(layout: QBoxLayout, items: Iterable[Item], gap: int, margins: Margins) -> None:
    layout.setSpacing(T().sp(gap))
    layout.setContentsMargins(spaced(margins))
    for item in items:
        add_item(layout, item)


class Flow(QLayout):
    """A row that wraps, with height for width and right-to-left support."""

    def __init__(
        self, items: Iterable[QWidget] = (), gap: int = 8, vgap: int | None = None, parent: QWidget | None = None
    ) -> None:
        if parent is not None:
            super().__init__(parent)
        else:
            super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = T().sp(gap)
        self._vgap = T().sp(gap if vgap is None else vgap)
        self.setContentsMargins(0, 0, 0, 0)
        for widget in items:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(h.width() for h in hints) + self._gap * max(0, len(hints) - 1)
        return QSize(width, max((h.height() for h in hints), default=0))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def _rows(self, room: int) -> list[list[tuple[QLayoutItem, int, int, int]]]:
        rows: list[list[tuple[QLayoutItem, int, int, int]]] = []
        x = 0
        for item in self._shown():
            hint = item.sizeHint()
            width = min(hint.width(), room)
            if not rows or x + width > room:
                rows.append([])
                x = 0
            squeezed = item.hasHeightForWidth() and width < hint.width()
            rows[-1].append((item, x, width, item.heightForWidth(width) if squeezed else hint.height()))
            x += width + self._gap
        return rows

    def _place(self, rect: QRect, move: bool) -> int:
        parent = self.parentWidget()
        rtl = parent is not None and is_rtl(parent)
        y = 0
        rows = self._rows(rect.width())
        for row in rows:
            height = max(entry[3] for entry in row)
            if move:
                for item, x, width, tall in row:
                    left = rect.right() - x - width + 1 if rtl else rect.left() + x
                    item.setGeometry(QRect(left, rect.top() + y + (height - tall) // 2, width, tall))
            y += height + self._vgap
        return max(0, y - self._vgap) if rows else 0


class FlowBox(QWidget):
    """A widget whose children stand in a wrapping row."""

    def __init__(self, items: Iterable[QWidget] = (), gap: int = 8, vgap: int | None = None) -> None:
        super().__init__()
        self.flow = Flow(items, gap, vgap)
        self.setLayout(self.flow)
        self.setMinimumWidth(0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


class Columns(QWidget):
    """Side by side while the width in rem px allows it, stacked below that."""

    def __init__(
        self, *columns: QWidget, stretches: Sequence[int] = (), gap: int = 20, stack_below: int | None = None
    ) -> None:
        super().__init__()
        self._below = tokens()["breakpoints"]["stackColumns"] if stack_below is None else stack_below
        self._stretches = tuple(stretches) or (1,) * len(columns)
        self._box = hbox(gap=gap, parent=self)
        for column, stretch in zip(columns, self._stretches, strict=True):
            self._box.addWidget(column, stretch)

    def is_stacked(self) -> bool:
        """Whether the columns stand below each other now."""
        return self._box.direction() == _DOWN

    def minimumSizeHint(self) -> QSize:
        # The stacked minimum: the side-by-side one would keep the window from ever narrowing.
        widths = [item.minimumSize().width() for i in range(self._box.count()) if (item := self._box.itemAt(i))]
        return QSize(max(widths, default=0), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        direction = _DOWN if self.width() / T().scale < self._below else _SIDEWAYS
        if self._box.direction() != direction:
            self._box.setDirection(direction)
            for i, stretch in enumerate(self._stretches):
                self._box.setStretch(i, 0 if direction == _DOWN else stretch)
            self.updateGeometry()
        super().resizeEvent(event)


class Bar(QWidget):
    """Two groups on one line (title and actions, help and buttons) that become two lines when they do not fit."""

    def __init__(
        self,
        left: QWidget | None,
        right: QWidget | None,
        gap: int = 16,
        *,
        top: bool = False,
        stack_gap: int = 8,
        need: float = 0.72,
    ) -> None:
        super().__init__()
        self._left, self._right = left, right
        self._gap, self._stack_gap, self._need = T().sp(gap), T().sp(stack_gap), need
        self._align = Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignVCenter
        self._box = hbox(gap=gap, parent=self)
        if left is not None:
            self._box.addWidget(left, 1, self._align)
        else:
            self._box.addStretch(1)
        if right is not None:
            self._box.addWidget(right, 0, self._align)

    def minimumSizeHint(self) -> QSize:
        sides = [side.minimumSizeHint().width() for side in (self._left, self._right) if side is not None]
        return QSize(max(sides, default=0), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._left is not None and self._right is not None:
            self._turn(self._left, self._right)
        super().resizeEvent(event)

    def _turn(self, left: QWidget, right: QWidget) -> None:
        words = min(left.sizeHint().width(), T().px(tokens()["size"]["measure"])) * self._need
        down = words + self._gap + right.sizeHint().width() > self.width()
        direction = _DOWN if down else _SIDEWAYS
        if direction == self._box.direction():
            return
        self._box.setDirection(direction)
        self._box.setSpacing(self._stack_gap if down else self._gap)
        self._box.setStretch(0, 0 if down else 1)
        self._box.setAlignment(right, _UNALIGNED if down else self._align)
        self.updateGeometry()


class _Host(QWidget):
    """What scrolls. Fields that grow while a layout is being carried out leave it a step behind; this catches up."""

    def __init__(self) -> None:
        super().__init__()
        self._asked: tuple[int, int] | None = None
        self.caught_up = 0
        self._soon = _once(self, 0, self._catch_up)
        # Catching up makes layout events of its own: deaf to them for a moment, or it would never rest.
        self._deaf = _once(self, DEAF_MS, self._ask_for_room)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        layout_matters = event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Show)
        if layout_matters and not self._deaf.isActive():
            self._soon.start()
        return done

    def resting(self) -> bool:
        """Whether nothing is left to do."""
        return not self._soon.isActive() and not self._deaf.isActive()

    def _catch_up(self) -> None:
        layout = self.layout()
        if layout is None or not layout.hasHeightForWidth():
            return
        self.caught_up += 1
        self._deaf.start()
        # Nested layouts remember heights for widths; one that remembers wrongly holds back all above it.
        for inner in self.findChildren(QLayout):
            inner.invalidate()
        layout.invalidate()
        self._ask_for_room()

    def _ask_for_room(self) -> None:
        layout = self.layout()
        if layout is None or not layout.hasHeightForWidth():
            return
        short = (self.width(), layout.totalHeightForWidth(self.width()))
        if short[1] <= self.height():
            self._asked = None
        elif short != self._asked:
            # Once for each shortage: where the area has no more to give, asking again would never end.
            self._asked = short
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.LayoutRequest))


def _once(parent: QWidget, interval: int, call: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(interval)
    timer.timeout.connect(call)
    return timer


class Scroll(QScrollArea):
    """A transparent area that scrolls down, never sideways."""

    def __init__(self, inner: QWidget, margins: Margins = (40, 0, 40, 32), center: bool = False) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        host = _Host()
        layout = vbox(gap=0, margins=margins, parent=host)
        if center:
            layout.addStretch(2)
        layout.addWidget(inner)
        layout.addStretch(3)
        self.setWidget(host)
        # After setWidget(), which switches it on.
        host.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def reveal(self, widget: QWidget) -> None:
        """Brings a widget into view with room around it, also after focus given by the program."""
        self.ensureWidgetVisible(widget, 24, 24)
