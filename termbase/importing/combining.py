"""A stored and an incoming concept in one, when nobody knows what they had in common at first."""

from dataclasses import replace
from typing import Any, Final

from termbase.concepts import AdministrativeStatus, Concept, LanguageSection, MatchSettings, Term, WorkState
from termbase.history.merging import Conflict, Merge, merge

_NO_SETTINGS: Final = MatchSettings()
_DEFAULTS: Final[dict[str, Any]] = {
    "work state": WorkState.PROPOSED.value,
    "case sensitive": _NO_SETTINGS.case_sensitive,
    "inflect": _NO_SETTINGS.inflect,
    "evidence": _NO_SETTINGS.evidence.value,
}
"""Fields that a file which does not have them gives by their defaults."""


def combine(stored: Concept, incoming: Concept) -> Merge:
    """``stored`` with what only ``incoming`` has; where both say something else, the stored one is kept.

    Such fields are conflicts, and so is a preferred term where another one is preferred already: it comes in as
    admitted. Defaults, which many formats cannot tell from nothing, are no statement.
    """
    other, conflicts = _without_rivals(stored, replace(incoming, id=stored.id))
    merged = merge(None, other, stored)
    said = tuple(conflict for conflict in merged.conflicts if _says_something(conflict))
    return Merge(merged.concept, (*said, *conflicts))


def _says_something(conflict: Conflict) -> bool:
    field = conflict.path[-1]
    return field not in _DEFAULTS or conflict.ours != _DEFAULTS[field]


def _without_rivals(stored: Concept, incoming: Concept) -> tuple[Concept, list[Conflict]]:
    """The incoming concept without preferred terms that would stand beside a stored preferred one."""
    conflicts: list[Conflict] = []
    sections = []
    for section in incoming.sections:
        own = stored.section(section.language)
        sections.append(_admitting(section, own, conflicts) if own and own.preferred else section)
    return replace(incoming, sections=tuple(sections)), conflicts


def _admitting(section: LanguageSection, own: LanguageSection, conflicts: list[Conflict]) -> LanguageSection:
    known = {(term.text, term.valid_from) for term in own.terms}
    terms = []
    for term in section.terms:
        rival = _rival(term, own)
        if rival is None or (term.text, term.valid_from) in known:
            terms.append(term)
            continue
        terms.append(replace(term, status=AdministrativeStatus.ADMITTED))
        path = (section.language, "preferred term")
        conflicts.append(Conflict(path, None, term.text, rival.text))
    return replace(section, terms=tuple(terms))


def _rival(term: Term, own: LanguageSection) -> Term | None:
    """The stored preferred term that holds at the time of an incoming preferred one."""
    if term.status is not AdministrativeStatus.PREFERRED:
        return None
    return next((it for it in own.terms if it.status is AdministrativeStatus.PREFERRED and it.holds_beside(term)), None)
