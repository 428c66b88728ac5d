"""What a version, a dialect and a style of TBX make of an entry: the names of its levels and its data categories."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from termbase.concepts import AdministrativeStatus, TermType
from termbase.exchange.tbx.categories import CATEGORIES, Category, Level, Module, parted
from termbase.exchange.tbx.markup import Tag, quoted

V3_NAMESPACE: Final = "urn:iso:std:iso:30042:ed-2"
STATUSES: Final = {status: f"{status}Term-admn-sts" for status in AdministrativeStatus}
TERM_TYPES: Final = {
    TermType.FULL_FORM: "fullForm",
    TermType.SHORT_FORM: "shortForm",
    TermType.ABBREVIATION: "abbreviation",
    TermType.ACRONYM: "acronym",
    TermType.VARIANT: "variant",
    TermType.PHRASE: "phrase",
}


@dataclass(frozen=True, slots=True)
class Dialect:
    """How entries are written.

    ``tags`` holds the data categories that the dialect has. ``languages_anywhere`` says whether a definition may tell
    its own language, ``time_of_day`` whether a date may have one, ``picklists`` whether a location of a term is one of
    a list; ``proper_noun`` is the part of speech written for one.
    """

    name: str
    style: str
    entry: Tag
    section: Tag
    term: Tag
    tags: Mapping[str, Tag]
    namespaces: Mapping[str, str] = field(default_factory=dict)
    proper_noun: str = "noun"
    time_of_day: bool = True
    languages_anywhere: bool = True
    picklists: bool = True

    def carries(self, level: Level, name: str, value: str) -> bool:
        """Whether a value that the model keeps as the data category ``name`` can be written as that."""
        known = _BY_NAME.get(name)
        return name in self.tags and known is not None and known.allows(level, value, picklists=self.picklists)


_BY_NAME: Final = {category.name: category for category in CATEGORIES}


def said(name: str, value: str) -> tuple[str, str]:
    """Content and further attributes of the element that a data category of ``tags`` is written as."""
    if not _BY_NAME[name].address:
        return value, ""
    text, address = parted(value)
    return text, f" target={quoted(address)}"


def _v3(name: str, style: str, *modules: Module) -> Dialect:
    own = [category for category in CATEGORIES if category.module in modules]
    dct = style == "dct"
    return Dialect(
        name=name,
        style=style,
        entry=Tag.of("conceptEntry"),
        section=Tag.of("langSec"),
        term=Tag.of("termSec"),
        tags=_dct(own) if dct else _dca(own),
        namespaces={module.prefix: module.value for module in modules} if dct else {},
        languages_anywhere=not dct,
    )


def _dca(categories: Iterable[Category]) -> dict[str, Tag]:
    return {category.name: Tag.of(category.element, category.kind) for category in categories}


def _dct(categories: Iterable[Category]) -> dict[str, Tag]:
    return {category.name: Tag.of(f"{category.module.prefix}:{category.kind}") for category in categories}


BASIC_DCA: Final = _v3("TBX-Basic", "dca", Module.MIN, Module.BASIC)
BASIC_DCT: Final = _v3("TBX-Basic", "dct", Module.MIN, Module.BASIC)
MIN_DCA: Final = _v3("TBX-Min", "dca", Module.MIN)
MIN_DCT: Final = _v3("TBX-Min", "dct", Module.MIN)
CORE: Final = _v3("TBX-Core", "dca")
V2: Final = Dialect(
    name="TBX-Basic",
    style="",
    entry=Tag.of("termEntry"),
    section=Tag.of("langSet"),
    term=Tag.of("tig"),
    tags=_dca(CATEGORIES),
    proper_noun="properNoun",
    time_of_day=False,
    picklists=False,
)
