"""How usual English words and pairs of words are.

Word frequencies come from ``wordfreq``; pair frequencies from the bigram list that ``symspellpy`` ships, which was
made of the Google Books Ngram data, a corpus of about a million million words. Both are kept under stems, on the scale
of ``glossary.prediction.scale``.
"""

from collections.abc import Container, Iterator
from importlib.resources import files
from typing import Final

from glossary.prediction.scale import level
from glossary.prediction.stems import stem

_BIGRAMS: Final = "frequency_bigramdictionary_en_243_342.txt"


def word_levels() -> dict[str, int]:
    """For each stem of a word that is not rare the level of its frequency per thousand million words."""
    from wordfreq import get_frequency_dict

    totals: dict[str, float] = {}
    for word, frequency in get_frequency_dict("en", "small").items():
        if word.isascii() and word.isalpha():
            name = stem(word)
            totals[name] = totals.get(name, 0.0) + frequency
    return {name: level(total * 1e9) for name, total in totals.items()}


def pair_levels(stems: Container[str]) -> dict[tuple[str, str], int]:
    """For each pair of ``stems`` that is seen side by side, in this order, the level of its count."""
    totals: dict[tuple[str, str], int] = {}
    for first, second, count in _bigrams():
        pair = stem(first), stem(second)
        if pair[0] in stems and pair[1] in stems:
            totals[pair] = totals.get(pair, 0) + count
    return {pair: level(total) for pair, total in totals.items()}


def _bigrams() -> Iterator[tuple[str, str, int]]:
    with files("symspellpy").joinpath(_BIGRAMS).open(encoding="utf-8-sig") as lines:
        for line in lines:
            first, second, count = line.split()
            yield first, second, int(count)
