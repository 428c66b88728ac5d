"""The heading of a sheet: which column stands where."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from termbase.concepts import AdministrativeStatus
from termbase.errors import ExchangeError, InvalidValue
from termbase.exchange.sheet.cells import unguard
from termbase.exchange.sheet.columns import ATTRIBUTES, REQUIRED, Column, Kind, column_named, language_order
from termbase.exchange.values import Problem


@dataclass(frozen=True)
class Heading:
    """The columns of one sheet by their place, and what was wrong with the other columns."""

    places: dict[Column, int]
    width: int
    problems: tuple[Problem, ...] = ()

    def has(self, column: Column) -> bool:
        """Whether the sheet has this column."""
        return column in self.places

    def cell(self, column: Column, cells: Sequence[str]) -> str:
        """The text of a column in a row; empty where there is no such column or the row is short."""
        place = self.places.get(column)
        return unguard(cells[place]).strip() if place is not None and place < len(cells) else ""

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that some column is about."""
        return tuple(sorted({column.language for column in self.places if column.language}, key=language_order))

    @cached_property
    def term_columns(self) -> dict[str, tuple[tuple[Column, tuple[Column, ...]], ...]]:
        """For each language its columns of terms, in the order of the statuses, with those parallel to each."""
        return {language: tuple(self._with_parallels(language)) for language in self.languages}

    def _with_parallels(self, language: str) -> list[tuple[Column, tuple[Column, ...]]]:
        found = []
        for status in AdministrativeStatus:
            parallels = (Column(Kind.ATTRIBUTE, language, status, attribute) for attribute in ATTRIBUTES)
            present = tuple(column for column in parallels if column in self.places)
            terms = Column(Kind.TERMS, language, status)
            if present or terms in self.places:
                found.append((terms, present))
        return found


def read_heading(cells: Sequence[str], name: str, line: int = 1) -> Heading:
    """Find the columns; raise ``ExchangeError`` naming the first required one that is missing.

    A column that is not known, or given twice, is a problem, and its cells are not read.
    """
    headings = [cell.strip() for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    places: dict[Column, int] = {}
    problems: list[Problem] = []
    for place, heading in enumerate(headings):
        try:
            column = _column(heading, place)
        except InvalidValue as error:
            problems.append(Problem(name, line, f"{error.problem}; its cells are not read", error.cure))
            continue
        if column in places:
            problem = f"column {heading!r} says the same as {headings[places[column]]!r}; its cells are not read"
            problems.append(Problem(name, line, problem, "keep one of them"))
        else:
            places[column] = place
    _require(places, headings, name, line)
    return Heading(places, len(headings), tuple(problems))


def _column(heading: str, place: int) -> Column:
    if not heading:
        raise InvalidValue("", f"column {place + 1} has no name", "name it")
    try:
        column = column_named(heading)
    except InvalidValue as error:
        raise InvalidValue("", f"column {heading!r}: {error.problem}", error.cure) from None
    if not column:
        raise InvalidValue("", f"column {heading!r} is not known", _nearest_known(heading))
    return column


def _nearest_known(heading: str) -> str:
    known = [column.name for column in (*REQUIRED, *(Column(kind) for kind in _OF_CONCEPT))]
    known += ["zh_traditional", "pinyin", "admitted_en", "deprecated_en", "definition_en", *ATTRIBUTES]
    near = get_close_matches(heading.casefold(), known, n=1)
    return f"did you mean {near[0]!r}?" if near else "see the columns in docs/formats.md"


_OF_CONCEPT = [k for k in Kind if k not in (Kind.TERMS, Kind.ATTRIBUTE, Kind.DEFINITION, Kind.DEFINITION_SOURCE)]


def _require(places: dict[Column, int], headings: list[str], name: str, line: int) -> None:
    for column in REQUIRED:
        if column in places:
            continue
        found = ", ".join(headings) or "none"
        near = get_close_matches(column.name, headings, n=1)
        if near:
            cure = f"is {near[0]!r} meant?"
        elif len(headings) == 1 and any(mark in headings[0] for mark in ";\t"):
            cure = "put commas between the cells"
        else:
            cure = "add it"
        raise ExchangeError(f"{name}:{line}", f"there is no column {column.name!r}; found: {found[:500]}", cure)
