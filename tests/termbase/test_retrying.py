"""What passes is tried again, for a while; what was perhaps written is not."""

import sqlite3
import threading
from contextlib import closing

import pytest

from termbase import retrying
from termbase.concepts import Concept
from termbase.errors import (
    CommitUncertain,
    ConceptExists,
    ConnectionLost,
    StoreError,
    TermbaseLocked,
    TermbaseMissing,
    TermbaseReadOnly,
    TermbaseUnreachable,
)
from termbase.retrying import ATTEMPTS, retried
from termbase.store import open_store


@pytest.fixture
def pauses(monkeypatch):
    """How long was waited between attempts; nobody really waits."""
    waited, now = [], [0.0]

    def sleep(seconds):
        waited.append(seconds)
        now[0] += seconds

    monkeypatch.setattr(retrying.time, "sleep", sleep)
    monkeypatch.setattr(retrying.time, "monotonic", lambda: now[0])
    return waited


def failing(*errors):
    """Work that raises each error in turn and then returns how often it was done."""
    left, done = list(errors), []

    def work():
        done.append(1)
        if left:
            raise left.pop(0)("place", "problem")
        return len(done)

    return work


def test_work_that_succeeds_is_done_once(pauses):
    assert retried(failing()) == 1
    assert pauses == []


@pytest.mark.parametrize("error", [TermbaseLocked, ConnectionLost])
def test_what_passes_is_tried_again_after_longer_and_longer_pauses(pauses, error):
    assert retried(failing(*[error] * 5)) == 6
    assert len(pauses) == 5
    assert all(0 < pause <= 2 for pause in pauses)
    assert pauses[0] < pauses[2] < pauses[4]


def test_pauses_are_not_the_same_for_all(pauses):
    for _ in range(2):
        retried(failing(*[TermbaseLocked] * 3))
    assert pauses[:3] != pauses[3:]


def test_a_server_that_restarts_may_be_away_for_a_while(pauses):
    assert retried(failing(ConnectionLost, TermbaseUnreachable, TermbaseUnreachable)) == 4


@pytest.mark.parametrize(
    "error",
    [TermbaseUnreachable, CommitUncertain, TermbaseMissing, TermbaseReadOnly, StoreError, ConceptExists, ValueError],
)
def test_what_does_not_pass_is_raised_at_once(pauses, error):
    with pytest.raises(error):
        retried(failing(error))
    assert pauses == []


def test_an_uncertain_commit_ends_it_at_any_attempt(pauses):
    with pytest.raises(CommitUncertain):
        retried(failing(TermbaseLocked, CommitUncertain))
    assert len(pauses) == 1


def test_patience_ends_with_attempts_and_with_time(pauses):
    with pytest.raises(TermbaseLocked):
        retried(failing(*[TermbaseLocked] * 50))
    assert len(pauses) == ATTEMPTS - 1
    pauses.clear()
    with pytest.raises(TermbaseLocked):
        retried(failing(*[TermbaseLocked] * 50), attempts=50, patience=3)
    assert sum(pauses) <= 3


@pytest.mark.sqlite
def test_a_busy_file_is_written_once_when_it_is_free(termbase):
    def work():
        with open_store(termbase, timeout=0.01) as store:
            store.add(Concept("a"))

    with closing(sqlite3.connect(termbase.path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(TermbaseLocked):
            work()
        timer = threading.Timer(0.3, lambda: other.execute("COMMIT"))
        timer.start()
        retried(work)
        timer.join()
    with open_store(termbase, read_only=True) as store:
        assert store.history.latest() == store.count() == 1
