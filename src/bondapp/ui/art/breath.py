"""Breathing guide: two rounds of light that meet on the in-breath and drift apart on the out-breath."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QRadialGradient, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bondapp.ui.a11y import set_role
from bondapp.ui.art.threads import thread_pen
from bondapp.ui.painting import CENTRED, painter, write
from bondapp.ui.theme import T, Who

PACE = (4, 6)


class BreathPacer(QWidget):
    """Seconds in and out; moves when a person starts it (start, stop, Space) and rests while hidden.

    remaining and total are seconds of a pause, told by the caller and shown as a ring; nothing happens at their end,
    and with a total of 0 nothing is counted. With reduced motion nothing moves: beads fill, one a second.
    """

    running_changed = Signal(bool)

    def __init__(self, whos: Sequence[Who], remaining: int = 0, total: int = 0) -> None:
        super().__init__()
        self._whos = tuple(whos)
        self._remaining, self._total = remaining, total
        self._in_s, self._out_s = PACE
        self._untouched = True
        self._ms, self._before, self._running = 0, 0, False
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self.setMinimumSize(T().px(210), T().px(270))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", 20)
        set_role(self, "graphic", self.tr("Breathing guide"))
        self.set_pace(*PACE)

    def start(self) -> None:
        """Begins or goes on breathing."""
        if not self._running:
            self._running, self._untouched = True, False
            self._resume()
            self.running_changed.emit(True)

    def stop(self) -> None:
        """Stops where it is."""
        if self._running:
            self._running = False
            self._rest()
            self.running_changed.emit(False)

    def is_running(self) -> bool:
        """Whether a person has started it; it may rest while hidden."""
        return self._running

    def set_time(self, remaining: int, total: int) -> None:
        """Seconds left and in all, for the ring and the words below it; a total of 0 takes them away."""
        self._remaining, self._total = max(0, remaining), max(0, total)
        self.update()

    def set_pace(self, seconds_in: int, seconds_out: int) -> None:
        """Whole seconds in and out, each 1 or more."""
        self._in_s, self._out_s = seconds_in, seconds_out
        words = self.tr("{into} seconds in, {out} seconds out. Press Space to start or stop.")
        self.setAccessibleDescription(words.format(into=seconds_in, out=seconds_out))
        self._ms %= self._breath_ms()
        self.update()

    def set_phase(self, ms: int) -> None:
        """Shows a place in the breath, in ms from its start."""
        self._untouched = False
        self._ms = ms % self._breath_ms()
        self._before = self._ms
        self.update()

    def _breath_ms(self) -> int:
        return 1000 * (self._in_s + self._out_s)

    def _resume(self) -> None:
        if self._running and self.isVisible():
            self._before = self._ms
            self._since.start()
            self._timer.start(1000 if T().reduced_motion else 33)

    def _rest(self) -> None:
        self._timer.stop()

    def _tick(self) -> None:
        self._ms = (self._before + self._since.elapsed()) % self._breath_ms()
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._resume()

    def hideEvent(self, event: QHideEvent) -> None:
        self._rest()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            if self._running:
                self.stop()
            else:
                self.start()
        else:
            super().keyPressEvent(event)

    def state(self) -> tuple[str, int, float]:
        """The word, the seconds left of it (0 while nobody has started), and how open the breath is (0 to 1)."""
        if self._untouched:
            return self.tr("When you like"), 0, 0.5
        into, out_of = 1000 * self._in_s, 1000 * self._out_s
        if self._ms < into:
            opened = (1 - math.cos(math.pi * self._ms / into)) / 2
            return self.tr("Breathe in"), self._in_s - self._ms // 1000, opened
        out = self._ms - into
        return self.tr("Breathe out"), self._out_s - out // 1000, (1 + math.cos(math.pi * out / out_of)) / 2

    def paintEvent(self, _event: QPaintEvent) -> None:
        p = painter(self)
        theme = T()
        foot = theme.px(44)
        side = float(min(self.width(), self.height() - foot))
        centre = QPointF(self.width() / 2, (self.height() - foot) / 2)
        word, count, opened = self.state()
        if theme.reduced_motion:
            self._paint_beads(p, centre, side)
        else:
            self._paint_rounds(p, centre, side * 0.40, opened)
        ring = QRectF(centre.x() - side * 0.475, centre.y() - side * 0.475, side * 0.95, side * 0.95)
        self._paint_words(p, centre, side * 0.40, word, count)
        if self._total:
            self._paint_ring(p, ring)
            left = self.tr("%n minutes left of {total}", "", math.ceil(self._remaining / 60))
            words = left.format(total=math.ceil(self._total / 60))
            room = QRectF(0, ring.bottom() + theme.px(12), self.width(), theme.px(22))
            write(p, room, words, theme.font("caption"), theme.c("ink2"), align=CENTRED)

    def _paint_beads(self, p: QPainter, centre: QPointF, side: float) -> None:
        theme, here, reach = T(), self._ms // 1000, side * 0.40
        beads = self._in_s + self._out_s
        for i in range(beads):
            angle = math.radians(-90 + 360 / beads * i)
            bead = QPointF(centre.x() + reach * math.cos(angle), centre.y() + reach * math.sin(angle))
            on = i <= here
            p.setPen(QPen(theme.c("accent" if on else "line"), 1.6))
            p.setBrush(theme.c("accent" if i < self._in_s else "accentSoft") if on else theme.c("surface"))
            p.drawEllipse(bead, side * 0.028, side * 0.028)

    def _paint_rounds(self, p: QPainter, centre: QPointF, reach: float, opened: float) -> None:
        theme = T()
        radius = reach * (0.58 + 0.34 * opened)
        offset = reach * (0.36 - 0.31 * opened) if len(self._whos) > 1 else 0.0
        rounds = [(who, dx) for who, dx in zip(self._whos, (-offset, offset), strict=False)]
        p.save()
        mode = QPainter.CompositionMode
        p.setCompositionMode(mode.CompositionMode_Screen if theme.dark else mode.CompositionMode_Multiply)
        for who, dx in rounds:
            middle = QPointF(centre.x() + dx, centre.y())
            glow = QRadialGradient(middle, radius)
            for stop, alpha in ((0.0, 0.35), (0.55, 0.75), (1.0, 1.0)):
                glow.setColorAt(stop, _with_alpha(self._tint(who), alpha))
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(glow)
            p.drawEllipse(middle, radius, radius)
        p.restore()
        p.setBrush(Qt.BrushStyle.NoBrush)
        for who, dx in rounds:
            p.setPen(QPen(theme.who(who, "strong", 0.75), 1.4))
            p.drawEllipse(QPointF(centre.x() + dx, centre.y()), radius, radius)
        core = reach * 0.47 * 1.3
        quiet = QRadialGradient(centre, core)
        ground = theme.c("canvas" if theme.dark else "surface")
        for stop, alpha in ((0.0, 0.96), (0.66, 0.92), (1.0, 0.0)):
            quiet.setColorAt(stop, _with_alpha(ground, alpha))
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(quiet)
        p.drawEllipse(centre, core, core)

    def _tint(self, who: Who) -> QColor:
        """A person's light: the colour of their panel, deeper."""
        theme = T()
        soft = theme.who(who, "soft")
        saturation, value = (1.4, 1.35) if theme.dark else (1.75, 0.98)
        return QColor.fromHsvF(
            max(0.0, soft.hueF()),
            min(1.0, soft.saturationF() * saturation),
            min(1.0, soft.valueF() * value),
        )

    def _paint_ring(self, p: QPainter, ring: QRectF) -> None:
        theme = T()
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.setPen(QPen(theme.c("hairline"), 2.4))
        p.drawEllipse(ring)
        p.setPen(thread_pen(theme.c("accent"), 2.4))
        share = min(1.0, self._remaining / self._total)
        if share > 0:
            p.drawArc(ring, 90 * 16, -int(360 * 16 * share))

    def _paint_words(self, p: QPainter, centre: QPointF, reach: float, word: str, count: int) -> None:
        theme = T()
        if not count:
            room = QRectF(centre.x() - reach, centre.y() - theme.px(20), 2 * reach, theme.px(40))
            write(p, room, word, theme.font("sub"), theme.c("ink"), align=CENTRED)
            return
        font = theme.font("title")
        font.setPixelSize(int(min(font.pixelSize(), max(reach * 0.22, theme.px(15)))))
        height = font.pixelSize() * 1.42
        room = QRectF(centre.x() - reach, centre.y() - height, 2 * reach, height)
        write(p, room, word, font, theme.c("ink"), align=CENTRED)
        font = theme.font("display")
        font.setPixelSize(int(min(font.pixelSize(), max(reach * 0.28, theme.px(18)))))
        height = font.pixelSize() * 1.42
        room = QRectF(centre.x() - reach, centre.y() - 2, 2 * reach, height)
        write(p, room, str(count), font, theme.c("ink2"), align=CENTRED)


def _with_alpha(colour: QColor, alpha: float) -> QColor:
    made = QColor(colour)
    made.setAlphaF(alpha)
    return made
