"""About: what Bond is and is not, where the words lie, and the licences of what it is made of."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from bondapp import __version__, paths
from bondapp.ui.settings.part import Part, Seen
from bondapp.ui.widgets import (
    Button,
    Text,
    hbox,
    section,
)
from bondapp.ui.widgets.layouts import Item


class AboutPart(Part):
    """What Bond is and is not, where the words lie, and the licences of what it is made of."""

    def build(self) -> list[Item]:
        self._folder = Text("", "caption", "ink2")
        self._folder.setObjectName("settings-folder")
        version = Text(self.tr("Bond {version}").format(version=__version__), "sub")
        version.setObjectName("settings-version")
        base = paths.resources()
        fonts = [base / "fonts" / name for name in ("OFL-AtkinsonHyperlegibleNext.txt", "OFL-Literata.txt")]
        licences = (
            (self.tr("Fonts: SIL Open Font License 1.1"), fonts, "fonts"),
            (self.tr("Icons: Phosphor, MIT"), [base / "icons" / "LICENSE-phosphor.txt"], "icons"),
            (self.tr("Words for passphrases: EFF, CC BY 3.0 US"), [base / "words" / "NOTICE.md"], "words"),
        )
        rows: list[Item] = []
        for title, files, name in licences:
            rows += self._licence(title, files, name)
        return [
            version,
            Text(
                self.tr(
                    "Bond holds ideas drawn from research. It is not therapy, it has not been tested as an app, and it "
                    "is not made for emergencies."
                )
            ),
            section(self.tr("Where your words lie"), self._folder),
            section(
                self.tr("Licences"),
                Text(self.tr("Code: MIT. Texts of rituals, needs and guides: CC BY 4.0.")),
                *rows,
            ),
        ]

    def _licence(self, title: str, files: list[Path], name: str) -> list[Item]:
        button = Button(self.tr("Read"), "quiet", small=True)
        button.setObjectName("settings-licence-" + name)
        button.setAccessibleDescription(title)
        button.setCheckable(True)
        words = Text("", "caption", "ink2")
        words.hide()

        def turn(on: bool) -> None:
            if on and not words.text():
                words.setText("\n\n".join(file.read_text("utf-8") for file in files))
            words.setVisible(on)
            button.setText(self.tr("Close") if on else self.tr("Read"))

        button.toggled.connect(turn)
        middle = Qt.AlignmentFlag.AlignVCenter
        return [hbox((Text(title), 1, middle), button, gap=10), words]

    def show_seen(self, seen: Seen) -> None:
        self._folder.setText(seen.folder)
