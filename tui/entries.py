"""What the screens show: plain values made from concepts, their text safe for a terminal.

Nothing here knows a store or a screen, so a screen can be shown with values made by hand.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from glossary.report.terminal import printable
from termbase.concepts import AdministrativeStatus, Concept
from termbase.listing import ListedConcept
from termbase.search import fold

_JOINERS: Final = frozenset(map(chr, range(0xFE00, 0xFE10))) | {"\u20e3"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the concept list.

    ``found`` is the form that the search met when it is none of those shown, such as a deprecated rendering.
    """

    id: str
    chinese: str
    pinyin: str = ""
    english: str = ""
    subject_field: str = ""
    found: str = ""
    found_status: AdministrativeStatus = AdministrativeStatus.PREFERRED


@dataclass(frozen=True, slots=True)
class Page:
    """The first rows that a search found; ``more`` says whether there are others, ``total`` counts the term base."""

    query: str
    rows: Sequence[Row] = ()
    more: bool = False
    total: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept with a row for each concept it points at; a target that is not there has none."""

    concept: Concept
    related: Mapping[str, Row] = field(default_factory=dict)


def safe(text: str) -> str:
    """``text`` on one line, without what steers a terminal and without marks on whose width terminals disagree.

    Joined emoji come apart, because terminals draw them two or six columns wide.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(char for char in printable(text) if not _disputed(char))


def row_of(concept: ListedConcept, query: str = "") -> Row:
    """The row of a concept in the results of ``query``."""
    found, status = _met(concept, fold(query))
    return Row(
        concept.id,
        safe(concept.chinese),
        safe(concept.pinyin),
        safe(concept.english),
        safe(concept.subject_field),
        safe(found),
        status,
    )


def _disputed(char: str) -> bool:
    return char in _JOINERS or unicodedata.category(char) == "Cf"


def _met(concept: ListedConcept, query: str) -> tuple[str, AdministrativeStatus]:
    """The first form that holds the query when neither term of the row does; ids and pinyin need no saying."""
    nothing = "", AdministrativeStatus.PREFERRED
    if not query or any(query in fold(shown) for shown in (concept.chinese, concept.english)):
        return nothing
    forms = ((form, term.status) for term in concept.terms for form in (term.text, *term.look_up_forms))
    return next((met for met in forms if query in fold(met[0])), nothing)
