"""What this computer keeps for itself: which reminders were shown, and its own settings. No one's words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import JSON, Engine
from sqlalchemy.orm import Mapped, Session, mapped_column

from bondapp.store.engine import APPLICATION_ID, check_file, open_engine
from bondapp.store.faults import translated
from bondapp.store.rows import Base, DraftRow, UtcTime


class KnockRow(Base):
    """What became of one reminder for one person; the ids are opaque."""

    __tablename__ = "knock"

    occurrence: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    due: Mapped[datetime] = mapped_column(UtcTime)
    until: Mapped[datetime | None] = mapped_column(UtcTime)
    at: Mapped[datetime] = mapped_column(UtcTime)
    day: Mapped[date]


class SheetRow(Base):
    """An upcoming reminder, so that a neutral one still comes while private spaces are closed."""

    __tablename__ = "sheet"

    occurrence: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)
    ritual: Mapped[str]
    day: Mapped[date]
    due: Mapped[datetime] = mapped_column(UtcTime)
    remind_at: Mapped[datetime] = mapped_column(UtcTime, index=True)


class SettingRow(Base):
    """One setting of this computer."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[object] = mapped_column(JSON)


FILE_VERSION = 1
TABLES = ("knock", "sheet", "setting", "draft")


class DeviceFile:
    """The encrypted file that belongs to this computer alone."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self._folder = path.parent
        self._engine = engine

    @classmethod
    def open(cls, path: Path, key: bytes) -> DeviceFile:
        """Open or create it. Raises StoreFault "wrong_key", "newer", "read_only", …"""
        if path.exists():
            check_file(path, key, FILE_VERSION)
        device = cls(path, open_engine(path, key))
        with translated(path.parent), device._engine.connect().execution_options(writes=True) as connection:
            Base.metadata.create_all(connection, [Base.metadata.tables[name] for name in TABLES])
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {FILE_VERSION}")
            connection.commit()
        return device

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A look at the rows."""
        with translated(), Session(self._engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction, on the disk when the block has ended without an error."""
        with translated(self._folder), self._engine.connect().execution_options(writes=True) as connection:
            with Session(connection, expire_on_commit=False) as session, session.begin():
                yield session
            connection.commit()

    def setting(self, name: str, default: object = None) -> object:
        """One setting."""
        with self.reading() as session:
            row = session.get(SettingRow, name)
            return default if row is None else row.value

    def keep_setting(self, name: str, value: object) -> None:
        """Keep one setting; None forgets it."""
        with self.writing() as session:
            if value is None:
                row = session.get(SettingRow, name)
                if row is not None:
                    session.delete(row)
            else:
                session.merge(SettingRow(name=name, value=value))


__all__ = ["DeviceFile", "DraftRow", "KnockRow", "SettingRow", "SheetRow"]
