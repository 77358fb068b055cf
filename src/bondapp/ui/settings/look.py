"""Look: colours, text size, motion, contrast."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from bondapp.ui.looks import SIZES
from bondapp.ui.settings.part import Part, Seen
from bondapp.ui.widgets import (
    ChoiceChips,
    Toggle,
    section,
)
from bondapp.ui.widgets.layouts import Item


class LookPart(Part):
    """Colours, text size, motion, contrast."""

    def build(self) -> list[Item]:
        looks = (("system", self.tr("As the system")), ("light", self.tr("Light")), ("dark", self.tr("Dark")))
        self._look = ChoiceChips(looks, "system", self.tr("Colours"))
        self._look.setObjectName("settings-look")
        self._look.changed.connect(lambda look: self.change(look=look))
        percent = self.tr("{n} %")
        scales = [(scale, percent.format(n=QLocale().toString(round(scale * 100)))) for scale in SIZES]
        self._scale = ChoiceChips(scales, 1.0, self.tr("Text size"))
        self._scale.setObjectName("settings-scale")
        self._scale.changed.connect(lambda scale: self.change(scale=scale))
        self._calm = Toggle(self.tr("Less motion"), False)
        self._calm.setObjectName("settings-motion")
        self._calm.clicked.connect(lambda on: self.change(reduced_motion=on))
        self._contrast = Toggle(self.tr("More contrast"), False)
        self._contrast.setObjectName("settings-contrast")
        self._contrast.clicked.connect(lambda on: self.change(more_contrast=on))
        return [
            section(self.tr("Colours"), self._look),
            section(self.tr("Text size"), self._scale),
            self._calm,
            self._contrast,
        ]

    def show_seen(self, seen: Seen) -> None:
        chosen = seen.settings
        self._look.set_value(chosen.look)
        nearest = min(SIZES, key=lambda scale: abs(scale - chosen.scale))
        self._scale.set_value(nearest)
        self._calm.setChecked(chosen.reduced_motion)
        self._contrast.setChecked(chosen.more_contrast)
