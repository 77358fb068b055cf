"""The app's sign: the two threads on a calm ground, as an icon for tray, task bar and window."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from bondapp.ui.art.thread_art import paint_thread_art
from bondapp.ui.theme import T, Who

SIZES = (16, 22, 24, 32, 48, 64, 128)


def app_icon() -> QIcon:
    """The sign at the sizes desktops ask for; it shows no one's colours or letters."""
    pair = (Who("", "plum"), Who("", "honey", cord=True))
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(_picture(size, pair))
    return icon


def _picture(size: int, pair: tuple[Who, Who]) -> QPixmap:
    # Drawn large and brought down, because the threads have a width of their own.
    large = QPixmap(256, 256)
    large.fill(Qt.GlobalColor.transparent)
    painter = QPainter(large)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(T().c("surface"))
    painter.drawRoundedRect(QRectF(4, 4, 248, 248), 60, 60)
    painter.scale(4, 4)
    paint_thread_art(painter, QRectF(4, 12, 56, 40), "checkin", pair)
    painter.end()
    return large.scaled(size, size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
