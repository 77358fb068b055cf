"""The look in force: colours, lengths and fonts from the design tokens, as palette, style sheet and numbers."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from string import Template
from typing import Any, Literal

from PySide6.QtCore import Qt, QTextBoundaryFinder
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from bondapp import paths

PROPERTY = "bondTheme"
PERSON_COLOURS = ("plum", "honey", "ink", "moss", "rose", "slate")

Mode = Literal["light", "dark"]
Part = Literal["strong", "soft", "onSoft", "onStrong"]

_QSS = """
QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox { background:$sunken; color:$ink;
  placeholder-text-color:$ink3; border:1px solid $line; border-radius:${rc}px; padding:${pv}px ${ph}px;
  selection-background-color:$accent; selection-color:$onAccent; }
QAbstractSpinBox { padding:0px ${ph}px; }
QLineEdit:hover, QPlainTextEdit:hover, QTextEdit:hover, QAbstractSpinBox:hover { border-color:$ink2; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border:2px solid $focus; padding:${pv1}px ${ph1}px; }
QAbstractSpinBox:focus { border:2px solid $focus; padding:0px ${ph1}px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QAbstractSpinBox:disabled { color:$ink3; border-color:$hairline; }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:hover, QAbstractSpinBox QLineEdit:focus {
  background:transparent; border:none; padding:0; }
QPlainTextEdit[look="letter"] { background:transparent; border:none; border-bottom:1px solid $line;
  border-radius:0; padding:0; }
QPlainTextEdit[look="letter"]:hover { border-bottom:1px solid $ink2; }
QPlainTextEdit[look="letter"]:focus { border:none; border-bottom:2px solid $focus; padding:0; }
QPlainTextEdit[look="bare"], QPlainTextEdit[look="bare"]:hover, QPlainTextEdit[look="bare"]:focus {
  background:transparent; border:none; padding:0; }
QToolTip { background:$ink; color:$canvas; border:none; padding:5px 8px; font-size:${cap}px; }
QMenu { background:$surface; color:$ink; border:1px solid $hairline; padding:6px; }
QMenu::item { padding:${mp}px 28px ${mp}px 14px; border-radius:6px; }
QMenu::item:selected { background:$selected; color:$ink; }
QMenu::item:disabled { color:$ink3; }
QMenu::separator { height:1px; background:$hairline; margin:6px 10px; }
QScrollArea { background:transparent; border:none; }
QScrollBar:vertical { background:transparent; width:10px; margin:2px; }
QScrollBar:horizontal { background:transparent; height:10px; margin:2px; }
QScrollBar::handle { background:$line; border-radius:3px; }
QScrollBar::handle:vertical { min-height:36px; }
QScrollBar::handle:horizontal { min-width:36px; }
QScrollBar::handle:hover { background:$ink3; }
QScrollBar::add-line, QScrollBar::sub-line { width:0; height:0; }
QScrollBar::add-page, QScrollBar::sub-page { background:transparent; }
QAbstractItemView { background:$surface; color:$ink; border:1px solid $hairline; outline:0;
  selection-background-color:$selected; selection-color:$ink; }
QListView[look="rows"] { background:transparent; border:none; }
"""


@lru_cache(maxsize=1)
def tokens() -> dict[str, Any]:
    """The design tokens, read once; lengths are logical px at 100 % text."""
    text = (paths.resources() / "design" / "tokens.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def load_fonts() -> list[str]:
    """Registers the bundled fonts and returns their families; raises RuntimeError when one does not load."""
    families: list[str] = []
    files = sorted((paths.resources() / "fonts").glob("*.ttf"))
    if not files:
        raise RuntimeError("the bundled fonts are not there")
    for file in files:
        number = QFontDatabase.addApplicationFont(str(file))
        if number < 0:
            raise RuntimeError(f"font not loaded: {file.name}")
        families += QFontDatabase.applicationFontFamilies(number)
    return families


def system_mode(app: QApplication) -> Mode:
    """Whether the desktop asks for light or dark; light when it says nothing."""
    return "dark" if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"


@dataclass(frozen=True)
class Who:
    """A person as drawn: a name, one of PERSON_COLOURS, and solid strand (first) or open cord (second)."""

    name: str
    colour: str
    cord: bool = False

    @property
    def initial(self) -> str:
        """The first grapheme of the name, upper-case where that keeps its length; empty without a name."""
        name = "".join(c for c in self.name if unicodedata.category(c) != "Cf" or c in "\u200c\u200d").strip()
        if not name:
            return ""
        end = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, name).toNextBoundary()
        first = name.encode("utf-16-le")[: 2 * end].decode("utf-16-le", errors="ignore")
        upper = first.upper()
        return upper if len(upper) == len(first) else first


class Theme:
    """One look: mode, text scale (1.0 to 2.0), more contrast, reduced motion. Colours raise KeyError if unknown."""

    def __init__(
        self, mode: Mode = "light", scale: float = 1.0, more_contrast: bool = False, reduced_motion: bool = False
    ) -> None:
        self.mode = mode
        self.scale = scale
        self.more_contrast = more_contrast
        self.reduced_motion = reduced_motion
        self.dark = mode == "dark"
        self._set = mode + ("MoreContrast" if more_contrast else "")
        colours = tokens()["palette"][self._set]["colors"]
        self._hex: dict[str, str] = {name: entry["hex"] for name, entry in colours.items()}

    @property
    def key(self) -> tuple[str, float]:
        """What a cached drawing depends on besides its own content and size."""
        return self._set, self.scale

    def c(self, name: str, alpha: float | None = None) -> QColor:
        """The colour of a token, with alpha 0.0 to 1.0 when asked."""
        return _colour(self._hex[name], alpha)

    def who(self, who: Who, part: Part = "strong", alpha: float | None = None) -> QColor:
        """A person's colour: strong (thread, avatar), soft (panel), onSoft and onStrong (words on those)."""
        return _colour(tokens()["personColours"][who.colour][self._set][part], alpha)

    def px(self, n: float) -> int:
        """A length that grows with the text: icons, control heights."""
        return max(1, round(n * self.scale))

    def sp(self, n: float) -> int:
        """White space: grows at 35 % of the text scale."""
        return round(n * (1 + 0.35 * (self.scale - 1)))

    def radius(self, name: str) -> int:
        """A corner radius in px: tag, control, card, sheet, pill."""
        return int(tokens()["radius"][name])

    def font(self, role: str) -> QFont:
        """The font of a type role, with fallbacks for scripts and emoji the bundled fonts lack."""
        entry = tokens()["type"]["roles"][role]
        family = tokens()["type"]["families"][entry["family"]]
        system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
        fallback = [system if name.startswith("system") else name for name in family["fallback"]]
        font = QFont()
        font.setFamilies([family["family"], *fallback])
        font.setPixelSize(round(entry["size"] * self.scale))
        font.setWeight(QFont.Weight(entry["weight"]))
        font.setItalic(entry.get("italic", False))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def line(self, role: str) -> float:
        """Line height of a role as a multiple of its size."""
        return float(tokens()["type"]["roles"][role]["line"])

    def palette(self) -> QPalette:
        """The palette that brings the colours into every stock widget and dialog."""
        role = QPalette.ColorRole
        names = {
            role.Window: "canvas",
            role.WindowText: "ink",
            role.Base: "sunken",
            role.AlternateBase: "surface",
            role.Text: "ink",
            role.Button: "surface",
            role.ButtonText: "ink",
            role.BrightText: "care",
            role.Highlight: "accent",
            role.HighlightedText: "onAccent",
            role.Link: "accent",
            role.LinkVisited: "accent",
            role.ToolTipBase: "ink",
            role.ToolTipText: "canvas",
            role.PlaceholderText: "ink3",
            role.Light: "surface",
            role.Midlight: "hover",
            role.Mid: "hairline",
            role.Dark: "line",
            role.Shadow: "ink",
            role.Accent: "accent",
        }
        palette = QPalette()
        for which, name in names.items():
            palette.setColor(which, self.c(name))
        for which in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, which, self.c("ink3"))
        return palette

    def qss(self) -> str:
        """The style sheet for stock fields, menus, scroll bars and tool tips; all else is painted or palette."""
        lengths = {
            "rc": self.radius("control"),
            "pv": self.sp(8),
            "ph": self.sp(11),
            "pv1": self.sp(8) - 1,
            "ph1": self.sp(11) - 1,
            "cap": round(13 * self.scale),
            "mp": self.sp(7),
        }
        return Template(_QSS).substitute({**self._hex, **{k: str(v) for k, v in lengths.items()}})

    def colour(self, app: QApplication) -> None:
        """Puts the colours in force, without fonts: enough for an empty window."""
        app.setProperty(PROPERTY, self)
        app.setPalette(self.palette())

    def apply(self, app: QApplication) -> None:
        """Puts this look in force. Colours change at once; after a change of scale pages are built again."""
        self.colour(app)
        app.setFont(self.font("body"))
        app.setStyleSheet(self.qss())
        for widget in app.allWidgets():
            widget.update()


def _colour(hexadecimal: str, alpha: float | None) -> QColor:
    colour = QColor(hexadecimal)
    if alpha is not None:
        colour.setAlphaF(alpha)
    return colour


@lru_cache(maxsize=1)
def _default() -> Theme:
    return Theme()


def T() -> Theme:
    """The look in force: kept by the application, light at 100 % when none was applied."""
    app = QApplication.instance()
    theme = app.property(PROPERTY) if app is not None else None
    return theme if isinstance(theme, Theme) else _default()
