"""Make one concept of two, and two of one."""

from collections.abc import Collection
from dataclasses import replace

from termbase.concepts import Concept, LanguageSection, Relation, RelationKind, WorkState
from termbase.errors import InvalidValue
from termbase.history.merging import Merge
from termbase.importing.combining import combine
from termbase.importing.planning import redirected
from termbase.unit import Store


def merge(store: Store, kept_id: str, gone_id: str, *, expected: int | None = None) -> Merge:
    """Put all that one concept says into another, and remove it; relations that led to it lead to the other.

    Where both say something else, the kept one holds, and the conflicts are listed in what is returned. The id of the
    removed one is retired. Raises ``ConceptNotFound``, ``StaleVersion``, ``NotAllowed`` and ``InvalidValue``.
    """
    if kept_id == gone_id:
        raise InvalidValue(kept_id, "cannot be merged with itself", "name two concepts")
    kept, gone = store.get(kept_id), store.get(gone_id)
    merged = combine(kept, gone)
    concept = _redirected(merged.concept, gone_id, kept_id)
    if concept != kept:
        store.replace(concept, expected=expected)
    pointing = [it for it in store.pointing_at(gone_id) if it.id not in (kept_id, gone_id)]
    store.replace_all([_redirected(it, gone_id, kept_id) for it in pointing])
    store.remove(gone_id)
    return Merge(store.get(kept_id), merged.conflicts)


def split(
    store: Store, concept_id: str, texts: Collection[str], new_id: str, *, expected: int | None = None
) -> tuple[Concept, Concept]:
    """Move terms of a concept to a new one that is related to it; returns both, the new one last.

    The new concept has the same subject field; what is said of a language as a whole stays where it is. Raises
    ``ConceptNotFound``, ``ConceptExists``, ``StaleVersion``, ``NotAllowed``, and ``InvalidValue`` for a term that the
    concept has not, or when it would be left without any.
    """
    concept = store.get(concept_id)
    known = {term.text for section in concept.sections for term in section.terms}
    if missing := [text for text in texts if text not in known]:
        raise InvalidValue(concept_id, f"has no term {missing[0]!r}", f"it has: {', '.join(sorted(known))}")
    if not texts or known <= set(texts):
        raise InvalidValue(concept_id, "would keep no term, or all", "name some of its terms")
    moved = tuple(_section_with(section, texts) for section in concept.sections)
    rest = tuple(
        replace(section, terms=tuple(term for term in section.terms if term.text not in texts))
        for section in concept.sections
    )
    left = store.replace(replace(concept, sections=rest), expected=expected)
    relation = Relation(RelationKind.RELATED, concept_id)
    sections = tuple(section for section in moved if section.terms)
    return left, store.add(Concept(new_id, concept.subject_field, sections, (relation,)))


def _section_with(section: LanguageSection, texts: Collection[str]) -> LanguageSection:
    terms = tuple(term for term in section.terms if term.text in texts)
    return LanguageSection(section.language, terms, work_state=WorkState.PROPOSED)


def _redirected(concept: Concept, old: str, new: str) -> Concept:
    """The concept with relations to ``new`` instead of ``old``, none twice and none to itself."""
    found = redirected(concept, {old: new}).relations
    relations = tuple(dict.fromkeys(it for it in found if it.target != concept.id))
    return concept if relations == concept.relations else replace(concept, relations=relations)
