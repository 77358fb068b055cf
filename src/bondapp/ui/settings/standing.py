"""Where somebody stands in the settings: kept as a line of words while the page is built anew in another size."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from bondapp.ui.widgets import Scroll

AT = "@"
_NAMED = ("settings-", "colour-")


def standing(area: Scroll, parts: Mapping[str, QWidget]) -> str:
    """The control in use if it is in view, or else the first part that is, and how far below the top, in px."""
    focused = QApplication.focusWidget()
    widget = focused if focused is not None and area.isAncestorOf(focused) else None
    while widget is not None and not widget.objectName().startswith(_NAMED):
        widget = widget.parentWidget() if widget is not area else None
    view = area.viewport()
    if widget is not None and 0 <= _top(widget, view) < view.height():
        return f"{widget.objectName()}{AT}{_top(widget, view)}"
    for name, part in parts.items():
        top = _top(part, view)
        if top + part.height() > 0:
            return f"{name}{AT}{top}"
    return ""


def stand(area: Scroll, parts: Mapping[str, QWidget], where: str) -> None:
    """Go to where somebody stood; a part's name alone shows it at the top. Nothing happens for a name unknown."""
    name, at, offset = where.partition(AT)
    inner = area.widget()
    part = parts.get(name)
    widget = part or area.findChild(QWidget, name) if name else None
    if inner is None or widget is None or not widget.isVisible():
        return
    down = int(offset) if offset.lstrip("-").isdecimal() else 0
    area.verticalScrollBar().setValue(_top(widget, inner) - down)
    if at and part is None:
        target = _control(widget)
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        area.reveal(target)


def _top(widget: QWidget, above: QWidget) -> int:
    return widget.mapTo(above, QPoint(0, 0)).y()


def _control(widget: QWidget) -> QWidget:
    """What takes the keys: the widget itself, or the chosen one of a group."""
    if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
        return widget
    return next((button for button in widget.findChildren(QAbstractButton) if button.isChecked()), widget)
