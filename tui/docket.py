"""The review under way: which proposal is on the table, what was said of it, what comes next, and what was decided.

No widgets here; the screen shows a docket, and the review can be tested without one.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from termbase.concepts import Concept
from termbase.errors import ProposalNotFound, StepNotUndoable
from termbase.proposals.values import Settlement
from tui.services.reviewing import Case, Decided, Reviewing, Waiting

if TYPE_CHECKING:
    from termbase.history.merging import Conflict, Merge
    from termbase.proposals.values import Batch
    from tui.field_lines import Side

_AHEAD: Final = 3
"""How many proposals are ready, the one on the table among them."""
_LISTED: Final = 200
"""How many of what waits are listed."""


class Progress(NamedTuple):
    """How many proposals of the batches under review are decided, and how many wait."""

    decided: int = 0
    waiting: int = 0


class Docket:
    """Takes the proposals of a queue one after the other; with an ``origin``, those from there only."""

    def __init__(self, service: Reviewing) -> None:
        self._service = service
        self._ahead: list[Case] = []
        self._decisions: list[Decided] = []
        self._worked_on: set[int] = set()
        self.origin: str | None = None
        self.case: Case | None = None
        self.settlement = Settlement()
        self.queue: tuple[Waiting, ...] = ()
        self.batches: Sequence[Batch] = ()

    @property
    def progress(self) -> Progress:
        """How far one is with the batches that are under review: those that wait, and those that one has finished."""
        mine = [it for it in self.batches if self.origin in (None, it.origin) and it.step in self._worked_on]
        waiting = sum(it.waiting for it in mine)
        return Progress(sum(it.proposed for it in mine) - waiting, waiting)

    @property
    def origins(self) -> dict[str, int]:
        """Where what waits comes from, the oldest first, and how much of it."""
        waiting: dict[str, int] = {}
        for batch in self.batches:
            if batch.waiting:
                waiting[batch.origin] = waiting.get(batch.origin, 0) + batch.waiting
        return waiting

    @property
    def open_conflicts(self) -> int:
        """In how many fields somebody has to say yet what holds."""
        if self.case is None or self.case.merged is None:
            return 0
        said = (*self.settlement.proposed, *self.settlement.stored)
        return sum(conflict not in said for conflict in self.outcome.conflicts)

    @property
    def outcome(self) -> "Merge":
        """What the proposal on the table and the stored concept make together, after what was said."""
        from termbase.importing.combining import combine

        assert self.case is not None and self.case.stored is not None  # noqa: S101, PT018 - asked only then
        return combine(self.case.stored, self.case.proposal.concept, taking=self.settlement.proposed)

    @property
    def draft(self) -> Concept | None:
        """What accepting the proposal on the table would store, to be amended."""
        if self.case is None or self.case.has_lost_target:
            return None
        return self.outcome.concept if self.case.stored else self.case.proposal.concept

    @property
    def can_undo(self) -> bool:
        """Whether anything was decided here that is not undone."""
        return bool(self._decisions)

    async def read(self) -> str:
        """Read again from the proposal on the table on; what was said of it stays.

        Returns what became of that proposal when it no longer waits, and puts the next one on the table then.
        """
        before = self.case
        self.batches = await self._service.batches()
        self._worked_on |= {batch.step for batch in self.batches if batch.waiting}
        start = before.number if before else 1
        cases = list(await self._service.cases(start, _AHEAD, self.origin))
        self.queue = tuple(await self._service.waiting(start, _LISTED, self.origin))
        if before is not self.case:
            return ""  # one has gone on meanwhile
        if before and cases and cases[0].number == before.number:
            if before.is_merging:
                cases[0] = await self._service.case(before.number, before.aim)
            self._lay(cases, self._still_said(cases[0]))
            return ""
        self._lay(cases)
        return await self._fate(before) if before else ""

    def settle(self, conflict: "Conflict", holds: "Side") -> None:
        """Say which side holds in a field in conflict."""
        from tui.field_lines import settled

        self.settlement = settled(self.settlement, conflict, holds)

    async def skip(self) -> None:
        """Go on; the proposal on the table stays waiting, and comes again at the end."""
        if self.case:
            await self._go_on(self.case)

    async def accept(self, case: Case, concept: Concept | None = None, *, expected: int | None = None) -> None:
        """Take the proposal into the term base, amended as ``concept``, and go on. Raises what the service does."""
        settlement = self.settlement if case == self.case else Settlement()
        await self._decided(case, await self._service.accept(case, settlement, concept, expected=expected))

    async def reject(self, case: Case, why: str) -> None:
        """Take the proposal out of the queue, and go on."""
        await self._decided(case, await self._service.reject(case.number, why))

    async def turn_to(self, number: int, into: str = "") -> None:
        """Put a proposal on the table out of turn, perhaps to be merged into another concept."""
        case = await self._service.case(number, into)
        self._lay([case])

    async def choose(self, origin: str | None) -> None:
        """Review only what comes from ``origin``, or everything."""
        self.origin = origin
        self._lay(list(await self._service.cases(1, _AHEAD, origin)))

    async def undo(self) -> Case | None:
        """Take back the latest decision, and put its proposal on the table again."""
        if not self._decisions:
            return None
        latest = self._decisions[-1]
        try:
            await self._service.undo(latest.step)
        except StepNotUndoable:
            # Undone elsewhere already is as good; any other reason stands.
            if (await self._service.case(latest.number)).proposal.decision:
                raise
        self._decisions.pop()
        await self.turn_to(latest.number)
        return self.case

    async def undone_elsewhere(self) -> bool:
        """Whether the latest decision was undone elsewhere; its proposal is on the table again then."""
        if not self._decisions:
            return False
        try:
            case = await self._service.case(self._decisions[-1].number)
        except ProposalNotFound:
            self._decisions.pop()
            return False
        if case.proposal.decision:
            return False
        self._decisions.pop()
        self._lay([case])
        return True

    async def _decided(self, case: Case, decided: Decided) -> None:
        self._decisions.append(decided)
        await self._go_on(case)

    async def _go_on(self, done: Case) -> None:
        """Put the next proposal on the table: the one that is ready, if there is one."""
        if self.case is None or self.case.number != done.number:
            return
        following = self._ahead or list(await self._service.cases(done.number + 1, _AHEAD, self.origin))
        self._lay(following)
        start = following[0].number if following else 0
        rest = [row for row in self.queue if row.number != done.number]
        self.queue = (*(it for it in rest if it.number >= start), *(it for it in rest if it.number < start))

    def _lay(self, cases: list[Case], settlement: Settlement | None = None) -> None:
        self.case, self._ahead = (cases[0], cases[1:]) if cases else (None, [])
        self.settlement = settlement or Settlement()

    def _still_said(self, case: Case) -> Settlement:
        """What was said of conflicts that are there still."""
        from termbase.importing.combining import combine

        if case.stored is None:
            return Settlement()
        found = combine(case.stored, case.proposal.concept).conflicts
        proposed = tuple(it for it in self.settlement.proposed if it in found)
        outcome = combine(case.stored, case.proposal.concept, taking=proposed)
        return Settlement(proposed, tuple(it for it in self.settlement.stored if it in outcome.conflicts))

    async def _fate(self, case: Case) -> str:
        """What somebody else did with a proposal that waited."""
        try:
            proposal = (await self._service.case(case.number)).proposal
        except ProposalNotFound:
            return f"proposal {case.number} was taken back"
        if proposal.decision is None:
            return ""
        return f"proposal {case.number} was {proposal.decision} meanwhile, in step {proposal.decided}"
