"""Approve language sections, and take the approval back."""

from collections.abc import Sequence
from dataclasses import replace

from termbase.concepts import Concept, WorkState
from termbase.curation.roles import Role
from termbase.errors import InvalidValue
from termbase.unit import Store


def approve(store: Store, concept_id: str, languages: Sequence[str] = (), *, expected: int | None = None) -> Concept:
    """Approve language sections of a concept, all that have terms unless ``languages`` names some; returns the concept.

    Raises ``NotAllowed``, ``ConceptNotFound``, ``StaleVersion`` (see ``Store.replace``), and ``InvalidValue`` for a
    language that the concept has not.
    """
    store.require(Role.TERMINOLOGIST)
    return _in_state(store, concept_id, languages, WorkState.APPROVED, expected)


def return_to_proposed(
    store: Store, concept_id: str, languages: Sequence[str] = (), *, expected: int | None = None
) -> Concept:
    """Take the approval of language sections back; raises what ``approve`` raises."""
    store.require(Role.TERMINOLOGIST)
    return _in_state(store, concept_id, languages, WorkState.PROPOSED, expected)


def _in_state(
    store: Store, concept_id: str, languages: Sequence[str], state: WorkState, expected: int | None
) -> Concept:
    concept = store.get(concept_id)
    known = [section.language for section in concept.sections]
    for language in languages:
        if language not in known:
            raise InvalidValue(concept_id, f"has no language {language}", f"it has: {', '.join(known) or 'none'}")
    sections = tuple(
        replace(section, work_state=state)
        if section.language in languages or (not languages and section.terms)
        else section
        for section in concept.sections
    )
    if sections == concept.sections:
        return concept
    return store.replace(replace(concept, sections=sections), expected=expected)
