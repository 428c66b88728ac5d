"""The parts of a Chinese term: every way to cut words out of it.

A term is a lattice of overlapping words: 产业链 is 产业 + 链, but also 产 and 业链. All of them are kept, because
machine translation cuts in all these ways; how well the words of a rendering fit together decides later.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

LONGEST: Final = 5
"""Characters of the longest part that is looked up."""
SILENT: Final = frozenset("的个之与和、“”‘’了等在于及《》〈〉「」『』·，,；：（）() ")
"""Characters that a rendering need not show: particles, measure words and punctuation."""


class Part(NamedTuple):
    """A stretch of a term: character offsets and the characters."""

    start: int
    end: int
    text: str


def parts(form: str) -> Iterator[Part]:
    """Every stretch of ``form`` that may be a word of its own; a term of three and more characters is no part of
    itself, since the dictionary's rendering of a whole term is no literal one.
    """
    for start, first in enumerate(form):
        if first in SILENT:
            continue
        for end in range(start + 1, min(len(form), start + LONGEST) + 1):
            text = form[start:end]
            if text[-1] not in SILENT and not (len(text) == len(form) > 2):
                yield Part(start, end, text)
