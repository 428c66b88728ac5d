"""Evidence in the text around a hit that it is meant in the policy sense."""

from typing import Final

from glossary.articles.shadow import WORD_BYTES

NEAR: Final = 120
"""How far away, in characters of the same paragraph, a context word may stand."""


def stands_near(folded: bytes, start: int, end: int, words: list[str]) -> bool:
    """Whether one of ``words`` stands within ``NEAR`` characters of a span and outside it.

    A word is given folded; a trailing ``*`` stands for any ending.
    """
    # A paragraph break is the only place where a shadow has two spaces in a row.
    farthest = max(0, start - NEAR)
    opening = max(folded.rfind(b"  ", farthest, start), farthest)
    closing = folded.find(b"  ", end, end + NEAR)
    before = folded[opening:start]
    after = folded[end : closing if closing >= 0 else end + NEAR]
    return any(_stands_in(before, word) or _stands_in(after, word) for word in words)


def _stands_in(text: bytes, word: str) -> bool:
    sought, open_ended = (word[:-1], True) if word.endswith("*") else (word, False)
    encoded = sought.encode("latin-1", "replace")
    position = text.find(encoded)
    while position >= 0:
        end = position + len(encoded)
        starts = not position or text[position - 1] not in WORD_BYTES
        ends = open_ended or end == len(text) or text[end] not in WORD_BYTES
        if starts and ends:
            return True
        position = text.find(encoded, position + 1)
    return False
