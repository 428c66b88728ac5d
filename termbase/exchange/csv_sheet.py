"""Sheets in text files, comma-separated or tab-separated values: one concept a row.

Cells are quoted as RFC 4180 says. Writes UTF-8 with a byte order mark, without which spreadsheet programs garble
Chinese.
"""

import csv
import io
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO, Final

from termbase.concepts import Concept
from termbase.errors import ExchangeError
from termbase.exchange.encodings import Encoding
from termbase.exchange.sheet.delimiters import chosen_delimiter, declared_delimiter, recognised_delimiter
from termbase.exchange.sheet.heading import read_heading
from termbase.exchange.sheet.preview import Preview, look
from termbase.exchange.sheet.reading import Row, read_sheet
from termbase.exchange.sheet.writing import RowSpool
from termbase.exchange.text import MAX_LINE, Line, TextFile
from termbase.exchange.values import LossLedger, LossReport, Problem, ReadOptions, WriteOptions

# The limit on a row stands in _Lines.texts; the csv module's own, which is lower, would call long rows malformed.
csv.field_size_limit(2 * MAX_LINE)

_CURE: Final = "mend the quotation marks"
_DELIMITERS: Final = {"tsv": "\t"}
"""The usual delimiter of each profile but the first."""


def read(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Concept | Problem]:
    """Yield a concept for each row, or the problem that kept it out; ``ExchangeError`` if the file cannot be read."""
    table = TextTable(stream, name, options)
    heading = read_heading(table.heading.cells, name, options, table.heading.line)
    yield from heading.problems
    yield from read_sheet(heading, table.rows, name)


def preview(stream: BinaryIO, name: str, options: ReadOptions) -> Preview:
    """What the columns would be taken for; ``ExchangeError`` if the file is no such text, or a choice is impossible."""
    table = TextTable(stream, name, options)
    looked = look(table.heading, table.rows, name, options)
    return Preview(
        looked.heading.uses,
        looked.rows,
        looked.missing,
        looked.problems,
        encoding=table.encoding.name,
        guessed=table.encoding.guessed,
        delimiter=table.delimiter,
    )


def write(concepts: Iterable[Concept], stream: BinaryIO, options: WriteOptions) -> LossReport:
    """Write a heading and a row for each concept, with the columns that some concept needs."""
    ledger = LossLedger()
    with RowSpool() as spool:
        spool.add_all(concepts, ledger)
        write_rows(stream, spool.table(), _DELIMITERS.get(options.profile, ","))
    return ledger.report()


def write_rows(stream: BinaryIO, rows: Iterable[Iterable[str]], delimiter: str = ",") -> None:
    """Write rows of cells in UTF-8 with a byte order mark."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    try:
        csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    finally:
        text.detach()


class TextTable:
    """The cells of a text file: its ``heading``, the ``rows`` under it, and how they are read.

    Raises ``ExchangeError`` when it is made, and while its rows are read, where the file cannot be.
    """

    def __init__(self, stream: BinaryIO, name: str, options: ReadOptions, usual: str = "") -> None:
        """Read ``stream``; ``usual`` is the delimiter if neither its first line nor the options tell another."""
        self._file = TextFile(stream, name, options.encoding)
        lines, self.delimiter = _delimited(
            self._file.lines(), name, options, usual or _DELIMITERS.get(options.profile, ",")
        )
        self.rows: Iterator[Row | Problem] = _rows(lines, name, self.delimiter)
        first = next((row for row in self.rows if isinstance(row, Problem) or any(row.cells)), None)
        if first is None:
            raise ExchangeError(name, "is empty", "give it a line that names the columns")
        if isinstance(first, Problem):
            raise ExchangeError(f"{name}:{first.line}", first.problem, first.cure)
        self.heading: Row = first

    @property
    def encoding(self) -> Encoding:
        """The encoding that the file is read as."""
        return self._file.encoding


def _delimited(lines: Iterator[Line], name: str, options: ReadOptions, usual: str) -> tuple[Iterator[Line], str]:
    """The lines from the heading on, and the delimiter between their cells."""
    chosen = chosen_delimiter(options.delimiter, name) if options.delimiter else ""
    before: list[Line] = []
    for line in lines:
        if declared := declared_delimiter(line.text):
            return lines, chosen or declared
        before.append(line)
        if line.text.strip() or line.fault:
            return chain(before, lines), chosen or recognised_delimiter(line.text, usual, options)
    return iter(before), chosen or usual


def _rows(lines: Iterator[Line], name: str, delimiter: str) -> Iterator[Row | Problem]:
    """Split lines into rows. After a row whose quotation marks do not balance, reading goes on at the next line."""
    source = _Lines(lines)
    while (start := source.peek()) is not None:
        source.begin()
        try:
            cells = next(csv.reader(source.texts(), delimiter=delimiter, strict=True), [])
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
