"""The language sections of an entry: their terms, each once, with statuses, and what stands beside them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from termbase.concepts import (
    AdministrativeStatus,
    DataCategory,
    Definition,
    LanguageSection,
    Term,
    WorkState,
)
from termbase.errors import InvalidValue
from termbase.exchange.tbx.reading.categories import kept
from termbase.exchange.tbx.reading.faults import Faults
from termbase.exchange.tbx.reading.picklists import folded
from termbase.exchange.tbx.reading.statements import NOTE, TERM, TERMS, Level, Statement
from termbase.exchange.tbx.reading.terms import DEFINITION, TermDraft
from termbase.exchange.tbx.reading.texts import labelled, one_line, source
from termbase.exchange.xml.reading import Element, line_of, text_of
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
        level = Level(element, faults)
        drafts = [draft for name, child in level.below for draft in self._terms(name, child, faults)]
        if code not in self.codes:
            self.codes.append(code)
        for draft in drafts:
            self._add(draft, code, faults)
        for statement in level.statements:
            self.take(statement, faults)

    def take(self, statement: Statement, faults: Faults) -> None:
        """Take what is said of the concept in this language."""
        try:
            if statement.kind == NOTE:
                self._take_note(statement, faults)
            elif folded(statement.category) == DEFINITION and statement.text:
                self.add_definition(statement, faults)
            else:
                self.categories += kept(statement)
        except InvalidValue as error:
            faults.note(statement.line, error)

    def add_note(self, statement: Statement) -> None:
        """Take a note; ``InvalidValue`` if it cannot be kept."""
        if statement.text:
            self.notes.append(clean_text(statement.text, "note", multiline=True))

    def add_definition(self, statement: Statement, faults: Faults) -> None:
        """Take a definition with the source, the notes and whatever else stands in its group, unless it is there."""
        sources = [it for it in statement.companions if it.category == "source" and it.text][:1]
        for companion in statement.companions:
            if companion not in sources:
                self.take(companion, faults)
        try:
            definition = Definition(statement.text, source(sources[0].text) if sources else None)
        except InvalidValue as error:
            faults.note(statement.line, error)
        else:
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

    def _take_note(self, statement: Statement, faults: Faults) -> None:
        category, value = labelled(statement.text)
        if category == DEFINITION and value:
            self.add_definition(statement._replace(text=value), faults)
        else:
            self.add_note(statement)

    def _terms(self, name: str, element: Element, faults: Faults) -> list[TermDraft]:
        """The terms of what stands in a section, the first with everything that is said there."""
        if name == TERM:
            return self._drafts([element], faults)
        if name not in TERMS:
            problem = f"the element {name!r} stands in a language section"
            faults.note(element, InvalidValue("", problem, "end the section before it"))
            return []
        level = Level(element, faults)
        terms = [child for below, child in level.below if below == TERM]
        if not terms:
            faults.note(element, InvalidValue("", "a term section has no term", "give it one"))
        drafts = self._drafts(terms, faults)
        if drafts:
            for statement in level.statements:
                drafts[0].take(statement, faults)
        return drafts

    def _drafts(self, elements: list[Element], faults: Faults) -> list[TermDraft]:
        drafts: list[TermDraft] = []
        for element in elements:
            try:
                text = clean_text(one_line(text_of(element)), "term")
                drafts.append(TermDraft(text, line_of(element), self.chinese))
            except InvalidValue as error:
                faults.note(element, error)
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
