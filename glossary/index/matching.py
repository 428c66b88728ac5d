"""Choose among overlapping candidates."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar


class Spanned(Protocol):
    """Anything with a start and an end."""

    @property
    def start(self) -> int:
        """First offset."""

    @property
    def end(self) -> int:
        """Offset after the last one."""


_Hit = TypeVar("_Hit", bound=Spanned)


def leftmost_longest(hits: Iterable[_Hit]) -> Iterator[_Hit]:
    """Of hits sorted by start, the longest first, those that a reader going left to right would take."""
    reach = 0
    for hit in hits:
        if hit.start >= reach:
            yield hit
            reach = hit.end
