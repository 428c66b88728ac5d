"""Chinese words that a short term may be cut out of by mistake: dictionary words that hold it or share an edge with it.

They are those of jieba's dictionary (MIT), read from the file that the package brings.
"""

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Final

_DICTIONARY: Final = "dict.txt"
_LEAST_FREQUENT: Final = 3
_SHORTEST, LONGEST = 2, 5


def overlapping_words(terms: set[str]) -> list[str]:
    """The words of the dictionary that contain one of ``terms`` or share its beginning or its end."""
    starts = {term[:length] for term in terms for length in range(1, len(term))}
    ends = {term[-length:] for term in terms for length in range(1, len(term))}
    return [word for word in dictionary_words() if _crosses(word, starts, ends) or _contains(word, terms)]


def _crosses(word: str, starts: set[str], ends: set[str]) -> bool:
    """Whether the word begins as one of the terms ends, or ends as one of them begins."""
    if word[:1] in ends or word[-1:] in starts:
        return True
    return len(word) > 2 and (word[:2] in ends or word[-2:] in starts)


def _contains(word: str, terms: set[str]) -> bool:
    cuts = ((start, end) for start in range(len(word)) for end in range(start + 1, len(word) + 1))
    return any(word[start:end] in terms for start, end in cuts if end - start < len(word))


def dictionary_words(longest: int = LONGEST) -> Iterator[str]:
    """The words of jieba's dictionary of two to ``longest`` characters, without rare ones; none without the package."""
    spec = find_spec("jieba")  # without importing it, which takes longer than reading the file
    if spec is None or spec.origin is None:
        return
    text = Path(spec.origin).with_name(_DICTIONARY).read_text(encoding="utf-8")
    usual = rf"^(\S{{{_SHORTEST},{longest}}}) (?:[{_LEAST_FREQUENT}-9]|\d\d+) "
    yield from re.findall(usual, text, re.MULTILINE)
