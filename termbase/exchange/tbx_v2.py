"""TBX v2 (``martif``, TBX-Basic): the one TBX that OmegaT, Weblate, Lokalize and Translate Toolkit read.

Those programs ask for more than the standard does: no namespace, no DOCTYPE, terms in ``tig``, exactly two languages
with the source language first and each once, the preferred term first, and an ASCII identifier on every entry. They
show what stands with the concept rather than what stands with the target language, so definitions stand there.
"""

from collections.abc import Iterable
from typing import BinaryIO, Final

from lxml import etree

from termbase.concepts import AdministrativeStatus, Concept, LanguageSection, Term
from termbase.errors import ExchangeError
from termbase.exchange.tbx.elements import LANG, V2, EntryBuilder, plain
from termbase.exchange.tbx.entries import EntrySpool, write_document
from termbase.exchange.tbx.losses import LEFT_OUT, note_section_losses
from termbase.exchange.values import LossLedger, LossReport, WriteOptions
from termbase.fields import ENGLISH

_RANK: Final = {status: rank for rank, status in enumerate(AdministrativeStatus)}


def write(concepts: Iterable[Concept], stream: BinaryIO, options: WriteOptions) -> LossReport:
    """Write every concept that has a term in both languages; ``ExchangeError``, and nothing written, if none has."""
    ledger = LossLedger()
    writer = _Writer(options, ledger)
    with EntrySpool() as spool:
        for concept in concepts:
            entry = writer.entry(concept)
            if entry is not None:
                spool.add(entry)
            ledger.close_concept(written=entry is not None)
        if not len(spool):
            languages = f"{options.source_language} and {options.target_language}"
            raise ExchangeError("export", f"no concept has terms in {languages}", "choose other languages")
        write_document(_frame(options), spool.entries(ledger), stream)
    return ledger.report()


class _Writer:
    """Makes bilingual entries."""

    def __init__(self, options: WriteOptions, ledger: LossLedger) -> None:
        self._options = options
        self._ledger = ledger
        self._builder = EntryBuilder(V2, ledger)
        self._codes = dict(zip((options.source_language, options.target_language), options.codes, strict=True))

    def entry(self, concept: Concept) -> etree._Element | None:
        """The entry of a concept, None if one of the languages has no term to write."""
        sections = {section.language: section for section in concept.sections}
        terms = {language: self._terms(sections.get(language)) for language in self._codes}
        if not all(terms.values()):
            self._ledger.lose("concept without a term in both languages", LEFT_OUT)
            return None
        if len(sections) > len(self._codes):
            self._ledger.lose(f"languages other than {' and '.join(self._codes)}", LEFT_OUT)
        entry = self._builder.entry(concept)
        for language, code in self._codes.items():
            self._builder.add_definitions(entry, sections[language].definitions, code)
        for language, code in self._codes.items():
            self._add_section(entry, code, sections[language], terms[language])
        return entry

    def _add_section(self, entry: etree._Element, code: str, section: LanguageSection, terms: list[Term]) -> None:
        element = self._builder.add_section(entry, code)
        self._builder.add_notes(element, section.notes)
        for term in terms:
            self._builder.add_term(element, term)
        note_section_losses(terms, self._ledger)
        if len(terms) < len(section.terms):
            self._ledger.lose("deprecated and superseded terms", LEFT_OUT)
        elif terms != list(section.terms):
            self._ledger.lose("order of the terms", "preferred terms first")

    def _terms(self, section: LanguageSection | None) -> list[Term]:
        """The terms to write, in the order of their statuses: the programs take the first for the preferred one."""
        terms = section.terms if section else ()
        wanted = [term for term in terms if self._options.deprecated or term.status.accepted]
        return sorted(wanted, key=lambda term: _RANK[term.status])


def _frame(options: WriteOptions) -> etree._Element:
    """The document around the entries, which come into its body."""
    root = etree.Element("martif", type="TBX-Basic")
    root.set(LANG, ENGLISH)
    header = etree.SubElement(root, "martifHeader")
    description = etree.SubElement(header, "fileDesc")
    etree.SubElement(etree.SubElement(description, "titleStmt"), "title").text = plain(options.title)
    etree.SubElement(etree.SubElement(description, "sourceDesc"), "p").text = "Written by zhengming"
    scheme = etree.SubElement(etree.SubElement(header, "encodingDesc"), "p", type="XCSURI")
    scheme.text = "TBXBasicXCSV02.xcs"
    etree.SubElement(etree.SubElement(root, "text"), "body")
    return root
