"""Kills a life with Bond at random moments and looks what is left: `python kennel.py SEED KILLS FOLDER`.

A process of its own, because it forks: children start warm, within a millisecond.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from bondapp.services import needs, opening, repair, rituals
from bondapp.services.session import Session
from faults.life import go_in, live
from store.looking import assert_sound
from world import THURSDAY, Clock, World, content, named

LIVES_PER_VAULT = 6


@dataclass
class Ledger:
    """What was acknowledged, and the one thing that was under way when the life ended."""

    facts: dict[str, Any] = field(default_factory=dict)
    pending: tuple[str, Any] | None = None
    shown: list[str] = field(default_factory=list)

    def take(self, line: bytes) -> None:
        """One line a life said."""
        what, about, value = json.loads(line)
        if what == "try":
            self.pending = (about, value)
        elif about == "shown":
            self.shown.append(value)
        else:
            self.facts[about] = value
            self.pending = None

    def allows(self, about: str, value: Any) -> bool:
        """Whether a thing may stand as it does: as acknowledged, or as what was under way."""
        return (about in self.facts and self.facts[about] == value) or self.pending == (about, value)

    def of(self, prefix: str) -> dict[str, Any]:
        """Acknowledged values by the rest of their names."""
        return {about.removeprefix(prefix): value for about, value in self.facts.items() if about.startswith(prefix)}


def one_life(world: World, ledger: Ledger, seed: int, enough: Callable[[int, float], bool]) -> bool:
    """Fork a life, listen, kill it once `enough(acknowledged, seconds)`; True when it ended by itself."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)

        def say(what: str, about: str, value: Any) -> None:
            os.write(writing, json.dumps([what, about, value]).encode() + b"\n")

        try:
            live(world, seed, say)
        except BaseException as error:  # noqa: BLE001 - a child that goes on after a fault would run the parent's code
            sys.stderr.write(f"life {seed}: {error!r}\n")
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    os.close(writing)
    began, heard, rest, open_end = time.perf_counter(), 0, b"", True
    while open_end and not enough(heard, time.perf_counter() - began):
        if select.select([reading], [], [], 0.0005)[0]:
            chunk = os.read(reading, 65_536)
            open_end = bool(chunk)
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                ledger.take(line)
                heard += line.startswith(b'["did"')
    if open_end:
        os.kill(child, signal.SIGKILL)
    while chunk := os.read(reading, 65_536):
        rest += chunk
    for line in rest.split(b"\n")[:-1]:
        ledger.take(line)
    os.close(reading)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, -signal.SIGKILL), f"a life ended with {status}"
    return status == 0


def look(world: World, ledger: Ledger) -> None:
    """Open what is left and compare it with what was acknowledged."""
    session = world.closed_session()
    door = opening.approach(session)
    if not door.people:
        assert "begun" not in ledger.facts
        assert ledger.allows("started", dict(door.started)) or (not door.started and "started" not in ledger.facts)
        session.close()
        return
    assert [label.name for label in door.people] == ["Noor", "Joss"]
    go_in(session, "Noor")
    assert session.person is not None
    noor = named(session, "Noor")
    closed = session.opened.has_passphrase(noor.id)
    assert ledger.allows("passphrase", closed) or (not closed and "passphrase" not in ledger.facts)
    assert ledger.allows("pronoun", noor.pronoun) or (noor.pronoun == "" and "pronoun" not in ledger.facts)
    _look_at_needs(session, ledger)
    _look_at_rituals(session, ledger)
    _look_at_walks(session, ledger)
    for about, words in session.person.space.drafts("note/").items():
        assert ledger.allows("draft/" + about, words), about
    assert set(ledger.of("draft/")) <= set(session.person.space.drafts("note/"))
    assert len(set(ledger.shown)) == len(ledger.shown), "a reminder came twice"
    assert_sound(session.bond.space)
    assert_sound(session.person.space)
    session.close()


def _look_at_needs(session: Session, ledger: Ledger) -> None:
    mine = {card.need.id: card.need for card in needs.page(session).mine}
    assert set(ledger.of("need/")) <= set(mine)
    for identity, need in mine.items():
        value = [need.when, need.visibility]
        assert ledger.allows(f"need/{identity}", value) or ledger.pending == ("need/new", value), value
    go_in(session, "Joss")
    seen = {card.need.id: card.need.when for card in needs.page(session).theirs}
    assert seen == {identity: need.when for identity, need in mine.items() if need.visibility == "now"}
    go_in(session, "Noor")


def _look_at_rituals(session: Session, ledger: Ledger) -> None:
    there = {card.ritual.id: card.ritual for card in rituals.all_rituals(session)}
    assert set(ledger.of("ritual/")) <= set(there)
    for identity, ritual in there.items():
        assert ledger.allows(f"ritual/{identity}", ritual.title) or ledger.pending == ("ritual/new", ritual.title)
    for about, terms in ledger.of("yes/").items():
        identity, person = about.split("/")
        assert there[identity].terms != terms or there[identity].accepted_by(person)
    first = min((session.today(), THURSDAY.date()))
    days = (session.today() - first).days + 1
    for happening in rituals.happenings(session, first, days):
        about = f"mark/{happening.card.ritual.id}/{happening.due.day}"
        known = about in ledger.facts or (ledger.pending is not None and ledger.pending[0] == about)
        assert not known or ledger.allows(about, happening.outcome) or ledger.facts.get(about) == happening.outcome


def _look_at_walks(session: Session, ledger: Ledger) -> None:
    for identity, count in ledger.of("walk/").items():
        records = len(session.bond.space.records(identity))
        if count is None or (records == 0 and ledger.pending == (f"walk/{identity}", None)):
            assert records == 0
        else:
            assert records >= count
            assert repair.page(session, identity).walk.persons


def main(seed: int, kills: int, folder: Path) -> None:
    """Kill until there were so many kills, a fresh vault every few lives."""
    rnd = random.Random(seed)  # noqa: S311 - kills that can be repeated, no secret
    content()
    killed = life = 0
    while killed < kills:
        life += 1
        if life % LIVES_PER_VAULT == 1:
            world, ledger = World(folder / f"{seed}-{life}", Clock()), Ledger()
        world.clock.now += timedelta(hours=rnd.randrange(1, 5))
        # Half the time by the clock, so that openings and first starts are met; else some words into the life.
        if rnd.random() < 0.5:
            ended = one_life(world, ledger, rnd.getrandbits(32), _after_time(rnd.uniform(0.0, 0.12)))
        else:
            words, pause = rnd.randrange(1, 25), rnd.uniform(0, 0.012)
            ended = one_life(world, ledger, rnd.getrandbits(32), _after(words, pause))
        killed += not ended
        look(world, ledger)
        ledger.pending = None
        settle(world, ledger)
    sys.stdout.write(f"{killed} kills, {life} lives\n")


def _after_time(limit: float) -> Callable[[int, float], bool]:
    """Enough: so many seconds."""
    return lambda _heard, spent: spent > limit


def _after(words: int, pause: float) -> Callable[[int, float], bool]:
    """Enough: so many acknowledged things, then a moment."""
    since: list[float] = []

    def enough(heard: int, spent: float) -> bool:
        if heard < words:
            return False
        since.append(spent)
        return spent - since[0] > pause

    return enough


def settle(world: World, ledger: Ledger) -> None:
    """Take over what was under way and did happen, so that the next life is held to it."""
    session = world.closed_session()
    if not opening.approach(session).people:
        session.close()
        return
    ledger.facts["begun"] = True
    go_in(session, "Noor")
    noor = named(session, "Noor")
    facts: dict[str, Any] = {"begun": True, "passphrase": session.opened.has_passphrase(noor.id)}
    facts["pronoun"] = noor.pronoun
    facts |= {f"need/{c.need.id}": [c.need.when, c.need.visibility] for c in needs.page(session).mine}
    facts |= {f"ritual/{c.ritual.id}": c.ritual.title for c in rituals.all_rituals(session)}
    facts |= {f"walk/{c.id}": len(session.bond.space.records(c.id)) for c in repair.walks(session)}
    assert session.person is not None
    facts |= {"draft/" + about: words for about, words in session.person.space.drafts("note/").items()}
    gone = {about: None for about, value in ledger.of("walk/").items() if value is None}
    facts |= {"walk/" + about: None for about in gone}
    facts |= {"yes/" + about: terms for about, terms in ledger.of("yes/").items()}
    for happening in rituals.happenings(session, THURSDAY.date(), (session.today() - THURSDAY.date()).days + 1):
        facts[f"mark/{happening.card.ritual.id}/{happening.due.day}"] = happening.outcome
    ledger.facts = facts
    session.close()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
