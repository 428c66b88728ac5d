"""Workbooks of spreadsheet programs: the same sheet as in CSV, one concept a row.

Every cell is read as the text that people see, dates and numbers too, and of a formula its last result. Every cell is
written as text.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from termbase.concepts import Concept
from termbase.errors import ExchangeError
from termbase.exchange.sheet.columns import Column, Kind
from termbase.exchange.sheet.heading import read_heading
from termbase.exchange.sheet.preview import Preview, look
from termbase.exchange.sheet.reading import Row, read_sheet
from termbase.exchange.sheet.writing import RowSpool, cells_of
from termbase.exchange.values import LossLedger, LossReport, Problem, ReadOptions, WriteOptions
from termbase.exchange.xlsx.reading import Workbook
from termbase.exchange.xlsx.writing import MAX_CELL, NOT_XML, fits, write_workbook

_TOO_LONG: Final = f"left out where it is longer than the {MAX_CELL:,} characters that a cell holds"


def read(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Concept | Problem]:
    """Yield a concept for each row, or the problem that kept it out; ``ExchangeError`` if the file cannot be read."""
    with Workbook(stream, name) as workbook:
        rows = workbook.rows(options.sheet or workbook.sheets[0])
        first = first_row(rows, name)
        heading = read_heading(first.cells, name, options, first.line)
        yield from heading.problems
        yield from read_sheet(heading, rows, name)


def preview(stream: BinaryIO, name: str, options: ReadOptions) -> Preview:
    """What the columns would be taken for; ``ExchangeError`` if the file is no workbook, or a choice is impossible."""
    with Workbook(stream, name) as workbook:
        sheet = options.sheet or workbook.sheets[0]
        rows = workbook.rows(sheet)
        looked = look(first_row(rows, name), rows, name, options)
        return Preview(
            looked.heading.uses,
            looked.rows,
            looked.missing,
            looked.problems,
            sheet=sheet,
            sheets=workbook.sheets,
        )


def write(concepts: Iterable[Concept], stream: BinaryIO, options: WriteOptions) -> LossReport:  # noqa: ARG001
    """Write a heading and a row for each concept, with the columns that some concept needs."""
    ledger = LossLedger()
    with RowSpool() as spool:
        for concept in concepts:
            cells = _fitting(cells_of(concept, ledger), ledger)
            ledger.close_concept(written=bool(cells))
            if cells:
                spool.add(cells)
        write_workbook(spool.table(), stream)
    return ledger.report()


def first_row(rows: Iterator[Row | Problem], name: str) -> Row:
    """The row that names the columns; ``ExchangeError`` where there is none."""
    first = next((row for row in rows if isinstance(row, Problem) or any(row.cells)), None)
    if first is None:
        raise ExchangeError(name, "is empty", "give its sheet a row that names the columns")
    if isinstance(first, Problem):
        raise ExchangeError(f"{name}:{first.line}", first.problem, first.cure)
    return first


def _fitting(cells: dict[Column, str], ledger: LossLedger) -> dict[Column, str]:
    """The cells that a workbook can hold; what runs parallel to one that is too long goes with it."""
    if any(NOT_XML.search(cell) for cell in cells.values()):
        ledger.lose("character that XML cannot hold", "written as U+FFFD")
    long = {column for column, cell in cells.items() if not fits(cell)}
    for column in long:
        ledger.lose(column.name, _TOO_LONG)
    return {column: cell for column, cell in cells.items() if not any(_goes_with(column, gone) for gone in long)}


def _goes_with(column: Column, gone: Column) -> bool:
    if column == gone:
        return True
    if column.language != gone.language:
        return False
    if gone.kind is Kind.TERMS:
        return column.kind is Kind.ATTRIBUTE and column.status is gone.status
    return gone.kind is Kind.DEFINITION and column.kind is Kind.DEFINITION_SOURCE
