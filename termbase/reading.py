"""Read concepts from the tables of a term base, in few queries."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import BindParameter, ColumnElement, Connection, bindparam, case, select

from termbase.concepts import AdministrativeStatus, Concept, WorkState
from termbase.listing import ListedConcept, ListedTerm
from termbase.rows import concept_value
from termbase.search import KeyKind
from termbase.tables import CONCEPT, LANGUAGE_SECTION, LOOK_UP_FORM, PARTS, SEARCH_KEY, TERM, key_of

BATCH: Final = 500
"""How many concepts are read or written at a time."""

_NEAR_IDS: Final = 5000

_Chosen = Callable[[ColumnElement[str]], ColumnElement[bool]]


def concepts_with(connection: Connection, ids: Iterable[str]) -> dict[str, Concept]:
    """Those concepts of ``ids`` that there are, by id; ``ids`` are few enough for one query."""
    wanted = list(ids)
    return {concept.id: concept for concept in _load(connection, lambda column: column.in_(wanted))}


def all_concepts(connection: Connection) -> Iterator[Concept]:
    """All concepts in id order, read in batches."""
    last = ""
    while True:
        window = select(CONCEPT.c.id).where(CONCEPT.c.id > last).order_by(CONCEPT.c.id).limit(BATCH)
        ids = connection.execute(window).scalars().all()
        if not ids:
            return
        last = ids[-1]
        yield from _load(connection, partial(_between, ids[0], last))


def ids_with_text(connection: Connection, texts: Iterable[str]) -> Iterator[str]:
    """Ids of the concepts that have one of ``texts`` as a search key made from a term; each once."""
    rest, seen = iter(texts), set[str]()
    while batch := list(islice(rest, BATCH)):
        query = select(SEARCH_KEY.c.concept_id).where(
            SEARCH_KEY.c.kind == KeyKind.TEXT.value, SEARCH_KEY.c.key.in_(batch)
        )
        for concept_id in connection.execute(query).scalars().all():
            if concept_id not in seen:
                seen.add(concept_id)
                yield concept_id


def listed_concepts(connection: Connection, ids: Sequence[str]) -> dict[str, ListedConcept]:
    """Those concepts of ``ids`` that there are, by id; ``ids`` are few enough for one query."""
    sought = {"ids": ids}
    forms = _forms(connection, sought)
    terms = {
        concept_id: tuple(
            ListedTerm(
                language, text, AdministrativeStatus(status), pinyin, forms.get(tuple(place), ()), WorkState(state)
            )
            for *place, language, text, status, pinyin, state in group
        )
        for concept_id, group in groupby(connection.execute(_LISTED_TERMS, sought), key=itemgetter(0))
    }
    rows = connection.execute(_LISTED, sought)
    return {its_id: ListedConcept(its_id, field, terms.get(its_id, ()), at) for its_id, field, at in rows}


def _forms(connection: Connection, sought: Mapping[str, Any]) -> dict[tuple[Any, ...], tuple[str, ...]]:
    """Look-up forms by the place of their term: concept id, section, position."""
    groups = groupby(connection.execute(_LISTED_FORMS, sought), key=itemgetter(0, 1, 2))
    return {place: tuple(form for *_, form in group) for place, group in groups}


_IDS: Final[BindParameter[Any]] = bindparam("ids", expanding=True)
_LISTED: Final = select(CONCEPT.c.id, CONCEPT.c.subject_field, CONCEPT.c.changed_at).where(CONCEPT.c.id.in_(_IDS))
_LISTED_TERMS: Final = (
    select(TERM.c.concept_id, TERM.c.section, TERM.c.position)
    .add_columns(LANGUAGE_SECTION.c.language, TERM.c.text, TERM.c.status, TERM.c.pinyin, LANGUAGE_SECTION.c.work_state)
    .join_from(TERM, LANGUAGE_SECTION)
    .where(TERM.c.concept_id.in_(_IDS))
    .order_by(TERM.c.concept_id, TERM.c.section, TERM.c.position)
)
_LISTED_FORMS: Final = (
    select(LOOK_UP_FORM.c.concept_id, LOOK_UP_FORM.c.section, LOOK_UP_FORM.c.term, LOOK_UP_FORM.c.form)
    .where(LOOK_UP_FORM.c.concept_id.in_(_IDS))
    .order_by(*LOOK_UP_FORM.primary_key)
)


def near_ids(connection: Connection, concept_id: str) -> list[str]:
    """A few ids that look like ``concept_id``."""
    from difflib import get_close_matches

    alike = case((CONCEPT.c.id.startswith(concept_id[:1], autoescape=True), 0), else_=1)
    ids = connection.execute(select(CONCEPT.c.id).order_by(alike, CONCEPT.c.id).limit(_NEAR_IDS)).scalars()
    return get_close_matches(concept_id, ids, n=3)


def _load(connection: Connection, chosen: _Chosen) -> Iterator[Concept]:
    """The concepts whose id satisfies ``chosen``, in id order, from one query a table."""
    parts = {table.name: _grouped(connection, table, chosen) for table in PARTS}
    # Read to the end first: the caller may change the term base between two concepts.
    rows = connection.execute(select(CONCEPT).where(chosen(CONCEPT.c.id)).order_by(CONCEPT.c.id)).all()
    for row in rows:
        yield concept_value(row, {name: groups.get(row.id, ()) for name, groups in parts.items()})


def _grouped(connection: Connection, table: Any, chosen: _Chosen) -> dict[str, list[Any]]:
    rows = connection.execute(select(table).where(chosen(key_of(table))).order_by(*table.primary_key))
    return {concept_id: list(group) for concept_id, group in groupby(rows, key=lambda row: row.concept_id)}


def _between(first: str, last: str, column: ColumnElement[str]) -> ColumnElement[bool]:
    return column.between(first, last)
