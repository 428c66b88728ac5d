"""Import a whole file: with its history, where nothing ever was in the term base."""

from collections.abc import Callable

from termbase.exchange.incoming import Incoming
from termbase.history.transfer import can_take_over, take_over
from termbase.importing.applying import import_concepts
from termbase.importing.values import ImportPolicy, ImportSummary, Planned
from termbase.unit import Store


def bring_in(
    store: Store,
    incoming: Incoming,
    policy: ImportPolicy = ImportPolicy.SKIP,
    *,
    origin: str = "",
    watch: Callable[[list[Planned]], None] = lambda _: None,
) -> ImportSummary:
    """Import the file in the store's unit of work, as ``import_concepts`` does; its problems say what stays out."""
    if incoming.may_have_history and policy is not ImportPolicy.REVIEW and can_take_over(store):
        return ImportSummary(added=take_over(store, incoming.items()).concepts)
    return import_concepts(store, incoming.concepts(), policy, origin=origin, watch=watch)
