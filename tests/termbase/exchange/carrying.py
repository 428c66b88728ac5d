"""Concepts without the fields that a loss report names, to compare what was written with what is read."""

from collections.abc import Collection
from dataclasses import replace

from termbase.concepts import Concept, LanguageSection, MatchSettings, Provenance, Term, WorkState

_OF_TERM = {
    "term type": "term_type",
    "part of speech": "part_of_speech",
    "grammatical number": "number",
    "pinyin": "pinyin",
    "geographical usage": "geographical_usage",
    "usage note": "usage_note",
    "reason": "reason",
    "sources": "sources",
    "look-up forms": "look_up_forms",
    "notes on a term": "notes",
    "data categories": "data_categories",
}
_OF_MATCH = {
    "evidence needed": "evidence",
    "context words": "context",
    "severity": "severity",
    "case sensitivity": "case_sensitive",
    "inflection": "inflect",
}
_OF_PROVENANCE = {
    "when it was created": "created_at",
    "who created it": "created_by",
    "when it was changed": "changed_at",
    "who changed it": "changed_by",
}
_PLAIN_TERM = Term("x")
_PLAIN_MATCH = MatchSettings()
_PLAIN_PROVENANCE = Provenance()


def without(concept: Concept, lost: Collection[str]) -> Concept:
    """The concept with the lost fields as if nobody had filled them."""
    blank = {name: getattr(_PLAIN_PROVENANCE, name) for field, name in _OF_PROVENANCE.items() if field in lost}
    return replace(
        concept,
        subject_field="" if "subject field" in lost else concept.subject_field,
        relations=() if "relations" in lost else concept.relations,
        notes=() if "notes on the concept" in lost else concept.notes,
        data_categories=() if "data categories" in lost else concept.data_categories,
        provenance=replace(concept.provenance, **blank),
        sections=tuple(_section_without(section, lost) for section in concept.sections),
    )


def _section_without(section: LanguageSection, lost: Collection[str]) -> LanguageSection:
    definitions = () if "definitions" in lost else section.definitions
    if "sources of definitions" in lost:
        definitions = tuple(replace(definition, source=None) for definition in definitions)
    return replace(
        section,
        definitions=definitions,
        notes=() if "notes on a language" in lost else section.notes,
        data_categories=() if "data categories" in lost else section.data_categories,
        work_state=WorkState.PROPOSED if "work state" in lost else section.work_state,
        terms=tuple(_term_without(term, lost) for term in section.terms),
    )


def _term_without(term: Term, lost: Collection[str]) -> Term:
    blank = {name: getattr(_PLAIN_TERM, name) for field, name in _OF_TERM.items() if field in lost}
    if "validity" in lost:
        blank |= {"valid_from": "", "valid_to": ""}
    match = {name: getattr(_PLAIN_MATCH, name) for field, name in _OF_MATCH.items() if field in lost}
    return replace(term, **blank, match=replace(term.match, **match))
