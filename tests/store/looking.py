"""Looking into a space from outside the services: its rows, its records, and whether they agree."""

from __future__ import annotations

from typing import Any

from bondapp.rules.records import decode, record_id
from bondapp.store.keys import signed_by
from bondapp.store.rows import Base, RecordRow
from bondapp.store.spaces import PROJECTIONS, Space

Dump = dict[str, list[tuple[Any, ...]]]


def rows(space: Space) -> Dump:
    """Every row that is folded from records, table by table."""
    with space.reading() as session:
        connection = session.connection()
        return {
            table.name: sorted((tuple(row) for row in connection.execute(table.select())), key=repr)
            for table in Base.metadata.sorted_tables
            if table.name in PROJECTIONS
        }


def heads(space: Space) -> set[str]:
    """Ids of the records that count as the newest of their entity."""
    with space.reading() as session:
        return {row.id for row in session.query(RecordRow).all() if row.head}


def assert_sound(space: Space) -> None:
    """Every record is whole and signed, heads are heads, and the rows are what the records add up to."""
    raw = space.raw()
    assert all(signed_by(data, signature, decode(data).device) for data, signature in raw)
    assert all(decode(data).space == space.id for data, _ in raw)
    known = {parent for data, _ in raw for parent in decode(data).parents}
    assert heads(space) == {record_id(data) for data, _ in raw} - known
    before = rows(space)
    space.rebuild()
    assert rows(space) == before
    with space.reading() as session:
        assert session.connection().exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert session.connection().exec_driver_sql("PRAGMA cipher_integrity_check").fetchall() == []
