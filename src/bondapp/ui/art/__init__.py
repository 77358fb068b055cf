"""Bond's drawings, painted with two threads."""

from __future__ import annotations

from bondapp.ui.art.breath import BreathPacer
from bondapp.ui.art.day import DayThread, Moment, clock
from bondapp.ui.art.steps import StepPath
from bondapp.ui.art.thread_art import KINDS, Kind, ThreadArt, paint_thread_art
from bondapp.ui.art.threads import braid, grain, smooth, weave, whole_braid
from bondapp.ui.art.welcome import Dusk, Welcome

__all__ = [
    "KINDS",
    "BreathPacer",
    "DayThread",
    "Dusk",
    "Kind",
    "Moment",
    "StepPath",
    "ThreadArt",
    "Welcome",
    "braid",
    "clock",
    "grain",
    "paint_thread_art",
    "smooth",
    "weave",
    "whole_braid",
]
