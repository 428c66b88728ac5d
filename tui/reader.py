"""Read the term base for the screens, off the thread that draws them.

One thread takes one request after the other. A screen asks from an exclusive worker: when a newer request replaces it,
a request that still waits is dropped and the answer of one that runs is thrown away.
"""

from asyncio import get_running_loop
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Final, Protocol

from termbase.concepts import Concept
from termbase.errors import ConceptNotFound
from termbase.listing import ListedConcept, listed
from tui.entries import Entry, Page, Row, row_of

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


OpenTerms = Callable[[], AbstractContextManager[Terms]]
"""Opens one unit of work; called once a request, so every request sees what others have changed."""


class Reader:
    """Answers the requests of the screens; ``place`` is the term base's location, as it may be shown."""

    def __init__(self, open_terms: OpenTerms, place: str) -> None:
        self.place = place
        self._open = open_terms
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="term base")

    async def page(self, query: str, limit: int = PAGE_SIZE) -> Page:
        """The first ``limit`` rows that ``query`` finds. Raises ``ZhengmingError``."""
        return await get_running_loop().run_in_executor(self._thread, self._page, query, limit)

    async def entry(self, concept_id: str) -> Entry:
        """Everything about a concept. Raises ``ZhengmingError``."""
        return await get_running_loop().run_in_executor(self._thread, self._entry, concept_id)

    def close(self) -> None:
        """Drop what waits."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _page(self, query: str, limit: int) -> Page:
        with self._open() as terms:
            found = terms.find_listed(query, limit=limit + 1)
            rows = tuple(row_of(concept, query) for concept in found[:limit])
            return Page(query, rows, more=len(found) > limit, total=terms.count())

    def _entry(self, concept_id: str) -> Entry:
        with self._open() as terms:
            concept = terms.get(concept_id)
            targets = dict.fromkeys(relation.target for relation in concept.relations)
            rows = {target: row for target in targets if (row := _row(terms, target))}
            return Entry(concept, rows)


def _row(terms: Terms, concept_id: str) -> Row | None:
    try:
        return row_of(listed(terms.get(concept_id)))
    except ConceptNotFound:
        return None
