"""Take the history of one term base over into another.

The history is only ever added to, so it can be taken over only into a term base in which nothing ever was. There it
keeps its numbers, so that versions and steps are called what they were.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from termbase.concepts import Concept
from termbase.curation.roles import Role
from termbase.errors import HistoryError
from termbase.history.values import HistoryRecord
from termbase.reading import BATCH
from termbase.unit import Store


@dataclass(frozen=True, slots=True)
class TakenOver:
    """How many concepts and steps came into the term base."""

    concepts: int
    steps: int


def recorded(store: Store) -> Iterator[HistoryRecord]:
    """All that the history of a term base holds, in the order of ``HistoryRecord``, read in batches.

    It belongs to the concepts of the same unit of work. Raises ``StoreError`` for the built-in glossary.
    """
    return store.history.records()


def can_take_over(store: Store) -> bool:
    """Whether nothing ever was in the term base, and the user administers it."""
    return store.history.is_untouched() and store.role.covers(Role.ADMINISTRATOR)


def take_over(store: Store, items: Iterable[Concept | HistoryRecord]) -> TakenOver:
    """Put concepts, as they are, into a term base in which nothing ever was, and the history that follows them.

    They become no step of their own, unless no history follows. Raises ``HistoryError`` where ``can_take_over`` is
    false and for a history that contradicts itself or the concepts, and ``ConceptExists`` for an id given twice.
    """
    if not can_take_over(store):
        raise HistoryError("history", "something was in the term base already", "take it over into a new one")
    rest, concepts = iter(items), 0
    while batch := list(islice(rest, BATCH)):
        leading = [item for item in batch if isinstance(item, Concept)]
        if leading != batch[: len(leading)]:
            raise HistoryError("history", "a concept comes after it", "export the term base anew")
        store.place(leading)
        concepts += len(leading)
        if len(leading) < len(batch):
            return TakenOver(concepts, store.place_history(_records(chain(batch[len(leading) :], rest))))
    store.record_placed()
    return TakenOver(concepts, 0)


def _records(items: Iterable[Concept | HistoryRecord]) -> Iterator[HistoryRecord]:
    for item in items:
        if isinstance(item, Concept):
            raise HistoryError("history", "a concept comes after it", "export the term base anew")
        yield item
