"""The language sections of an entry: their terms, each once, with statuses, and what stands beside them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from termbase.concepts import (
    AdministrativeStatus,
    DataCategory,
    Definition,
    LanguageSection,
    Source,
    Term,
    WorkState,
)
from termbase.errors import InvalidValue
from termbase.exchange.tbx.reading.categories import kept
from termbase.exchange.tbx.reading.faults import Faults
from termbase.exchange.tbx.reading.picklists import folded
from termbase.exchange.tbx.reading.statements import NOTE, TERM, TERMS, Statement, children, statements
from termbase.exchange.tbx.reading.terms import DEFINITION, TermDraft
from termbase.exchange.tbx.reading.texts import one_line, source
from termbase.exchange.xml.reading import Element, line_of, local_name, text_of
from termbase.fields import clean_text

_SURE_WORDS: Final = frozenset(("approved", "new"))
"""Words that say no more than the work state of the section does."""
_CHINESE: Final = "zh"


@dataclass(slots=True)
class SectionDraft:
    """A language section while it is read; ``codes`` are what the file calls its language, the first use first."""

    language: str
    codes: list[str] = field(default_factory=list)
    terms: dict[str, TermDraft] = field(default_factory=dict)
    definitions: list[Definition] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    categories: list[DataCategory] = field(default_factory=list)

    @property
    def chinese(self) -> bool:
        """Whether the language is Chinese."""
        return self.language.partition("-")[0] == _CHINESE

    def read(self, element: Element, code: str, faults: Faults) -> None:
        """Take everything that a section of the file holds; its code stays with its terms if it is another one."""
        drafts = [draft for child in children(element, TERMS | {TERM}) for draft in self._terms(child, faults)]
        if code not in self.codes:
            self.codes.append(code)
        for draft in drafts:
            self._add(draft, code, faults)
        for statement in statements(element, faults):
            self.take(statement, faults)

    def take(self, statement: Statement, faults: Faults) -> None:
        """Take what is said of the concept in this language."""
        try:
            if statement.kind == NOTE:
                self.add_note(statement)
            elif folded(statement.category) == DEFINITION and statement.text:
                self.add_definition(statement)
            else:
                self.categories += kept(statement)
        except InvalidValue as error:
            faults.note(statement.line, error)

    def add_note(self, statement: Statement) -> None:
        """Take a note; ``InvalidValue`` if it cannot be kept."""
        if statement.text:
            self.notes.append(clean_text(statement.text, "note", multiline=True))

    def add_definition(self, statement: Statement) -> None:
        """Take a definition with the source, the notes and whatever else stands in its group, unless it is there."""
        cited: Source | None = None
        for companion in statement.companions:
            if companion.kind == NOTE:
                self.add_note(companion)
            elif cited is None and companion.category == "source" and companion.text:
                cited = source(companion.text)
            else:
                self.categories += kept(companion)
        definition = Definition(statement.text, cited)
        if definition not in self.definitions:
            self.definitions.append(definition)

    def finished(self) -> LanguageSection | None:
        """The language section, or None where nothing is in it."""
        drafts = list(self.terms.values())
        if not (drafts or self.definitions or self.notes or self.categories):
            return None
        state = _settle_states(drafts)
        terms = tuple(_with_statuses(drafts))
        return LanguageSection(
            self.language, terms, tuple(self.definitions), state, tuple(self.notes), tuple(self.categories)
        )

    def _terms(self, element: Element, faults: Faults) -> Iterable[TermDraft]:
        """The terms of a term section, the first with everything that is said there."""
        drafts: list[TermDraft] = []
        elements = [element] if local_name(element) == TERM else list(children(element, frozenset((TERM,))))
        if not elements:
            faults.note(element, InvalidValue("", "a term section has no term", "give it one"))
        for found in elements:
            try:
                drafts.append(TermDraft(clean_text(one_line(text_of(found)), "term"), line_of(found), self.chinese))
            except InvalidValue as error:
                faults.note(found, error)
        if drafts and element is not elements[0]:
            for statement in statements(element, faults):
                drafts[0].take(statement, faults)
        return drafts

    def _add(self, draft: TermDraft, code: str, faults: Faults) -> None:
        for statement in draft.definitions:
            self.take(statement, faults)
        if draft.text not in self.terms:
            if (region := _region(code)) and region != _region(self.codes[0]):
                draft.fields.setdefault("geographical_usage", region)
            self.terms[draft.text] = draft
        elif clash := self.terms[draft.text].join(draft):
            problem = f"{draft.text!r} is given twice, with another {clash}"
            faults.note(draft.line, InvalidValue(f"{self.language} term", problem, "keep one of them"))


def _region(code: str) -> str:
    """The region in a language code: ``HK`` of ``zh-HK``."""
    parts = code.replace("_", "-").split("-")[1:]
    return next((part.upper() for part in parts if len(part) == 2), "")


def _settle_states(drafts: list[TermDraft]) -> WorkState:
    """The work state of a section; what single terms say otherwise, or in more telling words, stays with them."""
    said = [state for draft in drafts for state, _ in draft.states]
    approved = bool(said) and all(state is WorkState.APPROVED for state in said)
    settled = WorkState.APPROVED if approved else WorkState.PROPOSED
    for draft in drafts:
        for state, category in draft.states:
            if state is not settled or category.value.casefold() not in _SURE_WORDS:
                draft.categories.append(category)
    return settled


def _with_statuses(drafts: list[TermDraft]) -> Iterable[Term]:
    """The terms; of those without a status the first is preferred if no other term is, and the others are admitted."""
    preferred = any(draft.status is AdministrativeStatus.PREFERRED for draft in drafts)
    for draft in drafts:
        yield draft.finished(AdministrativeStatus.ADMITTED if preferred else AdministrativeStatus.PREFERRED)
        preferred = preferred or draft.status is None
