"""What a policy makes of one incoming concept, once it is known which stored one it is."""

from collections.abc import Sequence
from dataclasses import replace

from termbase.concepts import Concept, Provenance
from termbase.history.differences import differences
from termbase.importing.combining import combine
from termbase.importing.values import Action, ImportPolicy, Planned, Verdict


def new(concept: Concept, given_id: str, policy: ImportPolicy) -> Planned:
    """The plan for a concept that the term base has not."""
    action = Action.PROPOSE if policy is ImportPolicy.REVIEW else Action.ADD
    return Planned(concept, Verdict.NEW, action, given_id)


def known(concept: Concept, stored: Concept, policy: ImportPolicy) -> Planned:
    """The plan for a concept that is a stored one."""
    incoming = replace(concept, id=stored.id)
    if _unsigned(incoming) == _unsigned(stored):
        return _same(concept, stored)
    if policy is ImportPolicy.REPLACE:
        found = differences(_unsigned(stored), _unsigned(incoming))
        if not found:
            return _same(concept, stored)
        return Planned(incoming, Verdict.CHANGED, Action.REPLACE, concept.id, stored, found, incoming=concept)
    merged = combine(stored, incoming)
    found = differences(_unsigned(stored), _unsigned(merged.concept))
    if not found and not merged.conflicts:
        return _same(concept, stored)
    verdict = Verdict.CONFLICT if merged.conflicts else Verdict.CHANGED
    final, action = {
        ImportPolicy.SKIP: (stored, Action.LEAVE),
        ImportPolicy.MERGE: (merged.concept, Action.MERGE if found else Action.LEAVE),
        ImportPolicy.REVIEW: (incoming, Action.PROPOSE),
    }[policy]
    return Planned(final, verdict, action, concept.id, stored, found, merged.conflicts, incoming=concept)


def unclear(concept: Concept, rivals: Sequence[str], policy: ImportPolicy) -> Planned:
    """The plan for a concept that could be one of several stored ones."""
    action = Action.PROPOSE if policy is ImportPolicy.REVIEW else Action.LEAVE
    problem = f"could be {' or '.join(rivals)}"
    return Planned(concept, Verdict.CONFLICT, action, concept.id, problem=problem, rivals=tuple(rivals))


def left_out(concept: Concept, verdict: Verdict, problem: str) -> Planned:
    """The plan for a concept that stays out, whatever the policy is."""
    return Planned(concept, verdict, Action.LEAVE, concept.id, problem=problem)


def under_every_policy(merged: Planned) -> dict[ImportPolicy, Planned]:
    """The plan for the same concept under each policy, from that under ``ImportPolicy.MERGE``."""
    plans = dict.fromkeys(ImportPolicy, merged)
    if merged.stored and merged.incoming:
        plans[ImportPolicy.REPLACE] = known(merged.incoming, merged.stored, ImportPolicy.REPLACE)
        plans[ImportPolicy.SKIP] = replace(merged, concept=merged.stored, action=Action.LEAVE)
        if merged.verdict is not Verdict.SAME:
            proposed = replace(merged.incoming, id=merged.stored.id)
            plans[ImportPolicy.REVIEW] = replace(merged, concept=proposed, action=Action.PROPOSE)
    elif merged.verdict is Verdict.NEW or merged.rivals:
        plans[ImportPolicy.REVIEW] = replace(merged, action=Action.PROPOSE)
    return plans


def _same(concept: Concept, stored: Concept) -> Planned:
    return Planned(stored, Verdict.SAME, Action.LEAVE, concept.id, stored, incoming=concept)


def _unsigned(concept: Concept) -> Concept:
    return replace(concept, provenance=Provenance())
