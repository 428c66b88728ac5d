"""Concepts -> rows of Phrase's workbooks: one row for the first term of each language, more rows for synonyms."""

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Final

from termbase.concepts import AdministrativeStatus, Concept, DataCategory, LanguageSection, Term, WorkState
from termbase.exchange.leftovers import category_cells, note_language_order, note_leftovers, once_each
from termbase.exchange.losses import LEFT_OUT
from termbase.exchange.phrase_sheet.columns import ABOUT_TERM, CATEGORIES, CONCEPT, MAX_TERM, TID
from termbase.exchange.sheet.columns import language_order
from termbase.exchange.spool import RecordSpool
from termbase.exchange.values import LossLedger, LossReport, WriteOptions
from termbase.exchange.xlsx.writing import NOT_XML, fits, write_workbook

_CARRIED: Final = frozenset(
    ("subject field", "notes on the concept", "case sensitivity", "inflection", "data categories", "work state")
)
_REMEDIES: Final = {"definitions": "one is written for the whole concept"}


def write(concepts: Iterable[Concept], stream: BinaryIO, options: WriteOptions) -> LossReport:
    """Write a head row and the rows of each concept that has a term."""
    ledger = LossLedger()
    languages: set[str] = set()
    with RecordSpool() as spool:
        writer = _Writer(options, ledger)
        for concept in concepts:
            record = writer.record(concept)
            ledger.close_concept(written=record is not None)
            if record:
                spool.add(record)
                languages.update(record["languages"])
        write_workbook(_rows(spool, sorted(languages, key=language_order), options), stream)
    return ledger.report()


def _rows(spool: RecordSpool, languages: list[str], options: WriteOptions) -> Iterator[list[str | bool]]:
    codes = dict(zip((options.source_language, options.target_language), options.codes, strict=True))
    head: list[str | bool] = [*CONCEPT]
    for language in languages:
        head += [TID, codes.get(language, language), *ABOUT_TERM]
    yield head
    blank: list[str | bool] = [""] * (2 + len(ABOUT_TERM))
    for record in spool.records():
        of_language = record["languages"]
        for place in range(max(map(len, of_language.values()))):
            row: list[str | bool] = list(record["concept"])
            for language in languages:
                terms = of_language.get(language, [])
                row += ["", *terms[place]] if place < len(terms) else blank
            yield row


class _Writer:
    """Makes the records of concepts: the cells of the concept, and for each language those of its terms."""

    def __init__(self, options: WriteOptions, ledger: LossLedger) -> None:
        self._options = options
        self._ledger = ledger

    def record(self, concept: Concept) -> dict[str, Any] | None:
        written = [(section, self._terms(section)) for section in concept.sections]
        kept = [(section, terms) for section, terms in written if terms]
        if not kept:
            self._ledger.lose("concept without a term", LEFT_OUT)
            return None
        if len(kept) < len(written):
            self._ledger.lose("language without terms", LEFT_OUT)
        note_leftovers(concept, kept, self._ledger, _CARRIED, _REMEDIES)
        note_language_order((section for section, _ in kept), self._ledger)
        record = {
            "concept": self._concept(concept, [section for section, _ in kept]),
            "languages": {s.language: [self._term(term, s.work_state) for term in terms] for s, terms in kept},
        }
        if any(NOT_XML.search(text) for text in _texts(record)):
            self._ledger.lose("character that XML cannot hold", "written as U+FFFD")
        return record

    def _concept(self, concept: Concept, sections: list[LanguageSection]) -> list[str]:
        target = self._options.target_language
        ordered = sorted(sections, key=lambda section: section.language != target)
        definitions = [definition.text for section in ordered for definition in section.definitions]
        if len(concept.notes) > 1:
            self._ledger.lose("notes on the concept", "joined to one")
        for section in sections:
            self._categories(section.data_categories, ())
        cells = [
            f"_{concept.id}" if concept.id.isdigit() else concept.id,  # a bare number would be taken for Phrase's own
            concept.subject_field,
            *self._categories(concept.data_categories, CATEGORIES.values()),
            definitions[0] if definitions else "",
            "\n".join(concept.notes),
        ]
        return [cell if fits(cell) else self._cut(cell) for cell in cells]

    def _cut(self, cell: str) -> str:
        self._ledger.lose("text longer than a cell", "its beginning is written")
        return cell[:16_000]

    def _term(self, term: Term, state: WorkState) -> list[str | bool]:
        if term.status is AdministrativeStatus.SUPERSEDED:
            self._ledger.lose("status superseded", "written as forbidden")
        self._categories(term.data_categories, ())
        return [
            term.text,
            not term.status.accepted,
            term.status is AdministrativeStatus.PREFERRED,
            term.match.case_sensitive,
            not term.match.inflect,
            "Approved" if state is WorkState.APPROVED else "New",
        ]

    def _terms(self, section: LanguageSection) -> list[Term]:
        wanted = [term for term in section.terms if self._options.deprecated is not False or term.status.accepted]
        if len(wanted) < len(section.terms):
            self._ledger.lose("deprecated and superseded terms", LEFT_OUT)
        short = [term for term in wanted if len(term.text) <= MAX_TERM]
        if len(short) < len(wanted):
            self._ledger.lose(f"terms longer than {MAX_TERM:,} characters", LEFT_OUT)
        return once_each(short, self._ledger)

    def _categories(self, categories: Iterable[DataCategory], carried: Iterable[str]) -> list[str]:
        return category_cells(categories, carried, self._ledger, "Phrase")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)
