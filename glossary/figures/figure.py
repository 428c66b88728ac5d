"""A figure: a number that a text states, in whatever way it is written."""

import math
from typing import Final, NamedTuple

NUMBER: Final = "number"
PERCENT: Final = "percent"
POINTS: Final = "percentage points"
ORDINAL: Final = "ordinal"
YEAR: Final = "year"
MONTH: Final = "month"
DAY: Final = "day"
SHARE: Final = "share"

DATES: Final = frozenset((YEAR, MONTH, DAY))

_EQUAL: Final = 1e-9
_ROUNDING: Final = 0.1
"""The largest share that rounding to two digits can add or take away."""


class Figure(NamedTuple):
    """A figure at a place of a text: offsets, end exclusive.

    ``values`` are the amounts it can stand for, the likeliest first; percentages count in hundredths of the whole as
    they are written (30 for 30 %). ``sure`` says that a translation has to keep it: it is written in digits and no
    unit is likely to be converted.
    """

    start: int
    end: int
    kind: str
    values: tuple[float, ...]
    sure: bool


def same_amount(first: Figure, second: Figure) -> bool:
    """Whether two figures can stand for one amount, the less exact one rounded."""
    return any(_close(one, other) for one in first.values for other in second.values)


def _close(first: float, second: float) -> bool:
    if abs(first - second) > _ROUNDING * abs(first):
        return False
    if math.isclose(first, second, rel_tol=_EQUAL):
        return True
    return _rounded_to(first, second) or _rounded_to(second, first)


def _rounded_to(exact: float, rounded: float) -> bool:
    """Whether ``rounded``, with no more digits than it shows and at least two, is what ``exact`` rounds to."""
    if exact == 0 or rounded == 0:
        return False
    digits = len(f"{rounded:.12g}".replace(".", "").replace("-", "").strip("0"))
    if digits < 2:
        return False
    return math.isclose(float(f"{exact:.{digits}g}"), rounded, rel_tol=_EQUAL)
