"""Records: the immutable truth in a space, and the order-free fold that turns them into entities.

The byte form is for ever: never change the meaning of a field, never remove a kind; unknown kinds and fields are
kept (facts/sync.md 3). No wall clock decides anything: a write yields only to a write that knew it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

VERSION = 1
# Four lines of 100,000 characters fit, whatever the script.
MAX_BYTES = 4 << 20
# Room for ever, and a clock that somebody set to the limit cannot be counted past what a file can hold.
MAX_LAMPORT = 1 << 53

Json = Any


class RecordError(ValueError):
    """Bytes that are not a record; the message never quotes them."""


@dataclass(frozen=True, slots=True)
class Record:
    """One decoded record; `parents` are the ids its author knew for this entity when writing."""

    id: str
    space: str
    kind: str
    entity: str
    author: str
    device: str
    lamport: int
    day: date
    parents: tuple[str, ...]
    body: Mapping[str, Json]

    @property
    def noun(self) -> str:
        """The part of the kind before the dot, such as `need`."""
        return self.kind.partition(".")[0]

    @property
    def order(self) -> tuple[int, str]:
        """A total order that every computer agrees on."""
        return (self.lamport, self.id)


@dataclass(frozen=True, slots=True)
class Change:
    """What a use case wants written: it becomes a record once the space adds order, parents and signature."""

    kind: str
    entity: str
    author: str
    body: Mapping[str, Json]


def record_id(raw: bytes) -> str:
    """The content address of a record's bytes (BLAKE2b-256, hex)."""
    return hashlib.blake2b(raw, digest_size=32, person=b"bond-record").hexdigest()


def encode(change: Change, *, space: str, device: str, lamport: int, day: date, parents: Sequence[str]) -> bytes:
    """The bytes that are signed, stored and passed on verbatim. Raises RecordError past 4 MiB or for bad text."""
    plain = {
        "v": VERSION,
        "sp": space,
        "k": change.kind,
        "en": change.entity,
        "au": change.author,
        "dv": device,
        "lc": lamport,
        "day": day.isoformat(),
        "pa": sorted(parents),
        "b": dict(change.body),
    }
    try:
        raw = json.dumps(plain, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")
    except (TypeError, ValueError):
        raise RecordError("a value cannot be written down") from None
    if len(raw) > MAX_BYTES:
        raise RecordError("a record is larger than four mebibytes")
    return raw


def decode(raw: bytes) -> Record:
    """Read a record's bytes. Raises RecordError when they are not one; unknown fields are ignored here."""
    if len(raw) > MAX_BYTES:
        raise RecordError("a record is larger than four mebibytes")
    try:
        plain = json.loads(raw.decode("utf-8"), parse_constant=_refuse)
        if b"\\u" in raw:
            # An escaped half of a character is no text: no database and no file could keep it.
            json.dumps(plain, ensure_ascii=False).encode("utf-8")
        record = Record(
            id=record_id(raw),
            space=_text(plain["sp"]),
            kind=_text(plain["k"]),
            entity=_text(plain["en"]),
            author=_text(plain["au"]),
            device=_text(plain["dv"]),
            lamport=_count(plain["lc"]),
            day=date.fromisoformat(_text(plain["day"])),
            parents=tuple(_text(parent) for parent in plain["pa"]),
            body=plain["b"],
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        raise RecordError("these bytes are not a record") from None
    if not isinstance(record.body, dict):
        raise RecordError("these bytes are not a record")
    return record


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < MAX_LAMPORT:
        raise TypeError
    return value


def _refuse(_constant: str) -> None:
    raise ValueError


# -- folding ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Held:
    """A field's value: the one shown, who wrote it, and values written without knowing of it."""

    shown: Json
    author: str
    also: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """What a set of records about one thing adds up to."""

    id: str
    noun: str
    author: str
    created: date
    fields: Mapping[str, Held]
    archived: bool
    heads: tuple[str, ...]
    records: tuple[Record, ...] = field(repr=False)

    def get(self, name: str, default: Json = None) -> Json:
        """The shown value of a field."""
        held = self.fields.get(name)
        return default if held is None else held.shown

    def others(self, name: str) -> tuple[Json, ...]:
        """Values of a field that were written at the same time by somebody who did not know the shown one."""
        held = self.fields.get(name)
        return () if held is None else held.also


class Ancestry:
    """Who knew whom among one entity's records; bit sets keep a long history cheap."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._place = {record.id: at for at, record in enumerate(records)}
        self._parents = [[self._place[p] for p in record.parents if p in self._place] for record in records]
        self._known: list[int | None] = [None] * len(records)
        for at in range(len(records)):
            self._settle(at)

    def _settle(self, start: int) -> None:
        stack = [start]
        while stack:
            at = stack[-1]
            if self._known[at] is not None:
                stack.pop()
                continue
            waiting = [p for p in self._parents[at] if self._known[p] is None]
            if waiting:
                stack.extend(waiting)
                continue
            bits = 0
            for parent in self._parents[at]:
                bits |= (self._known[parent] or 0) | (1 << parent)
            self._known[at] = bits
            stack.pop()

    def knew(self, later: Record, earlier: Record) -> bool:
        """Whether `later` was written knowing `earlier`."""
        return bool((self._known[self._place[later.id]] or 0) >> self._place[earlier.id] & 1)

    def newest(self, records: Sequence[Record]) -> list[Record]:
        """Those that no other of them knew, in the common order."""
        known = 0
        for record in records:
            known |= self._known[self._place[record.id]] or 0
        return [record for record in records if not known >> self._place[record.id] & 1]


def texts_of(value: Json) -> tuple[str, ...]:
    """A list of texts as other computers may have written it; anything else among it, or instead, is left out."""
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def unique(records: Iterable[Record]) -> tuple[Record, ...]:
    """The same records once each, in the common order."""
    return tuple(sorted({record.id: record for record in records}.values(), key=lambda r: r.order))


def fold_entity(records: Iterable[Record], *, revisions: str = "rev") -> Entity:
    """Fold one entity's records; any order, any duplicates, the same result. Raises ValueError for none."""
    everything = unique(records)
    if not everything:
        raise ValueError("an entity has at least one record")
    ancestry = Ancestry(everything)
    patches = [record for record in everything if record.kind.endswith("." + revisions)]
    first = (patches or everything)[0]
    names = sorted({name for record in patches for name in record.body})
    fields = {name: _held(name, patches, ancestry) for name in names if name != "archived"}
    heads = ancestry.newest(everything)
    return Entity(
        id=first.entity,
        noun=first.noun,
        author=first.author,
        created=first.day,
        fields=fields,
        archived=_archived(patches, ancestry),
        heads=tuple(record.id for record in heads),
        records=everything,
    )


def _held(name: str, patches: Sequence[Record], ancestry: Ancestry) -> Held:
    newest = ancestry.newest([record for record in patches if name in record.body])
    winner = newest[-1]
    shown = winner.body[name]
    also: list[Json] = []
    for record in newest[:-1]:
        value = record.body[name]
        if value != shown and value not in also:
            also.append(value)
    return Held(shown=shown, author=winner.author, also=tuple(also))


def _archived(patches: Sequence[Record], ancestry: Ancestry) -> bool:
    """Edit beats delete: put away only if every newest write knew of the putting away."""
    flags = ancestry.newest([record for record in patches if "archived" in record.body])
    if not flags or not all(record.body["archived"] is True for record in flags):
        return False
    return all(
        any(head.id == flag.id or ancestry.knew(head, flag) for flag in flags) for head in ancestry.newest(patches)
    )


def fold(records: Iterable[Record]) -> dict[str, Entity]:
    """Fold a whole set of records, entity by entity."""
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(record.entity, []).append(record)
    return {entity: fold_entity(group) for entity, group in groups.items()}
