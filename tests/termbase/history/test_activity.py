"""How much was done on which day."""

from datetime import UTC, date, datetime

from termbase.concepts import Concept
from termbase.history.activity import Day, activity
from termbase.history.transfer import take_over
from termbase.history.values import ChangeKind, RecordedChange, RecordedStep
from termbase.store import open_store

ADDED = ChangeKind.ADDED


def days(termbase, since):
    with open_store(termbase, read_only=True) as store:
        return activity(store, since)


def test_days_with_a_step_are_told_from_midnight_in_utc_on(termbase):
    moments = [(2026, 3, 1, 23, 59, 59), (2026, 3, 2), (2026, 3, 2, 12), (2026, 3, 4, 23, 59, 59)]
    steps = [RecordedStep(number, datetime(*it, tzinfo=UTC)) for number, it in enumerate(moments, 1)]
    changes = [RecordedChange(number, step, f"c{number}", ADDED) for number, step in enumerate((1, 2, 2, 4), 1)]
    with open_store(termbase) as store:
        take_over(store, [*(Concept(it.concept_id) for it in changes), *steps, *changes])
    second, fourth = Day(date(2026, 3, 2), 2, 2), Day(date(2026, 3, 4), 1, 1)
    assert days(termbase, date(2026, 3, 2)) == (second, fourth)
    assert days(termbase, date(2026, 3, 1)) == (Day(date(2026, 3, 1), 1, 1), second, fourth)
    assert days(termbase, date(2026, 3, 5)) == ()
