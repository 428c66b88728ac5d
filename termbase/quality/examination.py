"""Run every check over a term base."""

from collections.abc import Iterable, Iterator

from termbase.concepts import Concept
from termbase.quality.chinese import check_chinese
from termbase.quality.collisions import check_collisions
from termbase.quality.defect import Defect
from termbase.quality.entries import check_entry
from termbase.quality.relations import check_relations


def examine(concepts: Iterable[Concept]) -> Iterator[Defect]:
    """All defects of ``concepts``: those of each by itself first, then those between them."""
    kept = list(concepts)
    for concept in kept:
        yield from check_entry(concept)
        yield from check_chinese(concept)
    yield from check_collisions(kept)
    yield from check_relations(kept)
