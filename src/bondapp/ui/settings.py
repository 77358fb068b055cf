"""Settings: you, how it is closed, reminders, the look, the people, and what Bond is. Each change is kept at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QLocale, Qt, QTime, QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from bondapp import __version__, paths
from bondapp.rules.recurrence import resolve
from bondapp.rules.text import clean_name
from bondapp.services import people, settings
from bondapp.services.people import Company
from bondapp.services.session import Session
from bondapp.services.settings import Settings
from bondapp.ui.a11y import announce
from bondapp.ui.bridge import Bridge, Problem
from bondapp.ui.firststart.passphrase import PassphraseFields
from bondapp.ui.firststart.problem_line import ProblemLine
from bondapp.ui.firststart.step import short_name
from bondapp.ui.firststart.swatches import Swatches
from bondapp.ui.places import Place, who
from bondapp.ui.theme import T
from bondapp.ui.widgets import (
    Avatar,
    Button,
    Card,
    Choice,
    ChoiceChips,
    FlowBox,
    LineField,
    Page,
    PageHeader,
    Spot,
    Text,
    TimeField,
    Toggle,
    buddy,
    hbox,
    section,
    vbox,
    wrap,
)
from bondapp.ui.widgets.layouts import Item

if TYPE_CHECKING:
    from bondapp.rules.people import Person

REST_MS = 500
SCALES = (1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
A_DAY = (1, 2, 3, 4, 6)
PAUSES = (1, 3, 7, 14)
MORNING = time(7)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the place shows."""

    company: Company
    settings: Settings
    folder: str
    paused: datetime | None
    """Until when reminders rest, on the local clock; None while they don't."""


def _see(session: Session) -> _Seen:
    chosen = settings.read(session)
    until = chosen.pause_until
    paused = session.local(until) if until is not None and until > session.now() else None
    return _Seen(people.company(session), chosen, str(session.folder.absolute()), paused)


def pause_reminders(session: Session, days: int) -> Settings:
    """Let all reminders rest until the morning after so many days; 0 lets them go on."""
    until = None
    if days:
        day = session.today() + timedelta(days=days)
        until = resolve(datetime.combine(day, MORNING), ZoneInfo(session.zone())).astimezone(UTC)
    return settings.change(session, pause_until=until)


class _Part(Card):
    """One section of the settings on its own ground; `show_seen` brings it up to date without rebuilding it."""

    def __init__(self, title: str, bridge: Bridge, saved: Callable[[], None]) -> None:
        super().__init__(pad=(24, 20, 24, 22), gap=10, name=title)
        self.bridge, self.saved = bridge, saved
        self.problem = ProblemLine()
        self.add(Text(title, "heading"), *self.build(), self.problem)

    def build(self) -> list[Item]:
        """The widgets of this part."""
        return []

    def show_seen(self, seen: _Seen) -> None:
        """Show what is kept now; a field somebody types in is left alone."""

    def change(self, **changes: object) -> None:
        """Keep some settings."""
        self.bridge.ask(
            lambda session: settings.change(session, **changes), lambda _: self.done(), self.trouble, owner=self
        )

    def done(self) -> None:
        """It is kept."""
        self.problem.tell("")
        self.saved()

    def trouble(self, problem: Problem) -> None:
        """It is not kept; say so here."""
        self.problem.tell_problem(problem)


class _PersonFields(QWidget):
    """Name, pronoun and colour of one person, kept after a short rest in typing and when a field is left."""

    def __init__(self, part: _Part, person: Person, company: Company, cord: bool) -> None:
        super().__init__()
        self._part, self._person, self._company = part, person, company
        self._cord = cord
        self._avatar = Avatar(who(person, company), 40)
        self._name = LineField(person.name, self.tr("Name"), limit=80)
        self._name.setObjectName("settings-name-" + ("other" if cord else "me"))
        self._pronoun = LineField(
            person.pronoun, self.tr("Pronoun"), self.tr("she, they, he, or leave it empty"), limit=80
        )
        self._pronoun.setObjectName("settings-pronoun-" + ("other" if cord else "me"))
        self._colour = Swatches(person.colour, self.tr("Colour"))
        self._colour.changed.connect(lambda _: self._keep())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self._keep)
        for field in (self._name, self._pronoun):
            field.textEdited.connect(lambda _: self._timer.start())
            field.editingFinished.connect(self._left)
        vbox(
            buddy(self.tr("Name"), self._name),
            hbox(self._avatar, (self._name, 1), gap=14),
            4,
            buddy(self.tr("Pronoun, if you like"), self._pronoun),
            self._pronoun,
            4,
            section(self.tr("Colour"), self._colour),
            gap=8,
            parent=self,
        )

    def show_person(self, person: Person, company: Company) -> None:
        """Show what is kept; the field with the caret keeps its words."""
        self._person, self._company = person, company
        self._avatar.set_who(who(person, company))
        self._fill(self._name, person.name)
        self._fill(self._pronoun, person.pronoun)
        self._colour.set_value(person.colour)

    def _fill(self, field: LineField, words: str) -> None:
        if not field.hasFocus() and not self._timer.isActive() and field.words() != words:
            field.set_words(words)

    def _left(self) -> None:
        if self._timer.isActive():
            self._keep()

    def _keep(self) -> None:
        self._timer.stop()
        name, pronoun, colour = self._name.words(), self._pronoun.words(), self._colour.value()
        same = (clean_name(name), clean_name(pronoun), colour)
        if same == (self._person.name, self._person.pronoun, self._person.colour):
            self._part.problem.tell("")
            return
        person = self._person.id

        def change(session: Session) -> Company:
            return people.change(session, person, name=name, pronoun=pronoun, colour=colour)

        self._part.bridge.ask(change, self._kept, self._part.trouble, owner=self)

    def _kept(self, company: Company) -> None:
        self.show_person(company.person(self._person.id), company)
        self._part.done()


class YouPart(_Part):
    """How the one person here is shown."""

    def build(self) -> list[Item]:
        self._fields: _PersonFields | None = None
        self._person = ""
        self._column = vbox(gap=0)
        self._nobody = Text(
            self.tr("Several of you are here. Choose one of you at the side to change a name or a colour."),
            "body",
            "ink2",
        )
        return [self._nobody, self._column]

    def show_seen(self, seen: _Seen) -> None:
        me = seen.company.me
        self._nobody.setVisible(me is None)
        if me is None:
            self._drop()
            return
        if self._fields is None or self._person != me.id:
            self._drop()
            self._fields = _PersonFields(self, me, seen.company, False)
            self._person = me.id
            self._column.addWidget(self._fields)
        else:
            self._fields.show_person(me, seen.company)

    def _drop(self) -> None:
        if self._fields is not None:
            self._fields.hide()
            self._fields.deleteLater()
            self._fields = None


class ClosedPart(_Part):
    """The passphrase of the one person here: set, changed, removed, each after the one in force."""

    def build(self) -> list[Item]:
        self._names: list[str] = []
        self._has = False
        self._wish = ""
        self._state = Text("", "body")
        self._state.setObjectName("settings-closed-state")
        self._set = Button("", "outline", "lock-key")
        self._set.setObjectName("settings-passphrase-set")
        self._set.clicked.connect(lambda: self._begin("set"))
        self._remove = Button(self.tr("Remove the passphrase"), "plain")
        self._remove.setObjectName("settings-passphrase-remove")
        self._remove.clicked.connect(lambda: self._begin("remove"))
        self._buttons = FlowBox([self._set, self._remove], gap=8)
        return [self._state, self._buttons, self._build_form()]

    def _build_form(self) -> QWidget:
        self._now = LineField("", self.tr("Your passphrase so far"), secret=True)
        self._now.setObjectName("settings-passphrase-now")
        self._now_box = wrap(vbox(buddy(self.tr("Your passphrase so far"), self._now), self._now, gap=6))
        self._fields = PassphraseFields(self.bridge, lambda: self._names)
        self._keep = Button(self.tr("Keep this passphrase"), "primary")
        self._keep.setObjectName("settings-passphrase-keep")
        self._keep.clicked.connect(self._try)
        leave = Button(self.tr("Leave it as it is"), "plain")
        leave.setObjectName("settings-passphrase-leave")
        leave.clicked.connect(self._end)
        for field in (self._now, self._fields.field, self._fields.again):
            field.returnPressed.connect(self._try)
        self._form = wrap(vbox(self._now_box, self._fields, FlowBox([self._keep, leave], gap=8), gap=12))
        self._form.hide()
        return self._form

    def show_seen(self, seen: _Seen) -> None:
        company = seen.company
        me = company.me
        self._names = [person.name for person in company.people]
        self._has = me is not None and me.id in company.with_passphrase
        self._buttons.setVisible(me is not None and self._form.isHidden())
        self._remove.setVisible(self._has)
        self._set.setText(self.tr("Change the passphrase") if self._has else self.tr("Set a passphrase"))
        if me is None:
            self._end()
            self._buttons.hide()
            self._state.setText(self.tr("Each of you closes their own place. Choose one of you at the side."))
        elif self._has:
            self._state.setText(self.tr("Your private place is locked: it opens with your passphrase alone."))
        else:
            self._state.setText(
                self.tr(
                    "Your words are encrypted, and the key is kept by this system’s keyring or in a key file that no "
                    "other computer account can read. Private means hidden, not locked: whoever uses this account can "
                    "look. A passphrase locks it."
                )
            )

    def _begin(self, wish: str) -> None:
        self._wish = wish
        self.problem.tell("")
        self._now_box.setVisible(self._has)
        self._fields.setVisible(wish == "set")
        self._keep.setText(self.tr("Keep this passphrase") if wish == "set" else self.tr("Remove it"))
        self._buttons.hide()
        self._form.show()
        first = self._now if self._has else self._fields.field
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end(self) -> None:
        had_focus = self._form.isAncestorOf(self.window().focusWidget() or self.window())
        self._now.clear()
        self._fields.clear()
        self._form.hide()
        self._buttons.show()
        self.problem.tell("")
        if had_focus:
            self._set.setFocus(Qt.FocusReason.OtherFocusReason)

    def _try(self) -> None:
        sentence = self._fields.problem() if self._wish == "set" else ""
        if sentence:
            self.problem.tell(sentence)
            if self._now_box.isHidden() or self._now.words():
                self._fields.focus()
            else:
                self._now.setFocus()
            return
        now, fresh = (self._now.words() if self._has else None), self._fields.value()
        chosen = fresh if self._wish == "set" else None

        def change(session: Session) -> bool:
            if now is not None and not people.confirm_passphrase(session, now):
                return False
            people.set_passphrase(session, chosen)
            return True

        self._keep.setEnabled(False)
        self.bridge.ask(change, self._tried, self._not_tried, owner=self)

    def _tried(self, done: bool) -> None:
        self._keep.setEnabled(True)
        if done:
            self._end()
            self.done()
            return
        self.problem.tell_problem(Problem("wrong_key"))
        self._now.setFocus(Qt.FocusReason.OtherFocusReason)
        self._now.selectAll()

    def _not_tried(self, problem: Problem) -> None:
        self._keep.setEnabled(True)
        self.trouble(problem)


class RemindersPart(_Part):
    """When Bond may knock."""

    def build(self) -> list[Item]:
        self._on = Toggle(self.tr("Remind me with a small card in the corner"), True)
        self._on.setObjectName("settings-reminders")
        self._on.clicked.connect(lambda on: self.change(reminders=on))
        a_day = [(n, QLocale().toString(n)) for n in A_DAY]
        self._per_day = ChoiceChips(a_day, 2, self.tr("Reminders a day, at most"), square=True)
        self._per_day.setObjectName("settings-per-day")
        self._per_day.changed.connect(lambda n: self.change(per_day=n))
        self._quiet = Toggle(self.tr("Quiet hours"), True)
        self._quiet.setObjectName("settings-quiet")
        self._quiet.clicked.connect(lambda on: self.change(quiet_on=on))
        self._from = TimeField(time(22), self.tr("Quiet from"))
        self._from.setObjectName("settings-quiet-from")
        self._from.changed.connect(lambda value: self.change(quiet_from=value))
        self._to = TimeField(time(7), self.tr("Quiet until"))
        self._to.setObjectName("settings-quiet-to")
        self._to.changed.connect(lambda value: self.change(quiet_to=value))
        middle = Qt.AlignmentFlag.AlignVCenter
        start = wrap(hbox((buddy(self.tr("From"), self._from, "body", "ink2"), middle), self._from, gap=10))
        end = wrap(hbox((buddy(self.tr("until"), self._to, "body", "ink2"), middle), self._to, gap=10))
        self._hours = FlowBox([start, end], gap=14)
        return [
            self._on,
            section(self.tr("At most, each day"), self._per_day),
            self._quiet,
            self._hours,
            *self._pause(),
        ]

    def _pause(self) -> list[Item]:
        words = (
            (1, self.tr("Until tomorrow morning")),
            (3, self.tr("For three days")),
            (7, self.tr("For a week")),
            (14, self.tr("For two weeks")),
        )
        self._length = Choice(words, 1, self.tr("How long to pause"), "hourglass-medium")
        self._length.setObjectName("settings-pause-length")
        begin = Button(self.tr("Pause all reminders"), "outline", "bell-slash")
        begin.setObjectName("settings-pause")
        begin.clicked.connect(lambda: self._rest(self._length.value()))
        self._pause_row = FlowBox([self._length, begin], gap=8)
        self._until = Text("")
        self._until.setObjectName("settings-paused-until")
        self._resume = Button(self.tr("Go on reminding"), "tonal", "bell")
        self._resume.setObjectName("settings-resume")
        self._resume.clicked.connect(lambda: self._rest(0))
        self._resume_row = wrap(hbox(self._resume, None))
        return [section(self.tr("Pause"), self._pause_row, self._until, self._resume_row)]

    def show_seen(self, seen: _Seen) -> None:
        chosen = seen.settings
        self._on.setChecked(chosen.reminders)
        self._per_day.set_value(chosen.per_day)
        self._quiet.setChecked(chosen.quiet_on)
        self._hours.setVisible(chosen.quiet_on)
        for field, value in ((self._from, chosen.quiet_from), (self._to, chosen.quiet_to)):
            if not field.hasFocus():
                field.set_value(value)
        paused = seen.paused
        self._pause_row.setVisible(paused is None)
        self._until.setVisible(paused is not None)
        self._resume_row.setVisible(paused is not None)
        if paused is not None:
            self._until.setText(self._until_words(paused))

    def _until_words(self, paused: datetime) -> str:
        locale = QLocale()
        day = locale.toString(QDate(paused.year, paused.month, paused.day), QLocale.FormatType.LongFormat)
        clock = locale.toString(QTime(paused.hour, paused.minute), QLocale.FormatType.ShortFormat)
        return self.tr("All reminders rest until {day}, {time}. Rituals stay as they are.").format(day=day, time=clock)

    def _rest(self, days: int) -> None:
        self.bridge.ask(lambda session: pause_reminders(session, days), lambda _: self.done(), self.trouble, owner=self)


class LookPart(_Part):
    """Colours, text size, motion, contrast."""

    def build(self) -> list[Item]:
        looks = (("system", self.tr("As the system")), ("light", self.tr("Light")), ("dark", self.tr("Dark")))
        self._look = ChoiceChips(looks, "system", self.tr("Colours"))
        self._look.setObjectName("settings-look")
        self._look.changed.connect(lambda look: self.change(look=look))
        percent = self.tr("{n} %")
        scales = [(scale, percent.format(n=QLocale().toString(round(scale * 100)))) for scale in SCALES]
        self._scale = ChoiceChips(scales, 1.0, self.tr("Text size"))
        self._scale.setObjectName("settings-scale")
        self._scale.changed.connect(lambda scale: self.change(scale=scale))
        self._calm = Toggle(self.tr("Less motion"), False)
        self._calm.setObjectName("settings-motion")
        self._calm.clicked.connect(lambda on: self.change(reduced_motion=on))
        self._contrast = Toggle(self.tr("More contrast"), False)
        self._contrast.setObjectName("settings-contrast")
        self._contrast.clicked.connect(lambda on: self.change(more_contrast=on))
        return [
            section(self.tr("Colours"), self._look),
            section(self.tr("Text size"), self._scale),
            self._calm,
            self._contrast,
        ]

    def show_seen(self, seen: _Seen) -> None:
        chosen = seen.settings
        self._look.set_value(chosen.look)
        nearest = min(SCALES, key=lambda scale: abs(scale - chosen.scale))
        self._scale.set_value(nearest)
        self._calm.setChecked(chosen.reduced_motion)
        self._contrast.setChecked(chosen.more_contrast)


class PeoplePart(_Part):
    """Who has a place on this computer, and a welcome for who has none yet."""

    def build(self) -> list[Item]:
        self._column = vbox(gap=14)
        self._shown: object = None
        return [self._column]

    def show_seen(self, seen: _Seen) -> None:
        company = seen.company
        key = (company.people, company.at_home)
        if key == self._shown:
            return
        typing = self.window().focusWidget()
        if isinstance(typing, QLineEdit) and self.isAncestorOf(typing):
            return
        self._shown = key
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for person in company.people:
            self._column.addWidget(self._row(person, company))

    def _row(self, person: Person, company: Company) -> QWidget:
        home = person.id in company.at_home
        state = self.tr("Has a private place on this computer") if home else self.tr("Not on this computer yet")
        name = Text(person.name, "sub")
        # One endless word would keep the window from narrowing; it wraps anywhere.
        name.setMinimumWidth(T().px(60))
        words = wrap(vbox(name, Text(state, "caption", "ink2"), gap=0))
        row = wrap(hbox(Avatar(who(person, company), 36), (words, 1), gap=14))
        if home:
            return row
        welcome = Button(self.tr("Give them a place here"), "tonal", "hand-waving")
        welcome.setObjectName("settings-welcome")
        welcome.setAccessibleDescription(person.name)
        welcome.clicked.connect(lambda: self._welcome(person.id))
        note = self.tr(
            "{other} gets a private place of their own and says yes or no to your rituals. What is yours stays yours."
        )
        fields = _PersonFields(self, person, company, True)
        more = Text(note.format(other=short_name(person.name)), "caption", "ink2")
        return wrap(vbox(row, fields, 4, FlowBox([welcome]), more, gap=8))

    def _welcome(self, person: str) -> None:
        self.bridge.ask(lambda session: people.welcome(session, person), self._came, self.trouble, owner=self)

    def _came(self, _company: Company) -> None:
        self.done()


class AboutPart(_Part):
    """What Bond is and is not, where the words lie, and the licences of what it is made of."""

    def build(self) -> list[Item]:
        self._folder = Text("", "caption", "ink2")
        self._folder.setObjectName("settings-folder")
        version = Text(self.tr("Bond {version}").format(version=__version__), "sub")
        version.setObjectName("settings-version")
        base = paths.resources()
        fonts = [base / "fonts" / name for name in ("OFL-AtkinsonHyperlegibleNext.txt", "OFL-Literata.txt")]
        licences = (
            (self.tr("Fonts: SIL Open Font License 1.1"), fonts, "fonts"),
            (self.tr("Icons: Phosphor, MIT"), [base / "icons" / "LICENSE-phosphor.txt"], "icons"),
            (self.tr("Words for passphrases: EFF, CC BY 3.0 US"), [base / "words" / "NOTICE.md"], "words"),
        )
        rows: list[Item] = []
        for title, files, name in licences:
            rows += self._licence(title, files, name)
        return [
            version,
            Text(
                self.tr(
                    "Bond holds ideas drawn from research. It is not therapy, it has not been tested as an app, and it "
                    "is not made for emergencies."
                )
            ),
            section(self.tr("Where your words lie"), self._folder),
            section(
                self.tr("Licences"),
                Text(self.tr("Code: MIT. Texts of rituals, needs and guides: CC BY 4.0.")),
                *rows,
            ),
        ]

    def _licence(self, title: str, files: list[Path], name: str) -> list[Item]:
        button = Button(self.tr("Read"), "quiet", small=True)
        button.setObjectName("settings-licence-" + name)
        button.setAccessibleDescription(title)
        button.setCheckable(True)
        words = Text("", "caption", "ink2")
        words.hide()

        def turn(on: bool) -> None:
            if on and not words.text():
                words.setText("\n\n".join(file.read_text("utf-8") for file in files))
            words.setVisible(on)
            button.setText(self.tr("Close") if on else self.tr("Read"))

        button.toggled.connect(turn)
        middle = Qt.AlignmentFlag.AlignVCenter
        return [hbox((Text(title), 1, middle), button, gap=10), words]

    def show_seen(self, seen: _Seen) -> None:
        self._folder.setText(seen.folder)


class SettingsPlace(Place):
    """Every setting of this computer and of the person here; nothing waits for a button. Item "people" shows those."""

    shows: ClassVar[frozenset[str]] = frozenset({"settings", "person", "here", "bond"})

    def __init__(self, bridge: Bridge, company: Company, item: str = "", parent: QWidget | None = None) -> None:
        super().__init__(bridge, company, item, parent)
        self._saved = wrap(
            hbox(Spot("check-circle", 18, "accent"), Text(self.tr("Saved"), "caption", "ink2", wrap=False))
        )
        self._saved.setObjectName("settings-saved")
        keep_room = self._saved.sizePolicy()
        keep_room.setRetainSizeWhenHidden(True)
        self._saved.setSizePolicy(keep_room)
        self._saved.hide()
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.setInterval(2_500)
        self._fade.timeout.connect(self._saved.hide)
        self._parts: dict[str, _Part] = {
            "you": YouPart(self.tr("You"), bridge, self._tell_saved),
            "closed": ClosedPart(self.tr("Kept closed"), bridge, self._tell_saved),
            "reminders": RemindersPart(self.tr("Reminders"), bridge, self._tell_saved),
            "look": LookPart(self.tr("Look"), bridge, self._tell_saved),
            "people": PeoplePart(self.tr("People"), bridge, self._tell_saved),
            "about": AboutPart(self.tr("About Bond"), bridge, self._tell_saved),
        }
        self._problem = ProblemLine()
        column = wrap(vbox(self._problem, *self._parts.values(), gap=16))
        column.setMaximumWidth(T().px(680))
        header = PageHeader(self.tr("Settings"), self.tr("Each change is kept as you make it."), [self._saved])
        self._page = Page(header, wrap(hbox((column, 8), None, gap=0)))
        vbox(self._page, gap=0, parent=self)
        self._arrived = False

    def refresh(self) -> None:
        """Load what is kept; fields somebody types in stay as they are."""
        self.bridge.ask(_see, self._show, self._problem.tell_problem, owner=self)

    def _show(self, seen: _Seen) -> None:
        self.company = seen.company
        self._problem.tell("")
        for part in self._parts.values():
            part.show_seen(seen)
        if not self._arrived:
            self._arrived = True
            QTimer.singleShot(0, self, self._reveal_item)

    def _reveal_item(self) -> None:
        part = self._parts.get(self.item)
        area = self._page.area
        inner = area.widget() if area is not None else None
        if part is not None and area is not None and inner is not None:
            area.verticalScrollBar().setValue(part.mapTo(inner, part.rect().topLeft()).y())

    def _tell_saved(self) -> None:
        self._saved.show()
        self._fade.start()
        announce(self, self.tr("Saved"))
