"""Rows of Phrase's workbooks -> concepts. Synonyms stand in rows of their own, under the same concept identifier."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from termbase.concepts import (
    AdministrativeStatus,
    Concept,
    DataCategory,
    Definition,
    LanguageSection,
    MatchSettings,
    Term,
    WorkState,
)
from termbase.errors import ExchangeError, InvalidValue
from termbase.exchange.identifiers import IDENTIFIER, Identifiers
from termbase.exchange.phrase_sheet.columns import (
    ABOUT_TERM,
    CATEGORIES,
    CID,
    DEFINITION,
    DOMAIN,
    NOTE,
    HeadRow,
    LanguageColumns,
    read_head,
)
from termbase.exchange.sheet.reading import Row
from termbase.exchange.statuses import work_state_of
from termbase.exchange.values import Problem, ReadOptions
from termbase.exchange.xlsx.reading import Workbook
from termbase.exchange.xlsx_sheet import first_row
from termbase.fields import ENGLISH

_YES = frozenset(("true", "yes", "1", "wahr", "vrai", "verdadero", "vero"))


def read(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Concept | Problem]:
    """Yield a concept for the rows of each; a problem for what kept one out; ``ExchangeError`` for no such workbook."""
    with Workbook(stream, name) as workbook:
        rows = workbook.rows(options.sheet or workbook.sheets[0])
        first = first_row(rows, name)
        head = read_head(first.cells)
        if not head.languages:
            found = ", ".join(first.cells)[:500]
            problem = f"no column is headed by the code of a language; found: {found}"
            raise ExchangeError(f"{name}:{first.line}", problem, "read it as xlsx, and say what the columns are")
        reader = _Reader(head, name, options)
        for group in _groups(rows, head):
            yield group if isinstance(group, Problem) else reader.read(group)


@dataclass(slots=True)
class _Group:
    """The rows of one concept."""

    foreign: str
    rows: list[Row] = field(default_factory=list)


def _groups(rows: Iterator[Row | Problem], head: HeadRow) -> Iterator[_Group | Problem]:
    """Neighbouring rows with one concept identifier; a row without any is a concept of its own."""
    group: _Group | None = None
    for row in rows:
        if isinstance(row, Problem):
            yield row
            continue
        if not any(cell.strip() for cell in row.cells):
            continue
        foreign = _cell(row.cells, head.concept.get(CID, -1))
        if group and foreign and foreign == group.foreign:
            group.rows.append(row)
            continue
        if group:
            yield group
        group = _Group(foreign, [row])
    if group:
        yield group


class _Reader:
    """Makes concepts of groups of rows."""

    def __init__(self, head: HeadRow, name: str, options: ReadOptions) -> None:
        self._head = head
        self._name = name
        self._target = options.target_language
        self._identifiers = Identifiers()

    def read(self, group: _Group) -> Concept | Problem:
        try:
            return self._concept(group)
        except InvalidValue as error:
            problem = f"{error.place}: {error.problem}" if error.place else error.problem
            return Problem(self._name, group.rows[0].line, problem, error.cure)

    def _concept(self, group: _Group) -> Concept:
        rows = [row.cells for row in group.rows]
        sections = [
            section
            for language, columns in self._head.languages.items()
            if (section := _section(language, columns, rows))
        ]
        if not sections:
            raise InvalidValue("", "the concept has no term", "give one, or take its rows out")
        ordered = sorted(sections, key=lambda section: section.language != ENGLISH)
        made = self._identifiers.issue(group.foreign, [term.text for section in ordered for term in section.terms])
        own = group.foreign in ("", made, f"_{made}")
        kept = () if own else (DataCategory(IDENTIFIER, group.foreign),)
        note = self._of_concept(NOTE, rows)
        return Concept(
            made,
            subject_field=self._of_concept(DOMAIN, rows),
            sections=tuple(self._with_definition(sections, self._of_concept(DEFINITION, rows))),
            notes=(note,) if note else (),
            data_categories=(*self._categories(rows), *kept),
        )

    def _of_concept(self, column: str, rows: Sequence[Sequence[str]]) -> str:
        place = self._head.concept.get(column, -1)
        return next((text for row in rows if (text := _cell(row, place))), "")

    def _with_definition(self, sections: list[LanguageSection], text: str) -> Iterator[LanguageSection]:
        """The sections; that of the target language, or else the first, gets the definition."""
        chosen = next((section for section in sections if section.language == self._target), sections[0])
        for section in sections:
            definitions = (Definition(text),) if text and section is chosen else ()
            yield LanguageSection(section.language, section.terms, definitions, section.work_state)

    def _categories(self, rows: Sequence[Sequence[str]]) -> Iterator[DataCategory]:
        for column, category in CATEGORIES.items():
            if text := self._of_concept(column, rows):
                yield DataCategory(category, text)
        for place, heading in self._head.others.items():
            if text := next((text for row in rows if (text := _cell(row, place))), ""):
                yield DataCategory(f"descrip/{heading[:80]}", text)


def _section(language: str, columns: LanguageColumns, rows: Sequence[Sequence[str]]) -> LanguageSection | None:
    with_term = [row for row in rows if _cell(row, columns.text)]
    if not with_term:
        return None
    states = [work_state_of(_cell(row, columns.about.get("status", -1))) for row in with_term]
    approved = all(state is WorkState.APPROVED for state in states)
    return LanguageSection(
        language,
        tuple(_term(row, columns) for row in with_term),
        work_state=WorkState.APPROVED if approved else WorkState.PROPOSED,
    )


def _term(row: Sequence[str], columns: LanguageColumns) -> Term:
    said = {name: _cell(row, place) for name, place in columns.about.items()}
    yes = {name for name, text in said.items() if text.casefold() in _YES}
    status = AdministrativeStatus.PREFERRED if "preferred" in yes else AdministrativeStatus.ADMITTED
    others = {name: text for name, text in said.items() if text and name not in ABOUT_TERM}
    return Term(
        _cell(row, columns.text),
        AdministrativeStatus.DEPRECATED if "forbidden" in yes else status,
        match=MatchSettings(case_sensitive="case" in yes, inflect="exact" not in yes),
        data_categories=tuple(DataCategory(f"termNote/{name[:80]}", text) for name, text in others.items()),
    )


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place].strip() if 0 <= place < len(cells) else ""
