"""Two texts beside each other: blank rows let what belongs together begin on one row."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from glossary.alignment.bilingual import AlignedPair
from tui.articles.wrapping import Rows


def beside(target: Rows, source: Rows, pairs: Iterable[AlignedPair]) -> tuple[Rows, Rows]:
    """The rows of both texts, so many of either, with a pair of passages on one row wherever their order allows."""
    meetings = [(target.row_of(pair.target.start), source.row_of(pair.source.start)) for pair in in_order(pairs)]
    ours: list[int] = []
    theirs: list[int] = []
    done = (0, 0)
    for meeting in (*meetings, (len(target), len(source))):
        if meeting[0] < done[0] or meeting[1] < done[1]:
            continue
        ours += target.starts[done[0] : meeting[0]]
        theirs += source.starts[done[1] : meeting[1]]
        _level(ours, theirs, target, source, meeting)
        done = meeting
    return Rows(target.text, target.width, ours), Rows(source.text, source.width, theirs)


def in_order(pairs: Iterable[AlignedPair]) -> list[AlignedPair]:
    """The pairs with something on both sides; those whose source was moved are left out."""
    whole = [pair for pair in pairs if pair.source.end > pair.source.start and pair.target.end > pair.target.start]
    tails: list[int] = []
    numbers: list[int] = []
    before: list[int] = []
    for number, pair in enumerate(whole):  # the longest chain that rises on both sides
        place = bisect_left(tails, pair.source.start)
        tails[place : place + 1], numbers[place : place + 1] = [pair.source.start], [number]
        before.append(numbers[place - 1] if place else -1)
    chain: list[AlignedPair] = []
    number = numbers[-1] if numbers else -1
    while number >= 0:
        chain.append(whole[number])
        number = before[number]
    return chain[::-1]


def _level(ours: list[int], theirs: list[int], target: Rows, source: Rows, meeting: tuple[int, int]) -> None:
    """Fill the shorter of two columns up with blank rows."""
    missing = len(theirs) - len(ours)
    ours += [_start(target, meeting[0])] * missing
    theirs += [_start(source, meeting[1])] * -missing


def _start(rows: Rows, row: int) -> int:
    starts: Sequence[int] = rows.starts
    return starts[row] if row < len(starts) else len(rows.text)
