"""The elements of an entry as statements, which are the same whatever version, dialect or style of TBX the file has.

``<termNote type="register">`` (DCA), ``<basic:register>`` (DCT, whatever the prefix) and ``<register>`` (TBX-Min of
2014) all state the data category ``register``. Groups become a statement with companions: the definition, and its
source.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from termbase.errors import InvalidValue
from termbase.exchange.tbx.reading.faults import Faults
from termbase.exchange.tbx.reading.texts import spaced
from termbase.exchange.xml.reading import LANG, Element, line_of, local_name, text_of

ENTRIES: Final = frozenset(("conceptEntry", "termEntry", "entry"))
SECTIONS: Final = frozenset(("langSec", "langSet", "langGroup"))
TERMS: Final = frozenset(("termSec", "tig", "ntig", "termGroup"))
TERM: Final = "term"
NOTE: Final = "note"
DATE: Final = "date"

_LEVELS: Final = ENTRIES | SECTIONS | TERMS | {TERM}
_TYPED: Final = frozenset(
    ("admin", "adminNote", "descrip", "descripNote", "ref", "termNote", "transac", "transacNote", "xref")
)
_GROUPS: Final = {
    "adminGrp": "admin",
    "descripGrp": "descrip",
    "termNoteGrp": "termNote",
    "transacGrp": "transac",
    "termCompGrp": "termComp",
}
_WRAPPERS: Final = frozenset(("termGrp", "noteGrp"))
"""Elements that only hold others: what is in them stands on the level around them."""
_KIND_OF_NAMED: Final = {
    "definition": "descrip",
    "context": "descrip",
    "subjectField": "descrip",
    "source": "admin",
    "reading": "admin",
    "readingNote": "adminNote",
    "customerSubset": "admin",
    "projectSubset": "admin",
    "crossReference": "ref",
    "externalCrossReference": "xref",
    "xGraphic": "xref",
    "transactionType": "transac",
    "responsibility": "transacNote",
    "administrativeStatus": "termNote",
    "partOfSpeech": "termNote",
}
_RENAMED: Final = {
    "termStatus": "administrativeStatus",
    "customer": "customerSubset",
    "conceptDomain": "subjectField",
    "conceptDefinition": "definition",
}
"""Data categories that the TBX-Min of 2014 and Phrase call otherwise."""
_NOTES: Final = frozenset((NOTE, "conceptNote"))
"""Data categories that are notes."""
_LONGEST_TYPE: Final = 200
_OWN_KIND: Final = frozenset((NOTE, DATE, "termComp"))


class Statement(NamedTuple):
    """What one element says: a data category with its value.

    ``kind`` is the element that TBX has for it (``termNote``, ``descrip``, ``note``), ``category`` its type, empty for
    a note or a date. ``target`` is the identifier or address it leads to, ``language`` its own language as the file
    writes it, ``companions`` what stands with it in its group.
    """

    kind: str
    category: str
    text: str
    target: str = ""
    language: str = ""
    line: int = 0
    companions: tuple["Statement", ...] = ()

    @property
    def name(self) -> str:
        """The name of the data category: ``termNote/register``."""
        return f"{self.kind}/{self.category}" if self.category else self.kind

    @property
    def alone(self) -> "Statement":
        """The statement without its companions."""
        return self._replace(companions=()) if self.companions else self


class Level:
    """An entry, a language section or a term section, looked through once.

    ``below`` are the elements of the levels under it, with their names, and ``statements`` what it says itself.
    """

    def __init__(self, element: Element, faults: Faults) -> None:
        self.below: list[tuple[str, Element]] = []
        self.statements: list[Statement] = []
        self._faults = faults
        self._look_through(element, "termNote" if local_name(element) in TERMS else "descrip", self.statements)

    def _look_through(self, parent: Element, default: str, found: list[Statement]) -> None:
        """Add what ``parent`` says to ``found``; ``default`` is the kind of elements that nobody knows."""
        self._refuse_text(parent, parent.text)
        for child in parent:
            self._refuse_text(parent, child.tail)
            name = local_name(child)
            if name in _LEVELS:
                self.below.append((name, child))
            elif name in _WRAPPERS:
                self._look_through(child, default, found)
            elif name in _GROUPS:
                members: list[Statement] = []
                self._look_through(child, _GROUPS[name], members)
                found += _grouped(members, _GROUPS[name], child.get(LANG, ""))
            elif name:
                try:
                    found.append(_statement(child, name, default))
                except InvalidValue as error:
                    self._faults.note(child, error)
            else:
                problem = f"refers to the entity {child.text}"
                self._faults.note(child, InvalidValue("", problem, "write its text out"))

    def _refuse_text(self, parent: Element, text: str | None) -> None:
        if text and not text.isspace():
            problem = f"the text {text.strip()!r} stands between the elements of {local_name(parent)!r}"
            self._faults.note(parent, InvalidValue("", problem, "put it into an element"))


def _grouped(members: list[Statement], kind: str, language: str) -> list[Statement]:
    """One statement with its companions; its head is the first of the group's kind, else the first that is no note."""
    heads = [member for member in members if member.kind == kind] or [it for it in members if it.kind != NOTE]
    if not heads:
        return members
    head = heads[0]
    companions = (*head.companions, *[member for member in members if member is not head])
    own = head.language or language
    return [Statement(head.kind, head.category, head.text, head.target, own, head.line, companions)]


def _statement(element: Element, name: str, default: str) -> Statement:
    given = element.get("type", "")
    if len(given) > _LONGEST_TYPE:
        raise InvalidValue("type", f"is {len(given):,} characters long", f"use at most {_LONGEST_TYPE}")
    kind, category = _kind_and_category(name, given, default)
    target, language = element.get("target", ""), element.get(LANG, "")
    return Statement(kind, category, _text(element, name), target.strip(), language, line_of(element))


@lru_cache(maxsize=4096)
def _kind_and_category(name: str, category: str, default: str) -> tuple[str, str]:
    """The element and the type that TBX has for an element of this name, with this type."""
    category = _RENAMED.get(category.strip(), category.strip())
    if category in _NOTES:
        return NOTE, ""
    if name in _TYPED or name == "termCompList":
        return name, category
    if name in _OWN_KIND:
        return name, ""
    if category:
        return name, category
    named = _RENAMED.get(name, name)
    return _KIND_OF_NAMED.get(named, default), named


def _text(element: Element, name: str) -> str:
    if name == "termCompList":
        return "\n".join(_parts(element))
    if name == NOTE and len(element):
        key, value = (element.find(f"{{*}}{part}") for part in ("noteKey", "noteValue"))
        if key is not None and value is not None:
            return f"{spaced(text_of(key))}: {spaced(text_of(value))}"
    return spaced(text_of(element))


def _parts(element: Element) -> Iterator[str]:
    """The parts of a term, each with what is said of it."""
    for child in element:
        if local_name(child) == "termCompGrp":
            yield from _parts(child)
        elif part := spaced(text_of(child)):
            yield part
