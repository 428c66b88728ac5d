"""SQL straight into a term base, past everything that guards it."""

import sqlite3
from contextlib import closing
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
