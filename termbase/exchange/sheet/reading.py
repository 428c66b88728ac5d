"""Rows of a sheet -> concepts, or the problems that kept a row out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from termbase.concepts import Concept, DataCategory
from termbase.errors import InvalidValue
from termbase.exchange.identifiers import IDENTIFIER, Identifiers
from termbase.exchange.sheet.cells import first
from termbase.exchange.sheet.columns import Column, Kind
from termbase.exchange.sheet.heading import Heading
from termbase.exchange.sheet.rows import concept_from
from termbase.exchange.values import Problem
from termbase.fields import CHINESE_SIMPLIFIED, ENGLISH

_ID = Column(Kind.ID)
_ENTRY_ID = Column(Kind.ENTRY_ID)
_SUBJECT_FIELD = Column(Kind.SUBJECT_FIELD)
_NAMING = (Column(Kind.TERMS, ENGLISH), Column(Kind.ATTRIBUTE, CHINESE_SIMPLIFIED, attribute="pinyin"))
"""The columns from whose first entry an id is made."""


class Row(NamedTuple):
    """The cells of one row and the line on which it begins."""

    line: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Key:
    """What tells a concept without an id from others: its terms in the source language and its subject field."""

    terms: str
    subject_field: str


def read_sheet(heading: Heading, rows: Iterable[Row | Problem], name: str) -> Iterator[Concept | Problem]:
    """Yield the concept of each row; rows without an id come last if others have one, so as not to take theirs.

    An id is made from the English term where the sheet gives none. A row that names a concept a second time, by id or
    by its term in the source language and subject field, is a problem.
    """
    reader = _SheetReader(heading, name)
    waiting: list[Row] = []
    for row in rows:
        if isinstance(row, Problem):
            yield row
        elif not any(cell.strip() for cell in row.cells):
            continue
        elif heading.has(_ID) and not heading.cell(_ID, row.cells):
            waiting.append(row)
        else:
            yield reader.read(row)
    for row in waiting:
        yield reader.read(row)


class _SheetReader:
    """Makes concepts of rows and remembers which it has made."""

    def __init__(self, heading: Heading, name: str) -> None:
        self._heading = heading
        self._name = name
        self._line_of_id: dict[str, int] = {}
        self._line_of_key: dict[_Key, int] = {}
        self._identifiers = Identifiers()

    def read(self, row: Row) -> Concept | Problem:
        try:
            return self._read(row)
        except InvalidValue as error:
            problem = f"{error.place}: {error.problem}" if error.place else error.problem
            return Problem(self._name, row.line, problem, error.cure)

    def _read(self, row: Row) -> Concept:
        if len(row.cells) > self._heading.width and any(cell.strip() for cell in row.cells[self._heading.width :]):
            raise InvalidValue(
                "",
                f"the row has {len(row.cells)} cells, the heading {self._heading.width}",
                "name every column, and put text that holds a delimiter between quotation marks",
            )
        heading = self._heading
        terms, subject_field, given, foreign = (
            heading.cell(column, row.cells) for column in (heading.key, _SUBJECT_FIELD, _ID, _ENTRY_ID)
        )
        if not given and not terms:
            raise InvalidValue(heading.key.name, "is empty", f"give {_a_term_in(heading.key.language)}")
        key = _Key(terms, subject_field)
        self._refuse_second(given, foreign, key)
        concept = self._concept(row, given, foreign)
        self._line_of_id[concept.id] = row.line
        if terms:
            self._line_of_key.setdefault(key, row.line)
        return concept

    def _concept(self, row: Row, given: str, foreign: str) -> Concept:
        if given:
            concept = concept_from(self._heading, row.cells, given, _identifier(foreign, given))
            self._identifiers.reserve(given)
            return concept
        names = (first(self._heading.cell(column, row.cells)) for column in _NAMING)
        made = self._identifiers.issue(foreign, names)
        return concept_from(self._heading, row.cells, made, _identifier(foreign, made))

    def _refuse_second(self, given: str, foreign: str, key: _Key) -> None:
        cure = "keep one of the two rows"
        if given:
            if given in self._line_of_id:
                raise InvalidValue("id", f"{given!r} is already on line {self._line_of_id[given]}", cure)
        elif not foreign and key in self._line_of_key:
            where = f"{key.terms!r}" + (f" in the domain {key.subject_field!r}" if key.subject_field else "")
            raise InvalidValue(self._heading.key.name, f"{where} is already on line {self._line_of_key[key]}", cure)


def _identifier(foreign: str, concept: str) -> tuple[DataCategory, ...]:
    """What keeps another tool's identifier that is not the concept's id."""
    return (DataCategory(IDENTIFIER, foreign),) if foreign and foreign != concept else ()


def _a_term_in(language: str) -> str:
    return "the Chinese term" if language == CHINESE_SIMPLIFIED else f"a term in {language}"
