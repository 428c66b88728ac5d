"""What a concept holds, field by field, as loss reports call it: a format says what it carries and loses the rest."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from termbase.concepts import Concept, Evidence, LanguageSection, SourceMark, Term, WorkState
from termbase.exchange.values import LossLedger

LEFT_OUT: Final = "left out"

_Given = Callable[[Any], object]

TERM_FIELDS: Final[Mapping[str, _Given]] = {
    "term type": lambda term: term.term_type,
    "part of speech": lambda term: term.part_of_speech,
    "grammatical number": lambda term: term.number,
    "pinyin": lambda term: term.pinyin,
    "geographical usage": lambda term: term.geographical_usage,
    "usage note": lambda term: term.usage_note,
    "reason": lambda term: term.reason,
    "source of a term": lambda term: term.sources,
    "validity": lambda term: term.valid_from or term.valid_to,
    "look-up forms": lambda term: term.look_up_forms,
    "evidence needed": lambda term: term.match.evidence is not Evidence.ALWAYS,
    "context words": lambda term: term.match.context,
    "severity": lambda term: term.match.severity,
    "case sensitivity": lambda term: term.match.case_sensitive,
    "inflection": lambda term: not term.match.inflect,
    "note on a term": lambda term: term.notes,
    "data category of a term": lambda term: term.data_categories,
}
"""The fields of a term beside its text and its status, with what tells whether one says anything."""

SECTION_FIELDS: Final[Mapping[str, _Given]] = {
    "definition": lambda section: section.definitions,
    "work state": lambda section: section.work_state is not WorkState.PROPOSED,
    "note in a language": lambda section: section.notes,
    "data category of a language": lambda section: section.data_categories,
}
"""The fields of a language section beside its terms."""

CONCEPT_FIELDS: Final[Mapping[str, _Given]] = {
    "subject field": lambda concept: concept.subject_field,
    "relation": lambda concept: concept.relations,
    "note on a concept": lambda concept: concept.notes,
    "created and changed": lambda concept: any(
        (
            concept.provenance.created_at,
            concept.provenance.created_by,
            concept.provenance.changed_at,
            concept.provenance.changed_by,
        )
    ),
    "data category of a concept": lambda concept: concept.data_categories,
}
"""The fields of a concept beside its id and its language sections."""


def lose_of_concept(concept: Concept, carried: Iterable[str], ledger: LossLedger) -> None:
    """Note the fields of the concept itself that are given and not ``carried``."""
    _lose(concept, CONCEPT_FIELDS, carried, ledger)


def lose_of_section(section: LanguageSection, carried: Iterable[str], ledger: LossLedger) -> None:
    """Note the fields of a language section itself that are given and not ``carried``."""
    _lose(section, SECTION_FIELDS, carried, ledger)


def lose_of_term(term: Term, carried: Iterable[str], ledger: LossLedger) -> None:
    """Note the fields of a term that are given and not ``carried``."""
    _lose(term, TERM_FIELDS, carried, ledger)


def lose_of_sources(term: Term, ledger: LossLedger) -> None:
    """Note what is lost of sources that are written as citations."""
    for source in term.sources:
        if source.body or source.date or source.locator:
            ledger.lose("parts of a source", "written as one citation")
        if source.mark is SourceMark.CHECKED:
            ledger.lose("whether a source was checked", LEFT_OUT)


def _lose(value: object, fields: Mapping[str, _Given], carried: Iterable[str], ledger: LossLedger) -> None:
    for field, given in fields.items():
        if field not in carried and given(value):
            ledger.lose(field, LEFT_OUT)
