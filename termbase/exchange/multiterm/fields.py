"""The fields of a MultiTerm termbase: what they are called, by us and by others, and on which level they stand.

MultiTerm lets everyone choose the fields of a termbase and their names. Ours have English names; under the usual names
of others, English, German or Chinese, the same is understood. A field that nobody knows is a data category.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from termbase.concepts import (
    AdministrativeStatus,
    DataCategory,
    GrammaticalNumber,
    PartOfSpeech,
    Source,
    SourceMark,
    Term,
    TermType,
)

ID: Final = "Concept ID"
SUBJECT: Final = "Subject"
RELATION: Final = "Relation"
DEFINITION: Final = "Definition"
NOTE: Final = "Note"
SOURCE: Final = "Source"
WORK_STATE: Final = "Work state"
STATUS: Final = "Status"
PART_OF_SPEECH: Final = "Part of Speech"
TERM_TYPE: Final = "Term type"
NUMBER: Final = "Grammatical number"
PINYIN: Final = "Pinyin"
GEOGRAPHICAL_USAGE: Final = "Geographical usage"
USAGE_NOTE: Final = "Usage note"
REASON: Final = "Reason"
VALID_FROM: Final = "Valid from"
VALID_TO: Final = "Valid to"
LOOK_UP_FORM: Final = "Look-up form"
CASE_SENSITIVE: Final = "Case sensitive"
INFLECTS: Final = "Inflects"
EVIDENCE: Final = "Evidence needed"
CONTEXT_WORD: Final = "Context word"
SEVERITY: Final = "Severity"

BODY: Final = "Body"
DATE: Final = "Date"
LOCATOR: Final = "Locator"
CHECKED: Final = "Checked"


class Level(StrEnum):
    """The levels of an entry, by the names of the definition."""

    ENTRY = "Entry level"
    LANGUAGE = "Index level"
    TERM = "Term level"


FIELDS: Final = {
    Level.ENTRY: (ID, SUBJECT, RELATION, DEFINITION, NOTE, WORK_STATE),
    Level.LANGUAGE: (DEFINITION, NOTE, WORK_STATE),
    Level.TERM: (
        STATUS,
        PART_OF_SPEECH,
        TERM_TYPE,
        NUMBER,
        PINYIN,
        GEOGRAPHICAL_USAGE,
        USAGE_NOTE,
        REASON,
        SOURCE,
        VALID_FROM,
        VALID_TO,
        LOOK_UP_FORM,
        CASE_SENSITIVE,
        INFLECTS,
        EVIDENCE,
        CONTEXT_WORD,
        SEVERITY,
        DEFINITION,
        NOTE,
    ),
}
"""What is understood on each level."""

_OTHER_NAMES: Final = {
    SUBJECT: "subject field, subject area, domain, Fachgebiet, Sachgebiet, 主题, 主題, 领域, 領域, 学科",
    DEFINITION: "def, 定义, 定義, 释义, 釋義",
    NOTE: "notes, comment, comments, remark, remarks, Anmerkung, Bemerkung, 备注, 備註, 注释, 註釋, 说明, 說明",
    SOURCE: "sources, reference, Quelle, term source, source of term, 来源, 來源, 出处, 出處",
    WORK_STATE: "process status, entry status, workflow status, Bearbeitungsstatus, 工作状态, 審核狀態, 审核状态",
    STATUS: "term status, usage status, administrative status, normative authorization, usage, 状态, 狀態",
    PART_OF_SPEECH: "pos, word class, grammatical category, Wortart, 词性, 詞性, 词类",
    TERM_TYPE: "type, category, Benennungstyp, 术语类型, 術語類型",
    NUMBER: "number, Numerus",
    PINYIN: "拼音, hanyu pinyin, 汉语拼音, 漢語拼音",
    GEOGRAPHICAL_USAGE: "region, country, Region, 地区, 地區, 使用地区",
    USAGE_NOTE: "usage notes, usage information, Gebrauchshinweis, 用法, 用法说明",
}
_TBX_NAMES: Final = {
    "descrip/context": ("Context", "context, sample sentence, usage example, Kontext, 语境, 語境, 例句, 上下文"),
    "termNote/grammaticalGender": ("Gender", "gender, grammatical gender, Genus, 词的性别"),
    "termNote/register": ("Register", "register, Stilebene, 语域"),
    "admin/projectSubset": ("Project", "project, project subset, Projekt, 项目, 項目"),
    "admin/customerSubset": ("Customer", "customer, client, Kunde, 客户, 客戶"),
}
"""Data categories that MultiTerm's users know under names of their own, first the one that is written."""


def folded(name: str) -> str:
    """The name of a field as it is compared: without case, spaces, hyphens and underscores."""
    return name.casefold().translate(_IGNORED)


_IGNORED: Final = str.maketrans("", "", " -_")
_ALL: Final = tuple(dict.fromkeys(field for fields in FIELDS.values() for field in fields))
_FIELD_OF: Final = {folded(name): field for field in _ALL for name in (field, *_OTHER_NAMES.get(field, "").split(","))}
_CATEGORY_OF: Final = {
    folded(name): category for category, (first, names) in _TBX_NAMES.items() for name in (first, *names.split(","))
}
_DESCRIP: Final = "descrip/"


def known_field(name: str, level: Level) -> str | None:
    """The field of ours that another's name stands for on this level, or None."""
    field = _FIELD_OF.get(folded(name))
    return field if field in FIELDS[level] else None


def category_name(field: str) -> str:
    """The name of the data category that a field stands for which is none of ours."""
    if field.startswith("/"):
        return field[1:].strip() or _DESCRIP + field
    return field if "/" in field else _CATEGORY_OF.get(folded(field), _DESCRIP + field)


def field_name(category: DataCategory, level: Level) -> str:
    """The field that stands for a data category, which ``category_name`` undoes.

    The name is the plain one where it is not taken on this level, else that of TBX.
    """
    name = category.name
    if name in _TBX_NAMES:
        return _TBX_NAMES[name][0]
    plain = name.removeprefix(_DESCRIP)
    if plain != name and category_name(plain) == name and plain == plain.strip() and not known_field(plain, level):
        return plain
    return name if "/" in name and not name.startswith("/") else f"/{name}"


PICKLISTS: Final = {
    STATUS: tuple(AdministrativeStatus),
    PART_OF_SPEECH: tuple(PartOfSpeech),
    TERM_TYPE: tuple(TermType),
    NUMBER: tuple(GrammaticalNumber),
}
"""Fields with a choice of values."""

Pair = tuple[str, str]
"""A field and its value."""


def source_parts(source: Source) -> Iterable[Pair]:
    """The fields below a source."""
    parts = ((BODY, source.body), (DATE, source.date), (LOCATOR, source.locator))
    yield from ((field, value) for field, value in parts if value)
    if source.mark is SourceMark.CHECKED:
        yield CHECKED, "yes"


def term_pairs(term: Term) -> Iterable[Pair]:
    """The plain fields of a term, without sources, notes and data categories."""
    yield STATUS, term.status
    optional = (
        (PART_OF_SPEECH, term.part_of_speech),
        (TERM_TYPE, term.term_type),
        (NUMBER, term.number),
        (PINYIN, term.pinyin),
        (GEOGRAPHICAL_USAGE, term.geographical_usage),
        (USAGE_NOTE, term.usage_note),
        (REASON, term.reason),
        (VALID_FROM, term.valid_from),
        (VALID_TO, term.valid_to),
        (SEVERITY, term.match.severity),
    )
    yield from ((field, value) for field, value in optional if value)
    yield from ((LOOK_UP_FORM, form) for form in term.look_up_forms)
    if term.match.case_sensitive:
        yield CASE_SENSITIVE, "yes"
    if not term.match.inflect:
        yield INFLECTS, "no"
    if term.match.evidence.value != "always":
        yield EVIDENCE, term.match.evidence
    yield from ((CONTEXT_WORD, word) for word in term.match.context)
