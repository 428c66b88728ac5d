"""Marks: names of the states that a term base was in, for whoever keeps something that was made of one.

A mark is good for ever and for every copy. The number of a step is not: two copies that are both worked on give the
same numbers. So a mark names the term base, the step, and what tells this step from another of the same number.
"""

from collections.abc import Collection, Iterator
from datetime import UTC
from hashlib import blake2b
from itertools import islice
from typing import Final, NamedTuple

from sqlalchemy import Connection, func, select

from termbase.concepts import Concept
from termbase.reading import BATCH, concepts_with
from termbase.tables import CHANGE, META, STEP

_BETWEEN: Final = "/"
_MOST_CHANGED: Final = 1_000
"""More concepts than these are no small change: reading all of them takes little longer."""


class Since(NamedTuple):
    """What was changed: the mark of the state that is, the mark since when, and the concepts by id.

    ``since`` is empty where none of the marks that were asked about names a former state, or too much was changed.
    None stands for a concept that was removed.
    """

    mark: str
    since: str
    concepts: dict[str, Concept | None]


def mark(connection: Connection) -> str:
    """The mark of the state that the term base is in; empty before its first step."""
    latest: int | None = connection.execute(select(func.max(STEP.c.number))).scalar()
    return _mark_of(connection, latest) if latest else ""


def since(connection: Connection, marks: Collection[str]) -> Since:
    """What was changed since the latest of the states that ``marks`` name."""
    now = mark(connection)
    for step, former in sorted(_steps(marks), reverse=True):
        if former == now or former == _mark_of(connection, step):
            changed = select(CHANGE.c.concept_id).where(CHANGE.c.step > step).distinct().limit(_MOST_CHANGED + 1)
            ids = list(connection.execute(changed).scalars())
            if len(ids) <= _MOST_CHANGED:
                return Since(now, former, _states(connection, ids))
            break
    return Since(now, "", {})


def _states(connection: Connection, ids: list[str]) -> dict[str, Concept | None]:
    found: dict[str, Concept | None] = dict.fromkeys(ids)
    rest = iter(ids)
    while batch := list(islice(rest, BATCH)):
        found.update(concepts_with(connection, batch))
    return found


def _steps(marks: Collection[str]) -> Iterator[tuple[int, str]]:
    """The numbers of the steps that marks name, with the marks; what is no mark is left out."""
    for each in marks:
        _, number, *_ = (*each.split(_BETWEEN), "")
        if number.isdecimal():
            yield int(number), each


def _mark_of(connection: Connection, step: int) -> str:
    """The mark of the state after a step, empty where there is none of this number."""
    row = connection.execute(select(STEP).where(STEP.c.number == step)).first()
    if row is None:
        return ""
    termbase = connection.execute(select(META.c.termbase_id)).scalar_one()
    last = connection.execute(select(func.max(CHANGE.c.number)).where(CHANGE.c.step == step)).scalar()
    what = repr((row.at.astimezone(UTC).isoformat(), row.by, row.why, row.what, row.undoes, last))
    return _BETWEEN.join((termbase, str(step), blake2b(what.encode(), digest_size=12).hexdigest()))
