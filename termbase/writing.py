"""Write concepts to the tables of a term base, many at a time; the history is written by ``termbase.unit``."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Table, bindparam, delete, select, update

from termbase.bulk import insert_rows
from termbase.concepts import Concept, WorkState
from termbase.rows import Record, key_records, own_records, records, section_records
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
    """Put each concept in the place of the stored one with its id; language sections that stay are not touched."""
    ids = [concept.id for concept in concepts]
    index.remove(ids)
    connection.execute(delete(RELATION).where(RELATION.c.concept_id.in_(ids)))
    places = _section_places(connection, ids)
    plans = [_SectionPlan(concept, stored[concept.id], places[concept.id]) for concept in concepts]
    _take_away(connection, plans)
    for table, rows in _grouped(record for plan in plans for record in plan.records()):
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


class _SectionPlan:
    """Which language sections of a concept stay as they are, and which are written with what number."""

    def __init__(self, concept: Concept, stored: Concept, places: Mapping[str, int]) -> None:
        self._concept = concept
        same = [it.language for it in concept.sections if it == stored.section(it.language)]
        if not _in_place(concept, places):
            same = []
        first_free = max(places.values(), default=-1) + 1 if same else 0
        self._numbers = {it: places[it] for it in places if same and concept.section(it)}
        for section in concept.sections:
            self._numbers.setdefault(section.language, first_free + len(self._numbers))
        self._written = [it for it in concept.sections if it.language not in same]
        self.gone = [(concept.id, places[language]) for language in places if language not in same]
        """The keys of the sections that are taken away, if only to be written again."""
        lowered = [it.language for it in self._written if it.work_state is WorkState.PROPOSED]
        self.lowered = [(concept.id, places[it]) for it in lowered if _is_approved(stored, it)]
        """Those of them that are approved and will not be again."""

    def records(self) -> Iterator[tuple[Table, Record]]:
        """The rows to be written; the concept's own is there already."""
        yield from own_records(self._concept)
        for section in self._written:
            yield from section_records(self._concept.id, section, self._numbers[section.language])


def _is_approved(concept: Concept, language: str) -> bool:
    section = concept.section(language)
    return section is not None and section.work_state is WorkState.APPROVED


def _in_place(concept: Concept, places: Mapping[str, int]) -> bool:
    """Whether the stored sections come first and in their order, so that their numbers can stay."""
    kept = [places.get(section.language, sys.maxsize) for section in concept.sections]
    return kept == sorted(kept)


def _section_places(connection: Connection, ids: Sequence[str]) -> dict[str, dict[str, int]]:
    """The numbers of the stored language sections by concept and language, in their order."""
    columns = (LANGUAGE_SECTION.c.concept_id, LANGUAGE_SECTION.c.language, LANGUAGE_SECTION.c.section)
    query = select(*columns).where(LANGUAGE_SECTION.c.concept_id.in_(ids))
    places: dict[str, dict[str, int]] = {concept_id: {} for concept_id in ids}
    for concept_id, language, number in connection.execute(query.order_by(LANGUAGE_SECTION.c.section)):
        places[concept_id][language] = number
    return places


def _take_away(connection: Connection, plans: Sequence[_SectionPlan]) -> None:
    """Delete language sections; definitions, terms and what hangs on them go with them.

    Those that lose their approval lose it first: a database with roles lets nobody delete an approved section who may
    not approve.
    """
    its_key = LANGUAGE_SECTION.c.concept_id == bindparam("own_id")
    its_key &= LANGUAGE_SECTION.c.section == bindparam("own_section")
    proposed = update(LANGUAGE_SECTION).where(its_key).values(work_state=WorkState.PROPOSED.value)
    for statement, keys in (
        (proposed, [key for plan in plans for key in plan.lowered]),
        (delete(LANGUAGE_SECTION).where(its_key), [key for plan in plans for key in plan.gone]),
    ):
        if keys:
            connection.execute(statement, [{"own_id": it, "own_section": number} for it, number in keys])


def _by_table(concepts: Iterable[Concept]) -> Iterator[tuple[Table, list[Record]]]:
    """The rows of all concepts by table, parents first, for ``executemany``."""
    return _grouped(record for concept in concepts for record in records(concept))


def _grouped(found: Iterable[tuple[Table, Record]]) -> Iterator[tuple[Table, list[Record]]]:
    rows: dict[str, list[Record]] = {table.name: [] for table in (CONCEPT, *PARTS)}
    for table, record in found:
        rows[table.name].append(record)
    return ((table, rows[table.name]) for table in (CONCEPT, *PARTS) if rows[table.name])
