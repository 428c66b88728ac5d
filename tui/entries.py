"""What the screens show: plain values made from concepts, their text safe for a terminal.

Nothing here knows a store or a screen, so a screen can be shown with values made by hand.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from glossary.report.terminal import printable
from termbase.concepts import AdministrativeStatus, Concept
from termbase.filters import BEST_FIRST, EVERYTHING, Filter, Order
from termbase.history.values import Change
from termbase.listing import ListedConcept
from termbase.quality.defect import Defect
from termbase.search import fold

_JOINERS: Final = frozenset(map(chr, range(0xFE00, 0xFE10))) | {"\u20e3"}
_JOINER: Final = re.compile("[\ufe00-\ufe0f\u20e3]")


PAGE_SIZE: Final = 50
"""How many concepts a list reads first; it doubles as one scrolls."""


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
    state: str = ""
    changed: str = ""
    found: str = ""
    found_status: AdministrativeStatus = AdministrativeStatus.PREFERRED


@dataclass(frozen=True, slots=True)
class Wish:
    """What a list is to hold: what ``text`` finds, of that what ``only`` lets through, in an order."""

    text: str = ""
    only: Filter = EVERYTHING
    order: Order = BEST_FIRST


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of what a wish finds, from number ``start`` on.

    ``more`` says whether there are others after them, ``total`` counts the term base.
    """

    wish: Wish = Wish()
    rows: Sequence[Row] = ()
    start: int = 0
    more: bool = False
    total: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept with a row for each concept it points at; a target that is not there has none.

    ``version`` is the number of its latest change, None where no history is kept.
    """

    concept: Concept
    related: Mapping[str, Row] = field(default_factory=dict)
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Remarks:
    """What is said about a concept from outside: its problems, and its latest changes, the last one first."""

    problems: Sequence[Defect] = ()
    changes: Sequence[Change] = ()
    earlier: bool = False  # whether there are changes before these


def safe(text: str) -> str:
    """``text`` on one line, without what steers a terminal and without marks on whose width terminals disagree.

    Joined emoji come apart, because terminals draw them two or six columns wide.
    """
    if text.isprintable() and not _JOINER.search(text):
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
        _state(concept),
        f"{concept.changed_at:%Y-%m-%d}" if concept.changed_at else "",
        safe(found),
        status,
    )


def _state(concept: ListedConcept) -> str:
    states = concept.work_states
    if len(states) > 1:
        return "partly approved"
    return next((state.value for state in states), "")


def _disputed(char: str) -> bool:
    return char in _JOINERS or unicodedata.category(char) == "Cf"


def _met(concept: ListedConcept, query: str) -> tuple[str, AdministrativeStatus]:
    """The first form that holds the query when neither term of the row does; ids and pinyin need no saying."""
    nothing = "", AdministrativeStatus.PREFERRED
    if not query or any(query in fold(shown) for shown in (concept.chinese, concept.english)):
        return nothing
    forms = ((form, term.status) for term in concept.terms for form in (term.text, *term.look_up_forms))
    return next((met for met in forms if query in fold(met[0])), nothing)
