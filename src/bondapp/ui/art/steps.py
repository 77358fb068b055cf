"""Progress as knots on the braid."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from bondapp.ui.a11y import set_role
from bondapp.ui.art.threads import braid, draw_layer, thread_pen, weave_image
from bondapp.ui.icons import paint_icon
from bondapp.ui.painting import CENTRED, LEADING, is_rtl, painter, write
from bondapp.ui.theme import T, Who


class StepPath(QWidget):
    """Steps of a guide; the strands reach to the current one (from 0). Too narrow for labels, it says the step."""

    def __init__(self, labels: Sequence[str], current: int, whos: Sequence[Who]) -> None:
        super().__init__()
        self._labels, self._current, self._whos = tuple(labels), current, tuple(whos)
        self._layer: QImage | None = None
        self._layer_key: tuple[object, ...] = ()
        self.setFixedHeight(T().px(64))
        self.setMinimumWidth(T().px(150))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_current(current)

    def set_current(self, current: int) -> None:
        """Moves to another step; raises IndexError when there is no such step."""
        label = self._labels[current]
        self._current = current
        words = self.tr("Step {step} of {total}: {label}")
        set_role(self, "graphic", words.format(step=current + 1, total=len(self._labels), label=label))
        self.update()

    def _places(self) -> list[float]:
        pad, count = T().px(46 if self._is_wide() else 14), len(self._labels)
        if count == 1:
            return [self.width() / 2]
        return [pad + (self.width() - 2 * pad) * i / (count - 1) for i in range(count)]

    def _is_wide(self) -> bool:
        return self.width() / len(self._labels) >= T().px(92)

    def paintEvent(self, _event: QPaintEvent) -> None:
        p = painter(self)
        places = self._places()
        if len(places) > 1:
            self._paint_braid(p, places)
        for i, x in enumerate(places):
            self._paint_knot(p, i, self.width() - x if is_rtl(self) else x)
        if self._is_wide():
            self._paint_labels(p, places)
        else:
            theme = T()
            words = self.tr("Step {step} of {total} · {label}").format(
                step=self._current + 1, total=len(self._labels), label=self._labels[self._current]
            )
            room = QRectF(0, theme.px(40), self.width(), theme.px(20))
            write(p, room, words, theme.font("captionStrong"), theme.c("ink"), align=LEADING, elide=True)

    def _paint_braid(self, p: QPainter, places: list[float]) -> None:
        theme, width, rtl = T(), self.width(), is_rtl(self)
        cy = theme.px(20)
        box = QRectF(0, 0, width, theme.px(42))
        here = places[self._current]
        p.save()
        p.setClipRect(QRectF(width - here if rtl else 0, 0, here, box.height()))
        draw_layer(p, box, self._woven(box, places), rtl)
        p.restore()
        p.setPen(thread_pen(theme.c("hairline"), 2))
        ends = (here, places[-1])
        left, right = (width - x if rtl else x for x in ends)
        p.drawLine(QPointF(left, cy), QPointF(right, cy))

    def _woven(self, box: QRectF, places: list[float]) -> QImage:
        theme, dpr = T(), self.devicePixelRatioF()
        key = (self.width(), dpr, theme.key)
        if self._layer is None or key != self._layer_key:
            step = places[1] - places[0]
            wave = step / max(1, round(step / theme.px(46)))
            curves = braid(theme.px(20), theme.px(6), wave, phase=-2 * math.pi * places[0] / wave)
            span = (places[0], places[-1])
            self._layer = weave_image(box, curves, theme, self._whos, dpr=dpr, span=span, width=2.8, gap=1.5)
            self._layer_key = key
        return self._layer

    def _paint_knot(self, p: QPainter, i: int, x: float) -> None:
        theme = T()
        centre = QPointF(x, theme.px(20))
        done, here = i < self._current, i == self._current
        radius = theme.px(12 if here else 9)
        p.setBrush(theme.c("accent" if done else "surface"))
        p.setPen(Qt.PenStyle.NoPen if done else QPen(theme.c("accent" if here else "line"), 2.4 if here else 1.4))
        p.drawEllipse(centre, radius, radius)
        if done:
            side = theme.px(12)
            spot = QRectF(x - side / 2, centre.y() - side / 2, side, side)
            paint_icon(p, "check", spot, theme.c("onAccent"))
        elif here:
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(theme.c("accent"))
            p.drawEllipse(centre, radius * 0.42, radius * 0.42)

    def _paint_labels(self, p: QPainter, places: list[float]) -> None:
        theme = T()
        step = places[1] - places[0] if len(places) > 1 else float(self.width())
        for i, (label, place) in enumerate(zip(self._labels, places, strict=True)):
            x = self.width() - place if is_rtl(self) else place
            here = i == self._current
            font = theme.font("captionStrong" if here else "caption")
            room = QRectF(x - step / 2, theme.px(40), step, theme.px(20))
            write(p, room, label, font, theme.c("ink" if here else "ink3"), align=CENTRED, elide=True)
