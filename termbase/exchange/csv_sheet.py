"""Comma-separated values: a sheet in a text file, one concept a row.

Reads UTF-8 with or without a byte order mark and UTF-16 with one; cells are separated by commas and quoted as RFC 4180
says. Writes UTF-8 with a byte order mark, without which spreadsheet programs garble Chinese.
"""

import csv
import io
from collections import deque
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from termbase.concepts import Concept
from termbase.errors import ExchangeError
from termbase.exchange.sheet.heading import read_heading
from termbase.exchange.sheet.reading import Row, read_sheet
from termbase.exchange.sheet.writing import RowSpool, cells_of
from termbase.exchange.text import MAX_LINE, Line, read_lines
from termbase.exchange.values import LossLedger, LossReport, Problem, ReadOptions, WriteOptions

# The limit on a row stands in _Lines.texts; the csv module's own, which is lower, would call long rows malformed.
csv.field_size_limit(2 * MAX_LINE)

_CURE: Final = "mend the quotation marks"


def read(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Concept | Problem]:  # noqa: ARG001
    """Yield a concept for each row, or the problem that kept it out; ``ExchangeError`` if the file cannot be read."""
    rows = _rows(read_lines(stream, name), name)
    first = next((row for row in rows if isinstance(row, Problem) or any(row.cells)), None)
    if first is None:
        raise ExchangeError(name, "is empty", "give it a line that names the columns")
    if isinstance(first, Problem):
        raise ExchangeError(f"{name}:{first.line}", first.problem, first.cure)
    heading = read_heading(first.cells, name, first.line)
    yield from heading.problems
    yield from read_sheet(heading, rows, name)


def write(concepts: Iterable[Concept], stream: BinaryIO, options: WriteOptions) -> LossReport:  # noqa: ARG001
    """Write a heading and a row for each concept, with the columns that some concept needs."""
    ledger = LossLedger()
    with RowSpool() as spool:
        for concept in concepts:
            cells = cells_of(concept, ledger)
            ledger.close_concept(written=bool(cells))
            if cells:
                spool.add(cells)
        _write_lines(stream, spool)
    return ledger.report()


def _write_lines(stream: BinaryIO, spool: RowSpool) -> None:
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    try:
        writer = csv.writer(text, lineterminator="\n")
        columns = spool.columns()
        writer.writerow(column.name for column in columns)
        writer.writerows(spool.rows(columns))
    finally:
        text.detach()


def _rows(lines: Iterator[Line], name: str) -> Iterator[Row | Problem]:
    """Split lines into rows. After a row whose quotation marks do not balance, reading goes on at the next line."""
    source = _Lines(lines)
    while (start := source.peek()) is not None:
        source.begin()
        try:
            cells = next(csv.reader(source.texts(), strict=True), [])
        except _BadLine as error:
            source.rewind()
            yield Problem(name, start.number, str(error), "shorten or split it")
        except csv.Error:
            source.rewind()
            yield Problem(name, start.number, "the quotation marks of this row do not balance", _CURE)
        else:
            yield Row(start.number, cells)


class _BadLine(Exception):
    """A line that is passed over."""


class _Lines:
    """Lines that can be read again from the second line of a row on."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._ahead: deque[Line] = deque()
        self._taken: list[Line] = []

    def peek(self) -> Line | None:
        """The next line, without taking it."""
        if not self._ahead and (line := next(self._lines, None)) is not None:
            self._ahead.append(line)
        return self._ahead[0] if self._ahead else None

    def begin(self) -> None:
        """Begin a row."""
        self._taken.clear()

    def rewind(self) -> None:
        """Give back every line of the row but its first."""
        self._ahead.extendleft(reversed(self._taken[1:]))

    def texts(self) -> Iterator[str]:
        """Take lines for the row, as long as they are wanted and fit into memory."""
        length = 0
        while (line := self.peek()) is not None:
            length += len(line.text)
            if line.fault and self._taken:
                raise csv.Error
            self._taken.append(self._ahead.popleft())
            if line.fault:
                raise _BadLine(line.fault)
            if length > MAX_LINE:
                raise csv.Error
            yield line.text
