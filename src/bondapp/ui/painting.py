"""What every painted widget shares: a painter, mirroring, words in a rectangle, a person's disc."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath
from PySide6.QtWidgets import QWidget

from bondapp.ui.theme import T, Who

# QPainter.drawText mirrors AlignLeft and AlignRight by itself in a right-to-left widget.
LEADING = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
TRAILING = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRED = Qt.AlignmentFlag.AlignCenter


def is_rtl(widget: QWidget) -> bool:
    """Whether a widget is laid out from right to left."""
    return widget.layoutDirection() == Qt.LayoutDirection.RightToLeft


def painter(widget: QWidget) -> QPainter:
    """A painter on a widget with smooth edges, text and pixmaps."""
    p = QPainter(widget)
    hint = QPainter.RenderHint
    p.setRenderHints(hint.Antialiasing | hint.TextAntialiasing | hint.SmoothPixmapTransform)
    # Qt gives the painter the application's direction, not the widget's.
    p.setLayoutDirection(widget.layoutDirection())
    return p


def visual(widget: QWidget, rect: QRectF) -> QRectF:
    """Mirrors a logical rectangle inside a right-to-left widget."""
    if is_rtl(widget):
        return QRectF(widget.width() - rect.right(), rect.top(), rect.width(), rect.height())
    return rect


def rounded(rect: QRectF, radius: float) -> QPainterPath:
    """A rounded rectangle as a path."""
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    return path


def direction_of(words: str, otherwise: Qt.LayoutDirection) -> Qt.LayoutDirection:
    """The direction of the first letter that has one, as a text editor finds it."""
    for letter in words:
        kind = unicodedata.bidirectional(letter)
        if kind in ("R", "AL"):
            return Qt.LayoutDirection.RightToLeft
        if kind == "L":
            return Qt.LayoutDirection.LeftToRight
    return otherwise


def write(
    p: QPainter,
    rect: QRectF,
    words: str,
    font: QFont,
    colour: QColor,
    *,
    align: Qt.AlignmentFlag = LEADING,
    flags: Qt.TextFlag = Qt.TextFlag.TextSingleLine,
    elide: bool = False,
) -> None:
    """Paints plain words into a rectangle, shortened with an ellipsis when asked and too long."""
    p.save()
    p.setFont(font)
    p.setPen(colour)
    ours, theirs = p.layoutDirection(), direction_of(words, p.layoutDirection())
    if ours != theirs:
        # A left-to-right name in a right-to-left row keeps its full stop at its own end and its place in the row.
        p.setLayoutDirection(theirs)
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if align & (left | right):
            align ^= left | right
    if elide:
        words = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    p.drawText(rect, int(align) | int(flags), words)
    p.restore()


def paint_avatar(p: QPainter, rect: QRectF, who: Who) -> None:
    """A person's disc with the first letter of their name."""
    theme = T()
    p.save()
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(theme.who(who, "strong"))
    p.drawEllipse(rect)
    font = theme.font("captionStrong")
    font.setPixelSize(max(9, round(rect.height() * 0.46)))
    write(p, rect, who.initial, font, theme.who(who, "onStrong"), align=CENTRED)
    p.restore()


def paint_pair(p: QPainter, rect: QRectF, first: Who, second: Who, ground: QColor) -> None:
    """Two overlapping discs, the second in front with a rim in the colour of the ground."""
    side = rect.height()
    shift = side * 0.36
    centre = rect.center()
    left = QRectF(centre.x() - side / 2 - shift, rect.top(), side, side)
    right = left.translated(2 * shift, 0)
    paint_avatar(p, left, first)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(ground)
    p.drawEllipse(right.adjusted(-2, -2, 2, 2))
    paint_avatar(p, right, second)
