"""Words by which the bad renderings of a term are known.

Half or more of what a term base lists as bad renderings of 一盘棋 speak of *chess*, and no accepted one does. Where the
term stands in a source and the word in its translation, and nothing else in the sentence can have brought it there,
the term is rendered badly, in whatever words.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from glossary.index.lexicon import LONGEST, Lexicon
from glossary.index.source_terms import SourceTerms
from glossary.prediction.phrases import phrase_words
from glossary.prediction.stems import stem
from glossary.words import FUNCTION_WORDS

_FEWEST: Final = 3
"""Fewer bad renderings tell nothing of the others."""

_SHARE: Final = 0.5
_EXTENT: Final = 3
"""How many words on either side of a hallmark may belong to the same rendering."""


class Marks(NamedTuple):
    """The stems that most of the bad renderings of a concept have and no accepted one, and those that any has."""

    words: frozenset[str]
    related: frozenset[str]


class Hallmarks:
    """The hallmarks of each concept that somebody asks for."""

    __slots__ = ("_known", "_terms")

    def __init__(self, terms: SourceTerms) -> None:
        self._terms = terms
        self._known: dict[int, Marks] = {}

    def of(self, number: int) -> Marks:
        """Those of the concept with this number."""
        if number not in self._known:
            self._known[number] = _marks(self._terms.record(number))
        return self._known[number]


def _marks(record: dict[str, Any]) -> Marks:
    accepted = {name for names in record["stems"] for name in names.split()}
    counts = Counter(name for bad in record["bad"] for name in _stems(bad["term"]))
    listed = len(record["bad"])
    common = (name for name, count in counts.items() if count >= _SHARE * listed and name not in accepted)
    return Marks(frozenset(common if listed >= _FEWEST else ()), frozenset(counts))


def brought_by(chinese: str, name: str, lexicon: Lexicon) -> bool:
    """Whether some word in a Chinese text suggests an English stem."""
    return any(
        name in lexicon.senses(chinese[start:end])
        for start in range(len(chinese))
        for end in range(start + 1, min(len(chinese), start + LONGEST) + 1)
    )


def extent(words: Sequence[str], place: int, related: frozenset[str]) -> tuple[int, int]:
    """From the first to after the last word around a hallmark that may belong to the same rendering."""
    first = min((at for at in _reached(words, place, -1, related)), default=place)
    last = max((at for at in _reached(words, place, 1, related)), default=place)
    return first, last + 1


def _reached(words: Sequence[str], place: int, step: int, related: frozenset[str]) -> Iterator[int]:
    """The related words on one side, function words in between let alone."""
    at = place + step
    while 0 <= at < len(words) and abs(at - place) <= _EXTENT:
        if stem(words[at]) in related:
            yield at
        elif words[at] not in FUNCTION_WORDS:
            return
        at += step


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in phrase_words(text))
