"""Periods of validity: whether a ruling held on a day, and what of several things did.

A period is two dates of full or reduced precision (``2015``, ``2015-09``, ``2015-09-23``), both inclusive; an empty one
bounds nothing.
"""

from collections.abc import Sequence
from typing import TypeVar

Period = Sequence[str]

_Item = TypeVar("_Item")


def holds_on(period: Period, day: str) -> bool:
    """Whether ``day`` (``YYYY-MM-DD``) lies in a period; a date of reduced precision covers all that it names."""
    start, end = period
    return start <= day and (not end or day[: len(end)] <= end)


def held_on(items: Sequence[_Item], periods: Sequence[Period], day: str) -> Sequence[_Item]:
    """Those of ``items`` whose period holds on ``day``; all of them where none does, or where no periods are given.

    A body that is no more has no name today: what is said of it still names it as it was called.
    """
    if not periods:
        return items
    held = [item for item, period in zip(items, periods, strict=True) if holds_on(period, day)]
    return held or items
