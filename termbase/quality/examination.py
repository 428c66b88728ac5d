"""Run every check over a term base."""

from collections.abc import Callable, Iterable, Iterator

from termbase.concepts import Concept
from termbase.quality.chinese import check_chinese
from termbase.quality.collisions import Collisions
from termbase.quality.defect import Defect
from termbase.quality.entries import check_entry
from termbase.quality.relations import Relations


def examine(concepts: Iterable[Concept], tell: Callable[[int], None] = lambda _: None) -> Iterator[Defect]:
    """All defects of ``concepts``: those of each by itself first, then those between them.

    They are read once, and not kept. ``tell`` is called with how many were looked at so far.
    """
    collisions, relations = Collisions(), Relations()
    for number, concept in enumerate(concepts, 1):
        yield from examine_alone(concept)
        collisions.take(concept)
        relations.take(concept)
        tell(number)
    yield from collisions.defects()
    yield from relations.defects()


def examine_alone(concept: Concept) -> Iterator[Defect]:
    """The defects that a concept has by itself, whatever stands beside it."""
    yield from check_entry(concept)
    yield from check_chinese(concept)
