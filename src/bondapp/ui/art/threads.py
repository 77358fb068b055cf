"""The two threads: a solid strand and an open cord that braid, part and meet. Pure drawing, no widgets."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen

from bondapp.ui.theme import Theme, Who

Curve = Callable[[float], float]

_MODE = QPainter.CompositionMode


def smooth(a: float, b: float, x: float) -> float:
    """0 before a, 1 after b, smooth to the second derivative between."""
    if a == b:
        return float(x >= a)
    t = min(1.0, max(0.0, (x - a) / (b - a)))
    return t * t * t * (t * (6 * t - 15) + 10)


def thread_pen(colour: QColor, width: float) -> QPen:
    """A pen with round ends and joints."""
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def curve_path(f: Curve, x0: float, x1: float, step: float = 5.0) -> QPainterPath:
    """A curve as Hermite cubics: hundreds of nearly collinear segments would leave small spikes when stroked."""
    path = QPainterPath(QPointF(x0, f(x0)))
    count = max(2, int((x1 - x0) / step))
    h = (x1 - x0) / count
    a, fa, slope_a = x0, f(x0), _slope(f, x0)
    for i in range(count):
        b = x0 + h * (i + 1)
        fb, slope_b = f(b), _slope(f, b)
        path.cubicTo(a + h / 3, fa + slope_a * h / 3, b - h / 3, fb - slope_b * h / 3, b, fb)
        a, fa, slope_a = b, fb, slope_b
    return path


def _slope(f: Curve, x: float) -> float:
    return (f(x + 0.25) - f(x - 0.25)) / 0.5


def stroke(p: QPainter, path: QPainterPath, cord: bool, colour: QColor, width: float) -> None:
    """Draws a strand; a cord is hollow, which needs a transparent layer under it."""
    if not cord:
        p.strokePath(path, thread_pen(colour, width))
        return
    p.strokePath(path, thread_pen(colour, width + 1.2))
    mode = p.compositionMode()
    p.setCompositionMode(_MODE.CompositionMode_DestinationOut)
    p.strokePath(path, thread_pen(QColor(0, 0, 0), max(1.2, width * 0.46)))
    p.setCompositionMode(mode)


def weave_image(
    rect: QRectF,
    curves: Sequence[Curve],
    theme: Theme,
    whos: Sequence[Who],
    *,
    dpr: float,
    span: tuple[float, float],
    width: float = 3.4,
    gap: float = 1.7,
) -> QImage:
    """One or two strands with true over and under crossings on a transparent layer at device resolution.

    The lower strand is erased around the upper one; near a crossing only that stretch is stroked again.
    Lengths are logical px; width and gap grow gently with the text scale.
    """
    k = theme.scale**0.6
    width, gap = width * k, gap * k
    image = QImage(
        max(1, math.ceil(rect.width() * dpr)),
        max(1, math.ceil(rect.height() * dpr)),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.setDevicePixelRatio(dpr)
    image.fill(0)
    strands = list(zip(curves, whos, strict=False))
    p = QPainter(image)
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.translate(-rect.topLeft())
    for curve, who in reversed(strands):
        stroke(p, curve_path(curve, *span), who.cord, theme.who(who), width)
    if len(strands) == 2:
        for i, (low, high) in enumerate(_stretches(curves, span)):
            curve, who = strands[i % 2]
            path = curve_path(curve, max(span[0], low - 6), min(span[1], high + 6), 4.0)
            p.save()
            p.setClipRect(QRectF(low, rect.top(), high - low, rect.height()))
            p.setCompositionMode(_MODE.CompositionMode_DestinationOut)
            p.strokePath(path, thread_pen(QColor(0, 0, 0), width + 1.2 + 2 * gap))
            p.setCompositionMode(_MODE.CompositionMode_SourceOver)
            stroke(p, path, who.cord, theme.who(who), width)
            p.restore()
    p.end()
    return image


def _stretches(curves: Sequence[Curve], span: tuple[float, float]) -> list[tuple[float, float]]:
    """The stretch around each crossing, at most 22 px to both sides and never over the next one's."""
    first, second = curves[0], curves[1]
    x0, x1 = span
    crossings: list[float] = []
    before, x = first(x0) - second(x0), x0
    while x < x1:
        x += 1.0
        apart = first(x) - second(x)
        if apart == 0 or (apart < 0) != (before < 0):
            crossings.append(x)
        before = apart
    found = []
    for i, at in enumerate(crossings):
        low = max(at - 22, (crossings[i - 1] + at) / 2) if i else at - 22
        high = min(at + 22, (crossings[i + 1] + at) / 2) if i + 1 < len(crossings) else at + 22
        found.append((low, high))
    return found


def weave(
    p: QPainter,
    rect: QRectF,
    curves: Sequence[Curve],
    theme: Theme,
    whos: Sequence[Who],
    *,
    span: tuple[float, float] | None = None,
    width: float = 3.4,
    gap: float = 1.7,
    mirror: bool = False,
) -> None:
    """Paints strands over whatever ground the painter has, mirrored when asked."""
    dpr = p.device().devicePixelRatio()
    span = span or (rect.left(), rect.right())
    image = weave_image(rect, curves, theme, whos, dpr=dpr, span=span, width=width, gap=gap)
    draw_layer(p, rect, image, mirror)


def draw_layer(p: QPainter, rect: QRectF, image: QImage, mirror: bool) -> None:
    """Paints a woven layer, mirrored about the middle of its rectangle when asked."""
    p.save()
    if mirror:
        p.translate(2 * rect.left() + rect.width(), 0)
        p.scale(-1, 1)
    p.drawImage(rect, image)
    p.restore()


def nowhere(_x: float) -> float:
    """Strands that are never apart."""
    return 0.0


def braid(
    cy: float,
    amp: float,
    wave: float,
    apart: Curve = nowhere,
    spread: float = 0.0,
    *,
    phase: float = 0.0,
    sway: float = 3.0,
) -> tuple[Curve, Curve]:
    """Two curves that braid about cy and lean apart where apart(x) goes to 1; lengths in px."""

    def calm(x: float) -> float:
        # The braid dies away before the strands lean apart: no kink.
        return float((1 - apart(x)) ** 5)

    def sine(x: float) -> float:
        return math.sin(2 * math.pi * x / wave + phase)

    def first(x: float) -> float:
        return cy - calm(x) * amp * sine(x) - apart(x) * (spread + sway * math.sin(x / 57))

    def second(x: float) -> float:
        return cy + calm(x) * amp * sine(x) + apart(x) * (spread + sway * math.sin(x / 49 + 1.3))

    return first, second


def whole_braid(x0: float, x1: float, wave: float) -> tuple[float, float]:
    """Wave length near the asked one, and phase, such that both ends sit at full spread, not inside a crossing."""
    halves = max(1, round((x1 - x0) / wave * 2))
    wave = 2 * (x1 - x0) / halves
    return wave, math.pi / 2 - 2 * math.pi * x0 / wave


@lru_cache(maxsize=1)
def _grain_tile() -> QImage:
    tile = QImage(96, 96, QImage.Format.Format_ARGB32)
    tile.fill(0)
    state = 7
    for y in range(96):
        for x in range(96):
            state = (state * 1_103_515_245 + 12_345) % 2**31
            value = (0, 0, 2, 2, 3)[state // 65_536 % 5]
            grey = 255 if state // 4_194_304 % 2 else 0
            tile.setPixelColor(x, y, QColor(grey, grey, grey, value))
    return tile


def grain(p: QPainter, rect: QRectF) -> None:
    """A tile of faint noise: hides the banding an 8-bit gradient shows on large dark panels."""
    p.save()
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(QBrush(_grain_tile()))
    p.drawRect(rect)
    p.restore()
