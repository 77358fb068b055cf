"""A life with Bond, played at random: it says what it tries and what was acknowledged, and can be killed anywhere."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

from bondapp.rules.needs import VISIBILITIES
from bondapp.rules.rituals import OUTCOMES
from bondapp.services import drafts, needs, opening, people, reminders, repair, rituals, today
from bondapp.services.needs import NeedForm
from bondapp.services.opening import Start
from bondapp.services.people import Company
from bondapp.services.repair import OutOfStep, WalkPage
from bondapp.services.rituals import RitualForm
from bondapp.services.session import Session
from world import World, both, named

STRONG = "submarine hacksaw escalate recast polygraph"

# "try" or "did", what it is about, and the value that stands there afterwards.
Say = Callable[[str, str, Any], None]


def go_in(session: Session, name: str) -> Company:
    """Let one person be here, with the passphrase if there is one."""
    person = named(session, name) if session.shared is not None else _at_door(session, name)
    opening.enter(session, person.id, STRONG if session.opened.has_passphrase(person.id) else None)
    return people.company(session)


def _at_door(session: Session, name: str) -> opening.Label:
    return next(label for label in opening.door(session).people if label.name == name)


def live(world: World, seed: int, say: Say, *, actions: int = 40) -> None:
    """One start of Bond and what is done in it until it is closed in order."""
    rnd = random.Random(seed)  # noqa: S311 - a life that can be played again, no secret
    session = world.closed_session()
    door = opening.approach(session)
    if not door.people:
        say("try", "started", {"name": "Noor"})
        opening.keep_started(session, {"name": "Noor"})
        say("did", "started", {"name": "Noor"})
        say("try", "begun", True)
        opening.begin(session, Start("Noor", "Joss", "partners", together=True))
        say("did", "begun", True)
    if not session.here:
        go_in(session, "Noor")
    for at in range(actions):
        action = rnd.choices(*zip(*WEIGHTS, strict=True))[0]
        action(session, rnd, say, f"w{seed}-{at}")
        if at % 4 == 0:
            today.page(session)
    session.close()


Action = Callable[[Session, random.Random, Say, str], None]


def name_a_need(session: Session, rnd: random.Random, say: Say, words: str) -> None:
    """A new card, or another wording of one."""
    go_in(session, "Noor")
    mine = needs.page(session).mine
    visibility = rnd.choice(VISIBILITIES)
    form = NeedForm(when=words, need="to hear from you", visibility=visibility)
    identity = rnd.choice(mine).need.id if mine and rnd.random() < 0.6 else None
    say("try", f"need/{identity or 'new'}", [words, visibility])
    card = needs.save(session, form, identity)
    say("did", f"need/{card.need.id}", [words, visibility])


def type_a_draft(session: Session, rnd: random.Random, say: Say, words: str) -> None:
    """A pause in typing."""
    go_in(session, "Noor")
    field = f"note/{rnd.randrange(3)}"
    say("try", "draft/" + field, words)
    drafts.keep(session, field, words)
    say("did", "draft/" + field, words)


def propose_a_ritual(session: Session, rnd: random.Random, say: Say, words: str) -> None:
    """A new ritual, or another title for one; the other says yes to it."""
    go_in(session, "Noor")
    cards = rituals.all_rituals(session)
    identity = rnd.choice(cards).ritual.id if len(cards) > 2 else None
    wall = time((session.local() + timedelta(hours=rnd.randrange(1, 9))).hour, 30)
    say("try", f"ritual/{identity or 'new'}", words)
    form = RitualForm(words, ("a step", "another"), days=tuple(range(7)), wall=wall)
    card = rituals.save(session, form, identity)
    say("did", f"ritual/{card.ritual.id}", words)
    joss = go_in(session, "Joss").here[0]
    say("try", f"yes/{card.ritual.id}/{joss}", card.ritual.terms)
    rituals.accept(session, card.ritual.id)
    say("did", f"yes/{card.ritual.id}/{joss}", card.ritual.terms)


def say_how_it_went(session: Session, rnd: random.Random, say: Say, _words: str) -> None:
    """An outcome, or its taking back."""
    cards = [card for card in rituals.all_rituals(session) if card.next]
    if not cards:
        return
    ritual = rnd.choice(cards).ritual.id
    outcome = rnd.choice((*OUTCOMES, None))
    say("try", f"mark/{ritual}/{session.today()}", outcome)
    rituals.mark(session, ritual, session.today(), 0, outcome)
    say("did", f"mark/{ritual}/{session.today()}", outcome)


def be_reminded(session: Session, _rnd: random.Random, say: Say, _words: str) -> None:
    """A look at what is due; what is to be shown is marked before it is shown."""
    reminders.refresh(session)
    ring = reminders.consider(session)
    for knock in (*ring.show, *ring.quietly):
        say("did", "shown", knock.occurrence)


def walk(session: Session, rnd: random.Random, say: Say, words: str) -> None:
    """A few steps of a repair, to its close if it comes to that; put down, taken up, removed."""
    company = both(session)
    ids = [person.id for person in company.people]
    open_walks = [card for card in repair.walks(session) if card.status != "closed"]
    if open_walks:
        page = repair.page(session, open_walks[0].id)
    else:
        say("try", "walk/new", 1)
        page = repair.begin(session, "after-the-argument", ids, rnd.choice(ids))
        say("did", f"walk/{page.id}", 1)
    for _ in range(rnd.randrange(1, 12)):
        count = len(session.bond.space.records(page.id))
        say("try", f"walk/{page.id}", count + 1)
        page = one_step(session, page, words, rnd)
        say("did", f"walk/{page.id}", len(session.bond.space.records(page.id)))
    closed = [card.id for card in repair.walks(session) if card.status == "closed"]
    if len(closed) > 1:
        say("try", f"walk/{closed[0]}", None)
        repair.remove(session, closed[0])
        say("did", f"walk/{closed[0]}", None)


def one_step(session: Session, page: WalkPage, words: str, rnd: random.Random) -> WalkPage:
    """Whatever comes next in a walk, now and then putting it down."""
    if page.walk.status == "down":
        return repair.act(session, page.id, "take_up")
    if page.walk.status == "open" and rnd.random() < 0.1:
        later = (session.local() + timedelta(hours=5)).isoformat()
        return repair.act(session, page.id, "put_down", "", (later,))
    if page.view.may_close and page.view.next_code == "close":
        return repair.act(session, page.id, "close")
    if page.view.next_code == "book":
        return repair.act(session, page.id, "book", "", ("2", "7"))
    options = page.view.step.options
    answer = (options[0].id,) if options else (words, "small")
    for op, value in (("confirm", ()), ("answer", answer), ("skip", ()), ("next", ()), ("skip_step", ())):
        person = page.view.actor or (page.view.speaker if op == "confirm" else "")
        for who in dict.fromkeys((person, "", *page.walk.persons)):
            try:
                return repair.act(session, page.id, op, who, value)
            except OutOfStep:
                continue
    return page


def change_a_name(session: Session, _rnd: random.Random, say: Say, words: str) -> None:
    """A pronoun, so that the name stays findable."""
    noor = go_in(session, "Noor").here[0]
    say("try", "pronoun", words)
    people.change(session, noor, pronoun=words)
    say("did", "pronoun", words)


def close_with_a_passphrase(session: Session, _rnd: random.Random, say: Say, _words: str) -> None:
    """A passphrase set, or taken away."""
    noor = go_in(session, "Noor").here[0]
    wanted = not session.opened.has_passphrase(noor)
    say("try", "passphrase", wanted)
    people.set_passphrase(session, STRONG if wanted else None)
    say("did", "passphrase", wanted)
    if wanted:
        # Each unlock costs a tenth of a second; the rest of this life goes on without.
        say("try", "passphrase", False)
        people.set_passphrase(session, None)
        say("did", "passphrase", False)


WEIGHTS: tuple[tuple[Action, float], ...] = (
    (name_a_need, 5),
    (type_a_draft, 4),
    (propose_a_ritual, 3),
    (say_how_it_went, 3),
    (be_reminded, 2),
    (walk, 3),
    (change_a_name, 2),
    (close_with_a_passphrase, 0.5),
)
