"""From a location to a connection in one transaction; schema creation and Alembic migrations."""

import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, delete, false, insert, inspect, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from termbase.copies import copy_beside, drafted, exists, publish
from termbase.engines import engine_for
from termbase.errors import StoreError, TermbaseTooOld
from termbase.faults import UnreadableValue, check_schema, full, unreadable, unwritable
from termbase.files import FULL, check_file, store_error
from termbase.locations import BUSY_TIMEOUT, Location, locate
from termbase.search_index.index import SearchIndex
from termbase.servers import is_lost, queue_to_create, queue_up, server_error, uncertain
from termbase.tables import META

MIGRATIONS: Final = Path(__file__).with_name("migrations")
_Fill = Callable[[Connection], None]


@contextmanager
def connect(
    location: Location, *, read_only: bool, timeout: float = BUSY_TIMEOUT, older: bool = False
) -> Iterator[Connection]:
    """A connection in one transaction to a term base of the current schema; commits at a clean end.

    With ``older`` the schema may be an older one. A writing transaction takes the lock of the writers at once, so
    writers queue and never deadlock. Database errors leave as store errors.
    """
    if location.path:
        check_file(location.path)
    with reported(location), _transaction(location, read_only=read_only, timeout=timeout) as it:
        if not read_only:
            queue_up(it, timeout)
        with suppress(*([TermbaseTooOld] if older else [])):
            check_schema(schema_revision(it, location), location.shown)
        if location.path and not read_only:
            # SQLite begins a write on a file that it cannot write without a word; this statement makes it say so.
            it.execute(delete(META).where(false()))
        yield it


def schema_revision(connection: Connection, location: Location) -> str | None:
    """The Alembic revision that the database stands at, or None."""
    with reported(location):
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def create(location: Location, *, timeout: float = BUSY_TIMEOUT, fill: _Fill = lambda _: None) -> None:
    """Make a term base where nothing is yet, else raise ``TermbaseExists``; a failure leaves nothing behind.

    ``fill`` puts in what it holds at first, in the same transaction.
    """
    if location.path:
        _create_file(location.path, timeout, fill)
        return
    with _schema_work(location, timeout) as connection:
        tables = inspect(connection).get_table_names()
        if META.name in tables:
            raise exists(location.shown)
        if tables:
            raise StoreError(location.shown, "holds tables of another program", "give the term base its own database")
        _migrate(connection)
        fill(connection)


@contextmanager
def new_file(draft: Path, *, timeout: float = BUSY_TIMEOUT) -> Iterator[Connection]:
    """A connection in one transaction to a term base of the current schema that is being made in an empty file."""
    with _schema_work(locate(str(draft)), timeout) as connection:
        _migrate(connection)
        yield connection


def raise_schema(
    location: Location, *, timeout: float = BUSY_TIMEOUT, allow: Callable[[Connection], None] = lambda _: None
) -> Path | None:
    """Bring an older term base to the newest schema, in one transaction; returns the backup made of a SQLite file.

    ``allow`` is called before anything is done, and may raise.
    """
    if location.path:
        check_file(location.path)
    with _schema_work(location, timeout) as connection:
        queue_up(connection, timeout)
        stored = schema_revision(connection, location)
        try:
            check_schema(stored, location.shown)
        except TermbaseTooOld:
            allow(connection)
            backup = copy_beside(location.path, f"schema-{stored}") if location.path else None
            _migrate(connection)
            SearchIndex(connection).rebuild()
            return backup
    return None


def _create_file(path: Path, timeout: float, fill: _Fill) -> None:
    """Make the term base under another name in the same folder and link it into place, so it appears whole."""
    with folder_errors(path), _new_folders(path.parent):
        if path.exists() or path.is_symlink():
            raise exists(str(path))
        with drafted(path) as draft:
            with new_file(draft, timeout=timeout) as connection:
                fill(connection)
            publish(draft, path)


@contextmanager
def _new_folders(folder: Path) -> Iterator[None]:
    """Make ``folder`` and its parents; take away those that were made when the block fails."""
    made = [it for it in (folder, *folder.parents) if not it.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for it in made:
            with suppress(OSError):  # never made, or somebody else put a file into it
                it.rmdir()
        raise


@contextmanager
def folder_errors(path: Path) -> Iterator[None]:
    """Turn what goes wrong with the folder of ``path`` into store errors."""
    try:
        yield
    except (FileExistsError, NotADirectoryError) as error:
        raise StoreError(str(path), "a part of its path is a file", "choose another folder") from error
    except OSError as error:
        if error.errno in FULL:
            raise full(str(path)) from error
        raise unwritable(str(path), f"cannot be made: {error.strerror}") from error


@contextmanager
def _schema_work(location: Location, timeout: float) -> Iterator[Connection]:
    """A transaction that makes or changes tables; nobody else does so at the same time."""
    with (
        reported(location),
        _transaction(location, read_only=False, timeout=timeout, one_state=False) as connection,
    ):
        queue_to_create(connection, timeout)
        yield connection


@contextmanager
def _transaction(
    location: Location, *, read_only: bool, timeout: float, one_state: bool = True
) -> Iterator[Connection]:
    """A connection in one transaction. Raises ``CommitUncertain`` when the answer to the commit does not come."""
    engine = engine_for(location, read_only=read_only, timeout=timeout, one_state=one_state)
    with engine.connect() as connection, connection.begin() as transaction:
        yield connection
        try:
            transaction.commit()
        except DBAPIError as error:
            if is_lost(error) and not read_only:
                raise uncertain(location.shown) from error
            raise


def _migrate(connection: Connection) -> None:
    """Bring the schema to the newest revision; a new database gets its meta row."""
    from alembic import command  # 0.1 s; needed to create or upgrade only
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, "head")
    if connection.execute(select(META.c.termbase_id)).first() is None:
        identity = {"termbase_id": str(uuid.uuid4()), "revision": str(uuid.uuid4()), "created_at": datetime.now(UTC)}
        connection.execute(insert(META).values(identity))


@contextmanager
def reported(location: Location) -> Iterator[None]:
    """Turn the database's own errors into store errors that name ``location``."""
    try:
        yield
    except UnreadableValue as error:
        raise unreadable(location.shown, str(error)) from error
    except sqlite3.Error as error:
        raise store_error(error, location.shown) from error
    except SQLAlchemyError as error:
        raise _store_error(error, location.shown) from error


def _store_error(error: SQLAlchemyError, place: str) -> StoreError:
    if not isinstance(error, DBAPIError):
        return StoreError(place, str(error).partition("\n")[0], "nothing was changed; try again")
    if isinstance(error.orig, sqlite3.Error):
        return store_error(error.orig, place)
    return server_error(error, place)
