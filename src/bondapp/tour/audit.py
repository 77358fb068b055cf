"""A reusable audit of a shown window: layout and accessibility defects as sentences."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QAbstractSpinBox, QLineEdit, QWidget

from bondapp.ui.widgets import Button, Chip, FocusRing, Scroll, Text

SMALLEST_TARGET = 24
_OWN_CHILDREN = (QLineEdit, QAbstractScrollArea, QAbstractSpinBox)


def findings(window: QWidget, width: int | None = None) -> list[str]:
    """What is wrong with a shown window; width is the one asked for in px, when it matters."""
    found = [f"window forced to {window.width()} px"] if width is not None and window.width() > width else []
    shown = [child for child in window.findChildren(QWidget) if child.isVisible()]
    for child in shown:
        found += _overflow(child)
        found += _clipped(child)
        found += _squeezed(child)
        found += _nameless(child)
        found += _outside(child)
    return found


def _overflow(child: QWidget) -> Iterator[str]:
    if isinstance(child, Scroll):
        inner = child.widget()
        extra = inner.width() - child.viewport().width() if inner is not None else 0
        if extra > 0:
            yield f"overflows sideways by {extra} px"


def _clipped(child: QWidget) -> Iterator[str]:
    if not isinstance(child, Text) or not child.text():
        return
    words = child.text()[:44]
    if child.wordWrap():
        need = child.heightForWidth(child.width())
        if child.height() < need:
            yield f"text clipped {child.height()} < {need}: {words!r}"
    elif child.width() < child.sizeHint().width() - 1:
        yield f"label squeezed {child.width()} < {child.sizeHint().width()}: {words!r}"


def _squeezed(child: QWidget) -> Iterator[str]:
    if not isinstance(child, QAbstractButton):
        return
    if isinstance(child, Button) and child.width() < child.sizeHint().width():
        yield f"button squeezed {child.width()} < {child.sizeHint().width()}: {child.text()!r}"
    if isinstance(child, Chip) and child.height() < child.heightForWidth(child.width()):
        yield f"chip clipped {child.height()} < {child.heightForWidth(child.width())}: {child.text()!r}"
    if min(child.width(), child.height()) < SMALLEST_TARGET:
        yield f"target {child.width()}x{child.height()}: {child.text()!r}"


def _nameless(child: QWidget) -> Iterator[str]:
    if not child.focusPolicy() & Qt.FocusPolicy.TabFocus or not child.isEnabled():
        return
    # A time field's inner line is named by its field; an empty scroll area takes no part.
    if isinstance(child.parentWidget(), QAbstractSpinBox) or child.focusProxy() is not None:
        return
    interface = QAccessible.queryAccessibleInterface(child)
    if interface is None or not (interface.text(QAccessible.Text.Name) or "").strip():
        yield f"focusable without a name: {type(child).__name__}"


def _outside(child: QWidget) -> Iterator[str]:
    parent = child.parentWidget()
    if parent is None or isinstance(child, FocusRing) or isinstance(parent, _OWN_CHILDREN):
        return
    if parent.layout() is None or child.isWindow():
        return
    if not parent.rect().adjusted(-1, -1, 1, 1).contains(child.geometry()):
        yield (
            f"child outside its parent: {type(child).__name__} {child.geometry().getRect()}"
            f" in {parent.rect().getRect()}"
        )
