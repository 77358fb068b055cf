"""Today as one line of two strands: apart while the two are apart, braided when they are together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, Qt, QTime
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QImage, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from bondapp.ui.a11y import set_role
from bondapp.ui.art.threads import Curve, braid, grain, smooth, weave_image
from bondapp.ui.icons import paint_icon
from bondapp.ui.painting import CENTRED, is_rtl, paint_avatar, painter, rounded, write
from bondapp.ui.theme import T, Who

State = Literal["done", "next", "later"]


@dataclass(frozen=True)
class Moment:
    """A moment of the day: minutes after midnight (0 to 1439), icon, title and state."""

    minute: int
    icon: str
    title: str
    state: State = "later"


@dataclass
class _Cached:
    key: tuple[object, ...]
    layer: QImage
    curves: tuple[Curve, ...]


class DayThread(QWidget):
    """The day line: moments, now (minutes after midnight, or None) and the spans the two are apart."""

    def __init__(
        self,
        moments: Sequence[Moment],
        now_minute: int | None,
        apart: Sequence[tuple[int, int]] = (),
        whos: Sequence[Who] = (),
        *,
        start: int = 6 * 60,
        end: int = 24 * 60,
    ) -> None:
        super().__init__()
        self._moments: tuple[Moment, ...] = ()
        self._now = now_minute
        self._apart = tuple(apart)
        self._whos = tuple(whos)
        self._bounds = (start, end)
        self._cache: _Cached | None = None
        self.setFixedHeight(T().px(168))
        self.setMinimumWidth(T().px(180))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_day(moments, now_minute, apart)

    def set_day(self, moments: Sequence[Moment], now_minute: int | None, apart: Sequence[tuple[int, int]] = ()) -> None:
        """Shows another state of the day."""
        self._moments = tuple(sorted(moments, key=lambda m: m.minute))
        self._now, self._apart, self._cache = now_minute, tuple(apart), None
        words = {"done": self.tr("done"), "next": self.tr("next"), "later": self.tr("later")}
        parts = [f"{clock(m.minute)} {m.title}, {words[m.state]}" for m in self._moments]
        set_role(self, "graphic", self.tr("Today's line"))
        self.setAccessibleDescription("; ".join(parts) if parts else self.tr("nothing planned"))
        self.update()

    def set_now(self, now_minute: int | None) -> None:
        """Moves the marker of the present."""
        self._now = now_minute
        self.update()

    def place(self, minute: float) -> float:
        """Where a minute lies from the leading edge, in px."""
        minutes = [m.minute for m in self._moments] + ([self._now] if self._now is not None else [])
        start = min([self._bounds[0], *(m - 30 for m in minutes)])
        end = max([self._bounds[1], *minutes])
        pad = min(T().px(46), self.width() * 0.12)
        return pad + (self.width() - 2 * pad) * (minute - start) / (end - start)

    def paintEvent(self, _event: QPaintEvent) -> None:
        p = painter(self)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        self._paint_ground(p, rect)
        curves = self._paint_strands(p, rect)
        if self._now is not None:
            self._paint_now(p, self._now, curves)
        rooms = self._labelled()
        for i in range(len(self._moments)):
            self._paint_moment(p, i)
            if i in rooms:
                self._paint_label(p, i, rooms[i])

    def _left(self, x: float) -> float:
        return self.width() - x if is_rtl(self) else x

    def _paint_ground(self, p: QPainter, rect: QRectF) -> None:
        theme, rtl = T(), is_rtl(self)
        sky = QLinearGradient(rect.topRight() if rtl else rect.topLeft(), rect.topLeft() if rtl else rect.topRight())
        sky.setColorAt(0, theme.c("dawn"))
        sky.setColorAt(0.42, theme.c("noon"))
        sky.setColorAt(1, theme.c("dusk"))
        p.setBrush(sky)
        p.setPen(QPen(theme.c("hairline"), 1))
        p.drawRoundedRect(rect, 14, 14)
        p.save()
        p.setClipPath(rounded(rect, 14))
        grain(p, rect)
        p.restore()

    def _woven(self, box: QRectF) -> _Cached:
        theme, dpr = T(), self.devicePixelRatioF()
        key = (self.width(), dpr, theme.key)
        if self._cache is None or self._cache.key != key:
            curves = braid(theme.px(72), theme.px(8.5), theme.px(46), self._apart_at, theme.px(27))
            if len(self._whos) == 1:
                curves = braid(theme.px(72), theme.px(4), theme.px(180))
            layer = weave_image(box, curves, theme, self._whos, dpr=dpr, span=(0, self.width()))
            self._cache = _Cached(key, layer, curves)
        return self._cache

    def _apart_at(self, x: float) -> float:
        value, ramp = 0.0, T().px(118)
        for start, end in self._apart:
            left, right = self.place(start), self.place(end)
            lean = min(ramp, (right - left) * 0.42)
            there = smooth(left + 4, left + 4 + lean, x)
            back = 1 - smooth(right - 4 - lean, right - 4, x)
            value = max(value, min(there, back))
        return value

    def _paint_strands(self, p: QPainter, rect: QRectF) -> tuple[Curve, ...]:
        width, height = self.width(), self.height()
        box = QRectF(0, 0, width, T().px(130))
        cached = self._woven(box)
        here = self.place(self._now) if self._now is not None else float(width)
        p.save()
        p.setClipPath(rounded(rect, 14))
        if is_rtl(self):
            p.translate(width, 0)
            p.scale(-1, 1)
        # What has passed is drawn whole, what is to come a little lighter.
        for clip, opacity in ((QRectF(0, 0, here, height), 1.0), (QRectF(here, 0, width - here, height), 0.55)):
            p.save()
            p.setClipRect(clip, Qt.ClipOperation.IntersectClip)
            p.setOpacity(opacity)
            p.drawImage(box, cached.layer)
            p.restore()
        p.restore()
        return cached.curves

    def _paint_now(self, p: QPainter, now: int, curves: tuple[Curve, ...]) -> None:
        theme, here = T(), self.place(now)
        left = self._left(here)
        # The marker is never drawn through a moment.
        near = any(abs(centre - here) < theme.px(30) for centre in self._centres())
        parted = self._apart_at(here) > 0.5 and len(self._whos) > 1
        end = theme.px(42) if near else curves[1](here) if parted else theme.px(114)
        p.setPen(QPen(theme.c("ink3"), 1.2))
        p.drawLine(QPointF(left, theme.px(30)), QPointF(left, end))
        words = self.tr("now {time}").format(time=clock(now))
        font = theme.font("caption")
        room = QFontMetricsF(font).horizontalAdvance(words) + 4
        centre = min(max(left, room / 2 + 6), self.width() - room / 2 - 6)
        write(
            p, QRectF(centre - room / 2, theme.px(10), room, theme.px(18)), words, font, theme.c("ink2"), align=CENTRED
        )
        if not parted or near:
            return
        side = theme.px(24)
        for who, curve in zip(self._whos, curves, strict=False):
            y = curve(here)
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(theme.c("surface"))
            p.drawEllipse(QPointF(left, y), side / 2 + 2.5, side / 2 + 2.5)
            paint_avatar(p, QRectF(left - side / 2, y - side / 2, side, side), who)

    def _centres(self) -> list[float]:
        """Where the moments stand, in px from the leading edge: at their time, or apart enough to be told apart."""
        apart, edge = T().px(34), T().px(20)
        found: list[float] = []
        for moment in self._moments:
            at = self.place(moment.minute)
            found.append(max(at, found[-1] + apart) if found else at)
        limit = float(self.width() - edge)
        for i in range(len(found) - 1, -1, -1):
            found[i] = min(found[i], limit)
            limit = found[i] - apart
        return found

    def _room(self, i: int) -> float:
        """Px to the nearest other moment."""
        centres = self._centres()
        return min((abs(x - centres[i]) for k, x in enumerate(centres) if k != i), default=999.0)

    def _radius(self, i: int) -> float:
        theme, following = T(), self._moments[i].state == "next"
        return min(theme.px(19 if following else 17), max(theme.px(11), self._room(i) / 2 - 5))

    def _labelled(self) -> dict[int, float]:
        """Which moments have room for words, and how much in px: the next one first, then in order of time."""
        theme, centres = T(), self._centres()
        order = sorted(range(len(centres)), key=lambda i: (self._moments[i].state != "next", i))
        taken: list[tuple[float, float]] = []
        rooms: dict[int, float] = {}
        for i in order:
            following = self._moments[i].state == "next"
            fonts = (theme.font("time"), theme.font("captionStrong" if following else "caption"))
            words = (clock(self._moments[i].minute), self._moments[i].title)
            wide = [QFontMetricsF(f).horizontalAdvance(w) + 4 for f, w in zip(fonts, words, strict=True)]
            for room in (min(max(wide), theme.px(132)), wide[0]):
                left, right = centres[i] - room / 2, centres[i] + room / 2
                if all(right + 6 <= a or left - 6 >= b for a, b in taken):
                    taken.append((left, right))
                    rooms[i] = room
                    break
        return rooms

    def _paint_moment(self, p: QPainter, i: int) -> None:
        theme, radius, moment = T(), self._radius(i), self._moments[i]
        centre = QPointF(self._left(self._centres()[i]), theme.px(72))
        done, following = moment.state == "done", moment.state == "next"
        if following:
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(theme.c("accent", 0.14))
            p.drawEllipse(centre, radius + 7, radius + 7)
        if done:
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(theme.c("accent"))
        else:
            p.setPen(QPen(theme.c("accent" if following else "line"), 2.4 if following else 1.4))
            p.setBrush(theme.c("surface"))
        p.drawEllipse(centre, radius, radius)
        side = min(theme.px(19), radius * 1.12)
        spot = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
        tint = theme.c("onAccent" if done else "accent" if following else "ink2")
        paint_icon(p, "check" if done else moment.icon, spot, tint, rtl=is_rtl(self))

    def _paint_label(self, p: QPainter, i: int, room: float) -> None:
        theme, moment = T(), self._moments[i]
        following = moment.state == "next"
        middle = self._left(self._centres()[i])
        middle = min(max(middle, room / 2 + 4), self.width() - room / 2 - 4)
        time = QRectF(middle - theme.px(60), theme.px(116), theme.px(120), theme.px(20))
        write(p, time, clock(moment.minute), theme.font("time"), theme.c("ink"), align=CENTRED)
        font = theme.font("captionStrong" if following else "caption")
        if QFontMetricsF(font).horizontalAdvance(moment.title) <= room or room >= theme.px(64):
            title = QRectF(middle - room / 2, theme.px(137), room, theme.px(18))
            write(p, title, moment.title, font, theme.c("ink2"), align=CENTRED, elide=True)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            moment = self.moment_at(event.pos().x())
            if moment is not None:
                QToolTip.showText(event.globalPos(), f"{clock(moment.minute)} {moment.title}", self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def moment_at(self, x: float) -> Moment | None:
        """The moment under a horizontal place in px, or None."""
        reach = [abs(self._left(centre) - x) for centre in self._centres()]
        found = min(range(len(reach)), key=lambda i: reach[i], default=None)
        return self._moments[found] if found is not None and reach[found] <= self._radius(found) + 6 else None


def clock(minute: int) -> str:
    """A time of day in the form of the language in force; minutes after midnight."""
    return QLocale().toString(QTime(minute // 60 % 24, minute % 60), QLocale.FormatType.ShortFormat)
