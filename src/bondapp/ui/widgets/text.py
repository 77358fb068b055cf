"""Words on the screen: plain text with a real line height, exact height for width and room for accents."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from bondapp.ui.a11y import set_role
from bondapp.ui.painting import is_rtl, painter
from bondapp.ui.theme import Part, T, Who, tokens

# Not Qt.AlignTrailing: that has the same value as AlignRight.
TRAIL: Final = "trail"
Align = Qt.AlignmentFlag | Literal["trail"] | None

_HEADINGS = frozenset({"display", "title", "heading", "wordsLarge"})
_ENDLESS = 100_000.0

LONG_LINE: Final = 5_000


def soft_break(words: str) -> tuple[str, list[int]]:
    """Breaks lines longer than LONG_LINE characters, at a space where there is one.

    One endless line stops text layout for seconds. Returns the words with the breaks and the numbers of the lines
    that follow a break of ours, from 0.
    """
    lines: list[str] = []
    softs: list[int] = []
    for line in words.split("\n"):
        rest = line
        while len(rest) > LONG_LINE:
            cut = rest.rfind(" ", LONG_LINE // 2, LONG_LINE) + 1 or LONG_LINE
            lines.append(rest[:cut])
            softs.append(len(lines))
            rest = rest[cut:]
        lines.append(rest)
    return "\n".join(lines), softs


class Text(QLabel):
    """Plain words in a type role; measure is the greatest natural width in px at 100 % text."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        color: str = "ink",
        wrap: bool = True,
        align: Align = None,
        *,
        measure: int | None = None,
        drop: float = 0.0,
        who: Who | None = None,
        part: Part = "strong",
    ) -> None:
        super().__init__()
        self.role = role
        self.color_name = color
        self._who, self._part = who, part
        self._align, self._measure, self._drop = align, measure, drop
        self._memo: dict[tuple[int, bool], tuple[QTextLayout, float, float]] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(T().font(role))
        self.setWordWrap(wrap)
        self.setText(text)
        policy = QSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred if wrap else QSizePolicy.Policy.Fixed
        )
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        if role in _HEADINGS:
            set_role(self, "heading")

    def setText(self, text: str) -> None:
        self._memo = {}
        super().setText(text)
        self.updateGeometry()
        self.update()

    def set_color(self, color: str) -> None:
        """Changes the colour to another token."""
        self.color_name = color
        self._who = None
        self.update()

    def set_align(self, align: Align) -> None:
        """Changes the alignment: None is leading, TRAIL trailing, or a physical Qt flag."""
        self._align = align
        self._memo = {}
        self.update()

    def colour(self) -> QColor:
        """The colour the words have in the look in force."""
        return T().who(self._who, self._part) if self._who is not None else T().c(self.color_name)

    @staticmethod
    def baseline(role: str) -> float:
        """Px from the top of a one-line Text to its base line."""
        size = T().font(role).pixelSize()
        base = (size * T().line(role) - 1.05 * size) / 2 + 0.80 * size
        return base + max(0.0, 1.02 * size - base)

    def _metrics(self) -> tuple[float, float, float, float]:
        """Line height, base line in the line, room above the first and below the last line."""
        size = self.font().pixelSize()
        height = size * T().line(self.role)
        base = (height - 1.05 * size) / 2 + 0.80 * size
        above = max(0.0, 1.02 * size - base)
        below = max(0.0, base + 0.34 * size - height)
        return height, base, above + self._drop, below

    def _physical(self) -> Qt.AlignmentFlag:
        # QTextLayout's alignment is physical and never mirrored.
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if self._align is None:
            return right if is_rtl(self) else left
        if isinstance(self._align, str):
            return left if is_rtl(self) else right
        return self._align

    def _lay(self, width: float) -> tuple[QTextLayout, float, float]:
        key = (round(width * 4), is_rtl(self))
        if key in self._memo:
            return self._memo[key]
        height, base, top, below = self._metrics()
        layout = QTextLayout(soft_break(self.text())[0].replace("\n", "\u2028"), self.font())
        option = QTextOption()
        mode = QTextOption.WrapMode
        option.setWrapMode(mode.WrapAtWordBoundaryOrAnywhere if self.wordWrap() else mode.NoWrap)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setAlignment(self._physical())
        layout.setTextOption(option)
        layout.beginLayout()
        y, widest = top, 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width))
            line.setPosition(QPointF(0, y + base - line.ascent()))
            y += height
            widest = max(widest, line.naturalTextWidth())
        layout.endLayout()
        self._memo[key] = (layout, widest, y + below)
        return self._memo[key]

    def hasHeightForWidth(self) -> bool:
        return self.wordWrap()

    def heightForWidth(self, width: int) -> int:
        return int(self._lay(width)[2] + 0.999)

    def sizeHint(self) -> QSize:
        if self._measure:
            cap: float = T().px(self._measure)
        else:
            cap = T().px(tokens()["size"]["measure"]) if self.wordWrap() else _ENDLESS
        widest = self._lay(_ENDLESS)[1]
        width = min(widest, cap)
        return QSize(int(width + 1.999), int(self._lay(width + 1)[2] + 0.999))

    def minimumSizeHint(self) -> QSize:
        if not self.wordWrap():
            return self.sizeHint()
        metrics = QFontMetricsF(self.font())
        longest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0.0)
        height, _, top, below = self._metrics()
        width = min(longest, 16 * self.font().pixelSize())
        return QSize(int(width) + 2, int(top + height + below + 0.999))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange):
            self._memo = {}
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        p = painter(self)
        p.setPen(self.colour())
        layout, _, height = self._lay(self.width())
        y = 0.0 if self.wordWrap() else (self.height() - height) / 2
        layout.draw(p, QPointF(0, y))


def over(text: str, color: str = "ink2") -> Text:
    """A small label above a block; sentence case."""
    return Text(text, "captionStrong", color, wrap=False)


def buddy(text: str, field: QWidget, role: str = "label", color: str = "ink") -> Text:
    """A label that names a field to screen readers and takes its mnemonic."""
    label = Text(text, role, color)
    label.setBuddy(field)
    if not field.accessibleName():
        field.setAccessibleName(text)
    return label
