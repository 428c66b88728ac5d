"""What the history tells: steps, and the changes that they made to concepts."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from termbase.concepts import Concept


class ChangeKind(StrEnum):
    """What happened to a concept: one that is brought back counts as added."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Step:
    """One unit of work that changed the term base.

    ``number`` counts up and is never given twice; ``at`` is in UTC; ``by`` is who did it and ``why`` the reason, either
    may be empty; ``what`` is the verb as a user knows it: ``import``, ``undo``. ``undoes`` is the step that this one
    undid, ``undone_by`` the one that undid this one and is not undone itself.
    """

    number: int
    at: datetime
    by: str
    why: str
    what: str
    undoes: int | None = None
    undone_by: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What a step did to one concept; ``number`` counts up and is the concept's version after it.

    ``before`` and ``after`` are the whole concept, None where there was or is none.
    """

    number: int
    step: Step
    concept_id: str
    kind: ChangeKind
    before: Concept | None
    after: Concept | None


@dataclass(frozen=True, slots=True)
class StepSummary:
    """A step with the number of changes of each kind, and the ids of the first few concepts that it changed."""

    step: Step
    added: int
    changed: int
    removed: int
    concepts: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many changes the step made."""
        return self.added + self.changed + self.removed
