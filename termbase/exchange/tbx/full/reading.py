"""Read entries of our own dialect back as the concepts that they were written from."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from termbase.codec import from_plain
from termbase.concepts import (
    Concept,
    DataCategory,
    Definition,
    Evidence,
    GrammaticalNumber,
    LanguageSection,
    MatchSettings,
    PartOfSpeech,
    Provenance,
    Relation,
    RelationKind,
    Severity,
    Source,
    SourceMark,
    Term,
    WorkState,
)
from termbase.errors import InvalidValue
from termbase.exchange.tbx import categories as names
from termbase.exchange.tbx.categories import CATEGORIES
from termbase.exchange.tbx.dialects import STATUSES, TERM_TYPES, V3_NAMESPACE
from termbase.exchange.tbx.full import module
from termbase.exchange.xml.reading import LANG, Element, local_name, text_of
from termbase.fields import choose

_ADDED_TO_DIGITS: Final = "_"
_SWITCHES: Final = {"true": True, "false": False}


def _core(name: str) -> str:
    return f"{{{V3_NAMESPACE}}}{name}"


def _own(name: str) -> str:
    return f"{{{module.NAMESPACE}}}{name}"


_CATEGORY_OF: Final = {f"{{{it.module.value}}}{it.kind}": it for it in CATEGORIES}
_TAG_OF: Final = {category.name: tag for tag, category in _CATEGORY_OF.items()}
_NOTE: Final = _core("note")
_SECTION: Final = _core("langSec")
_TERM_SECTION: Final = _core("termSec")
_TRANSACTION: Final = _core("transacGrp")
_DEFINITION: Final = _core("descripGrp")
_OWN_SOURCE: Final = _own(module.SOURCE)
_ABSENT: Final = _own(module.ABSENT)
_TRANSACTIONS: Final = {"origination": "created", "modification": "changed"}


def concept_of(entry: Element) -> Concept:
    """The concept of an entry. Raises ``InvalidValue`` for whatever the dialect does not have there."""
    whole = entry.find(_own(module.CONCEPT))
    if whole is not None:
        return from_plain(plain_of_json(text_of(whole)))
    level = _Level()
    sections, relations, provenance = [], [], dict[str, Any]()
    for child in entry:
        if child.tag == _SECTION:
            sections += _sections(child)
        elif child.tag == _TAG_OF[names.CROSS_REFERENCE]:
            relations.append(_relation(text_of(child), child.get("target", "").removeprefix(_ADDED_TO_DIGITS)))
        elif child.tag == _own(module.RELATION):
            relations.append(_relation(child.get("kind", ""), text_of(child)))
        elif child.tag == _TRANSACTION:
            provenance |= _transaction(child)
        else:
            level.take(child, _CONCEPT_FIELDS)
    return Concept(
        entry.get("id", "").removeprefix(_ADDED_TO_DIGITS),
        sections=tuple(sections),
        relations=tuple(relations),
        provenance=Provenance(**provenance),
        **level.values(),
    )


def plain_of_json(text: str) -> object:
    """What a text in JSON holds. Raises ``InvalidValue`` for one that is none."""
    try:
        plain: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidValue("JSON", f"cannot be read: {error}", "export the term base anew") from None
    return plain


@dataclass(slots=True)
class _Level:
    """What is said on one level of an entry."""

    fields: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    categories: list[DataCategory] = field(default_factory=list)

    def take(self, element: Element, fields: Mapping[str, "_Field"]) -> None:
        """Take a note, a data category, or one of these fields by its tag; refuse anything else."""
        tag = element.tag
        if tag == _NOTE:
            self.notes.append(text_of(element))
        elif known := fields.get(tag):
            self.fields[known.name] = known.read(text_of(element))
        else:
            self.categories.append(_data_category(element))

    def values(self) -> dict[str, Any]:
        """All of it, by the names of the term model."""
        return {**self.fields, "notes": tuple(self.notes), "data_categories": tuple(self.categories)}


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of the term model, and what reads its value."""

    name: str
    read: Callable[[str], Any] = str


def _data_category(element: Element) -> DataCategory:
    text = text_of(element)
    if element.tag == _own(module.DATA_CATEGORY):
        return DataCategory(element.get("name", ""), text)
    category = _CATEGORY_OF.get(element.tag)
    if category is None or not category.levels:
        raise InvalidValue(local_name(element), "is no element that may stand there", "take it out")
    target = element.get("target", "") if category.address else ""
    return DataCategory(category.name, text if target in text else f"{text}\n{target}")


def _relation(kind: str, target: str) -> Relation:
    return Relation(choose(RelationKind, kind, "relation"), target)


def _transaction(group: Element) -> dict[str, Any]:
    kind = _TRANSACTIONS.get(_content(group, _TAG_OF[names.TRANSACTION]))
    if kind is None:
        raise InvalidValue("transacGrp", "is neither origination nor modification", "correct it")
    said: dict[str, Any] = {f"{kind}_by": _content(group, _TAG_OF[names.RESPONSIBILITY])}
    if when := _content(group, _core("date")):
        said[f"{kind}_at"] = _moment(when)
    return said


def _content(parent: Element, tag: str) -> str:
    child = parent.find(tag)
    return "" if child is None else text_of(child)


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise InvalidValue("date", f"{text!r} is no moment", "write it as 2022-10-16T02:30:00Z") from None


def _sections(element: Element) -> list[LanguageSection]:
    """The section, or none where the element only keeps the place of one."""
    if element.find(_ABSENT) is not None:
        return []
    level = _Level()
    terms, definitions = [], []
    for child in element:
        if child.tag == _TERM_SECTION:
            terms += _terms(child)
        elif child.tag == _DEFINITION:
            definitions.append(_definition(child))
        else:
            level.take(child, _SECTION_FIELDS)
    language = element.get(LANG, "")
    return [LanguageSection(language, terms=tuple(terms), definitions=tuple(definitions), **level.values())]


def _definition(group: Element) -> Definition:
    sources = _sources(child for child in group if child.tag != _TAG_OF[names.DEFINITION])
    return Definition(_content(group, _TAG_OF[names.DEFINITION]), sources[0] if sources else None)


def _sources(elements: Any) -> list[Source]:
    """The sources; the parts of a source come behind its citation and overrule it."""
    sources: list[Source] = []
    for element in elements:
        text = text_of(element)
        if element.tag == _OWN_SOURCE:
            parts = {name: element.get(name, "") for name in ("body", "date", "locator")}
            mark = choose(SourceMark, element.get("mark", SourceMark.UNVERIFIED), "mark")
            sources[-1:] = [Source(text, mark=mark, **parts)]
        elif element.tag == _TAG_OF[names.SOURCE]:
            sources.append(Source(text))
        else:
            raise InvalidValue(local_name(element), "is no element that may stand there", "take it out")
    return sources


def _terms(element: Element) -> list[Term]:
    """The term, or none where the element only keeps the place of one."""
    if element.find(_ABSENT) is not None:
        return []
    level, match = _Level(), _Level()
    sources, forms, context = [], [], []
    for child in element:
        if child.tag in _SOURCES:
            sources.append(child)
        elif child.tag == _own(module.LOOK_UP_FORM):
            forms.append(text_of(child))
        elif child.tag == _own(module.CONTEXT_WORD):
            context.append(text_of(child))
        elif child.tag in _MATCH_FIELDS:
            match.take(child, _MATCH_FIELDS)
        else:
            level.take(child, _TERM_FIELDS)
    settings = MatchSettings(context=tuple(context), **match.fields)
    values = {"text": "", **level.values()}
    return [Term(sources=tuple(_sources(sources)), look_up_forms=tuple(forms), match=settings, **values)]


def _one_of(values: Mapping[Any, str], place: str) -> Callable[[str], Any]:
    by_text = {text: value for value, text in values.items()}

    def read(text: str) -> Any:
        if text not in by_text:
            raise InvalidValue(place, f"unknown value {text!r}", f"use one of: {', '.join(by_text)}")
        return by_text[text]

    return read


def _member(enum: Any, place: str) -> Callable[[str], Any]:
    return lambda text: choose(enum, text, place)


_switch: Final = _one_of({value: text for text, value in _SWITCHES.items()}, "switch")
_part_of_speech: Final = _member(PartOfSpeech, "part of speech")
_SOURCES: Final = (_TAG_OF[names.SOURCE], _OWN_SOURCE)
_CONCEPT_FIELDS: Final = {_TAG_OF[names.SUBJECT_FIELD]: _Field("subject_field")}
_SECTION_FIELDS: Final = {_own(module.WORK_STATE): _Field("work_state", _member(WorkState, "work state"))}
_TERM_FIELDS: Final = {
    _core("term"): _Field("text"),
    _TAG_OF[names.STATUS]: _Field("status", _one_of(STATUSES, "administrative status")),
    _TAG_OF[names.PART_OF_SPEECH]: _Field("part_of_speech", _part_of_speech),
    _own(module.PART_OF_SPEECH): _Field("part_of_speech", _part_of_speech),
    _TAG_OF[names.TERM_TYPE]: _Field("term_type", _one_of(TERM_TYPES, "term type")),
    _TAG_OF[names.GEOGRAPHICAL_USAGE]: _Field("geographical_usage"),
    _own(module.NUMBER): _Field("number", _member(GrammaticalNumber, "number")),
    _own(module.PINYIN): _Field("pinyin"),
    _own(module.USAGE_NOTE): _Field("usage_note"),
    _own(module.REASON): _Field("reason"),
    _own(module.VALID_FROM): _Field("valid_from"),
    _own(module.VALID_TO): _Field("valid_to"),
}
_MATCH_FIELDS: Final = {
    _own(module.CASE_SENSITIVE): _Field("case_sensitive", _switch),
    _own(module.INFLECT): _Field("inflect", _switch),
    _own(module.EVIDENCE): _Field("evidence", _member(Evidence, "evidence")),
    _own(module.SEVERITY): _Field("severity", _member(Severity, "severity")),
}
