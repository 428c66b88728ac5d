"""PostgreSQL: the pieces of every key as an array, under a GIN index.

The extension pg_trgm would do for letters, but sees no Chinese where the database sorts by the bytes (locale C), and
not everybody may install it. The table goes with the keys: its rows are deleted with theirs.
"""

from typing import Any, Final

from sqlalchemy import Connection, Select, Text, column, func, literal, select, table
from sqlalchemy.dialects.postgresql import ARRAY

from termbase.search import SHORT
from termbase.search_index.grams import grams, sample, trigrams
from termbase.search_index.keys import KEY
from termbase.tables import SEARCH_KEY

_BATCH: Final = 2000
_TEXTS: Final = ARRAY(Text)
_GRAM: Final = table("search_gram", column("number"), column("grams", _TEXTS))
_KEYS: Final = "SELECT number, key FROM search_key WHERE kind <> 'id' AND number >= %s ORDER BY number LIMIT %s"
_ADD: Final = "INSERT INTO search_gram (number, grams) VALUES (%s, %s)"


class PostgresqlIndex:
    """What finds keys by their parts on a PostgreSQL server."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def loosen(self) -> None:
        """Nothing: the server fills its indexes well enough."""

    def tighten(self) -> None:
        """Nothing, as ``loosen``."""

    def add(self, first: int) -> None:
        """Take in every key from the one with the number ``first`` on."""
        while rows := self._connection.exec_driver_sql(_KEYS, (first, _BATCH)).all():
            values = [(number, _pieces(key)) for number, key in rows]
            self._connection.exec_driver_sql(_ADD, values)
            first = rows[-1][0] + 1

    def drop(self, concept_ids: str, end: int) -> None:
        """Nothing: what belongs to a key goes with it."""

    def clear(self) -> None:
        """Forget every key."""
        self._connection.exec_driver_sql("DELETE FROM search_gram")

    def holding(self, pattern: str) -> Select[Any]:
        """The query for keys that hold ``pattern``."""
        wanted = sample(pattern) if len(pattern) >= SHORT else [pattern]
        found = _GRAM.c.grams.contains(literal(wanted, _TEXTS))
        own = SEARCH_KEY.c.number == _GRAM.c.number
        return select(*KEY).join_from(_GRAM, SEARCH_KEY, own).where(found, func.strpos(SEARCH_KEY.c.key, pattern) > 0)

    def pieces(self) -> tuple[int, int]:
        """How many runs of three and how many shorter pieces are held, each once a key."""
        counted = "count(*) FILTER (WHERE length(piece) = 3), count(*) FILTER (WHERE length(piece) < 3)"
        query = f"SELECT {counted} FROM search_gram, unnest(grams) AS piece"  # noqa: S608 - a text of ours
        longer, shorter = self._connection.exec_driver_sql(query).one()
        return int(longer), int(shorter)

    @staticmethod
    def expected(key: str) -> tuple[int, int]:
        """What ``pieces`` counts for one key."""
        return len(set(trigrams(key))), len(grams(key))


def _pieces(key: str) -> list[str]:
    return sorted({*grams(key), *trigrams(key)})
