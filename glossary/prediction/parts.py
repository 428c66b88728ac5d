"""The parts of a Chinese term: every way to cut words out of it.

A term is a lattice of overlapping words: 产业链 is 产业 + 链, but also 产 and 业链. All of them are kept, because
machine translation cuts in all these ways; how well the words of a rendering fit together decides later.
"""

from collections.abc import Container, Iterable
from functools import cache
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


@cache
def parts(form: str) -> tuple[Part, ...]:
    """Every stretch of ``form`` that may be a word of its own; a term of three and more characters is no part of
    itself, since the dictionary's rendering of a whole term is no literal one.
    """
    return tuple([Part(start, end, form[start:end]) for start, end in _stretches(form)])


def parts_of_any(forms: Iterable[str]) -> set[str]:
    """The characters of all parts of several forms."""
    return {form[start:end] for form in forms for start, end in _stretches(form)}


def _stretches(form: str) -> list[tuple[int, int]]:
    size = len(form)
    ends = [end for end, last in enumerate(form, start=1) if last not in SILENT]
    return [
        (start, end)
        for start, first in enumerate(form)
        if first not in SILENT
        for end in ends
        if start < end <= start + LONGEST and not (end - start == size > 2)
    ]


def boundaries(form: str, words: Container[str]) -> int:
    """Where words of ``form`` begin and end, as a bit mask of character offsets.

    The longest of the ``words`` are taken from the left, and again from the right; where both readings differ, all
    their boundaries count. The form as a whole is no word of its own here.
    """
    found = 1
    start = 0
    while start < len(form):
        start = _next(form, start, words)
        found |= 1 << start
    end = len(form)
    while end:
        end = _previous(form, end, words)
        found |= 1 << end
    return found


def _next(form: str, start: int, words: Container[str]) -> int:
    """Where the longest word that begins at ``start`` ends; one character is a word in any case."""
    for end in range(min(len(form) - (not start), start + LONGEST), start + 1, -1):
        if form[start:end] in words:
            return end
    return start + 1


def _previous(form: str, end: int, words: Container[str]) -> int:
    """Where the longest word that ends at ``end`` begins."""
    for start in range(max(end == len(form), end - LONGEST), end - 1):
        if form[start:end] in words:
            return start
    return end - 1
