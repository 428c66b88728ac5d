"""Read the rows of a table in a SQLite file with damaged pages: all but those on the pages that cannot be read.

A table is a tree of pages in the order of row numbers. Where reading breaks off, it goes on from the other end, and
what lies between is halved until the numbers that cannot be read stand alone.
"""

import sqlite3
from collections import deque
from collections.abc import Generator, Iterator
from typing import Any, Final, NamedTuple

_LEAST: Final = -(2**63)
_MOST: Final = 2**63 - 1
_ROWS_OF_A_PAGE: Final = 512
"""No page holds more rows: a row takes eight bytes at least."""
_FAILURES: Final = 20_000
"""How often reading may break off before the rest of a table is given up."""


class _Span(NamedTuple):
    first: int
    last: int


def columns_of(connection: sqlite3.Connection, table: str) -> list[str]:
    """The names of a table's columns, none where there is no such table."""
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({_quoted(table)})")]
    return [it.decode("utf-8", "replace") if isinstance(it, bytes) else it for it in names]


class Rows:
    """The readable rows of a table, each a dict of its columns; ``is_whole`` says, at the end, whether that was all."""

    def __init__(self, connection: sqlite3.Connection, table: str) -> None:
        self._connection = connection
        self._table = _quoted(table)
        self._names = columns_of(connection, table)
        self._failures = 0
        self.is_whole = True

    def __iter__(self) -> Iterator[dict[str, Any]]:
        if not self._names:
            self.is_whole = False
            return
        waiting = deque([_Span(_LEAST, _MOST)])
        while waiting and self._failures < _FAILURES:
            span = waiting.popleft()  # the widest first, so that giving up loses little
            unread = yield from self._from_both_ends(span)
            waiting.extend(self._halves(unread, whole=span.last == _MOST))
        self.is_whole = not self._failures

    def _from_both_ends(self, span: _Span) -> Generator[dict[str, Any], None, _Span]:
        """Give the rows that can be read from either end; returns what lies between."""
        last = yield from self._scan(span, descending=False)
        if last is None:
            return _Span(1, 0)
        rest = _Span(last + 1, span.last)
        first = yield from self._scan(rest, descending=True)
        return _Span(1, 0) if first is None else _Span(rest.first, first - 1)

    def _scan(self, span: _Span, *, descending: bool) -> Generator[dict[str, Any], None, int | None]:
        """Give rows from one end until reading breaks off; returns the last number, or None where it did not.

        Before the first row that is the number outside the span. Damaged pages can lead in a circle, so numbers that
        do not go on in order count as the end of what can be read.
        """
        reached = span.last + 1 if descending else span.first - 1
        if span.first > span.last:
            return None
        order = "DESC" if descending else "ASC"
        chosen = f"FROM {self._table} NOT INDEXED WHERE rowid BETWEEN ? AND ?"
        query = f"SELECT rowid, * {chosen} ORDER BY rowid {order}"
        try:
            for number, *content in self._connection.execute(query, span):
                if (number >= reached) if descending else (number <= reached):
                    break
                reached = number
                yield dict(zip(self._names, content, strict=True))
            else:
                return None
        except sqlite3.DatabaseError:
            pass
        self._failures += 1
        return reached

    def _halves(self, unread: _Span, *, whole: bool) -> list[_Span]:
        first, last = unread
        if whole and last == _MOST:  # no row tells where the table ends, so the size of the file has to
            (pages,) = self._connection.execute("PRAGMA page_count").fetchone()
            last = max(first, 0) + pages * _ROWS_OF_A_PAGE
        if first == _LEAST:
            first = 0  # numbers are given from 1 on
        if first >= last:
            return []
        middle = (first + last) // 2
        return [_Span(first, middle), _Span(middle + 1, last)]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
