"""Small drawings for cards, lists and empty places: what two threads do in a goodbye, a reunion, a repair."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, get_args

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bondapp.ui.a11y import set_role
from bondapp.ui.art.threads import Curve, braid, draw_layer, smooth, thread_pen, weave_image, whole_braid
from bondapp.ui.painting import is_rtl, painter
from bondapp.ui.theme import T, Theme, Who

Kind = Literal["together", "goodbye", "reunion", "checkin", "need", "repair", "touch", "alone"]
KINDS: tuple[Kind, ...] = get_args(Kind)


class ThreadArt(QWidget):
    """A small drawing, w by h px at 100 % text; gives way before any word does. Decorative unless named."""

    def __init__(
        self,
        kind: Kind,
        whos: Sequence[Who],
        w: int = 120,
        h: int = 44,
        *,
        ground: str | None = None,
        expand: bool = False,
        name: str = "",
    ) -> None:
        super().__init__()
        self._kind: Kind = kind
        self._whos, self._ground = tuple(whos), ground
        theme = T()
        self._size = QSize(theme.px(w), theme.px(h))
        self.setFixedHeight(theme.px(h))
        self.setMinimumWidth(theme.px(60 if expand else 36))
        across = QSizePolicy.Policy.Expanding if expand else QSizePolicy.Policy.Preferred
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        if not expand:
            self.setMaximumWidth(theme.px(w))
        if name:
            set_role(self, "graphic", name)

    def sizeHint(self) -> QSize:
        return self._size

    def paintEvent(self, _event: QPaintEvent) -> None:
        p = painter(self)
        rect = QRectF(self.rect())
        if self._ground:
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(T().c(self._ground))
            p.drawRoundedRect(rect, 11, 11)
        paint_thread_art(p, rect, self._kind, self._whos, is_rtl(self), pad=8 if self._ground else 4)


def paint_thread_art(
    p: QPainter, rect: QRectF, kind: Kind, whos: Sequence[Who], mirror: bool = False, *, pad: float = 4.0
) -> None:
    """Paints a drawing into a rectangle; the woven layer is kept for the next time."""
    dpr = p.device().devicePixelRatio()
    size = (rect.width(), rect.height())
    draw_layer(p, rect, _layer(kind, size, dpr, T(), tuple(whos), pad=pad), mirror)


@lru_cache(maxsize=64)
def _layer(
    kind: Kind, size: tuple[float, float], dpr: float, theme: Theme, whos: tuple[Who, ...], *, pad: float
) -> QImage:
    width, height = size
    small = height < theme.px(42)
    line = 2.5 if small else 3.1
    rect = QRectF(0, 0, width, height)
    span = (pad, width - pad)
    curves: tuple[Curve, ...] = _curves(kind, width, height, span)
    if len(whos) == 1 or kind == "alone":
        curves = (_alone(width, height),)
    image = weave_image(rect, curves, theme, whos, dpr=dpr, span=span, width=line, gap=1.5 if small else 1.8)
    if kind == "repair" and len(whos) > 1:
        _tie(image, width, height, theme, line)
    return image


def _tie(image: QImage, width: float, height: float, theme: Theme, line: float) -> None:
    p = QPainter(image)
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setPen(thread_pen(theme.c("accent"), line))
    for dx in (-width * 0.07, 0.0, width * 0.07):
        x = width / 2 + dx
        p.drawLine(QPointF(x, height * 0.32), QPointF(x, height * 0.68))
    p.end()


def _alone(width: float, height: float) -> Curve:
    return lambda x: height / 2 + height * 0.10 * math.sin(2 * math.pi * x / (width * 0.62))


def _curves(kind: Kind, width: float, height: float, span: tuple[float, float]) -> tuple[Curve, Curve]:
    cy, amp = height / 2, height * 0.16
    x0, x1 = span
    wave, phase = whole_braid(x0, x1, max(24.0, height * 0.8))
    if kind == "goodbye":
        return braid(cy, amp, wave, lambda x: smooth(width * 0.30, width * 0.98, x), height * 0.30, phase=phase, sway=0)
    if kind == "reunion":
        phase = math.pi / 2 - 2 * math.pi * x1 / wave
        return braid(
            cy, amp, wave, lambda x: 1 - smooth(width * 0.02, width * 0.70, x), height * 0.30, phase=phase, sway=0
        )
    if kind == "checkin":
        # Two rounds that touch: one question, two answers.
        wave, phase = whole_braid(x0, x1, (x1 - x0) * 0.66)
        return braid(cy, height * 0.24, wave, phase=phase)
    if kind == "repair":
        return _frayed(width, height, amp, wave, phase)
    if kind in ("touch", "need"):
        return _leaning(width, height) if kind == "need" else _level(height)
    return braid(cy, amp, wave, phase=phase)


def _level(height: float) -> tuple[Curve, Curve]:
    return lambda _x: height * 0.425, lambda _x: height * 0.575


def _leaning(width: float, height: float) -> tuple[Curve, Curve]:
    """One strand leans over to the other."""
    cy = height / 2

    def first(x: float) -> float:
        return cy - height * 0.14 + height * 0.05 * math.sin(2 * math.pi * x / (width * 0.8))

    def second(x: float) -> float:
        return cy + height * 0.30 - smooth(width * 0.15, width * 0.85, x) * height * 0.30

    return first, second


def _frayed(width: float, height: float, amp: float, wave: float, phase: float) -> tuple[Curve, Curve]:
    """A braid that came apart in the middle."""
    cy = height / 2

    def loose(x: float) -> float:
        return math.exp(-(((x - width * 0.5) / (width * 0.15)) ** 2))

    def swing(x: float) -> float:
        return amp * math.sin(2 * math.pi * x / wave + phase) * (1 - loose(x)) + loose(x) * height * 0.30

    return lambda x: cy - swing(x), lambda x: cy + swing(x)
