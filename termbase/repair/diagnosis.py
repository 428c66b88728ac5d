"""Find what is damaged in a term base: pages, indexes, links between rows, values, search keys, drafts left over."""

import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from termbase.concepts import Concept
from termbase.copies import left_over
from termbase.curation.members import Members
from termbase.database import connect
from termbase.errors import ConceptError, TermbaseDamaged
from termbase.faults import UnreadableValue, foreign, short
from termbase.files import open_file
from termbase.history.reading import step_value
from termbase.history.stepping import change_kind, state_before
from termbase.locations import BUSY_TIMEOUT, Location
from termbase.proposals.queue import decided, proposed
from termbase.quality.defect import Defect
from termbase.reading import BATCH, concepts_with
from termbase.repair.keys import out_of_step
from termbase.tables import CHANGE, CONCEPT, DECISION, META, PROPOSAL, STEP

PAGES: Final = "damaged-pages"
INDEX: Final = "damaged-index"
LINKS: Final = "broken-links"
VALUES: Final = "unreadable-value"
HISTORY: Final = "unreadable-history"
KEYS: Final = "search-keys"
DRAFTS: Final = "left-over"

_OF_AN_INDEX: Final = re.compile(r"(?:missing from|in|values differ from) index ")
_CURES: Final = {
    PAGES: "save what can be read to a new file",
    INDEX: "make the indexes anew",
    LINKS: "take the rows out that lead nowhere",
    VALUES: "leave out the parts that cannot be read",
    HISTORY: "take the state before for the state after",
    KEYS: "make the search keys anew",
    DRAFTS: "delete the file",
}
_UNREADABLE: Final = (UnreadableValue, ConceptError, TermbaseDamaged, DBAPIError, sqlite3.Error, ValueError, TypeError)


def damage(check: str, place: str, problem: str) -> Defect:
    """One thing that is damaged; the cure is what a repair would do."""
    return Defect(place, check, problem, _CURES[check])


def diagnose(location: Location, *, timeout: float = BUSY_TIMEOUT) -> Iterator[Defect]:
    """Everything that is damaged in the term base. Raises ``StoreError`` where it cannot be opened at all."""
    if location.path:
        found = list(_of_file(location.path, timeout))
        yield from found
        if any(it.check == PAGES for it in found):
            return  # what the pages hold can be told when they are saved
        if not _says_its_schema(location.path, timeout):
            yield damage(VALUES, location.shown, "does not say which schema it has")
            return
    with connect(location, read_only=True, timeout=timeout) as connection:
        yield from _of_content(connection, location.shown)


def _says_its_schema(path: Path, timeout: float) -> bool:
    """Whether a term base names a schema, of whatever version. Raises ``TermbaseDamaged`` where no term base is."""
    with open_file(path, read_only=True, timeout=timeout) as connection:
        connection.text_factory = bytes
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not {b"meta", b"concept", b"alembic_version"} <= tables:
            raise foreign(str(path))
        named = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    return len(named) == 1 and type(named[0][0]) is bytes and re.fullmatch(rb"[0-9a-f]{4,32}", named[0][0]) is not None


def readable_concepts(connection: Connection) -> Iterator[Concept | Defect]:
    """Every concept, or what keeps it from being read."""
    ids = connection.execute(select(CONCEPT.c.id).order_by(CONCEPT.c.id)).scalars().all()
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        try:
            yield from list(concepts_with(connection, batch).values())
        except _UNREADABLE:
            for concept_id in batch:
                yield from _readable(connection, concept_id)


def _of_file(path: Path, timeout: float) -> Iterator[Defect]:
    for draft in left_over(path):
        yield damage(DRAFTS, str(draft), "was left over by a process that was killed")
    with open_file(path, read_only=True, timeout=timeout) as connection:
        try:
            told = [str(line) for (line,) in connection.execute("PRAGMA integrity_check(100)")]
            orphans = Counter(row[0] for row in connection.execute("PRAGMA foreign_key_check"))
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            told, orphans = [str(error)], Counter()
    wrong = [short(line) for line in told if line != "ok"]
    of_pages = [line for line in wrong if not _OF_AN_INDEX.search(line)]
    if of_pages:
        yield damage(PAGES, str(path), f"has damaged pages ({of_pages[0]}{_and_more(of_pages)})")
    elif wrong:
        yield damage(INDEX, str(path), f"has a damaged index ({wrong[0]}{_and_more(wrong)})")
    for table, number in sorted(orphans.items()):
        yield damage(LINKS, short(table), f"{number} of its rows belong to something that is not there")


def _of_content(connection: Connection, place: str) -> Iterator[Defect]:
    try:
        identities = connection.execute(select(META)).all()
        if len(identities) != 1 or not all(type(it.revision) is str for it in identities):
            yield damage(VALUES, place, "does not say clearly which term base it is")
        yield from _of_concepts(connection, place)
    except _UNREADABLE as error:
        yield damage(VALUES, place, f"holds a value that cannot be read ({_told(error)})")
    yield from _of_history(connection)
    for name, read in (("members", _read_members), ("review queue", _read_queue)):
        try:
            read(connection)
        except _UNREADABLE as error:
            yield damage(VALUES, name, f"cannot be read ({_told(error)})")


def _read_members(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":  # a server keeps its own
        Members(connection, "").all()


def _read_queue(connection: Connection) -> None:
    for row in connection.execute(select(PROPOSAL)):
        proposed(row)
    for row in connection.execute(select(DECISION)):
        decided(row)


def _of_concepts(connection: Connection, place: str) -> Iterator[Defect]:
    wrong = [it for it in readable_concepts(connection) if isinstance(it, Defect)]
    yield from wrong
    if wrong:
        return  # which keys a concept has cannot be told before it can be read
    try:
        found = out_of_step(connection)
    except _UNREADABLE as error:
        found = [_told(error)]
    yield from (damage(KEYS, place, it) for it in found)


def _readable(connection: Connection, concept_id: Any) -> Iterator[Concept | Defect]:
    try:
        yield from concepts_with(connection, [concept_id]).values()
    except _UNREADABLE as error:
        yield damage(VALUES, short(str(concept_id)), f"cannot be read as a concept ({_told(error)})")


def _of_history(connection: Connection) -> Iterator[Defect]:
    for table, name, read in ((STEP, "step", _read_steps), (CHANGE, "change", _read_changes)):
        numbers = list(connection.execute(select(table.c.number).order_by(table.c.number)).scalars())
        for start in range(0, len(numbers), BATCH):
            batch = numbers[start : start + BATCH]
            if not _can(read, connection, batch):
                wrong = [it for it in batch if not _can(read, connection, [it])]
                yield from (damage(HISTORY, f"{name} {number}", "cannot be read") for number in wrong)


def _can(read: Callable[[Connection, Sequence[int]], None], connection: Connection, numbers: Sequence[int]) -> bool:
    try:
        read(connection, numbers)
    except _UNREADABLE:
        return False
    return True


def _read_steps(connection: Connection, numbers: Sequence[int]) -> None:
    for row in connection.execute(select(STEP).where(STEP.c.number.in_(numbers))):
        step_value(row, {})


def _read_changes(connection: Connection, numbers: Sequence[int]) -> None:
    for row in connection.execute(select(CHANGE).where(CHANGE.c.number.in_(numbers))):
        state_before(row)
        change_kind(row)


def _told(error: BaseException) -> str:
    if isinstance(error, ConceptError):
        return short(error.problem)
    return short(str(getattr(error, "orig", error)))


def _and_more(found: Sequence[str]) -> str:
    return f", and {len(found) - 1} more" if len(found) > 1 else ""
