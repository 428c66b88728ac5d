"""Term bases in SQLite files, without SQLAlchemy: connections, and what SQLite's errors mean."""

import errno
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from termbase.errors import StoreError, TermbaseDamaged
from termbase.faults import (
    check_schema,
    damaged,
    failing,
    foreign,
    full,
    inconsistent,
    locked,
    missing,
    no_file,
    short,
    unreadable,
    unwritable,
    without_locks,
)
from termbase.locations import BUSY_TIMEOUT

_PRIMARY_CODE: Final = 0xFF
"""Mask for ``sqlite_errorcode``: SQLite's extended result codes keep the primary one in the low byte."""
FULL: Final = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
"""What the system says when no more can be written."""
_NO_LOCKS: Final = frozenset(
    {
        sqlite3.SQLITE_IOERR_LOCK,
        sqlite3.SQLITE_IOERR_UNLOCK,
        sqlite3.SQLITE_IOERR_RDLOCK,
        sqlite3.SQLITE_IOERR_CHECKRESERVEDLOCK,
        sqlite3.SQLITE_IOERR_SHMOPEN,
        sqlite3.SQLITE_IOERR_SHMLOCK,
        sqlite3.SQLITE_IOERR_SHMMAP,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_NOLFS,
    }
)
"""What SQLite says on file systems without locks or shared memory, by extended result code."""
_NO_SHARED_MEMORY: Final = frozenset(
    {sqlite3.SQLITE_IOERR_SHMOPEN, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_SHMMAP}
)
_NOT_UTF8: Final = re.compile(r"Could not decode to UTF-8 column '(.*?)'", re.DOTALL)
_REFUSED: Final = {
    sqlite3.SQLITE_READONLY: "cannot be written",
    sqlite3.SQLITE_PERM: "cannot be written",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened, or its folder cannot be written",
}


def _busy(place: str) -> StoreError:
    """Somebody holds a lock, or there are none: SQLite says the same where the system knows no locks at all."""
    return locked(place) if _has_locks(Path(place).parent) else without_locks(place)


def _has_locks(folder: Path) -> bool:
    try:
        import fcntl
        import tempfile

        with tempfile.TemporaryFile(dir=folder) as probe:
            fcntl.lockf(probe, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _LOCKLESS
    except ImportError:  # Windows, whose file systems lock
        pass
    return True


_LOCKLESS: Final = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL})
_SAID: Final[dict[int, Callable[[str], StoreError]]] = {
    sqlite3.SQLITE_BUSY: _busy,
    sqlite3.SQLITE_LOCKED: locked,
    sqlite3.SQLITE_FULL: full,
}
_DETAILED: Final[dict[int, Callable[[str, str], StoreError]]] = {
    sqlite3.SQLITE_NOTADB: damaged,
    sqlite3.SQLITE_CORRUPT: damaged,
    sqlite3.SQLITE_IOERR: failing,
    sqlite3.SQLITE_CONSTRAINT: inconsistent,
}


def store_error(error: sqlite3.Error, place: str) -> StoreError:
    """The store error that says what ``error`` means for the term base at ``place``."""
    # Errors of the driver itself, such as a closed connection, carry no code.
    extended = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    code = extended & _PRIMARY_CODE
    if extended in _NO_LOCKS:
        return without_locks(place)
    if extended == sqlite3.SQLITE_IOERR_SHMSIZE:  # what processes share cannot grow
        return full(place)
    if code in _REFUSED:
        return unwritable(place, _REFUSED[code])
    if said := _SAID.get(code):
        return said(place)
    if detailed := _DETAILED.get(code):
        return detailed(place, str(error))
    return _by_text(error, place)


def _by_text(error: sqlite3.Error, place: str) -> StoreError:
    """The store error for what SQLite and its driver tell in words only."""
    if column := _NOT_UTF8.match(str(error)):
        return unreadable(place, f"the text in {column[1]} is not UTF-8")
    if str(error).startswith(("no such table", "no such column")):
        return foreign(place)
    return StoreError(place, short(str(error)), "nothing was changed; try again")


@contextmanager
def open_file(path: Path, *, read_only: bool, timeout: float = BUSY_TIMEOUT) -> Iterator[sqlite3.Connection]:
    """A connection to the SQLite file, closed at the end; SQLite's errors leave it as store errors."""
    check_file(path)
    try:
        with closing(connect_file(path, read_only=read_only, timeout=timeout)) as connection:
            yield connection
    except sqlite3.Error as error:
        raise store_error(error, str(path)) from error


def check_file(path: Path) -> None:
    """Raise ``TermbaseMissing``, or another store error, unless a file is there."""
    try:
        if path.is_dir():
            raise TermbaseDamaged(str(path), "is a folder, not a term base", "name the file in it")
        if not path.exists():
            raise missing(str(path))
        if not path.is_file():  # reading a pipe or a device may never end
            raise no_file(str(path))
    except OSError as error:
        raise StoreError(str(path), f"cannot be opened: {error.strerror}", "check the name and permissions") from error


def connect_file(path: Path, *, read_only: bool, timeout: float = BUSY_TIMEOUT) -> sqlite3.Connection:
    """A bare connection in autocommit mode to an existing SQLite file, also to one that cannot be written.

    Reading goes over a read-write connection that refuses to write, because a connection in SQLite's mode ``ro``
    leaves its ``-wal`` and ``-shm`` files behind. Where these cannot be made, in a folder that is read-only or full or
    on a file system without shared memory, the file is opened as immutable.
    """
    connection = _connect(path, "mode=rw", timeout)
    try:
        if read_only:
            connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except UnicodeDecodeError as error:  # SQLite quotes a damaged schema, which the driver takes for text
        connection.close()
        raise damaged(str(path), "its schema cannot be read") from error
    except sqlite3.Error as error:
        connection.close()
        if not (read_only and _lacks_companions(error)):
            raise
        _refuse_unmerged(path)
        return _connect(path, "immutable=1", timeout)
    return connection


def _lacks_companions(error: sqlite3.Error) -> bool:
    """Whether SQLite could not make the files that it puts beside a database."""
    code = error.sqlite_errorcode
    return code in _NO_SHARED_MEMORY or code & _PRIMARY_CODE in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


def _connect(path: Path, mode: str, timeout: float) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=timeout, isolation_level=None)


def _refuse_unmerged(path: Path) -> None:
    """Raise ``TermbaseReadOnly`` when a write-ahead log holds changes that an immutable file would not show."""
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        raise unwritable(str(path.parent), "must be writable once, because the term base holds unmerged changes")


def file_revision(path: Path, *, timeout: float = BUSY_TIMEOUT) -> str:
    """The revision that the term base in a SQLite file stands at: what names its content."""
    with open_file(path, read_only=True, timeout=timeout) as connection:
        query = "SELECT (SELECT version_num FROM alembic_version), (SELECT revision FROM meta)"
        schema, revision = connection.execute(query).fetchone()
    check_schema(schema, str(path))
    if not revision:
        raise foreign(str(path))
    return str(revision)
