"""Rule on terms: which is preferred, which is wrong and why."""

from collections.abc import Iterable
from dataclasses import replace

from termbase.concepts import AdministrativeStatus, Concept, LanguageSection, Source, Term
from termbase.errors import InvalidValue
from termbase.fields import ENGLISH
from termbase.unit import Store


def rule(
    store: Store,
    concept_id: str,
    text: str,
    status: AdministrativeStatus,
    *,
    language: str = ENGLISH,
    reason: str = "",
    source: Source | None = None,
    expected: int | None = None,
) -> Concept:
    """Give a term of a concept a status, and add the term where the concept has it not; returns the concept.

    ``reason`` says why it is wrong, ``source`` who ruled so; both are kept as they are where nothing is given. A term
    that becomes preferred takes the place of the one that was, which is admitted from then on. Raises
    ``ConceptNotFound``, ``StaleVersion`` and ``InvalidValue``.
    """
    concept = store.get(concept_id)
    section = concept.section(language) or LanguageSection(language)
    terms = tuple(_ruled(term, status, reason, source) if term.text == text else term for term in section.terms)
    if terms == section.terms and not any(term.text == text for term in terms):
        terms += (_ruled(Term(text), status, reason, source),)
    if status is AdministrativeStatus.PREFERRED:
        terms = tuple(_beside(term, text) for term in terms)
    changed = _with_section(concept, replace(section, terms=terms))
    return concept if changed == concept else store.replace(changed, expected=expected)


def deprecate(
    store: Store,
    concept_id: str,
    text: str,
    reason: str,
    *,
    language: str = ENGLISH,
    use: str = "",
    source: Source | None = None,
    expected: int | None = None,
) -> Concept:
    """Say that a term is wrong, and why; ``use`` names the term that is preferred from then on.

    Raises what ``rule`` raises, and ``InvalidValue`` where no reason is given or nothing preferred would be left.
    """
    if not reason.strip():
        raise InvalidValue("reason", "is empty", "say why the term is wrong")
    concept = store.get(concept_id)
    preferred = [term.text for term in concept.terms(language) if term.status is AdministrativeStatus.PREFERRED]
    if preferred == [text] and use in ("", text):
        raise InvalidValue(concept_id, f"would have no preferred {language} term", "say which one to use instead")
    if use:
        rule(store, concept_id, use, AdministrativeStatus.PREFERRED, language=language, expected=expected)
        expected = None
    status = AdministrativeStatus.DEPRECATED
    return rule(store, concept_id, text, status, language=language, reason=reason, source=source, expected=expected)


def _ruled(term: Term, status: AdministrativeStatus, reason: str, source: Source | None) -> Term:
    sources = term.sources if source is None or source in term.sources else (*term.sources, source)
    return replace(term, status=status, reason=reason or term.reason, sources=sources)


def _beside(term: Term, preferred: str) -> Term:
    if term.status is AdministrativeStatus.PREFERRED and term.text != preferred:
        return replace(term, status=AdministrativeStatus.ADMITTED)
    return term


def _with_section(concept: Concept, section: LanguageSection) -> Concept:
    known = any(it.language == section.language for it in concept.sections)
    sections: Iterable[LanguageSection] = (
        section if it.language == section.language else it for it in concept.sections
    )
    return replace(concept, sections=(*sections, *(() if known else (section,))))
