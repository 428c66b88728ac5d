"""Put proposals into the review queue and decide about them; each is a step of the history and can be undone.

A contributor may propose; to decide takes a terminologist, else ``NotAllowed``.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import insert

from termbase.codec import to_plain
from termbase.concepts import Concept
from termbase.curation.roles import Role
from termbase.errors import ProposalDecided, ProposalError
from termbase.history.merging import Merge
from termbase.importing.combining import combine
from termbase.proposals.values import Decision, Proposal, Settlement
from termbase.tables import DECISION, PROPOSAL
from termbase.unit import Store

_UNSETTLED: Final = Settlement()


class ProposalConflict(ProposalError):
    """A proposal and the stored concept say different things; nothing was written.

    ``merged`` is the stored concept with what only the proposal says, and lists the fields in conflict.
    """

    def __init__(self, number: int, merged: Merge) -> None:
        places = ", ".join(conflict.place for conflict in merged.conflicts)
        super().__init__(
            f"proposal {number}", f"says something else than {merged.concept.id} in {places}", "say what holds"
        )
        self.number, self.merged = number, merged


def propose(store: Store, concepts: Sequence[tuple[Concept, str]], *, origin: str = "") -> None:
    """Put concepts into the queue, each with the id of the stored concept that it would change, or an empty text."""
    step = store.begin_step("propose")
    rows = [
        {"step": step, "origin": origin, "target": target, "concept": to_plain(concept)} for concept, target in concepts
    ]
    store.connection.execute(insert(PROPOSAL), rows)


def accept(
    store: Store,
    number: int,
    concept: Concept | None = None,
    *,
    settlement: Settlement = _UNSETTLED,
    expected: int | None = None,
) -> Concept:
    """Take a proposal into the term base, as it is or as ``concept`` amends it; returns what was stored.

    A proposal for a stored concept adds what that one has not; ``settlement`` says what holds where both say something
    else. ``expected`` is the version of the stored concept that ``concept`` was made from. Raises ``ProposalNotFound``,
    ``ProposalDecided``, ``ConceptNotFound`` where the target was removed, ``ProposalConflict`` where nobody has said
    what holds, and ``StaleVersion``.
    """
    proposal = _waiting(store, number)
    decision = Decision.AMENDED if concept or settlement.proposed or settlement.stored else Decision.ACCEPTED
    if proposal.target:
        final = _final(store, proposal, proposal.target, concept, settlement)
        return _change(store, proposal, decision, final, expected)
    _decide(store, proposal, decision)
    return _add(store, concept or proposal.concept)


def merge_into(
    store: Store,
    number: int,
    concept_id: str,
    concept: Concept | None = None,
    *,
    settlement: Settlement = _UNSETTLED,
    expected: int | None = None,
) -> Concept:
    """Put what a proposal says into a stored concept, or ``concept`` in its place; returns what was stored.

    ``settlement`` and ``expected`` are those of ``accept``, and so is what it raises.
    """
    proposal = _waiting(store, number)
    final = _final(store, proposal, concept_id, concept, settlement)
    return _change(store, proposal, Decision.MERGED, final, expected)


def reject(store: Store, number: int) -> None:
    """Take a proposal out of the queue; the reason is the unit's ``why``.

    Raises ``ProposalNotFound`` and ``ProposalDecided``.
    """
    _decide(store, _waiting(store, number), Decision.REJECTED)


def _waiting(store: Store, number: int) -> Proposal:
    proposal = store.proposals.proposal(number)
    if proposal.decision:
        raise ProposalDecided(
            f"proposal {number}",
            f"was {proposal.decision} already, in step {proposal.decided}",
            f"undo that with `zhengming undo {proposal.decided}`",
        )
    return proposal


def _decide(store: Store, proposal: Proposal, decision: Decision) -> None:
    store.require(Role.TERMINOLOGIST)
    step = store.begin_step(_VERBS[decision])
    store.connection.execute(insert(DECISION).values(proposal=proposal.number, step=step, kind=decision.value))


_VERBS: Final = {
    Decision.ACCEPTED: "accept",
    Decision.AMENDED: "amend",
    Decision.MERGED: "merge",
    Decision.REJECTED: "reject",
}


def _final(
    store: Store, proposal: Proposal, concept_id: str, concept: Concept | None, settlement: Settlement
) -> Concept:
    """What a stored concept will be: ``concept``, or else itself with what only the proposal says."""
    if concept:
        return replace(concept, id=concept_id)
    merged = combine(store.get(concept_id), proposal.concept, taking=settlement.proposed)
    if any(conflict not in settlement.stored for conflict in merged.conflicts):
        raise ProposalConflict(proposal.number, merged)
    return merged.concept


def _change(store: Store, proposal: Proposal, decision: Decision, concept: Concept, expected: int | None) -> Concept:
    stored = store.get(concept.id)
    _decide(store, proposal, decision)
    return stored if concept == stored else store.replace(concept, expected=expected)


def _add(store: Store, concept: Concept) -> Concept:
    """Add a concept under its id, or a free one; an id that only an undo has taken away is free."""
    removed_at = store.issued([concept.id]).get(concept.id)
    if removed_at and store.history.withdrawn([concept.id]):
        store.add_again([concept])
        return store.get(concept.id)
    return store.add(replace(concept, id=store.free_id(concept.id)))
