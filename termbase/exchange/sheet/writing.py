"""Concepts -> rows of a sheet, whose columns are known only when the last concept has been seen."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from termbase.concepts import AdministrativeStatus, Concept, LanguageSection, Term
from termbase.exchange.sheet.attributes import TERM_ATTRIBUTES
from termbase.exchange.sheet.cells import escape, guard, join, show_category, show_source
from termbase.exchange.sheet.columns import Column, Kind, column_order, language_order
from termbase.exchange.spool import Spool, lines_kept
from termbase.exchange.values import LossLedger
from termbase.fields import CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL, ENGLISH

_ALWAYS: Final = (
    Column(Kind.ID),
    Column(Kind.TERMS, CHINESE_SIMPLIFIED),
    Column(Kind.TERMS, CHINESE_TRADITIONAL),
    Column(Kind.ATTRIBUTE, CHINESE_SIMPLIFIED, attribute="pinyin"),
    Column(Kind.TERMS, ENGLISH),
    Column(Kind.TERMS, ENGLISH, AdministrativeStatus.ADMITTED),
    Column(Kind.TERMS, ENGLISH, AdministrativeStatus.DEPRECATED),
    Column(Kind.DEFINITION, ENGLISH),
    Column(Kind.SUBJECT_FIELD),
    Column(Kind.ATTRIBUTE, ENGLISH, attribute="source"),
    Column(Kind.NOTE),
)
"""The columns of every exported sheet, used or not."""


def cells_of(concept: Concept, ledger: LossLedger) -> dict[Column, str]:
    """The cells of a concept that are not blank; none at all if it has no language section, which no row can hold."""
    if not concept.sections:
        ledger.lose("concept without any language", "left out")
        return {}
    if list(concept.sections) != sorted(concept.sections, key=lambda section: language_order(section.language)):
        ledger.lose("order of the languages", "Chinese, English, then the others")
    cells = dict(_concept_cells(concept))
    for section in concept.sections:
        cells |= _section_cells(section, ledger)
    cells |= _work_states(concept.sections)
    return {column: cell for column, cell in cells.items() if cell}


def _concept_cells(concept: Concept) -> Iterator[tuple[Column, str]]:
    yield Column(Kind.ID), concept.id
    yield Column(Kind.SUBJECT_FIELD), concept.subject_field
    yield Column(Kind.RELATIONS), join(escape(f"{r.kind}: {r.target}") for r in concept.relations)
    yield Column(Kind.NOTE), join(map(escape, concept.notes))
    provenance = concept.provenance
    yield Column(Kind.CREATED_AT), provenance.created_at.isoformat() if provenance.created_at else ""
    yield Column(Kind.CREATED_BY), provenance.created_by
    yield Column(Kind.CHANGED_AT), provenance.changed_at.isoformat() if provenance.changed_at else ""
    yield Column(Kind.CHANGED_BY), provenance.changed_by
    yield Column(Kind.DATA_CATEGORIES), join(map(show_category, concept.data_categories))


def _section_cells(section: LanguageSection, ledger: LossLedger) -> dict[Column, str]:
    language = section.language
    cells = {
        Column(Kind.NOTE, language): join(map(escape, section.notes)),
        Column(Kind.DATA_CATEGORIES, language): join(map(show_category, section.data_categories)),
        Column(Kind.DEFINITION, language): join(escape(definition.text) for definition in section.definitions),
        Column(Kind.DEFINITION_SOURCE, language): join(
            show_source(definition.source) if definition.source else "" for definition in section.definitions
        ),
    }
    ordered: list[Term] = []
    for status in AdministrativeStatus:
        terms = [term for term in section.terms if term.status is status]
        if terms:
            ordered += terms
            cells |= _term_cells(Column(Kind.TERMS, language, status), terms)
    if ordered != list(section.terms):
        ledger.lose("order of the terms", "by status: preferred, admitted, deprecated, superseded")
    return cells


def _term_cells(column: Column, terms: Sequence[Term]) -> dict[Column, str]:
    cells = {column: join(escape(term.text) for term in terms)}
    for name, attribute in TERM_ATTRIBUTES.items():
        if cell := join([attribute.shown(term) for term in terms]):
            cells[Column(Kind.ATTRIBUTE, column.language, column.status, name)] = cell
    return cells


def _work_states(sections: Sequence[LanguageSection]) -> dict[Column, str]:
    """One cell where all languages are in one state; a language with nothing else to show needs its own."""
    states = {section.work_state for section in sections}
    if len(states) == 1 and all(s.terms or s.definitions or s.notes or s.data_categories for s in sections):
        return {Column(Kind.WORK_STATE): states.pop().value}
    return {Column(Kind.WORK_STATE, section.language): section.work_state.value for section in sections}


class RowSpool(Spool[str]):
    """Rows kept, on disk if they are many, until it is known which columns they need."""

    def __init__(self) -> None:
        super().__init__(lines_kept())
        self._numbers: dict[Column, int] = {}

    def add_all(self, concepts: Iterable[Concept], ledger: LossLedger) -> None:
        """Keep a row for each concept that has one, and note in the ledger what it cannot carry."""
        for concept in concepts:
            cells = cells_of(concept, ledger)
            ledger.close_concept(written=bool(cells))
            if cells:
                self.add(cells)

    def table(self) -> Iterator[list[str]]:
        """The heading and every row under it."""
        columns = self.columns()
        yield [column.name for column in columns]
        yield from self.rows(columns)

    def add(self, cells: dict[Column, str]) -> None:
        """Keep one row."""
        numbered = {self._numbers.setdefault(column, len(self._numbers)): cell for column, cell in cells.items()}
        self._file.write(json.dumps(numbered) + "\n")

    def columns(self) -> list[Column]:
        """The columns that some row needs, and those that every sheet has, in their order."""
        return sorted(self._numbers.keys() | set(_ALWAYS), key=column_order)

    def rows(self, columns: Sequence[Column]) -> Iterator[list[str]]:
        """The cells of every row under these columns, guarded against being run as formulas."""
        keys = [str(self._numbers.get(column, "")) for column in columns]
        self._file.seek(0)
        for line in self._file:
            cells: dict[str, str] = json.loads(line)
            yield [guard(cells.get(key, "")) for key in keys]
