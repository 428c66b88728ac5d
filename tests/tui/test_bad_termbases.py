"""A term base that is read-only, locked, damaged or vanishes while it is open: one clear line, and the work goes on."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot

from termbase import retrying, store
from termbase.concepts import Concept
from termbase.locations import locate
from termbase.store import create_termbase, open_store
from tests.tui.editing_app import go_to, is_editing, keys, pane, paste, settled_editing
from tests.tui.plain import CHAIN, CHAINS, CIRCULATION, shown, until
from tui.app import TermApp
from tui.bench import bench_over
from tui.messages import EditWanted
from tui.settings import Settings
from tui.termbase import Termbase

PLACES = ("review", "check", "history", "exchange", "dashboard", "browse")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A term base of three concepts in a file."""
    path = tmp_path / "terms.db"
    create_termbase(locate(str(path)), [CHAIN, CHAINS, CIRCULATION])
    return path


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits long for another's write."""
    monkeypatch.setattr(retrying, "retried", partial(retrying.retried, attempts=1))
    monkeypatch.setattr(store, "open_store", partial(store.open_store, timeout=0.2))


@asynccontextmanager
async def working(file: Path, *, read_only: bool = False) -> AsyncIterator[Pilot[None]]:
    """The workbench over the term base in a file, its concepts in sight."""
    app = TermApp(bench_over(Termbase(locate(str(file)), read_only=read_only, user="ann"), Settings()))
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await until(pilot, lambda: "3 concepts" in shown(pilot))
        yield pilot


def said(pilot: Pilot[None]) -> str:
    """What stands on the screen, as if no line of it had an end."""
    return " ".join(shown(pilot).split())


async def edited(pilot: Pilot[None], concept: Concept) -> None:
    """Put a text at the end of a concept's English term."""
    pilot.app.post_message(EditWanted(concept.id))
    await until(pilot, lambda: is_editing(pilot))
    await settled_editing(pilot)
    await go_to(pilot, "sections", 1, "terms", 0, "text")
    await keys(pilot, "end")
    await paste(pilot, "新")


async def seen_everywhere(pilot: Pilot[None]) -> None:
    """Go to every place, and press what reads or changes there."""
    for place in PLACES:
        pilot.app.action_go(place)  # type: ignore[attr-defined]
        await pilot.pause(0.1)
        await pilot.press("f5", "down", "enter", "escape", "escape")
        await pilot.pause(0.1)
        assert pilot.app._exception is None


def english(file: Path) -> str:
    with open_store(locate(str(file)), read_only=True) as opened:
        return opened.get(CHAIN.id).preferred("en")


@pytest.mark.usefixtures("impatient")
async def test_saving_while_another_writes_for_long_is_one_line_and_the_form_stays(file: Path) -> None:
    async with working(file) as pilot:
        await edited(pilot, CHAIN)
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await keys(pilot, "ctrl+s")
            await until(pilot, lambda: "is locked by another process" in said(pilot))
            assert is_editing(pilot)
            assert pane(pilot).form.parts["sections"][1].parts["terms"][0].texts["text"] == "industrial chain新"
            other.execute("ROLLBACK")
        assert english(file) == "industrial chain"
        await keys(pilot, "ctrl+s")
        await until(pilot, lambda: not is_editing(pilot))
    assert english(file) == "industrial chain新"


@pytest.mark.usefixtures("impatient")
async def test_undo_while_another_writes_for_long_is_one_line(file: Path) -> None:
    with open_store(locate(str(file)), user="ann") as opened:
        opened.replace(replace(CIRCULATION, notes=("to be undone",)))
    async with working(file) as pilot:
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await pilot.press("ctrl+z")
            await until(pilot, lambda: "is locked by another process" in said(pilot))
            await pilot.press(*"chan")
            await until(pilot, lambda: "2 of 3 concepts" in shown(pilot))


async def test_a_file_that_may_not_be_written_is_told_and_what_was_typed_stays(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with working(file) as pilot:
        await edited(pilot, CHAIN)
        monkeypatch.setattr(store, "open_store", partial(_reading, store.open_store))
        await keys(pilot, "ctrl+s")
        await until(pilot, lambda: "was opened for reading" in said(pilot))
        assert is_editing(pilot)
        assert pane(pilot).form.parts["sections"][1].parts["terms"][0].texts["text"] == "industrial chain新"


def _reading(opening, *args, read_only: bool = False, **others):  # type: ignore[no-untyped-def]
    return opening(*args, read_only=True, **others)


async def test_a_term_base_that_vanishes_is_told_in_every_place_and_comes_back(file: Path) -> None:
    async with working(file) as pilot:
        content = file.read_bytes()
        for it in file.parent.glob("terms.db*"):
            it.unlink()
        await until(pilot, lambda: "there is no term base" in said(pilot), within=3)
        await seen_everywhere(pilot)
        await pilot.press("ctrl+n")
        await settled_editing(pilot)
        await keys(pilot, "escape")
        file.write_bytes(content)
        await until(pilot, lambda: "3 concepts" in shown(pilot), within=3)


async def test_saving_into_a_term_base_that_vanished_keeps_the_form(file: Path) -> None:
    async with working(file) as pilot:
        await edited(pilot, CHAIN)
        for it in file.parent.glob("terms.db*"):
            it.unlink()
        await keys(pilot, "ctrl+s")
        await asyncio.sleep(0.5)
        assert is_editing(pilot)
        assert not file.exists()
        assert str(file.name) in shown(pilot)


@pytest.mark.parametrize("whole", [False, True])
async def test_a_term_base_that_is_damaged_is_told_in_every_place(file: Path, whole: bool) -> None:
    async with working(file) as pilot:
        with closing(sqlite3.connect(file)) as own:
            own.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = file.stat().st_size
        with file.open("r+b") as opened:
            opened.seek(0 if whole else 8192)
            opened.write(b"\xa5" * (size if whole else size - 8192))
        await pilot.press("f5")
        await until(pilot, lambda: "damaged" in said(pilot), within=4)
        await seen_everywhere(pilot)
        pilot.app.post_message(EditWanted(CHAIN.id))
        await pilot.pause(0.5)
        assert pilot.app._exception is None
        await pilot.press("ctrl+z", "ctrl+y")
        await pilot.pause(0.5)
        assert "damaged" in said(pilot)
        assert "Traceback" not in shown(pilot)


async def test_a_term_base_that_one_only_reads_offers_no_change(file: Path) -> None:
    before = file.read_bytes()
    async with working(file, read_only=True) as pilot:
        assert "read only" in shown(pilot)
        for place in PLACES:
            pilot.app.action_go(place)  # type: ignore[attr-defined]
            await pilot.pause(0.1)
            await pilot.press("ctrl+z", "ctrl+y", "ctrl+n")
            assert not is_editing(pilot)
        await seen_everywhere(pilot)
    assert english(file) == "industrial chain"
    assert file.read_bytes() == before
