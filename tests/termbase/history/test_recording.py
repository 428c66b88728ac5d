"""Every change leaves its record: who, when, why, what, and the whole concept as it was before."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from termbase.concepts import Concept
from termbase.errors import InvalidValue, StepNotFound, StoreError
from termbase.history import reading
from termbase.history.undoing import restore, undo
from termbase.history.values import ChangeKind
from termbase.importing.applying import import_concepts
from termbase.importing.values import ImportPolicy
from termbase.store import open_store
from tests.termbase.raw import execute

A, B, C = (Concept(name, notes=("first",)) for name in "abc")


def changed(concept, *notes):
    return dataclasses.replace(concept, notes=notes)


def steps(termbase):
    with open_store(termbase, read_only=True) as store:
        return [summary.step for summary in store.history.steps()]


def changes(termbase, concept_id):
    with open_store(termbase, read_only=True) as store:
        return list(store.history.changes(concept_id))


def test_a_step_says_who_when_why_and_what(termbase):
    before = datetime.now(UTC).replace(microsecond=0)
    with open_store(termbase, user="ann", why="the congress\nruled", what="import") as store:
        assert store.recorder.step is None
        store.add_all([A, B])
        assert store.recorder.step == 1
    (step,) = steps(termbase)
    assert (step.number, step.by, step.why, step.what) == (1, "ann", "the congress\nruled", "import")
    assert before <= step.at <= datetime.now(UTC)
    assert step.undoes is step.undone_by is None


def test_a_step_without_a_name_is_called_after_its_first_change(termbase):
    for change in (
        lambda store: store.add(A),
        lambda store: store.add_all([B, C]),
        lambda store: store.replace(changed(A, "second")),
        lambda store: store.remove("b"),
        lambda store: restore(store, ["b"]),
        undo,
        lambda store: [store.remove("a"), store.replace(changed(C, "second"))],
    ):
        with open_store(termbase) as store:
            change(store)
    assert [step.what for step in steps(termbase)] == [
        "remove", "undo", "restore", "remove", "replace", "add", "add",
    ]  # fmt: skip
    assert [step.number for step in steps(termbase)] == [7, 6, 5, 4, 3, 2, 1]


def test_every_state_of_a_concept_is_told_latest_first(termbase):
    with open_store(termbase, user="ann") as store:
        first = store.add(A)
    with open_store(termbase, user="bob") as store:
        second = store.replace(changed(A, "second"))
        third = store.replace(changed(A, "third"))
    with open_store(termbase, user="cao") as store:
        store.remove("a")
        assert store.history.version("a") == 4
    told = [(it.number, it.step.number, it.step.by, it.kind, it.before, it.after) for it in changes(termbase, "a")]
    assert told == [
        (4, 3, "cao", ChangeKind.REMOVED, third, None),
        (3, 2, "bob", ChangeKind.CHANGED, second, third),
        (2, 2, "bob", ChangeKind.CHANGED, first, second),
        (1, 1, "ann", ChangeKind.ADDED, None, first),
    ]
    with open_store(termbase, read_only=True) as store:
        states = [store.history.state("a", step) for step in range(4)]
        assert states == [None, first, third, None]
        assert [store.history.state_at("a", version) for version in range(5)] == [None, first, second, third, None]


def test_an_import_is_one_step(termbase):
    with open_store(termbase) as store:
        store.add(A)
    with open_store(termbase, what="import") as store:
        stream = [changed(A, "new"), B, *(Concept(f"c{number}") for number in range(1200)), Concept("d", notes=("1",))]
        import_concepts(store, stream, ImportPolicy.REPLACE)
    with open_store(termbase, read_only=True) as store:
        (summary, _) = store.history.steps()
    assert (summary.step.number, summary.added, summary.changed, summary.removed) == (2, 1202, 1, 0)
    assert summary.total == 1203
    assert summary.concepts == ("b", "c0", "c1", "c2", "c3")


def test_steps_are_chosen_by_moment_and_number(termbase):
    for name in "abc":
        with open_store(termbase) as store:
            store.add(Concept(name))
    with open_store(termbase, read_only=True) as store:
        numbers = lambda **how: [it.step.number for it in store.history.steps(**how)]  # noqa: E731
        assert numbers(limit=2) == [3, 2]
        assert numbers(since=datetime.now(UTC) - timedelta(hours=1)) == [3, 2, 1]
        assert numbers(since=datetime.now(UTC) + timedelta(hours=1)) == []
        assert store.history.latest() == 3
        with pytest.raises(StepNotFound, match=r"step 9: is not in the history; .*zhengming log"):
            store.history.step(9)


def test_more_steps_than_are_read_at_a_time(termbase, monkeypatch):
    monkeypatch.setattr(reading, "BATCH", 2)
    for name in "abcde":
        with open_store(termbase) as store:
            store.add(Concept(name))
    for _ in range(4):
        with open_store(termbase) as store:
            undo(store)
    with open_store(termbase, read_only=True) as store:
        assert [it.step.number for it in store.history.steps()] == [9, 8, 7, 6, 5, 4, 3, 2, 1]
        assert [it.step.number for it in store.history.steps(limit=5)] == [9, 8, 7, 6, 5]
        assert store.history.undoable().number == 1


def test_a_unit_that_changes_nothing_or_fails_leaves_no_step(termbase):
    with open_store(termbase, why="for nothing") as store:
        store.count()
        assert import_concepts(store, []).added == 0

    def fail():
        with open_store(termbase) as store:
            store.add(A)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert steps(termbase) == []
    with open_store(termbase) as store:
        store.add(A)
        assert store.recorder.step == 1


@pytest.mark.parametrize("how", [{"user": "a\x1b[2J"}, {"why": "a\x1b[2J"}])
def test_control_characters_are_refused_before_anything_is_written(termbase, how):
    with pytest.raises(InvalidValue, match=r"U\+001B"), open_store(termbase, **how):
        pass


def test_the_builtin_glossary_has_no_history():
    with open_store("builtin", read_only=True) as store, pytest.raises(StoreError, match=r"has no history; .*init"):
        store.history.version("a")


@pytest.mark.parametrize("table", ["step", "change"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET number = number", "DELETE FROM {} WHERE TRUE"])
def test_the_history_is_only_ever_added_to(termbase, table, statement):
    refused(termbase, table, statement)


@pytest.mark.sqlite
@pytest.mark.parametrize("table", ["step", "change"])
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT OR REPLACE INTO {0} SELECT * FROM {0}",
        "INSERT OR REPLACE INTO {0} SELECT * FROM {0} LIMIT 1",
        "REPLACE INTO {0} SELECT * FROM {0}",
    ],
)
def test_sqlite_puts_nothing_in_the_place_of_the_history(termbase, table, statement):
    refused(termbase, table, statement)


@pytest.mark.postgresql
@pytest.mark.parametrize("table", ["step", "change"])
@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE {} CASCADE",
        "INSERT INTO {0} SELECT * FROM {0} ON CONFLICT (number) DO UPDATE SET number = EXCLUDED.number",
    ],
)
def test_postgresql_puts_nothing_in_the_place_of_the_history(termbase, table, statement):
    refused(termbase, table, statement)


def refused(termbase, table, statement):
    with open_store(termbase) as store:
        store.add(A)
        store.remove("a")
    before = execute(termbase, f"SELECT * FROM {table}")
    with pytest.raises(Exception, match="the history is only ever added to"):
        execute(termbase, statement.format(table))
    assert execute(termbase, f"SELECT * FROM {table}") == before


def test_a_concept_from_before_the_history_has_version_0(termbase):
    with open_store(termbase) as store:
        assert store.history.version("nobody") == 0
        assert store.history.last_state("nobody") is None
        assert list(store.history.changes("nobody")) == []
        assert store.history.state("nobody", 0) is None
