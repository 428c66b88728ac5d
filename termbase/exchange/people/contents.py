"""What a glossary for people says of a term and of a concept, in their order and with labels."""

from collections.abc import Iterator
from typing import Final

from termbase.concepts import Concept, Definition, LanguageSection, Source, SourceMark, Term
from termbase.exchange.losses import LEFT_OUT, lose_of_concept, lose_of_section, lose_of_term
from termbase.exchange.values import LossLedger

_OF_CONCEPT: Final = frozenset({"subject field", "relation", "note on a concept"})
_OF_SECTION: Final = frozenset({"definition", "note in a language"})
_OF_TERM: Final = frozenset(
    {
        "part of speech",
        "term type",
        "pinyin",
        "geographical usage",
        "usage note",
        "reason",
        "source of a term",
        "validity",
        "note on a term",
    }
)

Detail = tuple[str, str]
"""A label and a text."""


def details(term: Term) -> Iterator[Detail]:
    """What is said of a term beside its text, status and pinyin."""
    if term.reason:
        yield "Reason", term.reason
    if term.part_of_speech:
        yield "Part of speech", term.part_of_speech
    if term.term_type:
        yield "Form", term.term_type
    if term.usage_note:
        yield "Usage", term.usage_note
    if term.geographical_usage:
        yield "Used in", term.geographical_usage
    if term.valid_from or term.valid_to:
        yield "Valid", f"{term.valid_from or '…'} to {term.valid_to or '…'}"
    for source in term.sources:
        yield "Ruling", cited(source)
    for note in term.notes:
        yield "Note", note


def definition_text(definition: Definition) -> str:
    """A definition with its source."""
    return f"{definition.text} ({cited(definition.source)})" if definition.source else definition.text


def cited(source: Source) -> str:
    """A source as a citation, and whether somebody saw the words there."""
    return f"{source.citation}, checked" if source.mark is SourceMark.CHECKED else source.citation


def note_losses(concept: Concept, ledger: LossLedger) -> None:
    """Note what a glossary for people does not show."""
    lose_of_concept(concept, _OF_CONCEPT, ledger)
    for section in concept.sections:
        _note_section_losses(section, ledger)


def _note_section_losses(section: LanguageSection, ledger: LossLedger) -> None:
    lose_of_section(section, _OF_SECTION, ledger)
    if not section.terms:
        ledger.lose("language without a term", LEFT_OUT)
    for term in section.terms:
        lose_of_term(term, _OF_TERM, ledger)
