"""Undo and restore: the state from before comes back exactly, and nothing of others is lost."""

import dataclasses

import pytest

from termbase.concepts import Concept, LanguageSection, Term
from termbase.errors import (
    ConceptExists,
    ConceptIdRetired,
    ConceptNotFound,
    ConceptNotKept,
    HistoryError,
    StepNotFound,
    StepNotUndoable,
)
from termbase.history.undoing import redo, restore, undo
from termbase.importing.applying import import_concepts
from termbase.importing.values import ImportPolicy, ImportSummary
from termbase.store import open_store

A, B = Concept("a", notes=("first",)), Concept("b")


@pytest.fixture
def do(termbase):
    """Do something in a unit of its own; returns all concepts after it."""

    def run(change):
        with open_store(termbase) as store:
            change(store)
        return content(termbase)

    return run


def content(termbase):
    with open_store(termbase, read_only=True) as store:
        return list(store.concepts())


def steps(termbase):
    with open_store(termbase, read_only=True) as store:
        return {it.step.number: it.step for it in store.history.steps()}


def noted(*notes):
    return lambda store: store.replace(dataclasses.replace(A, notes=notes))


def test_undo_walks_back_to_the_beginning_and_says_when_it_is_there(termbase, do):
    changes = (
        lambda store: store.add_all([A, B]),
        noted("second"),
        lambda store: store.remove("b"),
        lambda store: import_concepts(store, [A, B, Concept("c")], ImportPolicy.REPLACE),
    )
    states = [content(termbase), *map(do, changes)]
    for state in reversed(states[:-1]):
        assert do(undo) == state
    with pytest.raises(HistoryError, match="history: has no step that is left to undo"):
        do(undo)
    assert content(termbase) == []


def test_the_undo_of_an_undo_does_the_step_again(termbase, do):
    do(lambda store: store.add(A))
    second = do(noted("second"))
    first = do(undo)
    assert do(lambda store: undo(store, 3)) == second
    assert do(undo) == first
    assert do(lambda store: undo(store, 5)) == second
    known = steps(termbase)
    assert [(it.undoes, it.undone_by) for it in known.values()] == [(5, None), (2, 6), (3, None), (2, 4), (None, None), (None, None)]  # fmt: skip # noqa: E501


def test_what_an_undo_did_is_told(termbase, do):
    do(lambda store: store.add_all([A, B]))
    do(lambda store: [store.remove("b"), noted("second")(store), store.add(Concept("c"))])
    with open_store(termbase) as store:
        told = undo(store)
    assert (told.undone.number, told.step, told.added, told.changed, told.removed) == (2, 3, 1, 1, 1)


def test_a_step_is_undone_once(do):
    do(lambda store: store.add(A))
    do(undo)
    with pytest.raises(StepNotUndoable, match=r"step 1: is undone already, by step 2; .*`zhengming undo 2`"):
        do(lambda store: undo(store, 1))
    with pytest.raises(StepNotFound):
        do(lambda store: undo(store, 7))


def test_an_older_step_can_be_undone_where_nothing_depends_on_it(do):
    do(lambda store: store.add(A))
    do(noted("second"))
    (a, _) = do(lambda store: store.add(B))
    assert a.notes == ("second",)
    (a, b) = do(lambda store: undo(store, 2))
    assert a.notes == ("first",)
    assert b.id == "b"


def test_a_step_whose_concepts_changed_since_is_refused_by_name(termbase, do):
    do(lambda store: store.add_all([A, B, *(Concept(f"c{number}") for number in range(1000))]))
    do(noted("second"))
    before = do(lambda store: store.remove("b"))
    with pytest.raises(StepNotUndoable) as caught:
        do(lambda store: undo(store, 1))
    assert str(caught.value) == (
        "step 1: cannot be undone, because a, b changed since, in steps 3, 2;"
        " undo step 3 first, or see `zhengming history a`"
    )
    assert content(termbase) == before
    assert max(steps(termbase)) == 3
    do(undo)
    do(undo)
    assert do(lambda store: undo(store, 1)) == []


def test_many_concepts_that_changed_since_are_counted(do):
    many = [Concept(f"c{number}") for number in range(700)]
    do(lambda store: store.add_all(many))
    others = [dataclasses.replace(concept, notes=("other",)) for concept in many]
    do(lambda store: import_concepts(store, others, ImportPolicy.REPLACE))
    with pytest.raises(
        StepNotUndoable, match=r"because c0, c1, c10, c100, c101 and 695 more changed since, in step 2;"
    ):
        do(lambda store: undo(store, 1))


def test_an_undo_is_the_first_change_of_its_unit(do):
    do(lambda store: store.add(A))
    with pytest.raises(ValueError, match="first change"):
        do(lambda store: [store.add(B), undo(store, 1)])


def test_a_concept_added_and_removed_in_one_step_leaves_nothing_to_undo(do):
    do(lambda store: [store.add(A), store.remove("a"), store.add(B)])
    assert do(undo) == []


def test_a_removed_concept_comes_back_under_its_own_id(termbase, do):
    before = do(lambda store: store.add_all([A, B]))
    do(lambda store: store.remove("a"))
    with open_store(termbase) as store:
        assert store.issued("a")["a"]
        assert restore(store, ["a", "a"]) == before[:1]
        assert store.issued("a") == {"a": None}
        assert store.find("a") == before[:1]
    assert content(termbase) == before
    assert do(undo) == before[1:]
    with pytest.raises(ConceptIdRetired):
        do(lambda store: store.add(A))


def test_what_cannot_be_restored_is_named(termbase, do):
    do(lambda store: store.add(A))
    with pytest.raises(ConceptExists, match="is in the term base"):
        do(lambda store: restore(store, ["a"]))
    with pytest.raises(ConceptNotFound, match="did you mean a"):
        do(lambda store: restore(store, ["aa"]))
    with open_store(termbase) as store:
        store._connection.exec_driver_sql("INSERT INTO issued_id VALUES ('old', '2022-10-16 00:00:00')")
    with pytest.raises(ConceptNotKept, match="before this term base kept a history"):
        do(lambda store: restore(store, ["old"]))


def test_an_import_can_be_undone_corrected_and_done_again(termbase, do):
    do(lambda store: store.add(Concept("gone")))
    do(lambda store: store.remove("gone"))
    do(lambda store: import_concepts(store, [A, B]))
    do(undo)
    with open_store(termbase, user="ann") as store:
        corrected = [dataclasses.replace(A, notes=("corrected",)), Concept("c"), Concept("gone")]
        assert import_concepts(store, corrected) == ImportSummary(added=2, retired=("gone",))
        assert store.get("a").notes == ("corrected",)
        assert store.get("a").provenance.created_by == "ann"
    assert [concept.id for concept in do(undo)] == []
    # What somebody removed on purpose stays out, also when its removal was undone and done again.
    do(lambda store: undo(store, 2))
    with open_store(termbase) as store:
        undo(store, store.history.latest())
    with open_store(termbase) as store:
        assert import_concepts(store, [Concept("gone")]) == ImportSummary(retired=("gone",))


def test_redo_walks_forward_through_what_undo_took_back(termbase, do):
    changes = (lambda store: store.add(A), noted("second"), noted("third"))
    states = [do(change) for change in changes]
    assert [do(undo), do(undo), do(undo)] == [states[1], states[0], []]
    assert [do(redo), do(redo), do(redo)] == states
    with pytest.raises(HistoryError, match="has nothing that can be done again"):
        do(redo)
    walk = (undo, undo, redo, undo, redo, redo)
    assert [do(step) for step in walk] == [states[place] for place in (1, 0, 1, 0, 1, 2)]


def test_there_is_nothing_to_redo_once_something_else_was_done(termbase, do):
    do(lambda store: store.add(A))
    do(undo)
    do(lambda store: store.add(B))
    with pytest.raises(HistoryError, match="only an undo that nothing followed can"):
        do(redo)


def test_the_undo_of_a_redo_can_be_redone(termbase, do):
    added = do(lambda store: store.add(A))
    do(undo)
    do(redo)
    assert do(lambda store: undo(store, 3)) == []
    assert do(redo) == added


def test_what_an_undo_emptied_can_be_filled_again(termbase, do):
    sections = (LanguageSection("en", tuple(Term(f"rendering {number}") for number in range(20))),)
    made = do(lambda store: store.add_all(Concept(f"c{number:04}", sections=sections) for number in range(600)))
    assert do(undo) == []
    assert do(redo) == made
    with open_store(termbase, read_only=True) as store:
        assert store.find("rendering 19", limit=1)


def test_an_undo_tells_how_far_it_is(termbase, do):
    do(lambda store: store.add_all(Concept(f"c{number:04}") for number in range(1203)))
    told = []
    do(lambda store: undo(store, 1, told.append))
    assert told == [500, 1000, 1203]


def test_the_steps_of_one_user_are_undone_and_redone_by_themselves(termbase):
    for user, name in (("ann", "a"), ("bob", "b"), ("ann", "c")):
        with open_store(termbase, user=user) as store:
            store.add(Concept(name))
    with open_store(termbase, user="bob") as store:
        assert store.history.undoable("bob").number == 2
        assert store.history.undoable("zoe") is None
        undo(store, 2)
    with open_store(termbase, user="ann") as store:
        store.add(Concept("d"))
        assert store.history.redoable("bob").number == 4
        assert store.history.redoable("ann") is store.history.redoable() is None
