"""Frames of pages: header, body, footer, focus bar, list and detail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bondapp.ui.a11y import set_role
from bondapp.ui.theme import T, tokens
from bondapp.ui.widgets.buttons import Button
from bondapp.ui.widgets.cards import Ground
from bondapp.ui.widgets.layouts import Bar, FlowBox, Item, Margins, Scroll, hbox, vbox, wrap
from bondapp.ui.widgets.text import Text


class PageHeader(QWidget):
    """A title row that stays put; a hairline appears under it once the page has scrolled."""

    back_clicked = Signal()

    def __init__(
        self,
        title: str,
        sub: str = "",
        actions: Iterable[QWidget] = (),
        back: str = "",
        *,
        role: str = "title",
        margins: Margins = (40, 22, 40, 14),
    ) -> None:
        super().__init__()
        self._scrolled = False
        self.title = Text(title, role)
        self.sub = Text(sub, "body", "ink2", measure=700)
        items: list[Item] = []
        if back:
            link = Button(back, "plain", "caret-left", small=True, flush=True)
            link.clicked.connect(self.back_clicked)
            items.append(wrap(hbox(link, None)))
        for text in (self.title, self.sub):
            if not text.text():
                # Shown before it has a parent, it would flash as a window of its own.
                text.hide()
        words = wrap(vbox(*items, self.title, self.sub, gap=2))
        shown = list(actions)
        buttons = FlowBox(shown, gap=10) if shown else None
        vbox(Bar(words, buttons, 16, top=True, stack_gap=12), margins=margins, parent=self)

    def set_title(self, title: str, sub: str = "") -> None:
        """Shows another title and line under it."""
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self.sub.setText(sub)
        self.sub.setVisible(bool(sub))

    def bind(self, scroll: Scroll) -> None:
        """Follows a scroll area for the hairline."""
        scroll.verticalScrollBar().valueChanged.connect(self._follow)

    def _follow(self, value: int) -> None:
        self._scrolled = value > 2
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._scrolled:
            QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, T().c("hairline"))


class Page(QWidget):
    """Header, scrolling body, footer. At 150 % text and more the header scrolls with the page."""

    def __init__(
        self,
        header: PageHeader | None,
        body: QWidget,
        *,
        scroll: bool = True,
        margins: Margins = (40, 6, 40, 28),
        footer: QWidget | None = None,
        center: bool = False,
    ) -> None:
        super().__init__()
        column = vbox(gap=0, parent=self)
        self.header = header
        self.area: Scroll | None = None
        if scroll:
            self.area = Scroll(self._with_header(header, body), margins, center)
            frame: QWidget = self.area
        else:
            frame = wrap(vbox((body, 1), margins=margins))
        if header is not None and header.parentWidget() is None:
            column.addWidget(header)
            if self.area is not None:
                header.bind(self.area)
        column.addWidget(frame, 1)
        if footer is not None:
            column.addWidget(footer)

    @staticmethod
    def _with_header(header: PageHeader | None, body: QWidget) -> QWidget:
        if header is None or T().scale < 1.5:
            return body
        layout = header.layout()
        if layout is not None:
            edges = layout.contentsMargins()
            layout.setContentsMargins(0, edges.top(), 0, edges.bottom())
        return wrap(vbox(header, body, gap=0))


class Footer(Ground):
    """A bar under the page that covers nothing: words on one side, buttons on the other."""

    def __init__(
        self,
        left: QWidget | None,
        buttons: Sequence[QWidget],
        margins: Margins = (36, 12, 36, 12),
        fill: str = "canvas",
        need: float = 0.72,
    ) -> None:
        super().__init__(fill)
        vbox(Bar(left, FlowBox(buttons, gap=10), 16, need=need), margins=margins, parent=self)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.fill == "canvas":
            QPainter(self).fillRect(0, 0, self.width(), 1, T().c("hairline"))


class FocusTop(Ground):
    """The top bar of focus screens: the way out, the steps, the quiet controls."""

    def __init__(
        self,
        left: QWidget | None,
        centre: QWidget | None = None,
        right: QWidget | None = None,
        fill: str | None = "sidebar",
    ) -> None:
        super().__init__(fill)
        middle = Qt.AlignmentFlag.AlignVCenter
        self.setMinimumHeight(T().px(60 if centre is None else 92))
        items: list[Item] = [(left, middle)] if left is not None else []
        items.append((centre, 1) if centre is not None else None)
        items += [(right, middle)] if right is not None else []
        self._row = hbox(*items, gap=24, margins=(20, 8, 20, 4), parent=self)
        sides = [side for side in (left, right) if side is not None]
        self._buttons = [
            b for side in sides for b in ([side] if isinstance(side, Button) else side.findChildren(Button))
        ]
        self._least = centre.minimumSizeHint().width() if centre is not None else 0
        if centre is not None:
            self._least = max(self._least, centre.minimumWidth())

    def minimumSizeHint(self) -> QSize:
        # With icons alone: the words would keep the window from ever narrowing.
        return QSize(self._least + sum(b.sizeHint().height() for b in self._buttons), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        edges = self._row.contentsMargins()
        words = sum(b.full_width() for b in self._buttons)
        gaps = self._row.spacing() * (len(self._buttons) + 1)
        crowded = words + gaps + self._least + edges.left() + edges.right() > self.width()
        for button in self._buttons:
            button.set_compact(crowded)
        super().resizeEvent(event)


class MasterDetail(QWidget):
    """List and detail side by side; below 780 rem px one of them, with a way back to the list.

    one(True) shows the detail when there is room for one only, one(False) the list. Emits backed when the
    person goes back and narrowed(bool) when the shape changes.
    """

    backed = Signal()
    narrowed = Signal(bool)

    def __init__(self, pane: QWidget, detail: QWidget | None = None, back: str = "", one: bool = False) -> None:
        super().__init__()
        self.pane = pane
        self._pane_width = pane.maximumWidth() if pane.minimumWidth() == pane.maximumWidth() else 0
        self._narrow, self._one = False, one
        self._detail: QWidget | None = None
        link = Button(back or self.tr("Back"), "plain", "caret-left", small=True, flush=True)
        link.clicked.connect(self._back)
        self._link = wrap(hbox(link, None, margins=(36, 14, 36, 0)))
        self._link.hide()
        self._column = vbox(self._link, gap=0)
        self._side = wrap(self._column)
        self._row: QHBoxLayout = hbox(pane, (self._side, 1), gap=0, parent=self)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Back), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._back)
        if detail is not None:
            self.set_detail(detail)

    def set_detail(self, detail: QWidget) -> None:
        """Shows another detail; the former one is deleted."""
        if self._detail is not None:
            self._column.removeWidget(self._detail)
            self._detail.hide()
            self._detail.deleteLater()
        self._detail = detail
        self._column.addWidget(detail, 1)

    def detail(self) -> QWidget | None:
        """The detail shown."""
        return self._detail

    def one(self, detail: bool) -> None:
        """Says which of the two is shown when there is room for one only."""
        self._one = detail
        self._show()

    def is_narrow(self) -> bool:
        """Whether there is room for one only."""
        return self._narrow

    def _back(self) -> None:
        if self._narrow and self._one:
            self.one(False)
            self.backed.emit()

    def _show(self) -> None:
        self.pane.setVisible(not self._narrow or not self._one)
        self._side.setVisible(not self._narrow or self._one)
        self._link.setVisible(self._narrow)
        if self._pane_width:
            self.pane.setMinimumWidth(0 if self._narrow else self._pane_width)
            self.pane.setMaximumWidth(16_777_215 if self._narrow else self._pane_width)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.width() / T().scale < tokens()["breakpoints"]["stackPanes"] - 60
        if narrow != self._narrow:
            self._narrow = narrow
            self._show()
            self.narrowed.emit(narrow)
        super().resizeEvent(event)


def section(title: str, *items: Item, gap: int = 8, hint: str = "") -> QWidget:
    """A titled block; the hint stands beside the title."""
    label = Text(title, "label", wrap=not hint)
    head: Item = hbox(label, (Text(hint, "caption", "ink2"), 1), gap=10) if hint else label
    block = wrap(vbox(head, *items, gap=gap))
    set_role(block, "group", title)
    return block


def numbered(steps: Iterable[str], role: str = "body", color: str = "ink") -> list[QHBoxLayout]:
    """Rows of numbered sentences, for Card.add(*numbered(...))."""
    rows = []
    for number, step in enumerate(steps, 1):
        mark = Text(str(number), "time", "accent", wrap=False)
        mark.setFixedWidth(T().px(20))
        rows.append(hbox((mark, Qt.AlignmentFlag.AlignTop), (Text(step, role, color), 1), gap=6))
    return rows
