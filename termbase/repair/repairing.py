"""Mend a term base: in place what is derived from its content, and everything else by writing it anew."""

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from termbase.copies import copy_beside, copy_content, drafted, flush, replace_file, resemble, sweep
from termbase.database import connect, folder_errors, new_file, reported
from termbase.errors import TermbaseTooNew
from termbase.faults import check_schema, locked
from termbase.files import connect_file, open_file
from termbase.locations import BUSY_TIMEOUT, Location
from termbase.quality.defect import Defect
from termbase.repair.diagnosis import DRAFTS, HISTORY, INDEX, KEYS, LINKS, PAGES, VALUES, diagnose
from termbase.repair.keys import renew
from termbase.repair.salvage import salvage

_LABEL: Final = "damaged"
_BY_SALVAGE: Final = frozenset({PAGES, LINKS, VALUES, HISTORY})


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair did.

    ``mended`` is the damage that is gone, ``lost`` what that cost, ``left`` the damage that could not be mended.
    ``backup`` is where the damaged term base is kept, None where nothing of its content was touched.
    """

    mended: tuple[Defect, ...] = ()
    lost: tuple[Defect, ...] = ()
    left: tuple[Defect, ...] = ()
    backup: Path | None = None


def repair(location: Location, *, timeout: float = BUSY_TIMEOUT) -> Repaired:
    """Mend everything that ``diagnose`` finds, as far as it can be; a copy of a damaged file is put beside it first.

    On a server only the search keys are mended. Raises ``StoreError``, with the term base as it was.
    """
    found = tuple(diagnose(location, timeout=timeout))
    checks = {it.check for it in found}
    if not location.path:
        if KEYS in checks:
            _renew_keys(location, timeout)
        return _done(location, found, (), None, timeout)
    with folder_errors(location.path), reported(location):
        backup, lost = _mend(location, location.path, checks, timeout)
    return _done(location, found, lost, backup, timeout)


def can_be_mended(location: Location, defect: Defect) -> bool:
    """Whether a repair would mend this damage."""
    return location.path is not None or defect.check == KEYS


def _mend(location: Location, path: Path, checks: set[str], timeout: float) -> tuple[Path | None, tuple[Defect, ...]]:
    if DRAFTS in checks:
        sweep(path)
    if checks & _BY_SALVAGE:
        return _write_anew(path, timeout, sound=PAGES not in checks)
    if not checks - {DRAFTS}:
        return None, ()
    backup = copy_beside(path, _LABEL)
    if INDEX in checks:
        with open_file(path, read_only=False, timeout=timeout) as connection:
            connection.execute("REINDEX")
    # Which keys are out of step could not be told for certain while an index was damaged.
    _renew_keys(location, timeout)
    return backup, ()


def _renew_keys(location: Location, timeout: float) -> None:
    with connect(location, read_only=False, timeout=timeout) as connection:
        renew(connection)


def _write_anew(path: Path, timeout: float, *, sound: bool) -> tuple[Path, tuple[Defect, ...]]:
    """Put what can be read of a term base in its place; returns where the old one is kept, and what was lost."""
    with (
        drafted(path, private=True) as draft,
        closing(connect_file(path, read_only=True, timeout=timeout)) as source,
    ):
        _refuse_newer(source, path)
        (seen,) = source.execute("PRAGMA data_version").fetchone()
        source.execute("BEGIN")
        with new_file(draft, timeout=timeout) as target:
            lost = tuple(salvage(source, target))
        with suppress(sqlite3.Error):  # which may complain once more of what could not be read
            source.rollback()
        if sound:
            return _replace_content(source, seen, draft, path, timeout), lost
        with closing(sqlite3.connect(draft, isolation_level=None)) as finished:
            finished.execute("PRAGMA journal_mode = DELETE")
        flush(draft)
        resemble(draft, path)
        source.close()
        return replace_file(draft, path, _LABEL), lost


def _refuse_newer(source: sqlite3.Connection, path: Path) -> None:
    try:
        check_schema(source.execute("SELECT version_num FROM alembic_version").fetchone()[0], str(path))
    except TermbaseTooNew:
        raise
    except Exception:  # noqa: BLE001, S110 - it is damaged, so what it says of itself counts for nothing
        pass


def _replace_content(source: sqlite3.Connection, seen: int, draft: Path, path: Path, timeout: float) -> Path:
    """Put the mended content in the place of the old one, in one transaction, unless somebody wrote meanwhile."""
    backup = copy_beside(path, _LABEL)

    def unchanged() -> None:
        if source.execute("PRAGMA data_version").fetchone() != (seen,):
            raise locked(str(path))

    try:
        with (
            open_file(draft, read_only=True) as mended,
            open_file(path, read_only=False, timeout=timeout) as connection,
        ):
            connection.execute("PRAGMA journal_mode = WAL")
            copy_content(mended, connection, str(path), timeout=timeout, check=unchanged)
    except BaseException:
        backup.unlink()
        raise
    return backup


def _done(
    location: Location, found: tuple[Defect, ...], lost: tuple[Defect, ...], backup: Path | None, timeout: float
) -> Repaired:
    left = tuple(diagnose(location, timeout=timeout)) if found else ()
    checks = {it.check for it in left}
    return Repaired(tuple(it for it in found if it.check not in checks), lost, left, backup)
