"""The elements of an entry as statements, which are the same whatever version, dialect or style of TBX the file has.

``<termNote type="register">`` (DCA), ``<basic:register>`` (DCT, whatever the prefix) and ``<register>`` (TBX-Min of
2014) all state the data category ``register``. Groups become a statement with companions: the definition, and its
source.
"""

from collections.abc import Iterator
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
_RENAMED: Final = {"termStatus": "administrativeStatus", "customer": "customerSubset"}
"""Elements of the TBX-Min of 2014 that have another name elsewhere."""
_OWN_KIND: Final = {NOTE: NOTE, DATE: DATE, "termComp": "termComp"}


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


def statements(level: Element, faults: Faults) -> Iterator[Statement]:
    """What an entry, a language section or a term section says on its own level."""
    default = "termNote" if local_name(level) in TERMS else "descrip"
    return _statements(level, default, faults)


def children(level: Element, names: frozenset[str]) -> Iterator[Element]:
    """The children with one of these names, whatever only wraps them left aside."""
    for child in level:
        name = local_name(child)
        if name in names:
            yield child
        elif name in _WRAPPERS:
            yield from children(child, names)


def _statements(parent: Element, default: str, faults: Faults) -> Iterator[Statement]:
    for child in parent:
        name = local_name(child)
        if name in _LEVELS:
            continue
        if name in _WRAPPERS:
            yield from _statements(child, default, faults)
        elif name in _GROUPS:
            yield from _group(child, _GROUPS[name], faults)
        elif name:
            try:
                yield _statement(child, name, default)
            except InvalidValue as error:
                faults.note(child, error)
        else:
            faults.note(child, InvalidValue("", f"refers to the entity {child.text}", "write its text out"))


def _group(group: Element, kind: str, faults: Faults) -> Iterator[Statement]:
    """One statement with its companions; the head is the first of the group's kind."""
    members = list(_statements(group, kind, faults))
    head = next((place for place, member in enumerate(members) if member.kind == kind), 0)
    if members:
        first = members.pop(head)
        language = first.language or group.get(LANG, "")
        yield first._replace(language=language, companions=(*first.companions, *members))


def _statement(element: Element, name: str, default: str) -> Statement:
    kind, category = _kind_and_category(element, name, default)
    return Statement(
        kind,
        category,
        _text(element, name),
        element.get("target", "").strip(),
        element.get(LANG, ""),
        line_of(element),
    )


def _kind_and_category(element: Element, name: str, default: str) -> tuple[str, str]:
    category = element.get("type", "").strip()
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
        return "\n".join(spaced(text_of(part)) for part in element.iter("{*}termComp"))
    if name == NOTE and len(element):
        key, value = (element.find(f"{{*}}{part}") for part in ("noteKey", "noteValue"))
        if key is not None and value is not None:
            return f"{spaced(text_of(key))}: {spaced(text_of(value))}"
    return spaced(text_of(element))
