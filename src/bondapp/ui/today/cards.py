"""The cards of Today: what comes next, a need somebody showed, what waits, and kind invitations."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal

from bondapp.services.today import TodayPage, Waiting
from bondapp.ui.art import ThreadArt
from bondapp.ui.kinds import drawing_of
from bondapp.ui.needs.words import letter
from bondapp.ui.notices import Notice
from bondapp.ui.places import who
from bondapp.ui.shorten import shorten
from bondapp.ui.theme import Who
from bondapp.ui.today.day import when_next
from bondapp.ui.widgets import Avatar, Button, Card, FlowBox, Spot, Text, WaitRow, hbox, numbered, over, vbox

if TYPE_CHECKING:
    from bondapp.services.needs import NeedCard
    from bondapp.services.people import Company

Go = Callable[[str, str], None]
LETTER_CHARACTERS = 420
STEP_CHARACTERS = 240
STEPS = 6
_TOP = Qt.AlignmentFlag.AlignTop
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class NextCard(Card):
    """The next moment with its steps and three equal answers.

    Emits start, later (in fifteen minutes), not_today, or opened to see the ritual.
    """

    start = Signal()
    later = Signal()
    not_today = Signal()
    opened = Signal()

    def __init__(self, page: TodayPage, whos: tuple[Who, ...], *, alone: bool, reminders: bool) -> None:
        super().__init__(pad=(24, 20, 24, 22), gap=8)
        moment, ritual = page.next, page.next_ritual
        if moment is None or ritual is None:
            raise ValueError("next")
        today = moment.at.date() == page.now.date()
        self.setAccessibleName(moment.title)
        head = vbox(over(when_next(moment, page.now), "accent"), Text(shorten(moment.title, 120), "title"), gap=0)
        self.add(hbox((head, 1), (ThreadArt(drawing_of(moment.kind), whos, 128, 46), _TOP), gap=16), 2)
        steps = [shorten(step, STEP_CHARACTERS) for step in ritual.ritual.steps]
        self.add(*numbered(steps[:STEPS]))
        if len(steps) > STEPS:
            self.add(Text(self.tr("And a little more."), "caption", "ink2"))
        self.notice = Notice("today-next-notice")
        clock = hbox((Spot("clock", 18, "ink3"), _MIDDLE), (self._length(ritual.ritual.minutes, alone), 1, _MIDDLE))
        buttons = self._answers(alone, reminders) if today else self._ahead()
        self.add(None, self.notice, 4, clock, 8, buttons)

    def _length(self, minutes: int, alone: bool) -> Text:
        words = self.tr("About %n minutes.", "", minutes)
        stop = self.tr("You can stop at any point.") if alone else self.tr("Either of you can stop at any point.")
        return Text(f"{words} {stop}", "caption", "ink2")

    def _answers(self, alone: bool, reminders: bool) -> FlowBox:
        start = Button(self.tr("Start") if alone else self.tr("Start together"), "primary", "play")
        start.setObjectName("today-start")
        start.clicked.connect(self.start)
        later = Button(self.tr("In 15 minutes"))
        later.setObjectName("today-later")
        later.clicked.connect(self.later)
        let_go = Button(self.tr("Not today"), "quiet")
        let_go.setObjectName("today-not-today")
        let_go.clicked.connect(self.not_today)
        # Without reminders nobody would come back to it: then nothing of the kind is promised.
        return FlowBox([start, later, let_go] if reminders else [start, let_go])

    def _ahead(self) -> FlowBox:
        now = Button(self.tr("Do it now"), "outline", "play")
        now.setObjectName("today-start")
        now.clicked.connect(self.start)
        see = Button(self.tr("See the ritual"), "quiet")
        see.setObjectName("today-see-ritual")
        see.clicked.connect(self.opened)
        return FlowBox([now, see])


def nothing_next(whos: tuple[Who, ...], go: Go, *, any_rituals: bool) -> Card:
    """Instead of the next moment: a way to the first ritual, or to those that have no time."""
    tr = QCoreApplication.translate
    card = Card(pad=(24, 22, 24, 22), gap=12)
    if any_rituals:
        words = tr("Today", "Nothing comes by the clock. Your rituals are there whenever you like.")
        button = Button(tr("Today", "See your rituals"), "outline")
        button.clicked.connect(lambda: go("rituals", ""))
    else:
        words = tr("Today", "Nothing planned yet. One small thing that happens again is enough to begin.")
        button = Button(tr("Today", "Choose a small ritual"), "primary", "plus")
        button.clicked.connect(lambda: go("rituals", "new"))
    button.setObjectName("today-rituals")
    art = ThreadArt("together", whos, 200, 64)
    return card.add(hbox(art, None), Text(words, "words"), None, 6, FlowBox([button]))


def need_letter(found: NeedCard, company: Company, go: Go) -> Card:
    """A need somebody showed, in their own words on their colour."""
    tr = QCoreApplication.translate
    person = who(found.author, company)
    name = found.author.name
    title = tr("Today", "A need {name} shared") if company.together else tr("Today", "A need {name} shared with you")
    title = title.format(name=name)
    card = Card(who=person, gap=8, pad=(20, 12, 12, 16), name=title)
    link = Button("", "plain", "caret-right", small=True, tip=tr("Today", "Open the card"))
    link.setObjectName("today-need")
    link.clicked.connect(lambda: go("needs", found.need.id))
    label = Text(title, "captionStrong", who=person, part="onSoft")
    card.add(hbox((Avatar(person, 24), _MIDDLE), (label, 1, _MIDDLE), (link, _MIDDLE)))
    words = shorten(" ".join(letter(found.need)), LETTER_CHARACTERS)
    return card.add(Text(tr("Today", "“{words}”").format(words=words), "wordsSmall"))


def need_invitation(whos: tuple[Who, ...], go: Go) -> Card:
    """Where nobody showed a need: a way to name one."""
    tr = QCoreApplication.translate
    title = tr("Today", "A need is something every person has")
    card = Card("sunken", gap=8, pad=(20, 16, 20, 14), name=title)
    words = tr("Today", "Is there one you’d like to put into words? It stays yours until you choose to show it.")
    link = Button(tr("Today", "Name a need"), "quiet", "plus", small=True, flush=True)
    link.setObjectName("today-name-need")
    link.clicked.connect(lambda: go("need", ""))
    head = hbox((Text(title, "captionStrong", "ink2"), 1, _MIDDLE), (ThreadArt("need", whos, 84, 30), _MIDDLE))
    return card.add(head, Text(words), hbox(link, None))


def waiting_card(waiting: tuple[Waiting, ...], go: Go) -> Card:
    """What waits without hurry."""
    tr = QCoreApplication.translate
    title = tr("Today", "Waiting, no hurry")
    card = Card(pad=(12, 12, 10, 8), gap=0, name=title).add(hbox(8, over(title)), 2)
    for thing in waiting:
        icon, name, sub, place = _waits(thing)
        row = WaitRow(icon, name, sub)
        row.setObjectName(f"today-waiting-{thing.kind}-{thing.id}")
        row.clicked.connect(lambda _on=False, place=place, key=thing.id: go(place, key))
        card.add(row)
    return card


def _waits(thing: Waiting) -> tuple[str, str, str, str]:
    """Icon, title, line and place of something that waits."""
    tr = QCoreApplication.translate
    title = shorten(thing.title, 80)
    if thing.kind == "ritual":
        proposed = tr("Today", "{name} suggests it. Read it first.").format(name=thing.name)
        return "calendar-heart", title, proposed if thing.name else tr("Today", "A ritual to read"), "rituals"
    if thing.kind == "repair":
        return "bandaids", title, tr("Today", "Pick it up whenever you both like"), "repair-walk"
    return "binoculars", title, tr("Today", "A look back you planned"), "repair-walk"


def away_card(words: str, put_away: Callable[[], None]) -> Card:
    """What came up while nobody was here, told once."""
    tr = QCoreApplication.translate
    card = Card("sunken", pad=(18, 12, 12, 12), gap=0)
    card.setObjectName("today-away")
    fine = Button(tr("Today", "Fine"), "outline", small=True)
    fine.setObjectName("today-fine")
    fine.clicked.connect(put_away)
    return card.add(hbox((Spot("bell", 20, "ink2"), _MIDDLE), (Text(words), 1, _MIDDLE), (fine, _MIDDLE), gap=12))
