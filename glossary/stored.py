"""What stands in a term base, read by its location and one unit of work at a time."""

from typing import TYPE_CHECKING

from termbase.locations import Location

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from glossary.index.changed import Changed
    from termbase.concepts import Concept


def concepts_of(location: Location) -> "Iterable[Concept]":
    """All concepts of a term base; the built-in glossary comes straight from its text."""
    if location.is_builtin:
        from termbase.starter.loader import starter_concepts

        return starter_concepts()
    return _stored(location)


def changed_since(location: Location, marks: "Collection[str]") -> "Changed | None":
    """What was changed in a term base since an index of it was kept; None for the built-in glossary."""
    if location.is_builtin:
        return None
    from glossary.index.changed import Changed
    from termbase.store import open_store

    with open_store(location, read_only=True) as store:
        return Changed(*store.history.since(marks))


def _stored(location: Location) -> "Iterable[Concept]":
    from termbase.store import open_store

    with open_store(location, read_only=True) as store:
        yield from store.concepts()
