"""Every screen test starts in the same look: Fusion, our fonts, light at 100 %, left to right, British English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication

from bondapp.ui import a11y
from bondapp.ui.theme import Theme, Who, load_fonts


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves the offscreen platform's own complaint about size hints out of what fails a test."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application as the program starts it."""
    qapp.setStyle("Fusion")
    load_fonts()
    a11y.install(qapp)
    return qapp


@pytest.fixture(autouse=True)
def look(dressed: QApplication) -> Iterator[Theme]:
    """The look each test starts and ends in."""
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    theme = Theme()
    theme.apply(dressed)
    yield theme
    dressed.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    QLocale.setDefault(before)
    theme.apply(dressed)


@pytest.fixture
def noor() -> Who:
    """The first person: a solid strand."""
    return Who("Noor", "plum")


@pytest.fixture
def joss() -> Who:
    """The second person: an open cord."""
    return Who("Joss", "honey", cord=True)
