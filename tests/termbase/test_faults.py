"""What the machine does to a term base: no room, no right to write, no locks, a clock that goes back, odd files."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from termbase.concepts import Concept
from termbase.errors import StoreError, TermbaseDamaged
from termbase.importing.applying import import_concepts
from termbase.locations import locate
from termbase.snapshots import bring_back, take_snapshot
from termbase.store import create_termbase, open_store, upgrade

pytestmark = pytest.mark.sqlite

SHIM = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/mman.h>

static int answer(const char *name, int file, int command, void *argument) {
    int (*real)(int, int, ...) = dlsym(RTLD_NEXT, name);
    if (command == F_SETLK || command == F_SETLKW || command == F_GETLK) {
        errno = atoi(getenv("LOCK_ERROR"));
        if (errno) return -1;
    }
    return real(file, command, argument);
}
int fcntl(int file, int command, ...) {
    va_list list; va_start(list, command); void *argument = va_arg(list, void *); va_end(list);
    return answer("fcntl", file, command, argument);
}
int fcntl64(int file, int command, ...) {
    va_list list; va_start(list, command); void *argument = va_arg(list, void *); va_end(list);
    return answer("fcntl64", file, command, argument);
}
static void *mapped(const char *name, void *a, size_t n, int p, int f, int d, off_t o) {
    void *(*real)(void *, size_t, int, int, int, off_t) = dlsym(RTLD_NEXT, name);
    if (getenv("NO_SHARED") && d >= 0 && (f & MAP_SHARED) && (p & PROT_WRITE)) { errno = ENODEV; return MAP_FAILED; }
    return real(a, n, p, f, d, o);
}
void *mmap(void *a, size_t n, int p, int f, int d, off_t o) { return mapped("mmap", a, n, p, f, d, o); }
void *mmap64(void *a, size_t n, int p, int f, int d, off_t o) { return mapped("mmap64", a, n, p, f, d, o); }
"""
SCRIPT = """
import sys
from termbase.concepts import Concept
from termbase.errors import StoreError
from termbase.store import open_store
try:
    with open_store(sys.argv[1], timeout=0.05) as store:
        store.add(Concept("b"))
except StoreError as error:
    print(error)
"""


def ids(location):
    with open_store(location, read_only=True) as store:
        return [concept.id for concept in store.concepts()]


@pytest.fixture
def filled(termbase):
    with open_store(termbase) as store:
        store.add_all(Concept(f"c{number}", notes=("note " * 100,)) for number in range(200))
    return termbase


@pytest.fixture
def small_disk(tmp_path):
    """A file system of its own with room for a megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs the right to mount a file system")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def refused_for_want_of_room():
    with pytest.raises(StoreError, match="the disk is full; free some space") as caught:
        yield
    assert "\n" not in str(caught.value)


def test_a_full_disk_loses_nothing(filled, small_disk):
    location = locate(str(small_disk / "terms.db"))
    shutil.copyfile(filled.path, location.path)
    before = ids(location)
    big = [Concept(f"big-{number}", notes=("note " * 100,)) for number in range(2000)]
    with refused_for_want_of_room(), open_store(location) as store:
        import_concepts(store, big)
    assert ids(location) == before
    take_snapshot(location, small_disk / "a.db")
    lying = sorted(it.name for it in small_disk.iterdir())
    with refused_for_want_of_room():
        for number in range(20):
            take_snapshot(location, small_disk / f"{number}.db")
    with refused_for_want_of_room():
        for _ in range(20):
            bring_back(small_disk / "a.db", location)
    with refused_for_want_of_room():
        create_termbase(locate(str(small_disk / "new" / "new.db")), big)
    assert ids(location) == before
    assert not [it for it in small_disk.iterdir() if it.name.startswith(".") or it.name == "new"]
    assert set(lying) <= {it.name for it in small_disk.iterdir()}


def test_an_upgrade_without_room_leaves_the_old_schema(small_disk):
    path = small_disk / "old.db"
    with sqlite3.connect(path) as connection:
        connection.executescript((Path(__file__).parent / "schemas" / "0001.sql").read_text(encoding="utf-8"))
    connection.close()
    with (small_disk / "ballast").open("wb", buffering=0) as ballast, suppress(OSError):
        while True:
            ballast.write(bytes(4096))
    before = path.read_bytes()
    with refused_for_want_of_room():
        upgrade(locate(str(path)))
    assert path.read_bytes() == before
    (small_disk / "ballast").unlink()
    assert upgrade(locate(str(path)))


@pytest.fixture(scope="module")
def shim(tmp_path_factory):
    """A library that takes locks or shared memory away from a process, as a network file system may."""
    compiler = shutil.which("cc")
    if not compiler or sys.platform != "linux":
        pytest.skip("needs Linux and a C compiler")
    folder = tmp_path_factory.mktemp("shim")
    (folder / "shim.c").write_text(SHIM, encoding="utf-8")
    library = folder / "shim.so"
    command = [compiler, "-shared", "-fPIC", "-o", str(library), str(folder / "shim.c"), "-ldl"]
    built = subprocess.run(command, capture_output=True, check=False)
    if built.returncode:
        pytest.skip("the C compiler cannot build the library")
    return library


@pytest.mark.parametrize("fault", [{"LOCK_ERROR": "37"}, {"LOCK_ERROR": "95"}, {"LOCK_ERROR": "0", "NO_SHARED": "1"}])
def test_a_file_system_without_locks_names_the_cure(fault, shim, filled):
    environment = os.environ | {"LD_PRELOAD": str(shim), "PYTHONPATH": os.pathsep.join(sys.path)} | fault
    command = [sys.executable, "-c", SCRIPT, str(filled.path)]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert ran.stderr == ""
    assert "cannot lock files; nothing was changed; put it on a local disk, or use PostgreSQL" in ran.stdout
    assert "b" not in ids(filled)


def stopped_at(moment):
    """A class of moments whose clock stands still."""

    class Stopped(datetime):
        @classmethod
        def now(cls, _zone=None):
            return moment

    return Stopped


def test_a_clock_that_goes_back_changes_no_order(termbase, monkeypatch):
    moments = [datetime(2026, 5, 1, 12, tzinfo=UTC) - timedelta(days=it) for it in range(4)]
    for number, moment in enumerate(moments):
        monkeypatch.setattr("termbase.history.recording.datetime", stopped_at(moment))
        with open_store(termbase) as store:
            if number == 0:
                store.add(Concept("a"))
            else:
                store.replace(Concept("a", notes=(str(number),)), expected=number)
    with open_store(termbase, read_only=True) as store:
        assert [it.step.number for it in store.history.steps()] == [4, 3, 2, 1]
        assert [it.step.number for it in store.history.steps(since=moments[2])] == [3, 2, 1]
        assert [it.after.notes for it in store.history.changes("a")] == [("3",), ("2",), ("1",), ()]
        stored = store.get("a").provenance
    assert stored.changed_at == stored.created_at == moments[0]


def test_copies_of_one_moment_have_different_names(filled, tmp_path, monkeypatch):
    monkeypatch.setattr("termbase.copies.datetime", stopped_at(datetime(2026, 1, 31, tzinfo=UTC)))
    take_snapshot(filled, tmp_path / "monday.db")
    backups = [bring_back(tmp_path / "monday.db", filled).backup for _ in range(3)]
    assert len({it for it in backups if it.exists()}) == 3


def odd_files(folder):
    """Files that are no term base, by what they are."""
    os.mkfifo(folder / "pipe")
    (folder / "folder").mkdir()
    (folder / "empty").touch()
    (folder / "dangling").symlink_to(folder / "nowhere")
    (folder / "endless").symlink_to("/dev/zero")
    (folder / "loop").symlink_to(folder / "loop")
    return sorted(folder.iterdir())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a POSIX system")
def test_odd_files_are_named_at_once(filled, tmp_path):
    folder = tmp_path / "odd"
    folder.mkdir()
    for path in odd_files(folder):
        location = locate(str(path))
        for attempt in (
            lambda location=location: ids(location),
            lambda location=location: upgrade(location),
            lambda location=location: take_snapshot(location, tmp_path / "copy.db"),
            lambda path=path: bring_back(path, filled),
        ):
            with pytest.raises(StoreError) as caught:
                attempt()
            assert caught.value.cure, path
            assert "\n" not in str(caught.value)
    assert len(ids(filled)) == 200
    assert not (tmp_path / "copy.db").exists()


def test_a_file_that_vanishes_while_it_is_open(filled):
    with open_store(filled, read_only=True) as store:
        before = [concept.id for concept in store.concepts()]
        filled.path.unlink()
        assert [concept.id for concept in store.concepts()] == before
    with pytest.raises(StoreError, match="there is no term base"):
        ids(filled)


def test_a_file_that_is_cut_while_it_is_open(filled):
    def read():
        with open_store(filled, read_only=True) as store:
            store.count()
            os.truncate(filled.path, 8192)
            list(store.concepts())

    with pytest.raises(TermbaseDamaged):
        read()


def test_copies_are_closed_to_whom_the_original_is(filled, tmp_path):
    for mode in (0o600, 0o640):
        filled.path.chmod(mode)
        path = tmp_path / f"{mode:o}.db"
        take_snapshot(filled, path)
        backup = bring_back(path, filled).backup
        for it in (path, backup, filled.path, Path(f"{path}.sha256")):
            assert it.stat().st_mode & 0o777 == mode, it
        new = locate(str(tmp_path / f"new-{mode:o}.db"))
        bring_back(path, new)
        assert new.path.stat().st_mode & 0o777 == mode
