"""Find concepts: those that a text finds, of those that a filter lets through, in the order that is wanted."""

from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    exists,
    false,
    func,
    literal_column,
    select,
    tuple_,
)

from termbase.concepts import AdministrativeStatus
from termbase.fields import ENGLISH
from termbase.filters import BEST_FIRST, EVERYTHING, Filter, Order, SortKey
from termbase.search import KeyKind, parse_query
from termbase.search_index.index import SearchIndex
from termbase.search_index.scope import Scope
from termbase.tables import CONCEPT, LANGUAGE_SECTION, SEARCH_KEY, TERM

_LONGEST_QUERY: Final = 300
_FIRST_CHINESE: Final = "\u2e80"


def find_ids(
    connection: Connection,
    index: SearchIndex,
    text: str,
    *,
    limit: int,
    only: Filter = EVERYTHING,
    order: Order = BEST_FIRST,
) -> list[str]:
    """The ids of the first ``limit`` concepts; an empty text finds all that ``only`` lets through.

    A text that finds very much finds the best of it, and these are sorted.
    """
    scope = Scope(connection, only)
    query = parse_query(text[:_LONGEST_QUERY])
    if not query.text:
        return _sorted_ids(connection, scope, order, limit)
    best: dict[str, tuple[int, ...]] = {}
    for concept_id, key in index.candidates(query, scope):
        if rank := query.rank(key):
            best[concept_id] = min(rank, best.get(concept_id, rank))
    ids = sorted(best, key=lambda it: (best[it], it))
    if order.by is SortKey.BEST:
        return ids[:limit]
    return _sorted_ids(connection, scope.within(ids), order, limit)


class _Plan(NamedTuple):
    """How to sort: a query for concepts that have ``value``, and what holds for those in ``CONCEPT`` that have none."""

    having: Select[tuple[str]]
    value: ColumnElement[Any]
    lacking: ColumnElement[bool] = false()


def _sorted_ids(connection: Connection, scope: Scope, order: Order, limit: int) -> list[str]:
    plan = _PLANS[order.by]
    (ids,) = plan.having.selected_columns
    columns = [plan.value, ids]
    chosen = plan.having.where(*scope.conditions(ids)).order_by(
        *(it.desc() if order.descending else it for it in columns)
    )
    found: list[str] = [*connection.execute(chosen.limit(limit)).scalars()]
    if len(found) < limit and plan.lacking is not _NONE:
        rest = select(CONCEPT.c.id).where(plan.lacking, *scope.conditions(CONCEPT.c.id)).order_by(CONCEPT.c.id)
        found += connection.execute(rest.limit(limit - len(found))).scalars()
    return found


def _is_reading(key: FromClause) -> ColumnElement[bool]:
    """The condition of an index, which has to be the same to the letter, as that of ``_is_preferred``."""
    return and_(key.c.kind == literal_column(f"'{KeyKind.PINYIN}'"), key.c.standing == literal_column("0"))


def _is_preferred(term: FromClause) -> ColumnElement[bool]:
    return term.c.status == literal_column(f"'{AdministrativeStatus.PREFERRED}'")


def _by_chinese() -> _Plan:
    own, other = SEARCH_KEY, SEARCH_KEY.alias("other")
    before = tuple_(other.c.key, other.c.number) < tuple_(own.c.key, own.c.number)
    earlier = exists().where(_is_reading(other), other.c.concept_id == own.c.concept_id, before)
    having = select(own.c.concept_id).where(_is_reading(own), ~earlier)
    return _Plan(having, own.c.key, ~exists().where(_is_reading(other), other.c.concept_id == CONCEPT.c.id))


def _by_english() -> _Plan:
    own, same = TERM, TERM.alias("same")
    having = select(own.c.concept_id).where(_is_shown_english(own))
    lacking = ~exists().where(same.c.concept_id == CONCEPT.c.id, _is_shown_english(same))
    return _Plan(having, func.lower(own.c.text), lacking)


def _is_shown_english(term: FromClause) -> ColumnElement[bool]:
    """The first preferred English term; one that begins with Chinese is none to sort by.

    Without that bound the Chinese terms, which the index holds too, would have to be passed over from their end.
    """
    other, section = TERM.alias("other"), LANGUAGE_SECTION.alias("english")
    its_place = (section.c.concept_id == term.c.concept_id, section.c.section == term.c.section)
    english = exists().where(*its_place, section.c.language == ENGLISH)
    beside = (other.c.concept_id == term.c.concept_id, other.c.section == term.c.section)
    earlier = exists().where(_is_preferred(other), *beside, other.c.position < term.c.position)
    return and_(_is_preferred(term), func.lower(term.c.text) < _FIRST_CHINESE, english, ~earlier)


def _by_column(column: ColumnElement[Any], is_empty: ColumnElement[bool]) -> _Plan:
    return _Plan(select(CONCEPT.c.id).where(~is_empty), column, is_empty)


_BY_ID: Final = _Plan(select(CONCEPT.c.id), CONCEPT.c.id)
_NONE: Final = _BY_ID.lacking
_PLANS: Final = {
    SortKey.BEST: _BY_ID,
    SortKey.ID: _BY_ID,
    SortKey.CHINESE: _by_chinese(),
    SortKey.ENGLISH: _by_english(),
    SortKey.SUBJECT_FIELD: _by_column(CONCEPT.c.subject_field, CONCEPT.c.subject_field == ""),
    SortKey.CHANGED: _by_column(CONCEPT.c.changed_at, CONCEPT.c.changed_at.is_(None)),
}
