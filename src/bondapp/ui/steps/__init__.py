"""The pages of any guide: one class for each kind of step, filled from its data."""

from __future__ import annotations

from bondapp.ui.steps.bank import WordBank
from bondapp.ui.steps.coming_back import PausePicker, ReturnTime
from bondapp.ui.steps.page import StepPage
from bondapp.ui.steps.pages import PAGES, page_for
from bondapp.ui.steps.scene import Deed, Scene

__all__ = ["PAGES", "Deed", "PausePicker", "ReturnTime", "Scene", "StepPage", "WordBank", "page_for"]
