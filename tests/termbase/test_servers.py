"""Term bases on a PostgreSQL server: what opening them can meet, broken connections, one order of ids."""

import threading
import time

import pytest

from termbase.concepts import Concept
from termbase.errors import (
    CommitUncertain,
    ConnectionLost,
    StoreError,
    TermbaseDamaged,
    TermbaseExists,
    TermbaseLocked,
    TermbaseMissing,
    TermbaseReadOnly,
    TermbaseUnreachable,
)
from termbase.fingerprints import fingerprint
from termbase.locations import locate
from termbase.retrying import retried
from termbase.store import create_termbase, open_store, upgrade
from termbase.unit import Store
from tests.postgresql import PASSWORD
from tests.termbase.raw import execute

pytestmark = pytest.mark.postgresql
BOTH = pytest.mark.parametrize("read_only", [True, False], ids=["reading", "writing"])


@pytest.fixture
def bare(server):
    """A database in which nothing is."""
    name = server.create()
    yield locate(server.url_of(name))
    server.drop(name)


def failure(location, kind, *, read_only=True):
    with pytest.raises(kind) as caught, open_store(location, read_only=read_only, timeout=0.05):
        pass
    assert type(caught.value) is kind
    assert caught.value.place == location.shown
    assert "\n" not in str(caught.value)
    return str(caught.value)


@BOTH
def test_a_database_that_is_not_there(server, read_only):
    message = failure(locate(server.url_of("nothing_here")), TermbaseMissing, read_only=read_only)
    assert "make it with `createdb`, then run `zhengming init`" in message


@BOTH
def test_an_empty_database(bare, read_only):
    assert "make one in it with `zhengming init`" in failure(bare, TermbaseDamaged, read_only=read_only)
    with pytest.raises(TermbaseDamaged):
        upgrade(bare)
    with pytest.raises(TermbaseDamaged):
        fingerprint(bare)


def test_the_database_of_another_program(bare):
    execute(bare, "CREATE TABLE theirs (x int)")
    with pytest.raises(StoreError, match="tables of another program; give the term base its own database"):
        create_termbase(bare)
    assert execute(bare, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'") == [("theirs",)]


def test_a_term_base_is_made_whole_or_not_at_all(bare):
    def broken():
        yield Concept("a")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        create_termbase(bare, broken())
    assert execute(bare, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'") == []
    create_termbase(bare, [Concept("a")])
    with open_store(bare, read_only=True) as store:
        assert [summary.step.what for summary in store.history.steps()] == ["init"]
    with pytest.raises(TermbaseExists):
        create_termbase(bare)


def test_of_two_who_make_it_one_is_told(bare):
    outcomes = []

    def make():
        try:
            create_termbase(bare)
            outcomes.append("made")
        except TermbaseExists:
            outcomes.append("exists")

    in_threads([make] * 3)
    assert sorted(outcomes) == ["exists", "exists", "made"]


def test_a_wrong_password_and_a_server_that_is_not_there_are_named_at_once(server):
    if not server.is_private:
        pytest.skip("the password of this server is not known")
    for url in (
        server.url_with_password("postgres").replace("s3cret", "s4cret"),
        "postgresql://ann:s3cret@127.0.0.1:1/terms",
    ):
        began = time.monotonic()
        with pytest.raises(TermbaseUnreachable) as caught:
            retried(lambda url=url: fingerprint(locate(url)))
        assert time.monotonic() - began < 3
        assert str(caught.value).endswith("; check server, user and password")
        assert "cret" not in str(caught.value)


def test_the_password_opens_it(server, database):
    if not server.is_private:
        pytest.skip("the password of this server is not known")
    name = database.url.partition("?")[0].rpartition("/")[2]
    location = locate(server.url_with_password(name))
    with open_store(location, read_only=True) as store:
        assert store.count() == 0
    assert PASSWORD not in location.shown


@pytest.mark.parametrize("url", ["postgresql://ann:s3cret@host:port/t", "postgresql+asyncpg://ann:s3cret@host/t"])
def test_a_url_that_makes_no_sense(url):
    message = failure(locate(url), StoreError)
    assert message.endswith("is no URL of PostgreSQL; write postgresql://user@host:5432/name")
    assert "s3cret" not in message


def test_an_unencoded_password_is_not_taken_for_a_host():
    message = failure(locate("postgresql://ann:s3@cret@host/t"), StoreError)
    assert message == "postgresql://ann:***@host/t: holds more than one @; write that of a password as %40"


def test_who_may_only_read_cannot_write(server, own_database):
    if not server.is_private:
        pytest.skip("making another user takes the rights of a superuser")
    for statement in ("CREATE ROLE reader LOGIN", "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader"):
        execute(own_database, statement)
    location = locate(own_database.url.replace("zhengming@", "reader@"))
    try:
        with open_store(location, read_only=True) as store:
            assert store.count() == 0
        message = failure(location, TermbaseReadOnly, read_only=False)
        assert message.endswith(
            "refuses it to this user: permission denied for table meta; ask its administrator for the right"
        )
    finally:
        execute(own_database, "DROP OWNED BY reader")
        execute(own_database, "DROP ROLE reader")


def test_writers_queue_and_readers_go_on(termbase):
    with open_store(termbase) as writer:
        writer.add(Concept("a"))
        assert "another process" in failure(termbase, TermbaseLocked, read_only=False)
        with open_store(termbase, read_only=True) as reader:
            assert reader.count() == 0
            fingerprint(termbase)
        with pytest.raises(TermbaseLocked):
            upgrade(termbase, timeout=0.05)
    with open_store(termbase) as writer:
        assert writer.get("a").id == "a"


def test_a_writer_that_waited_sees_what_the_other_wrote(termbase):
    inside, seen = threading.Event(), []

    def first():
        with open_store(termbase) as store:
            store.add(Concept("a"))
            inside.set()
            time.sleep(0.2)

    def second():
        inside.wait()
        with open_store(termbase) as store:
            seen.append(store.count())
            store.add(Concept("b"))

    in_threads([first, second])
    assert seen == [1]
    with open_store(termbase, read_only=True) as store:
        assert [summary.step.number for summary in store.history.steps()] == [2, 1]


def test_ids_come_in_the_order_of_a_file(termbase):
    """The database sorts as English does, which passes over hyphens."""
    ids = ["a-c", "a.d", "a1", "ab", "a_b", "b"]
    with open_store(termbase) as store:
        store.add_all(map(Concept, ids))
        assert [concept.id for concept in store.concepts()] == sorted(ids)
        assert [concept.id for concept in store.find("")] == sorted(ids)


def break_off(store):
    """End the server's side of the unit's connection."""
    pid = store._connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    execute(store._location, f"SELECT pg_terminate_backend({pid})")


def test_a_connection_that_breaks_is_told_and_nothing_is_written(termbase):
    def work():
        with open_store(termbase) as store:
            store.add(Concept("a"))
            break_off(store)
            store.count()

    with pytest.raises(ConnectionLost, match="nothing was changed; try again"):
        work()
    with open_store(termbase, read_only=True) as store:
        assert store.count() == store.history.latest() == 0


def test_a_unit_whose_connection_breaks_is_done_again(termbase):
    attempts = []

    def work():
        with open_store(termbase) as store:
            store.add(Concept("a"))
            attempts.append(store.recorder.step)
            if len(attempts) < 3:
                break_off(store)

    retried(work)
    assert attempts == [1, 1, 1]
    with open_store(termbase, read_only=True) as store:
        assert [change.number for change in store.history.changes("a")]
        assert store.history.latest() == 1


def test_a_commit_without_an_answer_is_not_done_again(termbase, monkeypatch):
    attempts, seal = [], Store.seal

    def work():
        attempts.append(1)
        with open_store(termbase) as store:
            monkeypatch.setattr(store, "seal", lambda: [seal(store), break_off(store)])
            store.add(Concept("a"))

    with pytest.raises(CommitUncertain, match="see with `zhengming log`"):
        retried(work)
    assert len(attempts) == 1


def in_threads(works):
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
