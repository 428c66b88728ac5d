"""SQL straight into a term base, past everything that guards it."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from termbase.locations import Location


def execute(location: Location, statement: str) -> list[Any]:
    """What a statement gives, committed on its own."""
    if location.path:
        with closing(sqlite3.connect(location.path)) as connection, connection:
            return connection.execute(statement).fetchall()
    import psycopg  # tests run without it where there is no server

    with psycopg.connect(location.url, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def everything(path: Path, tables: Sequence[str] = ()) -> dict[str, list[dict[str, Any]]]:
    """The rows of a file by table, as dicts in an order of their own: of those named, or of all but derived ones."""
    with closing(sqlite3.connect(path)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [it for it in names if not it.startswith(("search_", "sqlite_", "alembic_"))]
        wanted = [it for it in kept if it in tables or not tables]
        connection.row_factory = sqlite3.Row
        rows = {it: [dict(row) for row in connection.execute(f'SELECT * FROM "{it}"')] for it in wanted}
    return {it: sorted(rows[it], key=lambda row: str(list(row.values()))) for it in wanted}
