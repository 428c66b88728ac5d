"""What losses make of a concept, for the tests of several formats."""

import json
from collections.abc import Callable
from dataclasses import replace

from termbase.codec import from_plain, to_plain
from termbase.concepts import Concept, Evidence, LanguageSection, Provenance, Source, SourceMark, Term, WorkState
from termbase.exchange.xml.writing import writable


def each_section(change: Callable[[LanguageSection], LanguageSection]) -> Callable[[Concept], Concept]:
    return lambda concept: replace(concept, sections=tuple(map(change, concept.sections)))


def each_term(change: Callable[[Term], Term]) -> Callable[[Concept], Concept]:
    return each_section(lambda section: replace(section, terms=tuple(map(change, section.terms))))


def without_term_fields(**fields: object) -> Callable[[Concept], Concept]:
    return each_term(lambda term: replace(term, **fields))


def without_match(**fields: object) -> Callable[[Concept], Concept]:
    return each_term(lambda term: replace(term, match=replace(term.match, **fields)))


def without_empty_languages(concept: Concept) -> Concept:
    return replace(concept, sections=tuple(section for section in concept.sections if section.terms))


def left_out(concept: Concept) -> None:
    return None


def with_xml_characters(concept: Concept) -> Concept:
    """What XML cannot hold has become U+FFFD."""
    return from_plain(json.loads(writable(json.dumps(to_plain(concept), ensure_ascii=False))))


def without_makers_of_unknown_time(concept: Concept) -> Concept:
    made = concept.provenance
    return replace(
        concept,
        provenance=Provenance(
            made.created_at,
            made.created_by if made.created_at else "",
            made.changed_at,
            made.changed_by if made.changed_at else "",
        ),
    )


def as_citation(source: Source) -> Source:
    return Source(source.citation, mark=source.mark)


def unchecked(source: Source) -> Source:
    return replace(source, mark=SourceMark.UNVERIFIED)


_NO_TERM_FIELD: dict[str, dict[str, object]] = {
    "term type": {"term_type": None},
    "part of speech": {"part_of_speech": None},
    "grammatical number": {"number": None},
    "pinyin": {"pinyin": ""},
    "geographical usage": {"geographical_usage": ""},
    "usage note": {"usage_note": ""},
    "reason": {"reason": ""},
    "source of a term": {"sources": ()},
    "validity": {"valid_from": "", "valid_to": ""},
    "look-up forms": {"look_up_forms": ()},
    "note on a term": {"notes": ()},
    "data category of a term": {"data_categories": ()},
}
_NO_MATCH_FIELD: dict[str, dict[str, object]] = {
    "severity": {"severity": None},
    "case sensitivity": {"case_sensitive": False},
    "inflection": {"inflect": True},
}
_NO_SECTION_FIELD: dict[str, dict[str, object]] = {
    "definition": {"definitions": ()},
    "work state": {"work_state": WorkState.PROPOSED},
    "note in a language": {"notes": ()},
    "data category of a language": {"data_categories": ()},
}
_NO_CONCEPT_FIELD: dict[str, dict[str, object]] = {
    "subject field": {"subject_field": ""},
    "relation": {"relations": ()},
    "note on a concept": {"notes": ()},
    "created and changed": {"provenance": Provenance()},
    "data category of a concept": {"data_categories": ()},
}


def without_evidence(concept: Concept) -> Concept:
    return without_match(evidence=Evidence.ALWAYS, context=())(concept)


def all_fields() -> dict[str, Callable[[Concept], Concept]]:
    """Every field that a format may lose whole."""
    strips = {name: without_term_fields(**fields) for name, fields in _NO_TERM_FIELD.items()}
    strips |= {name: without_match(**fields) for name, fields in _NO_MATCH_FIELD.items()}
    # The model asks for context words where the evidence is the context, so these two go together.
    strips |= {"evidence needed": without_evidence, "context words": without_evidence}
    for name, fields in _NO_SECTION_FIELD.items():
        strips[name] = each_section(lambda section, fields=fields: replace(section, **fields))
    for name, fields in _NO_CONCEPT_FIELD.items():
        strips[name] = lambda concept, fields=fields: replace(concept, **fields)
    return strips
