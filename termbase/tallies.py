"""How many there are of what in a term base: counted by the database, so that no concept is read for it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, func, select

from termbase.concepts import AdministrativeStatus, SourceMark, WorkState
from termbase.faults import UnreadableValue
from termbase.rows import OF_TERM
from termbase.tables import CONCEPT, LANGUAGE_SECTION, SOURCE, TERM

_Choice = TypeVar("_Choice", AdministrativeStatus, SourceMark, WorkState)


@dataclass(frozen=True, slots=True)
class LanguageTally:
    """One language: its sections by work state, and its terms by administrative status; what there is none of is 0."""

    language: str
    states: Mapping[WorkState, int]
    statuses: Mapping[AdministrativeStatus, int]

    @property
    def sections(self) -> int:
        """How many concepts have a section of this language."""
        return sum(self.states.values())

    @property
    def terms(self) -> int:
        """How many terms there are in this language."""
        return sum(self.statuses.values())


@dataclass(frozen=True, slots=True)
class Tallies:
    """The counts of a term base.

    ``subject_fields`` are the concepts by subject field, the most first; those without one stand under an empty text.
    ``languages`` come with the most sections first. ``marks`` are the concepts by the best mark among the sources of
    their terms; those whose terms have no source are ``unsourced``.
    """

    concepts: int = 0
    subject_fields: tuple[tuple[str, int], ...] = ()
    languages: tuple[LanguageTally, ...] = ()
    marks: Mapping[SourceMark, int] = field(default_factory=dict)

    @property
    def unsourced(self) -> int:
        """How many concepts have no source for any of their terms."""
        return self.concepts - sum(self.marks.values())

    @property
    def terms(self) -> int:
        """How many terms there are in all languages."""
        return sum(language.terms for language in self.languages)

    @property
    def statuses(self) -> dict[AdministrativeStatus, int]:
        """The terms of all languages by administrative status."""
        return {status: sum(it.statuses[status] for it in self.languages) for status in AdministrativeStatus}


def tallies(connection: Connection) -> Tallies:
    """Count what a term base holds, in one pass over each table. Raises ``UnreadableValue``."""
    fields = subject_fields(connection)
    return Tallies(
        sum(number for _, number in fields),
        tuple(sorted(fields, key=lambda it: (-it[1], it[0]))),
        _languages(connection),
        _complete(SourceMark, dict(map(tuple, connection.execute(_MARKS)))),
    )


def subject_fields(connection: Connection) -> list[tuple[str, int]]:
    """The subject fields by name, each with the number of its concepts. Raises ``UnreadableValue``."""
    return sorted((_text(name), number) for name, number in connection.execute(_FIELDS))


_FIELDS: Final = select(CONCEPT.c.subject_field, func.count()).group_by(CONCEPT.c.subject_field)
_STATES: Final = select(LANGUAGE_SECTION.c.language, LANGUAGE_SECTION.c.work_state, func.count()).group_by(
    LANGUAGE_SECTION.c.language, LANGUAGE_SECTION.c.work_state
)
_STATUSES: Final = (
    select(LANGUAGE_SECTION.c.language, TERM.c.status, func.count())
    .join_from(TERM, LANGUAGE_SECTION)
    .group_by(LANGUAGE_SECTION.c.language, TERM.c.status)
)
# The better of the two marks comes first in the alphabet, too.
_BEST: Final = (
    select(func.min(SOURCE.c.mark).label("mark"))
    .where(SOURCE.c.owner == OF_TERM)
    .group_by(SOURCE.c.concept_id)
    .subquery()
)
_MARKS: Final = select(_BEST.c.mark, func.count()).group_by(_BEST.c.mark)


def _languages(connection: Connection) -> tuple[LanguageTally, ...]:
    states: dict[str, dict[Any, int]] = defaultdict(dict)
    for language, state, number in connection.execute(_STATES):
        states[_text(language)][state] = number
    statuses: dict[str, dict[Any, int]] = defaultdict(dict)
    for language, status, number in connection.execute(_STATUSES):
        statuses[language][status] = number
    counted = (
        LanguageTally(it, _complete(WorkState, states[it]), _complete(AdministrativeStatus, statuses[it]))
        for it in states
    )
    return tuple(sorted(counted, key=lambda it: (-it.sections, it.language)))


def _complete(choices: type[_Choice], counted: Mapping[Any, int]) -> dict[_Choice, int]:
    """A count for every choice, in their order."""
    if unknown := counted.keys() - set(choices):
        raise UnreadableValue(f"{unknown.pop()!r} is no {choices.__name__}")
    return {choice: counted.get(choice.value, 0) for choice in choices}


def _text(value: Any) -> str:
    if type(value) is not str:
        raise UnreadableValue(f"{value!r} is no text")
    return value
