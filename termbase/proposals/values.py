"""What waits in the review queue, and what may be decided about it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from termbase.concepts import Concept
from termbase.history.merging import Conflict


class Decision(StrEnum):
    """What a reviewer did with a proposal: took it as it was, changed it first, put it into another concept, or not."""

    ACCEPTED = "accepted"
    AMENDED = "amended"
    MERGED = "merged"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One concept that is proposed.

    ``number`` counts up and is never given twice. ``target`` is the id of the stored concept that ``concept`` would
    change, empty where it would be new. ``origin`` tells where it comes from, such as a file's name; ``at`` and ``by``
    when and by whom it was put into the queue, in step ``step`` of the history. ``decision`` is None while it waits;
    ``decided`` is the step that decided.
    """

    number: int
    concept: Concept
    target: str
    origin: str
    step: int
    at: datetime
    by: str
    decision: Decision | None = None
    decided: int | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """The proposals that one step put into the queue: how many, and how many of them wait for a decision."""

    step: int
    origin: str
    at: datetime
    by: str
    proposed: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a reviewer says of the fields in which a proposal and the stored concept say different things.

    ``proposed`` are the conflicts in which the proposal holds, ``stored`` those in which the stored concept does.
    """

    proposed: tuple[Conflict, ...] = ()
    stored: tuple[Conflict, ...] = ()
