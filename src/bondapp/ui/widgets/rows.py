"""List panes: thousands of rows as a model, painted by a delegate, with Qt's own keys and type-ahead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from bondapp.ui.art.thread_art import Kind, paint_thread_art
from bondapp.ui.icons import paint_icon
from bondapp.ui.painting import TRAILING, paint_avatar, write
from bondapp.ui.theme import T, Who

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Row:
    """A row: its key, words, drawing (kind), an icon or a person instead of it, time, mark of a quiet reminder."""

    key: Any
    title: str
    sub: str = ""
    kind: Kind | None = None
    time: str = ""
    muted_bell: bool = False
    section: str = ""
    icon: str = ""
    who: Who | None = None


@dataclass(frozen=True)
class _Heading:
    words: str


class RowModel(QAbstractListModel):
    """Rows in the given order, with a heading before each change of section."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Row | _Heading] = []
        self._places: dict[Any, int] = {}

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Replaces all rows."""
        self.beginResetModel()
        self._entries = []
        section = ""
        for row in rows:
            if row.section and row.section != section:
                self._entries.append(_Heading(row.section))
            section = row.section
            self._entries.append(row)
        self._places = {e.key: i for i, e in enumerate(self._entries) if isinstance(e, Row)}
        self.endResetModel()

    def entry(self, index: Index) -> Row | _Heading | None:
        """What stands at an index."""
        return self._entries[index.row()] if 0 <= index.row() < len(self._entries) else None

    def place(self, key: Any) -> int | None:
        """The place of a key among rows and headings, or None."""
        return self._places.get(key)

    def first(self) -> int | None:
        """The place of the first row, or None without rows."""
        return next((i for i, entry in enumerate(self._entries) if isinstance(entry, Row)), None)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.entry(index), Row):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entry(index)
        if isinstance(entry, _Heading):
            shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return entry.words if shown else None
        if entry is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            quiet = self.tr("no reminder") if entry.muted_bell else ""
            return ", ".join(part for part in (entry.title, entry.sub, entry.time, quiet) if part)
        return None


class _RowDelegate(QStyledItemDelegate):
    def __init__(self, parent: RowList) -> None:
        super().__init__(parent)
        self.whos: tuple[Who, ...] = ()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        heading = isinstance(_entry(index), _Heading)
        return QSize(T().px(120), T().px(31 if heading and index.row() else 25 if heading else 65))

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry, theme = _entry(index), T()
        rect: QRect = option.rect
        p.save()
        p.setLayoutDirection(option.direction)
        p.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        if isinstance(entry, _Heading):
            line = theme.px(22)
            room = QRectF(rect.left() + theme.sp(12), rect.bottom() - line - 2, rect.width() - theme.sp(24), line)
            write(p, room, entry.words, theme.font("captionStrong"), theme.c("ink2"), elide=True)
        elif entry is not None:
            state: QStyle.StateFlag = option.state
            self._paint_row(p, QRectF(rect).adjusted(0, 0, 0, -theme.px(3)), entry, state)
        p.restore()

    def _paint_row(self, p: QPainter, rect: QRectF, row: Row, state: QStyle.StateFlag) -> None:
        theme = T()
        rtl = p.layoutDirection() == Qt.LayoutDirection.RightToLeft
        on = bool(state & QStyle.StateFlag.State_Selected)
        p.setPen(Qt.PenStyle.NoPen)
        if on or state & QStyle.StateFlag.State_MouseOver:
            p.setBrush(theme.c("selected" if on else "hover"))
            p.drawRoundedRect(rect, 10, 10)
        if on:
            height = rect.height()
            mark = QRectF(rect.left(), rect.top() + height * 0.26, 3.5, height * 0.48)
            p.setBrush(theme.c("accent"))
            p.drawRoundedRect(_mirror(rect, mark, rtl), 1.75, 1.75)
        x = rect.left() + theme.sp(12)
        x += self._paint_lead(p, rect, x, row, on)
        self._paint_row_words(p, rect, x, row, rtl)

    def _paint_lead(self, p: QPainter, rect: QRectF, x: float, row: Row, on: bool) -> float:
        """Paints drawing, person or icon and returns the width it took."""
        theme = T()
        rtl = p.layoutDirection() == Qt.LayoutDirection.RightToLeft
        middle = rect.center().y()
        if row.kind is not None:
            width, height = theme.px(50), theme.px(38)
            box = _mirror(rect, QRectF(x, middle - height / 2, width, height), rtl)
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(theme.c("surface" if on else "sunken"))
            p.drawRoundedRect(box, 9, 9)
            paint_thread_art(p, box, row.kind, self.whos, rtl, pad=7)
            return width + theme.sp(12)
        if row.who is not None:
            side = theme.px(28)
            paint_avatar(p, _mirror(rect, QRectF(x, middle - side / 2, side, side), rtl), row.who)
            return side + theme.sp(12)
        if row.icon:
            side = theme.px(20)
            box = _mirror(rect, QRectF(x, middle - side / 2, side, side), rtl)
            paint_icon(p, row.icon, box, theme.c("accent" if on else "ink2"), rtl=rtl)
            return side + theme.sp(12)
        return 0.0

    def _paint_row_words(self, p: QPainter, rect: QRectF, x: float, row: Row, rtl: bool) -> None:
        theme = T()
        end = rect.right() - theme.sp(12)
        time_font = theme.font("time")
        taken = QFontMetricsF(time_font).horizontalAdvance(row.time) if row.time else 0.0
        height = theme.px(41 if row.sub else 21)
        top = rect.top() + (rect.height() - height) / 2
        room = end - x - (taken + theme.sp(8) if row.time else 0)
        title = QRectF(x, top, room, theme.px(21))
        write(p, _mirror(rect, title, rtl), row.title, theme.font("label"), theme.c("ink"), elide=True)
        bell = theme.px(15)
        if row.sub:
            room = end - x - (bell + theme.sp(8) if row.muted_bell else 0)
            line = QRectF(x, top + theme.px(21), room, theme.px(19))
            write(p, _mirror(rect, line, rtl), row.sub, theme.font("caption"), theme.c("ink2"), elide=True)
        if row.time:
            box = QRectF(end - taken - 2, top, taken + 2, theme.px(21))
            write(p, _mirror(rect, box, rtl), row.time, time_font, theme.c("ink"), align=TRAILING)
        if row.muted_bell:
            box = QRectF(end - bell, top + theme.px(23), bell, bell)
            paint_icon(p, "bell-slash", _mirror(rect, box, rtl), theme.c("ink3"))


class RowList(QListView):
    """A list pane. chosen(key) says what the person picked; opened(key) that they pressed it or Enter."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, name: str = "", whos: Sequence[Who] = ()) -> None:
        super().__init__()
        self.setProperty("look", "rows")
        self.setAccessibleName(name)
        self._rows = RowModel(self)
        self._delegate = _RowDelegate(self)
        self._delegate.whos = tuple(whos)
        self._told: Any = None
        self.setModel(self._rows)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        edge = T().sp(12)
        self.setViewportMargins(edge, 0, edge, 0)
        self.setProperty("ring", 10)
        self.selectionModel().currentChanged.connect(self._moved)

    def set_rows(self, rows: Iterable[Row], whos: Sequence[Who] | None = None) -> None:
        """Replaces the rows and keeps the selection by its key; emits nothing."""
        kept = self.value()
        if whos is not None:
            self._delegate.whos = tuple(whos)
        blocked = self.blockSignals(True)
        self._rows.set_rows(rows)
        self.blockSignals(blocked)
        self.select(kept)

    def value(self) -> Any:
        """The key selected, or None."""
        entry = self._rows.entry(self.currentIndex()) if self.currentIndex().isValid() else None
        return entry.key if isinstance(entry, Row) else None

    def select(self, key: Any) -> None:
        """Selects a row by its key, or nothing when there is no such row; emits nothing."""
        place = self._rows.place(key)
        self._told = key if place is not None else None
        blocked = self.blockSignals(True)
        self.setCurrentIndex(self._rows.index(place, 0) if place is not None else QModelIndex())
        self.blockSignals(blocked)
        self.viewport().update()

    def focus_rect(self) -> QRect:
        """Where the focus ring belongs: round the current row."""
        index = self.currentIndex()
        if not index.isValid():
            return self.rect()
        rect = self.visualRect(index).adjusted(0, 0, 0, -T().px(3))
        return rect.translated(self.viewport().pos())

    def _moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        entry = self._rows.entry(current) if current.isValid() else None
        if isinstance(entry, Row) and entry.key != self._told:
            self._told = entry.key
            self.chosen.emit(entry.key)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index == self.currentIndex():
            self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open()
            return
        before = self.currentIndex()
        super().keyPressEvent(event)
        # Qt goes to the heading above the first row, which takes no focus, and stays where it was.
        up = event.key() in (Qt.Key.Key_Home, Qt.Key.Key_PageUp)
        first = self._rows.first()
        if up and first is not None and self.currentIndex() == before:
            self.setCurrentIndex(self._rows.index(first, 0))
            self.scrollToTop()

    def _open(self) -> None:
        key = self.value()
        if key is not None:
            self.opened.emit(key)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self.viewport().update()

    def minimumSizeHint(self) -> QSize:
        return QSize(T().px(140), T().px(120))


def _entry(index: Index) -> Row | _Heading | None:
    model = index.model()
    return model.entry(index) if isinstance(model, RowModel) else None


def _mirror(frame: QRectF, rect: QRectF, rtl: bool) -> QRectF:
    if not rtl:
        return rect
    return QRectF(frame.left() + frame.right() - rect.right(), rect.top(), rect.width(), rect.height())


def focus_rect(widget: QWidget) -> QRect:
    """The part of a widget the focus ring goes round, in its own coordinates."""
    return widget.focus_rect() if isinstance(widget, RowList) else widget.rect()
