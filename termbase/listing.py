"""What a list shows of a concept: its terms with their status, and nothing that takes long to read."""

from dataclasses import dataclass
from datetime import datetime

from termbase.concepts import AdministrativeStatus, Concept, WorkState
from termbase.fields import CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL, ENGLISH


@dataclass(frozen=True, slots=True)
class ListedTerm:
    """One term: its language, text, status, pinyin where it has some, look-up forms, and the state of its section."""

    language: str
    text: str
    status: AdministrativeStatus
    pinyin: str = ""
    look_up_forms: tuple[str, ...] = ()
    work_state: WorkState = WorkState.PROPOSED


@dataclass(frozen=True, slots=True)
class ListedConcept:
    """A concept by its id, subject field and terms, in their order, and when it was last changed."""

    id: str
    subject_field: str
    terms: tuple[ListedTerm, ...] = ()
    changed_at: datetime | None = None

    @property
    def chinese(self) -> str:
        """The preferred Chinese term, Simplified before Traditional."""
        return _text(self._preferred(CHINESE_SIMPLIFIED)) or _text(self._preferred(CHINESE_TRADITIONAL))

    @property
    def pinyin(self) -> str:
        """The reading that the preferred Chinese term gives."""
        term = self._preferred(CHINESE_SIMPLIFIED) or self._preferred(CHINESE_TRADITIONAL)
        return term.pinyin if term else ""

    @property
    def english(self) -> str:
        """The preferred English term."""
        return _text(self._preferred(ENGLISH))

    @property
    def work_states(self) -> frozenset[WorkState]:
        """The states of the language sections that have terms."""
        return frozenset(term.work_state for term in self.terms)

    def _preferred(self, language: str) -> ListedTerm | None:
        own = (term for term in self.terms if term.language == language)
        return next((term for term in own if term.status is AdministrativeStatus.PREFERRED), None)


def listed(concept: Concept) -> ListedConcept:
    """What a list shows of a concept that is at hand."""
    terms = tuple(
        ListedTerm(section.language, term.text, term.status, term.pinyin, term.look_up_forms, section.work_state)
        for section in concept.sections
        for term in section.terms
    )
    return ListedConcept(concept.id, concept.subject_field, terms, concept.provenance.changed_at)


def _text(term: ListedTerm | None) -> str:
    return term.text if term else ""
