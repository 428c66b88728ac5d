"""What a list shows of a concept: its terms with their status, and nothing that takes long to read."""

from dataclasses import dataclass

from termbase.concepts import AdministrativeStatus, Concept
from termbase.fields import CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL, ENGLISH


@dataclass(frozen=True, slots=True)
class ListedTerm:
    """One term: its language, text, status, pinyin where it has some, and look-up forms."""

    language: str
    text: str
    status: AdministrativeStatus
    pinyin: str = ""
    look_up_forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedConcept:
    """A concept by its id, subject field and terms, in their order."""

    id: str
    subject_field: str
    terms: tuple[ListedTerm, ...] = ()

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

    def _preferred(self, language: str) -> ListedTerm | None:
        own = (term for term in self.terms if term.language == language)
        return next((term for term in own if term.status is AdministrativeStatus.PREFERRED), None)


def listed(concept: Concept) -> ListedConcept:
    """What a list shows of a concept that is at hand."""
    terms = tuple(
        ListedTerm(section.language, term.text, term.status, term.pinyin, term.look_up_forms)
        for section in concept.sections
        for term in section.terms
    )
    return ListedConcept(concept.id, concept.subject_field, terms)


def _text(term: ListedTerm | None) -> str:
    return term.text if term else ""
