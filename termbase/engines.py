"""SQLAlchemy's engines for term bases in SQLite files and on PostgreSQL servers.

An engine keeps no connection: every unit of work opens its own and closes it. What is kept is the SQL that it has
compiled, which takes longer to make than to run.
"""

import json
import os
import sqlite3
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from termbase.errors import StoreError
from termbase.faults import UnreadableValue, short
from termbase.files import connect_file
from termbase.light_servers import CONNECT_TIMEOUT
from termbase.locations import Location

_DRIVERS: Final = ("postgresql", "postgresql+psycopg")
_KEPT: Final = 8
"""How many engines of either kind are kept: a process works on few term bases."""

_to_json: Final = json.JSONEncoder(ensure_ascii=False).encode


def _from_json(text: Any) -> Any:
    """What a JSON column holds. Raises ``UnreadableValue`` where that is no JSON, or nested without end."""
    try:
        return json.loads(text)
    except (ValueError, TypeError, RecursionError) as error:
        raise UnreadableValue(f"{short(str(text))} is no JSON") from error


def engine_for(location: Location, *, read_only: bool, timeout: float, one_state: bool = True) -> Engine:
    """The engine of a term base; ``timeout`` is how long, in seconds, to wait for a lock on a file.

    A transaction on a server sees ``one_state`` from its first query on, or with every query what others have
    committed by then; on a file it always sees one. Raises ``StoreError`` for a URL that makes no sense and for a
    missing driver.
    """
    return _sqlite(location.path, read_only, timeout) if location.path else _server(location, read_only, one_state)


@lru_cache(_KEPT)
def _server(location: Location, read_only: bool, one_state: bool) -> Engine:
    url = _url(location)
    arguments: dict[str, object] = {"fallback_application_name": "zhengming"}
    if "connect_timeout" not in url.query and not os.environ.get("PGCONNECT_TIMEOUT"):
        arguments["connect_timeout"] = CONNECT_TIMEOUT
    try:
        return create_engine(
            url,
            poolclass=NullPool,
            json_serializer=_to_json,
            json_deserializer=_from_json,
            isolation_level="REPEATABLE READ" if one_state else "READ COMMITTED",
            execution_options={"postgresql_readonly": read_only},
            connect_args=arguments,
            use_native_hstore=False,  # a query less for every connection
            hide_parameters=True,
        )
    except ImportError as error:
        cure = "pip install 'zhengming[postgresql]'"
        raise StoreError(location.shown, f"needs the driver {error.name}", cure) from error


def _url(location: Location) -> URL:
    try:
        url = make_url(location.url)
    except (ArgumentError, ValueError):  # whose text may hold a part of the password
        url = None
    if url is None or url.drivername not in _DRIVERS:
        raise StoreError(location.shown, "is no URL of PostgreSQL", "write postgresql://user@host:5432/name")
    if "@" in (url.host or ""):  # the rest of a password, which a message about the host would show
        raise StoreError(location.shown, "holds more than one @", "write that of a password as %40")
    return url.set(drivername=_DRIVERS[-1])


@lru_cache(_KEPT)
def _sqlite(path: Path, read_only: bool, timeout: float) -> Engine:
    open_connection = partial(connect_file, path, read_only=read_only, timeout=timeout)
    engine = create_engine(
        "sqlite://", creator=open_connection, poolclass=NullPool, json_serializer=_to_json, json_deserializer=_from_json
    )

    def set_up(connection: sqlite3.Connection, _record: object) -> None:
        """Settings that SQLite keeps for a connection only; the write-ahead log stays with the file."""
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        if not read_only:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA cache_size = -98304")  # KiB, for the indexes that a large import fills

    def begin(connection: Connection) -> None:
        """The driver is in autocommit mode, so that the transaction starts here and as the unit of work needs it."""
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    event.listen(engine, "connect", set_up)
    event.listen(engine, "begin", begin)
    return engine
