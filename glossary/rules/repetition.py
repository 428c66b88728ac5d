"""Find where a text says words twice: places to judge, not yet damage.

A *run* is a stretch of words that equals the words a few further on. Comparing the list of words with itself, shifted
by the length of a phrase, happens in C; only where the letters agree does the slower look at the words begin.
"""

from collections.abc import Iterator
from functools import cache
from operator import itemgetter
from typing import Final, NamedTuple

from glossary.articles.shadow import WORD_BYTES

LONGEST_PERIOD: Final = 8
_FIRST: Final = itemgetter(0)
_LAST: Final = itemgetter(-1)
_BLOCK: Final = 20_000
_LONGEST_BLOCK: Final = 240_000
_KEPT: Final = WORD_BYTES | set(b"'-")
_NO_WORD: Final = bytes(code if code in _KEPT else 0x20 for code in range(256))
_DERIVING: Final = b"decltrsy"
"""The last letters of *attractive*, *regional*, *strategic*, *developed*: words that a noun is derived from."""
_DERIVED: Final = b"nteysm"
"""The last letters of *attraction*, *development*, *ability*, *importance*, *nationalism*, and of their plurals."""


class Run(NamedTuple):
    """``length`` words from ``first`` on that equal the words ``period`` further on."""

    first: int
    period: int
    length: int

    @property
    def last(self) -> int:
        """The index after the last word that takes part."""
        return self.first + self.period + self.length

    @property
    def loops(self) -> bool:
        """Whether nothing stands between the two times."""
        return self.length >= self.period

    @property
    def rounds(self) -> int:
        """How many whole times the phrase of a loop is said."""
        return 1 + self.length // self.period


def blocks(folded: bytes) -> Iterator[tuple[int, int]]:
    """Stretches of some thousand bytes that end at paragraph breaks, or at a space in endless paragraphs."""
    start = 0
    while start < len(folded):
        end = folded.find(b"  ", start + _BLOCK, start + _LONGEST_BLOCK)
        if end < 0:
            end = folded.rfind(b" ", start + _BLOCK, start + _LONGEST_BLOCK)
        if end < 0 or len(folded) <= start + _BLOCK:
            end = min(len(folded), start + _LONGEST_BLOCK)
        yield start, end
        start = end


def without_punctuation(block: bytes) -> bytes:
    """A block of the same length with spaces for all that is no letter, digit, apostrophe or hyphen."""
    return block.translate(_NO_WORD)


class Letters:
    """The words of a block, and their first and last letters: one byte each, and all of them as one long number.

    What a shift of such a number leaves of it under exclusive or is zero where words may agree. That costs a fraction
    of comparing the words.
    """

    __slots__ = ("_first_number", "_firsts", "_last_number", "_lasts", "words")

    def __init__(self, words: list[bytes]) -> None:
        self.words = words
        self._firsts, self._lasts = bytes(map(_FIRST, words)), bytes(map(_LAST, words))
        self._first_number, self._last_number = _number(self._firsts), _number(self._lasts)

    def differing(self, period: int) -> int:
        """A number with a zero byte for every word that begins and ends as the one a period further on does."""
        shift, first, last = 8 * period, self._first_number, self._last_number
        return (first ^ first >> shift) | (last ^ last >> shift)

    def beginning_otherwise(self, period: int) -> int:
        """A number with a zero byte for every word that begins as the one a period further on does."""
        return self._first_number ^ self._first_number >> 8 * period

    def unlike(self, word: bytes) -> int:
        """A number with a zero byte for every word that begins and ends as ``word`` does."""
        begin, end = (_all_but(letter) for letter in (word[:1], word[-1:]))
        return _number(self._firsts.translate(begin)) | _number(self._lasts.translate(end))

    def not_ending_in(self, letters: bytes) -> int:
        """A number with a zero byte for every word whose last letter is one of ``letters``."""
        return _number(self._lasts.translate(_all_but(letters)))


def runs(letters: Letters) -> Iterator[Run]:
    """Every run that is worth a look.

    A phrase of n words stands around two joining words at most. A single word stands around one other word, or around
    several when *of* or *by* follows it.
    """
    words = letters.words
    no_of, no_by = letters.unlike(b"of") >> 8, letters.unlike(b"by") >> 8
    for period in range(1, min(LONGEST_PERIOD, len(words) - 1) + 1):
        differing = letters.differing(period)
        yield from _verified(words, period, differing, 1 if period <= 2 else max(2, period - 2))
        if period > 2:
            yield from _verified(words, period, differing | no_of, 1)
            yield from _verified(words, period, differing | no_by, 1)


def neighbours_alike(letters: Letters) -> Iterator[int]:
    """Where a word and the next one begin with one letter and may have one stem (*attractive attraction*)."""
    differing = letters.beginning_otherwise(1) | letters.not_ending_in(_DERIVING) | letters.not_ending_in(_DERIVED) >> 8
    return _zeros(differing, len(letters.words) - 1)


def alike_around(letters: Letters, joint: bytes, at: int, distance: int) -> Iterator[int]:
    """Where a word and the one ``distance`` further on begin with one letter and ``joint`` is word ``at`` between."""
    differing = letters.beginning_otherwise(distance) | letters.unlike(joint) >> 8 * at
    return _zeros(differing, len(letters.words) - distance)


def _number(letters: bytes) -> int:
    return int.from_bytes(letters, "little")


@cache
def _all_but(letters: bytes) -> bytes:
    return bytes(code not in letters for code in range(256))


def _zeros(differing: int, count: int) -> Iterator[int]:
    """The positions, below ``count``, of zero bytes."""
    if count <= 0:
        return
    letters = differing.to_bytes(max(count, (differing.bit_length() + 7) // 8), "little")
    index = letters.find(0, 0, count)
    while index >= 0:
        yield index
        index = letters.find(0, index + 1, count)


def _verified(words: list[bytes], period: int, differing: int, needed: int) -> Iterator[Run]:
    """The runs of words that agree, where at least ``needed`` bytes in a row of ``differing`` are zero."""
    letters = differing.to_bytes(len(words), "little")[: len(words) - period]
    wanted = bytes(needed)
    index = letters.find(wanted)
    while index >= 0:
        length = 0
        while index + length < len(letters) and words[index + length] == words[index + length + period]:
            length += 1
        if length >= needed:
            yield Run(index, period, length)
        index = letters.find(wanted, index + length + 1)
