"""The review queue: what waits, what was decided, and that both can be undone."""

from functools import partial

import pytest

from termbase.concepts import AdministrativeStatus, Concept, LanguageSection, Term
from termbase.errors import ConceptNotFound, ProposalDecided, ProposalNotFound
from termbase.history.merging import StaleVersion
from termbase.history.undoing import undo
from termbase.importing.applying import import_concepts
from termbase.importing.values import ImportPolicy
from termbase.proposals.deciding import ProposalConflict, accept, merge_into, propose, reject
from termbase.proposals.values import Decision, Settlement
from termbase.store import open_store


def concept(concept_id, chinese, *english):
    sections = (LanguageSection("zh-Hans", (Term(chinese),)), LanguageSection("en", english))
    return Concept(concept_id, sections=sections)


CHAIN = concept("industrial-chain", "产业链", Term("industrial chain"))
CALQUE = Term("industry chain", AdministrativeStatus.DEPRECATED, reason="calque")
NEW = concept("resilience", "韧性", Term("resilience"))


@pytest.fixture
def queued(termbase):
    """A term base with one concept and two proposals: one that changes it, one that is new."""
    with open_store(termbase) as store:
        store.add(CHAIN)
    with open_store(termbase, user="ann", what="import") as store:
        proposed = [concept("c1", "产业链", CALQUE), NEW]
        assert import_concepts(store, proposed, ImportPolicy.REVIEW, origin="terms.csv").proposed == 2
    return termbase


def do(termbase, verb, *arguments, **unit):
    with open_store(termbase, **unit) as store:
        return verb(store, *arguments)


def waiting(termbase):
    with open_store(termbase, read_only=True) as store:
        found = [it.number for it in store.proposals.waiting()]
        assert store.proposals.count() == len(found)
        return found


def test_what_waits_tells_whence_it_comes(queued):
    with open_store(queued, read_only=True) as store:
        first, second = store.proposals.waiting()
        assert (first.target, first.origin, first.by, first.decision) == ("industrial-chain", "terms.csv", "ann", None)
        assert (second.target, second.concept) == ("", NEW)
        assert [it.number for it in store.proposals.waiting(after=first.number)] == [second.number]
        assert [it.number for it in store.proposals.waiting(limit=1)] == [first.number]


def test_accepting_adds_what_is_new(queued):
    assert do(queued, accept, 1).terms("en") == (*CHAIN.terms("en"), CALQUE)
    assert do(queued, accept, 2).sections == NEW.sections
    assert waiting(queued) == []
    with open_store(queued, read_only=True) as store:
        assert store.proposals.proposal(1).decision is Decision.ACCEPTED
        assert store.get("resilience").sections == NEW.sections


def test_a_proposal_may_be_amended(queued):
    amended = concept("anything", "产业链", Term("industrial chain"), CALQUE)
    assert do(queued, accept, 1, amended).id == "industrial-chain"
    assert (
        do(queued, accept, 2, concept("resilience", "韧性", Term("resilience"), Term("robustness"))).id == "resilience"
    )
    with open_store(queued, read_only=True) as store:
        assert store.proposals.proposal(1).decision is Decision.AMENDED


def test_merging_into_another_concept(queued):
    merged = do(queued, merge_into, 2, "industrial-chain", concept("x", "产业链", Term("industrial chain"), Term("y")))
    assert merged.id == "industrial-chain"
    assert waiting(queued) == [1]
    with pytest.raises(ConceptNotFound):
        do(queued, merge_into, 1, "nowhere")
    assert waiting(queued) == [1]


def test_what_is_in_conflict_needs_a_word(queued):
    do(queued, propose, [(concept("c2", "产业链", Term("chain of industries")), "industrial-chain")])
    with pytest.raises(ProposalConflict, match="proposal 3: says something else than industrial-chain") as raised:
        do(queued, accept, 3)
    assert [conflict.ours for conflict in raised.value.merged.conflicts] == ["chain of industries"]
    assert waiting(queued) == [1, 2, 3]
    do(queued, accept, 3, raised.value.merged.concept)
    assert waiting(queued) == [1, 2]


def test_rejecting_keeps_the_reason_in_the_history(queued):
    do(queued, reject, 2, why="too vague")
    assert waiting(queued) == [1]
    with open_store(queued, read_only=True) as store:
        latest = next(iter(store.history.steps()))
        assert (latest.step.what, latest.step.why, latest.total) == ("reject", "too vague", 0)
    with pytest.raises(ProposalDecided, match="was rejected already, in step 3"):
        do(queued, accept, 2)


@pytest.mark.parametrize("verb", [accept, reject])
def test_a_decision_can_be_undone_and_done_again(queued, verb):
    do(queued, verb, 2)
    do(queued, undo)
    assert waiting(queued) == [1, 2]
    with open_store(queued, read_only=True) as store:
        assert store.count() == 1
    do(queued, undo, 4)
    assert waiting(queued) == [1]
    do(queued, undo, 5)
    assert do(queued, accept, 2).id == "resilience"


def test_undoing_the_import_takes_its_proposals_out(queued):
    do(queued, undo)
    assert waiting(queued) == []
    with pytest.raises(ProposalNotFound):
        do(queued, accept, 1)
    do(queued, undo, 3)
    assert waiting(queued) == [1, 2]


def test_of_a_conflict_somebody_says_which_side_holds(queued):
    proposed = concept("c2", "产业链", Term("chain of industries"), Term("industry chain"))
    do(queued, propose, [(proposed, "industrial-chain")])
    with pytest.raises(ProposalConflict) as raised:
        do(queued, accept, 3)
    first, second = raised.value.merged.conflicts
    with pytest.raises(ProposalConflict) as raised:
        do(queued, partial(accept, number=3, settlement=Settlement(proposed=(first,))))
    assert raised.value.merged.conflicts == (second,)
    stored = do(queued, partial(accept, number=3, settlement=Settlement(proposed=(first,), stored=(second,))))
    assert [(term.text, term.status.value) for term in stored.terms("en")] == [
        ("industrial chain", "admitted"),
        ("chain of industries", "preferred"),
        ("industry chain", "admitted"),
    ]
    with open_store(queued, read_only=True) as store:
        assert store.proposals.proposal(3).decision is Decision.AMENDED


def test_what_was_said_of_an_older_conflict_settles_no_other(queued):
    do(queued, propose, [(concept("c2", "产业链", Term("chain of industries")), "industrial-chain")])
    with pytest.raises(ProposalConflict) as raised:
        do(queued, accept, 3)
    settlement = Settlement(stored=raised.value.merged.conflicts)
    with open_store(queued) as store:
        store.replace(concept("industrial-chain", "产业链", Term("value chain")))
    for verb in (accept, partial(merge_into, concept_id="industrial-chain")):
        with pytest.raises(ProposalConflict) as raised:
            do(queued, partial(verb, number=3, settlement=settlement))
        assert [it.theirs for it in raised.value.merged.conflicts] == ["value chain"]
    assert waiting(queued) == [1, 2, 3]


def test_an_amended_concept_does_not_overwrite_what_was_changed_meanwhile(queued):
    with open_store(queued) as store:
        read = store.history.version("industrial-chain")
        store.replace(concept("industrial-chain", "产业链", Term("value chain")))
    amended = concept("industrial-chain", "产业链", Term("industrial chain"), CALQUE)
    with pytest.raises(StaleVersion):
        do(queued, partial(accept, number=1, concept=amended, expected=read))
    with pytest.raises(StaleVersion):
        do(queued, partial(merge_into, number=2, concept_id="industrial-chain", concept=amended, expected=read))
    assert waiting(queued) == [1, 2]
    with open_store(queued, read_only=True) as store:
        actual = store.history.version("industrial-chain")
    assert do(queued, partial(accept, number=1, concept=amended, expected=actual)).terms("en") == amended.terms("en")


def batches(termbase):
    with open_store(termbase, read_only=True) as store:
        return [(it.origin, it.by, it.proposed, it.waiting) for it in store.proposals.batches()]


def test_the_batches_tell_how_far_the_work_has_come(queued):
    do(queued, propose, [(NEW, ""), (CHAIN, "industrial-chain"), (NEW, "")], user="bob")
    do(queued, reject, 1)
    do(queued, accept, 4)
    do(queued, undo)
    do(queued, reject, 4)
    assert batches(queued) == [("terms.csv", "ann", 2, 1), ("", "bob", 3, 2)]
    do(queued, undo, 2)
    assert batches(queued) == [("", "bob", 3, 2)]
    with open_store(queued, read_only=True) as store:
        assert [it.number for it in store.proposals.waiting(origin="")] == [3, 5]
        assert [it.number for it in store.proposals.waiting(origin="", after=3)] == [5]
        assert list(store.proposals.waiting(origin="terms.csv")) == []


def test_a_term_base_without_proposals_has_no_batches(termbase):
    assert batches(termbase) == []
