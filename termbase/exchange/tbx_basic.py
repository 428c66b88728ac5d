"""TBX v3 (ISO 30042:2019), dialect TBX-Basic, style DCA: all languages of a term base, valid by the published schemas.

Nothing in the file refers to anything outside it.
"""

from collections.abc import Iterable
from typing import BinaryIO, Final

from lxml import etree

from termbase.concepts import Concept, LanguageSection
from termbase.exchange.tbx.elements import LANG, V3, EntryBuilder, plain
from termbase.exchange.tbx.entries import EntrySpool, write_document
from termbase.exchange.tbx.losses import LEFT_OUT, note_section_losses
from termbase.exchange.values import LossLedger, LossReport, WriteOptions
from termbase.fields import ENGLISH

NAMESPACE: Final = "urn:iso:std:iso:30042:ed-2"


def write(concepts: Iterable[Concept], stream: BinaryIO, options: WriteOptions) -> LossReport:
    """Write every concept that has a term; a definition in a language without terms moves to the concept."""
    ledger = LossLedger()
    builder = EntryBuilder(V3, ledger)
    with EntrySpool() as spool:
        for concept in concepts:
            written = any(section.terms for section in concept.sections)
            if written:
                spool.add(_entry(concept, builder, ledger))
            else:
                ledger.lose("concept without terms", LEFT_OUT)
            ledger.close_concept(written=written)
        write_document(_frame(options), spool.entries(ledger), stream)
    return ledger.report()


def _entry(concept: Concept, builder: EntryBuilder, ledger: LossLedger) -> etree._Element:
    entry = builder.entry(concept)
    for section in concept.sections:
        if not section.terms:
            builder.add_definitions(entry, section.definitions, section.language)
            builder.add_notes(entry, section.notes, section.language)
            ledger.lose("language without terms", "its definitions and notes stand with the concept")
    for section in concept.sections:
        if section.terms:
            _add_section(entry, section, builder)
            note_section_losses(section.terms, ledger)
    return entry


def _add_section(entry: etree._Element, section: LanguageSection, builder: EntryBuilder) -> None:
    element = builder.add_section(entry, section.language)
    builder.add_definitions(element, section.definitions)
    builder.add_notes(element, section.notes)
    for term in section.terms:
        builder.add_term(element, term)


def _frame(options: WriteOptions) -> etree._Element:
    """The document around the entries, which come into its body."""
    root = _sub(None, "tbx")
    root.set(LANG, ENGLISH)
    root.set("type", "TBX-Basic")
    root.set("style", "dca")
    description = _sub(_sub(root, "tbxHeader"), "fileDesc")
    _sub(_sub(description, "titleStmt"), "title").text = plain(options.title)
    _sub(_sub(description, "sourceDesc"), "p").text = "Written by zhengming"
    _sub(_sub(root, "text"), "body")
    return root


def _sub(parent: etree._Element | None, name: str) -> etree._Element:
    tag = f"{{{NAMESPACE}}}{name}"
    if parent is None:
        return etree.Element(tag, nsmap={None: NAMESPACE})  # type: ignore[dict-item]  # the stubs forget the default one
    return etree.SubElement(parent, tag)
