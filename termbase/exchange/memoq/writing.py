"""Concepts -> rows of memoQ's CSV, which has as many columns for a language as some concept has terms in it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, BinaryIO, Final

from termbase.concepts import AdministrativeStatus, Concept, DataCategory, LanguageSection, Term
from termbase.exchange.csv_sheet import write_rows
from termbase.exchange.leftovers import by_status, category_cells, note_language_order, note_leftovers, once_each
from termbase.exchange.losses import LEFT_OUT
from termbase.exchange.memoq.columns import (
    CATEGORIES,
    DEFINITION,
    ENTRY,
    EXAMPLE,
    EXAMPLE_CATEGORY,
    INFO,
    language_heading,
)
from termbase.exchange.sheet.cells import guard
from termbase.exchange.sheet.columns import language_order
from termbase.exchange.spool import RecordSpool
from termbase.exchange.values import LossLedger, LossReport, WriteOptions

_CARRIED: Final = frozenset(
    (
        "subject field",
        "notes on the concept",
        "definitions",
        "case sensitivity",
        "inflection",
        "data categories",
        "when it was created",
        "who created it",
        "when it was changed",
        "who changed it",
    )
)
_JOINED: Final = "joined to one"


def write(concepts: Iterable[Concept], stream: BinaryIO, options: WriteOptions) -> LossReport:
    """Write a head row and a row for each concept that has a term."""
    ledger = LossLedger()
    widths: Counter[str] = Counter()
    with RecordSpool() as spool:
        writer = _Writer(options, ledger)
        for concept in concepts:
            record = writer.record(concept)
            ledger.close_concept(written=record is not None)
            if record:
                spool.add(record)
                for language, (_, terms) in record["languages"].items():
                    widths[language] = max(widths[language], len(terms))
        write_rows(stream, _rows(spool, widths), ";")
    return ledger.report()


def _rows(spool: RecordSpool, widths: Counter[str]) -> Iterator[list[str]]:
    languages = sorted(widths, key=language_order)
    head = list(ENTRY)
    for language in languages:
        name = language_heading(language)
        head += [f"{name}{DEFINITION}", *[name, INFO, EXAMPLE] * max(widths[language], 1)]
    yield head
    for number, record in enumerate(spool.records(), 1):
        cells = [str(number), *record["entry"]]
        for language in languages:
            definition, terms = record["languages"].get(language, ("", []))
            blank = [["", "", ""]] * (max(widths[language], 1) - len(terms))
            cells += [definition, *(cell for term in [*terms, *blank] for cell in term)]
        yield [guard(cell) for cell in cells]


class _Writer:
    """Makes the records of concepts: the cells of the entry, and for each language its definition and terms."""

    def __init__(self, options: WriteOptions, ledger: LossLedger) -> None:
        self._options = options
        self._ledger = ledger

    def record(self, concept: Concept) -> dict[str, Any] | None:
        written = [(section, self._terms(section)) for section in concept.sections]
        if not any(terms for _, terms in written):
            self._ledger.lose("concept without a term", LEFT_OUT)
            return None
        kept = [(section, terms) for section, terms in written if terms or section.definitions]
        if len(kept) < len(written):
            self._ledger.lose("language without terms and definitions", LEFT_OUT)
        self._ledger.lose("id", "made anew from the terms")
        note_leftovers(concept, kept, self._ledger, _CARRIED, {})
        note_language_order((section for section, _ in kept), self._ledger)
        return {
            "entry": self._entry(concept),
            "languages": {section.language: self._language(section, terms) for section, terms in kept},
        }

    def _entry(self, concept: Concept) -> list[str]:
        who = concept.provenance
        if len(concept.notes) > 1:
            self._ledger.lose("notes on the concept", _JOINED)
        return [
            concept.subject_field,
            *self._categories(concept.data_categories, CATEGORIES.values()),
            self._moment(who.created_at),
            who.created_by,
            self._moment(who.changed_at),
            who.changed_by,
            "\n".join(concept.notes),
        ]

    def _language(self, section: LanguageSection, terms: list[Term]) -> tuple[str, list[list[str]]]:
        if len(section.definitions) > 1:
            self._ledger.lose("definitions", _JOINED)
        self._categories(section.data_categories, ())
        return "\n".join(definition.text for definition in section.definitions), [self._term(term) for term in terms]

    def _term(self, term: Term) -> list[str]:
        said = [
            "CaseSense" if term.match.case_sensitive else "CaseInsense",
            "HalfPrefix" if term.match.inflect else "Exact",
        ]
        if not term.status.accepted:
            said.append("Forbidden")
        return [term.text, ";".join(said), *self._categories(term.data_categories, (EXAMPLE_CATEGORY,))]

    def _terms(self, section: LanguageSection) -> list[Term]:
        """The terms to write: the first accepted one is taken for the preferred, so that stands first."""
        wanted = [term for term in section.terms if self._options.deprecated is not False or term.status.accepted]
        terms = once_each(by_status(wanted), self._ledger)
        if len(wanted) < len(section.terms):
            self._ledger.lose("deprecated and superseded terms", LEFT_OUT)
        if by_status(wanted) != wanted:
            self._ledger.lose("order of the terms", "by status: preferred, admitted, deprecated, superseded")
        if [term.status for term in terms] != _as_read(terms):
            self._ledger.lose("status", "preferred and admitted by their order; superseded as forbidden")
        return terms

    def _categories(self, categories: Iterable[DataCategory], carried: Iterable[str]) -> list[str]:
        return category_cells(categories, carried, self._ledger, "memoQ")

    def _moment(self, when: datetime | None) -> str:
        if not when:
            return ""
        if when.microsecond:
            self._ledger.lose("fraction of a second", LEFT_OUT)
        hour = when.hour % 12 or 12
        half = "PM" if when.hour >= 12 else "AM"
        return f"{when.month}/{when.day}/{when.year:04} {hour}:{when.minute:02}:{when.second:02} {half}"


def _as_read(terms: list[Term]) -> list[AdministrativeStatus]:
    """The statuses that reading gives these terms."""
    first = True
    statuses: list[AdministrativeStatus] = []
    for term in terms:
        if not term.status.accepted:
            statuses.append(AdministrativeStatus.DEPRECATED)
        else:
            statuses.append(AdministrativeStatus.PREFERRED if first else AdministrativeStatus.ADMITTED)
            first = False
    return statuses
