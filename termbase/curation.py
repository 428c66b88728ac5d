"""The verbs of a terminologist, as functions over a store."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Final

from termbase.concepts import Concept
from termbase.unit import Store

_BATCH: Final = 500


class ImportPolicy(StrEnum):
    """What an import does with a concept whose id the term base has already."""

    SKIP = "skip"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What an import did, in numbers of concepts.

    ``unchanged`` counts those that say what the term base says already, where they might have been replaced;
    ``retired`` lists ids that were removed once and stay out.
    """

    added: int = 0
    replaced: int = 0
    skipped: int = 0
    unchanged: int = 0
    retired: tuple[str, ...] = ()

    def __add__(self, other: "ImportSummary") -> "ImportSummary":
        return ImportSummary(
            self.added + other.added,
            self.replaced + other.replaced,
            self.skipped + other.skipped,
            self.unchanged + other.unchanged,
            self.retired + other.retired,
        )


def import_concepts(
    store: Store, concepts: Iterable[Concept], policy: ImportPolicy = ImportPolicy.SKIP
) -> ImportSummary:
    """Add every concept with a new id; skip or replace those that are there already, by id.

    An id that comes twice is treated the second time as one that is there. A concept that was removed stays out, but
    one that only an undo has taken away comes in: a file may be imported, undone, corrected and imported again. A
    concept that says what is stored already is not touched, so the same file changes nothing the second time. All
    happens in the store's unit of work.
    """
    summary, rest = ImportSummary(), iter(concepts)
    while batch := list(islice(rest, _BATCH)):
        summary += _import_batch(store, batch, policy)
    return summary


def _import_batch(store: Store, batch: list[Concept], policy: ImportPolicy) -> ImportSummary:
    ids = [concept.id for concept in batch]
    issued = store.issued(ids)
    gone = [concept_id for concept_id, removed_at in issued.items() if removed_at]
    withdrawn = store.history.withdrawn(gone) if gone else set()
    new: dict[str, Concept] = {}
    known: dict[str, Concept] = {}
    retired: list[str] = []
    again = 0
    for concept in batch:
        if issued.get(concept.id) and concept.id not in withdrawn:
            retired.append(concept.id)
            continue
        place = known if concept.id in issued and concept.id not in withdrawn else new
        again += concept.id in place
        if policy is ImportPolicy.REPLACE or concept.id not in place:
            place[concept.id] = concept
    store.add_all(concept for concept in new.values() if concept.id not in withdrawn)
    store.add_again([concept for concept in new.values() if concept.id in withdrawn])
    if policy is ImportPolicy.SKIP:
        return ImportSummary(len(new), skipped=len(known) + again, retired=tuple(retired))
    replaced = store.replace_changed(list(known.values()))
    return ImportSummary(len(new), replaced + again, unchanged=len(known) - replaced, retired=tuple(retired))
