"""Phosphor icons, tinted, straight from their outlines onto a painter."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from bondapp import paths
from bondapp.ui.theme import T

MIRRORED = frozenset(
    {
        "arrow-right",
        "arrow-left",
        "caret-right",
        "caret-left",
        "sign-out",
        "door-open",
        "list-bullets",
        "arrow-counter-clockwise",
    }
)


@lru_cache(maxsize=512)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    raw = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(raw.replace("currentColor", colour).encode()))


def _full(name: str, weight: str) -> str:
    return name if weight == "regular" else f"{name}-{weight}"


def paint_icon(
    p: QPainter, name: str, rect: QRectF, colour: QColor, weight: str = "regular", *, rtl: bool = False
) -> None:
    """Paints an icon into a rectangle; weight is regular, fill or duotone. Raises FileNotFoundError if unknown."""
    # Looked up before the painter is touched: an error between save and restore brings Qt down.
    renderer = _renderer(_full(name, weight), colour.name())
    p.save()
    if rtl and name in MIRRORED:
        p.translate(rect.center())
        p.scale(-1, 1)
        p.translate(-rect.center())
    renderer.render(p, QRectF(rect))
    p.restore()


def icon(name: str, colour: str = "ink2", size: int = 20, weight: str = "regular", rtl: bool = False) -> QIcon:
    """A QIcon for menus and the tray, rendered at 1x, 2x and 3x in the colour of a token.

    Raises FileNotFoundError for an unknown icon and KeyError for an unknown token.
    """
    tint = T().c(colour)
    _renderer(_full(name, weight), tint.name())
    made = QIcon()
    for ratio in (1, 2, 3):
        pixmap = QPixmap(QSize(size * ratio, size * ratio))
        pixmap.fill(Qt.GlobalColor.transparent)
        p = QPainter(pixmap)
        paint_icon(p, name, QRectF(0, 0, size * ratio, size * ratio), tint, weight, rtl=rtl)
        p.end()
        pixmap.setDevicePixelRatio(ratio)
        made.addPixmap(pixmap)
    return made
