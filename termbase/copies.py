"""Copies of term bases in SQLite files: consistent while others work, whole or not there."""

import os
import re
import shutil
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
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
_DEAD: Final = 3600.0
"""Seconds without a write after which a draft has no maker any more."""
_PERMISSIONS: Final = 0o777
_PRIVATE: Final = 0o600
_OPEN: Final = 0o666
"""What the user's mask then takes away from."""


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
    """A consistent copy under a name that tells when it was made, with the permissions of the original.

    Readers and writers of the original go on. The copy has its name only when it is whole.
    """
    with drafted(path, private=True) as draft:
        with closing(connect_file(path, read_only=True)) as source, closing(sqlite3.connect(draft)) as target:
            copy_content(source, target, str(path))
        flush(draft)
        resemble(draft, path)
        backup = free_name(path, label)
        publish(draft, backup)
    return backup


@contextmanager
def drafted(path: Path, *, private: bool = False) -> Iterator[Path]:
    """A new, empty file beside ``path`` for what is in the making; it goes in the end, with what SQLite puts beside it.

    A private one can be read by its owner alone, until it is to ``resemble`` another file. Drafts of the same file
    that a killed process left are deleted.
    """
    sweep(path)
    draft = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        draft.touch(mode=_PRIVATE if private else _OPEN, exist_ok=False)
        yield draft
    finally:
        discard(draft)


def left_over(path: Path) -> list[Path]:
    """The drafts of ``path`` that nobody has written to for an hour, so that their maker is dead."""
    name = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{32}}(?:-wal|-shm|-journal)?")
    with suppress(OSError):
        drafts = [it for it in path.parent.iterdir() if name.fullmatch(it.name)]
        return sorted(it for it in drafts if time.time() - it.lstat().st_mtime > _DEAD)
    return []


def sweep(path: Path) -> None:
    """Delete what ``left_over`` names."""
    for draft in left_over(path):
        with suppress(OSError):  # another process was faster, or may do it one day
            draft.unlink()


def resemble(copy: Path, original: Path) -> None:
    """Give a copy the permissions of its original, so that nobody reads in it what was closed to them."""
    copy.chmod(original.stat().st_mode & _PERMISSIONS)


def flush(path: Path) -> None:
    """See that a finished file is on the disk before it is given its name."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def replace_file(draft: Path, path: Path, label: str) -> Path:
    """Put a finished file in the place of one that SQLite cannot read, which is kept beside it; returns its name there.

    The old one need not be there: a write-ahead log that it left is kept all the same. Killed in between, the kept
    file is whole, or the old one is in its place.
    """
    kept = _kept_as_it_is(path, label)
    # SQLite would take a write-ahead log of the old file for that of the new one.
    for suffix in _COMPANIONS[1:]:
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    if path.exists():
        draft.replace(path)
    else:
        publish(draft, path)
    return kept


def _kept_as_it_is(path: Path, label: str) -> Path:
    """A copy of the bytes of a file, and of what belongs to it."""
    backup = free_name(path, label)
    for suffix in reversed(_COMPANIONS):
        part = path.with_name(path.name + suffix)
        if part.exists():
            with drafted(path, private=True) as draft:
                shutil.copyfile(part, draft)
                flush(draft)
                resemble(draft, part)
                publish(draft, backup.with_name(backup.name + suffix))
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


def exists(place: str) -> TermbaseExists:
    """Something has this name already."""
    return TermbaseExists(place, "is there already", "choose another name, or use it with `--termbase`")
