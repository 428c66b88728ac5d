"""What a terminologist does with concepts and terms, each in one step that can be undone."""

import pytest

from termbase.concepts import AdministrativeStatus, Concept, LanguageSection, Relation, RelationKind, Source, Term
from termbase.curation.joining import merge, split
from termbase.curation.ruling import deprecate, rule
from termbase.errors import ConceptExists, ConceptNotFound, InvalidValue
from termbase.history.merging import StaleVersion
from termbase.history.undoing import undo
from termbase.store import open_store

PREFERRED, ADMITTED, DEPRECATED = (
    AdministrativeStatus.PREFERRED,
    AdministrativeStatus.ADMITTED,
    AdministrativeStatus.DEPRECATED,
)


def concept(concept_id, chinese, *english, related=()):
    sections = (LanguageSection("zh-Hans", (Term(chinese),)), LanguageSection("en", english))
    return Concept(concept_id, "economy", sections, tuple(Relation(RelationKind.RELATED, it) for it in related))


CHAIN = concept("chain", "产业链", Term("industrial chain"), Term("industry chain", ADMITTED))
DOUBLE = concept("double", "产业链", Term("chain of industry"), related=("chain",))
POINTING = concept("pointing", "链长", Term("chain leader"), related=("double", "chain"))


@pytest.fixture
def store(termbase):
    with open_store(termbase) as store:
        store.add_all([CHAIN, DOUBLE, POINTING])
    with open_store(termbase) as store:
        yield store


def statuses(concept):
    return {term.text: term.status for term in concept.terms("en")}


def test_a_term_is_deprecated_with_its_reason(store):
    ruling = Source("Style guide")
    changed = deprecate(store, "chain", "industry chain", "calque", source=ruling)
    assert statuses(changed) == {"industrial chain": PREFERRED, "industry chain": DEPRECATED}
    assert (changed.terms("en")[1].reason, changed.terms("en")[1].sources) == ("calque", (ruling,))


def test_what_stands_in_a_text_is_added_as_deprecated(store):
    assert statuses(deprecate(store, "chain", "chain of trades", "literal"))["chain of trades"] is DEPRECATED


def test_the_only_preferred_term_needs_a_successor(store):
    with pytest.raises(InvalidValue, match="chain: would have no preferred en term; say which one to use instead"):
        deprecate(store, "chain", "industrial chain", "outdated")
    changed = deprecate(store, "chain", "industrial chain", "outdated", use="industry chain")
    assert statuses(changed) == {"industrial chain": DEPRECATED, "industry chain": PREFERRED}
    with pytest.raises(InvalidValue, match="reason: is empty"):
        deprecate(store, "chain", "industrial chain", " ")


def test_a_new_preferred_term_admits_the_old_one(store):
    assert statuses(rule(store, "chain", "value chain", PREFERRED)) == {
        "industrial chain": ADMITTED,
        "industry chain": ADMITTED,
        "value chain": PREFERRED,
    }
    assert rule(store, "chain", "产業", ADMITTED, language="zh-Hant").terms("zh-Hant")[0].status is ADMITTED


def test_a_stale_version_is_refused(store):
    version = store.history.version("chain")
    rule(store, "chain", "value chain", ADMITTED, expected=version)
    with pytest.raises(StaleVersion):
        rule(store, "chain", "supply chain", ADMITTED, expected=version)


def test_two_concepts_become_one(store):
    merged = merge(store, "chain", "double")
    assert statuses(merged.concept) == {
        "industrial chain": PREFERRED,
        "industry chain": ADMITTED,
        "chain of industry": ADMITTED,
    }
    assert [conflict.place for conflict in merged.conflicts] == ["en > preferred term"]
    assert merged.concept.relations == ()
    assert [relation.target for relation in store.get("pointing").relations] == ["chain"]
    with pytest.raises(ConceptNotFound, match="double: was removed"):
        store.get("double")
    with pytest.raises(InvalidValue):
        merge(store, "chain", "chain")


def test_one_concept_becomes_two(store):
    left, new = split(store, "chain", ["industry chain"], "industry-chain")
    assert statuses(left) == {"industrial chain": PREFERRED}
    assert statuses(new) == {"industry chain": ADMITTED}
    assert (new.subject_field, new.relations) == ("economy", (Relation(RelationKind.RELATED, "chain"),))
    for texts, new_id, error in (
        (["nothing"], "x", InvalidValue),
        ([], "x", InvalidValue),
        (["产业链", "industrial chain"], "x", InvalidValue),
    ):
        with pytest.raises(error):
            split(store, "chain", texts, new_id)
    with pytest.raises(ConceptExists):
        split(store, "pointing", ["chain leader"], "double")


@pytest.mark.parametrize(
    "work",
    [
        lambda store: merge(store, "chain", "double"),
        lambda store: split(store, "chain", ["industry chain"], "new"),
        lambda store: deprecate(store, "chain", "industrial chain", "x", use="industry chain"),
    ],
)
def test_each_is_one_step_that_can_be_undone(termbase, work):
    with open_store(termbase) as store:
        store.add_all([CHAIN, DOUBLE, POINTING])
        before = list(store.concepts())
    with open_store(termbase) as store:
        work(store)
    with open_store(termbase) as store:
        assert store.history.latest() == 2
        undo(store)
        assert list(store.concepts()) == before
