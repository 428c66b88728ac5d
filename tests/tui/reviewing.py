"""A review queue of plain values, and the app in its review."""

from collections.abc import Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

from textual.screen import Screen

from termbase.concepts import Concept, Term
from termbase.errors import ConceptNotFound, ProposalDecided, ProposalNotFound
from termbase.importing.combining import combine
from termbase.listing import listed
from termbase.proposals.deciding import ProposalConflict
from termbase.proposals.values import Batch, Decision, Proposal
from termbase.quality.entries import check_entry
from tests.tui.plain import ADMITTED, CHAIN, CHAINS, CIRCULATION, DEPRECATED, concept, press
from tui.app import TermApp
from tui.bench import Bench
from tui.entries import row_of
from tui.screens.review import ReviewScreen
from tui.screens.working import WorkScreen
from tui.services.reviewing import Case, Decided, Waiting

DAY = datetime(2026, 3, 1, 10, 30, tzinfo=UTC)
CALQUE = Term("industry chain", DEPRECATED, reason="A calque.")
ADDS = replace(concept(CHAIN.id, "产业链", "", "industrial chain", CALQUE), subject_field="industry")
DISPUTES = concept(CHAIN.id, "产业链", "", "chain of industries", CALQUE)
NEW = concept("resilience", "韧性", "rènxìng", "resilience")
DOUBLE = concept("two-circulations", "双循环", "shuāng xúnhuán", "dual circulation")
PLAIN = (
    (ADDS, CHAIN.id, "terms.csv"),
    (DISPUTES, CHAIN.id, "terms.csv"),
    (NEW, "", "政策文件.tbx"),
    (DOUBLE, "", "政策文件.tbx"),
)


class PlainReviewing:
    """A review queue of plain values."""

    def __init__(self, proposals=PLAIN, concepts=(CHAIN, CHAINS, CIRCULATION)):
        self.concepts = {it.id: it for it in concepts}
        self.proposals = {
            number: Proposal(number, proposed, target, origin, 1, DAY, "li")
            for number, (proposed, target, origin) in enumerate(proposals, start=1)
        }
        self.writable = True
        self.failure = None
        self.reasons: dict[int, str] = {}
        self.before: dict[int, tuple[int, dict[str, Concept]]] = {}
        self.step = 1

    async def batches(self) -> Sequence[Batch]:
        origins = dict.fromkeys(it.origin for it in self.proposals.values())
        return [
            Batch(step, origin, DAY, "li", len(own), sum(it.decision is None for it in own))
            for step, origin in enumerate(origins, start=100)
            if (own := [it for it in self.proposals.values() if it.origin == origin])
        ]

    async def waiting(self, start, limit, origin):
        return [
            Waiting(it.number, it.origin, it.target, row_of(listed(it.concept)))
            for it in self._in_turn(start, limit, origin)
        ]

    async def cases(self, start, limit, origin):
        return [self._case(it, it.target) for it in self._in_turn(start, limit, origin)]

    async def case(self, number, into=""):
        if number not in self.proposals:
            raise ProposalNotFound(f"proposal {number}", "is not in the queue")
        return self._case(self.proposals[number], into or self.proposals[number].target)

    async def accept(self, case, settlement, concept=None, *, expected=None):  # noqa: ARG002
        proposal = self._undecided(case.number)
        stored = self.concepts.get(case.aim)
        final = concept or proposal.concept
        if case.aim and stored is None:
            raise ConceptNotFound(case.aim, "is not in the term base")
        if stored and not concept:
            merged = combine(stored, proposal.concept, taking=settlement.proposed)
            if [it for it in merged.conflicts if it not in settlement.stored]:
                raise ProposalConflict(case.number, merged)
            final = merged.concept
        kind = Decision.MERGED if case.is_merging else Decision.AMENDED if concept else Decision.ACCEPTED
        return self._decide(case.number, kind, {final.id: final})

    async def reject(self, number, why):
        self._undecided(number)
        self.reasons[number] = why
        return self._decide(number, Decision.REJECTED, {})

    async def undo(self, step):
        number, concepts = self.before.pop(step)
        self.proposals[number] = replace(self.proposals[number], decision=None, decided=None)
        self.concepts = concepts

    async def find(self, text):
        return [row_of(listed(it)) for it in self.concepts.values() if text in it.preferred("en")]

    def _in_turn(self, start, limit, origin):
        if self.failure:
            raise self.failure
        waiting = [it for it in self.proposals.values() if it.decision is None and origin in (None, it.origin)]
        return sorted(waiting, key=lambda it: (it.number < start, it.number))[:limit]

    def _case(self, proposal, aim):
        stored = self.concepts.get(aim)
        merged = combine(stored, proposal.concept) if stored else None
        texts = {term.text for section in proposal.concept.sections for term in section.terms}
        alike = [
            it
            for it in self.concepts.values()
            if it.id != aim and texts & {term.text for section in it.sections for term in section.terms}
        ]
        defects = check_entry(merged.concept if merged else proposal.concept)
        return Case(proposal, aim, stored, 0, merged, tuple(row_of(listed(it)) for it in alike), tuple(defects))

    def _undecided(self, number):
        proposal = self.proposals[number]
        if proposal.decision:
            raise ProposalDecided(f"proposal {number}", "was decided already", "")
        return proposal

    def _decide(self, number, kind, concepts):
        self.step += 1
        self.before[self.step] = number, dict(self.concepts)
        self.concepts |= concepts
        self.proposals[number] = replace(self.proposals[number], decision=kind, decided=self.step)
        return Decided(number, self.step)


class Form(Screen[Concept | None]):
    """In the place of the form: Enter answers the concept with another term, Escape nothing."""

    BINDINGS = [("enter", "answer", "Answer"), ("escape", "dismiss(None)", "Leave")]  # noqa: RUF012

    def __init__(self, given, version, title):
        super().__init__()
        self.given, self.version, self.form_title = given, version, title

    def action_answer(self):
        *others, english = self.given.sections
        kept = [term for term in english.terms if term.text != "an amendment"]
        amended = replace(english, terms=(*kept, Term("an amendment", ADMITTED)))
        self.dismiss(replace(self.given, sections=(*others, amended)))


class Noting(WorkScreen):
    """A place elsewhere that notes what it is asked to show."""

    PLACE = "browse"

    def __init__(self):
        super().__init__()
        self.noted = []

    def show_concept(self, concept_id):
        self.noted.append(concept_id)


@asynccontextmanager
async def reviewing(service=None, size=(80, 24), form=Form):
    """The app in its review over a service."""
    service = service or PlainReviewing()
    screens = dict.fromkeys(("browse", "history"), Noting) | {"review": lambda: ReviewScreen(service, form)}
    app = TermApp(Bench("terms.db", screens, writable=service.writable))
    async with app.run_test(size=size, notifications=True) as pilot:
        await press(pilot, "f3")
        yield pilot


def on_table(pilot):
    """The number of the proposal that is shown, 0 for none."""
    case = pilot.app.screen._docket.case
    return case.number if case else 0


def decisions(service):
    return {it.number: it.decision for it in service.proposals.values() if it.decision}
