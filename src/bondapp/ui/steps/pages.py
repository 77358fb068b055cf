"""Which page shows which kind of step."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bondapp.ui.steps.kinds import ChoiceStep, CloseStep, PlanStep, WordsStep, WriteStep
from bondapp.ui.steps.page import StepPage
from bondapp.ui.steps.scene import Scene
from bondapp.ui.steps.together import AimStep, BookStep, BreatheStep, PauseStep, TextStep
from bondapp.ui.steps.turn import TurnStep

PAGES: Mapping[str, Callable[[Scene], StepPage]] = {
    "alone": TextStep,
    "aim": AimStep,
    "words": WordsStep,
    "turn": TurnStep,
    "choice": ChoiceStep,
    "write": WriteStep,
    "plan": PlanStep,
    "close": CloseStep,
    "book": BookStep,
    "pause": PauseStep,
    "breathe": BreatheStep,
    "text": TextStep,
}


def page_for(scene: Scene) -> StepPage:
    """The page of the step a walk stands at."""
    return PAGES[scene.page.view.step.kind](scene)
