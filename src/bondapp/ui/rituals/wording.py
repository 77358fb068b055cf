"""How rituals are said: kinds, days, times, and who has said yes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from bondapp.ui.art import clock
from bondapp.ui.kinds import words_of

if TYPE_CHECKING:
    from bondapp.rules.people import Person
    from bondapp.services.people import Company
    from bondapp.services.rituals import RitualCard, RitualForm

WEEKDAYS = (0, 1, 2, 3, 4)
WEEKEND = (5, 6)
EVERY_DAY = (*WEEKDAYS, *WEEKEND)


def heading(kind: str, company: Company) -> str:
    """A ritual's kind, and for whom it is where more than one has a place here."""
    if len(company.at_home) < 2:
        return words_of(kind)
    words = QCoreApplication.translate("Rituals", "{kind}, for both of you")
    if len(company.people) > 2:
        words = QCoreApplication.translate("Rituals", "{kind}, for all of you")
    return words.format(kind=words_of(kind))


def day_name(day: int, short: bool = True) -> str:
    """A weekday in the language in force; 0 is Monday."""
    form = QLocale.FormatType.ShortFormat if short else QLocale.FormatType.LongFormat
    return QLocale().standaloneDayName(day + 1, form)


def day_words(days: Sequence[int]) -> str:
    """Weekdays in words; none means when it happens."""
    tr = QCoreApplication.translate
    chosen = tuple(sorted(days))
    if not chosen:
        return tr("Rituals", "When it happens")
    named = {
        EVERY_DAY: tr("Rituals", "Every day"),
        WEEKDAYS: tr("Rituals", "Weekdays"),
        WEEKEND: tr("Rituals", "Weekends"),
    }
    if chosen in named:
        return named[chosen]
    if len(chosen) == 1:
        return day_name(chosen[0], short=False)
    return tr("Rituals", ", ", "between two days").join(map(day_name, chosen))


def time_words(wall: time) -> str:
    """A time of day in the form of the language in force."""
    return clock(wall.hour * 60 + wall.minute)


def minutes_words(minutes: int) -> str:
    """A length."""
    if minutes == 1:
        return QCoreApplication.translate("Rituals", "1 minute")
    return QCoreApplication.translate("Rituals", "{count} minutes").format(count=QLocale().toString(minutes))


def lead_words(minutes: int) -> str:
    """How long before the time a reminder comes."""
    if minutes == 0:
        return QCoreApplication.translate("Rituals", "At the time")
    words = QCoreApplication.translate("Rituals", "{length} before", "ten minutes before")
    return words.format(length=minutes_words(minutes))


def when_words(form: RitualForm) -> str:
    """Days, time and length in one line."""
    tr = QCoreApplication.translate
    if form.wall is None:
        words = tr("Rituals", "{days}, about {minutes}")
        return words.format(days=day_words(()), minutes=minutes_words(form.minutes))
    words = tr("Rituals", "{days} at {time}, about {minutes}")
    return words.format(days=day_words(form.days), time=time_words(form.wall), minutes=minutes_words(form.minutes))


def names(people: Iterable[Person]) -> str:
    """Names in a row."""
    return QLocale().createSeparatedList([person.name for person in people])


def escaped(words: str) -> str:
    """Somebody's words on a button, where one & would become a shortcut."""
    return words.replace("&", "&&")


def proposer(card: RitualCard, company: Company) -> Person | None:
    """A member who said yes to these terms and is not the one here."""
    me = company.me
    for person in company.people:
        if card.ritual.accepted_by(person.id) and (me is None or person.id != me.id):
            return person
    return None


def standing(card: RitualCard, company: Company) -> str:
    """Who has said yes, in one line; a no is nobody's business and reads as open."""
    tr = QCoreApplication.translate
    ritual = card.ritual
    if ritual.paused:
        return tr("Rituals", "Resting. It reminds nobody until it goes on.")
    at_home = set(company.at_home)
    elsewhere = [person for person in card.waiting_for if person.id not in at_home]
    waiting = [person for person in card.waiting_for if person.id in at_home and person.id not in company.here]
    if waiting:
        return tr("Rituals", "{names} will read it next time they’re here.").format(names=names(waiting))
    if ritual.active and len(company.at_home) < 2:
        return tr("Rituals", "Active for you.")
    if ritual.active:
        return tr("Rituals", "Active for both of you.") if len(ritual.members) < 3 else tr("Rituals", "Active.")
    if elsewhere and len(at_home) < 2:
        return tr("Rituals", "Active for you. {names} can join once they’re here.").format(names=names(elsewhere))
    return tr("Rituals", "A proposal for now. It can stay one.")


def _away(company: Company) -> list[Person]:
    """Members with a place here who are not here now."""
    return [person for person in company.people if person.id in company.at_home and person.id not in company.here]


def before_proposing(company: Company) -> str:
    """What saving a new ritual will do."""
    tr = QCoreApplication.translate
    if company.together:
        return tr("Rituals", "Saving it together says yes for everybody here.")
    others = _away(company)
    if not others:
        return tr("Rituals", "It reminds you once it is saved.")
    return tr("Rituals", "{names} will read it and say yes or no.").format(names=names(others))


def before_asking_again(company: Company) -> str:
    """What saving changed words or times will do."""
    tr = QCoreApplication.translate
    if company.together:
        return tr("Rituals", "What you do or when changes. Saving it together says yes for everybody here.")
    others = _away(company)
    if not others:
        return tr("Rituals", "Not saved yet. Your changes are kept here.")
    return tr("Rituals", "What you do or when changes, so {names} will be asked again.").format(names=names(others))
