"""Two programs at one term base: each sees within two seconds what the other changes, and nothing is lost."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from termbase.concepts import Concept
from termbase.locations import Location, locate
from termbase.proposals.deciding import propose
from termbase.store import create_termbase, open_store
from tests.tui.editing_app import go_to, is_editing, keys, paste, settled_editing
from tests.tui.plain import CHAIN, CHAINS, CIRCULATION, shown, until
from tui.app import TermApp
from tui.bench import bench_over
from tui.messages import ConceptWanted, EditWanted
from tui.settings import Settings
from tui.termbase import Termbase


@pytest.fixture
def location(tmp_path: Path) -> Location:
    place = locate(str(tmp_path / "terms.db"))
    create_termbase(place, [CHAIN, CHAINS, CIRCULATION])
    return place


@asynccontextmanager
async def instance(location: Location, user: str) -> AsyncIterator[Pilot[None]]:
    """A program of this user over the term base."""
    app = TermApp(bench_over(Termbase(location, user=user), Settings()))
    async with app.run_test(size=(140, 40), notifications=True) as pilot:
        await until(pilot, lambda: "3 concepts" in shown(pilot))
        yield pilot


async def edited(pilot: Pilot[None], concept: Concept, text: str, *path: str | int) -> None:
    """Edit a concept and put a text at the end of a field."""
    pilot.app.post_message(EditWanted(concept.id))
    await until(pilot, lambda: is_editing(pilot))
    await settled_editing(pilot)
    await go_to(pilot, *path)
    await keys(pilot, "end")
    await paste(pilot, text)


ENGLISH = ("sections", 1, "terms", 0, "text")


async def test_the_list_and_the_concept_that_another_changes_are_seen_without_a_key(location: Location) -> None:
    async with instance(location, "ann") as ann, instance(location, "bob") as bob:
        bob.app.post_message(ConceptWanted(CHAIN.id))
        await until(bob, lambda: "chǎnyèliàn" in shown(bob))
        await edited(ann, CHAIN, "新", *ENGLISH)
        await keys(ann, "ctrl+s")
        await until(ann, lambda: not is_editing(ann))
        await until(bob, lambda: shown(bob).count("industrial chain新") >= 2, within=2)
        await keys(ann, "ctrl+z")
        await until(ann, lambda: "Undid" in "".join(it.message for it in ann.app._notifications))
        await until(bob, lambda: "industrial chain新" not in shown(bob), within=2)


@pytest.mark.parametrize(
    ("place", "before", "after"),
    [
        ("dashboard", "No proposal waits.", "1 proposal waits"),
        ("dashboard", "3 concepts", "4 concepts"),
        ("review", "", "the first of them"),
        ("history", "", "ann"),
    ],
)
async def test_what_another_adds_is_seen_where_one_is(location: Location, place: str, before: str, after: str) -> None:
    async with instance(location, "bob") as bob:
        bob.app.action_go(place)  # type: ignore[attr-defined]
        await bob.pause(0.5)
        await until(bob, lambda: before in shown(bob))
        assert after not in shown(bob)
        with open_store(location, user="ann") as store:
            store.add(replace(CIRCULATION, id="another-circulation"))
            propose(store, [(replace(CHAIN, notes=("the first of them",)), CHAIN.id)])
        await until(bob, lambda: after in shown(bob), within=2)


async def test_who_saves_last_is_asked_and_nothing_is_lost(location: Location) -> None:
    async with instance(location, "ann") as ann, instance(location, "bob") as bob:
        await edited(ann, CHAIN, "（ann）", *ENGLISH)
        await edited(bob, CHAIN, "（bob）", *ENGLISH)
        await keys(ann, "ctrl+s")
        await until(ann, lambda: not is_editing(ann))
        await keys(bob, "ctrl+s")
        await until(bob, lambda: "（ann）" in shown(bob) and "（bob）" in shown(bob))
        assert is_editing(bob)
        await keys(bob, "escape")
        await until(bob, lambda: "（bob）" in shown(bob))
        with open_store(location, read_only=True) as store:
            assert store.get(CHAIN.id).preferred("en") == "industrial chain（ann）"
        await keys(bob, "ctrl+s")
        await settled_editing(bob)
        await keys(bob, "left", "enter")
        await until(bob, lambda: not is_editing(bob))
        with open_store(location, read_only=True) as store:
            changes = list(store.history.changes(CHAIN.id))
        english = [it.after.preferred("en") for it in changes if it.after]
        assert english[:2] == ["industrial chain（bob）", "industrial chain（ann）"]
