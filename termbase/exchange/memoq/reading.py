"""Rows of memoQ's CSV -> concepts."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import BinaryIO

from termbase.concepts import (
    AdministrativeStatus,
    Concept,
    DataCategory,
    Definition,
    LanguageSection,
    MatchSettings,
    Provenance,
    Term,
)
from termbase.errors import ExchangeError, InvalidValue
from termbase.exchange.csv_sheet import TextTable
from termbase.exchange.identifiers import IDENTIFIER, Identifiers
from termbase.exchange.memoq.columns import (
    CATEGORIES,
    EXAMPLE_CATEGORY,
    MOMENT,
    HeadRow,
    LanguageColumns,
    TermColumns,
    read_head,
)
from termbase.exchange.sheet.cells import unguard
from termbase.exchange.sheet.reading import Row
from termbase.exchange.values import Problem, ReadOptions
from termbase.fields import ENGLISH


def read(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Concept | Problem]:
    """Yield a concept for each row, or the problem that kept it out; ``ExchangeError`` if the file cannot be read."""
    table = TextTable(stream, name, options, usual=";")
    head = read_head(table.heading.cells)
    if not any(columns.terms for columns in head.languages.values()):
        found = ", ".join(table.heading.cells)[:500]
        problem = f"no column is named after a language; found: {found}"
        raise ExchangeError(f"{name}:{table.heading.line}", problem, "read it as csv, and say what the columns are")
    reader = _Reader(head, name)
    for row in table.rows:
        if isinstance(row, Problem):
            yield row
        elif any(cell.strip() for cell in row.cells):
            yield reader.read(row)


class _Reader:
    """Makes concepts of the rows under one head row."""

    def __init__(self, head: HeadRow, name: str) -> None:
        self._head = head
        self._name = name
        self._identifiers = Identifiers()

    def read(self, row: Row) -> Concept | Problem:
        try:
            return self._concept([unguard(cell).strip() for cell in row.cells])
        except InvalidValue as error:
            problem = f"{error.place}: {error.problem}" if error.place else error.problem
            return Problem(self._name, row.line, problem, error.cure)

    def _concept(self, cells: Sequence[str]) -> Concept:
        if len(cells) > self._head.width and any(cells[self._head.width :]):
            problem = f"the row has {len(cells)} cells, the head row {self._head.width}"
            raise InvalidValue("", problem, "put text that holds a semicolon between quotation marks")
        sections = tuple(
            section
            for language, columns in self._head.languages.items()
            if (section := _section(language, columns, cells))
        )
        if not any(section.terms for section in sections):
            raise InvalidValue("", "the row has no term", "give one, or take the row out")
        foreign = self._entry("Entry_ID", cells)
        ordered = sorted(sections, key=lambda section: section.language != ENGLISH)
        made = self._identifiers.issue(foreign, [term.text for section in ordered for term in section.terms])
        note = self._entry("Entry_Note", cells)
        return Concept(
            made,
            subject_field=self._entry("Entry_Subject", cells),
            sections=sections,
            notes=(note,) if note else (),
            provenance=Provenance(
                self._moment("Entry_Created", cells),
                self._entry("Entry_Creator", cells),
                self._moment("Entry_LastModified", cells),
                self._entry("Entry_Modifier", cells),
            ),
            data_categories=(*self._categories(cells), *_identifier(foreign, made)),
        )

    def _entry(self, column: str, cells: Sequence[str]) -> str:
        return _cell(cells, self._head.entry.get(column, -1))

    def _moment(self, column: str, cells: Sequence[str]) -> datetime | None:
        text = self._entry(column, cells)
        try:
            return datetime.strptime(text, MOMENT).replace(tzinfo=UTC) if text else None
        except ValueError:
            cure = "write it like 10/16/2026 9:30:00 AM, in UTC"
            raise InvalidValue(column, f"{text!r} is no date and time", cure) from None

    def _categories(self, cells: Sequence[str]) -> Iterator[DataCategory]:
        for column, category in CATEGORIES.items():
            if text := self._entry(column, cells):
                yield DataCategory(category, text)
        for place, heading in self._head.others.items():
            if text := _cell(cells, place):
                yield DataCategory(f"descrip/{heading[:80]}", text)


def _section(language: str, columns: LanguageColumns, cells: Sequence[str]) -> LanguageSection | None:
    terms: list[Term] = []
    for place in columns.terms:
        if text := _cell(cells, place.text):
            has_preferred = any(term.status is AdministrativeStatus.PREFERRED for term in terms)
            terms.append(_term(text, place, cells, has_preferred=has_preferred))
    definition = _cell(cells, columns.definition)
    if not terms and not definition:
        return None
    return LanguageSection(language, tuple(terms), (Definition(definition),) if definition else ())


def _term(text: str, place: TermColumns, cells: Sequence[str], *, has_preferred: bool) -> Term:
    said = {word.strip().casefold() for word in _cell(cells, place.info).split(";")}
    status = AdministrativeStatus.ADMITTED if has_preferred else AdministrativeStatus.PREFERRED
    example = _cell(cells, place.example)
    return Term(
        text,
        AdministrativeStatus.DEPRECATED if "forbidden" in said else status,
        match=MatchSettings(case_sensitive="casesense" in said, inflect=not said & {"exact", "noprefix"}),
        data_categories=(DataCategory(EXAMPLE_CATEGORY, example),) if example else (),
    )


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place] if 0 <= place < len(cells) else ""


def _identifier(foreign: str, made: str) -> tuple[DataCategory, ...]:
    return (DataCategory(IDENTIFIER, foreign),) if foreign and foreign != made else ()
