"""A made-up pair and a made-up Thursday: invented people, invented words, real services."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from bondapp.services import needs, opening, reminders, repair, rituals
from bondapp.services.needs import NeedForm
from bondapp.services.rituals import RitualForm
from bondapp.services.session import Session

ZONE = "Europe/Berlin"
THURSDAY = datetime(2026, 11, 19, 14, 20, tzinfo=UTC)
WEEKDAYS = (0, 1, 2, 3, 4)


class Clock:
    """A clock that is set by the story."""

    def __init__(self) -> None:
        self.now = THURSDAY - timedelta(days=10)

    def __call__(self) -> datetime:
        """The instant the story has come to."""
        return self.now


def tell(session: Session, clock: Clock) -> dict[str, str]:
    """Live through ten days; returns ids by the names the tour asks for."""
    clock.now = THURSDAY - timedelta(days=10)
    opening.begin(session, opening.Start("Noor", "Joss", "partners", together=True))
    ids = {person.name.lower(): person.id for person in session.members()}
    opening.together(session)
    ids |= _rituals(session)
    opening.enter(session, ids["joss"])
    needs.save(
        session,
        NeedForm(
            when="plans change late",
            need="a short word from you",
            help="it came before six. Even “running behind” is enough",
            visibility="now",
        ),
    )
    tea = RitualForm(
        "Tea without phones",
        ("Kettle on, phones in the hall.", "One cup each, nothing to solve.", "Rinse the cups together."),
        kind="together",
        days=(5,),
        wall=time(16),
        minutes=30,
    )
    ids["proposed"] = rituals.save(session, tea).ritual.id
    opening.enter(session, ids["noor"])
    ids |= _needs(session)
    clock.now = THURSDAY
    rituals.mark(session, ids["goodbye"], date(2026, 11, 19), 0, "done")
    ids["walk"] = _walk(session, ids)
    opening.enter(session, ids["noor"])
    reminders.refresh(session)
    return ids


def _rituals(session: Session) -> dict[str, str]:
    plain = {
        "goodbye": RitualForm(
            "Goodbye at the door",
            ("Stop and face each other.", "One thing ahead of you today.", "Say when you’ll be in touch."),
            kind="goodbye",
            days=WEEKDAYS,
            wall=time(7, 45),
            minutes=2,
        ),
        "home": RitualForm(
            "Coming home",
            (
                "Bags and phones down first.",
                "Hold each other until one of you breathes out.",
                "One good thing and one hard thing from the day.",
            ),
            kind="reunion",
            days=WEEKDAYS,
            wall=time(18, 10),
        ),
        "evening": RitualForm(
            "Last light",
            ("Screens away.", "Anything between us before sleep?", "One good thing from today."),
            kind="close_of_day",
            days=(0, 3, 5),
            wall=time(21, 30),
            minutes=5,
        ),
        "sunday": RitualForm(
            "Sunday look-ahead",
            ("Tea and two calendars.", "What each could use this week."),
            kind="together",
            days=(6,),
            wall=time(10),
            minutes=30,
        ),
        "squeeze": RitualForm(
            "Three squeezes",
            (
                "Squeeze a hand three times.",
                "Squeeze back once.",
            ),
            kind="touch",
            minutes=2,
        ),
    }
    return {name: rituals.save(session, form).ritual.id for name, form in plain.items()}


def _needs(session: Session) -> dict[str, str]:
    picture = NeedForm(
        when="plans change at the last minute",
        feel="unmoored, a little forgotten",
        need="to know I’m still in the picture",
        help="you sent a short message before six, even just “running late”",
        visibility="together",
    )
    quiet = NeedForm(
        when="I come home full of the day",
        feel="tired and far away",
        need="an hour of quiet that isn’t taken as distance",
        help="you told me when you’d like to talk",
        visibility="me",
    )
    thanks = NeedForm(need="what I do at home to be noticed", help="you said it once, out loud", visibility="now")
    return {
        "need": needs.save(session, picture).need.id,
        "quiet": needs.save(session, quiet).need.id,
        "thanks": needs.save(session, thanks).need.id,
    }


def _walk(session: Session, ids: dict[str, str]) -> str:
    """A repair that has come to what happened: Noor has told it, Joss is about to say it back."""
    opening.together(session)
    noor, joss = ids["noor"], ids["joss"]
    page = repair.begin(session, "after-the-argument", (noor, joss), noor)
    for _ in range(12):
        view = page.view
        if view.step.kind == "turn":
            break
        if view.phase == "agree":
            for person in page.walk.persons:
                if person not in page.walk.agreed:
                    page = repair.act(session, page.id, "confirm", person)
        elif view.step.kind == "words":
            words = ("small", "scared", "alone") if view.actor == noor else ("far away", "tired", "guilty")
            page = repair.act(session, page.id, "answer", view.actor, words)
        else:
            page = repair.act(session, page.id, "next")
    told = (
        "When the TV went on while I was talking, I felt small. "
        "Then I got loud, because I was scared you’d stopped listening."
    )
    page = repair.act(session, page.id, "answer", page.view.actor, (told, "small", "scared"))
    return page.id
