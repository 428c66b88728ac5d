"""Which concepts, sections and terms of a term base an export takes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from termbase.concepts import AdministrativeStatus, Concept, LanguageSection, WorkState
from termbase.errors import InvalidValue
from termbase.fields import partial_date

PROJECT: Final = "admin/projectSubset"
"""The data category that says to which project a concept or a term belongs (ISO 12620, ``projectSubset``)."""
_DAY: Final = len("2026-01-01")


@dataclass(frozen=True, slots=True)
class Choice:
    """What is exported; what is empty chooses nothing.

    ``subject_fields`` and ``projects`` choose concepts: those in one of the fields, of one of the projects, in any
    case.
    ``statuses``, ``work_state`` and ``day`` (``YYYY-MM-DD``) choose terms: those with one of the statuses, in language
    sections in this state, whose status held on this day. A concept that is left without any term is left out.
    ``languages`` chooses language sections. Raises ``InvalidValue`` for a day that is none.
    """

    subject_fields: frozenset[str] = frozenset()
    projects: frozenset[str] = frozenset()
    statuses: frozenset[AdministrativeStatus] = frozenset()
    work_state: WorkState | None = None
    day: str = ""
    languages: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for name in ("subject_fields", "projects"):
            object.__setattr__(self, name, frozenset(it.casefold() for it in getattr(self, name)))
        if self.day and len(partial_date(self.day, "date")) < _DAY:
            raise InvalidValue("date", f"{self.day!r} is no day", "write YYYY-MM-DD")

    def of(self, concepts: Iterable[Concept]) -> Iterator[Concept]:
        """The chosen concepts, with their chosen sections and terms."""
        if self == _EVERYTHING:
            yield from concepts
            return
        for concept in concepts:
            if self._takes(concept) and (chosen := self._reduced(concept)):
                yield chosen

    def _takes(self, concept: Concept) -> bool:
        if self.subject_fields and concept.subject_field.casefold() not in self.subject_fields:
            return False
        return not self.projects or not self.projects.isdisjoint(_projects(concept))

    def _reduced(self, concept: Concept) -> Concept | None:
        """The concept with its chosen terms, None where none is left of those that it has."""
        if not (self.statuses or self.work_state or self.day or self.languages):
            return concept
        sections = tuple(self._section(section) for section in concept.sections if self._takes_section(section))
        kept = tuple(section for section in sections if section.terms)
        return replace(concept, sections=kept) if kept else None

    def _takes_section(self, section: LanguageSection) -> bool:
        return (not self.languages or section.language in self.languages) and (
            not self.work_state or section.work_state is self.work_state
        )

    def _section(self, section: LanguageSection) -> LanguageSection:
        terms = tuple(
            term
            for term in section.terms
            if (not self.statuses or term.status in self.statuses) and (not self.day or term.valid_on(self.day))
        )
        return section if terms == section.terms else replace(section, terms=terms)


_EVERYTHING: Final = Choice()


def _projects(concept: Concept) -> Iterator[str]:
    categories = [*concept.data_categories]
    for section in concept.sections:
        for term in section.terms:
            categories += term.data_categories
    return (it.value.casefold() for it in categories if it.name == PROJECT)
