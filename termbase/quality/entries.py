"""Checks of one concept by itself: what has to be there, and what excludes each other."""

from collections.abc import Iterator
from itertools import combinations

from termbase.concepts import AdministrativeStatus, Concept, LanguageSection
from termbase.fields import CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL, ENGLISH
from termbase.quality.defect import Defect


def check_entry(concept: Concept) -> Iterator[Defect]:
    """Defects that can be seen in ``concept`` alone."""
    yield from _completeness(concept)
    for section in concept.sections:
        yield from _preferred(concept, section)
        yield from _bans(concept, section)


def _completeness(concept: Concept) -> Iterator[Defect]:
    if not concept.subject_field:
        yield Defect(concept.id, "subject-field", "has no subject field", "give it one")
    if not any(section.definitions for section in concept.sections):
        yield Defect(concept.id, "definition", "has no definition", "define it in English or Chinese")
    if not concept.terms(ENGLISH):
        yield Defect(concept.id, "languages", "has no English term", "add the preferred rendering")
    if not concept.terms(CHINESE_SIMPLIFIED) and not concept.terms(CHINESE_TRADITIONAL):
        yield Defect(concept.id, "languages", "has no Chinese term", "add the term that is rendered")


def _preferred(concept: Concept, section: LanguageSection) -> Iterator[Defect]:
    """One preferred term at any time: none missing, no two at once."""
    preferred = [term for term in section.terms if term.status is AdministrativeStatus.PREFERRED]
    if not preferred:
        yield Defect(concept.id, "preferred", f"has no preferred {section.language} term", "prefer one of its terms")
    for one, other in combinations(preferred, 2):
        if one.holds_beside(other):
            both = f"{one.text!r} and {other.text!r}"
            yield Defect(concept.id, "preferred", f"prefers {both} at one time", "admit one, or bound their validity")


def _bans(concept: Concept, section: LanguageSection) -> Iterator[Defect]:
    for term in section.terms:
        if not term.status.accepted and not term.reason:
            problem = f"does not say why {term.text!r} is {term.status}"
            yield Defect(concept.id, "reason", problem, "give the reason")
