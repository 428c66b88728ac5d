"""Steps are found by what they say, by their concepts and by their days."""

import dataclasses
from datetime import UTC, datetime

import pytest

from termbase.concepts import Concept
from termbase.history.choosing import StepChoice, Word, days_of
from termbase.history.transfer import take_over
from termbase.history.values import ChangeKind, RecordedChange, RecordedStep
from termbase.store import open_store

CHAIN, GREEN = Concept("industrial-chain", notes=("now",)), Concept("green")


@pytest.fixture
def choose(termbase):
    """Four steps; gives the numbers of those that are chosen."""
    steps = (
        RecordedStep(1, datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC), "陈晨", "两会", "import"),
        RecordedStep(2, datetime(2026, 1, 1, tzinfo=UTC), "Bo_b", "100% sure", "edit"),
        RecordedStep(3, datetime(2026, 2, 28, 12, tzinfo=UTC), "bob", "", "approve"),
        RecordedStep(4, datetime(2026, 3, 1, tzinfo=UTC), "", "", "undo", undoes=3),
    )
    changes = (
        RecordedChange(1, 1, CHAIN.id, ChangeKind.ADDED),
        RecordedChange(2, 1, GREEN.id, ChangeKind.ADDED),
        RecordedChange(3, 2, CHAIN.id, ChangeKind.CHANGED, Concept(CHAIN.id)),
        RecordedChange(4, 3, GREEN.id, ChangeKind.CHANGED, GREEN),
        RecordedChange(5, 4, GREEN.id, ChangeKind.CHANGED, dataclasses.replace(GREEN, notes=("3",))),
    )
    with open_store(termbase) as store:
        take_over(store, [CHAIN, GREEN, *steps, *changes])

    def numbers(**chosen):
        with open_store(termbase, read_only=True) as store:
            return [it.step.number for it in store.history.steps(chosen=StepChoice(**chosen))]

    return numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("陈", [1]),
        ("BOB", [3]),
        ("o_b", [2]),  # an underscore is no wildcard
        ("0%", [2]),
        ("两会", [1]),
        ("appr", [3]),
        ("industrial", [2, 1]),
        ("Industrial-chain", [2, 1]),
        ("chain", []),  # no beginning of an id
        ("3", [3]),
        ("99999999999999999999", []),
        ("2026", [4, 3, 2]),
        ("2025-12-31", [1]),
        ("2026-02", [3]),
        ("2026-02-30", []),
        ("nobody", []),
    ],
)
def test_a_word_is_met_wherever_a_step_says_it(choose, text, found):
    assert choose(words=(Word(text),)) == found


def test_a_word_may_stand_for_concepts(choose):
    assert choose(words=(Word("绿色", (GREEN.id,)),)) == [4, 3, 1]
    assert choose(words=(Word("陈", (GREEN.id,)),)) == [4, 3, 1]


def test_all_that_is_asked_for_has_to_hold(choose):
    assert choose(words=(Word("green"), Word("bob"))) == [3]
    assert choose(words=(Word("2026"),), by="bob") == [3]
    assert choose(by="b") == [3, 2]
    assert choose(day="2026-02", concepts=[GREEN.id]) == [3]
    assert choose(concepts=[]) == []
    assert choose(day="soon") == []
    assert choose(above=1, below=4) == [3, 2]
    assert choose(below=0) == []
    assert choose() == [4, 3, 2, 1]


@pytest.mark.parametrize(
    ("date", "first", "end"),
    [
        ("2026", (2026, 1, 1), (2027, 1, 1)),
        ("2026-12", (2026, 12, 1), (2027, 1, 1)),
        ("2024-02", (2024, 2, 1), (2024, 3, 1)),
        ("2024-02-29", (2024, 2, 29), (2024, 3, 1)),
    ],
)
def test_days_months_and_years_end_where_the_next_begin(date, first, end):
    assert days_of(date) == (datetime(*first, tzinfo=UTC), datetime(*end, tzinfo=UTC))


@pytest.mark.parametrize(
    "text", ["", "20", "2026-13", "2026-02-29", "9999", "２０２６", "0000", "2026-1-1", "9999-12-31"]
)
def test_what_is_no_day_is_none(text):
    assert days_of(text) is None
