"""One unit of work over a term base: values in and values out.

The unit commits when its block ends cleanly and rolls back when an exception leaves it, so a term base is never
half-changed. Reading units see the state of their beginning.
"""

import dataclasses
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from itertools import count, groupby, islice
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, case, delete, func, insert, or_, select, update

from termbase.concepts import MAX_ID_LENGTH, Concept, Provenance
from termbase.database import connect
from termbase.errors import ConceptExists, ConceptIdRetired, ConceptNotFound, TermbaseReadOnly
from termbase.locations import BUSY_TIMEOUT, Location
from termbase.rows import concept_value, records
from termbase.search import KeyKind, Query, SearchKey, parse_query
from termbase.tables import CHILDREN, CONCEPT, ISSUED_ID, LANGUAGE_SECTION, META, PARTS, RELATION, SEARCH_KEY, key_of

_BATCH: Final = 500
_HITS: Final = 2000  # search hits that are ranked; a query that matches more is too short to rank well
_NEAR_IDS: Final = 5000
_LONGEST_QUERY: Final = 300

_Chosen = Callable[[ColumnElement[str]], ColumnElement[bool]]


@contextmanager
def open_unit(
    location: Location,
    *,
    read_only: bool = False,
    user: str | None = None,
    timeout: float = BUSY_TIMEOUT,
    called: Location | None = None,
) -> Iterator["Store"]:
    """One unit of work over a database; ``called`` is what messages call it, by default its own location.

    See ``termbase.store.open_store``, which also knows the built-in glossary.
    """
    with connect(location, read_only=read_only, timeout=timeout) as connection:
        store = Store(connection, called or location, read_only=read_only, user=user)
        yield store
        store.seal()


class Store:
    """The concepts of one term base within one unit of work; made by ``open_store``."""

    def __init__(self, connection: Connection, location: Location, *, read_only: bool, user: str | None = None) -> None:
        self._connection = connection
        self._location = location
        self._read_only = read_only
        self._user = user
        self._new_revision = ""

    @property
    def revision(self) -> str:
        """What identifies the content; renewed by the first change in a unit of work."""
        return self._new_revision or str(self._connection.execute(select(META.c.revision)).scalar_one())

    def get(self, concept_id: str) -> Concept:
        """The concept with this id. Raises ``ConceptNotFound``, whose cure names the nearest ids."""
        for concept in self._load(lambda column: column == concept_id):
            return concept
        raise self._not_found(concept_id)

    def find(self, text: str, *, limit: int = 50) -> list[Concept]:
        """The concepts that ``text`` finds, best first: exact, prefix, whole word, the rest; preferred terms first.

        ``text`` is Chinese in either script, pinyin with or without tones, pinyin initials, a word or the beginning of
        a word of any other language, or an id. An empty text finds the first concepts in id order.
        """
        query = parse_query(text[:_LONGEST_QUERY])
        if not query.text:
            return list(islice(self.concepts(), limit))
        best: dict[str, tuple[int, ...]] = {}
        for concept_id, key in self._hits(query):
            rank = query.rank(key)
            best[concept_id] = min(rank, best.get(concept_id, rank))
        ids = sorted(best, key=lambda it: (best[it], it))[:limit]
        found = {concept.id: concept for concept in self._load(lambda column: column.in_(ids))}
        return [found[concept_id] for concept_id in ids]

    def concepts(self) -> Iterator[Concept]:
        """All concepts in id order, read in batches."""
        last = ""
        while True:
            window = select(CONCEPT.c.id).where(CONCEPT.c.id > last).order_by(CONCEPT.c.id).limit(_BATCH)
            ids = self._connection.execute(window).scalars().all()
            if not ids:
                return
            last = ids[-1]
            yield from self._load(partial(_between, ids[0], last))

    def count(self) -> int:
        """How many concepts there are."""
        return self._connection.execute(select(func.count()).select_from(CONCEPT)).scalar_one()

    def add(self, concept: Concept) -> Concept:
        """Add a concept and return it as it was stored, signed unless it brings its provenance.

        Raises ``ConceptExists`` and ``ConceptIdRetired``.
        """
        return self._insert([concept])[0]

    def add_all(self, concepts: Iterable[Concept], *, sign: bool = True) -> int:
        """Add many concepts fast, as ``add`` does one; returns how many. Without ``sign`` they stay as they are."""
        added, rest = 0, iter(concepts)
        while batch := list(islice(rest, _BATCH)):
            added += len(self._insert(batch, sign=sign))
        return added

    def replace(self, concept: Concept) -> Concept:
        """Put ``concept`` in the place of the stored one with its id, and return it as it was stored.

        Who made the concept, and when, stays unless the new value says so. Raises ``ConceptNotFound``.
        """
        self._change()
        stored = self._connection.execute(select(CONCEPT).where(CONCEPT.c.id == concept.id)).first()
        if stored is None:
            raise self._not_found(concept.id)
        given = concept.provenance
        made = given if given.created_at else Provenance(stored.created_at, stored.created_by)
        signed = dataclasses.replace(made, changed_at=_now(), changed_by=self._signature())
        changed = dataclasses.replace(concept, provenance=signed)
        # Definitions, terms and what hangs on them go with their language section.
        for table in (LANGUAGE_SECTION, RELATION, SEARCH_KEY):
            self._connection.execute(delete(table).where(key_of(table) == concept.id))
        for table, rows in _by_table([changed]):
            if table is CONCEPT:
                self._connection.execute(update(CONCEPT).where(CONCEPT.c.id == concept.id).values(rows[0]))
            else:
                self._connection.execute(insert(table), rows)
        return changed

    def remove(self, concept_id: str) -> None:
        """Remove a concept; its id is retired for ever. Raises ``ConceptNotFound``."""
        self._change()
        if not self._connection.execute(delete(CONCEPT).where(CONCEPT.c.id == concept_id)).rowcount:
            raise self._not_found(concept_id)
        self._connection.execute(update(ISSUED_ID).where(ISSUED_ID.c.id == concept_id).values(removed_at=_now()))

    def free_id(self, wanted: str) -> str:
        """``wanted``, or else the first of ``wanted-2``, ``wanted-3`` … that was never given to a concept."""
        if wanted not in self.issued([wanted]):
            return wanted
        stem = wanted[: MAX_ID_LENGTH - len("-999999")].rstrip("-._")
        similar = select(ISSUED_ID.c.id).where(ISSUED_ID.c.id.startswith(f"{stem}-", autoescape=True))
        taken = set(self._connection.execute(similar).scalars())
        return next(free for number in count(2) if (free := f"{stem}-{number}") not in taken)

    def issued(self, ids: Iterable[str]) -> dict[str, datetime | None]:
        """Those of ``ids`` that were ever given, with the moment at which the concept was removed, or None."""
        query = select(ISSUED_ID.c.id, ISSUED_ID.c.removed_at).where(ISSUED_ID.c.id.in_(list(ids)))
        return {row.id: row.removed_at for row in self._connection.execute(query)}

    def seal(self) -> None:
        """Write the new revision when something changed; ``open_store`` does so before it commits."""
        if self._new_revision:
            self._connection.execute(update(META).values(revision=self._new_revision))

    def _change(self) -> None:
        if self._location.is_builtin:
            raise TermbaseReadOnly(
                "the built-in glossary", "cannot be changed", "make a term base of your own with `zhengming init`"
            )
        if self._read_only:
            raise TermbaseReadOnly(self._location.shown, "was opened for reading", "open it for writing")
        self._new_revision = self._new_revision or str(uuid.uuid4())

    def _insert(self, concepts: list[Concept], *, sign: bool = True) -> list[Concept]:
        self._change()
        self._refuse_issued([concept.id for concept in concepts])
        signed = [self._signed(concept) for concept in concepts] if sign else concepts
        self._connection.execute(insert(ISSUED_ID), [{"id": concept.id} for concept in signed])
        for table, rows in _by_table(signed):
            self._connection.execute(insert(table), rows)
        return signed

    def _refuse_issued(self, ids: list[str]) -> None:
        issued = self.issued(ids)
        for concept_id in ids:
            if issued.get(concept_id):
                raise ConceptIdRetired(
                    concept_id,
                    f"was removed on {issued[concept_id]:%Y-%m-%d}; its id is never reused",
                    "choose another id",
                )
            if concept_id in issued:
                raise ConceptExists(
                    concept_id, "is already in the term base", "choose another id or replace the concept"
                )
            issued[concept_id] = None

    def _signed(self, concept: Concept) -> Concept:
        if concept.provenance.created_at:
            return concept
        made = dataclasses.replace(
            concept.provenance, created_at=_now(), created_by=concept.provenance.created_by or self._signature()
        )
        return dataclasses.replace(concept, provenance=made)

    def _signature(self) -> str:
        if self._user is None:
            self._user = _login_name()
        return self._user

    def _load(self, chosen: _Chosen) -> Iterator[Concept]:
        """The concepts whose id satisfies ``chosen``, in id order, from one query a table."""
        parts = {table.name: self._grouped(table, chosen) for table in PARTS}
        # Read to the end first: the caller may change the term base between two concepts.
        rows = self._connection.execute(select(CONCEPT).where(chosen(CONCEPT.c.id)).order_by(CONCEPT.c.id)).all()
        for row in rows:
            yield concept_value(row, {name: groups.get(row.id, ()) for name, groups in parts.items()})

    def _grouped(self, table: Any, chosen: _Chosen) -> dict[str, list[Any]]:
        rows = self._connection.execute(select(table).where(chosen(key_of(table))).order_by(*table.primary_key))
        return {concept_id: list(group) for concept_id, group in groupby(rows, key=lambda row: row.concept_id)}

    def _hits(self, query: Query) -> Iterator[tuple[str, SearchKey]]:
        column, kind = SEARCH_KEY.c.key, SEARCH_KEY.c.kind
        matches = [
            (kind == it.value) & column.contains(pattern, autoescape=True) for it, pattern in query.patterns.items()
        ]
        closeness = [(column == pattern, 0) for pattern in query.patterns.values()]
        closeness += [(column.startswith(pattern, autoescape=True), 1) for pattern in query.patterns.values()]
        order = (case(*closeness, else_=2), SEARCH_KEY.c.standing, func.length(column))
        for row in self._connection.execute(select(SEARCH_KEY).where(or_(*matches)).order_by(*order).limit(_HITS)):
            yield row.concept_id, SearchKey(KeyKind(row.kind), row.key, row.standing)

    def _not_found(self, concept_id: str) -> ConceptNotFound:
        from difflib import get_close_matches

        removed = self.issued([concept_id]).get(concept_id)
        problem = f"was removed on {removed:%Y-%m-%d}" if removed else "is not in the term base"
        alike = case((CONCEPT.c.id.startswith(concept_id[:1], autoescape=True), 0), else_=1)
        ids = self._connection.execute(select(CONCEPT.c.id).order_by(alike, CONCEPT.c.id).limit(_NEAR_IDS)).scalars()
        near = get_close_matches(concept_id, ids, n=3)
        return ConceptNotFound(
            concept_id, problem, f"did you mean {', '.join(near)}?" if near else "look for it with `zhengming search`"
        )


def _between(first: str, last: str, column: ColumnElement[str]) -> ColumnElement[bool]:
    return column.between(first, last)


def _by_table(concepts: Iterable[Concept]) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    """The rows of all concepts by table, parents first, for ``executemany``."""
    rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in (CONCEPT, *CHILDREN)}
    for concept in concepts:
        for table, record in records(concept):
            rows[table.name].append(record)
    return ((table, rows[table.name]) for table in (CONCEPT, *CHILDREN) if rows[table.name])


def _now() -> datetime:
    """The moment in UTC to the second, which every exchange format can carry."""
    return datetime.now(UTC).replace(microsecond=0)


def _login_name() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no account database, as in some containers
        return ""
