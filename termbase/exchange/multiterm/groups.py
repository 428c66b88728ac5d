"""What stands on one level of an entry, sorted by what is known of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

from termbase.concepts import DataCategory, Definition, Provenance, Source, SourceMark
from termbase.exchange.multiterm import fields
from termbase.exchange.multiterm.fields import Level, category_name, known_field
from termbase.exchange.multiterm.values import date_of, flag_of, moment_of
from termbase.exchange.statuses import says_nothing
from termbase.exchange.xml.reading import Element, local_name, text_of

_BREAKS: Final = re.compile(r"[\r\n\t]+")
_RETURNS: Final = re.compile(r"\r\n?")
_LINKS: Final = ("Clink", "Glink", "Plink", "Slink", "Tlink", "Ulink")
_T = TypeVar("_T")


@dataclass(slots=True)
class Group:
    """The values of known fields, and what has a place of its own; the rest are data categories."""

    level: Level
    values: dict[str, list[str]] = field(default_factory=dict)
    definitions: list[Definition] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    categories: list[DataCategory] = field(default_factory=list)
    made: Provenance = field(default_factory=Provenance)

    def keep(self, name: str, value: str) -> None:
        """Keep as a data category what has no field."""
        if value.strip():
            self.categories.append(DataCategory(name, _RETURNS.sub("\n", value)))

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a field."""
        return tuple(self.values.get(name, ()))

    def one(self, name: str) -> str:
        """The value of a field that has one, or an empty text; further values are kept."""
        first, *others = self.values.get(name, [""])
        for other in others:
            self.keep(f"descrip/{name}", other)
        return first

    def chosen(self, name: str, meaning: Callable[[str], _T | None], category: str = "") -> _T | None:
        """What the first word of a field stands for that stands for something; the others are kept."""
        found: _T | None = None
        for word in self.values.get(name, ()):
            meant = meaning(word)
            if found is None and meant is not None:
                found = meant
            elif not says_nothing(word):
                self.keep(category or f"descrip/{name}", word)
        return found


def read_group(element: Element, level: Level) -> Group:
    """Sort the fields that stand directly in an element. Raises ``InvalidValue`` for a text that cannot be kept."""
    group = Group(level)
    for child in element:
        name = local_name(child)
        if name == "descripGrp":
            _add_field(child, group)
        elif name == "transacGrp":
            _add_transaction(child, group)
        elif name == "system":
            _add_system(child, group)
    return group


def line_of(element: Element | None) -> str:
    """The text of an element on one line; empty where there is none."""
    return "" if element is None else _BREAKS.sub(" ", text_of(element)).strip()


def child_named(element: Element, name: str) -> Element | None:
    """The first element with this name, directly in another."""
    return next((child for child in element if local_name(child) == name), None)


def _add_field(element: Element, group: Group) -> None:
    descrip = child_named(element, "descrip")
    if descrip is None:
        return
    name, text = descrip.get("type", ""), _RETURNS.sub("\n", text_of(descrip)).strip()
    known = known_field(name, group.level)
    below = [child for child in element if local_name(child) == "descripGrp"]
    if known == fields.DEFINITION and text:
        group.definitions.append(Definition(text, _take_source(below)))
    elif known == fields.SOURCE and text:
        group.sources.append(_source(text, below))
    elif known == fields.NOTE and text:
        group.notes.append(text)
    elif known and text:
        group.values.setdefault(known, []).append(text)
    elif text:
        group.keep(category_name(name), text)
    for link in _LINKS:
        if target := descrip.get(link):
            group.keep(f"{category_name(name)}@{link}", target)
    for child in below:
        _keep_below(child, category_name(name), group)


def _take_source(below: list[Element]) -> Source | None:
    """The source among the fields below a definition, which it is taken from."""
    for child in below:
        descrip = child_named(child, "descrip")
        if descrip is None or known_field(descrip.get("type", ""), Level.TERM) != fields.SOURCE:
            continue
        if document := line_of(descrip):
            below.remove(child)
            return _source(document, [it for it in child if local_name(it) == "descripGrp"])
    return None


def _source(document: str, below: list[Element]) -> Source:
    """A source with the parts that stand below it, which are taken from there as far as they are understood."""
    source = Source(_BREAKS.sub(" ", document))
    for child in list(below):
        descrip = child_named(child, "descrip")
        name, text = ("", "") if descrip is None else (descrip.get("type", ""), line_of(descrip))
        if name == fields.BODY and not source.body:
            source = replace(source, body=text)
        elif name == fields.LOCATOR and not source.locator:
            source = replace(source, locator=text)
        elif name == fields.DATE and not source.date and date_of(text):
            source = replace(source, date=text)
        elif name == fields.CHECKED and flag_of(text):
            source = replace(source, mark=SourceMark.CHECKED)
        else:
            continue
        below.remove(child)
    return source


def _keep_below(element: Element, above: str, group: Group) -> None:
    """Keep a field below another, under both names."""
    descrip = child_named(element, "descrip")
    if descrip is None:
        return
    name = f"{above}/{descrip.get('type', '')}"
    group.keep(name, text_of(descrip))
    for child in element:
        if local_name(child) == "descripGrp":
            _keep_below(child, name, group)


def _add_transaction(element: Element, group: Group) -> None:
    transac = child_named(element, "transac")
    if transac is None:
        return
    kind, who = transac.get("type", ""), line_of(transac)
    day = line_of(child_named(element, "date"))
    when = moment_of(day)
    if group.level is Level.ENTRY and when and kind == "origination" and not group.made.created_at:
        group.made = replace(group.made, created_at=when, created_by=who)
    elif group.level is Level.ENTRY and when and kind == "modification" and not group.made.changed_at:
        group.made = replace(group.made, changed_at=when, changed_by=who)
    else:
        group.keep(f"transac/{kind}", f"{who} {day}")


def _add_system(element: Element, group: Group) -> None:
    kind, text = element.get("type", ""), line_of(element)
    if kind == "status" and text and known_field(fields.WORK_STATE, group.level):
        group.values.setdefault(fields.WORK_STATE, []).append(text)
    else:
        group.keep(f"admin/{kind}", text)
