"""The verbs of a terminologist."""

from datetime import UTC, datetime

import pytest

from termbase.concepts import Concept, Provenance
from termbase.curation import ImportPolicy, ImportSummary, import_concepts
from termbase.store import open_store

MOMENT = datetime(2022, 10, 16, 2, 30, tzinfo=UTC)
NEW, OTHER = Concept("new", notes=("from the file",)), Concept("other", notes=("from the file",))


@pytest.fixture
def store(termbase):
    with open_store(termbase) as store:
        store.add_all([Concept("other", notes=("mine",)), Concept("gone")])
        store.remove("gone")
        yield store


def test_an_import_skips_what_is_there(store):
    assert import_concepts(store, [NEW, OTHER]) == ImportSummary(added=1, skipped=1)
    assert store.get("new").notes == ("from the file",)
    assert store.get("other").notes == ("mine",)


def test_an_import_may_replace_what_is_there(store):
    assert import_concepts(store, [NEW, OTHER], ImportPolicy.REPLACE) == ImportSummary(added=1, replaced=1)
    assert store.get("other").notes == ("from the file",)


def test_removed_concepts_stay_out_and_are_named(store):
    for policy in ImportPolicy:
        summary = import_concepts(store, [Concept("gone"), Concept(f"x-{policy}")], policy)
        assert summary == ImportSummary(added=1, retired=("gone",))


@pytest.mark.parametrize("distance", [0, 600])
@pytest.mark.parametrize("id_", ["new", "other"])
def test_an_id_that_comes_twice(store, id_, distance):
    between = [Concept(f"c{number}") for number in range(distance)]
    stream = [Concept(id_, notes=("1",)), *between, Concept(id_, notes=("2",))]
    is_new = id_ == "new"
    skipping = import_concepts(store, stream)
    assert skipping == ImportSummary(added=is_new + distance, skipped=2 - is_new)
    assert store.get(id_).notes == (("1",) if is_new else ("mine",))
    if is_new:
        store.remove(id_)
        return
    assert import_concepts(store, stream, ImportPolicy.REPLACE) == ImportSummary(replaced=2, unchanged=distance)
    assert store.get(id_).notes == ("2",)


def test_the_same_file_changes_nothing_the_second_time(termbase):
    content = [Concept("a", notes=("1",)), Concept("b", provenance=Provenance(MOMENT, "ann", MOMENT, "bob"))]
    with open_store(termbase, user="ann") as store:
        import_concepts(store, content)
    with open_store(termbase, read_only=True) as store:
        before, revision = list(store.concepts()), store.revision
    with open_store(termbase, user="carl") as store:
        assert import_concepts(store, content, ImportPolicy.REPLACE) == ImportSummary(unchanged=2)
        assert store.recorder.step is None
    with open_store(termbase, read_only=True) as store:
        assert (list(store.concepts()), store.revision) == (before, revision)
    changed = [content[0], Concept("b", notes=("2",))]
    with open_store(termbase, user="carl") as store:
        assert import_concepts(store, changed, ImportPolicy.REPLACE) == ImportSummary(replaced=1, unchanged=1)
    with open_store(termbase, read_only=True) as store:
        assert store.get("a") == before[0]
        assert [it.concept_id for it in store.history.changes("a")] == ["a"]
        assert store.get("b").provenance.changed_by == "carl"


def test_another_maker_is_a_change(termbase):
    with open_store(termbase) as store:
        store.add(Concept("a", provenance=Provenance(MOMENT, "ann")))
        other = Concept("a", provenance=Provenance(MOMENT, "bob"))
        assert import_concepts(store, [other], ImportPolicy.REPLACE) == ImportSummary(replaced=1)
