"""Term bases in SQLite files: made whole, shared with other processes, and clear about every bad file."""

import sqlite3
import threading
from contextlib import closing

import pytest

from termbase.concepts import Concept
from termbase.errors import (
    StoreError,
    TermbaseDamaged,
    TermbaseExists,
    TermbaseLocked,
    TermbaseMissing,
    TermbaseReadOnly,
    TermbaseTooNew,
)
from termbase.locations import locate
from termbase.store import create_termbase, open_store

pytestmark = pytest.mark.sqlite

BOTH = pytest.mark.parametrize("read_only", [True, False], ids=["reading", "writing"])


def opened(location, *, read_only=False):
    with open_store(location, read_only=read_only, timeout=0.05) as store:
        return [concept.id for concept in store.concepts()]


def failure(location, kind, *, read_only):
    with pytest.raises(kind) as caught:
        opened(location, read_only=read_only)
    assert caught.value.place == location.shown
    assert caught.value.problem
    assert caught.value.cure
    return str(caught.value)


def test_a_new_term_base_is_empty_and_alone_in_its_folder(tmp_path):
    location = locate(str(tmp_path / "new" / "folder" / "terms.db"))
    create_termbase(location)
    assert opened(location) == []
    assert [path.name for path in location.path.parent.iterdir()] == ["terms.db"]


def test_sqlite_is_set_up_for_many_processes(termbase):
    opened(termbase)
    with closing(sqlite3.connect(termbase.path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.parametrize("content", [b"", b"mine"])
def test_nothing_is_overwritten(tmp_path, content):
    path = tmp_path / "terms.db"
    path.write_bytes(content)
    with pytest.raises(TermbaseExists):
        create_termbase(locate(str(path)))
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_the_builtin_glossary_is_not_made():
    with pytest.raises(TermbaseExists):
        create_termbase(locate("builtin"))


def test_a_folder_that_cannot_be_written_stays_as_it_is(guarded_folder):
    guarded_folder.chmod(0o500)
    with pytest.raises(TermbaseReadOnly):
        create_termbase(locate(str(guarded_folder / "sub" / "terms.db")))
    with pytest.raises(TermbaseReadOnly):
        create_termbase(locate(str(guarded_folder / "terms.db")))
    assert list(guarded_folder.iterdir()) == []


def test_a_file_in_the_place_of_a_folder_is_named(tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StoreError, match="part of its path is a file"):
        create_termbase(locate(str(tmp_path / "file" / "terms.db")))
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@BOTH
def test_missing(tmp_path, read_only):
    location = locate(str(tmp_path / "none.db"))
    assert "zhengming init" in failure(location, TermbaseMissing, read_only=read_only)
    assert list(tmp_path.iterdir()) == []


@BOTH
def test_a_folder(tmp_path, read_only):
    assert "is a folder" in failure(locate(str(tmp_path)), TermbaseDamaged, read_only=read_only)


@BOTH
def test_garbage(tmp_path, read_only):
    path = tmp_path / "terms.db"
    path.write_bytes(b"no database at all\n" * 400)
    failure(locate(str(path)), TermbaseDamaged, read_only=read_only)
    assert path.read_bytes() == b"no database at all\n" * 400


@BOTH
def test_an_empty_file(tmp_path, read_only):
    (tmp_path / "terms.db").touch()
    failure(locate(str(tmp_path / "terms.db")), TermbaseDamaged, read_only=read_only)


@BOTH
def test_a_truncated_term_base(termbase, read_only):
    with open_store(termbase) as store:
        store.add_all(Concept(f"c{number}", notes=("note " * 20,)) for number in range(300))
    whole = termbase.path.read_bytes()
    termbase.path.write_bytes(whole[: len(whole) // 3])
    failure(termbase, TermbaseDamaged, read_only=read_only)


@BOTH
def test_a_page_of_another_file(termbase, read_only):
    with open_store(termbase) as store:
        store.add_all(Concept(f"c{number}", notes=("note " * 20,)) for number in range(300))
    content = bytearray(termbase.path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    termbase.path.write_bytes(content)
    failure(termbase, TermbaseDamaged, read_only=read_only)


@BOTH
@pytest.mark.parametrize("statement", ["CREATE TABLE t (x)", "CREATE TABLE alembic_version (version_num)"])
def test_the_database_of_another_program(tmp_path, read_only, statement):
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)
    assert "no term base" in failure(locate(str(path)), TermbaseDamaged, read_only=read_only)


@BOTH
def test_a_newer_version(termbase, read_only):
    with closing(sqlite3.connect(termbase.path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "update zhengming" in failure(termbase, TermbaseTooNew, read_only=read_only)


def test_a_read_only_file_can_be_read_but_not_written(guarded_folder):
    location = locate(str(guarded_folder / "terms.db"))
    create_termbase(location)
    location.path.chmod(0o400)
    for mode in (0o700, 0o500):
        guarded_folder.chmod(mode)
        assert opened(location, read_only=True) == []
        failure(location, TermbaseReadOnly, read_only=False)


@BOTH
def test_an_unreadable_file(guarded_folder, read_only):
    location = locate(str(guarded_folder / "terms.db"))
    create_termbase(location)
    location.path.chmod(0)
    failure(location, TermbaseReadOnly, read_only=read_only)
    guarded_folder.chmod(0)
    failure(location, StoreError, read_only=read_only)


def test_a_locked_term_base(termbase):
    with closing(sqlite3.connect(termbase.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert opened(termbase, read_only=True) == []  # a write-ahead log lets others read
        assert "another process" in failure(termbase, TermbaseLocked, read_only=False)
    assert opened(termbase) == []


@BOTH
def test_a_locked_file_without_write_ahead_log(termbase, read_only):
    with closing(sqlite3.connect(termbase.path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        failure(termbase, TermbaseLocked, read_only=read_only)


def test_writers_queue(termbase):
    def write(name):
        for number in range(5):
            with open_store(termbase) as store:
                store.count()  # reading first is what makes deferred transactions deadlock
                store.add(Concept(f"{name}-{number}"))

    threads = [threading.Thread(target=write, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened(termbase)) == 15


def test_parts_cannot_stand_without_their_concept(termbase):
    with pytest.raises(StoreError, match="FOREIGN KEY"), open_store(termbase) as store:
        store._connection.exec_driver_sql("INSERT INTO relation VALUES ('nobody', 0, 'related', 'a')")


def test_a_full_disk_changes_nothing(termbase):
    def fill():
        with open_store(termbase) as store:
            store._connection.exec_driver_sql("PRAGMA max_page_count = 60")
            store.add_all(Concept(f"c{number}", notes=("note " * 200,)) for number in range(2000))

    with pytest.raises(StoreError, match="disk is full; free some space"):
        fill()
    assert opened(termbase) == []


@pytest.mark.parametrize("port", ["1", "one"])
@pytest.mark.parametrize("driver", ["postgresql+psycopg", "postgresql+nothing"])
def test_a_server_that_is_not_there_keeps_its_password(driver, port):
    location = locate(f"{driver}://ann:s3cret@127.0.0.1:{port}/terms")
    with pytest.raises(StoreError) as caught:
        opened(location)
    assert "s3cret" not in str(caught.value)
    assert caught.value.cure
