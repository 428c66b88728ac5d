"""The fields of the form: for each kind of part its texts, in the order in which they are shown, and its lists.

A part is named by the list that holds it: ``terms``, ``sources``; the whole concept is ``""``.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from termbase.concepts import (
    AdministrativeStatus,
    Evidence,
    GrammaticalNumber,
    PartOfSpeech,
    RelationKind,
    Severity,
    SourceMark,
    TermType,
    WorkState,
)

CONCEPT: Final = ""
"""The kind of the outermost part."""

YES: Final = "yes"
NO: Final = "no"


class Entry(StrEnum):
    """How a field is filled in: one line, several lines, one item a line, or one of its choices."""

    LINE = "line"
    LINES = "lines"
    ITEMS = "items"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Field:
    """One text of a part. ``default`` is what it holds where nobody said anything; ``hint`` says what belongs there."""

    name: str
    label: str
    entry: Entry = Entry.LINE
    choices: tuple[str, ...] = ()
    default: str = ""
    hint: str = ""


def _choice(name: str, label: str, choices: type[StrEnum], default: str | None = None) -> Field:
    """A field that holds one of ``choices``, or nothing where it has no default."""
    values = tuple(choice.value for choice in choices)
    return Field(name, label, Entry.CHOICE, values if default else ("", *values), default or "")


def _switch(name: str, label: str, default: str) -> Field:
    return Field(name, label, Entry.CHOICE, (YES, NO), default)


_DATE_HINT: Final = "YYYY, YYYY-MM or YYYY-MM-DD"
_TEXT: Final = (Field("text", "note", Entry.LINES),)

FIELDS: Final[dict[str, tuple[Field, ...]]] = {
    CONCEPT: (
        Field("id", "id", hint="made from the English term"),
        Field("subject_field", "subject field", hint="such as economy"),
    ),
    "sections": (Field("language", "language"), _choice("work_state", "work state", WorkState, WorkState.PROPOSED)),
    "terms": (
        Field("text", "term"),
        _choice("status", "status", AdministrativeStatus, AdministrativeStatus.PREFERRED),
        Field("pinyin", "pinyin"),
        Field("reason", "reason", Entry.LINES, hint="why it is wrong"),
        Field("usage_note", "usage note", Entry.LINES),
        _choice("term_type", "term type", TermType),
        _choice("part_of_speech", "part of speech", PartOfSpeech),
        _choice("number", "number", GrammaticalNumber),
        Field("geographical_usage", "region"),
        Field("valid_from", "valid from", hint=_DATE_HINT),
        Field("valid_to", "valid to", hint=_DATE_HINT),
        Field("look_up_forms", "look-up forms", Entry.ITEMS, hint="other spellings, one a line"),
        _switch("case_sensitive", "case matters", NO),
        _switch("inflect", "inflects", YES),
        _choice("evidence", "evidence", Evidence, Evidence.ALWAYS),
        Field("context", "context words", Entry.ITEMS, hint="one a line; * stands for any ending"),
        _choice("severity", "severity", Severity),
    ),
    "definitions": (Field("text", "definition", Entry.LINES),),
    "sources": (
        Field("document", "source", hint="the document"),
        Field("body", "body", hint="who issued it"),
        Field("date", "date", hint=_DATE_HINT),
        Field("locator", "locator", hint="where in it"),
        _choice("mark", "seen", SourceMark, SourceMark.UNVERIFIED),
    ),
    "relations": (
        Field("target", "target", hint="the id of the other concept"),
        _choice("kind", "kind", RelationKind, RelationKind.RELATED),
    ),
    "notes": _TEXT,
    "data_categories": (Field("name", "name"), Field("value", "value", Entry.LINES)),
}
"""The texts of each kind of part, in the order in which they are shown."""

LISTS: Final[dict[str, tuple[str, ...]]] = {
    CONCEPT: ("sections", "relations", "notes", "data_categories"),
    "sections": ("definitions", "terms", "notes", "data_categories"),
    "terms": ("sources", "notes", "data_categories"),
    "definitions": ("sources",),
    "sources": (),
    "relations": (),
    "notes": (),
    "data_categories": (),
}
"""The lists of parts that each kind of part has."""

NAMES: Final = {
    CONCEPT: "concept",
    "sections": "language",
    "terms": "term",
    "definitions": "definition",
    "sources": "source",
    "relations": "relation",
    "notes": "note",
    "data_categories": "data category",
}
"""What one part of each kind is called."""

MOST: Final = {("definitions", "sources"): 1}
"""How many parts a list holds at most, where there is a limit, by the kind of part that has it and the list."""

_FIELDS: Final = {(kind, field.name): field for kind, fields in FIELDS.items() for field in fields}


def field_of(kind: str, name: str) -> Field:
    """The field of this name in a part of this kind."""
    return _FIELDS[kind, name]
