"""Elements that TBX v2 and v3 have in common, with the names of TBX-Basic's data categories.

The order inside an element is fixed: a term, its termNotes, then descriptions, sources and notes. Elements carry no
namespace of their own: v3's is declared once, on the root, and v2 has none.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from lxml import etree

from termbase.concepts import (
    AdministrativeStatus,
    Concept,
    Definition,
    PartOfSpeech,
    Provenance,
    Source,
    Term,
    TermType,
)
from termbase.exchange.tbx.losses import note_source_losses
from termbase.exchange.values import LossLedger

LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"

_STATUSES: Final = {status: f"{status}Term-admn-sts" for status in AdministrativeStatus}
_TERM_TYPES: Final = {
    TermType.FULL_FORM: "fullForm",
    TermType.SHORT_FORM: "shortForm",
    TermType.ABBREVIATION: "abbreviation",
    TermType.ACRONYM: "acronym",
    TermType.VARIANT: "variant",
    TermType.PHRASE: "phrase",
}
_NOT_XML: Final = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a version of TBX calls its levels, and where its data categories differ from the other's."""

    entry: str
    section: str
    term: str
    proper_noun: str
    time_of_day: bool


V3: Final = Vocabulary("conceptEntry", "langSec", "termSec", proper_noun="noun", time_of_day=True)
V2: Final = Vocabulary("termEntry", "langSet", "tig", proper_noun="properNoun", time_of_day=False)


def xml_id(concept_id: str) -> str:
    """The concept id as an XML name, which may not begin with a digit; no concept id begins with the underscore."""
    return f"_{concept_id}" if concept_id[:1].isdigit() else concept_id


def plain(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


class EntryBuilder:
    """Builds the entry of a concept level by level, and notes in the ledger what it had to change."""

    def __init__(self, vocabulary: Vocabulary, ledger: LossLedger) -> None:
        self._vocabulary = vocabulary
        self._ledger = ledger

    def entry(self, concept: Concept) -> etree._Element:
        """The entry with its concept level; definitions and language sections are still to be added."""
        element = etree.Element(self._vocabulary.entry, id=xml_id(concept.id))
        if concept.subject_field:
            self._add(element, "descrip", concept.subject_field, "subjectField")
        for relation in concept.relations:
            self._add(element, "ref", relation.kind, "crossReference").set("target", xml_id(relation.target))
            self._ledger.lose("kind of relation", "written as the text of the cross-reference")
        self.add_notes(element, concept.notes)
        self._add_provenance(element, concept.provenance)
        return element

    def add_section(self, entry: etree._Element, code: str) -> etree._Element:
        """Add the section of the language that has this code, and return it."""
        section = etree.SubElement(entry, self._vocabulary.section)
        section.set(LANG, code)
        return section

    def add_definitions(self, parent: etree._Element, definitions: Iterable[Definition], code: str = "") -> None:
        """Add definitions, each with its source; ``code`` tells their language where the level does not."""
        for definition in definitions:
            group = etree.SubElement(parent, "descripGrp")
            description = self._add(group, "descrip", definition.text, "definition")
            if code:
                description.set(LANG, code)
            if definition.source:
                self._add_source(group, definition.source)

    def add_notes(self, parent: etree._Element, notes: Iterable[str], code: str = "") -> None:
        """Add notes; ``code`` tells their language where the level does not."""
        for note in notes:
            element = self._add(parent, "note", note)
            if code:
                element.set(LANG, code)

    def add_term(self, section: etree._Element, term: Term) -> None:
        """Add a term with everything about it that has a place; labelled notes carry the rest that readers need."""
        element = etree.SubElement(section, self._vocabulary.term)
        self._add(element, "term", term.text)
        self._add(element, "termNote", _STATUSES[term.status], "administrativeStatus")
        if term.part_of_speech:
            self._add(element, "termNote", self._part_of_speech(term.part_of_speech), "partOfSpeech")
        if term.geographical_usage:
            self._add(element, "termNote", term.geographical_usage, "geographicalUsage")
        if term.term_type:
            self._add(element, "termNote", _TERM_TYPES[term.term_type], "termType")
        for source in term.sources:
            self._add_source(element, source)
        self.add_notes(element, (*_labelled(term), *term.notes))

    def _part_of_speech(self, value: PartOfSpeech) -> str:
        if value is not PartOfSpeech.PROPER_NOUN:
            return value.value
        if self._vocabulary.proper_noun == PartOfSpeech.NOUN:
            self._ledger.lose("part of speech 'proper noun'", "written as noun")
        return self._vocabulary.proper_noun

    def _add_source(self, parent: etree._Element, source: Source) -> None:
        self._add(parent, "admin", source.citation, "source")
        note_source_losses(source, self._ledger)

    def _add_provenance(self, entry: etree._Element, provenance: Provenance) -> None:
        self._add_transaction(entry, "origination", provenance.created_at, provenance.created_by)
        self._add_transaction(entry, "modification", provenance.changed_at, provenance.changed_by)

    def _add_transaction(self, entry: etree._Element, kind: str, when: datetime | None, who: str) -> None:
        if not (when or who):
            return
        group = etree.SubElement(entry, "transacGrp")
        self._add(group, "transac", kind, "transactionType")
        if who:
            self._add(group, "transacNote", who, "responsibility")
        if when:
            self._add(group, "date", self._date(when))

    def _date(self, when: datetime) -> str:
        if self._vocabulary.time_of_day:
            return when.replace(tzinfo=None).isoformat() + "Z"
        self._ledger.lose("time of day of creation and change", "the day is written")
        return when.date().isoformat()

    def _add(self, parent: etree._Element, name: str, text: str, category: str = "") -> etree._Element:
        element = etree.SubElement(parent, name)
        if category:
            element.set("type", category)
        element.text = plain(text)
        if element.text != text:
            self._ledger.lose("character that XML cannot hold", "written as U+FFFD")
        return element


def _labelled(term: Term) -> Iterable[str]:
    """What has no data category of its own and yet is of use to a reader."""
    if term.pinyin:
        yield f"Pinyin: {term.pinyin}"
    if term.usage_note:
        yield f"Usage: {term.usage_note}"
    if term.reason:
        yield f"Reason: {term.reason}"
    if term.valid_from or term.valid_to:
        yield f"Valid: {term.valid_from or '…'} to {term.valid_to or '…'}"
