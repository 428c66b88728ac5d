"""Wrap a text into rows of terminal cells: words stay whole, Chinese breaks between characters, every offset has a row.

A row begins at an offset and ends where the next one begins; two rows that begin at the same offset are a blank one and
the row it stands above.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rich.cells import cell_len

from tui.articles.veil import shown_char

_NARROW: Final = re.compile("[ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e]*")
"""Characters of which each takes one cell."""

_NOT_FIRST: Final = frozenset("，。、；：？！）》」』”’】〕…·,.;:?!)]}%")
_NOT_LAST: Final = frozenset("（《「『“‘【〔([{")
_LEAST: Final = 4


class Rows:
    """The rows of a text at a width."""

    __slots__ = ("starts", "text", "width")

    def __init__(self, text: str, width: int, starts: Sequence[int] | None = None) -> None:
        self.text = text
        self.width = max(_LEAST, width)
        self.starts = wrapped(text, self.width) if starts is None else starts

    def __len__(self) -> int:
        return len(self.starts)

    def span(self, row: int) -> tuple[int, int]:
        """Where a row begins, and where what is shown of it ends: without the line end and the space it broke at."""
        start = self.starts[row]
        end = self.starts[row + 1] if row + 1 < len(self.starts) else len(self.text)
        if end > start and self.text[end - 1] == "\n":
            end -= 1
            return start, end - 1 if end > start and self.text[end - 1] == "\r" else end
        return start, end - 1 if end > start + 1 and self.text[end - 1] == " " else end

    def row_of(self, offset: int) -> int:
        """The row that an offset stands in."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def begins_line(self, row: int) -> bool:
        """Whether a row is the first of its line, and not a blank one."""
        start = self.starts[row]
        is_blank = row + 1 < len(self.starts) and self.starts[row + 1] == start
        return not is_blank and (start == 0 or self.text[start - 1] == "\n")


def wrapped(text: str, width: int) -> list[int]:
    """Where the rows of ``text`` begin."""
    starts: list[int] = []
    start, size = 0, len(text)
    while True:
        end = text.find("\n", start)
        end = size if end < 0 else end
        starts.append(start)
        if end - start > width or not text.isascii():
            narrow = _NARROW.match(text, start, end)
            if narrow and narrow.end() == end:
                if end - start > width:
                    _wrap_narrow(text, start, end, width, starts)
            else:
                _wrap_wide(text, start, end, width, starts)
        if end == size:
            return starts
        start = end + 1


def _wrap_narrow(text: str, start: int, end: int, width: int, starts: list[int]) -> None:
    while end - start > width:
        cut = text.rfind(" ", start, start + width + 1)
        start = cut + 1 if cut > start else start + width
        if start < end:
            starts.append(start)


def _wrap_wide(text: str, start: int, end: int, width: int, starts: list[int]) -> None:
    row, used = start, 0
    cut, used_at_cut = start, 0
    previous, was_wide = "", False
    for place in range(start, end):
        char = text[place]
        cells = _cells(char)
        is_wide = cells == 2
        if place > row and char != " " and _breaks(previous, char, wide=is_wide or was_wide):
            cut, used_at_cut = place, used
        if used + cells > width and char != " " and place > row:
            if cut == row:
                cut, used_at_cut = place, used
            starts.append(cut)
            row, used = cut, used - used_at_cut
            used_at_cut = 0
        used += cells
        if cells:
            previous, was_wide = char, is_wide


def _breaks(previous: str, char: str, *, wide: bool) -> bool:
    """Whether a row may end between two characters."""
    if previous == " ":
        return True
    return wide and char not in _NOT_FIRST and previous not in _NOT_LAST


@lru_cache(maxsize=8192)
def _cells(char: str) -> int:
    return cell_len(shown_char(char))
