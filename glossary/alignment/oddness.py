"""How odd a phrase is as English: which of its words English does not put side by side."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from glossary.index.calques import Calques
from glossary.prediction.scale import logarithm
from glossary.prediction.stems import stem
from glossary.words import FUNCTION_WORDS

_CHANCE: Final = 6.0
"""Frequencies are per thousand million words, pairs are counted in a corpus of a million million: 2 x 9 - 12."""

_NO_PAIR: Final = 9.0
"""How often one word by itself is seen beside another (logarithm): as often as anything is."""


class Oddness(NamedTuple):
    """What general English says of the pairs of neighbouring content words of a phrase.

    ``least`` is the logarithm (base 10) of how often the rarest pair is seen, ``unseen`` counts the pairs that neither
    general English nor an accepted rendering has, and ``expected`` is the logarithm of how often chance would put the
    commonest of these side by side.
    """

    least: float
    unseen: int
    expected: float


class Pair(NamedTuple):
    """Two neighbouring content words: how often they are seen, how often chance would, and whether either is usual."""

    seen: float
    expected: float
    usual: bool


def oddness(words: Sequence[str], tables: Calques) -> Oddness:
    """How odd a phrase is, given as folded words."""
    content = [(place, stem(word)) for place, word in enumerate(words) if word not in FUNCTION_WORDS]
    pairs = [
        pair_of(first, second, tables, apart=latter - former > 1)
        for (former, first), (latter, second) in pairwise(content)
    ]
    unseen = [pair.expected for pair in pairs if not pair.usual]
    return Oddness(min((pair.seen for pair in pairs), default=_NO_PAIR), len(unseen), max(unseen, default=0.0))


def pair_of(first: str, second: str, tables: Calques, *, apart: bool) -> Pair:
    """What is known of two stems; those with a function word in between may stand the other way round elsewhere."""
    one, other = tables.numbers.get(first), tables.numbers.get(second)
    if one is None or other is None:
        return Pair(0.0, 0.0, usual=False)
    seen = tables.pair_level(one, other)
    accepted = tables.is_accepted_pair(one, other)
    if apart:
        seen = max(seen, tables.pair_level(other, one))
        accepted = accepted or tables.is_accepted_pair(other, one)
    expected = logarithm(tables.levels[one]) + logarithm(tables.levels[other]) - _CHANCE
    return Pair(logarithm(seen), expected, usual=bool(seen) or accepted)
