"""What a step did to each concept, whatever came before, within or after it."""

import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from termbase.concepts import Concept
from termbase.history.effects import effects
from termbase.history.undoing import restore
from termbase.history.values import ChangeKind
from termbase.store import open_store

ADDED, CHANGED, REMOVED = ChangeKind
IDS = ("a", "b", "c")


def noted(name, note):
    return Concept(name, notes=(note,))


def told(termbase, step, **asked):
    with open_store(termbase, read_only=True) as store:
        return effects(store, store.history.step(step), **asked)


@given(st.lists(st.lists(st.sampled_from(IDS), min_size=1, max_size=5), min_size=1, max_size=5))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_they_are_the_states_before_and_after_the_step(termbase, units):
    """Each unit changes the concepts that it names: adds, rewords, and removes every third time."""
    states, base = [snapshot(termbase)], last_step(termbase)
    for unit in units:
        with open_store(termbase) as store:
            for number, name in enumerate(unit):
                change(store, name, number)
        states.append(snapshot(termbase))
    for place, unit in enumerate(units):
        found = {it.concept_id: it for it in told(termbase, base + place + 1)}
        assert set(found) == set(unit)
        for name, effect in found.items():
            assert plain(effect.before) == states[place].get(name)
            assert plain(effect.after) == states[place + 1].get(name)
            assert effect.kind is kind_of(effect) or effect.before is effect.after is None


def change(store, name, number):
    issued = store.issued([name])
    if name not in issued:
        store.add(noted(name, "0"))
    elif issued[name]:
        restore(store, [name]) if store.recorder.step is None else store.add_again([noted(name, "again")])
    elif number % 3 == 2:
        store.remove(name)
    else:
        store.replace(noted(name, f"{store.history.version(name)}"))


def snapshot(termbase):
    with open_store(termbase, read_only=True) as store:
        return {concept.id: plain(concept) for concept in store.concepts()}


def last_step(termbase):
    with open_store(termbase, read_only=True) as store:
        return store.history.latest()


def plain(concept):
    return concept and dataclasses.replace(concept, provenance=Concept("x").provenance)


def kind_of(effect):
    return ADDED if effect.before is None else REMOVED if effect.after is None else CHANGED


def test_they_come_in_the_order_of_the_step_page_by_page(termbase):
    names = [f"c{number:03}" for number in reversed(range(25))]
    with open_store(termbase) as store:
        store.add_all(noted(name, "first") for name in names)
    first = told(termbase, 1, limit=10)
    rest = told(termbase, 1, after=first[-1].number, limit=100)
    assert [it.concept_id for it in (*first, *rest)] == names
    assert told(termbase, 1, after=rest[-1].number) == []


def test_a_step_without_changes_has_none(termbase):
    with open_store(termbase) as store:
        store.begin_step("members")
    assert told(termbase, 1) == []


@pytest.mark.parametrize("later", ["changed", "removed", "untouched"])
def test_later_steps_make_no_difference(termbase, later):
    with open_store(termbase) as store:
        store.add(noted("a", "first"))
    with open_store(termbase) as store:
        second = store.replace(noted("a", "second"))
    with open_store(termbase) as store:
        store.add(noted("b", "other"))
        if later == "changed":
            store.replace(noted("a", "third"))
        elif later == "removed":
            store.remove("a")
    (effect,) = told(termbase, 2)
    assert (effect.kind, effect.before.notes, effect.after) == (CHANGED, ("first",), second)
