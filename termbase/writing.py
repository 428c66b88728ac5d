"""Write concepts to the tables of a term base, many at a time; the history is written by ``termbase.unit``."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, update

from termbase.bulk import insert_rows
from termbase.concepts import Concept
from termbase.rows import key_records, records
from termbase.search_index.index import SearchIndex
from termbase.tables import CONCEPT, ISSUED_ID, LANGUAGE_SECTION, PARTS, RELATION, key_of


def insert_new(connection: Connection, index: SearchIndex, concepts: Sequence[Concept]) -> None:
    """Write concepts whose ids were never given."""
    insert_rows(connection, ISSUED_ID, [{"id": concept.id} for concept in concepts])
    _insert(connection, index, concepts)


def insert_again(connection: Connection, index: SearchIndex, concepts: Sequence[Concept]) -> None:
    """Write concepts that were removed once, under the ids that they had."""
    ids = [concept.id for concept in concepts]
    connection.execute(update(ISSUED_ID).where(ISSUED_ID.c.id.in_(ids)).values(removed_at=None))
    _insert(connection, index, concepts)


def overwrite(connection: Connection, index: SearchIndex, concepts: Sequence[Concept]) -> None:
    """Put each concept in the place of the stored one with its id."""
    ids = [concept.id for concept in concepts]
    # Definitions, terms and what hangs on them go with their language section.
    index.remove(ids)
    for table in (LANGUAGE_SECTION, RELATION):
        connection.execute(delete(table).where(key_of(table).in_(ids)))
    for table, rows in _by_table(concepts):
        if table is CONCEPT:
            own = [row | {"own_id": row["id"]} for row in rows]
            connection.execute(update(CONCEPT).where(CONCEPT.c.id == bindparam("own_id")), own)
        else:
            insert_rows(connection, table, rows)
    _add_keys(index, concepts)


def remove(connection: Connection, index: SearchIndex, ids: Sequence[str], now: datetime) -> None:
    """Remove concepts with all that belongs to them, and retire their ids."""
    index.remove(ids)
    connection.execute(delete(CONCEPT).where(CONCEPT.c.id.in_(ids)))
    connection.execute(update(ISSUED_ID).where(ISSUED_ID.c.id.in_(ids)).values(removed_at=now))


def _insert(connection: Connection, index: SearchIndex, concepts: Sequence[Concept]) -> None:
    for table, rows in _by_table(concepts):
        insert_rows(connection, table, rows)
    _add_keys(index, concepts)


def _add_keys(index: SearchIndex, concepts: Iterable[Concept]) -> None:
    index.add([record for concept in concepts for record in key_records(concept)])


def _by_table(concepts: Iterable[Concept]) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    """The rows of all concepts by table, parents first, for ``executemany``."""
    rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in (CONCEPT, *PARTS)}
    for concept in concepts:
        for table, record in records(concept):
            rows[table.name].append(record)
    return ((table, rows[table.name]) for table in (CONCEPT, *PARTS) if rows[table.name])
