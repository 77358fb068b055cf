"""This computer's own file: settings that stay, all or nothing, nobody's words in its columns."""

from __future__ import annotations

import contextlib
import os
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from bondapp.store.device import DeviceFile, KnockRow
from bondapp.store.faults import StoreFault

KEY = bytes(range(32))
NOW = datetime(2026, 11, 19, 14, 20, tzinfo=UTC)


def knock(occurrence: str, at: datetime = NOW) -> KnockRow:
    """One reminder that was shown."""
    return KnockRow(occurrence=occurrence, person="", state="shown", due=at, until=None, at=at, day=date(2026, 11, 19))


def test_a_setting_is_there_at_the_next_start_and_none_forgets_it(tmp_path: Path) -> None:
    device = DeviceFile.open(tmp_path / "device.db", KEY)
    device.keep_setting("look", {"scale": 1.5, "zone": ["Europe/Berlin", None]})
    device.keep_setting("gone", 1)
    device.keep_setting("gone", None)
    device.keep_setting("never", None)
    device.close()
    again = DeviceFile.open(tmp_path / "device.db", KEY)
    assert again.setting("look") == {"scale": 1.5, "zone": ["Europe/Berlin", None]}
    assert again.setting("gone", "default") == "default"
    again.close()


def test_an_error_in_the_middle_leaves_everything_as_it_was(tmp_path: Path) -> None:
    device = DeviceFile.open(tmp_path / "device.db", KEY)
    with contextlib.suppress(KeyError), device.writing() as session:
        session.add(knock("a"))
        session.flush()
        raise KeyError
    with device.reading() as session:
        assert session.query(KnockRow).count() == 0
    device.close()


def test_instants_come_back_as_the_same_instants_in_utc_and_naive_ones_are_refused(tmp_path: Path) -> None:
    device = DeviceFile.open(tmp_path / "device.db", KEY)
    elsewhere = NOW.astimezone(timezone(timedelta(hours=5, minutes=45)))
    with device.writing() as session:
        session.add(knock("a", elsewhere))
    with device.reading() as session:
        row = session.query(KnockRow).one()
        assert (row.at, row.at.utcoffset()) == (NOW, timedelta())
    with pytest.raises(Exception, match="without a zone") as caught, device.writing() as session:
        session.add(knock("a private word", NOW.replace(tzinfo=None)))
    assert "private" not in str(caught.value)
    device.close()


def test_it_opens_with_its_own_key_alone(tmp_path: Path) -> None:
    DeviceFile.open(tmp_path / "device.db", KEY).close()
    with pytest.raises(StoreFault, match="wrong_key"):
        DeviceFile.open(tmp_path / "device.db", os.urandom(32))


def test_a_file_from_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    device = DeviceFile.open(tmp_path / "device.db", KEY)
    with device.writing() as session:
        session.connection().exec_driver_sql("PRAGMA user_version = 2")
    device.close()
    before = (tmp_path / "device.db").read_bytes()
    with pytest.raises(StoreFault, match="newer"):
        DeviceFile.open(tmp_path / "device.db", KEY)
    assert (tmp_path / "device.db").read_bytes() == before
