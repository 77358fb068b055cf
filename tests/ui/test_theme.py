"""Contrast is measured, never believed; the look switches live; a person has an initial in every script."""

from __future__ import annotations

import itertools
import subprocess
import sys

import pytest
from PySide6.QtGui import QColor, QFont, QFontInfo
from PySide6.QtWidgets import QApplication

from bondapp.ui.icons import icon
from bondapp.ui.theme import PERSON_COLOURS, Mode, Part, T, Theme, Who, system_mode, tokens
from bondapp.ui.widgets import Card

LOOKS: list[tuple[Mode, bool]] = [("light", False), ("dark", False), ("light", True), ("dark", True)]
TEXT, MARK = 4.5, 3.0


def luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lab(colour: QColor) -> tuple[float, float, float]:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
    )
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: QColor, other: QColor) -> float:
    return float(sum((a - b) ** 2 for a, b in zip(lab(one), lab(other), strict=True)) ** 0.5)


@pytest.mark.parametrize(("mode", "more"), LOOKS)
def test_every_pair_the_tokens_promise_has_its_contrast(mode: Mode, more: bool) -> None:
    theme = Theme(mode, more_contrast=more)
    promised = tokens()["palette"][theme.key[0]]["contrast"]
    assert len(promised["text"]) > 30
    for kind, floor in (("text", TEXT), ("nonText", MARK)):
        for pair in promised[kind]:
            assert contrast(theme.c(pair["fg"]), theme.c(pair["bg"])) >= floor, pair


@pytest.mark.parametrize(("mode", "more"), LOOKS)
@pytest.mark.parametrize("name", PERSON_COLOURS)
def test_every_person_colour_can_be_read_and_seen(mode: Mode, more: bool, name: str) -> None:
    theme, who = Theme(mode, more_contrast=more), Who("Noor", name)
    soft, strong = theme.who(who, "soft"), theme.who(who, "strong")
    words = [(strong, theme.c("canvas")), (strong, theme.c("surface")), (strong, soft)]
    words += [(theme.who(who, "onSoft"), soft), (theme.who(who, "onStrong"), strong)]
    words += [(theme.c(ink), soft) for ink in ("ink", "ink2", "ink3")]
    marks = [(theme.c("line"), soft), (theme.c("focus"), soft)]
    marks += [(strong, theme.c(ground)) for ground in ("dawn", "noon", "dusk", "sidebar", "sunken", "selected")]
    assert min(contrast(*pair) for pair in words) >= TEXT
    assert min(contrast(*pair) for pair in marks) >= MARK


@pytest.mark.parametrize(("mode", "more"), LOOKS)
def test_person_colours_are_told_apart_from_each_other_and_from_accent_and_care(mode: Mode, more: bool) -> None:
    theme = Theme(mode, more_contrast=more)
    strong = {name: theme.who(Who("", name)) for name in PERSON_COLOURS}
    strong |= {"accent": theme.c("accent"), "care": theme.c("care")}
    near = {
        (a, b): distance(strong[a], strong[b])
        for a, b in itertools.combinations(strong, 2)
        if (a, b) != ("accent", "care")
    }
    assert min(near.values()) >= 18, min(near, key=lambda pair: near[pair])


def test_there_are_six_colours_and_each_has_every_part_in_every_look() -> None:
    parts: tuple[Part, ...] = ("strong", "soft", "onSoft", "onStrong")
    assert set(tokens()["personColours"]) == set(PERSON_COLOURS)
    for (mode, more), name, part in itertools.product(LOOKS, PERSON_COLOURS, parts):
        assert Theme(mode, more_contrast=more).who(Who("", name), part).isValid()


def test_an_unknown_colour_is_an_error_and_not_black(look: Theme) -> None:
    with pytest.raises(KeyError):
        look.c("personA")
    with pytest.raises(KeyError):
        look.who(Who("Noor", "crimson"))


def test_the_look_in_force_switches_live(dressed: QApplication) -> None:
    card = Card()
    card.resize(60, 60)
    light = card.grab().toImage().pixelColor(30, 30)
    dark = Theme("dark", 1.3)
    dark.apply(dressed)
    assert T() is dark
    assert T().px(20) == 26
    assert dressed.palette().window().color() == dark.c("canvas")
    assert card.grab().toImage().pixelColor(30, 30) == dark.c("surface") != light


def test_space_grows_more_slowly_than_text() -> None:
    large = Theme(scale=2.0)
    assert (large.px(40), large.sp(40)) == (80, 54)


def test_the_bundled_fonts_are_the_ones_that_are_used(look: Theme) -> None:
    assert QFontInfo(look.font("body")).family().startswith("Atkinson Hyperlegible Next")
    assert QFontInfo(look.font("title")).family().startswith("Literata")
    assert look.font("title").weight() == QFont.Weight.Medium


@pytest.mark.parametrize(
    ("name", "initial"),
    [
        ("noor", "N"),
        ("  élise", "É"),
        ("e\u0301lise", "E\u0301"),
        ("نور", "ن"),
        ("👩\u200d👩\u200d👧 Kim", "👩\u200d👩\u200d👧"),
        ("🇳🇱", "🇳🇱"),
        ("ß", "ß"),
        ("\u200fנועה", "נ"),
        ("李", "李"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_the_initial_is_the_first_whole_letter_of_any_script(name: str, initial: str) -> None:
    assert Who(name, "plum").initial == initial


def test_the_system_is_asked_for_light_or_dark(dressed: QApplication) -> None:
    assert system_mode(dressed) in ("light", "dark")


def test_an_icon_is_drawn_in_the_colour_asked_for(look: Theme) -> None:
    image = icon("circle", "accent", 20, "fill").pixmap(20, 20).toImage()
    assert image.pixelColor(image.width() // 2, image.height() // 2) == look.c("accent")


def test_an_unknown_icon_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")


def test_the_theme_imports_nothing_heavy() -> None:
    code = (
        "import sys, bondapp.ui.theme; "
        "print([m for m in ('PySide6.QtNetwork', 'sqlalchemy', 'apscheduler', 'nacl') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
