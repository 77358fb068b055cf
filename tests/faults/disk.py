"""Saves against a real disk that is full or cannot be written: `python disk.py full|first|read-only FOLDER HOW`."""

from __future__ import annotations

import contextlib
import os
import resource
import sys
from collections.abc import Callable, Iterator
from datetime import time
from pathlib import Path

from bondapp.services import drafts, needs, opening, people, reminders, repair, rituals, settings, today
from bondapp.services.needs import NeedForm
from bondapp.services.opening import Start
from bondapp.services.rituals import RitualForm
from bondapp.services.session import Session
from bondapp.store.faults import StoreFault
from store.looking import assert_sound
from world import World, both, come, named

STRONG = "submarine hacksaw escalate recast polygraph"
NOBODY = 65_534


class Disk:
    """A disk that can be filled and emptied: a small tmpfs, or a limit on how long a file may grow."""

    def __init__(self, folder: Path, how: str) -> None:
        self._folder = folder
        self._how = how

    def fill(self, room: int) -> None:
        """Leave so many bytes and no more."""
        if self._how == "limit":
            longest = max((path.stat().st_size for path in self._folder.rglob("*") if path.is_file()), default=0)
            resource.setrlimit(resource.RLIMIT_FSIZE, (longest + room, resource.RLIM_INFINITY))
            return
        with (self._folder / "filler").open("wb", buffering=0) as filler, contextlib.suppress(OSError):
            while True:
                filler.write(bytes(4096))
        os.truncate(self._folder / "filler", max(0, (self._folder / "filler").stat().st_size - room))

    def make_room(self) -> None:
        """Give all of it back."""
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        (self._folder / "filler").unlink(missing_ok=True)


def attempts(session: Session, world: World) -> Iterator[Callable[[], object]]:
    """One save of every kind."""
    form = RitualForm("Tea", ("boil", "sit"), days=(0, 1, 2, 3, 4, 5, 6), wall=time(18, 30))
    noor = named(session, "Noor").id
    ids = [person.id for person in session.members()]
    yield lambda: needs.save(session, NeedForm(when="x" * 90_000, visibility="now"))
    yield lambda: drafts.keep(session, "need/new/when", "y" * 90_000)
    yield lambda: rituals.save(session, form)
    yield lambda: people.change(session, noor, pronoun="she")
    yield lambda: settings.change(session, per_day=1)
    yield lambda: reminders.refresh(session)
    yield lambda: reminders.consider(session)
    yield lambda: people.set_passphrase(session, STRONG)
    yield lambda: people.set_passphrase(session, None)
    yield lambda: repair.begin(session, "after-the-argument", ids, ids[0])
    yield lambda: (both(session), come(session, "Joss"), come(session, "Noor"))
    yield lambda: Session(world.folder.parent / "other", world.ports()) and None


def save_until_full(session: Session, disk: Disk) -> tuple[list[str], str]:
    """Cards that were acknowledged, and the words of the one that was not."""
    disk.fill(60_000)
    kept: list[str] = []
    for at in range(2_000):
        words = f"sentence {at} " * 40
        code = code_from(lambda words=words: needs.save(session, NeedForm(when=words, visibility="now")))  # type: ignore[misc] # - bound at once
        if code:
            assert code == "full", code
            return kept, words
        kept.append(words.strip())
    raise AssertionError("never full")


def full(folder: Path, how: str) -> None:
    """A disk that fills up in the middle of an evening."""
    world, disk = World(folder), Disk(folder, how)
    session = world.pair()
    kept, lost = save_until_full(session, disk)
    codes = [code for code in map(code_from, attempts(session, world)) if code]
    assert codes, "nothing was refused"
    assert set(codes) == {"full"}, codes
    # All that was acknowledged can still be read while the disk is full.
    come_back = {card.need.when for card in needs.page(session).mine}
    assert set(kept) <= come_back
    today.page(session)
    disk.make_room()
    needs.save(session, NeedForm(when=lost, visibility="now"))
    session.close()
    again = world.session()
    come(again, "Noor")
    assert {*kept, lost.strip()} <= {card.need.when for card in needs.page(again).mine}
    assert again.person is not None
    assert_sound(again.person.space)
    assert_sound(again.bond.space)
    again.close()


def first(folder: Path, how: str) -> None:
    """A disk that is full at the very first start, for longer and longer into it."""
    disk = Disk(folder, how)
    start = Start("Noor", "Joss", "partners", together=True)
    refused = 0
    for at, room in enumerate((0, 300, 5_000, 20_000, 30_000, 45_000, 70_000, 120_000, 200_000)):
        world = World(folder / str(at))
        (folder / str(at)).mkdir()
        disk.fill(room)
        session = world.closed_session()
        code = code_from(lambda session=session: opening.approach(session) and opening.begin(session, start))  # type: ignore[misc] # - bound at once
        assert code in (None, "full"), code
        refused += code is not None
        disk.make_room()
        assert opening.begin(session, start).state == "open"
        assert [person.name for person in session.members()] == ["Noor", "Joss"]
        needs.save(session, NeedForm(when="kept"))
        session.close()
        again = world.session()
        assert [card.need.when for card in needs.page(again).mine] == ["kept"]
        again.close()
        for path in sorted((folder / str(at)).rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
    assert refused >= 3, refused


def read_only(folder: Path, _how: str) -> None:
    """A vault that this account may look at and not change."""
    # Everything is loaded before rights are given up: nobody may not read this interpreter.
    warm = World(folder / "warm").pair()
    for attempt in attempts(warm, World(folder / "warm")):
        attempt()
    warm.close()
    (folder / "mine").mkdir()
    world = World(folder / "mine")
    session = world.pair()
    needs.save(session, NeedForm(when="kept"))
    session.close()
    everything = [folder, *folder.rglob("*")]
    before = {path: path.read_bytes() for path in everything if path.is_file()}
    if os.geteuid() == 0:
        for path in everything:
            os.chown(path, NOBODY, NOBODY)
        os.setuid(NOBODY)
    for path in everything:
        path.chmod(0o500 if path.is_dir() else 0o400)
    _refused(lambda: opening.approach(world.closed_session()))
    _refused(lambda: opening.begin(fresh := World(folder / "new").closed_session(), _start()) and fresh)
    assert {path: path.read_bytes() for path in before} == before
    assert sorted(path for path in folder.rglob("*") if path.is_file()) == sorted(before)
    for path in everything:
        path.chmod(0o700 if path.is_dir() else 0o600)
    running = world.session()
    for path in everything:
        path.chmod(0o500 if path.is_dir() else 0o400)
    # Slots and the other's space are written anew; what is open already has its hands on its files.
    _refused(lambda: people.set_passphrase(running, STRONG))
    opening.lock(running)
    _refused(lambda: come_in(running))
    for path in everything:
        path.chmod(0o700 if path.is_dir() else 0o600)
    come_in(running)
    assert [card.need.when for card in needs.page(running).mine] == ["kept"]
    needs.save(running, NeedForm(when="again"))
    running.close()


def come_in(session: Session) -> None:
    """Unlock as Noor and write something."""
    noor = opening.door(session).people[0]
    opening.enter(session, noor.id)
    drafts.keep(session, "note", "words")


def _start() -> Start:
    return Start("Noor", "Joss", "partners", together=True)


def _refused(attempt: Callable[[], object]) -> None:
    assert code_from(attempt) == "read_only"


def code_from(attempt: Callable[[], object]) -> str | None:
    """The code of the fault that an attempt met, or None."""
    try:
        attempt()
    except StoreFault as fault:
        return fault.code
    return None


if __name__ == "__main__":
    {"full": full, "first": first, "read-only": read_only}[sys.argv[1]](Path(sys.argv[2]), sys.argv[3])
