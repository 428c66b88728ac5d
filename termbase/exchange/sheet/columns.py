"""The columns of a sheet: which names there are and what each holds. docs/formats.md describes them for users.

The full name of a column of terms is ``<status>_<language>``, such as ``deprecated_en``, and of a column that runs
parallel to it ``<status>_<language>_<attribute>``, such as ``deprecated_en_reason``. Short names leave out the language
if it is English, the status if it is preferred. ``zh`` and ``zh_traditional`` hold the preferred Chinese terms.
"""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from termbase.concepts import AdministrativeStatus
from termbase.fields import CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL, ENGLISH, language_tag

ATTRIBUTES: Final = (
    "pinyin",
    "part_of_speech",
    "number",
    "term_type",
    "source",
    "reason",
    "evidence",
    "context",
    "severity",
    "case_sensitive",
    "inflect",
    "look_up_forms",
    "geographical_usage",
    "usage_note",
    "valid_from",
    "valid_to",
    "note",
    "data_categories",
)

USUAL: Final = (
    ("zh", "Chinese term, Simplified"),
    ("zh_traditional", "Chinese term, Traditional"),
    ("pinyin", "pinyin of the Chinese term"),
    ("preferred_en", "preferred English rendering"),
    ("admitted_en", "other accepted renderings"),
    ("deprecated_en", "renderings to avoid"),
    ("deprecated_en_reason", "why they are to be avoided"),
    ("superseded_en", "renderings that were right once"),
    ("definition_en", "definition in English"),
    ("definition_en_source", "source of that definition"),
    ("definition_zh", "definition in Chinese"),
    ("domain", "subject field"),
    ("source", "who fixed the preferred rendering"),
    ("part_of_speech", "part of speech of the preferred rendering"),
    ("usage_note", "how to use the preferred rendering"),
    ("note", "note on the concept"),
    ("note_en", "note on the concept, about the English"),
    ("zh_look_up_forms", "other spellings of the Chinese term"),
    ("valid_from", "since when the preferred rendering holds"),
    ("valid_to", "until when the preferred rendering holds"),
    ("work_state", "proposed or approved"),
    ("relations", "links to other concepts"),
    ("id", "the concept's own id"),
    ("entry_id", "what another tool calls the entry"),
    ("created_by", "who made the entry"),
    ("created_at", "when it was made"),
    ("changed_by", "who changed it last"),
    ("changed_at", "when it was changed last"),
)
"""The columns that sheets often have, with what each holds, for a user to choose from."""


class Kind(Enum):
    """What a column holds; the members stand in the order of the columns of an exported sheet."""

    ID = "id"
    ENTRY_ID = "entry_id"
    TERMS = "terms"
    ATTRIBUTE = "attribute"
    DEFINITION = "definition"
    DEFINITION_SOURCE = "definition_source"
    SUBJECT_FIELD = "domain"
    RELATIONS = "relations"
    WORK_STATE = "work_state"
    NOTE = "note"
    CREATED_AT = "created_at"
    CREATED_BY = "created_by"
    CHANGED_AT = "changed_at"
    CHANGED_BY = "changed_by"
    DATA_CATEGORIES = "data_categories"


@dataclass(frozen=True, slots=True)
class Column:
    """What one column holds. ``language`` is empty where the column is about the whole concept."""

    kind: Kind
    language: str = ""
    status: AdministrativeStatus = AdministrativeStatus.PREFERRED
    attribute: str = ""

    @property
    def name(self) -> str:
        """The heading that an exported sheet has for it."""
        if self in _SHORT:
            return _SHORT[self]
        language = "zh" if self.language == CHINESE_SIMPLIFIED else self.language
        match self.kind:
            case Kind.TERMS:
                return f"{self.status}_{language}"
            case Kind.ATTRIBUTE:
                return f"{_parent_name(self)}_{self.attribute}"
            case Kind.DEFINITION_SOURCE:
                return f"definition_{language}_source"
            case _:
                return f"{self.kind.value}_{language}" if language else self.kind.value


def column_named(heading: str) -> Column | None:
    """The column that a heading stands for, None if there is no such; ``InvalidValue`` for an ill-formed language."""
    name = re.sub(r"\s+", "_", heading.strip()).casefold()
    if name in _NAMED:
        return _NAMED[name]
    for attribute in ATTRIBUTES:
        parent = _term_column(name.removesuffix(f"_{attribute}")) if name.endswith(f"_{attribute}") else None
        if parent:
            return Column(Kind.ATTRIBUTE, parent.language, parent.status, attribute)
    return _term_column(name) or _section_column(name)


def _term_column(name: str) -> Column | None:
    """The column of terms that a name, in long or short form, stands for."""
    if name in _NAMED and _NAMED[name].kind is Kind.TERMS:
        return _NAMED[name]
    status, _, language = name.partition("_")
    if status not in list(AdministrativeStatus):
        return None
    return Column(Kind.TERMS, language_tag(language) if language else ENGLISH, AdministrativeStatus(status))


def _section_column(name: str) -> Column | None:
    for kind in (Kind.DEFINITION, Kind.WORK_STATE, Kind.NOTE, Kind.DATA_CATEGORIES):
        language = name.removeprefix(f"{kind.value}_")
        if language == name:
            continue
        stem = language.removesuffix("_source")
        if kind is Kind.DEFINITION and stem != language:
            return Column(Kind.DEFINITION_SOURCE, language_tag(stem))
        return Column(kind, language_tag(language))
    return None


def _parent_name(column: Column) -> str:
    parent = Column(Kind.TERMS, column.language, column.status)
    if column.language == ENGLISH and column.status is not AdministrativeStatus.PREFERRED:
        return column.status.value
    return parent.name


_ZH: Final = Column(Kind.TERMS, CHINESE_SIMPLIFIED)
_ZH_TRADITIONAL: Final = Column(Kind.TERMS, CHINESE_TRADITIONAL)
_SHORT: Final[dict[Column, str]] = {
    _ZH: "zh",
    _ZH_TRADITIONAL: "zh_traditional",
    Column(Kind.ATTRIBUTE, CHINESE_SIMPLIFIED, attribute="pinyin"): "pinyin",
    Column(Kind.DEFINITION_SOURCE, ENGLISH): "definition_source",
} | {
    Column(Kind.ATTRIBUTE, ENGLISH, attribute=attribute): attribute
    for attribute in ATTRIBUTES
    if attribute not in ("pinyin", "note", "data_categories")
}
_NAMED: Final[dict[str, Column]] = (
    {name: column for column, name in _SHORT.items()}
    | {
        kind.value: Column(kind)
        for kind in Kind
        if kind not in (Kind.TERMS, Kind.ATTRIBUTE, Kind.DEFINITION, Kind.DEFINITION_SOURCE)
    }
    | {"definition_source": Column(Kind.DEFINITION_SOURCE, ENGLISH), "definition": Column(Kind.DEFINITION, ENGLISH)}
    | {"status": Column(Kind.WORK_STATE), "subject_field": Column(Kind.SUBJECT_FIELD)}
)

_STATUSES: Final = list(AdministrativeStatus)
_KINDS: Final = list(Kind)
_LANGUAGES: Final = (CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL, ENGLISH)


def language_order(language: str) -> tuple[int, str]:
    """Sort key: Simplified Chinese, Traditional Chinese, English, then the others by their tag."""
    return (_LANGUAGES.index(language) if language in _LANGUAGES else len(_LANGUAGES), language)


def column_order(column: Column) -> tuple[object, ...]:
    """Sort key of the columns of an exported sheet: each list of terms is followed by what runs parallel to it."""
    kind = Kind.TERMS if column.kind is Kind.ATTRIBUTE else column.kind
    kind = Kind.DEFINITION if kind is Kind.DEFINITION_SOURCE else kind
    attribute = ATTRIBUTES.index(column.attribute) if column.attribute else -1
    of_concept = not column.language
    return (
        _KINDS.index(kind),
        of_concept,
        language_order(column.language),
        _STATUSES.index(column.status),
        attribute,
        _KINDS.index(column.kind),
    )
