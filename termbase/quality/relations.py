"""Checks of relations: every target is there, and no hierarchy runs in a circle."""

from collections.abc import Iterable, Iterator
from typing import Final

from termbase.concepts import Concept, RelationKind
from termbase.quality.defect import Defect

_DIRECTED: Final = tuple(kind for kind in RelationKind if kind is not RelationKind.RELATED)


def check_relations(concepts: Iterable[Concept]) -> Iterator[Defect]:
    """Defects of the relations of these few concepts, which are all that there are."""
    relations = Relations()
    for concept in concepts:
        relations.take(concept)
    yield from relations.defects()


class Relations:
    """Takes in concepts, one by one, and keeps of each where its relations lead."""

    def __init__(self) -> None:
        self._targets: dict[RelationKind, dict[str, list[str]]] = {kind: {} for kind in RelationKind}
        self._known: set[str] = set()

    def take(self, concept: Concept) -> None:
        """Take in a concept."""
        self._known.add(concept.id)
        for relation in concept.relations:
            self._targets[relation.kind].setdefault(concept.id, []).append(relation.target)

    def defects(self) -> Iterator[Defect]:
        """Dangling relations, relations of a concept to itself, and circles of one directed kind."""
        for kind, table in self._targets.items():
            for concept_id, related in table.items():
                for target in related:
                    if target not in self._known:
                        problem = f"is {kind} {target}, which is not there"
                        yield Defect(concept_id, "relation", problem, "correct the id")
                    elif target == concept_id:
                        yield Defect(concept_id, "relation", f"is {kind} itself", "take the relation out")
        for kind in _DIRECTED:
            yield from _circles(kind, self._targets[kind])


def _circles(kind: RelationKind, table: dict[str, list[str]]) -> Iterator[Defect]:
    """One defect for each circle, found by walking depth first without recursion."""
    finished: set[str] = set()
    for start in table:
        path: list[str] = []
        stack: list[tuple[str, bool]] = [(start, False)]
        while stack:
            concept_id, leaving = stack.pop()
            if leaving:
                path.pop()
                finished.add(concept_id)
            elif concept_id in path:
                circle = [*path[path.index(concept_id) :], concept_id]
                if len(circle) > 2:
                    yield Defect(concept_id, "relation", f"{kind} runs in a circle: {' → '.join(circle)}", "break it")
            elif concept_id not in finished:
                path.append(concept_id)
                stack.append((concept_id, True))
                stack += [(target, False) for target in table.get(concept_id, ())]
