"""The records of a history, from the tables of one term base and into those of another that has none."""

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import Any, Final

from sqlalchemy import Connection, Row, Table, func, insert, select

from termbase.codec import to_plain
from termbase.errors import HistoryError
from termbase.history.stepping import change_kind, state_before
from termbase.history.values import ChangeKind, HistoryRecord, RecordedChange, RecordedStep, RetiredId
from termbase.reading import BATCH
from termbase.servers import count_on_from
from termbase.tables import CHANGE, ISSUED_ID, STEP

_CURE: Final = "export the term base anew, or import it without its history"


def records(connection: Connection) -> Iterator[HistoryRecord]:
    """All that the history holds, in the order of ``HistoryRecord``, read in batches."""
    for row in _in_order(connection, STEP, "number"):
        yield RecordedStep(row.number, row.at, row.by, row.why, row.what, row.undoes)
    for row in _in_order(connection, CHANGE, "number"):
        yield RecordedChange(row.number, row.step, row.concept_id, change_kind(row), state_before(row))
    for row in _in_order(connection, ISSUED_ID, "id"):
        if row.removed_at:
            yield RetiredId(row.id, row.removed_at)


def is_untouched(connection: Connection) -> bool:
    """Whether no concept ever was in the term base."""
    return all(connection.execute(select(table).limit(1)).first() is None for table in (ISSUED_ID, STEP))


def write_records(connection: Connection, history: Iterable[HistoryRecord]) -> int:
    """Write the records of another history beside the concepts that they end with; returns the number of steps.

    Raises ``HistoryError`` where they contradict themselves or the concepts.
    """
    writer = _Writer(connection)
    for kind, group in groupby(history, key=type):
        while batch := list(islice(group, BATCH)):
            writer.write(kind, batch)
    writer.close()
    return len(writer.steps)


class _Writer:
    """Writes records in their order, each kind after the one before it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._last = (0, 0)  # the place of the kind, and the number of the last record
        self.steps: set[int] = set()

    def write(self, kind: type[HistoryRecord], batch: list[Any]) -> None:
        """Write records of one kind."""
        if kind is RecordedStep:
            self._connection.execute(insert(STEP), [self._step(record) for record in batch])
        elif kind is RecordedChange:
            self._connection.execute(insert(CHANGE), [self._change(record) for record in batch])
        else:
            self._refuse_issued(batch)
            rows = [{"id": record.concept_id, "removed_at": record.removed_at} for record in batch]
            self._connection.execute(insert(ISSUED_ID), rows)

    def close(self) -> None:
        """Check that the history ends with the concepts that there are, and let the numbers go on from it."""
        latest = select(func.max(CHANGE.c.number)).group_by(CHANGE.c.concept_id)
        ends = (
            select(CHANGE.c.concept_id, CHANGE.c.kind)
            .outerjoin(ISSUED_ID, ISSUED_ID.c.id == CHANGE.c.concept_id)
            .where(CHANGE.c.number.in_(latest))
            .where(
                ISSUED_ID.c.id.is_(None)
                | ((CHANGE.c.kind == ChangeKind.REMOVED.value) != ISSUED_ID.c.removed_at.is_not(None))
            )
        )
        if end := self._connection.execute(ends.limit(1)).first():
            raise _contradiction(f"{end.concept_id} was {end.kind} last, which does not agree with the concepts")
        for table in (STEP, CHANGE):
            count_on_from(self._connection, table.name)

    def _step(self, step: RecordedStep) -> dict[str, Any]:
        self._follow(0, step.number, f"step {step.number}")
        if step.undoes is not None and step.undoes not in self.steps:
            raise _contradiction(f"step {step.number} undoes step {step.undoes}, which does not come before it")
        self.steps.add(step.number)
        return {
            "number": step.number,
            "at": step.at,
            "by": step.by,
            "why": step.why,
            "what": step.what,
            "undoes": step.undoes,
        }

    def _change(self, change: RecordedChange) -> dict[str, Any]:
        self._follow(1, change.number, f"change {change.number}")
        if change.step not in self.steps:
            raise _contradiction(f"change {change.number} belongs to step {change.step}, which is not there")
        return {
            "number": change.number,
            "step": change.step,
            "concept_id": change.concept_id,
            "kind": change.kind.value,
            "before": to_plain(change.before) if change.before else None,
        }

    def _follow(self, kind: int, number: int, called: str) -> None:
        if (kind, number) <= self._last:
            raise _contradiction(f"{called} does not come in its place")
        self._last = (kind, number)

    def _refuse_issued(self, batch: list[RetiredId]) -> None:
        ids = [record.concept_id for record in batch]
        issued = self._connection.execute(select(ISSUED_ID.c.id).where(ISSUED_ID.c.id.in_(ids))).scalars().first()
        twice = issued or next((it for it in ids if len(ids) > len(set(ids)) and ids.count(it) > 1), None)
        if twice:
            raise _contradiction(f"{twice} is retired, but is there or retired already")


def _contradiction(problem: str) -> HistoryError:
    return HistoryError("history", problem, _CURE)


def _in_order(connection: Connection, table: Table, key: str) -> Iterator[Row[Any]]:
    """The rows of a table by their key, read in batches."""
    query = select(table).order_by(table.c[key]).limit(BATCH)
    rows = connection.execute(query).all()
    while rows:
        yield from rows
        rows = connection.execute(query.where(table.c[key] > getattr(rows[-1], key))).all()
