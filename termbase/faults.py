"""What can be wrong with a whole term base, in words: one function an error, so that it reads the same everywhere.

The light reading of ``files`` and the engine of ``database`` both raise these.
"""

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

SCHEMA_REVISIONS: Final = ("0001", "0002", "0003", "0005", "0006", "0007")
"""Every schema that a released version made, oldest first, by Alembic revision; the last one is the schema in use."""


def locked(place: str) -> TermbaseLocked:
    """Somebody else writes for longer than the busy timeout."""
    return TermbaseLocked(place, "is locked by another process", "wait until that process is done, then try again")


def damaged(place: str, detail: str) -> TermbaseDamaged:
    """The file is no SQLite database, or one with broken pages."""
    return TermbaseDamaged(place, f"is no term base or is damaged ({detail})", "restore a copy or name another file")


def foreign(place: str) -> TermbaseDamaged:
    """A database is there, but another program's."""
    return TermbaseDamaged(place, "is a database but holds no term base", "name another file")


def without_tables(place: str) -> TermbaseDamaged:
    """A database on a server is there, but no term base in it."""
    return TermbaseDamaged(place, "is a database that holds no term base", "make one in it with `zhengming init`")


def unwritable(place: str, problem: str) -> TermbaseReadOnly:
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


def no_history() -> StoreError:
    """The built-in glossary is as it came, and keeps no history."""
    return StoreError("the built-in glossary", "has no history", "make a term base of your own with `zhengming init`")
