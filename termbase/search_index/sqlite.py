"""SQLite: two FTS5 tables without content beside the table of keys.

``search_trigram`` holds every run of three characters of a key, ``search_gram`` the shorter pieces, written in
hexadecimal digits because a tokenizer would fold or drop some characters. Neither keeps the text itself, so what goes
is told to them by its text once more.
"""

from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Connection, Select, TableClause, column, func, literal_column, select, table

from termbase.search import SHORT, beginnings
from termbase.search_index.grams import sample, trigrams
from termbase.search_index.keys import KEY
from termbase.tables import SEARCH_KEY

_INDEXED: Final = "kind <> 'id'"
_OF_CONCEPTS: Final = f"{_INDEXED} AND number < ? AND concept_id IN (SELECT value FROM json_each(?))"
_ADD: Final = (
    f"INSERT INTO search_trigram(rowid, key) SELECT number, key FROM search_key WHERE {_INDEXED} AND number >= ?",
    "INSERT INTO search_gram(rowid, grams) SELECT number, zhengming_grams(key) FROM search_key"
    f" WHERE {_INDEXED} AND number >= ?",
)
_DROP: Final = (
    "INSERT INTO search_trigram(search_trigram, rowid, key)"
    f" SELECT 'delete', number, key FROM search_key WHERE {_OF_CONCEPTS}",
    "INSERT INTO search_gram(search_gram, rowid, grams)"
    f" SELECT 'delete', number, zhengming_grams(key) FROM search_key WHERE {_OF_CONCEPTS}",
)
_CLEAR: Final = (
    "INSERT INTO search_trigram(search_trigram) VALUES ('delete-all')",
    "INSERT INTO search_gram(search_gram) VALUES ('delete-all')",
)
_WHOLE: Final = {
    "ix_search_key_key": "(key)",
    "ix_search_key_reading": "(key, concept_id) WHERE kind = 'pinyin' AND standing = 0",
}
_TRIGRAM: Final = table("search_trigram", column("rowid"))
_GRAM: Final = table("search_gram", column("rowid"))


class SqliteIndex:
    """What finds keys by their parts in a SQLite file."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        driver: Any = connection.connection.dbapi_connection
        driver.create_function("zhengming_grams", 1, _tokens, deterministic=True)

    def loosen(self) -> None:
        """Do without the indexes of whole keys, which grow slowly entry by entry, while an empty table is filled."""
        for name in _WHOLE:
            self._connection.exec_driver_sql(f"DROP INDEX IF EXISTS {name}")

    def tighten(self) -> None:
        """Have the indexes of whole keys, if they are not there."""
        for name, keys in _WHOLE.items():
            self._connection.exec_driver_sql(f"CREATE INDEX IF NOT EXISTS {name} ON search_key {keys}")

    def add(self, first: int) -> None:
        """Take in every key from the one with the number ``first`` on."""
        for statement in _ADD:
            self._connection.exec_driver_sql(statement, (first,))

    def drop(self, concept_ids: str, end: int) -> None:
        """Forget the keys of concepts, named in a JSON list, whose number is below ``end``; before their rows go."""
        for statement in _DROP:
            self._connection.exec_driver_sql(statement, (end, concept_ids))

    def clear(self) -> None:
        """Forget every key."""
        for statement in _CLEAR:
            self._connection.exec_driver_sql(statement)

    def holding(self, pattern: str) -> Select[Any]:
        """The query for keys that hold ``pattern``, the earliest first."""
        if len(pattern) >= SHORT:
            wanted = " AND ".join('"' + piece.replace('"', '""') + '"' for piece in sample(pattern))
            return _matching(_TRIGRAM, wanted).where(func.instr(SEARCH_KEY.c.key, pattern) > 0)
        return _matching(_GRAM, _token(pattern) + ("*" if len(pattern) == 1 else ""))

    def pieces(self) -> tuple[int, int]:
        """How many runs of three and how many shorter pieces are held, each once a key."""
        return self._held("search_trigram"), self._held("search_gram")

    def _held(self, name: str) -> int:
        """How often a key holds a token, over all tokens of an FTS5 table."""
        self._connection.exec_driver_sql(f"CREATE VIRTUAL TABLE temp.held USING fts5vocab('main', {name}, 'row')")
        try:
            return int(self._connection.exec_driver_sql("SELECT coalesce(sum(doc), 0) FROM held").scalar_one())
        finally:
            self._connection.exec_driver_sql("DROP TABLE held")

    @staticmethod
    def expected(key: str) -> tuple[int, int]:
        """What ``pieces`` counts for one key."""
        return len(set(trigrams(key))), len(_tokens(key).split())


def _tokens(key: str) -> str:
    """The pieces of a key as tokens of two characters, or one at the end; a piece of one is found as a beginning."""
    return " ".join({_token(key[place : place + 2]) for place in beginnings(key)})


def _matching(index: TableClause, wanted: str) -> Select[Any]:
    """The keys whose pieces an FTS5 table finds for a query in its own language."""
    found = literal_column(index.name).op("MATCH")(wanted)
    return select(*KEY).join_from(index, SEARCH_KEY, SEARCH_KEY.c.number == index.c.rowid).where(found)


@lru_cache(1 << 16)
def _token(piece: str) -> str:
    return "".join(f"{ord(char):x}x" for char in piece)
