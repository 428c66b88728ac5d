"""Which words of a text became which: what stands out where two texts are read side by side."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

Spans = Sequence[tuple[int, int]]

_WORDS: Final = re.compile(r"[A-Za-z0-9À-ɏ]+(?:['’-][A-Za-z0-9À-ɏ]+)*|\s+|.", re.DOTALL)
_MOST: Final = 1_500
"""More words than these are not compared: it would take long, and nobody would read it."""
_ALIKE: Final = 0.35
"""Texts less alike than this have nothing in common that is worth seeing."""


class WordDifferences(NamedTuple):
    """Where words are only in the one text, and where only in the other, as character offsets."""

    before: Spans
    after: Spans


def word_differences(before: str, after: str) -> WordDifferences:
    """What differs between two texts, by words of Latin letters and by Chinese characters.

    There are no spans where the texts are as good as wholly different, or too long to compare.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) > _MOST or len(new) > _MOST:
        return WordDifferences((), ())
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return WordDifferences((), ())
    parts = [part for part in matcher.get_opcodes() if part[0] != "equal"]
    return WordDifferences(
        _spans(old, [(start, end) for _, start, end, _, _ in parts]),
        _spans(new, [(start, end) for _, _, _, start, end in parts]),
    )


def _spans(words: Sequence[str], ranges: Spans) -> Spans:
    offsets = [0]
    for word in words:
        offsets.append(offsets[-1] + len(word))
    return [(offsets[start], offsets[end]) for start, end in ranges if start < end]
