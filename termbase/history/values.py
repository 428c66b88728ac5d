"""What the history tells: steps, and the changes that they made to concepts.

The ``History`` of a term base tells ``Step`` and ``Change``, which know what came of them; what is kept, and goes from
one term base to another (see ``termbase.history.transfer``), is in ``RecordedStep``, ``RecordedChange``, ``RetiredId``.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from termbase.concepts import Concept
from termbase.errors import InvalidValue
from termbase.fields import clean_text, in_utc

_LARGEST: Final = 2**30
"""The largest number that leaves a term base room to count on: databases keep 31 bits."""


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


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did: the step that it undid, its own number, and how many concepts it touched how."""

    undone: Step
    step: int | None
    added: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class RecordedStep:
    """A step as it is kept; see ``Step``. Raises ``InvalidValue`` for what no term base can have recorded."""

    number: int
    at: datetime
    by: str = ""
    why: str = ""
    what: str = ""
    undoes: int | None = None

    def __post_init__(self) -> None:
        _check_number(self.number, "step number")
        object.__setattr__(self, "at", in_utc(self.at, "at"))
        object.__setattr__(self, "by", clean_text(self.by, "by", empty=True))
        object.__setattr__(self, "why", clean_text(self.why, "why", multiline=True, empty=True))
        object.__setattr__(self, "what", clean_text(self.what, "what", empty=True))
        if self.undoes is not None:
            _check_number(self.undoes, "undoes")


@dataclass(frozen=True, slots=True)
class RecordedChange:
    """A change as it is kept; see ``Change``. ``step`` is the number of the step that made it.

    The concept after it is ``before`` of its next change, or else the concept as it is. Raises ``InvalidValue`` for
    what no term base can have recorded.
    """

    number: int
    step: int
    concept_id: str
    kind: ChangeKind
    before: Concept | None = None

    def __post_init__(self) -> None:
        _check_number(self.number, "change number")
        _check_number(self.step, "step")
        Concept(self.concept_id)  # which refuses what is no id
        if (self.before is None) != (self.kind is ChangeKind.ADDED):
            asked = "has no state before it" if self.kind is ChangeKind.ADDED else "needs the concept before it"
            raise InvalidValue("before", f"a concept that is {self.kind.value} {asked}", "take the change out")
        if self.before and self.before.id != self.concept_id:
            raise InvalidValue("before", f"is {self.before.id}, not {self.concept_id}", "correct the id")


@dataclass(frozen=True, slots=True)
class RetiredId:
    """An id whose concept was removed, and the moment: it is never given again."""

    concept_id: str
    removed_at: datetime

    def __post_init__(self) -> None:
        Concept(self.concept_id)  # which refuses what is no id
        object.__setattr__(self, "removed_at", in_utc(self.removed_at, "removed at"))


HistoryRecord = RecordedStep | RecordedChange | RetiredId
"""One record of a history. A whole one comes in this order: all steps, all changes, each by their numbers, all ids."""


def _check_number(number: int, place: str) -> None:
    if not 1 <= number <= _LARGEST:
        raise InvalidValue(place, f"{number} is not from 1 to {_LARGEST}", "correct it")
