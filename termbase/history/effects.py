"""What one step did to each of its concepts, however often it changed it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, func, select

from termbase.concepts import Concept
from termbase.history.stepping import change_kind, state_before
from termbase.history.values import Change, ChangeKind, Step
from termbase.reading import BATCH, concepts_with
from termbase.tables import CHANGE
from termbase.unit import Store


class _Touched(NamedTuple):
    concept_id: str
    first: int
    last: int


def effects(store: Store, step: Step, *, after: int = 0, limit: int = BATCH) -> list[Change]:
    """What ``step`` did to its concepts, in the order in which it first changed them, from the one after ``after`` on.

    ``after`` is the ``number`` of the last effect that is known, or 0: here the number of the first change that the
    step made to the concept. ``limit`` is few enough for a query. Raises ``ConceptUnreadable``.
    """
    first, last = func.min(CHANGE.c.number), func.max(CHANGE.c.number)
    query = select(CHANGE.c.concept_id, first, last).where(CHANGE.c.step == step.number).group_by(CHANGE.c.concept_id)
    connection = store.connection
    rows = connection.execute(query.having(first > after).order_by(first).limit(limit))
    touched = [_Touched(*row) for row in rows]
    befores = {row.number: row for row in _changes(connection, [it.first for it in touched])}
    afters = _afters(connection, touched)
    return [_effect(step, it, befores[it.first], afters[it.concept_id]) for it in touched]


def _effect(step: Step, touched: _Touched, first: Row[Any], after: Concept | None) -> Change:
    before = state_before(first)
    if before is None and after is None:
        kind = change_kind(first)  # added and removed within the step
    else:
        kind = ChangeKind.ADDED if before is None else ChangeKind.REMOVED if after is None else ChangeKind.CHANGED
    return Change(touched.first, step, touched.concept_id, kind, before, after)


def _afters(connection: Connection, touched: Sequence[_Touched]) -> dict[str, Concept | None]:
    """The concepts as the step left them: before their next change, or else as they are."""
    last = {it.concept_id: it.last for it in touched}
    step_end = CHANGE.alias("step_end")
    following = (
        select(func.min(CHANGE.c.number))
        .join(step_end, (step_end.c.concept_id == CHANGE.c.concept_id) & (CHANGE.c.number > step_end.c.number))
        .where(step_end.c.number.in_(last.values()))
        .group_by(CHANGE.c.concept_id)
    )
    numbers = list(connection.execute(following).scalars())
    found: dict[str, Concept | None] = {row.concept_id: state_before(row) for row in _changes(connection, numbers)}
    current = concepts_with(connection, [it for it in last if it not in found])
    return {it: found[it] if it in found else current.get(it) for it in last}


def _changes(connection: Connection, numbers: Sequence[int]) -> Sequence[Row[Any]]:
    return connection.execute(select(CHANGE).where(CHANGE.c.number.in_(numbers))).all()
