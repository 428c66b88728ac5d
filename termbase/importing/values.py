"""What an import is asked to do, what it plans for each concept, and what it did."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from termbase.concepts import Concept
from termbase.history.differences import Difference
from termbase.history.merging import Conflict


class ImportPolicy(StrEnum):
    """What an import does with a concept that the term base has already.

    ``skip`` leaves it as it is, ``replace`` puts the incoming one in its place, ``merge`` adds what it has not, and
    keeps its own where both say something else. ``review`` puts every incoming concept into the review queue.
    """

    SKIP = "skip"
    REPLACE = "replace"
    MERGE = "merge"
    REVIEW = "review"


class Verdict(StrEnum):
    """What an incoming concept is to the term base."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "the same"
    CONFLICT = "conflict"
    RETIRED = "removed before"


class Action(StrEnum):
    """What is done with an incoming concept."""

    ADD = "add"
    REPLACE = "replace"
    MERGE = "merge"
    PROPOSE = "propose"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Planned:
    """One incoming concept and what becomes of it.

    ``concept`` is the value to be stored or proposed, under the id that it gets; ``given_id`` the id that it came with.
    ``stored`` is the concept that it is in the term base, None for none. ``differences`` are those between ``stored``
    and ``concept``; ``conflicts`` the fields in which both say something, of which ``concept`` holds one. ``problem``
    says why a concept is left out that is neither the same nor skipped. ``rivals`` are the ids of the stored
    concepts of which it could be any, and ``incoming`` is a concept that is a stored one, as it came.
    """

    concept: Concept
    verdict: Verdict
    action: Action
    given_id: str
    stored: Concept | None = None
    differences: tuple[Difference, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    problem: str = ""
    rivals: tuple[str, ...] = ()
    incoming: Concept | None = None

    @property
    def renamed(self) -> bool:
        """Whether the concept got another id than it came with because that one is taken by a different concept."""
        return self.stored is None and self.concept.id != self.given_id


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What an import did, in numbers of concepts.

    ``skipped`` are those that were there and differ; ``unchanged`` those that were there and do not. ``unclear`` names
    incoming concepts that were left out because it is not certain which stored one they are; ``retired`` those that
    were removed once and stay out; ``renamed`` pairs ids that are taken by different concepts with the new ones.
    ``disputed`` counts the concepts that were merged with conflicts.
    """

    added: int = 0
    replaced: int = 0
    merged: int = 0
    skipped: int = 0
    unchanged: int = 0
    proposed: int = 0
    disputed: int = 0
    unclear: tuple[tuple[str, str], ...] = ()
    retired: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, batch: Sequence[Planned]) -> "ImportSummary":
        """The numbers of a batch that was carried out, or would be."""
        actions = Counter(planned.action for planned in batch)
        left = [it for it in batch if it.action is Action.LEAVE]
        return cls(
            added=actions[Action.ADD],
            replaced=actions[Action.REPLACE],
            merged=actions[Action.MERGE],
            skipped=sum(it.stored is not None and it.verdict is not Verdict.SAME for it in left),
            unchanged=sum(it.verdict is Verdict.SAME for it in left),
            proposed=actions[Action.PROPOSE],
            disputed=sum(it.action is Action.MERGE and bool(it.conflicts) for it in batch),
            unclear=tuple((it.given_id, it.problem) for it in left if it.verdict is Verdict.CONFLICT and not it.stored),
            retired=tuple(it.given_id for it in left if it.verdict is Verdict.RETIRED),
            renamed=tuple((it.given_id, it.concept.id) for it in batch if it.renamed),
        )

    def __add__(self, other: "ImportSummary") -> "ImportSummary":
        return ImportSummary(
            self.added + other.added,
            self.replaced + other.replaced,
            self.merged + other.merged,
            self.skipped + other.skipped,
            self.unchanged + other.unchanged,
            self.proposed + other.proposed,
            self.disputed + other.disputed,
            self.unclear + other.unclear,
            self.retired + other.retired,
            self.renamed + other.renamed,
        )
