"""What undoing a step needs to know: the states before it, and which concepts have changed since."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select

from termbase.codec import from_plain
from termbase.concepts import Concept
from termbase.errors import InvalidValue
from termbase.faults import unreadable_change
from termbase.history.values import ChangeKind
from termbase.reading import BATCH, concepts_with
from termbase.tables import CHANGE, STEP


def states_before(connection: Connection, step: int) -> Iterator[dict[str, Concept | None]]:
    """The concepts that ``step`` changed, by id, as they were before it; in batches, each small enough for a query."""
    first = (
        select(CHANGE.c.concept_id, func.min(CHANGE.c.number))
        .where(CHANGE.c.step == step)
        .group_by(CHANGE.c.concept_id)
        .order_by(CHANGE.c.concept_id)
    )
    # Read to the end first: the caller changes the term base between two batches, and may drop and make an index.
    numbers = [number for _, number in connection.execute(first)]
    for start in range(0, len(numbers), BATCH):
        yield _befores(connection, numbers[start : start + BATCH])


def changed_since(connection: Connection, step: int) -> Iterator[str]:
    """Those concepts that are no longer what ``step`` made of them.

    One that was changed and changed back is what it was, so only the states count.
    """
    later = CHANGE.alias("later")
    next_change = (
        select(CHANGE.c.concept_id, func.min(later.c.number))
        .join(later, (later.c.concept_id == CHANGE.c.concept_id) & (later.c.number > CHANGE.c.number))
        .where(CHANGE.c.step == step, later.c.step != step)
        .group_by(CHANGE.c.concept_id)
        .order_by(CHANGE.c.concept_id)
    )
    for batch in connection.execute(next_change).partitions(BATCH):
        made = _befores(connection, [number for _, number in batch])
        current = concepts_with(connection, made)
        yield from (concept_id for concept_id, state in made.items() if current.get(concept_id) != state)


def steps_since(connection: Connection, step: int, concept_ids: Sequence[str]) -> list[int]:
    """The steps after ``step`` that changed one of the concepts, the latest first."""
    query = select(CHANGE.c.step).where(CHANGE.c.concept_id.in_(concept_ids), CHANGE.c.step > step)
    return list(connection.execute(query.distinct().order_by(CHANGE.c.step.desc())).scalars())


def withdrawn(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Those of ``ids`` that only an undo has taken away: nobody ever removed such a concept on purpose."""
    of_ids = CHANGE.c.concept_id.in_(ids)
    removal = (CHANGE.c.kind == ChangeKind.REMOVED.value) & STEP.c.undoes.is_(None)
    removed = select(CHANGE.c.concept_id).join(STEP, STEP.c.number == CHANGE.c.step).where(of_ids, removal)
    known = select(CHANGE.c.concept_id).where(of_ids)
    return set(connection.execute(known).scalars()) - set(connection.execute(removed).scalars())


def _befores(connection: Connection, numbers: Sequence[int]) -> dict[str, Concept | None]:
    query = select(CHANGE).where(CHANGE.c.number.in_(numbers)).order_by(CHANGE.c.concept_id)
    return {row.concept_id: state_before(row) for row in connection.execute(query)}


def state_before(change: Row[Any]) -> Concept | None:
    """The concept as it was before a recorded change, or None where it was not. Raises ``ConceptUnreadable``."""
    if change.before is None:
        return None
    try:
        return from_plain(change.before)
    except InvalidValue as error:
        raise unreadable_change(change.number, change.concept_id, f"{error.place}: {error.problem}") from error
    except RecursionError as error:
        raise unreadable_change(change.number, change.concept_id, "it is nested without end") from error


def change_kind(change: Row[Any]) -> ChangeKind:
    """What a recorded change did. Raises ``ConceptUnreadable``."""
    try:
        return ChangeKind(change.kind)
    except ValueError as error:
        raise unreadable_change(change.number, change.concept_id, str(error)) from error
