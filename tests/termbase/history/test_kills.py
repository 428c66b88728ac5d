"""Killed at any moment, a term base is as it was before the step or as it is after it, its history included."""

import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from termbase.concepts import Concept
from termbase.history.undoing import undo
from termbase.locations import Location, locate
from termbase.snapshots import take_snapshot
from termbase.store import open_store

ROOT = Path(__file__).parents[3]
NUMBER = 2500
KILLS = 5
SCRIPT = """
import sys
from termbase.concepts import Concept, LanguageSection, Term
from termbase.importing.applying import import_concepts
from termbase.importing.values import ImportPolicy
from termbase.history.undoing import undo
from termbase.locations import locate
from termbase.snapshots import bring_back, take_snapshot
from termbase.store import open_store
from pathlib import Path

place, number = locate(sys.argv[1]), int(sys.argv[2])
words = [Concept(f"c{it}", sections=(LanguageSection("en", (Term(f"chain {it}"),)),)) for it in range(number)]
with open_store(place, read_only=True) as store:
    store.count()
print("ready", flush=True)
WORK
print("done", flush=True)
"""
WRITING = "with open_store(place, what='{0}') as store: {1}"
WORK = {
    "import": WRITING.format("import", "import_concepts(store, words)"),
    "replace": WRITING.format("import", "import_concepts(store, words, ImportPolicy.REPLACE)"),
    "undo": WRITING.format("undo", "undo(store)"),
    "restore": "bring_back(Path(sys.argv[1] + '.snapshot'), place)",
    "snapshot": "take_snapshot(place, Path(sys.argv[1] + '.new'))",
}

pytestmark = pytest.mark.sqlite


def state(location: Location) -> tuple[object, ...]:
    """Everything that a term base holds and what its history says of it."""
    with closing(sqlite3.connect(location.path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    with open_store(location, read_only=True) as store:
        steps = [(it.step.what, it.added, it.changed, it.removed) for it in store.history.steps()]
        return [(concept.id, len(concept.sections)) for concept in store.concepts()], steps


@pytest.fixture
def begun(termbase: Location) -> Location:
    """A term base with a step for each kind of work to change."""
    with open_store(termbase, what="import") as store:
        store.add_all(Concept(f"c{number}") for number in range(NUMBER))
    take_snapshot(termbase, Path(f"{termbase.path}.snapshot"))
    return termbase


@pytest.mark.parametrize("kind", WORK)
def test_a_kill_leaves_the_state_before_or_after(kind: str, begun: Location, tmp_path: Path) -> None:
    if kind == "import":
        with open_store(begun) as store:
            undo(store)
    elif kind == "restore":
        with open_store(begun) as store:
            store.remove("c1")
    before, copy = state(begun), tmp_path / "copies" / "copy.db"
    lay(begun, copy)
    duration = work(kind, copy)
    after = state(locate(str(copy)))
    moments = random.Random(kind)
    for _ in range(KILLS):
        lay(begun, copy)
        work(kind, copy, kill_after=moments.uniform(0, duration))
        assert state(locate(str(copy))) in (before, after)
        made = Path(f"{copy}.new")
        assert not made.exists() or state(locate(str(made))) == before


def lay(begun: Location, copy: Path) -> None:
    """The term base as it was begun, alone in its folder with its snapshot."""
    shutil.rmtree(copy.parent, ignore_errors=True)
    copy.parent.mkdir()
    take_snapshot(begun, copy)
    shutil.copyfile(f"{begun.path}.snapshot", f"{copy}.snapshot")


def work(kind: str, path: Path, kill_after: float | None = None) -> float:
    """Do the work in a process of its own, which may be killed some seconds after it began; returns the seconds."""
    command = [sys.executable, "-c", SCRIPT.replace("WORK", WORK[kind]), str(path), str(NUMBER)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        started = time.monotonic()
        if kill_after is None:
            assert process.stdout.read() == b"done\n"
        else:
            time.sleep(kill_after)
            process.kill()
        return time.monotonic() - started
