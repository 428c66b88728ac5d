"""The columns of the concept list: which ones are chosen and fit, and text cut to terminal cells."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from rich.cells import cell_len, set_cell_size

from termbase.filters import SortKey

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
    from_width: int  # the list's width from which the column is shown where the user has chosen none
    sort: SortKey | None
    rank: int  # those with the highest give way first where not all fit


_WISHES: Final = (
    _Wish("chinese", "Chinese", 0.3, 8, 40, 0, SortKey.CHINESE, 0),
    _Wish("pinyin", "Pinyin", 0.24, 12, 40, 88, SortKey.CHINESE, 4),
    _Wish("english", "English", 0.0, 8, 0, 24, SortKey.ENGLISH, 1),  # takes what the others leave
    _Wish("subject_field", "Subject field", 0.16, 12, 32, 104, SortKey.SUBJECT_FIELD, 5),
    _Wish("state", "State", 0.1, 8, 15, 0, None, 2),
    _Wish("changed", "Changed", 0.1, 10, 10, 0, SortKey.CHANGED, 3),
    _Wish("id", "Id", 0.2, 12, 40, 0, SortKey.ID, 6),
)
DEFAULT: Final = ("chinese", "pinyin", "english", "subject_field")
"""The columns of a list of which none were chosen, as far as they fit well."""
TITLES: Final = {wish.name: wish.title for wish in _WISHES}
"""The columns there are, in their order, with their titles."""
SORTS: Final = {wish.name: wish.sort for wish in _WISHES if wish.sort}
"""What sorts by a column."""


@lru_cache(maxsize=8)
def columns(width: int, chosen: tuple[str, ...] = DEFAULT) -> tuple[Column, ...]:
    """The columns of a list ``width`` cells wide; together with their gutters they fill it exactly."""
    wishes = [wish for wish in _WISHES if wish.name in chosen]
    shown = [wish for wish in wishes if width >= wish.from_width] if chosen == DEFAULT else _fitting(wishes, width)
    widths = {wish.name: _wished(wish, width) for wish in shown}
    elastic = "english" if "english" in widths else shown[-1].name
    if _rest(widths, elastic, width) < 8:
        widths = {wish.name: wish.least for wish in shown}
    widths[elastic] = max(0, _rest(widths, elastic, width))
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


def _fitting(wishes: Sequence[_Wish], width: int) -> list[_Wish]:
    """Those that fit with the least that they need, the most wanted ones first; one in any case."""
    shown = list(wishes) or [_WISHES[0]]
    while len(shown) > 1 and sum(it.least for it in shown) + GUTTER * (len(shown) - 1) > width:
        shown.remove(max(shown, key=lambda it: it.rank))
    return shown


def _wished(wish: _Wish, width: int) -> int:
    return min(wish.most, max(wish.least, int(width * wish.share)))


def _rest(widths: dict[str, int], elastic: str, width: int) -> int:
    taken = sum(size for name, size in widths.items() if name != elastic)
    return width - taken - GUTTER * (len(widths) - 1)


def _cut(text: str, width: int) -> str:
    """The beginning of ``text`` in at most ``width`` cells; a wide character is never halved."""
    return set_cell_size(text, width).rstrip(" ")
