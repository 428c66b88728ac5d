"""Periods of validity: whether something held on a day.

A period is two dates of full or reduced precision (``2015``, ``2015-09``, ``2015-09-23``), both inclusive; an empty one
bounds nothing.
"""

from collections.abc import Sequence

Period = Sequence[str]


def holds_on(period: Period, day: str) -> bool:
    """Whether ``day`` (``YYYY-MM-DD``) lies in a period; a date of reduced precision covers all that it names."""
    start, end = period
    return start <= day and (not end or day[: len(end)] <= end)
