"""Snapshots: a sound copy while others work, and back again in one step or not at all."""

import hashlib
import shutil
import sqlite3
import subprocess
import threading
from contextlib import closing
from pathlib import Path

import pytest

from termbase import copies, snapshots
from termbase.concepts import Concept
from termbase.errors import (
    StepNotUndoable,
    StoreError,
    TermbaseDamaged,
    TermbaseExists,
    TermbaseLocked,
    TermbaseMissing,
    TermbaseReadOnly,
    TermbaseTooNew,
)
from termbase.history.undoing import undo
from termbase.locations import locate
from termbase.snapshots import bring_back, take_snapshot
from termbase.store import create_termbase, open_store

pytestmark = pytest.mark.sqlite


def ids(location):
    with open_store(location, read_only=True) as store:
        return [concept.id for concept in store.concepts()]


def add(location, *names):
    with open_store(location) as store:
        store.add_all(Concept(name) for name in names)


def sound(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def names(folder):
    """What lies in the folder, without the files of connections."""
    return sorted(path.name for path in folder.iterdir() if not path.name.endswith(("-wal", "-shm")))


@pytest.fixture
def filled(termbase):
    add(termbase, "a", "b")
    return termbase


@pytest.fixture
def snapshot(filled, tmp_path):
    """A snapshot of the term base with a and b, which has c besides since."""
    path = tmp_path / "snapshots" / "monday.db"
    path.parent.mkdir()
    take_snapshot(filled, path)
    add(filled, "c")
    return path


def test_a_snapshot_is_a_term_base_with_its_checksum(filled, tmp_path):
    path = tmp_path / "monday.db"
    digest = take_snapshot(filled, path)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == digest
    assert Path(f"{path}.sha256").read_text() == f"{digest}  monday.db\n"
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", "--quiet", "-c", "monday.db.sha256"], cwd=tmp_path, check=True)
    assert ids(locate(str(path))) == ["a", "b"]
    assert names(tmp_path) == ["monday.db", "monday.db.sha256", "terms.db"]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == digest  # reading it does not change it


def test_a_snapshot_holds_whole_units_of_work_only(filled, tmp_path):
    done = threading.Event()

    def work():
        number = 0
        while not done.is_set():
            add(filled, f"left-{number}", f"right-{number}")
            number += 1

    worker = threading.Thread(target=work)
    worker.start()
    try:
        for number in range(15):
            path = tmp_path / f"{number}.db"
            take_snapshot(filled, path)
            found = ids(locate(str(path)))
            assert sum(it.startswith("left") for it in found) == sum(it.startswith("right") for it in found)
            assert sound(path)
    finally:
        done.set()
        worker.join()


@pytest.mark.parametrize("taken", ["monday.db", "monday.db.sha256"])
def test_a_snapshot_overwrites_nothing(filled, tmp_path, taken):
    (tmp_path / taken).write_bytes(b"mine")
    with pytest.raises(TermbaseExists, match=f"{taken}: is there already"):
        take_snapshot(filled, tmp_path / "monday.db")
    assert (tmp_path / taken).read_bytes() == b"mine"
    assert names(tmp_path) == sorted([taken, "terms.db"])


def test_what_has_no_snapshot_is_named(filled, tmp_path):
    path = tmp_path / "monday.db"
    for location, problem in (
        (locate("builtin"), "needs no snapshot"),
        (locate("postgresql://ann:s3cret@host/terms"), r"ann:\*\*\*@host/terms: is no file; .*pg_dump"),
        (locate(str(tmp_path / "none.db")), "there is no term base"),
    ):
        with pytest.raises(StoreError, match=problem):
            take_snapshot(location, path)
        if location.path is None:
            with pytest.raises(StoreError, match=problem):
                bring_back(filled.path, location)
    with pytest.raises(StoreError, match="cannot be made"):
        take_snapshot(filled, tmp_path / "nowhere" / "monday.db")
    assert names(tmp_path) == ["terms.db"]


def test_a_folder_that_cannot_be_written(guarded_folder):
    location = locate(str(guarded_folder / "terms.db"))
    create_termbase(location)
    take_snapshot(location, guarded_folder / "monday.db")
    guarded_folder.chmod(0o500)
    with pytest.raises(TermbaseReadOnly):
        take_snapshot(location, guarded_folder / "tuesday.db")
    with pytest.raises(TermbaseReadOnly):
        bring_back(guarded_folder / "monday.db", locate(str(guarded_folder / "new.db")))
    with pytest.raises(StoreError):
        bring_back(guarded_folder / "monday.db", location)
    assert names(guarded_folder) == ["monday.db", "monday.db.sha256", "terms.db"]
    assert ids(location) == []


def test_a_snapshot_comes_back_and_what_was_there_is_kept(filled, snapshot):
    done = bring_back(snapshot, filled)
    assert (done.checked, done.older) == (True, False)
    assert ids(filled) == ["a", "b"]
    assert ids(locate(str(done.backup))) == ["a", "b", "c"]
    assert done.backup.parent == filled.path.parent
    assert done.backup.name.startswith("terms.db.replaced.")
    assert sound(filled.path)
    add(filled, "d")
    assert ids(filled) == ["a", "b", "d"]
    with closing(sqlite3.connect(filled.path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_who_has_it_open_sees_the_old_content_or_the_new(filled, snapshot):
    with open_store(filled, read_only=True) as reader:
        assert reader.count() == 3
        bring_back(snapshot, filled)
        assert reader.count() == 3
    assert ids(filled) == ["a", "b"]


def test_a_snapshot_comes_back_into_a_snapshot_that_is_worked_on(snapshot, filled, tmp_path):
    worked_on = tmp_path / "worked-on.db"
    take_snapshot(filled, worked_on)
    bring_back(snapshot, locate(str(worked_on)))
    assert ids(locate(str(worked_on))) == ["a", "b"]


def test_a_lost_term_base_comes_back(snapshot, tmp_path):
    lost = locate(str(tmp_path / "new.db"))
    left = tmp_path / "new.db-wal"
    left.write_bytes(b"of the file that was lost")
    assert bring_back(snapshot, lost).backup is None
    assert not left.exists()
    assert ids(lost) == ["a", "b"]


@pytest.mark.parametrize("damage", ["garbage", "pages"])
def test_a_damaged_term_base_is_set_aside(filled, snapshot, damage):
    add(filled, *(f"c{number}" for number in range(500)))
    content = filled.path.read_bytes()
    broken = b"no database" * 500 if damage == "garbage" else content[:8192] + b"\xff" * (len(content) - 8192)
    filled.path.write_bytes(broken)
    done = bring_back(snapshot, filled)
    assert done.backup.read_bytes() == broken
    assert ids(filled) == ["a", "b"]


def unchanged_by(filled, error, use, match=None):
    before, there = ids(filled), names(filled.path.parent)
    with pytest.raises(error, match=match):
        use()
    assert ids(filled) == before == ["a", "b", "c"]
    assert names(filled.path.parent) == there
    assert sound(filled.path)


def test_a_snapshot_that_is_not_sound_is_refused(filled, snapshot, tmp_path):
    use = lambda: bring_back(snapshot, filled)  # noqa: E731
    content = bytearray(snapshot.read_bytes())
    content[-1] ^= 1
    snapshot.write_bytes(content)
    unchanged_by(filled, TermbaseDamaged, use, "does not have the checksum that monday.db.sha256 gives")
    checksum = Path(f"{snapshot}.sha256")
    checksum.write_text("nonsense")
    unchanged_by(filled, TermbaseDamaged, use, "does not have the checksum")
    checksum.unlink()
    snapshot.write_bytes(content[:8192] + b"\xff" * (len(content) - 8192))
    unchanged_by(filled, TermbaseDamaged, use)
    snapshot.write_bytes(b"no database" * 500)
    unchanged_by(filled, TermbaseDamaged, use)
    snapshot.unlink()
    unchanged_by(filled, TermbaseMissing, use)
    other = tmp_path / "snapshots" / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE t (x)")
    unchanged_by(filled, TermbaseDamaged, lambda: bring_back(other, filled), "holds no term base")
    unchanged_by(filled, StoreError, lambda: bring_back(filled.path, filled), "is the term base itself")


def test_a_snapshot_without_checksum_is_taken_and_that_is_told(filled, snapshot):
    Path(f"{snapshot}.sha256").unlink()
    assert not bring_back(snapshot, filled).checked
    assert ids(filled) == ["a", "b"]


@pytest.mark.parametrize(("version", "error"), [("0001", None), ("9999", TermbaseTooNew)])
def test_snapshots_of_other_versions(filled, snapshot, version, error):
    Path(f"{snapshot}.sha256").unlink()
    with closing(sqlite3.connect(snapshot)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
    if error:
        unchanged_by(filled, error, lambda: bring_back(snapshot, filled))
    else:
        assert bring_back(snapshot, filled).older


def test_what_is_no_term_base_is_not_replaced(snapshot, tmp_path):
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection, connection:
        connection.execute("CREATE TABLE t (x)")
    before = other.read_bytes()
    with pytest.raises(TermbaseDamaged, match="holds no term base"):
        bring_back(snapshot, locate(str(other)))
    with pytest.raises(TermbaseDamaged, match="is a folder"):
        bring_back(snapshot, locate(str(tmp_path)))
    assert other.read_bytes() == before


def test_a_locked_term_base_stays_as_it_is(filled, snapshot):
    with closing(sqlite3.connect(filled.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        unchanged_by(filled, TermbaseLocked, lambda: bring_back(snapshot, filled, timeout=0.1))


def test_what_others_write_meanwhile_is_in_the_copy(filled, snapshot, monkeypatch):
    written = iter(["x", "y"])

    def copy_and_let_others_write(path, label):
        backup = copies.copy_beside(path, label)
        for name in written:
            add(filled, name)
            break
        return backup

    monkeypatch.setattr(snapshots, "copy_beside", copy_and_let_others_write)
    done = bring_back(snapshot, filled)
    assert ids(filled) == ["a", "b"]
    assert ids(locate(str(done.backup))) == ["a", "b", "c", "x", "y"]
    assert len([name for name in names(filled.path.parent) if ".replaced." in name]) == 1


def test_a_failure_on_the_way_leaves_the_term_base_as_it_was(filled, snapshot, monkeypatch):
    def fail():
        raise ZeroDivisionError

    def copy_and_fail(*places, **how):
        copies.copy_content(*places, **how | {"check": fail})

    monkeypatch.setattr(snapshots, "copy_content", copy_and_fail)
    unchanged_by(filled, ZeroDivisionError, lambda: bring_back(snapshot, filled))


def test_a_snapshot_made_again_names_what_is_missing(tmp_path):
    location = locate(str(tmp_path / "new.db"))
    create_termbase(location)
    take_snapshot(location, tmp_path / "one.db")
    assert bring_back(tmp_path / "one.db", location).backup is not None


def numbers(location):
    with open_store(location, read_only=True) as store:
        return [(it.step.number, it.step.what, it.total) for it in store.history.steps()]


def test_the_numbers_of_steps_go_on_after_a_return(filled, snapshot):
    add(filled, "d")
    done = bring_back(snapshot, filled)
    assert numbers(filled) == [(4, "restore", 0), (1, "add", 2)]
    assert numbers(locate(str(done.backup))) == [(3, "add", 1), (2, "add", 1), (1, "add", 2)]
    add(filled, "e")
    with open_store(filled) as store:
        assert store.history.step(4).why == "from monday.db"
        assert store.history.undoable().number == 5
        with pytest.raises(
            StepNotUndoable, match=r"step 4: changed no concept \(restore from monday.db\); name another"
        ):
            undo(store, 4)
        undo(store)
    with open_store(filled) as store:
        undo(store)
    assert ids(filled) == []
    assert [number for number, _, _ in numbers(filled)] == [7, 6, 5, 4, 1]


def test_a_return_to_the_same_steps_adds_none(filled, tmp_path):
    path = tmp_path / "monday.db"
    take_snapshot(filled, path)
    before = numbers(filled)
    bring_back(path, filled)
    bring_back(path, locate(str(tmp_path / "new.db")))
    assert numbers(filled) == numbers(locate(str(tmp_path / "new.db"))) == before
