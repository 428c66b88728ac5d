"""Where a term base is: the text a user gives, as a place that can be opened, shown and fingerprinted.

A term base is a SQLite file, a database named by its URL, or the built-in glossary. Importing this module loads
neither SQLModel nor SQLAlchemy, and ``fingerprint`` reads a SQLite file without them: ``zhengming lint`` asks with
every run whether its cached index still fits the term base.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

from termbase.errors import StoreError, TermbaseDamaged
from termbase.faults import PRIMARY_CODE, check_schema, foreign, missing, read_only, store_error

BUILTIN: Final = "builtin"
BUSY_TIMEOUT: Final = 5.0
"""Seconds to wait for another process's write before the term base counts as locked."""

_SQLITE: Final = "sqlite:///"
_DATABASES: Final = ("sqlite", "postgresql")
_PASSWORD_BEFORE_HOST = re.compile(r"(?<=://)([^:/?#@]*):.*@")
_PASSWORD_IN_QUERY = re.compile(r"(?i)([?&][^=&]*pass[^=&]*=)[^&]*")


@dataclass(frozen=True, repr=False)
class Location:
    """The place of a term base, by URL: ``sqlite:///`` with an absolute, percent-encoded path, another database
    URL, or ``builtin``. Only ``shown`` may be printed; the URL may hold a password.
    """

    url: str

    @property
    def is_builtin(self) -> bool:
        """Whether this is the built-in glossary."""
        return self.url == BUILTIN

    @property
    def path(self) -> Path | None:
        """The SQLite file, or None for a database server and for the built-in glossary."""
        return Path(unquote(self.url.removeprefix(_SQLITE))) if self.url.startswith(_SQLITE) else None

    @property
    def shown(self) -> str:
        """The location for messages: the file's path, or the URL with its password masked."""
        if self.path:
            return str(self.path)
        return _PASSWORD_IN_QUERY.sub(r"\1***", _PASSWORD_BEFORE_HOST.sub(r"\1:***@", self.url))

    def __repr__(self) -> str:
        return f"Location({self.shown!r})"


def locate(text: str) -> Location:
    """The term base that ``text`` names: ``builtin``, a database URL, or else a file, ``~`` and relative paths allowed.

    Raises ``StoreError`` for an empty text and for a URL of a database that is not supported.
    """
    text = text.strip()
    if text == BUILTIN:
        return Location(BUILTIN)
    if "://" not in text:
        return _file(text)
    scheme, _, rest = text.partition("://")
    if scheme.partition("+")[0] == "postgres":
        scheme = scheme.replace("postgres", "postgresql", 1)
    if scheme.partition("+")[0] not in _DATABASES:
        raise StoreError(Location(text).shown, "is no database that zhengming can open", "use a file or postgresql://")
    if scheme.startswith("sqlite"):
        return _file(unquote(rest.partition("?")[0].removeprefix("/")))
    return Location(f"{scheme}://{rest}")


def _file(text: str) -> Location:
    if not text or text == ":memory:" or "\0" in text:
        raise StoreError(text.replace("\0", "\\0"), "names no term base", "give a file, a database URL or `builtin`")
    path = Path(text).expanduser().absolute()
    return Location(_SQLITE + quote(path.as_posix(), safe="/:"))


def default_location() -> Location:
    """The user's own term base, in the data folder that the system prescribes."""
    from platformdirs import user_data_path  # 20 ms to import; most runs are told where the term base is

    return _file(str(user_data_path("zhengming", appauthor=False) / "termbase.db"))


def fingerprint(location: Location, *, timeout: float = BUSY_TIMEOUT) -> str:
    """What identifies the content of a term base: it changes with every change of the content, and only then.

    Raises the store errors that opening the term base would raise.
    """
    if location.is_builtin:
        from termbase.starter.builtin import digest

        return digest()
    if location.path is None:
        from termbase.store import open_store  # loads SQLAlchemy, which a database server needs anyway

        with open_store(location, read_only=True, timeout=timeout) as store:
            return store.revision
    with open_file(location.path, read_only=True, timeout=timeout) as connection:
        query = "SELECT (SELECT version_num FROM alembic_version), (SELECT revision FROM meta)"
        schema, revision = connection.execute(query).fetchone()
    check_schema(schema, location.shown)
    if not revision:
        raise foreign(location.shown)
    return str(revision)


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
    except OSError as error:
        raise StoreError(str(path), f"cannot be opened: {error.strerror}", "check the name and permissions") from error


def connect_file(path: Path, *, read_only: bool, timeout: float = BUSY_TIMEOUT) -> sqlite3.Connection:
    """A bare connection in autocommit mode to an existing SQLite file, also to one that cannot be written.

    Reading goes over a read-write connection that refuses to write, because a connection in SQLite's mode ``ro``
    leaves its ``-wal`` and ``-shm`` files behind. Where these cannot be made, the file is opened as immutable.
    """
    connection = _connect(path, "mode=rw", timeout)
    try:
        if read_only:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except sqlite3.Error as error:
        connection.close()
        if error.sqlite_errorcode & PRIMARY_CODE not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise
        _refuse_unmerged(path)
        return _connect(path, "immutable=1", timeout)
    return connection


def _connect(path: Path, mode: str, timeout: float) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=timeout, isolation_level=None)


def _refuse_unmerged(path: Path) -> None:
    """Raise ``TermbaseReadOnly`` when a write-ahead log holds changes that an immutable file would not show."""
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        raise read_only(str(path.parent), "must be writable once, because the term base holds unmerged changes")
