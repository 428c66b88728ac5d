"""Killed at any moment, a term base is as it was before the work or as it is after it, its history included."""

import os
import random
import shutil
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from termbase.concepts import Concept, LanguageSection, Term
from termbase.copies import left_over, sweep
from termbase.history.undoing import undo
from termbase.importing.applying import import_concepts
from termbase.importing.values import ImportPolicy
from termbase.locations import Location, locate
from termbase.repair.diagnosis import DRAFTS, diagnose
from termbase.repair.repairing import repair
from termbase.snapshots import bring_back, take_snapshot
from termbase.store import open_store, upgrade

NUMBER: Final = 250
_PATIENCE: Final = 30.0
_INSTANT: Final = 0.0005
"""Seconds after which every work is done, and before which none is."""
SCHEMA: Final = Path(__file__).parent / "schemas" / "0001.sql"

pytestmark = [
    pytest.mark.sqlite,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="forks a process to kill it"),
]


def concepts(note: str = "") -> list[Concept]:
    notes = (note,) if note else ()
    return [
        Concept(f"c{it}", sections=(LanguageSection("en", (Term(f"chain {it}"),)),), notes=notes)
        for it in range(NUMBER)
    ]


def import_new(path: Path) -> None:
    with open_store(str(path), what="import") as store:
        import_concepts(store, [Concept(f"new-{it}") for it in range(NUMBER)])


def import_again(path: Path) -> None:
    with open_store(str(path), what="import") as store:
        import_concepts(store, concepts("again"), ImportPolicy.REPLACE)


def edit(path: Path) -> None:
    with open_store(str(path)) as store:
        store.replace(Concept("c1", notes=("edited",)))
        store.remove("c2")


def undo_all(path: Path) -> None:
    with open_store(str(path), what="undo") as store:
        undo(store)


def raise_schema(path: Path) -> None:
    upgrade(locate(str(path)))


def snapshot(path: Path) -> None:
    take_snapshot(locate(str(path)), path.with_name("monday.db"))


def restore(path: Path) -> None:
    bring_back(path.with_name("kept.db"), locate(str(path)))


def mend(path: Path) -> None:
    repair(locate(str(path)))


class Work(NamedTuple):
    """What is done to a term base, how often it is killed, and how the term base is made ready for it."""

    do: Callable[[Path], None]
    kills: int
    begin: Callable[[Path], None] = lambda _: None


def first_schema(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SCHEMA.read_text(encoding="utf-8"))


def keep_then_change(path: Path) -> None:
    take_snapshot(locate(str(path)), path.with_name("kept.db"))
    edit(path)


def damage(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE term SET status = 'odd' WHERE concept_id = 'c7'")


WORK: Final = {
    "import": Work(import_new, 20),
    "replacing import": Work(import_again, 15),
    "edit": Work(edit, 15),
    "undo": Work(undo_all, 10),
    "upgrade": Work(raise_schema, 15, first_schema),
    "snapshot": Work(snapshot, 10),
    "restore": Work(restore, 10, keep_then_change),
    "repair": Work(mend, 5, damage),
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, empty_termbase: Path) -> Path:
    """A term base with a step."""
    path = Path(shutil.copyfile(empty_termbase, tmp_path_factory.mktemp("kills") / "terms.db"))
    with open_store(str(path), what="import") as store:
        store.add_all(concepts())
    return path


def test_the_kills_are_a_hundred() -> None:
    assert sum(work.kills for work in WORK.values()) == 100


@pytest.mark.parametrize("kind", WORK)
def test_a_kill_leaves_the_state_before_or_after(kind: str, filled: Path, tmp_path: Path) -> None:
    work, begun, path = WORK[kind], tmp_path / "begun", tmp_path / "work" / "terms.db"
    begun.mkdir()
    shutil.copyfile(filled, begun / "terms.db")
    work.begin(begun / "terms.db")
    before = state(begun / "terms.db")
    span = 1.3 * min(timed(work, begun, path) for _ in range(2))
    after = state(path)
    moments, seen = random.Random(kind), Counter[str]()

    def kill(moment: float) -> None:
        lay(begun, path)
        killed_at(moment, work, path)
        found = state(path)
        assert found in (before, after)
        seen["before" if found == before else "after"] += 1
        nothing_half_made_has_a_name(path)
        nothing_is_left_for_ever(path)

    for _ in range(work.kills):
        done = seen["after"]
        kill(moments.uniform(0, span))
        span *= 0.9 if seen["after"] > done else 1.1  # the machine is now quicker, now slower
    # The moments are worth something only if they lie on both sides of the commit.
    late, early = span, span / 4
    while not seen["after"] and late < _PATIENCE:
        late *= 1.5
        kill(late)
    while not seen["before"] and early > _INSTANT:
        early /= 2
        kill(early)
    assert seen["before"] > 0, seen
    assert seen["after"] > 0, seen


def lay(begun: Path, path: Path) -> None:
    """The term base as it was begun, with what lay beside it, in a folder of its own."""
    shutil.rmtree(path.parent, ignore_errors=True)
    shutil.copytree(begun, path.parent)


def timed(work: Work, begun: Path, path: Path) -> float:
    """Do the work undisturbed, in a process as those that are killed; returns the seconds that it took."""
    lay(begun, path)
    with at_work(work, path) as done:
        started = time.monotonic()
        assert os.read(done, 1), "the work failed by itself"
        return time.monotonic() - started


def killed_at(moment: float, work: Work, path: Path) -> None:
    """Do the work in a process of its own, which is killed some seconds after it began, done or not."""
    with at_work(work, path):
        time.sleep(moment)


@contextmanager
def at_work(work: Work, path: Path) -> Iterator[int]:
    """Begin the work in a process that is killed in the end; gives what can be read when it is done."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writing, b"1")
            work.do(path)
            os.write(writing, b"2")
            time.sleep(60)
        finally:
            os._exit(1)
    try:
        os.close(writing)
        os.read(reading, 1)
        yield reading
    finally:
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        os.close(reading)
    assert os.WIFSIGNALED(status), "the work failed by itself"


def state(path: Path) -> tuple[object, ...]:
    """Everything that a term base holds and what its history says of it, and whether a snapshot is there."""
    made = path.with_name("monday.db").exists()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        (schema,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        content = connection.execute("SELECT * FROM term ORDER BY concept_id, section, position").fetchall()
        ids = connection.execute("SELECT id, notes FROM concept ORDER BY id").fetchall()
    if schema == SCHEMA.stem or any(row[4] == "odd" for row in content):
        return schema, ids, content, made
    location = locate(str(path))
    assert [it for it in diagnose(location) if it.check != DRAFTS] == []
    return schema, ids, content, made, history(location)


def history(location: Location) -> list[object]:
    """The steps, and for some concepts the chain of their states, which has to end in what is stored."""
    with open_store(location, read_only=True) as store:
        for concept_id in ("c1", "c2", "new-3"):
            chain = list(store.history.changes(concept_id))
            assert [later.before for later in chain[:-1]] == [earlier.after for earlier in chain[1:]]
            assert not chain or chain[-1].before is None
        return [(it.step.what, it.added, it.changed, it.removed) for it in store.history.steps()]


def nothing_half_made_has_a_name(path: Path) -> None:
    """Copies and snapshots are whole, or not there."""
    for copy in (*path.parent.glob("*.bak"), *path.parent.glob("monday.db")):
        with closing(sqlite3.connect(copy)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("SELECT count(*) FROM concept").fetchone() > (0,)
    for checksum in path.parent.glob("*.sha256"):
        assert len(checksum.read_text(encoding="utf-8").split()) == 2


def nothing_is_left_for_ever(path: Path) -> None:
    """An hour later, drafts go when the next copy is made or the term base is repaired."""
    assert left_over(path) == []
    drafts = [it for it in path.parent.iterdir() if it.name.startswith(".")]
    for draft in drafts:
        os.utime(draft, (0, 0))
    for owner in (path, path.with_name("monday.db"), path.with_name("monday.db.sha256")):
        sweep(owner)
    assert not any(draft.exists() for draft in drafts)
