"""The term model: frozen values with their invariants in one place.

A concept owns its terms in all languages; a language section groups the terms of one language; a term is one
designation with its own administrative status. The names follow ISO 1087:2019 and ISO 30042:2019 (TBX).

Constructors raise ``InvalidValue`` for whatever could not be kept or exchanged: unknown picklist values, control
characters, ill-formed language codes or dates, a language given twice. What is merely bad terminology (two preferred
terms, a deprecated form without a reason) is no invariant: the term base's own checks report it.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from termbase.errors import InvalidValue
from termbase.fields import (
    CHINESE_SIMPLIFIED,
    CHINESE_TRADITIONAL,
    ENGLISH,
    clean_text,
    earliest_day,
    in_utc,
    language_tag,
    latest_day,
    partial_date,
)

_CONCEPT_ID = re.compile(r"[a-z0-9]+(?:[-._][a-z0-9]+)*")
MAX_ID_LENGTH: Final = 120


class AdministrativeStatus(StrEnum):
    """What the terminologist rules about a term (ISO 30042, ``administrativeStatus``); there is no fifth value."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    SUPERSEDED = "superseded"

    @property
    def accepted(self) -> bool:
        """Whether a translator may use the term."""
        return self is AdministrativeStatus.PREFERRED or self is AdministrativeStatus.ADMITTED


class WorkState(StrEnum):
    """How far the work on a language section has come; kept apart from the administrative status."""

    PROPOSED = "proposed"
    APPROVED = "approved"


class TermType(StrEnum):
    """The kind of designation (ISO 30042, ``termType``)."""

    FULL_FORM = "full form"
    SHORT_FORM = "short form"
    ABBREVIATION = "abbreviation"
    ACRONYM = "acronym"
    VARIANT = "variant"
    PHRASE = "phrase"


class PartOfSpeech(StrEnum):
    """Word class of a term; decides how it inflects and whether it keeps its capitals."""

    NOUN = "noun"
    PROPER_NOUN = "proper noun"
    VERB = "verb"
    ADJECTIVE = "adjective"
    ADVERB = "adverb"
    OTHER = "other"


class GrammaticalNumber(StrEnum):
    """How a noun behaves: has both numbers, only a singular, only a plural, or is uncountable."""

    COUNT = "count"
    SINGULAR = "singular"
    PLURAL = "plural"
    MASS = "mass"


class Evidence(StrEnum):
    """What has to be seen before a rendering may be reported.

    ``always``: the string alone is enough. ``context``: one of the term's context words stands near it.
    ``source``: the Chinese term stands in the aligned source segment.
    """

    ALWAYS = "always"
    CONTEXT = "context"
    SOURCE = "source"


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"
    SUGGESTION = "suggestion"


class SourceMark(StrEnum):
    """Whether somebody saw the rendering in the cited document."""

    CHECKED = "checked"
    UNVERIFIED = "unverified"


class RelationKind(StrEnum):
    """How one concept stands to another (ISO 1087: generic, partitive and associative relations)."""

    BROADER = "broader"
    PART_OF = "part of"
    SHORT_FOR = "short for"
    PREDECESSOR = "succeeds"
    RELATED = "related"


@dataclass(frozen=True, slots=True)
class Source:
    """The authority for a rendering or a definition: who ruled, in which document, when, and where in it."""

    document: str
    body: str = ""
    date: str = ""
    locator: str = ""
    mark: SourceMark = SourceMark.UNVERIFIED

    def __post_init__(self) -> None:
        _set(self, "document", clean_text(self.document, "source document"))
        if self.body:
            _set(self, "body", clean_text(self.body, "source body", empty=True))
        if self.locator:
            _set(self, "locator", clean_text(self.locator, "source locator", empty=True))
        partial_date(self.date, "source date")

    @property
    def citation(self) -> str:
        """The source as one line for a reader, such as ``Report to the 20th CPC National Congress (2022)``."""
        lead = f"{self.body}, {self.document}" if self.body and self.body not in self.document else self.document
        dated = f"{lead} ({self.date})" if self.date else lead
        return f"{dated}, {self.locator}" if self.locator else dated


@dataclass(frozen=True, slots=True)
class DataCategory:
    """What an exchange file says for which the term model has no field; it is kept, and written again where it can be.

    ``name`` is the element with its type as TBX writes them, such as ``termNote/register``; where a file is not of
    TBX, the type stands after the nearest element of TBX: ``descrip/Confidence``, ``admin/entryNumber``. A ``value``
    may have several lines.
    """

    name: str
    value: str

    def __post_init__(self) -> None:
        _set(self, "name", clean_text(self.name, "name of a data category"))
        _set(self, "value", clean_text(self.value, self.name, multiline=True))


@dataclass(frozen=True, slots=True)
class MatchSettings:
    """How a checker looks for a term in text.

    ``context`` lists words of which one has to stand near the term when ``evidence`` is ``context``; a trailing ``*``
    matches any ending. ``severity`` overrides the rule's own.
    """

    case_sensitive: bool = False
    inflect: bool = True
    evidence: Evidence = Evidence.ALWAYS
    context: tuple[str, ...] = ()
    severity: Severity | None = None

    def __post_init__(self) -> None:
        if self.context:
            _set(self, "context", tuple([clean_text(word, "context word") for word in self.context]))
        if self.evidence is Evidence.CONTEXT and not self.context:
            raise InvalidValue("context", "is empty", "list the words that make the policy sense certain")


@dataclass(frozen=True, slots=True)
class Term:
    """One designation of a concept in one language (TBX ``termSec``).

    ``look_up_forms`` are other spellings under which the term is found in text; they are no synonyms and are never
    exported as such. ``pinyin`` is the reading of a Chinese term with tone marks. ``reason`` says why a deprecated or
    superseded term is wrong. ``valid_from`` and ``valid_to`` bound, both inclusive, the time in which the status held.
    """

    text: str
    status: AdministrativeStatus = AdministrativeStatus.PREFERRED
    term_type: TermType | None = None
    part_of_speech: PartOfSpeech | None = None
    number: GrammaticalNumber | None = None
    pinyin: str = ""
    geographical_usage: str = ""
    usage_note: str = ""
    reason: str = ""
    sources: tuple[Source, ...] = ()
    valid_from: str = ""
    valid_to: str = ""
    look_up_forms: tuple[str, ...] = ()
    match: MatchSettings = MatchSettings()
    notes: tuple[str, ...] = ()
    data_categories: tuple[DataCategory, ...] = ()

    def __post_init__(self) -> None:
        # Most terms have few of these fields, and a term base has many terms.
        _set(self, "text", clean_text(self.text, "term"))
        if self.look_up_forms:
            _set(self, "look_up_forms", tuple([clean_text(form, "look-up form") for form in self.look_up_forms]))
        if self.pinyin:
            _set(self, "pinyin", clean_text(self.pinyin, "pinyin", empty=True))
        if self.geographical_usage:
            _set(self, "geographical_usage", clean_text(self.geographical_usage, "geographical usage", empty=True))
        if self.usage_note:
            _set(self, "usage_note", clean_text(self.usage_note, "usage note", multiline=True, empty=True))
        if self.reason:
            _set(self, "reason", clean_text(self.reason, "reason", multiline=True, empty=True))
        if self.notes:
            _set(self, "notes", _clean_notes(self.notes))
        partial_date(self.valid_from, "valid from")
        partial_date(self.valid_to, "valid to")
        if self.valid_from and self.valid_to and latest_day(self.valid_to) < earliest_day(self.valid_from):
            raise InvalidValue("valid to", f"{self.valid_to} is before {self.valid_from}", "swap the two dates")

    def valid_on(self, day: str) -> bool:
        """Whether the status held on ``day`` (``YYYY-MM-DD``); an open end always holds."""
        return (not self.valid_from or earliest_day(self.valid_from) <= day) and (
            not self.valid_to or day <= latest_day(self.valid_to)
        )

    def holds_beside(self, other: "Term") -> bool:
        """Whether there is a day on which the statuses of both held."""
        return self._before_end_of(other) and other._before_end_of(self)

    def _before_end_of(self, other: "Term") -> bool:
        return not (self.valid_from and other.valid_to) or earliest_day(self.valid_from) <= latest_day(other.valid_to)


@dataclass(frozen=True, slots=True)
class Definition:
    """What the concept is, in one language, and where that is taken from."""

    text: str
    source: Source | None = None

    def __post_init__(self) -> None:
        _set(self, "text", clean_text(self.text, "definition", multiline=True))


@dataclass(frozen=True, slots=True)
class LanguageSection:
    """Everything about a concept in one language (TBX ``langSec``); ``language`` is a canonical BCP 47 tag."""

    language: str
    terms: tuple[Term, ...] = ()
    definitions: tuple[Definition, ...] = ()
    work_state: WorkState = WorkState.PROPOSED
    notes: tuple[str, ...] = ()
    data_categories: tuple[DataCategory, ...] = ()

    def __post_init__(self) -> None:
        if self.language not in (CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL, ENGLISH):
            _set(self, "language", language_tag(self.language))
        if self.notes:
            _set(self, "notes", _clean_notes(self.notes))
        seen: set[tuple[str, str]] = set()
        for term in self.terms:
            key = (term.text, term.valid_from)
            if key in seen:
                raise InvalidValue(f"{self.language} term", f"{term.text!r} is given twice", "keep one of them")
            seen.add(key)

    @property
    def preferred(self) -> Term | None:
        """The first preferred term, or None."""
        for term in self.terms:
            if term.status is AdministrativeStatus.PREFERRED:
                return term
        return None


@dataclass(frozen=True, slots=True)
class Relation:
    """A typed link to another concept, read *this concept is <kind> target*."""

    kind: RelationKind
    target: str

    def __post_init__(self) -> None:
        _check_id(self.target, "relation target")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who made and who last changed a concept, and when; moments carry a time zone and are kept in UTC."""

    created_at: datetime | None = None
    created_by: str = ""
    changed_at: datetime | None = None
    changed_by: str = ""

    def __post_init__(self) -> None:
        for name in ("created_by", "changed_by"):
            if who := getattr(self, name):
                _set(self, name, clean_text(who, name.replace("_", " "), empty=True))
        for name in ("created_at", "changed_at"):
            if moment := getattr(self, name):
                _set(self, name, in_utc(moment, name.replace("_", " ")))


@dataclass(frozen=True, slots=True)
class Concept:
    """One unit of thought; owns all its terms in all languages (TBX ``conceptEntry``).

    ``id`` is lower-case ASCII words joined by ``-``, ``.`` or ``_``; it is never given to another concept again.
    """

    id: str
    subject_field: str = ""
    sections: tuple[LanguageSection, ...] = ()
    relations: tuple[Relation, ...] = ()
    notes: tuple[str, ...] = ()
    provenance: Provenance = Provenance()
    data_categories: tuple[DataCategory, ...] = ()

    def __post_init__(self) -> None:
        _check_id(self.id, "concept id")
        _set(self, "subject_field", clean_text(self.subject_field, "subject field", empty=True))
        if self.notes:
            _set(self, "notes", _clean_notes(self.notes))
        languages = [section.language for section in self.sections]
        for language in languages:
            if languages.count(language) > 1:
                raise InvalidValue(self.id, f"has two sections for {language}", "join them")

    def section(self, language: str) -> LanguageSection | None:
        """The section of this language, or None."""
        for section in self.sections:
            if section.language == language:
                return section
        return None

    def terms(self, language: str) -> tuple[Term, ...]:
        """All terms of this language, in their order."""
        section = self.section(language)
        return section.terms if section else ()

    def preferred(self, language: str) -> str:
        """The text of the preferred term of this language, or an empty string."""
        section = self.section(language)
        term = section.preferred if section else None
        return term.text if term else ""


def concept_id(english: str) -> str:
    """A concept id made from an English term: ``14th Five-Year Plan`` gives ``14th-five-year-plan``."""
    plain = unicodedata.normalize("NFKD", english.replace("'", "").replace("’", ""))
    ascii_only = plain.encode("ascii", "ignore").decode("ascii").lower()
    words = re.findall(r"[a-z0-9]+", ascii_only)
    return "-".join(words)[:MAX_ID_LENGTH].strip("-")


def _check_id(value: str, place: str) -> None:
    if len(value) > MAX_ID_LENGTH or not _CONCEPT_ID.fullmatch(value):
        raise InvalidValue(place, f"{value!r} is not allowed", "use a-z, 0-9 and single hyphens")


def _clean_notes(notes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(clean_text(note, "note", multiline=True) for note in notes)


def _set(value: object, name: str, content: object) -> None:
    """Set a field of a frozen value from its own ``__post_init__``."""
    object.__setattr__(value, name, content)
