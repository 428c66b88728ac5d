"""Checks between concepts: the same concept twice, and a rendering both banned and accepted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from termbase.concepts import Concept, Evidence
from termbase.fields import CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL, ENGLISH
from termbase.quality.defect import Defect


def check_collisions(concepts: Iterable[Concept]) -> Iterator[Defect]:
    """Defects that show when these few concepts are held against each other."""
    collisions = Collisions()
    for concept in concepts:
        collisions.take(concept)
    yield from collisions.defects()


class Collisions:
    """Takes in concepts, one by one, and keeps of each no more than is held against the others."""

    def __init__(self) -> None:
        self._accepted: dict[str, str] = {}
        self._banned: list[tuple[str, str]] = []
        self._by_term: dict[tuple[str, str], list[str]] = defaultdict(list)

    def take(self, concept: Concept) -> None:
        """Take in a concept."""
        chinese = concept.preferred(CHINESE_SIMPLIFIED) or concept.preferred(CHINESE_TRADITIONAL)
        self._by_term[chinese, concept.subject_field].append(concept.id)
        for term in concept.terms(ENGLISH):
            text = term.text.casefold()
            if term.status.accepted and not term.valid_to:
                self._accepted.setdefault(text, concept.id)
            elif not term.status.accepted and term.match.evidence is Evidence.ALWAYS:
                self._banned.append((text, concept.id))

    def defects(self) -> Iterator[Defect]:
        """What shows when all concepts that were taken in are held against each other."""
        yield from self._twice()
        for text, concept_id in self._banned:
            if text in self._accepted:
                problem = f"bans {text!r}, which {self._accepted[text]} accepts"
                yield Defect(concept_id, "collision", problem, "ask for evidence: context or source")

    def _twice(self) -> Iterator[Defect]:
        for (chinese, subject_field), ids in self._by_term.items():
            for double in ids[1:] if chinese else ():
                problem = f"{chinese} in {subject_field or 'no subject field'} is also {ids[0]}"
                yield Defect(double, "duplicate", problem, "merge them, or tell their subject fields apart")
