"""An entry as a concept, and its references to others, which can only be followed when more of the file is known."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, NamedTuple

from termbase.concepts import MAX_ID_LENGTH, Concept, DataCategory, Provenance, RelationKind
from termbase.errors import InvalidValue
from termbase.exchange.identifiers import IDENTIFIER, Identifiers
from termbase.exchange.tbx.reading.categories import kept
from termbase.exchange.tbx.reading.faults import Faults
from termbase.exchange.tbx.reading.picklists import folded, relation_kind
from termbase.exchange.tbx.reading.sections import SectionDraft
from termbase.exchange.tbx.reading.statements import (
    DATE,
    NOTE,
    SECTIONS,
    Level,
    Statement,
)
from termbase.exchange.tbx.reading.terms import DEFINITION
from termbase.exchange.tbx.reading.texts import labelled, moment, one_line
from termbase.exchange.xml.reading import ID, LANG, Element
from termbase.fields import ENGLISH, clean_text, language_tag

_LONGEST_IDENTIFIER: Final = 1000
"""Characters; a longer identifier is not kept."""
_LONGEST_CODE: Final = 100
_BEFORE_DIGITS: Final = "_"
"""What stands before an id that begins with a digit, which no name in XML does."""
_TRANSACTIONS: Final = {"origination": "created", "modification": "changed"}


class Reference(NamedTuple):
    """What an entry says of another one: how it relates to it, its identifier in the file, and the words for it."""

    kind: RelationKind
    target: str
    statement: Statement


class Entry(NamedTuple):
    """A concept without its relations, and the references that these are made of."""

    concept: Concept
    references: tuple[Reference, ...]


class EntryReader:
    """Reads the entries of one file; ``language`` is the one that the file's root names."""

    def __init__(self, identifiers: Identifiers, language: str) -> None:
        self._identifiers = identifiers
        self._language = _tag_or_nothing(language)

    def read(self, element: Element, faults: Faults) -> Entry | None:
        """The entry, or None where nothing of it can be taken; ``faults`` says why, and what was left out."""
        draft = _EntryDraft(self._language)
        level = Level(element, faults)
        for name, child in level.below:
            if name in SECTIONS:
                draft.read_section(child, faults)
            else:
                problem = f"the element {name!r} stands in an entry, outside a language section"
                faults.note(child, InvalidValue("", problem, "put it where it belongs"))
        for statement in level.statements:
            draft.take(statement, faults)
        draft.place_definitions(faults)
        try:
            return self._finished(element, draft, faults)
        except InvalidValue as error:
            faults.note(element, error)
            return None

    def _finished(self, element: Element, draft: "_EntryDraft", faults: Faults) -> Entry:
        sections = tuple(section for it in draft.sections.values() if (section := it.finished()))
        if not any(section.terms for section in sections):
            raise InvalidValue("", "the entry has no term", "give it one, or take it out")
        foreign = _identifier(element, faults)
        own_id = self._issue(foreign, draft, element, faults)
        categories = draft.categories
        if foreign.removeprefix(_BEFORE_DIGITS) != own_id and foreign:
            categories = [DataCategory(IDENTIFIER, foreign), *(it for it in categories if it.name != IDENTIFIER)]
        concept = Concept(
            own_id,
            draft.subject_field,
            sections,
            notes=tuple(draft.notes),
            provenance=Provenance(**draft.provenance),
            data_categories=tuple(categories),
        )
        return Entry(concept, tuple(draft.references))

    def _issue(self, foreign: str, draft: "_EntryDraft", element: Element, faults: Faults) -> str:
        """An id for the concept; where the file gives its identifier twice, one made from the terms."""
        try:
            return self._identifiers.issue(foreign, draft.names())
        except InvalidValue as error:
            own_id = self._identifiers.issue("", draft.names())
            faults.note(element, InvalidValue(error.place, f"{error.problem}; this one becomes {own_id}", error.cure))
            return own_id


@dataclass(slots=True)
class _EntryDraft:
    """An entry while it is read."""

    language: str
    subject_field: str = ""
    sections: dict[str, SectionDraft] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    categories: list[DataCategory] = field(default_factory=list)
    provenance: dict[str, Any] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    definitions: list[Statement] = field(default_factory=list)

    def read_section(self, element: Element, faults: Faults) -> None:
        """Read a language section; one of a language that came before goes into that one."""
        code = (element.get(LANG) or element.get("lang") or "").strip()
        if not code:
            faults.note(element, InvalidValue("", "a language section names no language", "give it xml:lang"))
            return
        try:
            section = self.section(_tag(code))
        except InvalidValue as error:
            faults.note(element, error)
        else:
            section.read(element, code, faults)

    def section(self, language: str) -> SectionDraft:
        """The section of this language, a new one if there is none."""
        return self.sections.setdefault(language, SectionDraft(language))

    def take(self, statement: Statement, faults: Faults) -> None:
        """Take what is said of the concept itself."""
        try:
            taken = self._take(statement)
        except InvalidValue as error:
            faults.note(statement.line, error)
            taken = False
        if not taken:
            for companion in statement.companions:
                self.take(companion, faults)

    def place_definitions(self, faults: Faults) -> None:
        """Give the concept's definitions to the languages they are in; where that is unknown they stay categories."""
        for statement in self.definitions:
            try:
                language = self._language_of(statement)
                self.categories += () if language else kept(statement)
            except InvalidValue as error:
                faults.note(statement.line, error)
            else:
                if language:
                    self.section(language).add_definition(statement, faults)

    def names(self) -> Iterable[str]:
        """The terms that an id may be made of: English first, and for Chinese its pinyin."""
        ordered = sorted(self.sections.values(), key=lambda it: it.language.partition("-")[0] != ENGLISH)
        for section in ordered:
            for draft in section.terms.values():
                yield draft.fields.get("pinyin", "") if section.chinese else draft.text

    def _take(self, statement: Statement) -> bool:
        """Take a statement; whether its companions are taken with it."""
        category = folded(statement.category)
        if statement.kind == NOTE:
            self._note(statement)
        elif category == "subjectfield" and statement.text and not self.subject_field:
            self.subject_field = clean_text(one_line(statement.text), "subject field")
        elif category == DEFINITION and statement.text:
            self.definitions.append(statement)
            return True
        elif statement.kind == "transac" and self._transaction(statement):
            return True
        elif statement.target and (kind := relation_kind(statement.category, statement.text)):
            self._reference(kind, statement.alone)
        else:
            self.categories += kept(statement.alone)
        return False

    def _reference(self, kind: RelationKind, statement: Statement) -> None:
        """Take a reference, unless what would be left of it, if it led nowhere, could not be kept."""
        if list(kept(statement)):
            self.references.append(Reference(kind, statement.target.removeprefix("#"), statement))

    def _note(self, statement: Statement) -> None:
        if not statement.text:
            return
        category, value = labelled(statement.text)
        if statement.language:
            self.section(_tag(statement.language)).add_note(statement)
        elif category == "subjectfield" and value and not self.subject_field:
            self.subject_field = clean_text(one_line(value), "subject field")
        else:
            self.notes.append(clean_text(statement.text, "note", multiline=True))

    def _transaction(self, statement: Statement) -> bool:
        """Take who made or changed the concept and when; whether that was all that the group says."""
        prefix = _TRANSACTIONS.get(statement.text) or _TRANSACTIONS.get(statement.category)
        said: dict[str, Any] = {}
        for companion in statement.companions:
            if companion.kind == DATE:
                said[f"{prefix}_at"] = moment(companion.text)
            elif companion.category == "responsibility":
                who = one_line(companion.text or companion.target)
                said[f"{prefix}_by"] = clean_text(who, "responsibility", empty=True)
            else:
                return False
        whole = len(said) == len(statement.companions) > 0 and all(value is not None for value in said.values())
        if not prefix or not whole or f"{prefix}_at" in self.provenance or f"{prefix}_by" in self.provenance:
            return False
        self.provenance |= said
        return True

    def _language_of(self, definition: Statement) -> str:
        """The language that a definition on the level of the concept is in, empty where it cannot be told."""
        if definition.language:
            return _tag(definition.language)
        chinese = next((language for language, section in self.sections.items() if section.chinese), "")
        if chinese and any("\u4e00" <= letter <= "\u9fff" for letter in definition.text):
            return chinese
        return self.language if self.language in self.sections and self.language != chinese else ""


def _identifier(element: Element, faults: Faults) -> str:
    """The identifier that the file gives to an entry, empty where it has none that can be kept."""
    foreign = one_line(element.get("id") or element.get(ID) or "")
    try:
        if len(foreign) <= _LONGEST_IDENTIFIER:
            return clean_text(foreign, "id", empty=True)
        cure = f"give the entry one of at most {MAX_ID_LENGTH} characters"
        faults.note(element, InvalidValue("id", f"is {len(foreign):,} characters long and is not kept", cure))
    except InvalidValue as error:
        faults.note(element, error)
    return ""


def _tag(code: str) -> str:
    """The language that a code stands for; ``InvalidValue`` if it stands for none."""
    if len(code) > _LONGEST_CODE:
        raise InvalidValue("language", f"its code is {len(code):,} characters long", "use codes such as zh-Hans or en")
    return _known_tag(code)


@lru_cache(maxsize=1024)
def _known_tag(code: str) -> str:
    return language_tag(code)


def _tag_or_nothing(code: str) -> str:
    try:
        return _tag(code) if code else ""
    except InvalidValue:
        return ""
