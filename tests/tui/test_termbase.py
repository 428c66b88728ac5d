"""Units of work off the drawing thread, over a real term base."""

import asyncio
from dataclasses import replace

import pytest

from termbase.errors import ConceptNotFound, TermbaseReadOnly
from termbase.locations import BUILTIN, Location, locate
from termbase.store import create_termbase, open_store
from tests.tui.plain import CHAIN, CHAINS, CIRCULATION
from tui.termbase import Cancelled, Termbase, Watch


@pytest.fixture
def location(tmp_path):
    place = locate(str(tmp_path / "terms.db"))
    create_termbase(place, [CHAIN, CHAINS])
    return place


@pytest.fixture
def termbase(location):
    termbase = Termbase(location, user="zheng")
    yield termbase
    termbase.close()


async def test_questions_are_answered_and_their_errors_raised(termbase):
    assert await termbase.ask(lambda store: store.count()) == 2
    with pytest.raises(ConceptNotFound):
        await termbase.ask(lambda store: store.get("nowhere"))


async def test_a_question_cannot_change_anything(termbase):
    with pytest.raises(TermbaseReadOnly):
        await termbase.ask(lambda store: store.add(CIRCULATION))


async def test_a_change_is_one_signed_step(termbase, location):
    before = await termbase.revision()

    def work(store):
        store.add(CIRCULATION)
        return store.replace(replace(store.get(CHAIN.id), subject_field="economy")).id

    assert await termbase.change(work, what="edit", why="it was asked for") == CHAIN.id
    assert await termbase.revision() != before
    with open_store(location, read_only=True) as store:
        step = next(store.history.steps(limit=1))
        assert (step.step.by, step.step.what, step.step.why) == ("zheng", "edit", "it was asked for")
        assert (step.added, step.changed) == (1, 1)


async def test_a_change_that_fails_leaves_nothing(termbase):
    def work(store):
        store.add(CIRCULATION)
        store.remove("nowhere")

    before = await termbase.revision()
    with pytest.raises(ConceptNotFound):
        await termbase.change(work)
    assert await termbase.revision() == before


async def test_changes_of_many_at_once_all_arrive(termbase):
    async def note(number):
        def work(store):
            concept = store.get(CHAIN.id)
            store.replace(replace(concept, notes=(*concept.notes, f"note {number}")))

        await termbase.change(work)

    await asyncio.gather(*(note(number) for number in range(20)))
    concept = await termbase.ask(lambda store: store.get(CHAIN.id))
    assert sorted(concept.notes) == sorted(f"note {number}" for number in range(20))


async def test_long_work_tells_how_far_it_is_and_others_are_served_meanwhile(termbase):
    watch, go_on = Watch(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def work(store, watch):
        watch(1, 2)
        asyncio.run_coroutine_threadsafe(go_on.wait(), loop).result(10)
        watch(2, 2)
        return store.count()

    working = asyncio.create_task(termbase.labour(work, watch))
    assert await termbase.ask(lambda store: store.count()) == 2
    while not watch.done:
        await asyncio.sleep(0.01)
    assert (watch.done, watch.total) == (1, 2)
    go_on.set()
    assert await working == 2


async def test_long_work_that_is_cancelled_leaves_nothing(termbase):
    watch = Watch()

    def work(store, watch):
        store.add(CIRCULATION)
        watch.cancel()
        watch(1)

    before = await termbase.revision()
    with pytest.raises(Cancelled):
        await termbase.labour(work, watch, writes=True)
    assert await termbase.revision() == before


async def test_nothing_is_changed_in_what_is_open_for_reading_only(location):
    termbase = Termbase(location, read_only=True)
    assert not termbase.writable
    with pytest.raises(TermbaseReadOnly, match="--read-only"):
        await termbase.change(lambda store: store.add(CIRCULATION))
    with pytest.raises(TermbaseReadOnly, match="--read-only"):
        await termbase.labour(lambda store, _: store.add(CIRCULATION), Watch(), writes=True)
    termbase.close()


async def test_the_built_in_glossary_names_the_cure():
    termbase = Termbase(Location(BUILTIN))
    with pytest.raises(TermbaseReadOnly, match="zhengming init"):
        await termbase.change(lambda store: store.add(CIRCULATION))
    assert termbase.place == "built-in glossary"
    termbase.close()
