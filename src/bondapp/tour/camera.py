"""Taking pictures of the window, and refusing those that are blank, clipped or not what they should be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from bondapp.tour.audit import findings
from bondapp.ui.bridge import Bridge

PATIENCE_MS = 20_000
STRIDE = 5
FEWEST_COLOURS = 8


class TourError(Exception):
    """A screen that must not be shown to anybody; says which and why."""


class Camera:
    """Pictures of one window into one folder."""

    def __init__(self, app: QApplication, bridge: Bridge, folder: Path, suffix: str) -> None:
        self._app = app
        self._bridge = bridge
        self._folder = folder
        self._suffix = suffix
        self.taken: list[tuple[str, str]] = []
        self.faults: list[str] = []

    def settle(self) -> None:
        """Wait until the store has answered everything and the screen has taken it in."""
        clock = QElapsedTimer()
        clock.start()
        calm = 0
        while calm < 6:
            self._app.processEvents()
            self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            calm = 0 if self._bridge.busy else calm + 1
            if clock.elapsed() > PATIENCE_MS:
                raise TourError("the store did not come to rest")

    def wait(self, ready: Callable[[], bool], what: str) -> None:
        """Wait for something to come about."""
        clock = QElapsedTimer()
        clock.start()
        while not ready():
            self._app.processEvents()
            if clock.elapsed() > PATIENCE_MS:
                raise TourError(f"{what} did not come")

    def take(self, window: QWidget, name: str, title: str, *, audit: bool = True) -> None:
        """Picture a window; faults are gathered, so that one tour tells all of them."""
        self.settle()
        picture = window.grab().toImage()
        if blank(picture):
            self.faults.append(f"{name}: blank")
        if audit:
            self.faults += [f"{name}: {finding}" for finding in findings(window)]
        file = f"{name}{self._suffix}.png"
        if not picture.save(str(self._folder / file)):
            raise TourError(f"{file} could not be written")
        self.taken.append((file, title))


def blank(picture: QImage) -> bool:
    """Whether a picture shows next to nothing: hardly a colour at any sampled point."""
    if picture.isNull():
        return True
    colours = {
        picture.pixel(x, y) for x in range(0, picture.width(), STRIDE) for y in range(0, picture.height(), STRIDE)
    }
    return len(colours) < FEWEST_COLOURS
