"""Nothing anybody typed can be read on the disk, in an error or in the log, whatever goes wrong."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import traceback
from collections.abc import Iterator
from datetime import time
from pathlib import Path
from random import Random

import pytest

from bondapp.rules.needs import LINES, VISIBILITIES
from bondapp.rules.records import Change
from bondapp.services import drafts, needs, opening, people, reminders, repair, rituals, today
from bondapp.services.needs import NeedForm
from bondapp.services.opening import Start
from bondapp.services.repair import WalkPage
from bondapp.services.rituals import RitualForm
from bondapp.services.session import Session
from bondapp.store.keys import Slot
from bondapp.store.spaces import Space
from faults.life import one_step
from world import World, both, come, named

PHRASE = "Quokka hacksaw escalate recast polygraph"


class Sentinels:
    """Sentences that stand nowhere else, one for every field; short fields get a short one."""

    def __init__(self) -> None:
        self.all: list[str] = [PHRASE]

    def say(self, field: str) -> str:
        """A new one, with letters that differ in every encoding."""
        self.all.append(f"Zwölf {field} Quokkas № {len(self.all)} çöş")
        return self.all[-1]


def disguises(text: str) -> Iterator[bytes]:
    """The ways in which a text could lie in a file: in three encodings, each bare and in base64 at any offset."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        raw = text.encode(encoding)
        yield raw
        yield raw.hex().encode()
        for shift in range(3):
            # Only what does not depend on the bytes before and after.
            coded = base64.b64encode(bytes(shift) + raw)
            yield coded[(0, 2, 3)[shift] + 1 : len(coded) - 4]
    yield ascii(text)[1:-1].encode()


def found(folder: Path, sentinels: Sentinels) -> list[tuple[str, str]]:
    """Which of them can be read in which file, or in its name."""
    hits = []
    for path in (path for path in folder.rglob("*") if path.is_file()):
        raw = path.read_bytes() + os.fsencode(path)
        hits += [(path.name, text) for text in sentinels.all if any(shape in raw for shape in disguises(text))]
    return hits


def a_whole_evening(world: World, said: Sentinels) -> Session:
    """First start, names, needs, drafts, rituals, a walk to its close: words in every field there is."""
    session = world.closed_session()
    opening.approach(session)
    answers = {"name": said.say("name"), "other": said.say("other"), "pronoun": said.say("pronoun")}
    opening.keep_started(session, answers)
    start = Start(answers["name"], answers["other"], "partners", together=True, pronoun=answers["pronoun"])
    opening.begin(session, start)
    noor, joss = (person.id for person in session.members())
    for visibility in VISIBILITIES:
        when, feel, need, other = (said.say(f"{line} {visibility}") for line in LINES)
        form = NeedForm(when, feel, need, other, (said.say("feeling"),), (said.say("kind"),), visibility)
        card = needs.save(session, form)
        needs.save(session, NeedForm(said.say("another wording"), visibility=form.visibility), card.need.id)
    drafts.keep(session, "need/new/when", said.say("draft"))
    drafts.keep(session, "ritual/new/title", said.say("draft forgotten"))
    drafts.forget(session, "ritual/")
    form_of_tea = RitualForm(said.say("ritual"), (said.say("step"),), days=(3,), wall=time(16), hide_words=False)
    ritual = rituals.save(session, form_of_tea)
    people.change(session, noor, name=said.say("new name"))
    people.set_passphrase(session, PHRASE)
    opening.enter(session, joss)
    rituals.accept(session, ritual.ritual.id)
    reminders.refresh(session)
    world.clock.forward(minutes=31)
    assert reminders.consider(session).show
    both(session)
    page = repair.begin(session, "after-the-argument", [noor, joss], noor)
    drafts.keep(session, f"walk/{page.id}/x", said.say("draft in a walk"))
    rnd = Random(3)  # noqa: S311 - a walk that can be repeated, no secret
    while page.walk.status != "closed":
        page = one_step(session, page, said.say("answer"), rnd)
    today.page(session)
    return session


def test_nothing_typed_can_be_read_on_the_disk_while_it_is_open_nor_after(tmp_path: Path) -> None:
    world, said = World(tmp_path), Sentinels()
    session = a_whole_evening(world, said)
    assert list(tmp_path.rglob("*-wal"))
    assert found(tmp_path, said) == []
    opening.enter(session, named(session, session.members()[0].name).id, PHRASE)
    assert found(tmp_path, said) == []
    session.close()
    assert not list(tmp_path.rglob("*-wal"))
    assert found(tmp_path, said) == []


def test_the_search_would_find_a_sentence_in_each_of_its_disguises(tmp_path: Path) -> None:
    said = Sentinels()
    sentence = said.say("seen")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        for shift in range(3):
            coded = base64.b64encode(b"abc"[:shift] + sentence.encode(encoding) + b"and more")
            for raw in (b"..." + coded, b"..." + sentence.encode(encoding)):
                (tmp_path / "file").write_bytes(raw)
                assert found(tmp_path, said) == [("file", sentence)]


def a_walk(session: Session) -> WalkPage:
    """One that Noor and Joss began."""
    ids = [person.id for person in session.members()]
    return repair.begin(session, "after-the-argument", ids, ids[0])


def everything_that_can_go_wrong(session: Session, said: Sentinels, page: WalkPage) -> Iterator[BaseException]:
    """Whatever each service raises when it is given words and the store, the content or the clock fails."""
    noor, joss = (person.id for person in session.members())
    words = said.say("gone wrong")
    calls = (
        lambda: needs.save(session, NeedForm(words, visibility="now")),
        lambda: needs.card(session, "nowhere"),
        lambda: drafts.keep(session, "need/new/when", words),
        lambda: rituals.save(session, RitualForm(words, (words,), days=(1,), wall=time(8))),
        lambda: rituals.save(session, RitualForm(words, (words,), wall=time(8))),
        lambda: people.change(session, noor, name=words),
        lambda: people.change(session, joss, name=words),
        lambda: people.change(session, noor, colour=words),
        lambda: people.set_passphrase(session, words),
        lambda: people.set_passphrase(session, PHRASE),
        lambda: opening.enter(session, joss, words),
        lambda: opening.keep_started(session, {"name": words}),
        lambda: repair.act(session, page.id, "answer", noor, (words,)),
        lambda: repair.act(session, page.id, "pause", noor, (words,)),
        lambda: repair.act(session, page.id, "extend", noor, (words,)),
        lambda: session.keep(Change("need.rev", "n", noor, {"when": {words}})),
        lambda: session.share(Change("reminder.rev", "n", noor, {"when": words})),
        lambda: Slot.of({"header": {"kind": words}, "box": words}),
    )
    for call in calls:
        try:
            call()
        except BaseException as error:  # noqa: BLE001 - whatever comes is what is looked at
            yield error


@pytest.mark.parametrize("broken", ["nothing", "table gone", "disk", "unexpected"])
def test_no_error_quotes_what_was_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    world, said = World(tmp_path), Sentinels()
    session = world.pair()
    page = a_walk(session)
    if broken == "table gone":
        for space in (session.bond.space, session.me.space):
            with space.writing() as store:
                store.connection().exec_driver_sql("ALTER TABLE draft RENAME COLUMN words TO elsewhere")
                store.connection().exec_driver_sql("ALTER TABLE need RENAME COLUMN feel TO elsewhere")
    elif broken == "disk":
        for space in (session.bond.space, session.me.space):
            with space.reading() as store:
                # Every later write is refused by SQLite itself.
                store.connection().exec_driver_sql("PRAGMA query_only = ON")
    elif broken == "unexpected":

        def unexpected(*_args: object) -> object:
            raise RuntimeError

        monkeypatch.setattr(Space, "_write", unexpected)
    errors = list(everything_that_can_go_wrong(session, said, page))
    assert len(errors) >= 8
    for error in errors:
        told = "".join(traceback.format_exception(error)) + repr(error) + str(error) + repr(error.args)
        assert "Quokka" not in told, told
    session.close()


LOGGED = """
import sys, threading
from pathlib import Path
from bondapp.app.process import keep_log, keep_words_out
keep_log(Path(sys.argv[1]) / "log")
keep_words_out()
from faults.test_leaks import Sentinels, a_walk, everything_that_can_go_wrong
from world import World
said = Sentinels()
session = World(Path(sys.argv[1])).pair()
page = a_walk(session)
with session.me.space.writing() as store:
    store.connection().exec_driver_sql("ALTER TABLE draft RENAME COLUMN words TO elsewhere")
errors = list(everything_that_can_go_wrong(session, said, page))
errors += [ValueError("Quokka"), KeyError("Quokka"), UnicodeEncodeError("utf-8", "Quokka", 0, 1, "Quokka")]
for error in errors:
    sys.excepthook(type(error), error, error.__traceback__)
def fail():
    raise ValueError("Quokka in a thread")
thread = threading.Thread(target=fail)
thread.start()
thread.join()
class Gone:
    def __del__(self):
        raise ValueError("Quokka on the way out")
Gone()
from PySide6.QtCore import qWarning
qWarning("Quokka from Qt")
session.close()
raise ValueError("Quokka at the very end")
"""


def test_no_log_and_no_stream_quotes_what_was_typed(tmp_path: Path) -> None:
    source = os.pathsep.join(filter(None, sys.path))
    done = subprocess.run(
        [sys.executable, "-c", LOGGED, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": source, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    log = (tmp_path / "log" / "bond.log").read_text()
    assert log.count("unexpected ValueError") >= 4, done.stderr
    assert "unexpected StoreFault" in log
    assert "qt " in log
    for told in (log, done.stdout, done.stderr):
        assert "Quokka" not in told
        assert "Zwölf" not in told


def test_a_repr_of_what_is_passed_around_shows_no_key_and_no_passphrase(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    start = Start("Noor", "Joss", "partners", together=True, passphrase=PHRASE)
    assert "Quokka" not in repr(start)
    master = session.me.keys.master
    for shown in map(repr, (session.person, session.shared, session)):
        assert repr(master)[2:-1] not in shown
        assert repr(session.bond.key)[2:-1] not in shown
    come(session, "Joss")
    session.close()
