"""A history taken over into another term base is the same there, goes on from there, and is refused where it cannot."""

import dataclasses
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings

from termbase.codec import plain_of, value_of
from termbase.concepts import Concept
from termbase.errors import ConceptIdRetired, HistoryError, InvalidValue
from termbase.history.transfer import can_take_over, recorded, take_over
from termbase.history.undoing import restore, undo
from termbase.history.values import ChangeKind, RecordedChange, RecordedStep, RetiredId
from termbase.locations import locate
from termbase.store import create_termbase, open_store
from tests.strategies import concepts

A, B, C = (Concept(name, notes=("first",)) for name in "abc")
MOMENT = datetime(2026, 10, 16, 2, 30, tzinfo=UTC)


def lived_in(location):
    """A term base in which concepts were added, changed, removed, restored, and steps undone."""
    changes = (
        lambda store: store.add_all([A, B, C]),
        lambda store: store.replace(dataclasses.replace(A, notes=("second",))),
        lambda store: [store.remove("b"), store.remove("c")],
        lambda store: restore(store, ["c"]),
        undo,
        lambda store: undo(store, 2),
    )
    for change in changes:
        with open_store(location, user="ann", why="a\nreason") as store:
            change(store)


def content(location):
    """Everything that a term base tells."""
    with open_store(location, read_only=True) as store:
        changes = {name: list(store.history.changes(name)) for name in "abcd"}
        return list(store.concepts()), list(recorded(store)), list(store.history.steps()), changes, store.issued("abcd")


@pytest.fixture
def original(tmp_path):
    location = locate(str(tmp_path / "original.db"))
    create_termbase(location)
    lived_in(location)
    return location


def items_of(location):
    with open_store(location, read_only=True) as store:
        return [*store.concepts(), *recorded(store)]


def test_everything_is_as_it_was(original, termbase):
    with open_store(termbase) as store:
        assert can_take_over(store)
        taken = take_over(store, iter(items_of(original)))
        assert store.recorder.step is None
    assert (taken.concepts, taken.steps) == (1, 6)
    assert content(termbase) == content(original)


def test_the_history_goes_on(original, termbase):
    with open_store(termbase) as store:
        take_over(store, items_of(original))
    with open_store(termbase, user="bob") as store, pytest.raises(ConceptIdRetired):
        store.add(B)
    for location in (original, termbase):
        with open_store(location, user="bob") as store:
            restore(store, ["b"])
            assert store.recorder.step == 7
            assert store.history.version("b") == len([it for it in recorded(store) if isinstance(it, RecordedChange)])
        with open_store(location, user="bob") as store:
            assert undo(store).undone.number == 7
        with open_store(location, read_only=True) as store:
            assert not can_take_over(store)


def test_without_a_history_the_concepts_are_one_step(termbase):
    with open_store(termbase, user="ann", what="import") as store:
        assert take_over(store, [A, B]).steps == 0
    with open_store(termbase) as store:
        (summary,) = store.history.steps()
        assert (summary.step.what, summary.step.by, summary.added) == ("import", "ann", 2)
        undo(store)
        assert not list(store.concepts())


def test_it_needs_a_term_base_in_which_nothing_ever_was(original, termbase):
    with open_store(termbase) as store:
        store.add(A)
    with open_store(termbase) as store:
        undo(store)
    before = content(termbase)
    with pytest.raises(HistoryError, match="something was in the term base already"), open_store(termbase) as store:
        take_over(store, items_of(original))
    assert content(termbase) == before


STEP = RecordedStep(1, MOMENT)
ADDED = RecordedChange(1, 1, "a", ChangeKind.ADDED)
REMOVED = RecordedChange(2, 1, "a", ChangeKind.REMOVED, A)


@pytest.mark.parametrize(
    ("items", "problem"),
    [
        ([A, STEP, STEP], "step 1 does not come in its place"),
        ([A, STEP, ADDED, RecordedStep(2, MOMENT)], "step 2 does not come in its place"),
        ([A, STEP, RecordedStep(2, MOMENT, undoes=3)], "step 2 undoes step 3"),
        ([A, STEP, dataclasses.replace(ADDED, step=2)], "change 1 belongs to step 2"),
        ([A, STEP, ADDED, ADDED], "change 1 does not come in its place"),
        ([A, STEP, ADDED, REMOVED], "a was removed last"),
        ([STEP, ADDED], "a was added last"),
        ([STEP, ADDED, REMOVED], "a was removed last"),
        ([A, STEP, ADDED, RetiredId("a", MOMENT)], "a is retired, but is there"),
        ([STEP, RetiredId("a", MOMENT), RetiredId("a", MOMENT)], "a is retired, but is there or retired already"),
        ([A, STEP, B], "a concept comes after it"),
        ([A, STEP, ADDED, *[Concept(f"x{number}") for number in range(600)]], "a concept comes after it"),
    ],
)
@pytest.mark.sqlite
def test_a_history_that_contradicts_itself_is_refused_and_nothing_is_kept(termbase, items, problem):
    with pytest.raises(HistoryError, match=problem), open_store(termbase) as store:
        take_over(store, items)
    with open_store(termbase, read_only=True) as store:
        assert can_take_over(store)


@pytest.mark.parametrize(
    "make",
    [
        lambda: RecordedStep(0, MOMENT),
        lambda: RecordedStep(2**31, MOMENT),
        lambda: RecordedStep(1, MOMENT.replace(tzinfo=None)),
        lambda: RecordedStep(1, MOMENT, by="a\x1b[2J"),
        lambda: RecordedChange(1, 1, "A", ChangeKind.ADDED),
        lambda: RecordedChange(1, 1, "a", ChangeKind.ADDED, A),
        lambda: RecordedChange(1, 1, "a", ChangeKind.CHANGED),
        lambda: RecordedChange(1, 1, "a", ChangeKind.CHANGED, B),
        lambda: RetiredId("a b", MOMENT),
    ],
)
def test_what_no_term_base_records_is_refused(make):
    with pytest.raises(InvalidValue):
        make()


@given(concepts())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_records_come_back_through_the_codec(concept):
    change = RecordedChange(3, 2, concept.id, ChangeKind.CHANGED, concept)
    step = RecordedStep(2, MOMENT, "ann", "why", "import", 1)
    for record in (change, step, RetiredId("a", MOMENT)):
        assert value_of(type(record), plain_of(record), "record") == record
