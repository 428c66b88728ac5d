"""Any sequence of changes, then undo of all of them, gives back the first state; the history agrees at every point."""

import shutil

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from termbase.errors import HistoryError, StepNotUndoable
from termbase.history.undoing import restore, undo
from termbase.importing.applying import import_concepts
from termbase.importing.values import ImportPolicy
from termbase.store import open_store
from tests.strategies import concepts

IDS = ("a", "b", "c", "d")
VALUES = concepts(ids=st.sampled_from(IDS))
SETTINGS = {
    "stateful_step_count": 10,
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
}


class Sequences(RuleBasedStateMachine):
    """Several users at one term base, which ``renew`` empties; every rule is a unit of work of its own."""

    def __init__(self, renew):
        super().__init__()
        self.renew = renew

    @initialize(first=st.lists(VALUES, max_size=3, unique_by=lambda concept: concept.id))
    def begin(self, first):
        """A term base whose first concepts are older than its history."""
        self.location = self.renew()
        with open_store(self.location) as store:
            store.recorder.record = lambda *_: None  # as before the history began
            store.add_all(first, sign=False)
        self.first = self.content()
        self.states = [self.first]  # the content after each step

    def content(self):
        with open_store(self.location, read_only=True) as store:
            return {concept.id: concept for concept in store.concepts()}

    def step(self, change):
        with open_store(self.location, user="ann") as store:
            change(store)
            made = store.recorder.step
        if made is not None:
            assert made == len(self.states)
            self.states.append(self.content())
        assert self.content() == self.states[-1]

    @rule(value=VALUES)
    def add_or_replace(self, value):
        known = self.known()
        if value.id in self.states[-1]:
            self.step(lambda store: store.replace(value, expected=store.history.version(value.id)))
        elif value.id not in known:
            self.step(lambda store: store.add(value))

    @rule(concept_id=st.sampled_from(IDS))
    def remove_or_restore(self, concept_id):
        if concept_id in self.states[-1]:
            self.step(lambda store: store.remove(concept_id))
        elif concept_id in self.known():
            self.step(lambda store: restore(store, [concept_id]))

    @rule(values=st.lists(VALUES, max_size=4), policy=st.sampled_from(ImportPolicy))
    def bring_in(self, values, policy):
        self.step(lambda store: import_concepts(store, values, policy))

    @rule(values=st.lists(VALUES, max_size=3), concept_id=st.sampled_from(IDS))
    def several_changes_in_one_step(self, values, concept_id):
        def change(store):
            import_concepts(store, values, ImportPolicy.REPLACE)
            if store.issued([concept_id]).get(concept_id, 0) is None:
                store.remove(concept_id)
            import_concepts(store, values, ImportPolicy.REPLACE)

        self.step(change)

    @rule(number=st.integers(1, 12))
    def undo_some_step(self, number):
        if number < len(self.states):
            try:
                self.step(lambda store: undo(store, number))
            except StepNotUndoable:
                assert self.content() == self.states[-1]

    @rule()
    def undo_the_latest(self):
        try:
            self.step(undo)
        except (HistoryError, StepNotUndoable):
            assert self.content() == self.states[-1]

    def known(self):
        with open_store(self.location, read_only=True) as store:
            return store.issued(IDS)

    @invariant()
    def the_history_gives_every_state(self):
        if not hasattr(self, "states"):
            return
        with open_store(self.location, read_only=True) as store:
            for concept_id in IDS:
                told = [store.history.state(concept_id, step) for step in range(len(self.states))]
                assert told == [state.get(concept_id) for state in self.states]
                chain = list(store.history.changes(concept_id))
                assert [later.before for later in chain[:-1]] == [earlier.after for earlier in chain[1:]]
                assert store.history.version(concept_id) == (chain[0].number if chain else 0)
            assert store.history.latest() == len(self.states) - 1

    def teardown(self):
        if not hasattr(self, "states"):
            return
        for number in range(len(self.states) - 1, 0, -1):
            self.step(lambda store, number=number: undo(store, number))
            assert self.content() == self.states[number - 1]
        assert self.content() == self.first


@pytest.mark.sqlite
def test_sequences_in_a_file(termbase, empty_termbase):
    def renew():
        for path in termbase.path.parent.glob(f"{termbase.path.name}*"):
            path.unlink()
        shutil.copyfile(empty_termbase, termbase.path)
        return termbase

    run_state_machine_as_test(lambda: Sequences(renew), settings=settings(max_examples=25, **SETTINGS))


def test_sequences_on_a_server(server, database):
    if not server.is_private:
        pytest.skip("emptying a term base takes the rights of a superuser")

    def renew():
        server.empty(database.url.partition("?")[0].rpartition("/")[2])
        return database

    run_state_machine_as_test(lambda: Sequences(renew), settings=settings(max_examples=3, **SETTINGS))
