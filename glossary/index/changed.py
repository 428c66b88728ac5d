"""What an index has to know of a term base's past to make use of what was compiled before.

A *mark* names a state of a term base for good, across copies and snapshots of it; the term base makes and reads marks,
here they are just text.
"""

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from termbase.concepts import Concept


class Changed(NamedTuple):
    """How a term base came to be what it is.

    Its ``mark``, the nearest of the marks that were asked about (empty where it was never in one of these states), and
    the concepts that were changed since, by id, None for one that was removed.
    """

    mark: str
    since: str
    concepts: "Mapping[str, Concept | None]"


ChangedSince = Callable[[Collection[str]], "Changed | None"]
"""Answers for given marks; None where the term base has no history."""
