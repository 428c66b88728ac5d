"""What a sheet would be taken for, shown before anything of it is imported."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from termbase.exchange.sheet.heading import ColumnUse, Heading, look_at_heading
from termbase.exchange.sheet.reading import Row
from termbase.exchange.values import Problem, ReadOptions

_ROWS: Final = 5


@dataclass(frozen=True, slots=True)
class Preview:
    """What is in a sheet, and what its columns are taken for.

    ``rows`` are the cells of the first rows, under ``columns``, as the file has them; ``missing`` names the columns
    without which the sheet cannot be imported. ``encoding`` and ``delimiter`` are those of a text file; ``guessed``
    says that the encoding was told from the text. ``sheet`` and ``sheets`` are the one looked at and all of a workbook.
    """

    columns: tuple[ColumnUse, ...]
    rows: tuple[tuple[str, ...], ...]
    missing: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    encoding: str = ""
    guessed: bool = False
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()

    @property
    def can_be_read(self) -> bool:
        """Whether every column is there that has to be."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class Looked:
    """The part of a preview that every sheet has."""

    heading: Heading
    rows: tuple[tuple[str, ...], ...]
    problems: tuple[Problem, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of the columns that have to be there and are not."""
        return tuple(column.name for column in self.heading.missing)


def look(heading: Row, rows: Iterable[Row | Problem], name: str, options: ReadOptions) -> Looked:
    """Look at the heading and the first rows under it."""
    found = look_at_heading(heading.cells, name, options, heading.line)
    shown: list[tuple[str, ...]] = []
    problems = list(found.problems)
    for item in islice(_with_content(rows), _ROWS):
        if isinstance(item, Problem):
            problems.append(item)
        else:
            shown.append(_fitted(item.cells, found.width))
    return Looked(found, tuple(shown), tuple(problems))


def _with_content(rows: Iterable[Row | Problem]) -> Iterator[Row | Problem]:
    return (row for row in rows if isinstance(row, Problem) or any(cell.strip() for cell in row.cells))


def _fitted(cells: Sequence[str], width: int) -> tuple[str, ...]:
    return (*cells, *[""] * (width - len(cells)))[: max(width, len(cells))]
