"""MultiTerm XML -> concepts, entry by entry."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, Final

from termbase.concepts import (
    AdministrativeStatus,
    Concept,
    DataCategory,
    LanguageSection,
    Relation,
    RelationKind,
    Term,
    WorkState,
)
from termbase.errors import ExchangeError, InvalidValue
from termbase.exchange.identifiers import IDENTIFIER, Identifiers
from termbase.exchange.multiterm import fields
from termbase.exchange.multiterm.fields import Level
from termbase.exchange.multiterm.groups import Group, child_named, line_of, read_group
from termbase.exchange.multiterm.languages import language_of
from termbase.exchange.multiterm.terms import read_term
from termbase.exchange.statuses import work_state_of
from termbase.exchange.values import Problem, ReadOptions
from termbase.exchange.xml.reading import Element, XmlDocument, line_number, local_name
from termbase.fields import CHINESE_SIMPLIFIED, ENGLISH, choose

_CHINESE: Final = re.compile("[\u3400-\u9fff]")


def read(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Concept | Problem]:  # noqa: ARG001
    """Yield a concept for each entry, or the problem that kept it out; ``ExchangeError`` for what is no MultiTerm XML.

    Fields are understood under their usual names; the others become data categories.
    """
    document = XmlDocument(stream, name)
    root = local_name(document.root)
    if root != "mtf":
        raise ExchangeError(f"{name}:1", f"is no MultiTerm XML: its root is {root[:40]}, not mtf", "name its format")
    identifiers = Identifiers()
    for entry in document.entries({"conceptGrp"}):
        line = line_number(entry)
        try:
            yield _concept(entry, identifiers)
        except InvalidValue as error:
            yield Problem(name, line, f"{error.place}: {error.problem}", error.cure)


def _concept(entry: Element, identifiers: Identifiers) -> Concept:
    group = read_group(entry, Level.ENTRY)
    sections = _sections(entry, group)
    subject = " ".join(group.one(fields.SUBJECT).splitlines())
    relations = tuple(_relations(group))
    return Concept(
        _id(entry, group, sections, identifiers),
        subject_field=subject,
        sections=tuple(sections),
        relations=relations,
        notes=tuple(group.notes),
        provenance=group.made,
        data_categories=tuple(group.categories),
    )


def _id(entry: Element, group: Group, sections: list[LanguageSection], identifiers: Identifiers) -> str:
    """The concept id that the entry gives, or else one for its number, which is kept."""
    if given := group.one(fields.ID):
        return identifiers.keep(Concept(given).id)
    number = line_of(child_named(entry, "concept"))
    if number:
        group.categories.insert(0, DataCategory(IDENTIFIER, number))
    english_first = sorted(sections, key=lambda section: section.language != ENGLISH)
    return identifiers.issue(number, [term.text for section in english_first for term in section.terms])


def _relations(group: Group) -> Iterator[Relation]:
    for value in group.all(fields.RELATION):
        kind, _, target = value.partition(": ")
        try:
            yield Relation(choose(RelationKind, kind, "relation"), target)
        except InvalidValue:
            group.keep(f"descrip/{fields.RELATION}", value)


def _sections(entry: Element, group: Group) -> list[LanguageSection]:
    """The language sections; two groups of one language become one."""
    state = group.chosen(fields.WORK_STATE, work_state_of) or WorkState.PROPOSED
    sections: dict[str, LanguageSection] = {}
    for element in entry:
        if local_name(element) == "languageGrp":
            section = _section(element, state)
            before = sections.get(section.language)
            sections[section.language] = _joined(before, section) if before else section
    if not sections:
        raise InvalidValue("entry", "has no language", "give it a term")
    _place_definitions(group, sections)
    return list(sections.values())


def _joined(first: LanguageSection, second: LanguageSection) -> LanguageSection:
    return replace(
        first,
        terms=first.terms + second.terms,
        definitions=first.definitions + second.definitions,
        notes=first.notes + second.notes,
        data_categories=first.data_categories + second.data_categories,
    )


def _place_definitions(group: Group, sections: dict[str, LanguageSection]) -> None:
    """Put the entry's definitions into the language that they are in, as far as their script tells it."""
    for definition in group.definitions:
        chinese = bool(_CHINESE.search(definition.text))
        alike = [language for language in sections if language.startswith("zh") is chinese]
        preferred = [language for language in alike if language in (CHINESE_SIMPLIFIED, ENGLISH)]
        language = next(iter((*preferred, *alike, *sections)))
        section = sections[language]
        sections[language] = replace(section, definitions=(*section.definitions, definition))


def _section(element: Element, unstated: WorkState) -> LanguageSection:
    group = read_group(element, Level.LANGUAGE)
    language = child_named(element, "language")
    if language is None:
        raise InvalidValue("languageGrp", "has no language", "name it")
    tag = language_of(language.get("lang", ""), language.get("type", ""))
    terms: list[Term] = []
    for child in element:
        if local_name(child) == "termGrp":
            first = all(term.status is not AdministrativeStatus.PREFERRED for term in terms)
            terms.append(read_term(child, group, first=first))
    return LanguageSection(
        tag,
        terms=tuple(terms),
        definitions=tuple(group.definitions),
        work_state=group.chosen(fields.WORK_STATE, work_state_of) or unstated,
        notes=tuple(group.notes),
        data_categories=tuple(group.categories),
    )
