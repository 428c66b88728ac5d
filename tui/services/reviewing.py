"""What the review asks for: the proposals that wait, each with what a reviewer has to know, and deciding about them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from termbase.concepts import Concept
from termbase.fields import CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL, ENGLISH
from termbase.listing import listed
from termbase.search import fold
from tui.entries import Row, row_of
from tui.services.searching import TermbaseSearching
from tui.termbase import Termbase

if TYPE_CHECKING:
    from termbase.history.merging import Merge
    from termbase.proposals.values import Batch, Proposal, Settlement
    from termbase.quality.defect import Defect
    from termbase.unit import Store

_ALIKE: Final = 5
_LOOKED_AT: Final = 200
"""How many concepts with one of a proposal's terms are looked at for those most alike."""
_NAMING: Final = (CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL, ENGLISH)


class Waiting(NamedTuple):
    """A proposal as the list of what waits shows it; ``row.id`` is the id that the proposal has."""

    number: int
    origin: str
    target: str
    row: Row


@dataclass(frozen=True, slots=True)
class Case:
    """A proposal, and what is there of it in the term base.

    ``aim`` is the id of the concept that accepting would change, empty for a new one; ``stored`` is that concept, or
    None where it was removed, and ``version`` its version. ``merged`` is what the two make together. ``alike`` are
    other concepts with the same terms, those that share most first. ``defects`` are those of what would be stored.
    """

    proposal: "Proposal"
    aim: str = ""
    stored: Concept | None = None
    version: int = 0
    merged: "Merge | None" = None
    alike: tuple[Row, ...] = ()
    defects: tuple["Defect", ...] = ()

    @property
    def number(self) -> int:
        """The number of the proposal."""
        return self.proposal.number

    @property
    def is_merging(self) -> bool:
        """Whether it goes into another concept than the proposal is for."""
        return self.aim != self.proposal.target

    @property
    def has_lost_target(self) -> bool:
        """Whether the concept that it would change is no longer there."""
        return bool(self.aim) and self.stored is None


class Decided(NamedTuple):
    """A decision: about which proposal, and in which step of the history."""

    number: int
    step: int


class Reviewing(Protocol):
    """The review queue of a term base. Every method raises ``ZhengmingError``."""

    @property
    def writable(self) -> bool:
        """Whether anything can be decided."""

    async def batches(self) -> Sequence["Batch"]:
        """The steps that put proposals into the queue, with how many of theirs wait."""

    async def waiting(self, start: int, limit: int, origin: str | None) -> Sequence[Waiting]:
        """What waits, in turn: the oldest first from number ``start`` on, then those before it.

        With ``origin``, only what comes from there.
        """

    async def cases(self, start: int, limit: int, origin: str | None) -> Sequence[Case]:
        """The same as ``waiting``, with all that a reviewer has to know."""

    async def case(self, number: int, into: str = "") -> Case:
        """One proposal; ``into`` is the concept that it is to be merged into, by default the one that it is for.

        Raises ``ProposalNotFound`` for one that is not in the queue. It may be decided, see its ``decision``.
        """

    async def accept(
        self, case: Case, settlement: "Settlement", concept: Concept | None = None, *, expected: int | None = None
    ) -> Decided:
        """Take the proposal into the term base, or ``concept`` in its place, which was made from version ``expected``.

        Raises what ``termbase.proposals.deciding.accept`` raises.
        """

    async def reject(self, number: int, why: str) -> Decided:
        """Take the proposal out of the queue."""

    async def undo(self, step: int) -> None:
        """Undo the decision that was made in this step. Raises ``StepNotUndoable``."""

    async def find(self, text: str) -> Sequence[Row]:
        """The rows of the concepts that ``text`` finds, best first."""


class TermbaseReviewing:
    """The review queue of a term base that is open."""

    def __init__(self, termbase: Termbase) -> None:
        self._termbase = termbase
        self.find = TermbaseSearching(termbase).find

    @property
    def writable(self) -> bool:
        """Whether anything can be decided."""
        return self._termbase.writable

    async def batches(self) -> Sequence["Batch"]:
        """See ``Reviewing``."""
        return await self._termbase.ask(lambda store: store.proposals.batches())

    async def waiting(self, start: int, limit: int, origin: str | None) -> Sequence[Waiting]:
        """See ``Reviewing``."""

        def rows(store: "Store") -> tuple[Waiting, ...]:
            proposals = _in_turn(store, start, limit, origin)
            return tuple(Waiting(it.number, it.origin, it.target, row_of(listed(it.concept))) for it in proposals)

        return await self._termbase.ask(rows)

    async def cases(self, start: int, limit: int, origin: str | None) -> Sequence[Case]:
        """See ``Reviewing``."""

        def cases(store: "Store") -> tuple[Case, ...]:
            return tuple(_case(store, it, it.target) for it in _in_turn(store, start, limit, origin))

        return await self._termbase.ask(cases)

    async def case(self, number: int, into: str = "") -> Case:
        """See ``Reviewing``."""

        def case(store: "Store") -> Case:
            proposal = store.proposals.proposal(number)
            return _case(store, proposal, into or proposal.target)

        return await self._termbase.ask(case)

    async def accept(
        self, case: Case, settlement: "Settlement", concept: Concept | None = None, *, expected: int | None = None
    ) -> Decided:
        """See ``Reviewing``."""

        def decide(store: "Store") -> Decided:
            from termbase.proposals.deciding import accept, merge_into

            if case.is_merging:
                merge_into(store, case.number, case.aim, concept, settlement=settlement, expected=expected)
            else:
                accept(store, case.number, concept, settlement=settlement, expected=expected)
            return _decided(store, case.number)

        return await self._termbase.change(decide)

    async def reject(self, number: int, why: str) -> Decided:
        """See ``Reviewing``."""

        def decide(store: "Store") -> Decided:
            from termbase.proposals.deciding import reject

            reject(store, number)
            return _decided(store, number)

        return await self._termbase.change(decide, why=why)

    async def undo(self, step: int) -> None:
        """See ``Reviewing``."""

        def work(store: "Store") -> None:
            from termbase.history.undoing import undo

            undo(store, step)

        await self._termbase.change(work)


def _decided(store: "Store", number: int) -> Decided:
    return Decided(number, store.recorder.step or 0)


def _in_turn(store: "Store", start: int, limit: int, origin: str | None) -> list["Proposal"]:
    queue = store.proposals
    found = list(queue.waiting(after=start - 1, limit=limit, origin=origin))
    if len(found) < limit and start > 1:
        earlier = queue.waiting(limit=limit - len(found), origin=origin)
        found += takewhile(lambda proposal: proposal.number < start, earlier)
    return found


def _case(store: "Store", proposal: "Proposal", aim: str) -> Case:
    from termbase.importing.combining import combine

    stored = store.some([aim]).get(aim) if aim else None
    merged = combine(stored, proposal.concept) if stored else None
    # What is new is examined under the id that it will get, so that one that has its id already is another concept.
    final = merged.concept if merged else replace(proposal.concept, id=store.free_id(proposal.concept.id))
    alike = _alike(store, proposal.concept, without=aim)
    return Case(
        proposal,
        aim,
        stored,
        store.history.version(aim) if stored else 0,
        merged,
        tuple(row_of(listed(concept)) for concept in alike),
        tuple(_defects(store, final, alike)),
    )


def _alike(store: "Store", proposed: Concept, without: str) -> list[Concept]:
    """The stored concepts that share terms with what is proposed, those that share most first."""
    texts = _texts(proposed)
    found = [it for it in islice(store.with_text(sorted(texts)), _LOOKED_AT) if it.id != without]
    return sorted(found, key=lambda it: (-len(texts & _texts(it)), it.id))[:_ALIKE]


def _texts(concept: Concept) -> set[str]:
    return {fold(term.text) for language in _NAMING for term in concept.terms(language)}


def _defects(store: "Store", concept: Concept, alike: Sequence[Concept]) -> Iterator["Defect"]:
    """What is wrong with a concept by itself, and what it makes wrong beside those that it has to do with."""
    from termbase.quality.examination import examine

    related = store.some({relation.target for relation in concept.relations})
    others = [it for it in {it.id: it for it in (*alike, *related.values())}.values() if it.id != concept.id]
    before = set(examine(others))
    yield from (defect for defect in examine([*others, concept]) if defect not in before)
