"""How much was done on which day."""

from datetime import UTC, date, datetime, time
from typing import NamedTuple

from sqlalchemy import func, select

from termbase.tables import CHANGE, STEP
from termbase.unit import Store


class Day(NamedTuple):
    """One day, in UTC, on which something was done: the steps, and the changes of concepts that they made."""

    day: date
    steps: int
    changes: int


def activity(store: Store, since: date) -> tuple[Day, ...]:
    """The days from ``since`` on that have a step, in their order."""
    midnight = datetime.combine(since, time.min, UTC)
    query = (
        select(STEP.c.at, func.count(CHANGE.c.number))
        .join_from(STEP, CHANGE, CHANGE.c.step == STEP.c.number, isouter=True)
        .where(STEP.c.at >= midnight)
        .group_by(STEP.c.number, STEP.c.at)
    )
    steps, changes = dict[date, int](), dict[date, int]()
    for moment, number in store.connection.execute(query):
        day = moment.date()
        steps[day] = steps.get(day, 0) + 1
        changes[day] = changes.get(day, 0) + number
    return tuple(Day(day, steps[day], changes[day]) for day in sorted(steps))
