"""When the statuses of terms held, as bars over the years."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from rich.cells import cell_len
from textual.content import Content

from glossary.report.concepts import STATUS_MARKS
from termbase.concepts import Term
from tui.entries import safe
from tui.widgets.columns import fitted

_BLOCKS: Final = ("█", "·", "◂", "▸")
_ASCII: Final = ("#", ".", "<", ">")
_NARROWEST: Final = 30
"""Cells under which no bar is drawn; the dates stand beside the terms anyway."""


class TimeLine(NamedTuple):
    """Terms of which some have dates, a bar each; ``styles`` are those of the terms."""

    terms: Sequence[Term]
    styles: Sequence[str]
    indent: int = 2
    blocks: bool = True

    def lines(self, width: int) -> Iterator[Content]:
        """The years, and under them the bars, in ``width`` cells."""
        names = [f"{STATUS_MARKS[term.status]} {safe(term.text)}" for term in self.terms]
        room = width - self.indent
        name_width = min(max(map(cell_len, names), default=0), max(12, room // 3))
        cells = room - name_width - 2
        if width < _NARROWEST or cells < 8:
            return
        first, last = years(self.terms)
        pad = " " * self.indent
        yield Content.assemble(pad + " " * (name_width + 2), (_axis(first, last, cells), "$foreground-muted"))
        for name, term, style in zip(names, self.terms, self.styles, strict=True):
            bar = drawn(term, first, last, cells, _BLOCKS if self.blocks else _ASCII)
            yield Content.assemble(pad, (fitted(name, name_width), style), "  ", (bar, style))


def has_dates(terms: Sequence[Term]) -> bool:
    """Whether some term has a date, so that a time line says something."""
    return any(term.valid_from or term.valid_to for term in terms)


def years(terms: Sequence[Term]) -> tuple[int, int]:
    """The first and the last year to be drawn, one more at either side than is named."""
    named = [int(day[:4]) for term in terms for day in (term.valid_from, term.valid_to) if day]
    return min(named) - 1, max(named) + 1


def drawn(term: Term, first: int, last: int, cells: int, signs: tuple[str, str, str, str]) -> str:
    """The bar of a term: a cell is full where the status held at some day of its time; an open end is an arrow."""
    full, empty, before, after = signs
    start = _place(term.valid_from, first, last, cells, end=False) if term.valid_from else 0
    stop = _place(term.valid_to, first, last, cells, end=True) if term.valid_to else cells - 1
    bar = [full if start <= cell <= max(start, stop) else empty for cell in range(cells)]
    if not term.valid_from:
        bar[0] = before
    if not term.valid_to:
        bar[-1] = after
    return "".join(bar)


def _place(day: str, first: int, last: int, cells: int, *, end: bool) -> int:
    """The cell in which a day lies; of a year or month alone its first day, or its last one."""
    year, month, date = ([*map(int, day.split("-")), 0, 0])[:3]
    if not month:
        month = 12 if end else 1
    if not date:
        date = 31 if end else 1
    since = year - first + (month - 1) / 12 + (date - 1) / 372
    return min(cells - 1, int(since / (last - first + 1) * cells))


def _axis(first: int, last: int, cells: int) -> str:
    """The years over their cells, as many as there is room for."""
    line = [" "] * cells
    span = last - first + 1
    step = next(it for it in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10000) if it * cells / span >= 6)
    for year in range(first + (-first) % step, last + 1, step):
        start = int((year - first) / span * cells)
        if start + 4 <= cells:
            line[start : start + 4] = f"{year:04}"
    return "".join(line)
