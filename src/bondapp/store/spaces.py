"""A space: one encrypted file with one audience. Records are its truth; rows are folded in the same transaction."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.orm import Session

from bondapp.rules.records import Change, Record, decode, encode, record_id
from bondapp.store import bonds, needs, people, repair, rituals
from bondapp.store.engine import APPLICATION_ID, check_file, open_engine
from bondapp.store.faults import StoreFault, translated
from bondapp.store.keys import Signer, signed_by
from bondapp.store.rows import Base, DraftRow, RecordRow

Audience = Literal["person", "bond"]
Projection = Callable[[Session, Sequence[Record]], None]

# Raised with any change to a row table: the next start folds the rows anew from the records.
ROWS_VERSION = 1

PROJECTIONS: Mapping[str, Projection] = {
    "person": people.project,
    "bond": bonds.project,
    "need": needs.project,
    "ritual": rituals.project,
    "occurrence": rituals.project_occurrence,
    "walk": repair.project,
}
# Nouns this version projects nothing from but knows to belong: device admissions, one's own reminders.
SILENT = frozenset({"device"})
PRIVATE = frozenset({"person", "need", "ritual", "reminder", "occurrence", "walk"})
SHARED = frozenset(PROJECTIONS) | SILENT


class Space:
    """An open space. Used by one thread at a time; close it when done."""

    def __init__(self, path: Path, identity: str, audience: Audience, engine: Engine) -> None:
        self._folder = path.parent
        self.id = identity
        self.audience: Audience = audience
        self._engine = engine

    @classmethod
    @translated()
    def open(cls, path: Path, key: bytes, identity: str, audience: Audience, *, fresh: bool = False) -> Space:
        """Open a space's file; only a `fresh` one is made where there is none.

        Raises StoreFault "missing", "wrong_key", "damaged" (also for a file emptied by somebody), "newer", …
        """
        if not path.exists() and not fresh:
            raise StoreFault("missing")
        # SQLite would fall back to reading alone without a word; then nothing typed could be kept.
        if path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
            raise StoreFault("read_only")
        version = check_file(path, key, ROWS_VERSION) if path.exists() else 0
        if version == 0 and not fresh:
            raise StoreFault("damaged")
        space = cls(path, identity, audience, open_engine(path, key))
        try:
            if version != ROWS_VERSION:
                space.rebuild()
        except BaseException:
            space.close()
            raise
        return space

    def close(self) -> None:
        """Fold the journal into the file and let go of it; a disk that cannot take that is no error here."""
        with contextlib.suppress(StoreFault):
            self._truncate()
        self._engine.dispose()

    # -- reading ---------------------------------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A look at the rows; nothing is written."""
        with translated(), Session(self._engine, expire_on_commit=False) as session:
            yield session

    def records(self, entity: str) -> tuple[Record, ...]:
        """Everything written about one thing."""
        with self.reading() as session:
            return _records(session, entity)

    def raw(self) -> list[tuple[bytes, bytes]]:
        """All records and signatures, oldest first, byte for byte."""
        with self.reading() as session:
            rows = session.execute(select(RecordRow.raw, RecordRow.signature).order_by(RecordRow.lamport, RecordRow.id))
            return [(row.raw, row.signature) for row in rows]

    # -- writing ---------------------------------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction, on the disk when the block has ended without an error."""
        with translated(self._folder), self._engine.connect().execution_options(writes=True) as connection:
            with Session(connection, expire_on_commit=False) as session, session.begin():
                yield session
            connection.commit()

    def append(self, changes: Sequence[Change], signer: Signer, day: date) -> tuple[Record, ...]:
        """Write changes as signed records and fold their rows, all or nothing.

        Raises StoreFault, and ValueError for a kind that may not stand in this space.
        """
        for change in changes:
            self._admit(change.kind)
        written: list[Record] = []
        with self.writing() as session:
            written.extend(self._write(session, change, signer, day) for change in changes)
            for entity in dict.fromkeys(record.entity for record in written):
                project(session, _records(session, entity))
        return tuple(written)

    def add(self, raw: bytes, signature: bytes) -> bool:
        """Take in a record written elsewhere; False when it was here already.

        Raises ValueError for one that is not a record of this space or whose signature does not hold.
        """
        record = decode(raw)
        self._admit(record.kind)
        if record.space != self.id or not signed_by(raw, signature, record.device):
            raise ValueError("this record does not belong here")
        with self.writing() as session:
            if session.get(RecordRow, record.id) is not None:
                return False
            session.add(_row(record, raw, signature, head=False))
            session.flush()
            records = _records(session, record.entity)
            _mark_heads(session, records)
            project(session, records)
        return True

    def erase(self, entity: str) -> None:
        """Remove every record and row of one thing for good; delete means gone."""
        with self.writing() as session:
            session.execute(delete(RecordRow).where(RecordRow.entity == entity))
            for table in Base.metadata.sorted_tables:
                if table.name in PROJECTIONS:
                    session.execute(table.delete().where(table.c.id == entity))
        # It is gone already; a disk that is full keeps the sealed journal until the space is closed.
        with contextlib.suppress(StoreFault):
            self._truncate()

    def rebuild(self) -> None:
        """Fold all rows anew from the records, as after a change of the row tables."""
        with translated(self._folder), self._engine.connect().execution_options(writes=True) as connection:
            derived = [t for t in Base.metadata.sorted_tables if t.name in PROJECTIONS]
            Base.metadata.drop_all(connection, derived)
            Base.metadata.create_all(
                connection, [*derived, *(Base.metadata.tables[name] for name in ("record", "draft"))]
            )
            with Session(connection, expire_on_commit=False) as session:
                for entity in session.scalars(select(RecordRow.entity).distinct()).all():
                    project(session, _records(session, entity))
                session.flush()
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {ROWS_VERSION}")
            connection.commit()

    def _admit(self, kind: str) -> None:
        """Private words never enter a shared space; unknown kinds from a newer version are kept."""
        noun = kind.partition(".")[0]
        allowed = PRIVATE if self.audience == "person" else SHARED
        if noun not in allowed and noun in (PRIVATE | SHARED):
            raise ValueError("this kind does not belong in this space")

    def _write(self, session: Session, change: Change, signer: Signer, day: date) -> Record:
        lamport = (session.scalar(select(func.max(RecordRow.lamport))) or 0) + 1
        heads = session.scalars(select(RecordRow.id).where(RecordRow.entity == change.entity, RecordRow.head)).all()
        raw = encode(change, space=self.id, device=signer.public, lamport=lamport, day=day, parents=heads)
        record = decode(raw)
        session.execute(update(RecordRow).where(RecordRow.id.in_(heads)).values(head=False))
        session.add(_row(record, raw, signer.sign(raw), head=True))
        session.flush()
        return record

    def _truncate(self) -> None:
        with translated(), self._engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("BEGIN")

    # -- drafts ----------------------------------------------------------------------------------------

    def keep_draft(self, field: str, words: str, at: datetime) -> None:
        """Keep what stands in a field; empty words forget it."""
        with self.writing() as session:
            if words:
                session.merge(DraftRow(field=field, words=words, at=at))
            else:
                session.execute(delete(DraftRow).where(DraftRow.field == field))

    def drafts(self, prefix: str) -> dict[str, str]:
        """What stands in the fields whose names start with `prefix`."""
        with self.reading() as session:
            rows = session.scalars(select(DraftRow).where(DraftRow.field.startswith(prefix, autoescape=True))).all()
            return {row.field: row.words for row in rows}

    def forget_drafts(self, prefix: str) -> None:
        """Forget the fields whose names start with `prefix`."""
        with self.writing() as session:
            session.execute(delete(DraftRow).where(DraftRow.field.startswith(prefix, autoescape=True)))


def project(session: Session, records: Sequence[Record]) -> None:
    """Fold one entity's rows; records of unknown nouns wait for a newer version."""
    if not records:
        return
    if len({record.noun for record in records}) > 1:
        # One name used for two things: the first write says what it is, and no row of another kind stays.
        for table in Base.metadata.sorted_tables:
            if table.name in PROJECTIONS:
                session.execute(table.delete().where(table.c.id == records[0].entity))
        session.expire_all()
    projection = PROJECTIONS.get(records[0].noun)
    if projection is not None:
        projection(session, records)


def _records(session: Session, entity: str) -> tuple[Record, ...]:
    rows = session.scalars(
        select(RecordRow.raw).where(RecordRow.entity == entity).order_by(RecordRow.lamport, RecordRow.id)
    )
    return tuple(decode(raw) for raw in rows)


def _row(record: Record, raw: bytes, signature: bytes, *, head: bool) -> RecordRow:
    return RecordRow(
        id=record_id(raw),
        noun=record.noun,
        entity=record.entity,
        lamport=record.lamport,
        head=head,
        raw=raw,
        signature=signature,
    )


def _mark_heads(session: Session, records: Sequence[Record]) -> None:
    known = {parent for record in records for parent in record.parents}
    for record in records:
        session.execute(update(RecordRow).where(RecordRow.id == record.id).values(head=record.id not in known))
