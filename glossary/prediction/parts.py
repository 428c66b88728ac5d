"""The parts of a Chinese term: every way to cut words out of it.

A term is a lattice of overlapping words: 产业链 is 产业 + 链, but also 产 and 业链. All of them are kept, because
machine translation cuts in all these ways; how well the words of a rendering fit together decides later.
"""

from collections.abc import Container, Iterator
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


def boundaries(form: str, words: Container[str]) -> int:
    """Where words of ``form`` begin and end, as a bit mask of character offsets.

    The longest of the ``words`` are taken from the left, and again from the right; where both readings differ, all
    their boundaries count. The form as a whole is no word of its own here.
    """
    found = 1
    start = 0
    while start < len(form):
        start = next(end for end in _ends(form, start) if end == start + 1 or form[start:end] in words)
        found |= 1 << start
    end = len(form)
    while end:
        end = next(start for start in _starts(form, end) if start == end - 1 or form[start:end] in words)
        found |= 1 << end
    return found


def _ends(form: str, start: int) -> range:
    return range(max(start + 1, min(len(form) - (not start), start + LONGEST)), start, -1)


def _starts(form: str, end: int) -> range:
    return range(min(end - 1, max(end == len(form), end - LONGEST)), end)
