"""The way to the safety page from beside the breathing guide."""

from __future__ import annotations

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from bondapp.rules.content import Content
from bondapp.ui.widgets import Button, hbox, wrap


def unsafe_row(content: Content, then: SignalInstance) -> QWidget:
    """A quiet button that says it does not feel safe."""
    unsafe = Button(content.repair["unsafe"], "quiet", "lifebuoy", small=True, flush=True)
    unsafe.setObjectName("breathe-safety")
    unsafe.clicked.connect(then)
    return wrap(hbox(unsafe, None))
