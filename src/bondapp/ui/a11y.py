"""Roles Qt cannot guess (headings, groups, drawings) and announcements away from the focus."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QApplication, QLabel, QWidget

_ROLE = "bondRole"
_KEEPER = "bondAccessible"

Role = Literal["heading", "group", "graphic"]

_QT_ROLES = {
    "heading": QAccessible.Role.Heading,
    "group": QAccessible.Role.Grouping,
    "graphic": QAccessible.Role.Graphic,
}


def set_role(widget: QWidget, role: Role, name: str = "", description: str = "") -> None:
    """Says what a painted widget is to a screen reader."""
    widget.setProperty(_ROLE, role)
    if name:
        widget.setAccessibleName(name)
    if description:
        widget.setAccessibleDescription(description)


class _Roles:
    """Makes accessible interfaces; Qt does not own those made in Python, so they are held while the widget lives."""

    def __init__(self) -> None:
        self.kept: dict[int, QAccessibleInterface] = {}

    def make(self, _class_name: str, target: QObject) -> QAccessibleInterface | None:
        role = target.property(_ROLE) if isinstance(target, QWidget) else None
        if not isinstance(target, QWidget) or role not in _QT_ROLES:
            return None
        name = target.text() if isinstance(target, QLabel) else target.accessibleName()
        made = QAccessibleWidget(target, _QT_ROLES[role], name)
        key = id(target)
        self.kept[key] = made
        target.destroyed.connect(lambda *_: self.kept.pop(key, None))
        return made


def install(app: QApplication | None = None) -> None:
    """Teaches the application's accessibility bridge our roles; once is enough, twice does no harm."""
    holder = app or QApplication.instance()
    if holder is None or holder.property(_KEEPER) is not None:
        return
    roles = _Roles()
    make = roles.make
    holder.setProperty(_KEEPER, (roles, make))
    QAccessible.installFactory(make)


def announce(widget: QWidget, words: str, assertive: bool = False) -> None:
    """Speaks words that the focus does not already say: saved, a pause began, a breath."""
    event = QAccessibleAnnouncementEvent(widget, words)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if assertive else politeness.Polite)
    QAccessible.updateAccessibility(event)
