"""The heading of a sheet: which column stands where."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cached_property
from typing import Final

from termbase.concepts import AdministrativeStatus, DataCategory
from termbase.errors import ExchangeError, InvalidValue
from termbase.exchange.sheet.cells import unguard
from termbase.exchange.sheet.columns import ATTRIBUTES, Column, Kind, column_named, column_order, language_order
from termbase.exchange.sheet.foreign import columns_meant, is_row_number
from termbase.exchange.values import Problem, ReadOptions


class Origin(StrEnum):
    """Why a heading is taken for what it is."""

    OWN = "name of a column"
    KNOWN = "known from other sheets"
    CHOSEN = "chosen"
    KEPT = "kept as a data category"
    PASSED_OVER = "passed over"


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What one column of a sheet is taken for: a ``column`` of ours, the data category ``kept``, or nothing.

    ``problem`` and ``cure`` say what is wrong with it.
    """

    heading: str
    origin: Origin
    column: Column | None = None
    kept: str = ""
    problem: str = ""
    cure: str = ""


@dataclass(frozen=True)
class Heading:
    """The columns of one sheet, by their place, and what is wrong with them.

    ``missing`` are the columns without which a sheet cannot be read; empty in a heading that ``read_heading`` gave.
    """

    uses: tuple[ColumnUse, ...]
    key: Column
    missing: tuple[Column, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def width(self) -> int:
        """How many columns the sheet has."""
        return len(self.uses)

    @cached_property
    def places(self) -> dict[Column, int]:
        """Where each column stands."""
        return {use.column: place for place, use in enumerate(self.uses) if use.column}

    @cached_property
    def kept(self) -> dict[int, str]:
        """The columns that are kept as data categories: their names by their places."""
        return {place: use.kept for place, use in enumerate(self.uses) if use.kept}

    def has(self, column: Column) -> bool:
        """Whether the sheet has this column."""
        return column in self.places

    def cell(self, column: Column, cells: Sequence[str]) -> str:
        """The text of a column in a row; empty where there is no such column or the row is short."""
        place = self.places.get(column)
        return self.text(place, cells) if place is not None else ""

    def text(self, place: int, cells: Sequence[str]) -> str:
        """The text at a place of a row; empty where the row is short."""
        return unguard(cells[place]).strip() if place < len(cells) else ""

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


def read_heading(cells: Sequence[str], name: str, options: ReadOptions, line: int = 1) -> Heading:
    """Find the columns; ``ExchangeError`` names all that are missing, or a choice that cannot be made."""
    heading = look_at_heading(cells, name, options, line)
    if heading.missing:
        raise _missing(heading, name, line)
    return heading


def look_at_heading(cells: Sequence[str], name: str, options: ReadOptions, line: int = 1) -> Heading:
    """Find the columns, whether or not all are there that have to be; ``ExchangeError`` for an impossible choice.

    A column that is not known, or comes a second time, is kept as a data category.
    """
    headings = [" ".join(cell.split()) for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    uses = tuple(_Columns(headings, name, options).uses())
    problems = tuple(Problem(name, line, use.problem, use.cure) for use in uses if use.problem)
    found = {use.column for use in uses if use.column}
    wanted = [_terms_in(language, found) for language in (options.source_language, options.target_language)]
    missing = tuple(column for column in wanted if column not in found)
    return Heading(uses, wanted[0], missing, problems)


def _terms_in(language: str, found: set[Column]) -> Column:
    """The column of preferred terms in a language, or in one that is a kind of it, such as en-US."""
    exact = Column(Kind.TERMS, language)
    kin = [column for column in found if column.kind is Kind.TERMS and _family(column.language) == _family(language)]
    return exact if exact in found or not kin else min(kin, key=column_order)


def _family(language: str) -> str:
    return language.partition("-")[0]


class _Columns:
    """Decides what each heading of one sheet is taken for."""

    def __init__(self, headings: Sequence[str], name: str, options: ReadOptions) -> None:
        self._headings = headings
        self._name = name
        self._languages = (options.source_language, options.target_language)
        self._chosen = {_folded(heading): column for heading, column in options.columns}
        self._taken: dict[Column, str] = {}
        self._uses: dict[int, ColumnUse] = {}
        self._is_ours = any(_is_terms_by_status(heading) for heading in headings)

    def uses(self) -> list[ColumnUse]:
        """What each is taken for; choices come first, then names of our own, then what looks like one."""
        present = set(map(_folded, self._headings))
        for heading in self._chosen:
            if heading not in present:
                raise ExchangeError(self._name, f"there is no column {heading!r}", f"found: {_listed(self._headings)}")
        for take in (self._take_chosen, self._take_own, self._take_known):
            for place, heading in enumerate(self._headings):
                if place not in self._uses:
                    take(place, heading)
        return [self._uses.get(place) or _kept(place, heading) for place, heading in enumerate(self._headings)]

    def _take_chosen(self, place: int, heading: str) -> None:
        wanted = self._chosen.get(_folded(heading))
        if wanted is None:
            return
        if not wanted:
            self._uses[place] = ColumnUse(heading, Origin.PASSED_OVER)
            return
        column = column_named(wanted)
        if not column:
            raise ExchangeError(self._name, f"there is no column {wanted!r} to take {heading!r} for", _nearest(wanted))
        self._take(place, heading, column, Origin.CHOSEN)

    def _take_own(self, place: int, heading: str) -> None:
        try:
            column = column_named(heading)
        except InvalidValue as error:
            problem = f"column {heading!r}: {error.problem}"
            self._uses[place] = _kept(place, heading, problem, error.cure)
            return
        if column and column.kind is Kind.ID and not self._is_ours:
            column = Column(Kind.ENTRY_ID)
        if column and (self._is_ours or column.kind in _SAME_EVERYWHERE):
            self._take(place, heading, column, Origin.OWN)

    def _take_known(self, place: int, heading: str) -> None:
        if is_row_number(heading):
            self._uses[place] = ColumnUse(heading, Origin.PASSED_OVER)
            return
        for column in columns_meant(heading, *self._languages):
            if column not in self._taken:
                self._take(place, heading, column, Origin.KNOWN)
                return

    def _take(self, place: int, heading: str, column: Column, origin: Origin) -> None:
        if column in self._taken:
            problem = f"column {heading!r} says the same as {self._taken[column]!r}"
            self._uses[place] = _kept(place, heading, problem, "keep one of them")
        else:
            self._taken[column] = heading
            self._uses[place] = ColumnUse(heading, origin, column)


_SAME_EVERYWHERE: Final = (
    Kind.TERMS,
    Kind.DEFINITION,
    Kind.DEFINITION_SOURCE,
    Kind.ENTRY_ID,
    Kind.SUBJECT_FIELD,
    Kind.NOTE,
)
"""What is meant by its name even in a sheet that has no column of ours for terms by their status."""
_LONGEST_NAME: Final = 80


def _is_terms_by_status(heading: str) -> bool:
    try:
        column = column_named(heading)
    except InvalidValue:
        return False
    return (
        column is not None and column.kind is Kind.TERMS and heading.casefold().startswith(tuple(AdministrativeStatus))
    )


def _kept(place: int, heading: str, problem: str = "", cure: str = "") -> ColumnUse:
    """The data category of a column that is no other; a name that is nearly one of ours is a problem."""
    if not heading:
        problem, cure = f"column {place + 1} has no name", "name it"
    elif not problem and (near := _nearest_known(heading)) not in ("", _folded(heading)):
        problem, cure = f"column {heading!r} is not known", f"did you mean {near!r}?"
    category = f"descrip/{heading[:_LONGEST_NAME] or f'column {place + 1}'}"
    try:
        category = DataCategory(category, "-").name
    except InvalidValue as error:
        category = f"descrip/column {place + 1}"
        problem, cure = f"the name of column {place + 1} {error.problem}", error.cure
    told = f"{problem}; its cells are kept as {category!r}" if problem else ""
    return ColumnUse(heading, Origin.KEPT, kept=category, problem=told, cure=cure)


def _nearest_known(heading: str) -> str:
    known = [Column(kind).name for kind in Kind if kind not in _OF_LANGUAGES]
    known += ["zh", "preferred_en", "zh_traditional", "pinyin", "admitted_en", "deprecated_en", "definition_en"]
    return next(iter(get_close_matches(_folded(heading), [*known, *ATTRIBUTES], n=1, cutoff=0.75)), "")


def _nearest(heading: str) -> str:
    near = _nearest_known(heading)
    return f"did you mean {near!r}?" if near else "see the columns in docs/formats.md"


_OF_LANGUAGES: Final = (Kind.TERMS, Kind.ATTRIBUTE, Kind.DEFINITION, Kind.DEFINITION_SOURCE)


def _folded(heading: str) -> str:
    return " ".join(heading.split()).casefold()


def _listed(headings: Sequence[str]) -> str:
    return (", ".join(headings) or "none")[:500]


def _missing(heading: Heading, name: str, line: int) -> ExchangeError:
    headings = [use.heading for use in heading.uses]
    names = [column.name for column in heading.missing]
    told = " and ".join(map(repr, names))
    near = [match for name in names for match in get_close_matches(name, headings, n=1)]
    cure = f"is {near[0]!r} meant?" if near else "add what is missing, or say which columns they are (--column)"
    noun = "are no columns" if len(names) > 1 else "is no column"
    return ExchangeError(f"{name}:{line}", f"there {noun} {told}; found: {_listed(headings)}", cure)
