"""A text as content words, read at the speed of splitting."""

from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate, compress, count, islice
from operator import sub, xor
from typing import Final

from glossary.index.calques import Calques
from glossary.prediction.phrases import core

_HYPHENS_AS_SPACES: Final = bytes.maketrans(b"-/", b"  ")
PARAGRAPH_BREAK: Final = b"  "
"""What stands between two paragraphs of a folded text, and nowhere else."""
_WIDEST_GAP: Final = 3
"""Words without meaning that may stand between two content words of a phrase."""
_STOPS: Final = (b".", b",", b";", b":", b"!", b"?", b")", b"]", b"}")
_OPENINGS: Final = (b"(", b"[", b"{")
_QUOTES: Final = b"\"'"
_YES: Final = 1
_NO: Final = 2


class Reading:
    """The content words of a folded text, by their number in it; ``codes`` are those of ``Vocabulary``."""

    def __init__(self, folded: bytes, tables: Calques) -> None:
        self._folded = folded
        self._tables = tables
        self._words = folded.translate(_HYPHENS_AS_SPACES).split(b" ")
        codes = list(map(tables.vocabulary.__getitem__, self._words))
        self.places = list(compress(count(), codes))
        self.codes = list(filter(None, codes))
        self._joined = bytearray(len(self.codes))

    @property
    def length(self) -> int:
        """How many words the text has, of all kinds."""
        return len(self._words)

    def anchor_places(self) -> list[int]:
        """The numbers of the content words that may begin an anchor with the next one."""
        pairs = map(xor, self.codes, islice(self.codes, 1, None))
        return list(compress(count(), map(self._tables.anchor_filter.__getitem__, pairs)))

    @cached_property
    def numbers(self) -> list[int]:
        """The number of each content word's stem, ``NOTHING`` for one that renders nothing."""
        return list(map(self._tables.numbers_by_code.__getitem__, self.codes))

    @cached_property
    def gaps(self) -> list[int]:
        """How many words without meaning stand between each content word and the next one."""
        return list(map((-1).__add__, map(sub, islice(self.places, 1, None), self.places)))

    def text(self, word: int) -> str:
        """A content word without what stands around it."""
        return core(self._words[self.places[word]].decode("latin-1"))

    def joined(self, word: int) -> bool:
        """Whether a content word and the next one may belong to one phrase: nothing ends or opens between them."""
        known = self._joined[word]
        if not known:
            known = self._joined[word] = _YES if self._are_joined(self.places[word], self.places[word + 1]) else _NO
        return known == _YES

    def _are_joined(self, first: int, second: int) -> bool:
        if second - first > _WIDEST_GAP + 1:
            return False
        words = self._words
        for place in range(first, second):
            if words[place].rstrip(_QUOTES).endswith(_STOPS) or words[place + 1].lstrip(_QUOTES).startswith(_OPENINGS):
                return False
        return self._folded.find(PARAGRAPH_BREAK, self._starts[first], self._starts[second]) < 0

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets in the folded text of a phrase from one content word to another, without the marks at its edges."""
        start, end = self._starts[self.places[first]], self._end(self.places[last])
        opening, closing = self._words[self.places[first]], self._words[self.places[last]]
        start += len(opening) - len(opening.lstrip(b" \"'([{*_"))
        return start, end - (len(closing) - len(_closed(closing)))

    def _end(self, place: int) -> int:
        return self._starts[place] + len(self._words[place])

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate(_steps(self._words), initial=0))


def _steps(words: list[bytes]) -> Iterator[int]:
    """How far apart the beginnings of words are."""
    return map((1).__add__, map(len, words))


def _closed(word: bytes) -> bytes:
    """A word without the punctuation after it and without a possessive ending."""
    bare = word.rstrip(b" \"')]}.,;:!?*_")
    return bare[:-2] if bare.endswith(b"'s") else bare
