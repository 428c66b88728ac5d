"""What the history screens ask for, over a real term base."""

import shutil
from datetime import UTC, date, datetime, timedelta

import pytest

from termbase.concepts import Concept, LanguageSection, Term
from termbase.errors import ConceptNotFound, HistoryError, StepNotUndoable, TermbaseReadOnly
from termbase.history.values import ChangeKind
from termbase.locations import BUILTIN, Location, locate
from termbase.store import create_termbase, open_store
from tui.services.chronicle import PAGE_SIZE, Chronicle, choice
from tui.services.examining import Examining
from tui.services.surveying import TermbaseSurveying
from tui.termbase import Cancelled, Termbase, Watch

ADDED, CHANGED, REMOVED = ChangeKind


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    path = tmp_path_factory.mktemp("empty") / "terms.db"
    create_termbase(locate(str(path)))
    return path


@pytest.fixture
def place(empty, tmp_path):
    shutil.copyfile(empty, tmp_path / "terms.db")
    return locate(str(tmp_path / "terms.db"))


@pytest.fixture
def termbase(place):
    termbase = Termbase(place, user="ann")
    yield termbase
    termbase.close()


@pytest.fixture
def chronicle(termbase):
    return Chronicle(termbase)


def add(place, *concepts, user="ann", what=""):
    with open_store(place, user=user, what=what) as store:
        store.add_all(concepts)


def replace(place, concept, user="ann"):
    with open_store(place, user=user) as store:
        store.replace(concept)


def ids(place):
    with open_store(place, read_only=True) as store:
        return [concept.id for concept in store.concepts()]


CHAIN = Concept(
    "industrial-chain",
    sections=(
        LanguageSection("zh-Hans", (Term("产业链", pinyin="chǎn yè liàn"),)),
        LanguageSection("en", (Term("industrial chain"),)),
    ),
)


async def test_steps_come_page_by_page_the_latest_first(place, chronicle):
    for number in range(PAGE_SIZE + 3):
        add(place, Concept(f"c{number}"))
    first = await chronicle.steps("")
    assert [it.step.number for it in first.steps] == list(range(PAGE_SIZE + 3, 3, -1))
    assert first.more
    rest = await chronicle.steps("", below=first.steps[-1].step.number)
    assert [it.step.number for it in rest.steps] == [3, 2, 1]
    assert not rest.more


async def test_news_are_the_steps_since_and_what_is_undone(place, chronicle):
    add(place, Concept("a"))
    add(place, Concept("b"), user="bob")
    await chronicle.undo(1, Watch())
    news = await chronicle.news("", above=2)
    assert [it.step.number for it in news.steps] == [3]
    assert (news.undoing, news.latest) == ({1: 3}, 3)
    assert (await chronicle.news("bob", above=1)).latest == 3
    assert [it.step.number for it in (await chronicle.news("bob", above=1)).steps] == [2]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("产业链", [3, 1]),
        ("產業鏈", [3, 1]),
        ("concept:chanyelian", [3, 1]),
        ("concept:green", [2]),
        ("by:bob", [2]),
        ("by:ann industrial", [3, 1]),
        ("bob industrial", []),
        ("on:1999", []),
        ("concept:", [3, 2, 1]),
        ("  \x00 bob", [2]),
        ("what:ever", []),
    ],
)
async def test_a_reader_finds_steps_by_what_is_typed(place, chronicle, wanted, found):
    add(place, CHAIN)
    add(place, Concept("green"), user="bob")
    replace(place, CHAIN)
    assert [it.step.number for it in (await chronicle.steps(wanted)).steps] == found


def test_english_words_are_not_looked_up_among_the_concepts():
    asked = []
    choice("industry by:ann 产业 concept:x", lambda text: asked.append(text) or [])
    assert asked == ["产业", "x"]


async def test_effects_come_page_by_page(place, chronicle):
    add(place, *(Concept(f"c{number:03}") for number in range(PAGE_SIZE + 1)))
    step = (await chronicle.steps("")).steps[0].step
    page = await chronicle.effects(step)
    assert (len(page.effects), page.more) == (PAGE_SIZE, True)
    rest = await chronicle.effects(step, page.effects[-1].number)
    assert [it.concept_id for it in rest.effects] == [f"c{PAGE_SIZE:03}"]
    assert not rest.more


async def test_the_versions_of_a_removed_concept_are_told_and_it_is_brought_back(place, chronicle):
    add(place, CHAIN)
    with open_store(place) as store:
        store.remove(CHAIN.id)
    gone = await chronicle.versions(CHAIN.id)
    assert ([it.kind for it in gone.changes], gone.stands) == ([REMOVED, ADDED], False)
    assert await chronicle.restore(CHAIN.id) == "industrial-chain is back, in step 3; ctrl+z takes that back"
    assert (await chronicle.versions(CHAIN.id)).stands
    with pytest.raises(ConceptNotFound):
        await chronicle.versions("nobody")


async def test_undo_says_what_it_did_and_refuses_in_the_words_of_the_store(place, chronicle):
    add(place, CHAIN, what="import")
    replace(place, CHAIN)
    with pytest.raises(StepNotUndoable, match="because industrial-chain changed since, in step 2"):
        await chronicle.undo(1, Watch())
    assert await chronicle.undo(2, Watch()) == "Undid step 2 (replace by ann): 1 concept changed back"
    assert await chronicle.undo(1, Watch()) == "Undid step 1 (import by ann): 1 concept removed"
    assert ids(place) == []


async def test_a_cancelled_undo_leaves_everything_as_it_was(place, chronicle):
    add(place, CHAIN)
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        await chronicle.undo(1, watch)
    assert ids(place) == [CHAIN.id]


async def test_undo_and_redo_walk_through_the_steps_of_the_user(place, chronicle):
    add(place, Concept("a"))
    add(place, Concept("b"), user="bob")
    add(place, Concept("c"))
    assert await chronicle.undo_latest() == "Undid step 3 (add by ann): 1 concept removed"
    assert await chronicle.undo_latest() == "Undid step 1 (add by ann): 1 concept removed"
    with pytest.raises(HistoryError, match="has no step of yours that is left to undo"):
        await chronicle.undo_latest()
    assert ids(place) == ["b"]
    assert await chronicle.redo_latest() == "Did step 1 again: 1 concept brought back"
    assert await chronicle.redo_latest() == "Did step 3 again: 1 concept brought back"
    assert ids(place) == ["a", "b", "c"]
    with pytest.raises(HistoryError, match="has nothing of yours to do again"):
        await chronicle.redo_latest()


async def test_the_making_of_the_term_base_is_not_undone_in_passing(tmp_path):
    place = locate(str(tmp_path / "made.db"))
    create_termbase(place, [CHAIN])
    with open_store(place, read_only=True) as store:
        maker = store.history.step(1).by
    termbase = Termbase(place, user=maker)
    with pytest.raises(HistoryError, match="only the making of this term base is left"):
        await Chronicle(termbase).undo_latest()
    assert ids(place) == [CHAIN.id]
    termbase.close()


async def test_the_built_in_glossary_has_no_history_and_nothing_to_undo():
    termbase = Termbase(Location(BUILTIN))
    chronicle = Chronicle(termbase)
    assert (chronicle.has_history, chronicle.writable) == (False, False)
    with pytest.raises(TermbaseReadOnly):
        await chronicle.undo_latest()
    termbase.close()


async def test_what_the_doctor_found_is_kept_until_something_changes(place, termbase):
    add(place, Concept("a"), Concept("b"))
    examining, watch = Examining(termbase), Watch()
    assert (examining.kept, await examining.is_current()) == (None, False)
    found = await examining.defects(watch)
    assert {defect.concept for defect in found} == {"a", "b"}
    assert (watch.done, watch.total) == (2, 2)
    cancelled = Watch()
    cancelled.cancel()
    assert await examining.defects(cancelled) is found  # nothing was to be done
    add(place, Concept("c"))
    assert not await examining.is_current()
    with pytest.raises(Cancelled):
        await examining.defects(cancelled)
    assert examining.kept.defects is found
    assert {defect.concept for defect in await examining.defects(Watch())} == {"a", "b", "c"}


async def test_a_survey_tells_what_was_done_lately_and_what_waits(place, termbase):
    from termbase.proposals.deciding import propose

    today = datetime.now(UTC).date()
    surveying = TermbaseSurveying(termbase, Examining(termbase), today)
    add(place, CHAIN)
    with open_store(place) as store:
        propose(store, [(Concept("new"), "")])
    lately = await surveying.lately()
    assert [it.step.number for it in lately.steps] == [2, 1]
    assert (lately.waiting, lately.until, lately.since.weekday()) == (1, today, 0)
    assert sum(day.steps for day in lately.days) == 2
    assert timedelta(weeks=7) <= today - lately.since < timedelta(weeks=8)
    assert (await surveying.tallies()).concepts == 1
    assert (await surveying.names([CHAIN.id, "nobody"]))[CHAIN.id].chinese == "产业链"
    assert surveying.known_defects() is None
    assert {it.check for it in await surveying.examine(Watch())} == {"subject-field", "definition"}
    assert await surveying.is_examined()


async def test_the_built_in_glossary_is_surveyed_without_a_history():
    termbase = Termbase(Location(BUILTIN))
    surveying = TermbaseSurveying(termbase, Examining(termbase), date(2026, 1, 1))
    assert (await surveying.tallies()).concepts > 5000
    assert await surveying.lately() is None
    termbase.close()
