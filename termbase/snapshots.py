"""Snapshots of a term base in a SQLite file: take one while others work, bring one back.

A snapshot is one file, a term base itself, with its SHA-256 checksum in a file beside it that ``sha256sum -c`` reads.
"""

import hashlib
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from termbase.copies import (
    check_integrity,
    copy_beside,
    copy_content,
    drafted,
    flush,
    publish,
    replace_file,
    resemble,
)
from termbase.database import folder_errors
from termbase.errors import StoreError, TermbaseDamaged, TermbaseExists, TermbaseLocked, TermbaseTooOld
from termbase.files import check_file, file_revision, open_file, store_error
from termbase.history.recording import login_name, now
from termbase.locations import BUSY_TIMEOUT, Location

_LABEL: Final = "replaced"
_ATTEMPTS: Final = 5
_DIGEST: Final = re.compile(r"[0-9a-f]{64}\b")


@dataclass(frozen=True, slots=True)
class Restored:
    """What bringing back a snapshot did.

    ``backup`` is where the replaced term base is kept, None where there was none. ``checked`` says whether a checksum
    was at hand, ``older`` whether the term base has to be upgraded before it can be used.
    """

    backup: Path | None
    checked: bool
    older: bool


def checksum_file(path: Path) -> Path:
    """Where the checksum of a snapshot stands."""
    return path.with_name(f"{path.name}.sha256")


def take_snapshot(location: Location, path: Path, *, timeout: float = BUSY_TIMEOUT) -> str:
    """Write a snapshot of the term base to ``path``, whole or not at all; returns its SHA-256 checksum.

    Raises ``TermbaseExists`` where something is there already, and the store errors that opening would raise.
    """
    source = _file_of(location)
    file_revision(source, timeout=timeout)
    for name in (path, checksum_file(path)):
        if name.exists() or name.is_symlink():
            raise TermbaseExists(str(name), "is there already", "choose another name; a snapshot overwrites nothing")
    with folder_errors(path), _draft(path) as draft:
        with open_file(source, read_only=True, timeout=timeout) as connection:
            _write(connection, draft, str(source), timeout)
        digest = _digest(draft)
        resemble(draft, source)
        publish(draft, path)
    with folder_errors(path), _draft(checksum_file(path)) as draft:
        draft.write_text(f"{digest}  {path.name}\n", encoding="utf-8")
        resemble(draft, path)
        publish(draft, checksum_file(path))
    return digest


def bring_back(path: Path, location: Location, *, timeout: float = BUSY_TIMEOUT) -> Restored:
    """Put a snapshot in the place of the term base, in one transaction; what was there is kept beside it.

    Others who have the term base open see the old content or the new. Raises ``StoreError``, with the term base as it
    was, for a snapshot that is damaged, does not have its checksum, or is no term base of this or an older version.
    """
    target = _file_of(location)
    check_file(path)
    if target.exists() and target.samefile(path):
        raise StoreError(str(path), "is the term base itself", "name a snapshot of it")
    checked = _compare_checksum(path)
    with open_file(path, read_only=True, timeout=timeout) as snapshot:
        snapshot.execute("BEGIN")
        check_integrity(snapshot, str(path))
        older = _is_older(path, timeout)
        with folder_errors(target), _going_on(snapshot, path, target, timeout) as content:
            backup = _put_in_place(content, target, timeout, like=path)
    return Restored(backup, checked, older)


def _file_of(location: Location) -> Path:
    if location.is_builtin:
        raise StoreError("the built-in glossary", "needs no snapshot", "name a term base of your own with `--termbase`")
    if location.path is None:
        raise StoreError(location.shown, "is no file", "use the tools of its database, such as pg_dump and pg_restore")
    return location.path


def _is_older(path: Path, timeout: float) -> bool:
    try:
        file_revision(path, timeout=timeout)
    except TermbaseTooOld:
        return True
    return False


def _compare_checksum(path: Path) -> bool:
    """Whether the file has a checksum; raises ``TermbaseDamaged`` where that is not its own."""
    try:
        noted = checksum_file(path).read_text(encoding="utf-8", errors="replace")
        found = _digest(path)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise StoreError(str(path), f"cannot be read: {error.strerror}", "check its permissions") from error
    if not (digest := _DIGEST.match(noted)) or digest[0] != found:
        raise TermbaseDamaged(
            str(path), f"does not have the checksum that {checksum_file(path).name} gives", "take another snapshot"
        )
    return True


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _going_on(snapshot: sqlite3.Connection, path: Path, target: Path, timeout: float) -> Iterator[sqlite3.Connection]:
    """The snapshot, or a copy of it in which the steps go on after those of ``target``.

    A step that notes the return takes the next number, so that no number names two different steps.
    """
    latest, own = _latest_step(target, timeout), _number(snapshot)
    if own is None or latest <= own:
        yield snapshot
        return
    with _draft(target) as draft, closing(sqlite3.connect(draft, isolation_level=None)) as copy:
        copy_content(snapshot, copy, str(target), timeout=timeout)
        copy.execute("PRAGMA journal_mode = DELETE")
        step = {"number": latest + 1, "at": f"{now():%Y-%m-%d %H:%M:%S.000000}", "why": f"from {path.name}"}
        copy.execute(
            "INSERT INTO step (number, at, by, why, what) VALUES (:number, :at, :by, :why, 'restore')",
            step | {"by": login_name()},
        )
        yield copy


def _latest_step(target: Path, timeout: float) -> int:
    """The number of the latest step of a term base, 0 where it cannot be told."""
    try:
        with open_file(target, read_only=True, timeout=timeout) as connection:
            return _number(connection) or 0
    except StoreError:
        return 0


def _number(connection: sqlite3.Connection) -> int | None:
    """The number of the latest step, None where the schema knows no steps."""
    try:
        (latest,) = connection.execute("SELECT max(number) FROM step").fetchone()
    except sqlite3.OperationalError:
        return None
    return latest if type(latest) is int else 0


def _put_in_place(snapshot: sqlite3.Connection, target: Path, timeout: float, *, like: Path) -> Path | None:
    """Replace the content of a sound file, or else the file; returns what is kept of it.

    Where no file is, the new one gets the permissions of the one that it is ``like``.
    """
    if target.exists():
        check_file(target)
        if _is_sound(target, timeout):
            _is_older(target, timeout)  # what is no term base, or one of a newer version, is not replaced
            return _replace_content(snapshot, target, timeout)
    with _draft(target) as draft:
        _write(snapshot, draft, str(target), timeout)
        was_there = target.exists()
        resemble(draft, target if was_there else like)
        backup = replace_file(draft, target, _LABEL)
    return backup if was_there else None


def _is_sound(path: Path, timeout: float) -> bool:
    try:
        with open_file(path, read_only=True, timeout=timeout) as connection:
            check_integrity(connection, str(path))
    except TermbaseDamaged:
        return False
    return True


def _replace_content(snapshot: sqlite3.Connection, target: Path, timeout: float) -> Path:
    """Copy the term base, then replace its content unless somebody wrote to it between; then again."""
    with (
        open_file(target, read_only=True, timeout=timeout) as watch,
        open_file(target, read_only=False, timeout=timeout) as connection,
    ):
        # Written so by every unit of work; with a write-ahead log others can read while this goes on.
        connection.execute("PRAGMA journal_mode = WAL")
        for _ in range(_ATTEMPTS):
            (seen,) = watch.execute("PRAGMA data_version").fetchone()
            backup = copy_beside(target, _LABEL)

            def unchanged(seen: int = seen) -> None:
                if watch.execute("PRAGMA data_version").fetchone() != (seen,):
                    raise InterruptedError

            try:
                copy_content(snapshot, connection, str(target), timeout=timeout, check=unchanged)
            except InterruptedError:
                backup.unlink()
                continue
            except BaseException:
                backup.unlink()
                raise
            return backup
    raise TermbaseLocked(str(target), "is written to by others all the time", "ask them to pause, then try again")


def _write(source: sqlite3.Connection, draft: Path, place: str, timeout: float) -> None:
    """A sound copy in one file, safely on the disk."""
    with closing(sqlite3.connect(draft, isolation_level=None)) as target:
        copy_content(source, target, place, timeout=timeout)
        target.execute("PRAGMA journal_mode = DELETE")
        check_integrity(target, place)
    flush(draft)


@contextmanager
def _draft(path: Path) -> Iterator[Path]:
    """A name beside ``path`` for a file in the making, which goes in the end; SQLite's errors become store errors."""
    try:
        with drafted(path, private=True) as draft:
            yield draft
    except sqlite3.Error as error:
        raise store_error(error, str(path)) from error
