"""Copies of term bases in SQLite files: consistent while others work, whole or not there."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Final

from termbase.errors import TermbaseExists
from termbase.faults import damaged, locked
from termbase.files import connect_file
from termbase.locations import BUSY_TIMEOUT

_PAGES: Final = 4096
_WAITING: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_COMPANIONS: Final = ("", "-wal", "-shm", "-journal")
"""Suffixes of the files that belong to a SQLite database."""


def copy_content(
    source: sqlite3.Connection,
    target: sqlite3.Connection,
    place: str,
    *,
    timeout: float = BUSY_TIMEOUT,
    check: Callable[[], None] = lambda: None,
) -> None:
    """Put everything that ``source`` holds in the place of what ``target`` holds, in one transaction of the target.

    ``check`` is called when the target is locked and before it is changed for good; it may raise, which leaves the
    target as it was. Raises
    ``TermbaseLocked`` for ``place`` when another process keeps a lock longer than ``timeout`` seconds.
    """
    deadline = time.monotonic() + timeout

    # More than one portion, so that there is a moment between the lock and the commit.
    (pages,) = source.execute("PRAGMA page_count").fetchone()

    def step(status: int, _remaining: int, _total: int) -> None:
        if status == sqlite3.SQLITE_OK:
            check()
        elif status in _WAITING and time.monotonic() > deadline:
            raise locked(place)

    source.backup(target, pages=max(1, min(_PAGES, pages // 2)), progress=step, sleep=0.05)


def copy_beside(path: Path, label: str) -> Path:
    """A consistent copy under a name that tells when it was made; readers and writers of the original go on."""
    backup = free_name(path, label)
    with closing(connect_file(path, read_only=True)) as source, closing(sqlite3.connect(backup)) as target:
        copy_content(source, target, str(path))
    return backup


def free_name(path: Path, label: str) -> Path:
    """A name beside ``path`` for a copy of it, such as ``terms.db.schema-0001.20260131T120000Z.bak``."""
    stem = f"{path.name}.{label}.{datetime.now(UTC):%Y%m%dT%H%M%SZ}.bak"
    names = (path.with_name(stem if number == 1 else f"{stem}{number}") for number in count(1))
    return next(name for name in names if not name.exists())


def check_integrity(connection: sqlite3.Connection, place: str) -> None:
    """Read all of the database. Raises ``TermbaseDamaged`` for ``place`` when its pages or indexes are not sound."""
    (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise damaged(place, str(verdict).replace("\n", " "))


def publish(draft: Path, path: Path) -> None:
    """Give a finished file its name, unless something has that name; then raise ``TermbaseExists``."""
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        raise exists(str(path)) from None
    except OSError:  # a file system without hard links
        draft.rename(path)


def discard(path: Path) -> None:
    """Delete a draft and the files that SQLite puts beside it."""
    for suffix in _COMPANIONS:
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def set_aside(path: Path, label: str) -> Path:
    """Give a file that SQLite cannot read another name, with what belongs to it; returns that name."""
    backup = free_name(path, label)
    for suffix in reversed(_COMPANIONS):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.rename(backup.with_name(backup.name + suffix))
    return backup


def exists(place: str) -> TermbaseExists:
    """Something has this name already."""
    return TermbaseExists(place, "is there already", "choose another name, or use it with `--termbase`")
