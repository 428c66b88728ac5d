"""The columns of the concept list: which ones fit, and text cut to terminal cells."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from rich.cells import cell_len, set_cell_size

GUTTER: Final = 2
"""Cells between two columns."""

_ELLIPSIS: Final = "…"


class Column(NamedTuple):
    """A column: the field of ``Row`` that it shows, its title and its width in cells."""

    name: str
    title: str
    width: int


class _Wish(NamedTuple):
    name: str
    title: str
    share: float  # of the width of the list
    least: int
    most: int
    from_width: int  # the list's width from which the column is shown


_WISHES: Final = (
    _Wish("chinese", "Chinese", 0.3, 8, 40, 0),
    _Wish("pinyin", "Pinyin", 0.24, 20, 40, 88),
    _Wish("english", "English", 0.0, 8, 0, 24),  # takes what the others leave
    _Wish("subject_field", "Subject field", 0.16, 16, 32, 104),
)


@lru_cache(maxsize=8)
def columns(width: int) -> tuple[Column, ...]:
    """The columns of a list ``width`` cells wide; together with their gutters they fill it exactly."""
    shown = [wish for wish in _WISHES if width >= wish.from_width]
    widths = {wish.name: _wished(wish, width) for wish in shown}
    elastic = "english" if "english" in widths else shown[-1].name
    taken = sum(size for name, size in widths.items() if name != elastic) + GUTTER * (len(shown) - 1)
    widths[elastic] = max(0, width - taken)
    return tuple(Column(wish.name, wish.title, widths[wish.name]) for wish in shown)


def fitted(text: str, width: int) -> str:
    """``text`` in exactly ``width`` cells: padded with spaces, or cut with an ellipsis."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(_cut(text, width - 1) + _ELLIPSIS, width) if width > 0 else ""


def occurrences(text: str, query: str) -> Iterator[tuple[int, int]]:
    """Where ``query`` stands in ``text``, case aside, as character offsets."""
    folded, wanted = text.lower(), query.strip().lower()
    if not wanted or len(folded) != len(text):  # a few letters change their length in lower case
        return
    start = folded.find(wanted)
    while start >= 0:
        yield start, start + len(wanted)
        start = folded.find(wanted, start + len(wanted))


def _wished(wish: _Wish, width: int) -> int:
    return min(wish.most, max(wish.least, int(width * wish.share)))


def _cut(text: str, width: int) -> str:
    """The beginning of ``text`` in at most ``width`` cells; a wide character is never halved."""
    return set_cell_size(text, width).rstrip(" ")
