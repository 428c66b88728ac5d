"""Killed while somebody edits, the program loses at most the last half second of what was being typed.

The suite kills it a few times; ZHENGMING_KILLS=50 says how often instead.
"""

import asyncio
import os
import random
import signal
import sqlite3
import string
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from textual.pilot import Pilot

from termbase.concepts import Concept
from termbase.locations import Location, locate
from termbase.repair.diagnosis import diagnose
from termbase.store import create_termbase, open_store
from tests.tui.plain import CHAIN, CHAINS
from tui.app import TermApp
from tui.bench import bench_over
from tui.forms.concepts import built
from tui.messages import EditWanted
from tui.screens.edit import EditScreen
from tui.services.drafts import Draft
from tui.services.editing import TermbaseEditing
from tui.settings import Settings
from tui.termbase import Termbase
from tui.widgets.form_pane import FormPane

KILLS: Final = int(os.environ.get("ZHENGMING_KILLS", "8"))
LOST: Final = 1.0
"""Seconds of typing that a kill may cost where other tests keep the machine busy; half a second where they do not."""
LONGEST: Final = 2.0
PATIENCE: Final = 60.0

pytestmark = [
    pytest.mark.sqlite,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="forks a process to kill it"),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]


class Said(NamedTuple):
    """What the program that is killed said: that it was ready, had typed, was saving, or had saved a text."""

    verb: str
    at: float
    text: str = ""


async def edit_for_ever(location: Location, seed: int, pipe: int) -> None:
    """Type into a concept letter by letter and save it, again and again; tell every step as soon as it is done."""
    letters = random.Random(seed)

    def say(verb: str, text: str = "") -> None:
        os.write(pipe, f"{verb}\t{time.monotonic()}\t{text}\n".encode())

    app = TermApp(bench_over(Termbase(location, user="ann"), Settings()))
    async with app.run_test() as pilot:
        await pilot.pause()
        say("ready")
        while True:
            app.post_message(EditWanted(CHAIN.id))
            while not isinstance(app.screen, EditScreen) or not app.screen.is_mounted:
                await asyncio.sleep(0.01)
            pane = app.screen.query_one(FormPane)
            while pane.current is None:
                await asyncio.sleep(0.01)
            pane.focus_path(("subject_field",))
            for _ in range(letters.randint(3, 25)):
                await pilot.press(letters.choice(string.ascii_lowercase))
                say("typed", pane.form.texts["subject_field"])
                await asyncio.sleep(letters.choice((0, 0.02, 0.15)))
            await save(pilot, pane, say)


async def save(pilot: Pilot[None], pane: FormPane, say: object) -> None:
    assert callable(say)
    text = pane.form.texts["subject_field"]
    say("saving", text)
    await pilot.press("ctrl+s")
    while isinstance(pilot.app.screen, EditScreen):
        await asyncio.sleep(0.01)
    say("saved", text)


def killed(location: Location, seed: int, moment: float) -> tuple[list[Said], float]:
    """Edit in a process of its own, and kill it some seconds after it began; what it said, and when it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            asyncio.run(edit_for_ever(location, seed, writing))
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        said = [_parsed(pipe.readline())]
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
        end = time.monotonic()
        _, status = os.waitpid(child, 0)
        said += [_parsed(line) for line in pipe if line.endswith("\n")]
    assert os.WIFSIGNALED(status), "the program failed by itself"
    return said, end


def _parsed(line: str) -> Said:
    assert line, "the program failed by itself"
    verb, at, text = line.rstrip("\n").split("\t")
    return Said(verb, float(at), text)


@pytest.fixture
def location(tmp_path: Path) -> Location:
    place = locate(str(tmp_path / "terms.db"))
    create_termbase(place, [CHAIN, CHAINS])
    return place


def test_a_kill_costs_a_moment_of_typing_at_most(location: Location) -> None:
    moments = random.Random(7)
    seen = {"saved": 0, "draft": 0}
    before = CHAIN.subject_field
    for number in range(4 * KILLS):
        if number >= KILLS and min(seen.values()):
            break
        said, end = killed(location, number, moments.uniform(0, LONGEST) + moments.choice((0, LONGEST)))
        stored = sound(location)
        acknowledged = next((it.text for it in reversed(said) if it.verb == "saved"), before)
        pending = next((it.text for it in reversed(said) if it.verb == "saving"), acknowledged)
        assert stored.subject_field in (acknowledged, pending), said[-3:]
        drafts = left(location)
        assert len(drafts) <= 1
        expected = list(unsaved(said, end, stored.subject_field))
        if expected:
            (draft,) = drafts
            assert draft.form.texts["subject_field"] in expected, (expected, said[-5:])
            assert built(draft.form, draft.base).concept is not None
        seen["draft"] += bool(drafts)
        seen["saved"] += acknowledged != before
        discard(location, drafts)
        before = stored.subject_field
    # The moments are worth something only if work was saved, and work was under way.
    assert KILLS < 8 or min(seen.values()) > 0, seen


def unsaved(said: list[Said], end: float, stored: str) -> Iterator[str]:
    """The texts of which one has to be in the draft: the last that was typed in time, and those typed after it; none
    where nothing that was typed in time is unsaved.
    """
    typed: list[Said] = []
    for it in said:
        if it.verb == "typed":
            typed.append(it)
        elif it.verb == "saved":
            typed.clear()
    in_time = [it for it in typed if it.at <= end - LOST]
    if not in_time or typed[-1].text == stored:
        return
    # One letter more may have been typed than was told.
    yield from (it.text for it in typed[typed.index(in_time[-1]) :])
    yield from (f"{it.text}{letter}" for it in typed[-1:] for letter in string.ascii_lowercase)


def sound(location: Location) -> Concept:
    """The concept, from a term base in which nothing is wrong."""
    assert location.path is not None
    with closing(sqlite3.connect(location.path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert list(diagnose(location)) == []
    with open_store(location, read_only=True) as store:
        assert store.get(CHAINS.id).terms("en") == CHAINS.terms("en")
        return store.get(CHAIN.id)


def left(location: Location) -> list[Draft]:
    async def ask() -> list[Draft]:
        termbase = Termbase(location)
        drafts = list(await TermbaseEditing(termbase).left())
        termbase.close()
        return drafts

    return asyncio.run(ask())


def discard(location: Location, drafts: list[Draft]) -> None:
    for draft in drafts:
        TermbaseEditing(Termbase(location)).drafts.discard(draft)
