"""Write the entry of a concept, level by level, in any dialect.

The order inside an element is fixed: a term, its termNotes, then descriptions, sources and notes. What the dialect has
a data category for is written here; the rest is left to a ``Remainder``.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from termbase.concepts import (
    Concept,
    DataCategory,
    Definition,
    LanguageSection,
    PartOfSpeech,
    Provenance,
    Relation,
    Source,
    Term,
)
from termbase.exchange.tbx import categories as names
from termbase.exchange.tbx.categories import Level
from termbase.exchange.tbx.dialects import STATUSES, TERM_TYPES, Dialect, said
from termbase.exchange.tbx.markup import Markup, Reference, Tag, quoted

_TERM_NOTE: Final = "termNote/"
_TERM: Final = Tag.of("term")
_NOTE: Final = Tag.of("note")
_DESCRIPTION_GROUP: Final = Tag.of("descripGrp")
_TRANSACTION_GROUP: Final = Tag.of("transacGrp")
_DATE: Final = Tag.of("date")


class Remainder:
    """What becomes of that for which a dialect has no data category, or none that is exact: nothing, by default."""

    def value(self, field: str, text: str) -> None:
        """A value whose data category the dialect lacks; ``field`` is what the term model calls it."""

    def definition(self, definition: Definition) -> None:
        """A definition, where the dialect has none or it cannot tell its language."""

    def relation(self, relation: Relation) -> None:
        """A relation, where the dialect has no cross-references."""

    def relation_outside(self, relation: Relation) -> tuple[Tag, str, str] | None:
        """The leaf that is written where the related concept is not in the file, None for none."""

    def category(self, category: DataCategory) -> None:
        """A data category that the dialect does not have here."""

    def proper_noun(self) -> None:
        """A proper noun that was written as noun."""

    def source(self, source: Source) -> None:
        """A source that was written as one citation."""

    def term(self, term: Term) -> None:
        """What no dialect has a data category for, of a term."""

    def transactions(self) -> None:
        """Creation and change, where the dialect has no transactions."""

    def day_only(self) -> None:
        """A moment of which only the day was written."""

    def reordered(self) -> None:
        """Data categories that had to be written in another order."""

    def take_notes(self) -> Iterable[str]:
        """The notes that stand for something on the level that ends here."""
        return ()


def xml_id(concept_id: str) -> str:
    """The concept id as an XML name, which may not begin with a digit; no concept id begins with the underscore."""
    return f"_{concept_id}" if concept_id[:1].isdigit() else concept_id


class EntryWriter:
    """Writes one entry after the other."""

    def __init__(self, dialect: Dialect, markup: Markup, remainder: Remainder) -> None:
        self._dialect = dialect
        self._tags = dialect.tags
        self._markup = markup
        self._remainder = remainder

    def begin(self, concept: Concept, identifier: str = "") -> None:
        """Begin the entry with what stands on the level of the concept; definitions may be added."""
        self._markup.open(self._dialect.entry, f' id="{identifier or xml_id(concept.id)}"')
        if concept.subject_field:
            self._value(names.SUBJECT_FIELD, "subject field", concept.subject_field)
        for relation in concept.relations:
            self._relation(relation)
        if concept.provenance != _NOBODY:
            self._provenance(concept.provenance)
        self._categories(Level.CONCEPT, concept.data_categories)
        self._notes(concept.notes)

    def end(self) -> list[str | Reference]:
        """End the entry and return its lines."""
        self._markup.close()
        return self._markup.take()

    def elsewhere(self, section: LanguageSection) -> None:
        """Add what is said in a language without terms to the concept."""
        self.definitions(section.definitions, section.language)
        for category in section.data_categories:
            self._remainder.category(category)
        self._notes(section.notes, _lang(section.language))

    def begin_section(self, section: LanguageSection, code: str = "", *, definitions: bool = True) -> None:
        """Begin a language with what is said about it, with or without its definitions; ``code`` is written for it."""
        self._markup.open(self._dialect.section, _lang(code or section.language))
        if definitions:
            self.definitions(section.definitions)
        self._categories(Level.LANGUAGE, section.data_categories)
        self._notes(section.notes)

    def end_section(self) -> None:
        """End a language."""
        self._markup.close()

    def bare_section(self, code: str, term: Term, status: str) -> None:
        """Add a language of which nothing but one term is written, with this status."""
        self._markup.open(self._dialect.section, _lang(code))
        self.term(term, status)
        self._markup.close()

    def definitions(self, definitions: Iterable[Definition], code: str = "") -> None:
        """Add definitions, each with its source; ``code`` tells their language where the level does not."""
        tag = self._tags.get(names.DEFINITION)
        for definition in definitions:
            if tag is None or (code and not self._dialect.languages_anywhere):
                self._remainder.definition(definition)
                continue
            self._markup.open(_DESCRIPTION_GROUP)
            self._markup.leaf(tag, definition.text, _lang(code) if code else "")
            if definition.source:
                self._source(definition.source)
            self._markup.close()

    def term(self, term: Term, status: str = "") -> None:
        """Add a term with all about it; ``status`` is written in place of its own."""
        self._markup.open(self._dialect.term)
        self._markup.leaf(_TERM, term.text)
        self._value(names.STATUS, "administrative status", status or STATUSES[term.status], term.status)
        if term.part_of_speech:
            self._part_of_speech(term.part_of_speech)
        if term.geographical_usage:
            self._value(names.GEOGRAPHICAL_USAGE, "geographical usage", term.geographical_usage)
        if term.term_type:
            self._value(names.TERM_TYPE, "term type", TERM_TYPES[term.term_type], term.term_type)
        self._categories(Level.TERM, self._ordered(term.data_categories))
        for source in term.sources:
            self._source(source)
        self._remainder.term(term)
        self._notes(term.notes)
        self._markup.close()

    def _value(self, category: str, field: str, text: str, shown: str = "") -> None:
        if tag := self._tags.get(category):
            self._markup.leaf(tag, text)
        else:
            self._remainder.value(field, shown or text)

    def _part_of_speech(self, value: PartOfSpeech) -> None:
        proper = value is PartOfSpeech.PROPER_NOUN
        self._value(names.PART_OF_SPEECH, "part of speech", self._dialect.proper_noun if proper else value, value)
        if proper and names.PART_OF_SPEECH in self._tags and self._dialect.proper_noun == PartOfSpeech.NOUN:
            self._remainder.proper_noun()

    def _relation(self, relation: Relation) -> None:
        tag = self._tags.get(names.CROSS_REFERENCE)
        if tag is None:
            self._remainder.relation(relation)
            return
        target = xml_id(relation.target)
        known = (tag, str(relation.kind), f' target="{target}"')
        self._markup.refer(target, known, self._remainder.relation_outside(relation))

    def _categories(self, level: Level, categories: Iterable[DataCategory]) -> None:
        for category in categories:
            if self._dialect.carries(level, category.name, category.value):
                self._markup.leaf(self._tags[category.name], *said(category.name, category.value))
            else:
                self._remainder.category(category)

    def _ordered(self, categories: tuple[DataCategory, ...]) -> tuple[DataCategory, ...]:
        """Those of the element termNote first, where the style tells them apart from the others."""
        if len(categories) < 2 or self._dialect.namespaces:
            return categories
        ordered = tuple(sorted(categories, key=_is_no_term_note))
        if ordered != categories:
            self._remainder.reordered()
        return ordered

    def _source(self, source: Source) -> None:
        self._value(names.SOURCE, "source", source.citation)
        self._remainder.source(source)

    def _notes(self, notes: Iterable[str], attributes: str = "") -> None:
        for note in (*self._remainder.take_notes(), *notes):
            self._markup.leaf(_NOTE, note, attributes)

    def _provenance(self, provenance: Provenance) -> None:
        tag = self._tags.get(names.TRANSACTION)
        if tag is None:
            self._remainder.transactions()
            return
        self._transaction(tag, "origination", provenance.created_at, provenance.created_by)
        self._transaction(tag, "modification", provenance.changed_at, provenance.changed_by)

    def _transaction(self, tag: Tag, kind: str, when: datetime | None, who: str) -> None:
        if not (when or who):
            return
        self._markup.open(_TRANSACTION_GROUP)
        self._markup.leaf(tag, kind)
        if who:
            self._markup.leaf(self._tags[names.RESPONSIBILITY], who)
        if when:
            self._markup.leaf(_DATE, self._date(when))
        self._markup.close()

    def _date(self, when: datetime) -> str:
        if self._dialect.time_of_day:
            return when.replace(tzinfo=None).isoformat() + "Z"
        self._remainder.day_only()
        return when.date().isoformat()


_NOBODY: Final = Provenance()


def _lang(code: str) -> str:
    return f" xml:lang={quoted(code)}"


def _is_no_term_note(category: DataCategory) -> bool:
    return not category.name.startswith(_TERM_NOTE)
