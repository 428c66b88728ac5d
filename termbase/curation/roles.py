"""Who may do what with a term base.

A role may do what those before it may. A change of an approved language section by somebody who may not approve makes
it proposed again, so that no rendering is approved but by those who answer for it.
"""

from dataclasses import replace
from enum import StrEnum
from typing import Final

from termbase.concepts import Concept, LanguageSection, WorkState
from termbase.errors import NotAllowed


class Role(StrEnum):
    """What a member of a team may do; in ascending order."""

    READER = "reader"
    CONTRIBUTOR = "contributor"
    TERMINOLOGIST = "terminologist"
    ADMINISTRATOR = "administrator"

    def covers(self, other: "Role") -> bool:
        """Whether who has this role may do all that ``other`` may."""
        return _ORDER[self] >= _ORDER[other]


_ORDER: Final = {role: rank for rank, role in enumerate(Role)}
_MAY: Final = {
    Role.READER: "read",
    Role.CONTRIBUTOR: "propose changes",
    Role.TERMINOLOGIST: "approve",
    Role.ADMINISTRATOR: "administer it",
}
"""What a role adds to the one before it, in words."""


def require(role: Role, wanted: Role, *, who: str, place: str) -> None:
    """Raise ``NotAllowed`` for ``place`` unless ``role``, that of ``who``, covers the ``wanted`` one."""
    if not role.covers(wanted):
        problem = f"{who or 'an unknown user'} is a {role} and may not {_MAY[wanted]}"
        raise NotAllowed(place, problem, f"ask an administrator for the role {wanted}")


def as_permitted(concept: Concept, stored: Concept | None, role: Role, *, who: str) -> Concept:
    """The concept as ``who``, with this role, may store it in the place of ``stored``: with what is not approved, or
    no longer, proposed.

    Raises ``NotAllowed`` where an approved language section would go.
    """
    if role.covers(Role.TERMINOLOGIST):
        return concept
    known = {section.language: section for section in stored.sections} if stored else {}
    for language in known.keys() - {section.language for section in concept.sections}:
        refuse_removal(known[language], role, who=who, place=concept.id)
    given = {section.language: _permitted(section, known.get(section.language)) for section in concept.sections}
    # Stored sections first, in their order, so that approved ones need not be written again to be moved.
    order = [language for language in known if language in given]
    order += [language for language in given if language not in known]
    sections = tuple(given[language] for language in order)
    return concept if sections == concept.sections else replace(concept, sections=sections)


def refuse_removal(section: LanguageSection, role: Role, *, who: str, place: str) -> None:
    """Raise ``NotAllowed`` where somebody with this role may not remove the section."""
    if section.work_state is WorkState.APPROVED:
        require(role, Role.TERMINOLOGIST, who=who, place=f"{place} > {section.language}")


def _permitted(section: LanguageSection, stored: LanguageSection | None) -> LanguageSection:
    """A section in the state that it may have: that of the stored one if it says the same, else proposed."""
    if stored and replace(section, work_state=stored.work_state) == stored:
        return stored
    return replace(section, work_state=WorkState.PROPOSED)
