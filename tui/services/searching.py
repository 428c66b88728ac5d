"""Search a term base for the concept that somebody means."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from tui.entries import Row, row_of
from tui.termbase import Asking

if TYPE_CHECKING:
    from termbase.unit import Store

_LIMIT: Final = 50


class TermbaseSearching:
    """Finds concepts in a term base."""

    def __init__(self, termbase: Asking) -> None:
        self._termbase = termbase

    async def find(self, text: str) -> Sequence[Row]:
        """The rows of the best concepts that ``text`` finds, best first; an empty text finds the first of all."""

        def rows(store: "Store") -> tuple[Row, ...]:
            return tuple(row_of(concept, text) for concept in store.find_listed(text, limit=_LIMIT))

        return await self._termbase.ask(rows)
