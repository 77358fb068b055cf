"""The look in force in the window: light or dark, text size, contrast, motion; followed live."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from bondapp.ui.frame import Frame
from bondapp.ui.theme import T, Theme, load_fonts, system_mode

if TYPE_CHECKING:
    from bondapp.services.settings import Settings

SIZES = (1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


class Looks(QObject):
    """Puts looks on the application; `rescaled` says that text has another size and pages want building anew."""

    rescaled = Signal()

    def __init__(self, app: QApplication, wanted: Frame, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self.wanted = wanted
        # Colours at once; fonts and style sheet wait for `dress`, because loading them would hold the window back.
        theme_of(wanted, app).colour(app)
        app.styleHints().colorSchemeChanged.connect(self._scheme_changed)

    def dress(self) -> None:
        """Load the fonts and put on the whole look."""
        load_fonts()
        theme_of(self.wanted, self._app).apply(self._app)

    def apply(self, chosen: Settings) -> None:
        """Put on the look of these settings."""
        wanted = replace(
            self.wanted,
            look=chosen.look,
            scale=chosen.scale,
            more_contrast=chosen.more_contrast,
            reduced_motion=chosen.reduced_motion,
        )
        self._put_on(wanted)

    def next_size(self, step: int) -> float:
        """The text size one step larger or smaller than now; 0 gives the usual one."""
        at = min(range(len(SIZES)), key=lambda index: abs(SIZES[index] - T().scale))
        return 1.0 if step == 0 else SIZES[min(len(SIZES) - 1, max(0, at + step))]

    def _put_on(self, wanted: Frame) -> None:
        before = T()
        self.wanted = wanted
        theme = theme_of(wanted, self._app)
        if (theme.key, theme.reduced_motion) == (before.key, before.reduced_motion):
            return
        theme.apply(self._app)
        if theme.scale != before.scale:
            self.rescaled.emit()

    def _scheme_changed(self) -> None:
        if self.wanted.look == "system":
            self._put_on(self.wanted)


def theme_of(wanted: Frame, app: QApplication) -> Theme:
    """The theme for a frame on this desktop."""
    mode = system_mode(app) if wanted.look == "system" else wanted.look
    return Theme(mode, wanted.scale, wanted.more_contrast, wanted.reduced_motion)
