"""The compiled index of a term base as it is now."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from glossary.index.part import Part
from glossary.index.term_index import TermIndex, cached_index
from glossary.stored import changed_since, concepts_of
from termbase.fingerprints import fingerprint
from termbase.locations import Location

if TYPE_CHECKING:
    from collections.abc import Iterable

    from termbase.concepts import Concept


def current_index(
    location: Location,
    together: Sequence[Sequence[Part[Any]]] = (),
    concepts: "Callable[[], Iterable[Concept]] | None" = None,
) -> TermIndex:
    """The index of the term base at ``location``, as it is now.

    ``together`` are the groups of parts that will be asked for in any case. ``concepts`` is called for what has to be
    compiled, which takes seconds; by default it is what the term base holds. Raises ``StoreError``.
    """
    return cached_index(
        fingerprint(location),
        concepts or (lambda: concepts_of(location)),
        together,
        lambda marks: changed_since(location, marks),
    )
