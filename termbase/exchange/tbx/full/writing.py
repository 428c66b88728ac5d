"""Write what TBX-Basic has no data category for as elements of our own module."""

import json
from collections.abc import Iterable
from typing import Final

from termbase.codec import to_plain
from termbase.concepts import (
    Concept,
    DataCategory,
    MatchSettings,
    PartOfSpeech,
    Relation,
    Source,
    SourceMark,
    Term,
)
from termbase.exchange.tbx.entries import EntryWriter, Remainder
from termbase.exchange.tbx.full import module
from termbase.exchange.tbx.full.module import DIALECT, own
from termbase.exchange.tbx.markup import Markup, Reference, Tag

_NO_MATCH: Final = MatchSettings()
_TERM: Final = Tag.of("term")
_ABSENT: Final = own(module.ABSENT)
_CONCEPT: Final = own(module.CONCEPT)
_DATA_CATEGORY: Final = own(module.DATA_CATEGORY)
_RELATION: Final = own(module.RELATION)
_SOURCE: Final = own(module.SOURCE)
_WORK_STATE: Final = own(module.WORK_STATE)
_PART_OF_SPEECH: Final = own(module.PART_OF_SPEECH)
_TERM_FIELDS: Final = (
    ("number", own(module.NUMBER)),
    ("pinyin", own(module.PINYIN)),
    ("usage_note", own(module.USAGE_NOTE)),
    ("reason", own(module.REASON)),
    ("valid_from", own(module.VALID_FROM)),
    ("valid_to", own(module.VALID_TO)),
)
_LOOK_UP_FORM: Final = own(module.LOOK_UP_FORM)
_SWITCHES: Final = (("case_sensitive", own(module.CASE_SENSITIVE)), ("inflect", own(module.INFLECT)))
_EVIDENCE: Final = own(module.EVIDENCE)
_CONTEXT_WORD: Final = own(module.CONTEXT_WORD)
_SEVERITY: Final = own(module.SEVERITY)


class FullWriter:
    """Writes one entry after the other with every field of its concept."""

    def __init__(self) -> None:
        self._markup = Markup()
        self._entry = EntryWriter(DIALECT, self._markup, _OwnModule(self._markup))

    def entry(self, concept: Concept) -> Iterable[str | Reference]:
        """The lines of the entry of a concept."""
        self._entry.begin(concept)
        for section in concept.sections:
            self._entry.begin_section(section)
            self._markup.leaf(_WORK_STATE, section.work_state)
            for term in section.terms:
                self._entry.term(term)
            if not section.terms:
                self._no_term()
            self._entry.end_section()
        if not concept.sections:
            self._no_section()
        if self._markup.altered:
            self._markup.insert_leaf(1, _CONCEPT, json.dumps(to_plain(concept)))
        return self._entry.end()

    def _no_section(self) -> None:
        self._markup.open(DIALECT.section, f' xml:lang="{module.NO_LANGUAGE}"')
        self._markup.leaf(_ABSENT, "")
        self._no_term()
        self._markup.close()

    def _no_term(self) -> None:
        self._markup.open(DIALECT.term)
        self._markup.leaf(_TERM, "")
        self._markup.leaf(_ABSENT, "")
        self._markup.close()


class _OwnModule(Remainder):
    """Writes each thing where it stands, so that nothing is lost."""

    def __init__(self, markup: Markup) -> None:
        self._markup = markup

    def relation_outside(self, relation: Relation) -> tuple[Tag, str, str] | None:
        """The id as text, for no reference may lead out of the file."""
        return _RELATION, relation.target, self._markup.attributes(kind=relation.kind)

    def category(self, category: DataCategory) -> None:
        """The data category with its name."""
        self._markup.leaf(_DATA_CATEGORY, category.value, self._markup.attributes(name=category.name))

    def proper_noun(self) -> None:
        """The part of speech, which overrules the one before it."""
        self._markup.leaf(_PART_OF_SPEECH, PartOfSpeech.PROPER_NOUN)

    def source(self, source: Source) -> None:
        """The parts of the source, which overrule the citation before it."""
        mark = source.mark if source.mark is SourceMark.CHECKED else ""
        attributes = self._markup.attributes(body=source.body, date=source.date, locator=source.locator, mark=mark)
        if attributes:
            self._markup.leaf(_SOURCE, source.document, attributes)

    def term(self, term: Term) -> None:
        """The fields that only our module has."""
        for name, tag in _TERM_FIELDS:
            if value := getattr(term, name):
                self._markup.leaf(tag, value)
        for form in term.look_up_forms:
            self._markup.leaf(_LOOK_UP_FORM, form)
        if term.match != _NO_MATCH:
            self._match(term.match)

    def _match(self, match: MatchSettings) -> None:
        for name, tag in _SWITCHES:
            if (value := getattr(match, name)) != getattr(_NO_MATCH, name):
                self._markup.leaf(tag, "true" if value else "false")
        if match.evidence is not _NO_MATCH.evidence:
            self._markup.leaf(_EVIDENCE, match.evidence)
        for word in match.context:
            self._markup.leaf(_CONTEXT_WORD, word)
        if match.severity:
            self._markup.leaf(_SEVERITY, match.severity)
