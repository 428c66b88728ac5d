"""The entries of Phrase TMS: of a concept one domain, definition, note and address; of a term one note, and switches.

Where the term base has several notes or definitions they are joined, and what Phrase has no field for and readers need
is a labelled line of the note.
"""

from collections.abc import Iterable
from typing import Final

from termbase.concepts import (
    AdministrativeStatus,
    Concept,
    DataCategory,
    GrammaticalNumber,
    LanguageSection,
    PartOfSpeech,
    Provenance,
    Term,
    TermType,
    WorkState,
)
from termbase.exchange.losses import LEFT_OUT
from termbase.exchange.tbx.categories import parted
from termbase.exchange.tbx.entries import xml_id
from termbase.exchange.tbx.losses import note_altered_text, note_match_losses, note_source_losses
from termbase.exchange.tbx.markup import Markup, Reference, Tag
from termbase.exchange.tbx.notes import NotesAndLosses
from termbase.exchange.values import LossLedger

_ADDRESS: Final = "xref/externalCrossReference"
_GENDER: Final = "termNote/grammaticalGender"
_JOINED: Final = "joined in one"
_NOBODY: Final = Provenance()
_STATES: Final = {WorkState.APPROVED: "Approved", WorkState.PROPOSED: "New"}
_GENDERS: Final = {"masculine": "MASCULINE", "feminine": "FEMININE", "neuter": "NEUTRAL"}
_NUMBERS: Final = {
    GrammaticalNumber.SINGULAR: "SINGULAR",
    GrammaticalNumber.PLURAL: "PLURAL",
    GrammaticalNumber.MASS: "UNCOUNTABLE",
}
_PARTS_OF_SPEECH: Final = {
    PartOfSpeech.NOUN: "NOUN",
    PartOfSpeech.VERB: "VERB",
    PartOfSpeech.ADJECTIVE: "ADJECTIVE",
    PartOfSpeech.ADVERB: "ADVERB",
}
_TERM_TYPES: Final = {kind: kind.upper().replace(" ", "_") for kind in TermType}
_SWITCHES: Final = ("case_sensitive", "inflect")
"""The match settings that Phrase has."""
_ENTRY: Final = Tag.of("termEntry")
_SECTION: Final = Tag.of("langSet")
_TERM_GROUP: Final = Tag.of("tig")
_TERM: Final = Tag.of("term")
_NOTE: Final = Tag.of("note")


class PhraseEntry:
    """Writes one entry after the other."""

    def __init__(self, ledger: LossLedger) -> None:
        self._ledger = ledger
        self._markup = Markup()
        self._remainder = NotesAndLosses(ledger)

    def begin(self, concept: Concept) -> None:
        """Begin the entry with what Phrase has on the level of the concept."""
        self._markup.open(_ENTRY, f' id="{xml_id(concept.id)}"')
        self._concept_field("conceptDomain", concept.subject_field)
        self._concept_field("conceptDefinition", "\n".join(self._definitions(concept)))
        url, others = self._address(concept.data_categories)
        for relation in concept.relations:
            self._remainder.relation(relation)
        for category in (*others, *(it for section in concept.sections for it in section.data_categories)):
            self._remainder.category(category)
        notes = [*self._remainder.take_notes(), *concept.notes]
        for section in concept.sections:
            notes += section.notes
            if section.notes:
                self._ledger.lose("language of a note", "written as a note on the concept")
        self._concept_field("conceptNote", self._joined(notes))
        self._concept_field("conceptUrl", url)
        if concept.provenance != _NOBODY:
            self._ledger.lose("creation and change", LEFT_OUT)

    def section(self, section: LanguageSection, code: str, terms: Iterable[Term]) -> None:
        """Add a language with these of its terms; ``code`` is written for it."""
        self._markup.open(_SECTION, self._markup.attributes(**{"xml:lang": code}))
        for term in terms:
            self._markup.open(_TERM_GROUP)
            self._markup.leaf(_TERM, term.text)
            self._term_fields(term, section.work_state)
            self._term_notes(term)
            self._markup.close()
        self._markup.close()

    def end(self) -> list[str | Reference]:
        """End the entry and return its lines."""
        if self._markup.altered:
            note_altered_text(self._ledger)
        self._markup.close()
        return self._markup.take()

    def _concept_field(self, kind: str, text: str) -> None:
        if text:
            self._markup.leaf(Tag.of("descrip", kind), text)

    def _term_field(self, kind: str, text: str) -> None:
        self._markup.leaf(Tag.of("termNote", kind), text)

    def _definitions(self, concept: Concept) -> list[str]:
        texts = []
        for definition in (it for section in concept.sections for it in section.definitions):
            texts.append(definition.text)
            if definition.source:
                texts[-1] += f" ({definition.source.citation})"
                self._ledger.lose("source of a definition", "written behind the definition")
                note_source_losses(definition.source, self._ledger)
        if texts:
            self._ledger.lose("language of a definition", LEFT_OUT)
        if len(texts) > 1:
            self._ledger.lose("several definitions", _JOINED)
        return texts

    @staticmethod
    def _address(categories: Iterable[DataCategory]) -> tuple[str, list[DataCategory]]:
        """The first web address that stands alone, and the other data categories."""
        url, others = "", []
        for category in categories:
            text, address = parted(category.value)
            if not url and category.name == _ADDRESS and text == address:
                url = address
            else:
                others.append(category)
        return url, others

    def _term_fields(self, term: Term, state: WorkState) -> None:
        if term.part_of_speech:
            self._part_of_speech(term.part_of_speech)
        if term.number in _NUMBERS:
            self._term_field("grammaticalNumber", _NUMBERS[term.number])
        elif term.number:
            self._ledger.lose("grammatical number", LEFT_OUT)
        if term.term_type:
            self._term_field("termType", _TERM_TYPES[term.term_type])
        self._term_field("forbidden", _flag(not term.status.accepted))
        self._term_field("preferred", _flag(term.status is AdministrativeStatus.PREFERRED))
        if term.status is AdministrativeStatus.SUPERSEDED:
            self._ledger.lose("status 'superseded'", "written as forbidden")
        self._term_field("caseSensitive", _flag(term.match.case_sensitive))
        self._term_field("exactMatch", _flag(not term.match.inflect))
        self._term_field("status", _STATES[state])
        if term.usage_note:
            self._term_field("usageNote", term.usage_note)
        for category in term.data_categories:
            if category.name == _GENDER and category.value in _GENDERS:
                self._term_field("grammaticalGender", _GENDERS[category.value])
            else:
                self._remainder.category(category)

    def _part_of_speech(self, value: PartOfSpeech) -> None:
        if value is PartOfSpeech.PROPER_NOUN:
            self._remainder.proper_noun()
            self._term_field("partOfSpeech", _PARTS_OF_SPEECH[PartOfSpeech.NOUN])
        elif value in _PARTS_OF_SPEECH:
            self._term_field("partOfSpeech", _PARTS_OF_SPEECH[value])
        else:
            self._ledger.lose(f"part of speech {value.value!r}", LEFT_OUT)

    def _term_notes(self, term: Term) -> None:
        """One note with all that Phrase has no field for."""
        if term.geographical_usage:
            self._remainder.value("geographical usage", term.geographical_usage)
        for source in term.sources:
            self._remainder.value("source", source.citation)
            note_source_losses(source, self._ledger)
        self._remainder.labelled(term)
        if term.look_up_forms:
            self._ledger.lose("look-up forms", LEFT_OUT)
        note_match_losses(term.match, self._ledger, carried=_SWITCHES)
        if text := self._joined([*self._remainder.take_notes(), *term.notes]):
            self._markup.leaf(_NOTE, text)

    def _joined(self, notes: list[str]) -> str:
        if len(notes) > 1:
            self._ledger.lose("several notes", _JOINED)
        return "\n".join(notes)


def _flag(value: bool) -> str:
    return "true" if value else "false"
