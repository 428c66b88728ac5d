"""From a location to a connection: the engine, SQLite's settings, schema creation and Alembic migrations.

No engine is kept: every unit of work makes its own and disposes of it, so importing this module connects to nothing.
"""

import json
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, NullPool, create_engine, delete, event, false, insert, inspect, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from termbase.copies import copy_beside, discard, exists, publish
from termbase.errors import StoreError, TermbaseTooOld
from termbase.faults import check_schema, foreign, locked, missing, unwritable
from termbase.files import check_file, connect_file, store_error
from termbase.locations import BUSY_TIMEOUT, Location, locate
from termbase.tables import META

MIGRATIONS: Final = Path(__file__).with_name("migrations")
_POSTGRES_LOCKED: Final = frozenset({"40001", "40P01", "55P03"})
_POSTGRES_NO_TABLE: Final = frozenset({"42P01", "42703"})
_POSTGRES_NO_DATABASE: Final = "3D000"


@contextmanager
def connect(location: Location, *, read_only: bool, timeout: float = BUSY_TIMEOUT) -> Iterator[Connection]:
    """A connection in one transaction to a term base of the current schema; commits at a clean end.

    A writing transaction on SQLite takes the write lock at once, so writers queue and never deadlock. Database errors
    leave as store errors.
    """
    if location.path:
        check_file(location.path)
    with reported(location), _engine(location, read_only=read_only, timeout=timeout) as engine, engine.begin() as it:
        check_schema(schema_revision(it, location), location.shown)
        if not read_only:
            # SQLite begins a write on a file that it cannot write without a word; this statement makes it say so.
            it.execute(delete(META).where(false()))
        yield it


def schema_revision(connection: Connection, location: Location) -> str | None:
    """The Alembic revision that the database stands at, or None."""
    with reported(location):
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def create(location: Location, *, timeout: float = BUSY_TIMEOUT) -> None:
    """Make an empty term base where nothing is yet, else raise ``TermbaseExists``; a failure leaves nothing behind."""
    if location.path:
        _create_file(location.path, timeout)
        return
    with _transaction(location, timeout) as connection:
        if inspect(connection).get_table_names():
            raise exists(location.shown)
        _migrate(connection)


def raise_schema(location: Location, *, timeout: float = BUSY_TIMEOUT) -> Path | None:
    """Bring an older term base to the newest schema, in one transaction; returns the backup made of a SQLite file."""
    if location.path:
        check_file(location.path)
    with _transaction(location, timeout) as connection:
        stored = schema_revision(connection, location)
        try:
            check_schema(stored, location.shown)
        except TermbaseTooOld:
            backup = copy_beside(location.path, f"schema-{stored}") if location.path else None
            _migrate(connection)
            return backup
    return None


def _create_file(path: Path, timeout: float) -> None:
    """Make the term base under another name in the same folder and link it into place, so it appears whole."""
    with folder_errors(path), _new_folders(path.parent):
        if path.exists() or path.is_symlink():
            raise exists(str(path))
        draft = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
        try:
            draft.touch(exist_ok=False)
            with _transaction(locate(str(draft)), timeout) as connection:
                _migrate(connection)
            publish(draft, path)
        finally:
            discard(draft)


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
        raise unwritable(str(path), f"cannot be made: {error.strerror}") from error


@contextmanager
def _transaction(location: Location, timeout: float) -> Iterator[Connection]:
    with (
        reported(location),
        _engine(location, read_only=False, timeout=timeout) as engine,
        engine.begin() as connection,
    ):
        yield connection


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
    except sqlite3.Error as error:
        raise store_error(error, location.shown) from error
    except SQLAlchemyError as error:
        raise _store_error(error, location.shown) from error


def _store_error(error: SQLAlchemyError, place: str) -> StoreError:
    cause = error.orig if isinstance(error, DBAPIError) else None
    if isinstance(cause, sqlite3.Error):
        return store_error(cause, place)
    state = getattr(cause, "sqlstate", None)
    if state in _POSTGRES_LOCKED:
        return locked(place)
    if state in _POSTGRES_NO_TABLE:
        return foreign(place)
    if state == _POSTGRES_NO_DATABASE:
        return missing(place)
    # The first line alone: SQLAlchemy adds the statement and its values, which belong in no message.
    detail = str(cause or error).partition("\n")[0]
    return StoreError(place, f"the database refused: {detail}", "check that it is running and that you may use it")


@contextmanager
def _engine(location: Location, *, read_only: bool, timeout: float) -> Iterator[Engine]:
    engine = _sqlite(location.path, read_only, timeout) if location.path else _server(location)
    try:
        yield engine
    finally:
        engine.dispose()


_to_json: Final = json.JSONEncoder(ensure_ascii=False).encode


def _server(location: Location) -> Engine:
    try:
        return create_engine(location.url, poolclass=NullPool, json_serializer=_to_json)
    except ImportError as error:
        raise StoreError(location.shown, f"needs the driver {error.name}", f"install {error.name}") from error
    except ValueError as error:  # a port that is no number
        raise StoreError(location.shown, "is no database URL", "write postgresql://user@host:5432/name") from error


def _sqlite(path: Path, read_only: bool, timeout: float) -> Engine:
    open_connection = partial(connect_file, path, read_only=read_only, timeout=timeout)
    engine = create_engine("sqlite://", creator=open_connection, poolclass=NullPool, json_serializer=_to_json)

    def set_up(connection: sqlite3.Connection, _record: object) -> None:
        """Settings that SQLite keeps for a connection only; the write-ahead log stays with the file."""
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        if not read_only:
            connection.execute("PRAGMA journal_mode = WAL")

    def begin(connection: Connection) -> None:
        """The driver is in autocommit mode, so that the transaction starts here and as the unit of work needs it."""
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    event.listen(engine, "connect", set_up)
    event.listen(engine, "begin", begin)
    return engine
