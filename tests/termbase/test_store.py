"""The store: what goes in comes out, a unit of work is whole or nothing, ids are never given twice."""

import dataclasses
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings

from termbase.concepts import Concept, LanguageSection, Provenance, Relation, RelationKind, Source, Term
from termbase.errors import ConceptExists, ConceptIdRetired, ConceptNotFound, TermbaseReadOnly
from termbase.store import open_store
from tests.strategies import concept_lists

CHAIN = Concept(
    "industrial-chain",
    sections=(
        LanguageSection("zh-Hans", (Term("产业链", pinyin="chǎn yè liàn"),)),
        LanguageSection(
            "en", (Term("industrial chain", sources=(Source("Report"),), look_up_forms=("industry-chain",)),)
        ),
    ),
    relations=(Relation(RelationKind.RELATED, "not-there-yet"),),
)
MADE = Provenance(datetime(2022, 10, 16, 2, 30, tzinfo=UTC), "ann", datetime(2023, 1, 1, tzinfo=UTC), "bob")


@given(concept_lists())
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_field_of_every_value_comes_back(termbase, concepts):
    with open_store(termbase) as store:
        concepts = [dataclasses.replace(concept, id=store.free_id(concept.id)) for concept in concepts]
        assert store.add_all(concepts, sign=False) == len(concepts)
    with open_store(termbase, read_only=True) as store:
        assert [store.get(concept.id) for concept in concepts] == concepts


def test_concepts_come_in_id_order_and_are_counted(termbase):
    ids = [f"c{number:04}" for number in range(1203)]  # several batches
    with open_store(termbase) as store:
        assert store.add_all(Concept(id_) for id_ in reversed(ids)) == store.count() == 1203
        assert [concept.id for concept in store.concepts()] == ids


def test_a_term_base_may_be_changed_while_it_is_read(termbase):
    with open_store(termbase) as store:
        store.add_all(Concept(f"c{number}") for number in range(10))
        for concept in store.concepts():
            store.replace(dataclasses.replace(concept, notes=("seen",)))
        assert [concept.notes for concept in store.concepts()] == [("seen",)] * 10


def test_a_new_concept_is_signed(termbase):
    with open_store(termbase, user="ann") as store:
        before = datetime.now(UTC).replace(microsecond=0)
        added = store.add(CHAIN)
        assert added.provenance.created_by == "ann"
        assert before <= added.provenance.created_at <= datetime.now(UTC)
        assert added.provenance.changed_at is None
        assert store.get(CHAIN.id) == added
        assert dataclasses.replace(added, provenance=Provenance()) == CHAIN


def test_a_signature_that_comes_along_stays(termbase):
    with open_store(termbase, user="zoe") as store:
        assert store.add(dataclasses.replace(CHAIN, provenance=MADE)).provenance == MADE


def test_the_login_name_signs_by_default(termbase, monkeypatch):
    monkeypatch.setenv("LOGNAME", "login")
    with open_store(termbase) as store:
        assert store.add(CHAIN).provenance.created_by == "login"


def test_a_replaced_concept_keeps_its_maker(termbase):
    with open_store(termbase, user="ann") as store:
        made = store.add(CHAIN).provenance
    with open_store(termbase, user="bob") as store:
        changed = store.replace(Concept(CHAIN.id, notes=("new",)))
        assert (changed.provenance.created_at, changed.provenance.created_by) == (made.created_at, "ann")
        assert changed.provenance.changed_by == "bob"
        assert changed.provenance.changed_at is not None
        assert store.get(CHAIN.id) == changed
        assert store.find("industrial") == [changed]  # by its id
        assert store.find("产业链") == []  # its terms are gone


def test_an_id_is_given_once(termbase):
    with open_store(termbase) as store:
        store.add(CHAIN)
        with pytest.raises(ConceptExists):
            store.add(CHAIN)
        with pytest.raises(ConceptExists):
            store.add_all([Concept("a"), Concept("b"), Concept("a")])
        store.remove(CHAIN.id)
        with pytest.raises(ConceptIdRetired, match="never reused"):
            store.add(CHAIN)
        assert store.count() == 0


def test_a_free_id_was_never_given(termbase):
    with open_store(termbase) as store:
        assert store.free_id("chain") == "chain"
        store.add_all([Concept("chain"), Concept("chain-2"), Concept("chain-4"), Concept("chain-x")])
        store.remove("chain-2")
        assert store.free_id("chain") == "chain-3"
        assert store.free_id("chain-2") == "chain-2-2"
        long = "a" * 112 + "-" + "b" * 7
        store.add(Concept(long))
        store.add(Concept(store.free_id(long)))
        assert store.free_id(long) != store.free_id("c")


def test_what_is_not_there_is_named_with_what_is_near(termbase):
    with open_store(termbase) as store:
        store.add(CHAIN)
        with pytest.raises(ConceptNotFound, match=r"did you mean industrial-chain\?"):
            store.get("industrial-chian")
        with pytest.raises(ConceptNotFound, match="zhengming search"):
            store.get("xyz")
        for change in (lambda: store.replace(Concept("a")), lambda: store.remove("a")):
            with pytest.raises(ConceptNotFound):
                change()
        store.remove(CHAIN.id)
        with pytest.raises(ConceptNotFound, match="was removed on"):
            store.get(CHAIN.id)


def test_an_exception_undoes_the_whole_unit(termbase):
    with open_store(termbase) as store:
        before = store.add(CHAIN)
    with open_store(termbase) as store:
        revision = store.revision

    def change_and_fail():
        with open_store(termbase) as store:
            store.add_all(Concept(f"c{number}") for number in range(700))
            store.replace(Concept(CHAIN.id))
            store.remove("c3")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_and_fail()
    with open_store(termbase) as store:
        assert list(store.concepts()) == [before]
        assert store.revision == revision
        assert store.free_id("c3") == "c3"


def test_an_import_that_breaks_off_leaves_nothing(termbase):
    def half():
        yield from (Concept(f"c{number}") for number in range(600))
        raise OSError("the file ends here")

    with pytest.raises(OSError, match="ends here"), open_store(termbase) as store:
        store.add_all(half())
    with open_store(termbase) as store:
        assert store.count() == 0


def test_the_revision_is_renewed_once_a_unit_that_changes(termbase):
    seen = []
    for change in (
        lambda store: store.add(CHAIN),
        lambda store: store.replace(CHAIN),
        lambda store: store.add_all([Concept("a")]),
        lambda store: store.remove("a"),
    ):
        with open_store(termbase) as store:
            seen.append(store.revision)
            change(store)
            seen.append(store.revision)
            store.add(Concept(store.free_id("more")))
            assert store.revision == seen[-1]
    assert seen[1::2][:-1] == seen[2::2]
    assert len(set(seen)) == 5


def test_a_unit_for_reading_refuses_changes(termbase):
    with open_store(termbase) as store:
        store.add(CHAIN)
    with open_store(termbase, read_only=True) as store:
        for change in (
            lambda: store.add(Concept("a")),
            lambda: store.add_all([Concept("a")]),
            lambda: store.replace(CHAIN),
            lambda: store.remove(CHAIN.id),
        ):
            with pytest.raises(TermbaseReadOnly):
                change()


def test_a_reader_sees_the_state_of_its_beginning(termbase):
    with open_store(termbase, read_only=True) as reader:
        with open_store(termbase) as writer:
            writer.add(CHAIN)
        assert reader.count() == 0
    with open_store(termbase, read_only=True) as reader:
        assert reader.count() == 1
