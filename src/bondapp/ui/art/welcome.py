"""The first picture: two threads that come down the panel and meet; and the ground of a pause."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bondapp.ui.a11y import set_role
from bondapp.ui.art.threads import braid, grain, smooth, weave_image
from bondapp.ui.painting import painter
from bondapp.ui.theme import T, Who


class Welcome(QWidget):
    """The picture beside the first run."""

    def __init__(self, whos: Sequence[Who]) -> None:
        super().__init__()
        self._whos = tuple(whos)
        self._layer: QImage | None = None
        self._key: tuple[object, ...] = ()
        self.setMinimumWidth(T().px(220))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        set_role(self, "graphic", self.tr("Two threads that meet"))

    def set_whos(self, whos: Sequence[Who]) -> None:
        """Draws the strands in other colours."""
        self._whos = tuple(whos)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        p = painter(self)
        theme = T()
        width, height = self.width(), self.height()
        sky = QLinearGradient(0, 0, 0, height)
        sky.setColorAt(0, theme.c("dawn"))
        sky.setColorAt(0.55, theme.c("noon"))
        sky.setColorAt(1, theme.c("dusk"))
        p.fillRect(self.rect(), sky)
        grain(p, QRectF(self.rect()))
        p.translate(width / 2, 0)
        p.rotate(90)
        box = QRectF(0, -width / 2, height, width)
        p.drawImage(box, self._woven(box))

    def _woven(self, box: QRectF) -> QImage:
        theme, dpr = T(), self.devicePixelRatioF()
        width, height = box.height(), box.width()
        key = (width, height, dpr, theme.key, self._whos)
        if self._layer is None or key != self._key:

            def apart(x: float) -> float:
                return 1 - smooth(-height * 0.02, height * 0.52, x)

            curves = braid(0, width * 0.07, height * 0.165, apart, width * 0.27, sway=4)
            if len(self._whos) == 1:
                curves = braid(0, width * 0.05, height * 0.5)
            self._layer = weave_image(box, curves, theme, self._whos, dpr=dpr, span=(0, height), width=5.2, gap=4.2)
            self._key = key
        return self._layer


class Dusk(QWidget):
    """A canvas that deepens towards dusk; only behind the pause."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        p = QPainter(self)
        theme = T()
        sky = QLinearGradient(0, 0, 0, self.height())
        sky.setColorAt(0, theme.c("canvas"))
        sky.setColorAt(0.45, theme.c("canvas"))
        sky.setColorAt(1, theme.c("dusk"))
        p.fillRect(self.rect(), sky)
        grain(p, QRectF(self.rect()))
