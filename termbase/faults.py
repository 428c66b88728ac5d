"""What can be wrong with a whole term base, in words: one function an error, so that it reads the same everywhere.

The light reading of ``files`` and the engine of ``database`` both raise these.
"""

import re
from typing import Final

from termbase.errors import (
    ConceptUnreadable,
    StoreError,
    TermbaseDamaged,
    TermbaseLocked,
    TermbaseMissing,
    TermbaseReadOnly,
    TermbaseTooNew,
    TermbaseTooOld,
)

SCHEMA_REVISIONS: Final = ("0001", "0002", "0003", "0005", "0006", "0007", "0008")
"""Every schema that a released version made, oldest first, by Alembic revision; the last one is the schema in use."""


def locked(place: str) -> TermbaseLocked:
    """Somebody else writes for longer than the busy timeout."""
    return TermbaseLocked(place, "is locked by another process", "wait until that process is done, then try again")


def damaged(place: str, detail: str) -> TermbaseDamaged:
    """The file is no SQLite database, or one with broken pages."""
    return TermbaseDamaged(
        place,
        f"is no term base or is damaged ({short(detail)})",
        "restore a copy, or see what `zhengming doctor --repair` can save",
    )


class UnreadableValue(Exception):
    """The database gave a value that the column's type does not have; ``database.reported`` gives the error a place."""


def unreadable(place: str, detail: str) -> TermbaseDamaged:
    """A value is stored that nothing here would have stored."""
    return TermbaseDamaged(place, f"holds a value that cannot be read ({short(detail)})", _MEND)


def inconsistent(place: str, detail: str) -> TermbaseDamaged:
    """The parts of what is stored contradict each other."""
    return TermbaseDamaged(place, f"holds parts that do not fit together ({short(detail)}); nothing was changed", _MEND)


def unreadable_change(number: object, concept_id: object, detail: str) -> ConceptUnreadable:
    """A change is recorded that breaks the term model."""
    problem = f"change {short(str(number))} in its history cannot be read ({short(detail)})"
    return ConceptUnreadable(short(str(concept_id)), problem, _MEND)


def unreadable_concept(concept_id: object, detail: str) -> ConceptUnreadable:
    """A concept is stored that breaks the term model."""
    return ConceptUnreadable(
        short(str(concept_id)), f"is stored with a value that cannot be read ({short(detail)})", _MEND
    )


def short(detail: str) -> str:
    """``detail`` in one line of bearable length: stored values can be of any."""
    line = " ".join(detail.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


_LONGEST: Final = 120
_MEND: Final = "see `zhengming doctor`, then mend it with `zhengming doctor --repair`"
_REVISION: Final = re.compile(r"[0-9a-f]{1,32}")


def without_locks(place: str) -> StoreError:
    """The file lies where files cannot be locked, or memory cannot be shared, as on many network file systems."""
    return StoreError(
        place,
        "lies on a file system that cannot lock files; nothing was changed",
        "put it on a local disk, or use PostgreSQL for a team",
    )


def failing(place: str, detail: str) -> StoreError:
    """Reading or writing the disk failed."""
    return StoreError(
        place, f"cannot be read or written ({detail}); nothing was changed", "check the disk and the file system"
    )


def full(place: str) -> StoreError:
    """No space is left, or no more is allowed to this user."""
    return StoreError(place, "the disk is full", "free some space, then try again; nothing was changed")


def foreign(place: str) -> TermbaseDamaged:
    """A database is there, but another program's."""
    return TermbaseDamaged(place, "is a database but holds no term base", "name another file")


def without_tables(place: str) -> TermbaseDamaged:
    """A database on a server is there, but no term base in it."""
    return TermbaseDamaged(place, "is a database that holds no term base", "make one in it with `zhengming init`")


def unwritable(place: str, problem: str) -> TermbaseReadOnly:
    """The file or folder may not be written."""
    return TermbaseReadOnly(place, problem, "change its permissions or work on a copy")


def no_file(place: str) -> TermbaseDamaged:
    """A device, a pipe or a socket."""
    return TermbaseDamaged(place, "is no ordinary file", "name another one")


def missing(place: str) -> TermbaseMissing:
    """Nothing is there."""
    return TermbaseMissing(place, "there is no term base", "make one with `zhengming init` or check the name")


def check_schema(stored: object, place: str) -> None:
    """Return when the stored Alembic revision is the one in use; else raise what the user has to know."""
    if not isinstance(stored, str) or not _REVISION.fullmatch(stored):
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
