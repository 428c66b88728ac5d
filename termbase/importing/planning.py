"""What would become of each concept of a file: pure reading, so that it can be shown before anything is done."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import compress, islice
from typing import Final

from termbase.concepts import MAX_ID_LENGTH, Concept
from termbase.importing import deciding
from termbase.importing.matching import Match, Matcher
from termbase.importing.values import ImportPolicy, Planned, Verdict
from termbase.reader import Reader

_BATCH: Final = 500
_TWICE: Final = "stands in the file a second time"
_LONGEST_STEM: Final = MAX_ID_LENGTH - len("-999999")


class Planner:
    """Plans the import of one file, batch by batch; nothing is written."""

    def __init__(self, reader: Reader, policy: ImportPolicy) -> None:
        self._reader = reader
        self._policy = policy
        self._matcher = Matcher(reader)
        self._given: set[str] = set()
        self.renamed: dict[str, str] = {}
        """The ids of the file that are taken by different concepts, with the new ones."""
        self.withdrawn: set[str] = set()
        """The ids of the latest batch that only an undo has taken away."""

    def plan(self, concepts: Iterable[Concept]) -> Iterator[list[Planned]]:
        """Yield the plan of each batch; what is yielded is written, if at all, before the next batch is read."""
        rest = iter(concepts)
        while batch := list(islice(rest, _BATCH)):
            yield self._batch(batch)

    def _batch(self, batch: list[Concept]) -> list[Planned]:
        issued = self._reader.issued(concept.id for concept in batch)
        gone = [concept_id for concept_id, removed_at in issued.items() if removed_at]
        self.withdrawn = self._reader.history.withdrawn(gone) if gone else set()
        retired = set(gone) - self.withdrawn
        taken = {concept_id for concept_id, removed_at in issued.items() if removed_at is None}
        are_first = [self._is_first(concept) for concept in batch]
        matches = iter(self._matcher.match(list(compress(batch, are_first)), taken))
        planned = [
            self._one(concept, next(matches), taken, retired)
            if is_first
            else deciding.left_out(concept, Verdict.CONFLICT, _TWICE)
            for concept, is_first in zip(batch, are_first, strict=True)
        ]
        return [self._redirected(it) for it in planned] if self.renamed else planned

    def _is_first(self, concept: Concept) -> bool:
        first = concept.id not in self._given
        self._given.add(concept.id)
        return first

    def _one(self, concept: Concept, match: Match, taken: set[str], retired: set[str]) -> Planned:
        if match.stored:
            return deciding.known(concept, match.stored, self._policy)
        if match.rivals:
            return deciding.unclear(concept, match.rivals, self._policy)
        if concept.id in retired:
            return deciding.left_out(concept, Verdict.RETIRED, "was removed once")
        new = concept
        if concept.id in taken or self._matcher.claimed(concept.id):
            new = replace(concept, id=self._free_id(concept.id))
            self.renamed[concept.id] = new.id
        self._matcher.claim(new.id)
        return deciding.new(new, concept.id, self._policy)

    def _free_id(self, wanted: str) -> str:
        candidate, number = self._reader.free_id(wanted), 1
        while self._matcher.claimed(candidate):
            number += 1
            candidate = self._reader.free_id(f"{wanted[:_LONGEST_STEM].rstrip('-._')}-{number}")
        return candidate

    def _redirected(self, planned: Planned) -> Planned:
        return replace(planned, concept=redirected(planned.concept, self.renamed))


def redirected(concept: Concept, renamed: dict[str, str]) -> Concept:
    """The concept with its relations to renamed concepts leading to their new ids."""
    if not any(relation.target in renamed for relation in concept.relations):
        return concept
    relations = tuple(replace(it, target=renamed.get(it.target, it.target)) for it in concept.relations)
    return replace(concept, relations=relations)
