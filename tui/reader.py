"""Read the term base for the screen that browses."""

from collections.abc import Sequence
from functools import partial
from typing import Final, Protocol

from termbase.concepts import Concept
from termbase.errors import ConceptNotFound
from termbase.listing import ListedConcept, listed
from tui.entries import Entry, Page, Row, row_of
from tui.termbase import Asking

PAGE_SIZE: Final = 50
"""How many concepts a list reads first; it doubles as one scrolls."""


class Terms(Protocol):
    """What the screens read of a term base; ``termbase.store.Store`` is one."""

    def find_listed(self, text: str, *, limit: int) -> Sequence[ListedConcept]:
        """What a list shows of the concepts that ``text`` finds, best first; an empty text finds the first of all."""

    def get(self, concept_id: str) -> Concept:
        """The concept with this id; raises ``ConceptNotFound``."""

    def count(self) -> int:
        """How many concepts there are."""


class Reader:
    """Answers the requests of the screen that browses."""

    def __init__(self, termbase: Asking) -> None:
        self._termbase = termbase

    async def page(self, query: str, limit: int = PAGE_SIZE) -> Page:
        """The first ``limit`` rows that ``query`` finds. Raises ``ZhengmingError``."""
        return await self._termbase.ask(partial(_page, query, limit))

    async def entry(self, concept_id: str) -> Entry:
        """Everything about a concept. Raises ``ZhengmingError``."""
        return await self._termbase.ask(partial(_entry, concept_id))


def _page(query: str, limit: int, terms: Terms) -> Page:
    found = terms.find_listed(query, limit=limit + 1)
    rows = tuple(row_of(concept, query) for concept in found[:limit])
    return Page(query, rows, more=len(found) > limit, total=terms.count())


def _entry(concept_id: str, terms: Terms) -> Entry:
    concept = terms.get(concept_id)
    targets = dict.fromkeys(relation.target for relation in concept.relations)
    rows = {target: row for target in targets if (row := _row(terms, target))}
    return Entry(concept, rows)


def _row(terms: Terms, concept_id: str) -> Row | None:
    try:
        return row_of(listed(terms.get(concept_id)))
    except ConceptNotFound:
        return None
