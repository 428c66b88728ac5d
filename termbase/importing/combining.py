"""A stored and an incoming concept in one, when nobody knows what they had in common at first."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any, Final

from termbase.concepts import AdministrativeStatus, Concept, LanguageSection, MatchSettings, Term, WorkState
from termbase.history.differences import Path
from termbase.history.merging import Conflict, Merge, merge

_NO_SETTINGS: Final = MatchSettings()
_DEFAULTS: Final[dict[str, Any]] = {
    "work state": WorkState.PROPOSED.value,
    "case sensitive": _NO_SETTINGS.case_sensitive,
    "inflect": _NO_SETTINGS.inflect,
    "evidence": _NO_SETTINGS.evidence.value,
}
"""Fields that a file which does not have them gives by their defaults."""


def combine(stored: Concept, incoming: Concept, *, taking: Collection[Conflict] = ()) -> Merge:
    """``stored`` with what only ``incoming`` has; where both say something else, the stored one is kept.

    Such fields are conflicts, and so is a preferred term where another one is preferred already: it comes in as
    admitted. Defaults, which many formats cannot tell from nothing, are no statement. ``taking`` are conflicts of such
    a combination in which somebody has said that the incoming one holds; a stored preferred term that gives way to
    another one is admitted from then on.
    """
    other, conflicts = _without_rivals(stored, replace(incoming, id=stored.id), taking)
    merged, paths = merge(None, other, stored), set[Path]()
    # What is taken may break a rule of the term model together with what is stored: a conflict that nobody saw before.
    while taken := {conflict.path for conflict in merged.conflicts if conflict in taking} - paths:
        paths |= taken
        merged = merge(None, other, stored, paths)
    said = tuple(it for it in merged.conflicts if it.path not in paths and _says_something(it))
    concept = _with_one_preferred(stored, merged.concept) if taking else merged.concept
    return Merge(concept, (*said, *conflicts))


def _says_something(conflict: Conflict) -> bool:
    field = conflict.path[-1]
    return field not in _DEFAULTS or conflict.ours != _DEFAULTS[field]


def _without_rivals(stored: Concept, incoming: Concept, taking: Collection[Conflict]) -> tuple[Concept, list[Conflict]]:
    """The incoming concept without preferred terms that would stand beside a stored preferred one."""
    conflicts: list[Conflict] = []
    sections = []
    for section in incoming.sections:
        own = stored.section(section.language)
        sections.append(_admitting(section, own, conflicts, taking) if own and own.preferred else section)
    return replace(incoming, sections=tuple(sections)), conflicts


def _admitting(
    section: LanguageSection, own: LanguageSection, conflicts: list[Conflict], taking: Collection[Conflict]
) -> LanguageSection:
    known = {(term.text, term.valid_from) for term in own.terms}
    terms = []
    for term in section.terms:
        rival = _rival(term, own)
        if rival is None or (term.text, term.valid_from) in known:
            terms.append(term)
            continue
        conflict = Conflict((section.language, "preferred term"), None, term.text, rival.text)
        if conflict in taking:
            terms.append(term)
            continue
        terms.append(replace(term, status=AdministrativeStatus.ADMITTED))
        conflicts.append(conflict)
    return replace(section, terms=tuple(terms))


def _with_one_preferred(stored: Concept, merged: Concept) -> Concept:
    """The merged concept in which a stored preferred term gives way to one that is preferred now."""
    sections = []
    for section in merged.sections:
        own = stored.section(section.language)
        old = {(term.text, term.valid_from) for term in own.terms if _is_preferred(term)} if own else set()
        fresh = [term for term in section.terms if _is_preferred(term) and (term.text, term.valid_from) not in old]
        terms = tuple(
            replace(term, status=AdministrativeStatus.ADMITTED)
            if _is_preferred(term) and term not in fresh and any(term.holds_beside(it) for it in fresh)
            else term
            for term in section.terms
        )
        sections.append(replace(section, terms=terms))
    return replace(merged, sections=tuple(sections))


def _rival(term: Term, own: LanguageSection) -> Term | None:
    """The stored preferred term that holds at the time of an incoming preferred one."""
    if not _is_preferred(term):
        return None
    return next((it for it in own.terms if _is_preferred(it) and it.holds_beside(term)), None)


def _is_preferred(term: Term) -> bool:
    return term.status is AdministrativeStatus.PREFERRED
