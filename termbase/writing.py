"""Write concepts to the tables of a term base, many at a time; the history is written by ``termbase.unit``."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, update

from termbase.bulk import insert_rows
from termbase.concepts import Concept
from termbase.rows import key_records, records
from termbase.search_index.index import SearchIndex
from termbase.tables import CONCEPT, ISSUED_ID, LANGUAGE_SECTION, PARTS, RELATION


def insert_new(connection: Connection, index: SearchIndex, concepts: Sequence[Concept]) -> None:
    """Write concepts whose ids were never given."""
    insert_rows(connection, ISSUED_ID, [{"id": concept.id} for concept in concepts])
    _insert(connection, index, concepts)


def insert_again(connection: Connection, index: SearchIndex, concepts: Sequence[Concept]) -> None:
    """Write concepts that were removed once, under the ids that they had."""
    ids = [concept.id for concept in concepts]
    connection.execute(update(ISSUED_ID).where(ISSUED_ID.c.id.in_(ids)).values(removed_at=None))
    _insert(connection, index, concepts)


def overwrite(
    connection: Connection, index: SearchIndex, concepts: Sequence[Concept], stored: Mapping[str, Concept]
) -> None:
    """Put each concept in the place of the ``stored`` one with its id; language sections that stay are not touched."""
    ids = [concept.id for concept in concepts]
    kept = {concept.id: _unchanged(concept, stored[concept.id]) for concept in concepts}
    # Definitions, terms and what hangs on them go with their language section.
    gone = [
        {"own_id": concept_id, "own_section": place}
        for concept_id, places in kept.items()
        for place in range(len(stored[concept_id].sections))
        if place not in places
    ]
    if gone:
        key = LANGUAGE_SECTION.c
        mine = (key.concept_id == bindparam("own_id")) & (key.section == bindparam("own_section"))
        connection.execute(delete(LANGUAGE_SECTION).where(mine), gone)
    connection.execute(delete(RELATION).where(RELATION.c.concept_id.in_(ids)))
    index.remove(ids)
    for table, rows in _by_table(concepts):
        if table is CONCEPT:
            own = [row | {"own_id": row["id"]} for row in rows]
            connection.execute(update(CONCEPT).where(CONCEPT.c.id == bindparam("own_id")), own)
        else:
            new = [row for row in rows if row.get("section") is None or row["section"] not in kept[row["concept_id"]]]
            insert_rows(connection, table, new)
    _add_keys(index, concepts)


def _unchanged(concept: Concept, stored: Concept) -> set[int]:
    """The places of language sections that are the same in both."""
    pairs = enumerate(zip(concept.sections, stored.sections, strict=False))
    return {place for place, (new, old) in pairs if new == old}


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
