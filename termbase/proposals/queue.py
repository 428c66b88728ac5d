"""Read the review queue.

A proposal, and a decision about one, counts as long as the step that made it is not undone. So undoing a step, or an
undo, brings the queue back too, and nothing in it is ever changed or deleted.
"""

from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, exists, func, select

from termbase.codec import from_plain
from termbase.concepts import Concept
from termbase.errors import InvalidValue, ProposalNotFound
from termbase.faults import UnreadableValue
from termbase.history.reading import History
from termbase.proposals.values import Batch, Decision, Proposal
from termbase.tables import DECISION, PROPOSAL, STEP

_BATCH: Final = 500


class ProposalQueue:
    """The review queue within one unit of work; made by ``Store.proposals``."""

    def __init__(self, connection: Connection, history: History) -> None:
        self._connection = connection
        self._history = history

    def waiting(self, *, after: int = 0, limit: int | None = None, origin: str | None = None) -> Iterator[Proposal]:
        """The proposals that wait for a decision, the oldest first, from the one after number ``after`` on.

        With ``origin``, only those that come from there.
        """
        return islice(self._read(after, _BATCH if limit is None else min(limit, _BATCH), origin), limit)

    def batches(self) -> list[Batch]:
        """The steps that put proposals into the queue, the oldest first, with how many of theirs wait."""
        count = func.count().label("proposals")
        counted = select(PROPOSAL.c.step, PROPOSAL.c.origin, count).where(PROPOSAL.c.step.not_in(self._undone))
        grouped = counted.group_by(PROPOSAL.c.step, PROPOSAL.c.origin).subquery()
        left = self._waiting(select(PROPOSAL.c.step, PROPOSAL.c.origin, count))
        rows = self._connection.execute(left.group_by(PROPOSAL.c.step, PROPOSAL.c.origin))
        waiting = {(row.step, row.origin): row.proposals for row in rows}
        query = select(grouped, STEP.c.at, STEP.c.by).join(STEP, STEP.c.number == grouped.c.step)
        return [
            Batch(row.step, row.origin, row.at, row.by, row.proposals, waiting.get((row.step, row.origin), 0))
            for row in self._connection.execute(query.order_by(grouped.c.step, grouped.c.origin))
        ]

    def count(self) -> int:
        """How many proposals wait for a decision."""
        return int(self._connection.execute(self._waiting(select(func.count()).select_from(PROPOSAL))).scalar_one())

    def concern(self, step: int) -> bool:
        """Whether a step proposed or decided something."""
        made = select(PROPOSAL.c.number).where(PROPOSAL.c.step == step)
        decided = select(DECISION.c.number).where(DECISION.c.step == step)
        return self._connection.execute(made.union(decided).limit(1)).first() is not None

    def proposal(self, number: int) -> Proposal:
        """The proposal with this number, decided or not. Raises ``ProposalNotFound``, also where its step is undone."""
        query = _WITH_STEP.where(PROPOSAL.c.number == number, PROPOSAL.c.step.not_in(self._undone))
        row = self._connection.execute(query).first()
        if row is None:
            raise ProposalNotFound(
                f"proposal {number}", "is not in the queue", "see what waits with `zhengming review`"
            )
        decided = select(DECISION).where(DECISION.c.proposal == number, DECISION.c.step.not_in(self._undone))
        decision = self._connection.execute(decided.order_by(DECISION.c.number.desc()).limit(1)).first()
        return _proposal(row, decision)

    def _read(self, after: int, batch: int, origin: str | None) -> Iterator[Proposal]:
        waiting = self._waiting(_WITH_STEP).order_by(PROPOSAL.c.number).limit(batch)
        if origin is not None:
            waiting = waiting.where(PROPOSAL.c.origin == origin)
        while True:
            rows = self._connection.execute(waiting.where(PROPOSAL.c.number > after)).all()
            if not rows:
                return
            yield from map(_proposal, rows)
            after = rows[-1].number

    def _waiting(self, query: Select[Any]) -> Select[Any]:
        decided = exists().where(DECISION.c.proposal == PROPOSAL.c.number, DECISION.c.step.not_in(self._undone))
        return query.where(PROPOSAL.c.step.not_in(self._undone), ~decided)

    @cached_property
    def _undone(self) -> list[int]:
        """The undone steps that proposed or decided something."""
        undone = self._history.undoing()
        concerned = select(PROPOSAL.c.step).union(select(DECISION.c.step))
        return sorted(undone.keys() & set(self._connection.execute(concerned).scalars())) if undone else []


_WITH_STEP: Final = select(PROPOSAL, STEP.c.at, STEP.c.by).join(STEP, STEP.c.number == PROPOSAL.c.step)


def _proposal(row: Row[Any], decision: Row[Any] | None = None) -> Proposal:
    return Proposal(
        row.number,
        proposed(row),
        row.target,
        row.origin,
        row.step,
        row.at,
        row.by,
        decided(decision) if decision else None,
        decision.step if decision else None,
    )


def proposed(row: Row[Any]) -> Concept:
    """The concept that a stored proposal holds. Raises ``UnreadableValue``."""
    if not all(type(text) is str for text in (row.target, row.origin)):
        raise UnreadableValue(f"proposal {row.number} is for something that is no text")
    try:
        return from_plain(row.concept)
    except InvalidValue as error:
        raise UnreadableValue(f"proposal {row.number}: {error.place}: {error.problem}") from error
    except RecursionError as error:
        raise UnreadableValue(f"proposal {row.number} is nested without end") from error


def decided(row: Row[Any]) -> Decision:
    """What a stored decision says. Raises ``UnreadableValue``."""
    try:
        return Decision(row.kind)
    except ValueError as error:
        raise UnreadableValue(f"decision {row.number}: {error}") from error
