"""Concepts -> MultiTerm XML in UTF-16 with a byte order mark, as MultiTerm writes it.

Every field of the term model is a field of the termbase, so little is lost. Entries are numbered: an entry that came
from a file with a number keeps it, the others get the numbers that are left, in the order of the file.
"""

from collections.abc import Iterable
from datetime import datetime
from itertools import count
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, Final

from lxml import etree

from termbase.concepts import Concept, DataCategory, Definition, LanguageSection, Source, Term, WorkState
from termbase.exchange.identifiers import IDENTIFIER
from termbase.exchange.losses import LEFT_OUT
from termbase.exchange.multiterm import fields
from termbase.exchange.multiterm.fields import Level, field_name, source_parts, term_pairs
from termbase.exchange.multiterm.languages import Languages, index_name
from termbase.exchange.values import LossLedger, LossReport, WriteOptions
from termbase.exchange.xml.writing import writable

_HEAD: Final = "<?xml version='1.0' encoding='UTF-16'?>\n<mtf>\n"
_LARGEST: Final = 2**31 - 1
_IN_MEMORY: Final = 1 << 24


def write(concepts: Iterable[Concept], stream: BinaryIO, options: WriteOptions) -> LossReport:
    """Write every concept that has a term."""
    ledger = LossLedger()
    builder = _Builder(options, ledger)
    numbers: list[int] = []
    with SpooledTemporaryFile(_IN_MEMORY) as spool:
        for concept in concepts:
            entry = builder.entry(concept)
            ledger.close_concept(written=entry is not None)
            if entry is not None:
                spool.write(etree.tostring(entry, encoding="utf-8") + b"\n")
                numbers.append(_own_number(concept))
        spool.seek(0)
        stream.write(b"\xff\xfe" + _HEAD.encode("utf-16-le"))
        numbered = zip(_lines(spool), _numbered(numbers), strict=True)
        stream.writelines(_with_number(entry, number) for entry, number in numbered)
    stream.write("</mtf>\n".encode("utf-16-le"))
    return ledger.report()


def _own_number(concept: Concept) -> int:
    """The number that an entry had, or 0."""
    for category in concept.data_categories:
        if category.name == IDENTIFIER and category.value.isascii() and category.value.isdigit():
            return number if (number := int(category.value[:20])) <= _LARGEST else 0
    return 0


def _numbered(own: list[int]) -> Iterable[int]:
    """The numbers of the entries: their own at its first occurrence, else the next that nobody has."""
    reserved, given, last = set(own), set[int](), 0
    for wanted in own:
        number = wanted
        if not number or number in given:
            number = last = next(free for free in count(last + 1) if free not in reserved)
        given.add(number)
        yield number


def _lines(spool: IO[bytes]) -> Iterable[bytes]:
    """The entries, each of which ends with the line feed after its last tag; texts hold line feeds, too."""
    parts: list[bytes] = []
    for line in spool:
        parts.append(line)
        if line.endswith(b"</conceptGrp>\n"):
            yield b"".join(parts)
            parts.clear()


def _with_number(entry: bytes, number: int) -> bytes:
    opening = "<conceptGrp>"
    return f"{opening}<concept>{number}</concept>{entry.decode().removeprefix(opening)}".encode("utf-16-le")


class _Builder:
    """Builds the entry of a concept."""

    def __init__(self, options: WriteOptions, ledger: LossLedger) -> None:
        self._languages = Languages(options)
        self._ledger = ledger

    def entry(self, concept: Concept) -> etree._Element | None:
        """The entry without its number, or None for a concept without a term."""
        sections = [section for section in concept.sections if section.terms]
        if not sections:
            self._ledger.lose("concept without a term", LEFT_OUT)
            return None
        if len(sections) < len(concept.sections):
            self._ledger.lose("language without a term", LEFT_OUT)
        entry = etree.Element("conceptGrp")
        made = concept.provenance
        self._transaction(entry, "origination", made.created_at, made.created_by)
        self._transaction(entry, "modification", made.changed_at, made.changed_by)
        self._field(entry, fields.ID, concept.id)
        if concept.subject_field:
            self._field(entry, fields.SUBJECT, concept.subject_field)
        for relation in concept.relations:
            self._field(entry, fields.RELATION, f"{relation.kind}: {relation.target}")
        self._rest(entry, Level.ENTRY, concept.notes, concept.data_categories)
        for section in sections:
            self._section(entry, section)
        return entry

    def _section(self, entry: etree._Element, section: LanguageSection) -> None:
        group = etree.SubElement(entry, "languageGrp")
        name, locale = index_name(section.language), self._languages.locale(section.language)
        etree.SubElement(group, "language", type=name, lang=locale)
        for definition in section.definitions:
            self._definition(group, definition)
        if section.work_state is not WorkState.PROPOSED:
            self._field(group, fields.WORK_STATE, section.work_state)
        self._rest(group, Level.LANGUAGE, section.notes, section.data_categories)
        for term in section.terms:
            self._term(group, term)

    def _term(self, section: etree._Element, term: Term) -> None:
        group = etree.SubElement(section, "termGrp")
        self._text(etree.SubElement(group, "term"), term.text)
        for field, value in term_pairs(term):
            self._field(group, field, value)
        for source in term.sources:
            self._source(group, source)
        self._rest(group, Level.TERM, term.notes, term.data_categories)

    def _definition(self, parent: etree._Element, definition: Definition) -> None:
        group = self._field(parent, fields.DEFINITION, definition.text)
        if definition.source:
            self._source(group, definition.source)

    def _source(self, parent: etree._Element, source: Source) -> None:
        group = self._field(parent, fields.SOURCE, source.document)
        for field, value in source_parts(source):
            self._field(group, field, value)

    def _rest(
        self, parent: etree._Element, level: Level, notes: Iterable[str], categories: Iterable[DataCategory]
    ) -> None:
        for note in notes:
            self._field(parent, fields.NOTE, note)
        for category in categories:
            self._field(parent, field_name(category, level), category.value)

    def _transaction(self, entry: etree._Element, kind: str, when: datetime | None, who: str) -> None:
        if not when:
            if who:
                self._ledger.lose("who made or changed it, where it is not known when", LEFT_OUT)
            return
        group = etree.SubElement(entry, "transacGrp")
        self._text(etree.SubElement(group, "transac", type=kind), who)
        etree.SubElement(group, "date").text = when.replace(tzinfo=None).isoformat()

    def _field(self, parent: etree._Element, field: str, value: str) -> etree._Element:
        group = etree.SubElement(parent, "descripGrp")
        self._text(etree.SubElement(group, "descrip", type=self._plain(field)), value)
        return group

    def _text(self, element: etree._Element, text: str) -> None:
        element.text = self._plain(text)

    def _plain(self, text: str) -> str:
        kept = writable(text)
        if kept != text:
            self._ledger.lose("character that XML cannot hold", "written as U+FFFD")
        return kept
