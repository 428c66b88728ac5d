"""The error tree.

Every error names a place, what is wrong there, and the cure; formatting happens once, at the edge.

    ZhengmingError
    ├── InvalidValue          a value breaks an invariant of the term model
    ├── ConceptError          something about one concept in a store
    │   ├── ConceptNotFound
    │   ├── ConceptExists
    │   ├── ConceptIdRetired
    │   ├── ConceptUnreadable     what is stored of it breaks the term model
    │   ├── ConceptNotKept    nothing is recorded that could be brought back
    │   └── StaleVersion      somebody else changed it meanwhile, see ``termbase.history.merging``
    ├── HistoryError          something about the steps of a term base
    │   ├── StepNotFound
    │   └── StepNotUndoable
    ├── ProposalError         something about one proposal in the review queue
    │   ├── ProposalNotFound
    │   ├── ProposalDecided
    │   └── ProposalConflict  it and the stored concept say different things, see ``termbase.proposals.deciding``
    ├── NotAllowed            the role that somebody has does not cover it
    ├── StoreError            something about a whole term base
    │   ├── TermbaseMissing
    │   ├── TermbaseExists
    │   ├── TermbaseLocked
    │   ├── TermbaseReadOnly
    │   ├── TermbaseUnreachable   the database server does not answer
    │   │   └── ConnectionLost    it stopped to, before anything was committed
    │   ├── CommitUncertain       it stopped to while it committed
    │   ├── TermbaseDamaged
    │   ├── TermbaseTooNew
    │   └── TermbaseTooOld
    └── ExchangeError         a file of terms that cannot be read or written

``glossary`` and ``tui`` hang their own branches on ``ZhengmingError``.
"""

from termbase.masking import without_passwords


class ZhengmingError(Exception):
    """Base of every error that a user can cause or cure.

    ``place`` names the file, field or concept; ``problem`` says what is wrong there; ``cure`` says what to do.
    """

    def __init__(self, place: str, problem: str, cure: str = "") -> None:
        super().__init__(place, problem, cure)
        self.place = place
        self.problem = problem
        self.cure = cure

    def __str__(self) -> str:
        parts = f"{self.place}: {self.problem}" if self.place else self.problem
        # A database URL may have been given where a file or an id was asked for.
        return without_passwords(f"{parts}; {self.cure}" if self.cure else parts)


class InvalidValue(ZhengmingError):
    """A value breaks an invariant of the term model; ``place`` is the field."""


class ConceptError(ZhengmingError):
    """Something is wrong about one concept in a store; ``place`` is its id."""


class ConceptNotFound(ConceptError):
    """No concept has this id."""


class ConceptExists(ConceptError):
    """A concept with this id is already there."""


class ConceptIdRetired(ConceptError):
    """The id belonged to a concept that was removed; ids are never reused."""


class ConceptUnreadable(ConceptError):
    """What is stored of the concept breaks the term model: something damaged it, or something else wrote it."""


class ConceptNotKept(ConceptError):
    """The concept was removed before the term base kept a history, so nothing is there to bring back."""


class HistoryError(ZhengmingError):
    """Something is wrong about the steps of a term base; ``place`` is the step."""


class StepNotFound(HistoryError):
    """The history has no such step."""


class StepNotUndoable(HistoryError):
    """The step is undone already, or concepts of it were changed since."""


class ProposalError(ZhengmingError):
    """Something is wrong about one proposal in the review queue; ``place`` names it."""


class ProposalNotFound(ProposalError):
    """The review queue has no such proposal."""


class ProposalDecided(ProposalError):
    """The proposal was decided already."""


class NotAllowed(ZhengmingError):
    """Somebody's role in the team does not cover what is asked for; nothing was changed."""


class StoreError(ZhengmingError):
    """Something is wrong about a whole term base; ``place`` is its location without any password."""


class TermbaseMissing(StoreError):
    """There is no term base at this location."""


class TermbaseExists(StoreError):
    """A term base, or another file, is already at this location."""


class TermbaseLocked(StoreError):
    """Another process keeps the term base locked for longer than the busy timeout."""


class TermbaseReadOnly(StoreError):
    """The term base was opened for reading, or its file cannot be written."""


class TermbaseUnreachable(StoreError):
    """The database server does not answer, or lets nobody in; nothing was changed."""


class ConnectionLost(TermbaseUnreachable):
    """The connection broke before anything was committed, or the server asks to come again: nothing was changed."""


class CommitUncertain(StoreError):
    """The connection broke during the commit: the change is there as a whole, or not at all, and nobody said which."""


class TermbaseDamaged(StoreError):
    """The file is no term base, or its content is damaged."""


class TermbaseTooNew(StoreError):
    """The term base was made by a newer version of zhengming."""


class TermbaseTooOld(StoreError):
    """The term base was made by an older version and has to be upgraded first."""


class ExchangeError(ZhengmingError):
    """A file of terms cannot be read or written; ``place`` is ``file`` or ``file:line``."""
