"""What SQLite reports, as errors of the term base: one table, used with and without SQLAlchemy.

Every connection to a term base, the light one of ``locations`` and the engine of ``database``, passes its errors
through ``store_error``, so that a locked or damaged file reads the same everywhere.
"""

import sqlite3
from typing import Final

from termbase.errors import (
    StoreError,
    TermbaseDamaged,
    TermbaseLocked,
    TermbaseMissing,
    TermbaseReadOnly,
    TermbaseTooNew,
    TermbaseTooOld,
)

SCHEMA_REVISIONS: Final = ("0001",)
"""Every schema that a released version made, oldest first, by Alembic revision; the last one is the schema in use."""

PRIMARY_CODE: Final = 0xFF
"""Mask for ``sqlite_errorcode``: SQLite's extended result codes keep the primary one in the low byte."""
_REFUSED: Final = {
    sqlite3.SQLITE_READONLY: "cannot be written",
    sqlite3.SQLITE_PERM: "cannot be written",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened, or its folder cannot be written",
}


def store_error(error: sqlite3.Error, place: str) -> StoreError:
    """The store error that says what ``error`` means for the term base at ``place``."""
    # Errors of the driver itself, such as a closed connection, carry no code.
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & PRIMARY_CODE
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return locked(place)
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return damaged(place, str(error))
    if code in _REFUSED:
        return read_only(place, _REFUSED[code])
    if str(error).startswith(("no such table", "no such column")):
        return foreign(place)
    cure = "free some space" if code == sqlite3.SQLITE_FULL else "nothing was changed; try again"
    return StoreError(place, str(error), cure)


def locked(place: str) -> TermbaseLocked:
    """Somebody else writes for longer than the busy timeout."""
    return TermbaseLocked(place, "is locked by another process", "wait until that process is done, then try again")


def damaged(place: str, detail: str) -> TermbaseDamaged:
    """The file is no SQLite database, or one with broken pages."""
    return TermbaseDamaged(place, f"is no term base or is damaged ({detail})", "restore a copy or name another file")


def foreign(place: str) -> TermbaseDamaged:
    """A database is there, but another program's."""
    return TermbaseDamaged(place, "is a database but holds no term base", "name another file or run `zhengming init`")


def read_only(place: str, problem: str) -> TermbaseReadOnly:
    """The file or folder may not be written."""
    return TermbaseReadOnly(place, problem, "change its permissions or work on a copy")


def missing(place: str) -> TermbaseMissing:
    """Nothing is there."""
    return TermbaseMissing(place, "there is no term base", "make one with `zhengming init` or check the name")


def check_schema(stored: str | None, place: str) -> None:
    """Return when the stored Alembic revision is the one in use; else raise what the user has to know."""
    if stored is None:
        raise foreign(place)
    if stored not in SCHEMA_REVISIONS:
        raise TermbaseTooNew(
            place, f"was made by a newer version of zhengming (schema {stored})", "update zhengming to open it"
        )
    if stored != SCHEMA_REVISIONS[-1]:
        raise TermbaseTooOld(
            place, f"was made by an older version of zhengming (schema {stored})", "run `zhengming upgrade`"
        )
