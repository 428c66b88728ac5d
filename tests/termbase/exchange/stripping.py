"""What losses make of a concept, for the tests of several formats."""

import json
from collections.abc import Callable
from dataclasses import replace

from termbase.codec import from_plain, to_plain
from termbase.concepts import Concept, LanguageSection, Provenance, Source, SourceMark, Term
from termbase.exchange.tbx.elements import plain


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
    return from_plain(json.loads(plain(json.dumps(to_plain(concept), ensure_ascii=False))))


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
