"""Coming back from a pause: everybody is asked alone whether they are steadier, and one answer comes of it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bondapp.rules.content import Content
from bondapp.rules.repair import Steadier, steadier
from bondapp.services.repair import WalkPage
from bondapp.ui.handover import Asking, InTurn, column, fill
from bondapp.ui.theme import Who
from bondapp.ui.widgets import Card, ChoiceChips, Text, vbox


class SteadierCard(Asking):
    """Steadier? yes, ten more minutes, tomorrow: for one person alone."""

    def __init__(self, content: Content, name: str, who: Who | None, *, tomorrow_first: bool) -> None:
        super().__init__()
        texts = content.repair
        self._title = texts["steadier"]
        options = [
            ("yes", texts["steadier_yes"]),
            ("ten_more", texts["steadier_ten_more"]),
            ("tomorrow", texts["steadier_tomorrow"]),
        ]
        if tomorrow_first:
            options = [options[2], options[1], options[0]]
        self.chips = ChoiceChips(options, None, texts["steadier"], who=who)
        self.chips.setObjectName("steadier")
        for (key, _), chip in zip(options, self.chips.chips(), strict=True):
            chip.setObjectName(f"steadier-{key.replace('_', '-')}")
        hint = self.tr("Anything but a yes from everybody gives the same words to all of you.")
        card = Card(who=who, pad=(28, 26, 28, 26), gap=14).add(
            Text(texts["steadier"], "wordsLarge"),
            Text(fill(texts["alone"], name=name), "caption", "ink2"),
            self.chips,
            Text(hint, "caption", "ink2"),
        )
        vbox(column(card), gap=0, parent=self)

    def title(self) -> str:
        return self._title

    def answer(self) -> Steadier:
        """The answer; none given is taken as ten more minutes."""
        value = self.chips.value()
        return value if value in ("yes", "tomorrow") else "ten_more"


class AskSteadier(QWidget):
    """Asks everybody in turn. `decided` carries "resume", "ten_more" or "tomorrow"; the answers go at once."""

    decided = Signal(str)

    def __init__(self, page: WalkPage, content: Content, whos: Mapping[str, Who]) -> None:
        super().__init__()
        self._page, self._content, self._whos = page, content, whos
        self._answers: list[Steadier] = []
        self._turns = InTurn(page.walk.persons, whos, content.repair, self._cards)
        self._turns.finished.connect(self._decide)
        vbox(self._turns, gap=0, parent=self)

    def go_on(self) -> None:
        """Press the button that goes on."""
        self._turns.go_on()

    def _cards(self, person: str) -> list[Asking]:
        name, first = self._page.person(person).name, self._page.view.tomorrow_first
        card = SteadierCard(self._content, name, self._whos[person], tomorrow_first=first)
        place = len(self._answers)
        card.chips.changed.connect(lambda _: self._keep(place, card.answer()))
        self._answers.append("ten_more")
        return [card]

    def _keep(self, place: int, answer: Steadier) -> None:
        self._answers[place] = answer

    def _decide(self) -> None:
        result = steadier(self._answers)
        self._answers.clear()
        self.decided.emit(result)
