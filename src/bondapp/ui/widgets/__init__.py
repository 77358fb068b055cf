"""Bond's own widgets: Qt's classes underneath, so keys, focus and roles are Qt's; the painting is ours."""

from __future__ import annotations

from bondapp.ui.painting import paint_avatar, paint_pair, painter, visual
from bondapp.ui.widgets.buttons import Button, Toggle
from bondapp.ui.widgets.cards import Card, Ground, Pane, PickCard, PickCards, Rule
from bondapp.ui.widgets.chips import Chip, ChoiceChips, ManyChips, Roving
from bondapp.ui.widgets.choice import Choice
from bondapp.ui.widgets.fields import LetterField, LineField, TimeField, clean, first_field
from bondapp.ui.widgets.focus import FocusRing
from bondapp.ui.widgets.items import DayCell, NavItem, StepsDots, WaitRow, WeekGrid
from bondapp.ui.widgets.layouts import Bar, Columns, Flow, FlowBox, Scroll, hbox, vbox, wrap
from bondapp.ui.widgets.lead import LeadRow
from bondapp.ui.widgets.pages import FocusTop, Footer, MasterDetail, Page, PageHeader, numbered, section
from bondapp.ui.widgets.people import Avatar, Spot
from bondapp.ui.widgets.rows import Row, RowList
from bondapp.ui.widgets.text import TRAIL, Text, buddy, over

__all__ = [
    "TRAIL",
    "Avatar",
    "Bar",
    "Button",
    "Card",
    "Chip",
    "Choice",
    "ChoiceChips",
    "Columns",
    "DayCell",
    "Flow",
    "FlowBox",
    "FocusRing",
    "FocusTop",
    "Footer",
    "Ground",
    "LeadRow",
    "LetterField",
    "LineField",
    "ManyChips",
    "MasterDetail",
    "NavItem",
    "Page",
    "PageHeader",
    "Pane",
    "PickCard",
    "PickCards",
    "Roving",
    "Row",
    "RowList",
    "Rule",
    "Scroll",
    "Spot",
    "StepsDots",
    "Text",
    "TimeField",
    "Toggle",
    "WaitRow",
    "WeekGrid",
    "buddy",
    "clean",
    "first_field",
    "hbox",
    "numbered",
    "over",
    "paint_avatar",
    "paint_pair",
    "painter",
    "section",
    "vbox",
    "visual",
    "wrap",
]
