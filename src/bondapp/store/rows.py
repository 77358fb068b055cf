"""The ground every row stands on, and the rows that every space has: records and drafts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, LargeBinary, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column


class UtcTime(TypeDecorator[datetime]):
    """An instant; a naive time is refused with TypeError."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:  # noqa: ARG002 - SQLAlchemy's signature
        """Store as UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("a time without a zone is not an instant")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Read as UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False, repr=False):
    """Rows have no repr: they hold people's words."""


class RecordRow(Base):
    """A record's bytes and signature, verbatim, with what is needed to find it."""

    __tablename__ = "record"

    id: Mapped[str] = mapped_column(primary_key=True)
    noun: Mapped[str] = mapped_column(index=True)
    entity: Mapped[str] = mapped_column(index=True)
    lamport: Mapped[int] = mapped_column(index=True)
    head: Mapped[bool]
    raw: Mapped[bytes] = mapped_column(LargeBinary)
    signature: Mapped[bytes] = mapped_column(LargeBinary)


class DraftRow(Base):
    """What stands in a field and is not saved yet; not a record, gone when it is saved or put away."""

    __tablename__ = "draft"

    field: Mapped[str] = mapped_column(primary_key=True)
    words: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcTime)
