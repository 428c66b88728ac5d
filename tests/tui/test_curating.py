"""What one does to a concept where one browses, over a real term base and its history."""

import shutil
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from termbase.concepts import AdministrativeStatus, WorkState
from termbase.errors import ConceptNotFound
from termbase.history.undoing import undo
from termbase.locations import locate
from termbase.store import create_termbase, open_store
from tests.tui.plain import CHAIN, CHAINS, CIRCULATION, concept, press, settled, shown
from tui.app import TermApp
from tui.bench import Bench, bench_over
from tui.screens.browse import BrowseScreen
from tui.screens.working import WorkScreen
from tui.services.browsing import Curator
from tui.settings import Settings
from tui.termbase import Termbase
from tui.widgets.concept_list import ConceptList
from tui.widgets.concept_view import ConceptView

DEPRECATED, PREFERRED = AdministrativeStatus.DEPRECATED, AdministrativeStatus.PREFERRED
LINKS = concept("chain-links", "链环", "liàn huán", "links", relations=("industrial-chain",))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A term base to copy."""
    path = tmp_path_factory.mktemp("made") / "terms.db"
    create_termbase(locate(str(path)), [CHAIN, CHAINS, CIRCULATION, LINKS])
    return path


@pytest.fixture
def place(made, tmp_path):
    """A term base of a few concepts."""
    path = tmp_path / "terms.db"
    shutil.copyfile(made, path)
    return locate(str(path))


@asynccontextmanager
async def browsing(place, *, read_only=False, size=(140, 40)):
    """The workbench over a term base, the list in focus."""
    termbase = Termbase(place, read_only=read_only, user="anna")
    bench = replace(bench_over(termbase, Settings()), revision=None)  # the tests say when to look again
    async with TermApp(bench).run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        pilot.app.screen.query_one(ConceptList).focus()
        await settled(pilot)
        yield pilot


def stored(place, concept_id):
    with open_store(place, read_only=True) as store:
        return store.get(concept_id)


def take_back(place):
    with open_store(place) as store:
        undo(store)


async def at(pilot, concept_id):
    pilot.app.screen.query_one(ConceptList).go_to_concept(concept_id)
    await settled(pilot)


def read(pilot):
    return pilot.app.screen.query_one(ConceptView).entry.concept.id


async def test_a_concept_is_approved_and_the_approval_taken_back(place):
    async with browsing(place) as pilot:
        await at(pilot, CHAIN.id)
        await press(pilot, "a")
        assert {it.work_state for it in stored(place, CHAIN.id).sections} == {WorkState.APPROVED}
        assert "Approved: 产业链 industrial chain" in shown(pilot)
        assert "ctrl+z takes it back" in " ".join(shown(pilot).split())
        assert "English  approved" in shown(pilot)
        assert read(pilot) == CHAIN.id
        await press(pilot, "a", "n")
        assert {it.work_state for it in stored(place, CHAIN.id).sections} == {WorkState.APPROVED}
        await press(pilot, "a", "y")
        assert {it.work_state for it in stored(place, CHAIN.id).sections} == {WorkState.PROPOSED}


async def test_a_term_is_deprecated_with_a_reason(place):
    async with browsing(place) as pilot:
        await at(pilot, CHAINS.id)
        await press(pilot, "d", "down", "enter", "enter")
        assert "A text is needed here" in shown(pilot)
        await press(pilot, *"bad", "enter")
        (term,) = (it for it in stored(place, CHAINS.id).terms("en") if it.text == "industry and supply chains")
        assert (term.status, term.reason) == (DEPRECATED, "bad")
        assert "why: bad" in shown(pilot)
    take_back(place)
    assert stored(place, CHAINS.id).sections == CHAINS.sections


async def test_for_the_only_preferred_term_another_one_is_chosen(place):
    async with browsing(place) as pilot:
        await at(pilot, CHAINS.id)
        await press(pilot, "d", "enter")
        assert "Which one is to be used instead?" in shown(pilot)
        await press(pilot, "enter", *"old", "enter")
        assert stored(place, CHAINS.id).preferred("en") == "industry and supply chains"
        take_back(place)
        await press(pilot, "f5", "d", "enter", "end", "enter", *"two chains", "enter", *"old", "enter")
        assert stored(place, CHAINS.id).preferred("en") == "two chains"


@pytest.mark.parametrize("keys", [("d", "escape"), ("d", "enter", "escape"), ("d", "down", "enter", "escape")])
async def test_at_every_question_escape_leaves_the_term_as_it_is(place, keys):
    async with browsing(place) as pilot:
        await at(pilot, CHAINS.id)
        await press(pilot, *keys)
        assert stored(place, CHAINS.id).sections == CHAINS.sections


async def test_a_concept_is_removed_when_one_is_sure(place):
    async with browsing(place) as pilot:
        await at(pilot, CHAIN.id)
        await press(pilot, "x", "enter")
        assert stored(place, CHAIN.id)
        await press(pilot, "x", "y")
        with pytest.raises(ConceptNotFound):
            stored(place, CHAIN.id)
        assert "3 concepts" in shown(pilot)
        assert read(pilot) != CHAIN.id
        take_back(place)
        await press(pilot, "f5")
        assert "4 concepts" in shown(pilot)


async def test_a_concept_is_merged_into_another_and_relations_follow(place):
    async with browsing(place) as pilot:
        await at(pilot, CHAIN.id)
        await press(pilot, "m")
        assert "Merge 产业链 industrial chain into" in shown(pilot)
        await press(pilot, *"links", "enter")
        assert "(industrial-chain) into 链环 links" in " ".join(shown(pilot).split())
        await press(pilot, "y")
        assert {it.text for it in stored(place, LINKS.id).terms("en")} == {"links", "industrial chain"}
        assert stored(place, CHAINS.id).relations[0].target == LINKS.id
        with pytest.raises(ConceptNotFound):
            stored(place, CHAIN.id)


async def test_concepts_that_are_alike_are_offered_for_merging(place):
    with open_store(place) as store:
        store.add(concept("another-chain", "产业链", "", "industrial chain again"))
    async with browsing(place) as pilot:
        await at(pilot, CHAIN.id)
        await press(pilot, "m")
        assert "industrial chain again" in shown(pilot)
        await press(pilot, "escape")
        assert stored(place, CHAIN.id)


@pytest.mark.parametrize("keys", [("a",), ("x", "y"), ("d", "down", "enter", *"bad", "enter")])
async def test_what_somebody_else_changed_meanwhile_is_not_overwritten(place, keys):
    async with browsing(place) as pilot:
        await at(pilot, CHAINS.id)
        with open_store(place, user="berta") as store:
            store.replace(replace(store.get(CHAINS.id), notes=("Mine.",)))
        await press(pilot, *keys)
        assert any("changed by berta meanwhile" in it.message for it in pilot.app._notifications)
        assert "note: Mine." in shown(pilot)
        assert stored(place, CHAINS.id).notes == ("Mine.",)
        assert stored(place, CHAINS.id).sections == CHAINS.sections


async def test_what_others_change_is_shown_where_one_is(place):
    async with browsing(place) as pilot:
        await at(pilot, CHAINS.id)
        with open_store(place, user="berta") as store:
            store.add(concept("a-new-one", "新", "xīn", "new one"))
            store.replace(replace(store.get(CHAINS.id), notes=("From afar.",)))
        await press(pilot, "f5")
        assert read(pilot) == CHAINS.id
        assert pilot.app.screen.query_one(ConceptList).current_row.id == CHAINS.id
        assert "From afar." in shown(pilot)
        assert "new one" in shown(pilot)


async def test_a_concept_reached_by_a_relation_stays_open_when_others_change_something(place):
    async with browsing(place) as pilot:
        await at(pilot, LINKS.id)
        await press(pilot, "enter", "tab", "enter")
        assert read(pilot) == CHAIN.id
        with open_store(place) as store:
            store.replace(replace(store.get(CHAIN.id), notes=("From afar.",)))
        await press(pilot, "f5")
        assert read(pilot) == CHAIN.id
        assert "From afar." in shown(pilot)
        with open_store(place) as store:
            store.remove(CHAIN.id)
        await press(pilot, "f5")
        assert read(pilot) == LINKS.id
        assert "is not in the term base" not in shown(pilot)


async def test_problems_and_latest_changes_stand_beside_the_concept(place):
    with open_store(place, user="berta", why="nobody says so") as store:
        store.replace(replace(store.get(CIRCULATION.id), subject_field=""))
    async with browsing(place) as pilot:
        await at(pilot, CIRCULATION.id)
        text = shown(pilot)
        assert "! has no subject field; give it one" in text
        assert "berta  replace" in text
        assert "why: nobody says so" in text
        assert "subject field: industry → nothing" in text


async def test_the_doctor_is_asked_about_the_whole_term_base(place):
    async with browsing(place) as pilot:
        await press(pilot, "p")
        assert "definition  3" in shown(pilot)
        await press(pilot, "end", "enter")
        assert "of 4 concepts" in shown(pilot)


async def test_in_a_term_base_that_is_only_read_nothing_can_be_changed_and_that_is_said(place):
    async with browsing(place, read_only=True) as pilot:
        await at(pilot, CHAIN.id)
        assert "Approve" not in shown(pilot)
        for key in "eadxm":
            pilot.app.screen.all_well()
            await press(pilot, key)
            assert "is open for reading only; start without --read-only" in " ".join(shown(pilot).split())
        await press(pilot, "y")
        assert pilot.app.clipboard == "industrial chain"
        await press(pilot, "c")
        assert pilot.app.clipboard == "产业链"
    assert stored(place, CHAIN.id) == stored(place, CHAIN.id)


async def test_editing_and_history_are_asked_for_where_the_workbench_has_them(place):
    asked = []

    class Elsewhere(WorkScreen):
        PLACE = "history"

        def show_concept(self, concept_id):
            asked.append(concept_id)

    async def editing(concept_id):
        asked.append(f"edit {concept_id}")
        return Elsewhere()

    curator = Curator(Termbase(place))
    screens = {"browse": lambda: BrowseScreen(curator), "history": Elsewhere}
    bench = Bench("terms.db", screens, writable=True, editing=editing)
    async with TermApp(bench).run_test(size=(140, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "down", "h")
        assert asked == [LINKS.id]
        await press(pilot, "f2", "e")
        assert asked == [LINKS.id, f"edit {LINKS.id}"]


async def test_a_concept_asked_for_from_elsewhere_is_shown_before_the_list_is_read(place):
    termbase = Termbase(place)
    async with TermApp(bench_over(termbase, Settings())).run_test(size=(140, 40)) as pilot:
        pilot.app.screen.show_concept(CHAINS.id)
        await settled(pilot)
        assert read(pilot) == CHAINS.id
        pilot.app.screen.show_concept(CIRCULATION.id)
        await settled(pilot)
        assert read(pilot) == CIRCULATION.id
        assert pilot.app.screen.query_one(ConceptList).current_row.id == CIRCULATION.id
