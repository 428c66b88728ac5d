"""An article's Chinese source, passage by passage."""

from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossary.alignment.readings import ParagraphReading
    from glossary.alignment.wordings import Wordings

SURE: Final = 0.5
"""The confidence from which on a pair may be held against the translation."""


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
    """The source text of an article and how it is aligned.

    ``pairs`` are sentences and ``paragraphs`` what holds them, both sorted by their target passage. ``text`` is the
    prose of the source: offsets count its characters. ``wordings`` are the words of the article and ``readings`` what
    was found of its terms, where somebody has asked for them.
    """

    __slots__ = ("_starts", "pairs", "paragraphs", "path", "readings", "text", "wordings")

    def __init__(
        self,
        path: str,
        text: str,
        pairs: tuple[AlignedPair, ...],
        paragraphs: tuple[AlignedPair, ...] = (),
        wordings: "Wordings | None" = None,
    ) -> None:
        self.path = path
        self.text = text
        self.wordings = wordings
        self.readings: Sequence[ParagraphReading] | None = None
        self.pairs = _by_target(pairs)
        self.paragraphs = _by_target(paragraphs) if paragraphs else self.pairs
        self._starts = [pair.target.start for pair in self.pairs]

    def pairs_at(self, start: int, end: int) -> list[AlignedPair]:
        """The pairs whose target passage shares a character with the span of the target.

        Target passages do not overlap, so those pairs lie side by side.
        """
        last = bisect_right(self._starts, max(start, end - 1))
        first = last
        while first and _reaches(self.pairs[first - 1].target, start):
            first -= 1
        return [pair for pair in self.pairs[first:last] if pair.target.end > start]

    def source_at(self, start: int, end: int) -> str:
        """The Chinese that a span of the target was made from, empty where none is aligned."""
        return "\n".join(self.text[pair.source.start : pair.source.end] for pair in self.pairs_at(start, end))


def _by_target(pairs: tuple[AlignedPair, ...]) -> tuple[AlignedPair, ...]:
    return tuple(sorted(pairs, key=lambda pair: (pair.target, pair.source)))


def _reaches(passage: Passage, place: int) -> bool:
    """Whether a passage goes on behind a place; an empty one does not end the search for one that does."""
    return passage.end > place or passage.end == passage.start
