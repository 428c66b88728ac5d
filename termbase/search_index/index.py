"""The keys of a term base: kept in step with its concepts, and narrowed down for a query."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Select, delete, func, select

from termbase.bulk import insert_rows
from termbase.faults import UnreadableValue
from termbase.rows import Record, key_records
from termbase.search import KeyKind, Query, SearchKey
from termbase.search_index.keys import KEY
from termbase.search_index.postgresql import PostgresqlIndex
from termbase.search_index.scope import Scope
from termbase.search_index.sqlite import SqliteIndex
from termbase.tables import SEARCH_KEY

_EQUAL: Final = 200
_BEGINNING: Final = 200
_HOLDING: Final = 300
"""How many keys are looked at that are a query, begin with it, or hold it; where there are more, it is too short."""
_LAST: Final = "\U0010ffff"


class SearchIndex:
    """The search keys within one unit of work.

    Keys that were added are found at once; what finds them by their parts is brought up to date before the next query
    and at the end, in one go however many there are.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        on_server = connection.dialect.name == "postgresql"
        self._parts = PostgresqlIndex(connection) if on_server else SqliteIndex(connection)
        self._next: int | None = None
        self._pending: int | None = None

    def add(self, rows: Sequence[Record]) -> None:
        """Write the keys of concepts, as ``termbase.rows`` makes them."""
        if not rows:
            return
        first = self._first_free()
        if first == 1 and len(rows) >= _MANY:
            self._parts.loosen()
        insert_rows(self._connection, SEARCH_KEY, [row | {"number": n} for n, row in enumerate(rows, first)])
        self._next = first + len(rows)
        if self._pending is None:
            self._pending = first

    def remove(self, concept_ids: Iterable[str]) -> None:
        """Take away the keys of concepts; before the concepts go."""
        ids = list(concept_ids)
        end = self._first_free() if self._pending is None else self._pending
        self._parts.drop(json.dumps(ids), end)
        self._connection.execute(delete(SEARCH_KEY).where(SEARCH_KEY.c.concept_id.in_(ids)))

    def flush(self) -> None:
        """Let what was added be found by its parts; to be called before a unit of work ends."""
        if self._pending is not None:
            self._parts.tighten()
            self._parts.add(self._pending)
            self._pending = None

    def candidates(self, query: Query, scope: Scope) -> Iterator[tuple[str, SearchKey]]:
        """Ids of concepts in ``scope`` with a key that may be a hit.

        Those with a key that equals or begins with the query are there for certain.
        """
        self.flush()
        within = scope.conditions(SEARCH_KEY.c.concept_id)
        if scope.is_small:
            yield from self._read(select(*KEY).where(*within))
            return
        for wanted in query.lookups:
            yield from self._read(_equal(wanted).where(*within))
            yield from self._read(_beginning(wanted).where(*within))
            yield from self._read(self._parts.holding(wanted).where(*within).limit(_HOLDING))

    def _read(self, keys: Select[Any]) -> Iterator[tuple[str, SearchKey]]:
        for concept_id, kind, key, marked, standing in self._connection.execute(keys).all():
            if kind not in _KINDS or (type(key), type(standing), type(marked)) != (str, int, str):
                raise UnreadableValue(f"{key!r} is no search key")
            yield concept_id, SearchKey(_KINDS[kind], key, standing, marked)

    def rebuild(self) -> None:
        """Make every key anew from the concepts."""
        from termbase.reading import all_concepts  # which imports this module's package

        self._parts.clear()
        self._connection.execute(delete(SEARCH_KEY))
        self._next, self._pending = 1, None
        records: list[Record] = []
        for concept in all_concepts(self._connection):
            records += key_records(concept)
            if len(records) > _MANY:
                self.add(records)
                records = []
        self.add(records)
        self.flush()

    def problems(self) -> list[str]:
        """What is out of step: keys that are not those of the concepts, or pieces that are not those of the keys."""
        from termbase.reading import all_concepts

        self.flush()
        found = []
        wrong = sum(
            self._keys_of(concept.id) != _plain_keys(key_records(concept)) for concept in all_concepts(self._connection)
        )
        if wrong:
            whose = "1 concept" if wrong == 1 else f"{wrong:,} concepts"
            found.append(f"the search keys of {whose} are not those of the terms")
        longer = shorter = 0
        kept = select(SEARCH_KEY.c.key).where(SEARCH_KEY.c.kind != KeyKind.ID.value)
        for (key,) in self._connection.execute(kept):
            pieces = self._parts.expected(key)
            longer, shorter = longer + pieces[0], shorter + pieces[1]
        if self._parts.pieces() != (longer, shorter):
            found.append("the search index does not hold the keys that are there")
        return found

    def _keys_of(self, concept_id: str) -> list[tuple[Any, ...]]:
        columns = (SEARCH_KEY.c.kind, SEARCH_KEY.c.key, SEARCH_KEY.c.marked, SEARCH_KEY.c.standing)
        rows = self._connection.execute(select(*columns).where(SEARCH_KEY.c.concept_id == concept_id))
        return sorted(map(tuple, rows))

    def _first_free(self) -> int:
        if self._next is None:
            highest = self._connection.execute(select(func.max(SEARCH_KEY.c.number))).scalar()
            self._next = (highest or 0) + 1
        return self._next


def _equal(wanted: str) -> Select[Any]:
    return select(*KEY).where(SEARCH_KEY.c.key == wanted).limit(_EQUAL)


def _beginning(wanted: str) -> Select[Any]:
    key = SEARCH_KEY.c.key
    return select(*KEY).where(key > wanted, key < wanted + _LAST).order_by(key).limit(_BEGINNING)


_KINDS: Final = {kind.value: kind for kind in KeyKind}
_MANY: Final = 1000
"""How many keys are written at a time, and from how many on an empty table is filled without its indexes."""


def _plain_keys(records: Iterable[Record]) -> list[tuple[Any, ...]]:
    return sorted((row["kind"], row["key"], row["marked"], row["standing"]) for row in records)
