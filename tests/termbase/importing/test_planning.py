"""What an incoming concept is to a term base, and what each policy makes of it."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from termbase.concepts import (
    AdministrativeStatus,
    Concept,
    Definition,
    Evidence,
    LanguageSection,
    MatchSettings,
    Relation,
    RelationKind,
    Term,
)
from termbase.history.undoing import undo
from termbase.importing.applying import import_concepts
from termbase.importing.combining import combine
from termbase.importing.deciding import under_every_policy
from termbase.importing.planning import Planner
from termbase.importing.values import Action, ImportPolicy, ImportSummary, Verdict
from termbase.store import open_store
from tests.strategies import concept_lists, concepts


def concept(concept_id, chinese, *english, field="economy", **more):
    sections = [LanguageSection("zh-Hans", (Term(chinese),))] if chinese else []
    terms = [term if isinstance(term, Term) else Term(term) for term in english]
    if terms:
        sections.append(LanguageSection("en", tuple(terms)))
    return Concept(concept_id, subject_field=field, sections=tuple(sections), **more)


CHAIN = concept("industrial-chain", "产业链", "industrial chain")
GREEN = concept("green-development", "绿色发展", "green development")


@pytest.fixture
def store(termbase):
    with open_store(termbase) as store:
        store.add_all([CHAIN, GREEN, concept("gone", "旧", "old")])
        store.remove("gone")
        yield store


def plan(store, incoming, policy=ImportPolicy.SKIP):
    return [planned for batch in Planner(store, policy).plan(incoming) for planned in batch]


@pytest.mark.parametrize(
    ("incoming", "verdict", "stored"),
    [
        (concept("resilience", "韧性", "resilience"), Verdict.NEW, None),
        (CHAIN, Verdict.SAME, "industrial-chain"),
        (concept("c1", "产业链", "industrial chain"), Verdict.SAME, "industrial-chain"),
        (concept("c1", "产业链", "industrial chain", field=""), Verdict.SAME, "industrial-chain"),
        (
            concept("c1", "产业链", Term("chain of industries", AdministrativeStatus.ADMITTED)),
            Verdict.CHANGED,
            CHAIN.id,
        ),
        (concept("c1", "产业链", "chain of industries"), Verdict.CONFLICT, CHAIN.id),
        (concept("c1", "产业链", "industrial chain", field="games"), Verdict.NEW, None),
        (concept("industrial-chain", "产业链条", "industrial chain"), Verdict.CONFLICT, CHAIN.id),
        (concept("industrial-chain", "别的", "something else"), Verdict.NEW, None),
        (concept("gone", "旧", "old"), Verdict.RETIRED, None),
    ],
)
def test_an_incoming_concept_is_what_its_id_and_terms_say(store, incoming, verdict, stored):
    (planned,) = plan(store, [incoming])
    assert (planned.verdict, planned.stored and planned.stored.id) == (verdict, stored)


def test_a_different_concept_gets_a_free_id_and_relations_follow(store):
    other = concept("industrial-chain", "别的", "something else")
    first = concept("a", "甲", "a", relations=(Relation(RelationKind.RELATED, "industrial-chain"),))
    last = concept("b", "乙", "b", relations=(Relation(RelationKind.RELATED, "industrial-chain"),))
    many = [concept(f"c{number}", f"丙{number}", f"c {number}") for number in range(600)]
    summary = import_concepts(store, [first, *many, other, last])
    assert summary.renamed == (("industrial-chain", "industrial-chain-2"),)
    assert store.get("industrial-chain") == CHAIN or store.get("industrial-chain").sections == CHAIN.sections
    for concept_id in "ab":
        assert [relation.target for relation in store.get(concept_id).relations] == ["industrial-chain-2"]


def test_two_stored_concepts_of_one_term_make_it_unclear(store):
    store.add(concept("chain-2", "产业链", "production chain"))
    (planned,) = plan(store, [concept("c1", "产业链", "chain")])
    assert (planned.verdict, planned.action) == (Verdict.CONFLICT, Action.LEAVE)
    assert planned.problem == "could be chain-2 or industrial-chain"
    assert import_concepts(store, [concept("c1", "产业链", "chain")]).unclear == (("c1", planned.problem),)


def test_homonyms_of_one_file_stay_two_concepts(termbase):
    one, two = concept("one", "文明", "civilisation"), concept("two", "文明", "refinement")
    with open_store(termbase) as store:
        assert import_concepts(store, [one, two]).added == 2
    with open_store(termbase) as store:
        assert import_concepts(store, [two, one]) == ImportSummary(unchanged=2)


def test_a_concept_that_stands_in_the_file_twice_goes_in_once(store):
    twice = [concept("new", "新", "new"), concept("new", "新", "newer")]
    for policy in ImportPolicy:
        verdicts = [planned.verdict for planned in plan(store, twice, policy)]
        assert verdicts == [Verdict.NEW, Verdict.CONFLICT]
    summary = import_concepts(store, twice)
    assert summary == ImportSummary(added=1, unclear=(("new", "stands in the file a second time"),))
    assert store.get("new").preferred("en") == "new"


def test_skip_leaves_replace_puts_merge_adds(store):
    incoming = replace(
        concept("industrial-chain", "产业链", Term("industry chain", AdministrativeStatus.DEPRECATED, reason="calque")),
        notes=("seen in a file",),
    )
    assert import_concepts(store, [incoming]) == ImportSummary(skipped=1)
    assert store.get("industrial-chain").sections == CHAIN.sections
    assert import_concepts(store, [incoming], ImportPolicy.MERGE) == ImportSummary(merged=1)
    texts = [term.text for term in store.get("industrial-chain").terms("en")]
    assert texts == ["industrial chain", "industry chain"]
    assert store.get("industrial-chain").notes == ("seen in a file",)
    assert import_concepts(store, [incoming], ImportPolicy.MERGE) == ImportSummary(unchanged=1)
    assert import_concepts(store, [incoming], ImportPolicy.REPLACE) == ImportSummary(replaced=1)
    assert store.get("industrial-chain").sections == incoming.sections


def test_a_merge_keeps_the_stored_ruling_and_says_what_was_in_conflict():
    stored = concept(
        "a",
        "韧性",
        "resilience",
        Term("toughness", AdministrativeStatus.DEPRECATED, match=MatchSettings(evidence=Evidence.SOURCE)),
    )
    incoming = concept("b", "韧性", "toughness", "tenacity")
    merged = combine(stored, incoming)
    status = {term.text: term.status for term in merged.concept.terms("en")}
    assert status == {
        "resilience": AdministrativeStatus.PREFERRED,
        "toughness": AdministrativeStatus.DEPRECATED,
        "tenacity": AdministrativeStatus.ADMITTED,
    }
    assert [conflict.place for conflict in merged.conflicts] == ["en > term 2 > status", "en > preferred term"]


def test_a_preferred_term_that_is_taken_makes_the_stored_one_admitted():
    stored = concept("a", "韧性", "resilience", Term("toughness", AdministrativeStatus.ADMITTED))
    for incoming in (concept("b", "韧性", "toughness"), concept("b", "韧性", "tenacity")):
        found = combine(stored, incoming)
        taken = combine(stored, incoming, taking=found.conflicts)
        assert taken.conflicts == ()
        status = {term.text: term.status for term in taken.concept.terms("en")}
        assert status.pop(incoming.preferred("en")) is AdministrativeStatus.PREFERRED
        assert set(status.values()) == {AdministrativeStatus.ADMITTED}


def test_a_preferred_term_that_is_taken_is_not_the_only_one_to_be_ruled_upon():
    stored = concept("a", "韧性", "resilience")
    banned = Term("resilience", AdministrativeStatus.DEPRECATED, reason="too general")
    found = combine(stored, concept("b", "韧性", "tenacity", banned))
    taken = combine(stored, concept("b", "韧性", "tenacity", banned), taking=found.conflicts)
    assert [(term.text, term.status.value) for term in taken.concept.terms("en")] == [
        ("resilience", "deprecated"),
        ("tenacity", "preferred"),
    ]
    assert taken.conflicts == ()


def test_terms_preferred_one_after_the_other_stay_so():
    stored = concept("a", "韧性", Term("toughness", valid_to="2019"), Term("resilience", valid_from="2020"))
    found = combine(stored, concept("b", "韧性", Term("tenacity", valid_from="2021")))
    taken = combine(stored, concept("b", "韧性", Term("tenacity", valid_from="2021")), taking=found.conflicts)
    assert [term.status.value for term in taken.concept.terms("en")] == ["preferred", "admitted", "preferred"]


def test_a_default_is_no_statement():
    ruled = Term("industry chain", AdministrativeStatus.DEPRECATED, match=MatchSettings(True, False, Evidence.SOURCE))
    plain = Term("industry chain", AdministrativeStatus.DEPRECATED)
    merged = combine(concept("a", "产业链", ruled), concept("a", "产业链", plain))
    assert merged.conflicts == ()
    assert merged.concept.terms("en") == (ruled,)


def test_a_definition_comes_in_beside_the_stored_one():
    stored = Concept("a", sections=(LanguageSection("en", (Term("x"),), (Definition("one"),)),))
    incoming = Concept("a", sections=(LanguageSection("en", (Term("x"),), (Definition("one"), Definition("two"))),))
    assert [it.text for it in combine(stored, incoming).concept.sections[0].definitions] == ["one", "two"]


@given(stored=concepts(), incoming=concepts())
def test_every_conflict_can_be_settled_by_taking_what_comes_in(stored, incoming):
    taking = ()
    for _ in range(9):
        found = combine(stored, incoming, taking=taking)
        if not found.conflicts:
            break
        assert not any(conflict in taking for conflict in found.conflicts)
        taking = (*taking, *found.conflicts)
    assert found.conflicts == ()


@given(concepts())
def test_a_concept_combined_with_itself_or_with_nothing_is_itself(value):
    unchanged = combine(value, value)
    assert (unchanged.concept, unchanged.conflicts) == (value, ())
    assert combine(value, Concept(value.id)).concept == value


@given(stored=concept_lists(3), incoming=concept_lists(5), policy=st.sampled_from(ImportPolicy))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.sqlite
def test_the_plan_is_what_happens_and_undo_takes_it_back(termbase, stored, incoming, policy):
    with open_store(termbase) as store:
        for concept_id in [it.id for it in store.concepts()]:
            store.remove(concept_id)
        stored = [it for it in stored if it.id not in store.issued([it.id])]
        store.add_all(stored)
        waiting = store.proposals.count()
        before = list(store.concepts())
    with open_store(termbase, read_only=True) as store:
        planned = plan(store, incoming, policy)
    with open_store(termbase) as store:
        summary = import_concepts(store, incoming, policy)
        assert summary == ImportSummary.of(planned)
        assert store.proposals.count() == waiting + summary.proposed
        for it in planned:
            if it.action in (Action.ADD, Action.REPLACE, Action.MERGE):
                kept = store.get(it.concept.id)
                assert kept.sections == it.concept.sections
                assert kept.notes == it.concept.notes
    if summary.added or summary.replaced or summary.merged or summary.proposed:
        with open_store(termbase) as store:
            undo(store)
            assert list(store.concepts()) == before
            assert store.proposals.count() == waiting


@given(stored=concept_lists(3), incoming=concept_lists(5))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.sqlite
def test_one_plan_tells_what_every_policy_plans(termbase, stored, incoming):
    with open_store(termbase) as store:
        for concept_id in [it.id for it in store.concepts()]:
            store.remove(concept_id)
        store.add_all([it for it in stored if it.id not in store.issued([it.id])])
    incoming = [*incoming, *incoming[:1]]
    with open_store(termbase, read_only=True) as store:
        told = [under_every_policy(it) for it in plan(store, incoming, ImportPolicy.MERGE)]
        for policy in ImportPolicy:
            planned = plan(store, incoming, policy)
            assert [_decision(it[policy]) for it in told] == [_decision(it) for it in planned]


def test_what_could_be_several_is_proposed_for_review_only(store):
    store.add(concept("chain-two", "产业链", "industrial chain"))
    (planned,) = plan(store, [concept("c1", "产业链", "industry chain")], ImportPolicy.MERGE)
    actions = {policy: it.action for policy, it in under_every_policy(planned).items()}
    assert actions == dict.fromkeys(ImportPolicy, Action.LEAVE) | {ImportPolicy.REVIEW: Action.PROPOSE}


def _decision(planned):
    """A plan without the concept, whose relations follow the new ids of others."""
    return replace(planned, concept=CHAIN, incoming=None)
