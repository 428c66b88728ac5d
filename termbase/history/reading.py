"""Read the history of a term base: steps, the changes of a concept, and what it was at any time."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import islice, takewhile
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, case, exists, func, or_, select, true

from termbase.concepts import Concept
from termbase.errors import StepNotFound
from termbase.faults import UnreadableValue
from termbase.history.choosing import StepChoice
from termbase.history.marks import Since, mark, since
from termbase.history.records import is_untouched, records
from termbase.history.stepping import change_kind, changed_since, state_before, states_before, steps_since, withdrawn
from termbase.history.values import Change, ChangeKind, HistoryRecord, Step, StepSummary
from termbase.reading import BATCH, concepts_with
from termbase.tables import CHANGE, DECISION, PROPOSAL, STEP

_NAMED = 5
"""How many of its concepts the summary of a step names."""


class History:
    """What was changed, within one unit of work; made by ``Store.history``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def version(self, concept_id: str) -> int:
        """The number of the concept's latest change; 0 for one that was not changed since history is kept."""
        latest = select(func.max(CHANGE.c.number)).where(CHANGE.c.concept_id == concept_id)
        return self._connection.execute(latest).scalar() or 0

    def changes(self, concept_id: str) -> Iterator[Change]:
        """Everything that happened to a concept, the latest change first."""
        after = concepts_with(self._connection, [concept_id]).get(concept_id)
        query = select(CHANGE).where(CHANGE.c.concept_id == concept_id).order_by(CHANGE.c.number.desc())
        undoing = self.undoing()
        for row in self._connection.execute(query).all():
            before = state_before(row)
            step = self.step(row.step, undoing)
            yield Change(row.number, step, concept_id, change_kind(row), before, after)
            after = before

    def state(self, concept_id: str, step: int) -> Concept | None:
        """The concept as it was after ``step`` (0: at the beginning of the history), or None where it was not."""
        return self._before_first(concept_id, CHANGE.c.step > step)

    def state_at(self, concept_id: str, version: int) -> Concept | None:
        """The concept as it was in this version, or None where it was not."""
        return self._before_first(concept_id, CHANGE.c.number > version)

    def step(self, number: int, undoing: dict[int, int] | None = None) -> Step:
        """The step with this number. Raises ``StepNotFound``. ``undoing`` saves asking again for what is undone."""
        row = self._connection.execute(select(STEP).where(STEP.c.number == number)).first()
        if row is None:
            raise StepNotFound(f"step {number}", "is not in the history", "see the steps with `zhengming log`")
        return step_value(row, self.undoing() if undoing is None else undoing)

    def steps(
        self, *, since: datetime | None = None, limit: int | None = None, chosen: StepChoice | None = None
    ) -> Iterator[StepSummary]:
        """The steps, the latest first: at most ``limit``, none made before ``since``, those that ``chosen`` wants."""
        wanted = [STEP.c.at >= since] if since else []
        wanted += [chosen.condition()] if chosen else []
        steps = islice(self._latest_first(and_(*wanted) if wanted else None), limit)
        while batch := list(islice(steps, BATCH)):
            yield from self._summaries(batch)

    def undoable(self, by: str | None = None) -> Step | None:
        """The latest step, of ``by`` or of whomever, that is no undo, is not undone, and did something."""
        did = self._latest_first(and_(or_(*_traces(STEP.c.number)), _made_by(by)))
        return next((step for step in did if not step.undoes and not step.undone_by), None)

    def redoable(self, by: str | None = None) -> Step | None:
        """The latest undo, of ``by`` or of whomever, that took something back and is not undone itself.

        None where the same made any other step than undos since.
        """
        undos = takewhile(lambda step: step.undoes, self._latest_first(_made_by(by)))
        return next((step for step in undos if not step.undone_by and self._takes_back(step.number)), None)

    def did_something(self, step: int) -> bool:
        """Whether a step changed a concept or the review queue; one that notes the return of a snapshot did not."""
        return bool(self._connection.execute(select(or_(*_traces(step)))).scalar())

    def latest(self) -> int:
        """The number of the latest step, 0 where there is none."""
        return self._connection.execute(select(func.max(STEP.c.number))).scalar() or 0

    def undoing(self) -> dict[int, int]:
        """The steps that are undone, each with the step that undid it; an undo that is undone counts for nothing."""
        query = select(STEP.c.number, STEP.c.undoes).where(STEP.c.undoes.is_not(None)).order_by(STEP.c.number.desc())
        undone: dict[int, int] = {}
        for number, undoes in self._connection.execute(query):
            if number not in undone:
                undone[undoes] = number
        return undone

    def last_state(self, concept_id: str) -> Concept | None:
        """A removed concept as it was last, or None where no record was kept."""
        row = self._connection.execute(select(CHANGE).where(CHANGE.c.number == self.version(concept_id))).first()
        return state_before(row) if row else None

    def states_before(self, step: int) -> Iterator[dict[str, Concept | None]]:
        """See ``termbase.history.stepping.states_before``."""
        return states_before(self._connection, step)

    def changed_since(self, step: int) -> tuple[list[str], list[int]]:
        """The concepts that are no longer what ``step`` made of them, and the later steps that changed these."""
        ids = list(changed_since(self._connection, step))
        return ids, steps_since(self._connection, step, ids[:BATCH]) if ids else []

    def mark(self) -> str:
        """See ``termbase.history.marks.mark``."""
        return mark(self._connection)

    def since(self, marks: Collection[str]) -> Since:
        """See ``termbase.history.marks.since``."""
        return since(self._connection, marks)

    def records(self) -> Iterator[HistoryRecord]:
        """See ``termbase.history.records.records``."""
        return records(self._connection)

    def is_untouched(self) -> bool:
        """Whether no concept ever was in the term base."""
        return is_untouched(self._connection)

    def withdrawn(self, ids: Sequence[str]) -> set[str]:
        """See ``termbase.history.stepping.withdrawn``."""
        return withdrawn(self._connection, ids)

    def _takes_back(self, number: int) -> bool:
        """Whether a step is an undo, and not the undo of one, which does a step again."""
        undoes = self._connection.execute(select(STEP.c.undoes).where(STEP.c.number == number)).scalar()
        return undoes is not None and not self._takes_back(undoes)

    def _before_first(self, concept_id: str, later: Any) -> Concept | None:
        """The concept before the first of its changes that are ``later``, or as it is now."""
        query = select(CHANGE).where(CHANGE.c.concept_id == concept_id, later).order_by(CHANGE.c.number).limit(1)
        row = self._connection.execute(query).first()
        if row is None:
            return concepts_with(self._connection, [concept_id]).get(concept_id)
        return state_before(row)

    def _latest_first(self, chosen: ColumnElement[bool] | None = None) -> Iterator[Step]:
        undoing = self.undoing()
        query = select(STEP).order_by(STEP.c.number.desc()).limit(BATCH)
        if chosen is not None:
            query = query.where(chosen)
        rows = self._connection.execute(query).all()
        while rows:
            yield from (step_value(row, undoing) for row in rows)
            rows = self._connection.execute(query.where(STEP.c.number < rows[-1].number)).all()

    def _summaries(self, steps: list[Step]) -> Iterator[StepSummary]:
        kinds = [func.sum(case((CHANGE.c.kind == kind.value, 1), else_=0)) for kind in ChangeKind]
        chosen = CHANGE.c.step.in_([step.number for step in steps])
        query = select(CHANGE.c.step, *kinds).where(chosen).group_by(CHANGE.c.step)
        counts = {
            number: (added, changed, removed) for number, added, changed, removed in self._connection.execute(query)
        }
        for step in steps:
            first = select(CHANGE.c.concept_id).where(CHANGE.c.step == step.number).order_by(CHANGE.c.number)
            named = self._connection.execute(first.limit(_NAMED)).scalars()
            added, changed, removed = counts.get(step.number, (0, 0, 0))
            yield StepSummary(step, added, changed, removed, tuple(dict.fromkeys(named)))


def step_value(row: Row[Any], undoing: dict[int, int]) -> Step:
    """A recorded step; ``undoing`` says which steps are undone by which. Raises ``UnreadableValue``."""
    if not all(type(text) is str for text in (row.by, row.why, row.what)):
        raise UnreadableValue(f"step {row.number} is signed with something that is no text")
    moment = row.at.replace(microsecond=0)
    return Step(row.number, moment, row.by, row.why, row.what, row.undoes, undoing.get(row.number))


def _made_by(who: str | None) -> ColumnElement[bool]:
    return true() if who is None else STEP.c.by == who


def _traces(step: Any) -> list[ColumnElement[bool]]:
    """What a step can leave behind."""
    return [exists().where(table.c.step == step) for table in (CHANGE, PROPOSAL, DECISION)]
