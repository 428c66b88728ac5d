"""Align two sequences of passages by dynamic programming over beads (Gale and Church 1993).

A bead takes 0 to 2 passages of each side. Its cost is how unlikely the two lengths are for a passage and its
translation, plus how rare a bead of its kind is, less what its anchors are worth.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

_PRIORS: Final = {(1, 1): 0.89, (1, 0): 0.0099, (0, 1): 0.0099, (2, 1): 0.089, (1, 2): 0.089, (2, 2): 0.011}
_PRIOR_COSTS: Final = {kind: -math.log(prior) for kind, prior in _PRIORS.items()}
_VARIANCE: Final = 0.25
"""Variance of the length of a translation, as a share of the square root of its mean; measured on news."""

_SPREAD: Final = 9.0
"""Characters of spread that even the shortest passage has."""

_MOST_COST: Final = 25.0
_ANCHOR_GAIN: Final = 4.0
_ASTRAY: Final = 3.0
"""Weight of anchors that lead to another passage, from which on a bead without any is unlikely, and what it costs."""

_NARROWEST, _WIDEST = 12, 60
"""Half the width, in passages, of the band around the diagonal that is searched; what is missing makes it wider."""


_BESIDE_TIE: Final = 4
"""How many passages beside a tie are tried all the same: what stands there may be merged."""


class Lengths(NamedTuple):
    """What is aligned: lengths of the passages of both sides, and what speaks for which pairs.

    ``ratio`` is how long a translation is against its source; ``similarity`` says for each source passage how much its
    anchors speak for each target passage.
    """

    sources: Sequence[int]
    targets: Sequence[int]
    ratio: float
    similarity: Sequence[Mapping[int, float]]


class Bead(NamedTuple):
    """Source passages from ``source`` on, ``sources`` of them, with ``targets`` target passages from ``target`` on."""

    source: int
    sources: int
    target: int
    targets: int


def best_beads(lengths: Lengths, ties: Sequence[tuple[int, int]] = ()) -> list[Bead]:
    """The cheapest way to align passages of the given lengths.

    ``ties`` are pairs, rising on both sides, that are known to belong together: near them little else is tried.
    """
    sources, targets = lengths.sources, lengths.targets
    rows, columns = len(sources), len(targets)
    band = _band(rows, columns, ties)
    costs: list[dict[int, float]] = [{} for _ in range(rows + 1)]
    back: list[dict[int, tuple[int, int]]] = [{} for _ in range(rows + 1)]
    costs[0][0] = 0.0
    for row in range(rows + 1):
        for column in range(band[row][0], band[row][1] + 1):
            best, step = math.inf, (0, 0)
            for kind, prior in _PRIOR_COSTS.items():
                before = costs[row - kind[0]].get(column - kind[1]) if row >= kind[0] and column >= kind[1] else None
                if before is None:
                    continue
                cost = before + prior + _bead_cost(lengths, row, column, kind)
                if cost < best:
                    best, step = cost, kind
            if best < math.inf and step != (0, 0):
                costs[row][column] = best
                back[row][column] = step
    return _traced(back, rows, columns)


def _band(rows: int, columns: int, ties: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """For each row the first and the last column that is tried: about the diagonal, and about the ties around it."""
    width = max(_NARROWEST, abs(rows - columns) + _NARROWEST // 2, min(_WIDEST, max(rows, columns) // 10))
    band = []
    place = 0
    for row in range(rows + 1):
        while place < len(ties) and ties[place][0] < row:
            place += 1
        centre = row * columns // rows if rows else 0
        low, high = max(0, centre - width), min(columns, centre + width)
        if place:
            low = max(low, ties[place - 1][1] + 1 - _BESIDE_TIE)
        if place < len(ties):
            high = min(high, ties[place][1] + _BESIDE_TIE)
        band.append((low, high))
    return band


def length_cost(source: float, target: float, ratio: float) -> float:
    """How unlikely it is that a translation of ``source`` characters has ``target``: a negative log of probability."""
    mean = source * ratio
    deviation = math.sqrt(mean * mean * _VARIANCE**2 + _SPREAD**2)
    unusual = abs(target - mean) / deviation
    return min(_MOST_COST, -math.log(max(math.erfc(unusual / math.sqrt(2)), 1e-12)))


def _bead_cost(lengths: Lengths, row: int, column: int, kind: tuple[int, int]) -> float:
    """The cost of the bead of this kind that ends before ``row`` and ``column``."""
    first_row, first_column = row - kind[0], column - kind[1]
    source, target = sum(lengths.sources[first_row:row]), sum(lengths.targets[first_column:column])
    if not kind[0] or not kind[1]:
        # What is left out entirely costs more the longer it is.
        return 1.0 + 0.06 * math.sqrt(max(source * lengths.ratio, target))
    anchors = sum(
        lengths.similarity[one].get(other, 0.0)
        for one in range(first_row, row)
        for other in range(first_column, column)
    )
    cost = length_cost(source, target, lengths.ratio) - _ANCHOR_GAIN * math.log1p(anchors)
    if not anchors and any(
        max(lengths.similarity[one].values(), default=0.0) >= _ASTRAY for one in range(first_row, row)
    ):
        cost += _ASTRAY
    return cost


def _traced(back: list[dict[int, tuple[int, int]]], rows: int, columns: int) -> list[Bead]:
    beads: list[Bead] = []
    row, column = rows, columns
    while row or column:
        step = back[row].get(column)
        if step is None:  # outside the band: what is left stands alone
            beads += [Bead(row, 0, place, 1) for place in reversed(range(column))]
            beads += [Bead(place, 1, 0, 0) for place in reversed(range(row))]
            break
        row, column = row - step[0], column - step[1]
        beads.append(Bead(row, step[0], column, step[1]))
    return beads[::-1]
