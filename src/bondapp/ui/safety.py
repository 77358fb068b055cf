"""The page "I don't feel safe": what to do now, people to turn to, what stays here. It leaves no record."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt
from PySide6.QtWidgets import QWidget

from bondapp.rules.content import HelpLine
from bondapp.services import repair, safety
from bondapp.services.safety import SafetyPage
from bondapp.ui.handover import column, focus_in
from bondapp.ui.notices import ProblemLine
from bondapp.ui.places import Place
from bondapp.ui.theme import T
from bondapp.ui.widgets import (
    Bar,
    Button,
    Card,
    Choice,
    FlowBox,
    FocusTop,
    Page,
    Rule,
    Spot,
    Text,
    hbox,
    section,
    vbox,
    wrap,
)

if TYPE_CHECKING:
    from bondapp.services.people import Company
    from bondapp.services.session import Session
    from bondapp.ui.bridge import Bridge, Problem

_TOP = Qt.AlignmentFlag.AlignTop


def audience_words(audience: str) -> str:
    """Whom a help line is for, in plain words."""
    tr = QCoreApplication.translate
    return {
        "everyone": tr("Safety", "For everyone"),
        "women": tr("Safety", "For women"),
        "men": tr("Safety", "For men"),
        "lgbt": tr("Safety", "For lesbian, gay, bisexual, trans and queer people"),
        "own_behaviour": tr("Safety", "For people who worry about how they treat somebody"),
    }.get(audience, "")


def topic_words(topic: str) -> str:
    """What a help line is about."""
    tr = QCoreApplication.translate
    return {
        "emergency": tr("Safety", "In danger now"),
        "crisis": tr("Safety", "When living feels unbearable"),
        "violence": tr("Safety", "Violence and control at home"),
        "sexual_violence": tr("Safety", "Sexual violence"),
    }.get(topic, "")


def _line_row(line: HelpLine) -> QWidget:
    tr = QCoreApplication.translate
    checked = QLocale().toString(
        QDate(line.verified_on.year, line.verified_on.month, line.verified_on.day), QLocale.FormatType.ShortFormat
    )
    about = [audience_words(line.audience), line.hours]
    from_where = tr("Safety", "Source {source}, checked on {day}")
    about.append(from_where.format(source=", ".join(line.sources), day=checked))
    return wrap(
        vbox(
            Text(line.name, "label"),
            Text(line.number, "sub"),
            Text(" · ".join(part for part in about if part), "caption", "ink2"),
            gap=1,
        )
    )


class HelpLines(QWidget):
    """Help lines of one country as plain text; nothing is dialled and the choice is kept nowhere."""

    def __init__(self, ask: Callable[[str, Callable[[SafetyPage], None]], None], page: SafetyPage) -> None:
        super().__init__()
        self._ask = ask
        name = self.tr("Country")
        first = ("", self.tr("Choose a country"))
        self.country = Choice([first, *((c.code, c.name) for c in page.countries)], "", name=name)
        self.country.setObjectName("safety-country")
        self.country.changed.connect(self._choose)
        self._lines = vbox(gap=12)
        vbox(
            FlowBox([self.country]),
            Text(page.text.lines_note, "caption", "ink2"),
            self._lines,
            gap=8,
            parent=self,
        )

    def _choose(self, code: str) -> None:
        self._ask(code, self._show)

    def _show(self, page: SafetyPage) -> None:
        while self._lines.count():
            item = self._lines.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        topic = ""
        for line in page.lines:
            if line.topic != topic:
                topic = line.topic
                self._lines.addWidget(Rule())
                self._lines.addWidget(Text(topic_words(topic), "captionStrong", "ink2"))
            self._lines.addWidget(_line_row(line))


class SafetyPlace(Place):
    """Your safety comes first. Works before anything is open; shows nothing private, stores nothing."""

    focus = True

    def __init__(self, bridge: Bridge, company: Company | None, item: str = "", parent: QWidget | None = None) -> None:
        # Opened from a locked door nobody is here yet; this place never asks for the company.
        super().__init__(bridge, cast("Company", company), item, parent)
        self._removed = False
        self._lines: HelpLines | None = None
        back = Button(self.tr("Back"), "plain", "arrow-left", small=True)
        back.setObjectName("safety-back")
        back.clicked.connect(self.leave)
        hide = Button("", "plain", "eye-slash", small=True, tip=self.tr("Hide now"))
        hide.setObjectName("safety-hide-top")
        hide.clicked.connect(self.hide_now)
        self._body = vbox(gap=12)
        margin = 28 if T().scale >= 1.5 else 72
        self._page = Page(None, column(wrap(self._body)), margins=(margin, 44, margin, 40))
        vbox(FocusTop(back, None, hide), (self._page, 1), gap=0, parent=self)

    def refresh(self) -> None:
        """Load the words once; they do not change while the page is open."""
        if self._body.count() == 0:
            self.bridge.ask(safety.page, self._show, owner=self)

    def commands(self) -> dict[str, str]:
        return {"Escape": "leave"}

    def leave(self) -> None:
        """Go back to what was there before."""
        if self._removed:
            self.go.emit("repair", "")
        else:
            self.back.emit()

    def hide_now(self) -> None:
        """Put the window away at once."""
        self.go.emit("hide", "")

    def _show(self, page: SafetyPage) -> None:
        if self._body.count():
            return
        text = page.text
        hide = Button(text.actions["hide"], "primary")
        hide.setObjectName("safety-hide")
        hide.clicked.connect(self.hide_now)
        self._numbers = Button(self.tr("Show numbers"), small=True)
        self._numbers.setObjectName("safety-numbers")
        self._numbers.clicked.connect(partial(self._open_lines, page))
        hidden = self.tr("Hides the window and every reminder on this computer until you come back.")
        trust = self.tr(
            "A friend, a neighbour, somebody in the family. “Can you talk?” is enough to begin. "
            "Bond keeps no name or number for this, so nobody finds one here."
        )
        daily = self.tr("Free lines for where you live, shown as text. Bond calls nobody and opens no page.")
        away = _row("eye-slash", self.tr("Put this away"), hidden, hide)
        someone = _row("chat-circle-text", self.tr("Talk to someone you trust"), trust, None)
        self._people = _row("lifebuoy", self.tr("People who do this every day"), daily, self._numbers)
        self._stays = self._stays_card(text.monitored, text.actions["remove"])
        for item in (Text(text.title, "display"), Text(text.lead, "bodyStrong"), _gap(6)):
            self._body.addWidget(item)
        for card in (away, someone, self._people, self._stays):
            self._body.addWidget(card)
        self._body.addWidget(_gap(8))
        know = [Text(words, "body", "ink2") for words in text.paragraphs]
        self._body.addWidget(section(self.tr("Good to know"), *know, gap=10))
        self._body.addWidget(Text(text.not_therapy, "caption", "ink2"))
        focus_in(self, "safety-hide")

    def _stays_card(self, monitored: str, remove_words: str) -> Card:
        words = self.tr("Hiding does not erase: what is kept here stays here.")
        if self.item:
            words += " " + self.tr("You can also remove this repair for good. No trace of it stays in any list.")
        self._remove = Button(remove_words, "care", small=True)
        self._remove.setObjectName("safety-remove")
        self._remove.clicked.connect(self._ask_removal)
        card = _row("info", self.tr("What stays on this computer"), words, self._remove if self.item else None)
        card.add(wrap(hbox(T().px(0), (Text(monitored, "body", "ink2"), 1), gap=0, margins=(52, 0, 0, 0))))
        self._answer = vbox(gap=8, margins=(52, 0, 0, 0))
        card.lay.addLayout(self._answer)
        return card

    def _open_lines(self, page: SafetyPage) -> None:
        if self._lines is not None:
            return
        _side(self._numbers).hide()
        self._lines = HelpLines(self._ask, page)
        self._people.add(wrap(hbox((self._lines, 1), margins=(52, 4, 0, 0))))
        self._lines.country.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, country: str, then: Callable[[SafetyPage], None]) -> None:
        self.bridge.ask(lambda session: safety.page(session, country), then, owner=self)

    def _ask_removal(self) -> None:
        _side(self._remove).hide()
        yes = Button(self.tr("Remove it for good"), "care", "trash", small=True)
        yes.setObjectName("safety-remove-yes")
        yes.clicked.connect(self._do_remove)
        no = Button(self.tr("Keep it"), small=True)
        no.setObjectName("safety-remove-no")
        no.clicked.connect(self._keep)
        self._asking = FlowBox([no, yes])
        self._answer.addWidget(self._asking)
        no.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        self._asking.hide()
        self._asking.deleteLater()
        _side(self._remove).show()
        self._remove.setFocus(Qt.FocusReason.OtherFocusReason)

    def _do_remove(self) -> None:
        walk = self.item
        self._asking.setEnabled(False)
        self.bridge.ask(lambda session: _remove(session, walk), self._gone, self._problem, owner=self)

    def _gone(self, _nothing: None) -> None:
        self._asking.hide()
        self._removed, self.item = True, ""
        self._answer.addWidget(Text(self.tr("This repair is removed."), "label"))
        focus_in(self, "safety-back")

    def _problem(self, problem: Problem) -> None:
        self._asking.setEnabled(True)
        self._answer.addWidget(problem_line(problem))


def _side(button: Button) -> QWidget:
    """The group at the side that the button stands in: an empty group would still take room."""
    return button.parentWidget() or button


def _remove(session: Session, walk: str) -> None:
    repair.remove(session, walk)


def problem_line(problem: Problem) -> QWidget:
    """One sentence about what did not happen, in the colour of care, with an icon."""
    line = ProblemLine()
    line.tell_problem(problem)
    return line


def _gap(px: int) -> QWidget:
    gap = QWidget()
    gap.setFixedHeight(T().sp(px))
    return gap


def _row(icon: str, title: str, words: str, button: Button | None) -> Card:
    text = wrap(vbox(Text(title, "sub"), Text(words, "body", "ink2"), gap=2))
    side = FlowBox([button]) if button is not None else None
    bar = Bar(text, side, 18, need=0.5)
    spot = Spot(icon, 20, "onAccentSoft", disc="accentSoft")
    return Card(pad=(18, 15, 20, 15), gap=6).add(hbox((spot, _TOP), (bar, 1), gap=14))
