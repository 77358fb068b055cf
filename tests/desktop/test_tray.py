"""The tray menu says what it does and does it; without a tray nothing breaks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from bondapp.desktop.tray import Tray


@pytest.fixture
def tray(qtbot: QtBot) -> Iterator[Tray]:  # noqa: ARG001 - Qt comes first
    picture = QPixmap(16, 16)
    picture.fill()
    made = Tray(QIcon(picture))
    yield made
    made.close()


def test_the_menu_offers_these_five_in_this_order(tray: Tray) -> None:
    labels = [action.text() for action in tray.menu.actions() if not action.isSeparator()]
    assert labels == ["Open Bond", "I need a moment", "Something hurts", "Hide now", "Quit"]


@pytest.mark.parametrize(("index", "name"), list(enumerate(["opened", "moment", "hurts", "hide", "quit"])))
def test_each_choice_is_told(tray: Tray, qtbot: QtBot, index: int, name: str) -> None:
    actions = [action for action in tray.menu.actions() if not action.isSeparator()]
    with qtbot.waitSignal(getattr(tray, name)):
        actions[index].trigger()


def test_a_click_opens_and_the_tool_tip_is_neutral(tray: Tray, qtbot: QtBot) -> None:
    (icon,) = tray.findChildren(QSystemTrayIcon)
    assert icon.toolTip() == "Bond"
    with qtbot.waitSignal(tray.opened):
        icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)


def test_without_a_tray_it_says_so_and_showing_is_harmless(tray: Tray) -> None:
    assert tray.available is False
    tray.show()
    tray.set_icon(QIcon())
