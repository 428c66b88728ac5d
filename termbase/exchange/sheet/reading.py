"""Rows of a sheet -> concepts, or the problems that kept a row out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from termbase.concepts import MAX_ID_LENGTH, Concept, concept_id
from termbase.errors import InvalidValue
from termbase.exchange.sheet.cells import first
from termbase.exchange.sheet.columns import Column, Kind
from termbase.exchange.sheet.heading import Heading
from termbase.exchange.sheet.rows import concept_from
from termbase.exchange.values import Problem
from termbase.fields import CHINESE_SIMPLIFIED, ENGLISH

_ID = Column(Kind.ID)
_ZH = Column(Kind.TERMS, CHINESE_SIMPLIFIED)
_SUBJECT_FIELD = Column(Kind.SUBJECT_FIELD)
_NAMING = (Column(Kind.TERMS, ENGLISH), Column(Kind.ATTRIBUTE, CHINESE_SIMPLIFIED, attribute="pinyin"))
"""The columns from whose first entry an id is made."""


class Row(NamedTuple):
    """The cells of one row and the line on which it begins."""

    line: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Key:
    """What tells a concept without an id from others: its Chinese terms and its subject field."""

    zh: str
    subject_field: str


def read_sheet(heading: Heading, rows: Iterable[Row | Problem], name: str) -> Iterator[Concept | Problem]:
    """Yield the concept of each row; rows without an id come last if others have one, so as not to take theirs.

    An id is made from the English term where the sheet gives none. A row that names a concept a second time, by id or
    by Chinese term and subject field, is a problem.
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
        self._number_of_stem: dict[str, int] = {}

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
                "put text that holds a comma between quotation marks",
            )
        zh, subject_field, given = (self._heading.cell(column, row.cells) for column in (_ZH, _SUBJECT_FIELD, _ID))
        if not given and not zh:
            raise InvalidValue("zh", "is empty", "give the Chinese term")
        key = _Key(zh, subject_field)
        self._refuse_second(given, key)
        concept = concept_from(self._heading, row.cells, given or self._new_id(row))
        self._line_of_id[concept.id] = row.line
        if zh:
            self._line_of_key.setdefault(key, row.line)
        return concept

    def _refuse_second(self, given: str, key: _Key) -> None:
        cure = "keep one of the two rows"
        if given:
            if given in self._line_of_id:
                raise InvalidValue("id", f"{given!r} is already on line {self._line_of_id[given]}", cure)
        elif key in self._line_of_key:
            where = f"{key.zh!r}" + (f" in the domain {key.subject_field!r}" if key.subject_field else "")
            raise InvalidValue("zh", f"{where} is already on line {self._line_of_key[key]}", cure)

    def _new_id(self, row: Row) -> str:
        names = (self._heading.cell(column, row.cells) for column in _NAMING)
        stem = next((stem for name in names if (stem := concept_id(first(name)))), "concept")
        candidate = stem
        while candidate in self._line_of_id:
            number = self._number_of_stem[stem] = self._number_of_stem.get(stem, 1) + 1
            candidate = f"{stem[: MAX_ID_LENGTH - len(str(number)) - 1].rstrip('-')}-{number}"
        return candidate
