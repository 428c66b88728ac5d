"""Term bases on a PostgreSQL server: how writers queue, and what the server's errors mean.

Writers queue on one lock, as on a SQLite file, so that a unit of work sees the state that it changes, steps are
numbered in the order of their commits, and two units never fail each other. Readers never wait.
"""

import re
from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from termbase.errors import (
    CommitUncertain,
    ConnectionLost,
    StoreError,
    TermbaseMissing,
    TermbaseReadOnly,
    TermbaseUnreachable,
)
from termbase.faults import locked, without_tables

_DIALECT: Final = "postgresql"
_CREATION_LOCK: Final = 0x7A68656E67
"""A number of ours for PostgreSQL's advisory locks."""

_ROLE_FUNCTION: Final = "public.zhengming_role()"
"""Made by ``roles.sql`` in a database that has roles."""
_USERS: Final = """
SELECT member.rolname, (array_agg(role.name ORDER BY role.place DESC))[1]
FROM pg_roles AS member
JOIN unnest(%s::text[]) WITH ORDINALITY AS role(name, place) ON EXISTS (
    SELECT FROM pg_roles AS granted
    WHERE granted.rolname = public.zhengming_group(role.name) AND pg_has_role(member.oid, granted.oid, 'USAGE'))
WHERE member.rolcanlogin AND NOT member.rolsuper
GROUP BY member.rolname ORDER BY member.rolname COLLATE "C"
"""

_LOCKED: Final = frozenset({"40001", "40P01", "55P03"})
_NO_TABLE: Final = frozenset({"42P01", "42703"})
_NOT_ALLOWED: Final = frozenset({"42501", "25006"})
_FULL: Final = "53100"
_STOPPED: Final = ("08", "57P")
# The server says these before a connection is there, so psycopg has no SQLSTATE for them, only the text.
_NO_DATABASE: Final = re.compile(r'database "[^"]*" does not exist')
_COME_AGAIN: Final = re.compile(
    r"starting up|shutting down|recovery mode|not yet accepting|too many|remaining connection"
)


def queue_up(connection: Connection, timeout: float) -> None:
    """Wait, before the first query of a unit that writes, for the unit of another writer to end.

    LOCK TABLE comes before the snapshot that all queries of the unit see; a query would fix it too early.
    """
    if connection.dialect.name == _DIALECT:
        _limit_waiting(connection, timeout)
        connection.exec_driver_sql("LOCK TABLE meta IN EXCLUSIVE MODE")


def queue_to_create(connection: Connection, timeout: float) -> None:
    """Wait, where no table may be yet, for others that make or upgrade a term base in the same database."""
    if connection.dialect.name == _DIALECT:
        _limit_waiting(connection, timeout)
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_CREATION_LOCK})")


def session_user(connection: Connection) -> str:
    """The name under which the server knows who is connected; empty for a file."""
    if connection.dialect.name != _DIALECT:
        return ""
    return str(connection.exec_driver_sql("SELECT session_user").scalar_one())


def role_on_server(connection: Connection) -> str | None:
    """The role of who is connected, as the database tells it; None where ``roles.sql`` never ran in it.

    A superuser is an administrator. It is asked for once a connection, which lasts as long as a unit of work.
    """
    known = connection.info
    if _ROLE_FUNCTION not in known:
        told = connection.exec_driver_sql("SELECT to_regprocedure(%s)", (_ROLE_FUNCTION,)).scalar()
        known[_ROLE_FUNCTION] = connection.exec_driver_sql(f"SELECT {_ROLE_FUNCTION}").scalar_one() if told else None
    role: str | None = known[_ROLE_FUNCTION]
    return role


def users_with_roles(connection: Connection, roles: Sequence[str]) -> list[tuple[str, str]]:
    """The users, by name, who have one of ``roles``, with the last one that they have; superusers are not told."""
    if role_on_server(connection) is None:
        return []
    rows = connection.exec_driver_sql(_USERS, (list(roles),)).all()
    return [(str(name), str(role)) for name, role in rows]


def group_of(connection: Connection, role: str) -> str:
    """The name of the server's role that stands for one of a term base, or would."""
    made = connection.exec_driver_sql("SELECT to_regprocedure('public.zhengming_group(text)')").scalar()
    name = "public.zhengming_group(%s)" if made else "'zhengming_' || current_database() || '_' || %s::text"
    return str(connection.exec_driver_sql(f"SELECT {name}", (role,)).scalar_one())


def _limit_waiting(connection: Connection, timeout: float) -> None:
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {max(1, round(timeout * 1000))}")


def count_on_from(connection: Connection, table: str) -> None:
    """Let a table, in which rows were written with their numbers, give the next row the number after the last."""
    if connection.dialect.name == _DIALECT:
        sequence = f"pg_get_serial_sequence('{table}', 'number')"
        connection.exec_driver_sql(f"SELECT setval({sequence}, max(number)) FROM {table}")  # noqa: S608 - a name of ours


def server_error(error: DBAPIError, place: str) -> StoreError:
    """The store error that says what an error of the driver means for the term base at ``place``."""
    state = getattr(error.orig, "sqlstate", None) or ""
    # The first line alone: the next ones hold the statement and its values, which belong in no message.
    detail = str(error.orig).partition("\n")[0].rpartition("failed: ")[2]
    if is_lost(error):
        return ConnectionLost(place, "the connection to the database was lost; nothing was changed", "try again")
    return _refused(state, detail, place) if state else _not_connected(detail, place)


def _refused(state: str, detail: str, place: str) -> StoreError:
    if state in _LOCKED:
        return locked(place)
    if state in _NO_TABLE:
        return without_tables(place)
    if state in _NOT_ALLOWED:
        return TermbaseReadOnly(place, f"refuses it to this user: {detail}", "ask its administrator for the right")
    cure = "free some space on its server" if state == _FULL else "nothing was changed; check the database"
    return StoreError(place, f"the database refused: {detail}", cure)


def _not_connected(detail: str, place: str) -> StoreError:
    if _NO_DATABASE.search(detail):
        return TermbaseMissing(place, "there is no such database", "make it with `createdb`, then run `zhengming init`")
    if _COME_AGAIN.search(detail):
        return ConnectionLost(place, f"takes no connections now: {detail}", "try again later")
    return TermbaseUnreachable(place, f"cannot be reached: {detail}", "check server, user and password")


def is_lost(error: DBAPIError) -> bool:
    """Whether the connection broke, so that nobody knows what the server did with what it was told last."""
    state = getattr(error.orig, "sqlstate", None) or ""
    return error.connection_invalidated or state.startswith(_STOPPED)


def uncertain(place: str) -> CommitUncertain:
    """The answer to a commit did not come."""
    return CommitUncertain(
        place,
        "the connection was lost at the very end, so the change is there as a whole or not at all",
        "see with `zhengming log` before you do it again",
    )
