"""Concepts for people at a terminal: a line each, or everything about one."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from glossary.report.terminal import Palette, printable, width
from termbase.concepts import (
    AdministrativeStatus,
    Concept,
    DataCategory,
    Evidence,
    LanguageSection,
    Source,
    SourceMark,
    Term,
)
from termbase.fields import CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL, ENGLISH
from termbase.listing import ListedConcept

STATUS_MARKS: Final = {
    AdministrativeStatus.PREFERRED: "+",
    AdministrativeStatus.ADMITTED: "~",
    AdministrativeStatus.DEPRECATED: "x",
    AdministrativeStatus.SUPERSEDED: "<",
}
"""A mark for each status, so that none is told by colour alone."""

LANGUAGE_NAMES: Final = {
    CHINESE_SIMPLIFIED: "Chinese (Simplified)",
    CHINESE_TRADITIONAL: "Chinese (Traditional)",
    ENGLISH: "English",
}


def chinese_of(concept: Concept) -> str:
    """The preferred Chinese term, Simplified before Traditional."""
    return concept.preferred(CHINESE_SIMPLIFIED) or concept.preferred(CHINESE_TRADITIONAL)


def listing(concepts: Sequence[ListedConcept], palette: Palette) -> Iterator[str]:
    """One line a concept: Chinese, English, id, in columns."""
    chinese = max((width(concept.chinese) for concept in concepts), default=0)
    column = min(chinese, 30)
    for concept in concepts:
        term = printable(concept.chinese)
        english = printable(concept.english) or palette.dim("(no English)")
        yield f"{padded(term, column)}  {english}  {palette.dim(concept.id)}"


def description(concept: Concept, palette: Palette) -> Iterator[str]:
    """Everything about one concept."""
    chinese, english = printable(chinese_of(concept)), printable(concept.preferred(ENGLISH))
    yield palette.place(f"{chinese}  {english}")
    facts = [concept.id, concept.subject_field]
    yield palette.dim(" · ".join(printable(fact) for fact in facts if fact))
    for section in concept.sections:
        yield ""
        yield from _section(section, palette)
    if concept.relations:
        yield ""
        for relation in concept.relations:
            yield f"{relation.kind}: {relation.target}"
    for note in concept.notes:
        yield ""
        yield f"Note: {printable(note)}"
    yield from _categories(concept.data_categories, "")
    yield from _provenance(concept)


def padded(text: str, columns: int) -> str:
    """``text`` with spaces up to ``columns`` terminal cells."""
    return text + " " * max(0, columns - width(text))


def term_facts(term: Term) -> list[str]:
    """What is recorded of a term besides its text and status, a phrase each."""
    return [*term_traits(term), *term_conditions(term)]


def term_traits(term: Term) -> list[str]:
    """Reading, kind, grammar, region and validity of a term, a phrase each."""
    facts = [term.pinyin, term.term_type or "", term.part_of_speech or "", term.number or "", term.geographical_usage]
    if term.valid_from or term.valid_to:
        facts.append(f"valid {term.valid_from or '…'} to {term.valid_to or '…'}")
    return [fact for fact in facts if fact]


def term_conditions(term: Term) -> list[str]:
    """How a term is found in text, a phrase each."""
    facts = []
    if not term.status.accepted and term.match.evidence is Evidence.CONTEXT:
        facts.append(f"only near: {', '.join(term.match.context)}")
    if not term.status.accepted and term.match.evidence is Evidence.SOURCE:
        facts.append("only with the Chinese in the source")
    if term.look_up_forms:
        facts.append(f"also found as: {', '.join(term.look_up_forms)}")
    return facts


def citation(source: Source) -> str:
    """A source as a line, with its mark."""
    return f"{source.citation} [{source.mark}]" if source.mark is SourceMark.UNVERIFIED else source.citation


def _section(section: LanguageSection, palette: Palette) -> Iterator[str]:
    name = LANGUAGE_NAMES.get(section.language, section.language)
    yield f"{palette.place(name)} {palette.dim(f'({section.work_state})')}"
    for definition in section.definitions:
        yield f"  {printable(definition.text)}"
        if definition.source:
            yield palette.dim(f"    {printable(citation(definition.source))}")
    for term in section.terms:
        yield from _term(term, palette)
    for note in section.notes:
        yield f"  Note: {printable(note)}"
    yield from _categories(section.data_categories, "  ")


def _term(term: Term, palette: Palette) -> Iterator[str]:
    text = printable(term.text)
    shown = palette.good(text) if term.status.accepted else palette.span(text)
    facts = printable("; ".join(term_facts(term)))
    yield f"  {STATUS_MARKS[term.status]} {shown}  {palette.dim(f'{term.status}; {facts}' if facts else term.status)}"
    for line in (term.reason, term.usage_note, *term.notes):
        if line:
            yield f"      {printable(line)}"
    for source in term.sources:
        yield palette.dim(f"      ruling: {printable(citation(source))}")
    yield from _categories(term.data_categories, "      ")


def _categories(categories: Iterable[DataCategory], indent: str) -> Iterator[str]:
    for category in categories:
        yield f"{indent}{printable(category.name)}: {printable(category.value)}"


def _provenance(concept: Concept) -> Iterator[str]:
    given = concept.provenance
    parts = []
    if given.created_at:
        parts.append(f"created {given.created_at:%Y-%m-%d %H:%M} by {printable(given.created_by) or 'unknown'}")
    if given.changed_at:
        parts.append(f"changed {given.changed_at:%Y-%m-%d %H:%M} by {printable(given.changed_by) or 'unknown'}")
    if parts:
        yield ""
        yield "; ".join(parts)
