"""The whole app, as it runs on a desktop: a reminder really comes, its buttons act, nothing typed is lost or leaked."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.conftest import Running
from bondapp.services import needs, reminders, rituals
from bondapp.services.needs import NeedForm
from bondapp.services.rituals import RitualForm
from bondapp.services.session import Session
from bondapp.store.device import KnockRow
from desktop.conftest import Dunst
from world import World

Start = Callable[..., Running]
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}
SECRET = "three squeezes under the table"


def about_to_ring(world: World, seconds: float) -> str:
    """A ritual whose reminder is put off until a few seconds from now; returns the occurrence."""
    session = world.pair()
    later = (world.clock.now + timedelta(hours=3)).time().replace(second=0, microsecond=0, tzinfo=None)
    rituals.save(session, RitualForm(SECRET, ("one", "two"), days=tuple(range(7)), wall=time(later.hour, later.minute)))
    reminders.refresh(session)
    occurrence = _first_on_sheet(session)
    reminders.snooze(session, occurrence, datetime.now(UTC) + timedelta(seconds=seconds))
    session.close()
    return occurrence


def _first_on_sheet(session: Session) -> str:
    from bondapp.store.device import SheetRow

    with session.computer.reading() as store:
        return str(store.scalars(select(SheetRow.occurrence).order_by(SheetRow.due)).first())


def state_of(world: World, occurrence: str) -> str:
    """What became of a reminder, as the vault tells."""
    world.clock.now = datetime.now(UTC)
    session = world.session()
    with session.computer.reading() as store:
        row = store.scalars(select(KnockRow).where(KnockRow.occurrence == occurrence)).first()
    session.close()
    return "" if row is None else row.state


@pytest.mark.parametrize(
    "pressed", [("Start", "answered"), ("In 15 minutes", "snoozed"), ("Not today", "answered")], ids=lambda p: p[0]
)
def test_a_reminder_comes_on_the_desktop_and_its_button_is_carried_out(
    world: World, start: Start, dunst: Dunst, qtbot: QtBot, pressed: tuple[str, str]
) -> None:
    button, state = pressed
    occurrence = about_to_ring(world, 5)
    bond = start(**OFFSCREEN)
    qtbot.waitUntil(lambda: dunst.tell("count", "displayed").strip() == "1", timeout=30_000)
    assert SECRET not in dunst.tell("history")
    dunst.choose(button)
    qtbot.waitUntil(lambda: dunst.tell("count", "displayed").strip() == "0", timeout=10_000)
    qtbot.wait(600)
    status, _, err = bond.stop()
    assert (status, err) == (0, "")
    assert state_of(world, occurrence) == state


def test_without_bus_tray_and_keyring_it_still_opens_and_ends_in_order(
    world: World, start: Start, qtbot: QtBot
) -> None:
    world.pair().close()
    bond = start(
        **OFFSCREEN, DBUS_SESSION_BUS_ADDRESS="unix:path=/nowhere", DBUS_SYSTEM_BUS_ADDRESS="unix:path=/nowhere"
    )
    qtbot.waitUntil(lambda: held(world), timeout=20_000)
    status, _, err = bond.stop()
    assert (status, err) == (0, "")
    world.session().close()


def held(world: World) -> bool:
    """Whether somebody holds the vault."""
    from bondapp.store.faults import StoreFault
    from bondapp.store.locks import VaultLock

    try:
        VaultLock(world.folder).release()
    except StoreFault:
        return True
    return False


def test_a_second_start_says_so_and_ends_while_the_first_goes_on(world: World, start: Start, qtbot: QtBot) -> None:
    world.pair().close()
    first = start(**OFFSCREEN)
    qtbot.waitUntil(lambda: held(world), timeout=20_000)
    second = start(**OFFSCREEN)
    out, err = second.process.communicate(timeout=30)
    assert (second.process.returncode, err) == (0, "")
    assert "open already" in out
    assert first.process.poll() is None
    assert first.stop()[0] == 0


def test_killed_at_any_moment_it_starts_again_with_everything(world: World, start: Start, qtbot: QtBot) -> None:
    session = world.pair()
    kept = needs.save(session, NeedForm(when=SECRET)).need.id
    session.close()
    for _ in range(2):
        bond = start(**OFFSCREEN)
        qtbot.waitUntil(lambda: held(world), timeout=20_000)
        bond.stop(signal.SIGKILL)
    session = world.session()
    assert needs.card(session, kept).need.when == SECRET
    session.close()


def test_nothing_typed_stands_in_a_log_or_in_the_vault(
    world: World, start: Start, qtbot: QtBot, tmp_path: Path
) -> None:
    session = world.pair()
    needs.save(session, NeedForm(when=SECRET, visibility="now"))
    session.close()
    bond = start(**OFFSCREEN)
    qtbot.waitUntil(lambda: held(world), timeout=20_000)
    bond.stop()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            assert SECRET.encode() not in raw, path.name
            assert SECRET.encode("utf-16-le") not in raw, path.name
            assert b"Noor" not in raw, path.name
    assert os.path.exists(world.folder)
