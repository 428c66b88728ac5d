"""The review queue, driven by keys over a real term base."""

import shutil
from dataclasses import replace

import pytest

from termbase.concepts import LanguageSection, Term
from termbase.curation.roles import Role
from termbase.errors import ProposalNotFound, StepNotUndoable
from termbase.faults import no_history
from termbase.history.merging import StaleVersion
from termbase.history.undoing import undo
from termbase.locations import locate
from termbase.proposals.deciding import accept, propose, reject
from termbase.proposals.values import Settlement
from termbase.store import create_termbase, open_store
from tests.tui.plain import CHAIN, CHAINS, CIRCULATION, DEPRECATED, concept, press, shown
from tests.tui.reviewing import (
    ADDS,
    DOUBLE,
    PLAIN,
    PlainReviewing,
    on_table,
    reviewing,
)
from tui.services.reviewing import TermbaseReviewing
from tui.termbase import Termbase
from tui.widgets.queue_list import QueueList


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A term base with three concepts and four proposals, to copy."""
    path = tmp_path_factory.mktemp("review") / "filled.db"
    create_termbase(locate(str(path)))
    with open_store(locate(str(path)), user="li") as store:
        store.add_all([CHAIN, CHAINS, CIRCULATION])
    for origin in ("terms.csv", "政策文件.tbx"):
        with open_store(locate(str(path)), user="li") as store:
            propose(store, [(it, target) for it, target, whence in PLAIN if whence == origin], origin=origin)
    return path


@pytest.fixture
def termbase(filled, tmp_path):
    shutil.copyfile(filled, tmp_path / "terms.db")
    termbase = Termbase(locate(str(tmp_path / "terms.db")), user="wang")
    yield termbase
    termbase.close()


def stored(termbase, concept_id):
    with open_store(termbase.location, read_only=True) as store:
        return store.get(concept_id)


def elsewhere(termbase, work, **unit):
    """Let somebody else change the term base."""
    with open_store(termbase.location, user="li", **unit) as store:
        return work(store)


async def test_a_day_at_the_queue_of_a_real_term_base(termbase):
    async with reviewing(TermbaseReviewing(termbase)) as pilot:
        assert "0 of 4 decided, 4 wait" in shown(pilot)
        await press(pilot, "a", "right", "a")
        await press(pilot, "r", *"vague", "enter")
        await press(pilot, "m", "enter")
        assert "Nothing waits for a decision" in shown(pilot)
        chain = stored(termbase, CHAIN.id)
        assert [(term.text, term.status.value) for term in chain.terms("en")] == [
            ("industrial chain", "admitted"),
            ("industry chain", "deprecated"),
            ("chain of industries", "preferred"),
        ]
        await press(pilot, "u", "u", "u", "u")
        assert "0 of 4 decided, 4 wait" in shown(pilot)
        assert stored(termbase, CHAIN.id) == elsewhere(termbase, lambda store: store.history.state(CHAIN.id, 1))
        await press(pilot, "a")
    with open_store(termbase.location, read_only=True) as store:
        steps = [(it.step.what, it.step.why, it.step.by) for it in store.history.steps(limit=9)]
        assert store.proposals.count() == 3
    assert steps[0] == ("accept", "", "wang")
    assert ("reject", "vague", "wang") in steps


async def test_what_is_alike_and_what_is_wrong_are_told_by_the_term_base(termbase):
    twice = replace(DOUBLE, sections=(*DOUBLE.sections[:1], LanguageSection("en", (Term("dual circulation"),))))
    banning = concept("banning", "坏", "huài", "bad", Term("industrial chain", DEPRECATED, reason="test"))
    wrong = concept("wrong", "好", "huài", "good", relations=("nowhere",))
    elsewhere(termbase, lambda store: propose(store, [(twice, ""), (banning, ""), (wrong, "")]))
    service = TermbaseReviewing(termbase)
    first, second, third = await service.cases(5, 3, None)
    assert [row.id for row in first.alike] == [CIRCULATION.id]
    assert "双循环 in industry is also dual-circulation" in [it.problem for it in first.defects]
    assert "bans 'industrial chain', which industrial-chain accepts" in [it.problem for it in second.defects]
    problems = [it.problem for it in third.defects]
    assert "好 is not read huài" in problems
    assert "is related nowhere, which is not there" in problems


async def test_cases_come_in_turn(termbase):
    service = TermbaseReviewing(termbase)
    assert [it.number for it in await service.cases(3, 9, None)] == [3, 4, 1, 2]
    assert [it.number for it in await service.waiting(3, 3, None)] == [3, 4, 1]
    assert [it.number for it in await service.waiting(2, 9, "terms.csv")] == [2, 1]
    with pytest.raises(ProposalNotFound):
        await service.case(99)


async def test_a_concept_that_changed_while_the_form_was_open_keeps_both_changes(termbase):
    async with reviewing(TermbaseReviewing(termbase)) as pilot:
        await press(pilot, "e")
        elsewhere(termbase, lambda store: store.replace(replace(CHAIN, notes=("theirs",))))
        await press(pilot, "enter")
        final = stored(termbase, CHAIN.id)
        assert final.notes == ("theirs",)
        assert final.terms("en")[-1].text == "an amendment"
        assert "beside what was changed meanwhile" in shown(pilot)


async def test_where_both_changed_one_field_the_form_opens_again(termbase):
    async with reviewing(TermbaseReviewing(termbase)) as pilot:
        await press(pilot, "e")
        form = pilot.app.screen
        form.given = replace(form.given, subject_field="ours")
        elsewhere(termbase, lambda store: store.replace(replace(CHAIN, subject_field="theirs")))
        await press(pilot, "enter")
        again = pilot.app.screen
        assert again is not form
        assert again.given.subject_field == "theirs"
        assert again.given.terms("en")[-1].text == "an amendment"
        await press(pilot, "enter")
        assert stored(termbase, CHAIN.id).subject_field == "theirs"
        assert on_table(pilot) == 2


async def test_a_conflict_that_arose_meanwhile_is_shown_and_nothing_is_written(termbase):
    async with reviewing(TermbaseReviewing(termbase)) as pilot:
        elsewhere(termbase, lambda store: store.replace(concept(CHAIN.id, "产业链", "", "value chain")))
        await press(pilot, "a")
        assert on_table(pilot) == 1
        assert "says something else than industrial-chain" in " ".join(shown(pilot).split())
        assert stored(termbase, CHAIN.id).preferred("en") == "value chain"
        await press(pilot, "left", "a")
        assert on_table(pilot) == 2


async def test_of_two_reviewers_the_second_is_told(termbase):
    async with reviewing(TermbaseReviewing(termbase)) as pilot:
        elsewhere(termbase, lambda store: accept(store, 1))
        elsewhere(termbase, lambda store: reject(store, 2), why="no")
        await press(pilot, "r", *"no", "enter")
        assert "proposal 1 was accepted meanwhile" in " ".join(shown(pilot).split())
        assert on_table(pilot) == 3


async def test_a_decision_that_others_built_upon_is_not_undone(termbase):
    async with reviewing(TermbaseReviewing(termbase)) as pilot:
        await press(pilot, "a")
        elsewhere(termbase, lambda store: store.replace(replace(store.get(CHAIN.id), notes=("later",))))
        await press(pilot, "u")
        assert "cannot be undone" in shown(pilot)
        assert on_table(pilot) == 2


async def test_what_history_undid_already_is_as_good_as_undone_here(termbase):
    service = TermbaseReviewing(termbase)
    async with reviewing(service) as pilot:
        await press(pilot, "a")
        elsewhere(termbase, undo)
        with pytest.raises(StepNotUndoable):
            await service.undo(4)
        await press(pilot, "u")
        assert on_table(pilot) == 1
        assert "0 of 4 decided, 4 wait" in shown(pilot)


async def test_who_may_only_propose_decides_nothing(termbase):
    elsewhere(termbase, lambda store: store.set_member("li", Role.ADMINISTRATOR))
    elsewhere(termbase, lambda store: store.set_member("wang", Role.CONTRIBUTOR))
    async with reviewing(TermbaseReviewing(termbase)) as pilot:
        await press(pilot, "a")
        assert "! " in shown(pilot).splitlines()[-2] or "wang" in shown(pilot)
        assert on_table(pilot) == 1
        with open_store(termbase.location, read_only=True) as store:
            assert store.proposals.count() == 4


async def test_the_built_in_glossary_has_no_queue():
    service = PlainReviewing()
    service.failure = no_history()
    async with reviewing(service) as pilot:
        assert "make a term base of your own with `zhengming init`" in " ".join(shown(pilot).split())
        await press(pilot, "a", "s", "u")
        assert on_table(pilot) == 0


async def test_ten_thousand_proposals_are_reviewed_one_by_one(termbase):
    many = [(concept(f"c-{n}", f"词{n}", "cí", f"word {n}"), "") for n in range(10_000)]
    elsewhere(termbase, lambda store: propose(store, many, origin="many.csv"))
    service = TermbaseReviewing(termbase)
    async with reviewing(service, size=(140, 40)) as pilot:
        assert "0 of 10,004 decided, 10,004 wait" in shown(pilot)
        assert len(pilot.app.screen.query_one(QueueList).rows) == 200
        await press(pilot, "s", "s", "s", "s", "a", "a")
        assert "2 of 10,004 decided" in shown(pilot)
        await press(pilot, "u")
        assert "词1 waits again" in shown(pilot)


async def test_an_amendment_never_overwrites(termbase):
    service = TermbaseReviewing(termbase)
    case = await service.case(1)
    elsewhere(termbase, lambda store: store.replace(replace(CHAIN, notes=("theirs",))))
    with pytest.raises(StaleVersion):
        await service.accept(case, Settlement(), ADDS, expected=case.version)
