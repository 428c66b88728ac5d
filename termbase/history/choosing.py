"""Which steps of a history are wanted: by what they say, the concepts they changed, the days they were made on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, and_, false, or_, select, true

from termbase.fields import earliest_day, latest_day
from termbase.tables import CHANGE, STEP

_DAY: Final = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_LARGEST: Final = 2**31
_AFTER_Z: Final = "{"
"""Sorts after every character that an id may hold."""


class Word(NamedTuple):
    """A word that has to be met, and the ids of the concepts that it stands for besides."""

    text: str
    concepts: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class StepChoice:
    """What has to hold of a step, all of it at once.

    Each of ``words`` has to stand in who made it, in what it is called or in the reason; or to be its number; or to
    begin the id of a concept that it changed, or stand for one; or to be its day, month or year: ``2026-11``. ``by``
    has to stand in who made it. ``day`` is its day, month or year. ``concepts`` are ids of which it changed one; None
    stands for whatever concepts. Its number is larger than ``above`` and, unless that is None, smaller than ``below``.
    """

    words: tuple[Word, ...] = ()
    by: str = ""
    day: str = ""
    concepts: Sequence[str] | None = None
    above: int = 0
    below: int | None = None

    def condition(self) -> ColumnElement[bool]:
        """The same in terms of the tables."""
        parts = [_met(word) for word in self.words]
        if self.by:
            parts.append(STEP.c.by.icontains(self.by, autoescape=True))
        if self.day:
            parts.append(_on(self.day))
        if self.concepts is not None:
            parts.append(_changed(CHANGE.c.concept_id.in_(self.concepts)))
        if self.above:
            parts.append(STEP.c.number > self.above)
        if self.below is not None:
            parts.append(STEP.c.number < self.below)
        return and_(true(), *parts)


def days_of(date: str) -> tuple[datetime, datetime] | None:
    """The moments, in UTC, at which a day, month or year begins and is over; None where the text names none."""
    if not _DAY.fullmatch(date):
        return None
    try:
        first = datetime.fromisoformat(earliest_day(date)).replace(tzinfo=UTC)
    except ValueError:  # the 31st of a short month
        return None
    if len(date) == 10:
        return first, first + timedelta(days=1)
    inside = datetime.fromisoformat(latest_day(date)[:8] + "28").replace(tzinfo=UTC)
    return first, (inside + timedelta(days=4)).replace(day=1)


def _met(word: Word) -> ColumnElement[bool]:
    text = word.text
    parts = [column.icontains(text, autoescape=True) for column in (STEP.c.by, STEP.c.what, STEP.c.why)]
    if text.isascii() and text.isdecimal() and int(text) < _LARGEST:
        parts.append(STEP.c.number == int(text))
    if days_of(text):
        parts.append(_on(text))
    begins = and_(CHANGE.c.concept_id >= text.lower(), CHANGE.c.concept_id < text.lower() + _AFTER_Z)
    parts.append(_changed(or_(begins, CHANGE.c.concept_id.in_(word.concepts)) if word.concepts else begins))
    return or_(*parts)


def _on(day: str) -> ColumnElement[bool]:
    days = days_of(day)
    return and_(STEP.c.at >= days[0], STEP.c.at < days[1]) if days else false()


def _changed(which: ColumnElement[bool]) -> ColumnElement[bool]:
    return STEP.c.number.in_(select(CHANGE.c.step).where(which))
