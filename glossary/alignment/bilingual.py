"""An article's Chinese source, passage by passage."""

from bisect import bisect_right
from typing import NamedTuple


class Passage(NamedTuple):
    """A stretch of a text: character offsets, end exclusive."""

    start: int
    end: int


class AlignedPair(NamedTuple):
    """A passage of the source and the passage of the target that renders it, each in its own text.

    ``confidence``, 0 to 1, says how sure the alignment is. A side without a counterpart is an empty passage at the
    place where it would stand.
    """

    source: Passage
    target: Passage
    confidence: float = 1.0


class Bilingual:
    """The source text of an article and how it is aligned, pairs sorted by their target passage."""

    __slots__ = ("_starts", "pairs", "path", "text")

    def __init__(self, path: str, text: str, pairs: tuple[AlignedPair, ...]) -> None:
        self.path = path
        self.text = text
        self.pairs = tuple(sorted(pairs, key=lambda pair: (pair.target, pair.source)))
        self._starts = [pair.target.start for pair in self.pairs]

    def pairs_at(self, start: int, end: int) -> list[AlignedPair]:
        """The pairs whose target passage shares a character with the span of the target."""
        last = bisect_right(self._starts, max(start, end - 1))
        return [pair for pair in self.pairs[:last] if pair.target.end > start]

    def source_at(self, start: int, end: int) -> str:
        """The Chinese that a span of the target was made from, empty where none is aligned."""
        return "\n".join(self.text[pair.source.start : pair.source.end] for pair in self.pairs_at(start, end))
