"""Import concepts into a term base as planned, in the store's unit of work: all or nothing, and one step to undo."""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Final

from termbase.concepts import Concept
from termbase.importing.planning import Planner, redirected
from termbase.importing.values import Action, ImportPolicy, ImportSummary, Planned
from termbase.proposals.deciding import propose
from termbase.unit import Store

_BATCH: Final = 500


def import_concepts(
    store: Store,
    concepts: Iterable[Concept],
    policy: ImportPolicy = ImportPolicy.SKIP,
    *,
    origin: str = "",
    watch: Callable[[list[Planned]], None] = lambda _: None,
) -> ImportSummary:
    """Add every concept that is new; do with the others what ``policy`` says.

    A concept is the stored one that has its id and shares a term with it, or else the one that has its Chinese term in
    its subject field. Where the id is taken by a different concept, the incoming one gets a free id. A concept that was
    removed stays out, but one that only an undo has taken away comes in: a file may be imported, undone, corrected and
    imported again. ``origin``, such as the file's name, is noted with proposals. ``watch`` is called with the plan of
    each batch after it was carried out.
    """
    planner = Planner(store, policy)
    summary, related = ImportSummary(), list[str]()
    for batch in planner.plan(concepts):
        _carry_out(store, batch, planner.withdrawn, origin)
        related += [it.concept.id for it in batch if it.concept.relations and it.action in _WRITING]
        summary += ImportSummary.of(batch)
        watch(batch)
    if planner.renamed:
        _redirect(store, related, planner.renamed)
    return summary


_WRITING: Final = (Action.ADD, Action.REPLACE, Action.MERGE)


def _carry_out(store: Store, batch: list[Planned], withdrawn: set[str], origin: str) -> None:
    new = [it.concept for it in batch if it.action is Action.ADD]
    store.add_all(concept for concept in new if concept.id not in withdrawn)
    store.add_again([concept for concept in new if concept.id in withdrawn])
    store.replace_all([it.concept for it in batch if it.action in (Action.REPLACE, Action.MERGE)])
    proposed = [(it.concept, it.stored.id if it.stored else "") for it in batch if it.action is Action.PROPOSE]
    if proposed:
        propose(store, proposed, origin=origin)


def _redirect(store: Store, ids: list[str], renamed: dict[str, str]) -> None:
    """Let relations to concepts that came later in the file, and got other ids, lead to them."""
    rest = iter(ids)
    while batch := list(islice(rest, _BATCH)):
        stored = store.some(batch)
        changed = [new for it in stored.values() if (new := redirected(it, renamed)) is not it]
        store.replace_all(changed)
