"""Phrases of a translation that render their Chinese word for word, whether or not a term base knows it."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from glossary.alignment.bilingual import SURE, AlignedPair, Bilingual
from glossary.alignment.word_pairs import PairReader, WordPair, likelihood

_POSSIBLE: Final = 0.5
"""From which probability on a pair is worth a look."""

_GOES_ON: Final = 0.4
"""From which probability on a pair that shares a word with such a one belongs to its phrase."""


class LiteralPhrase(NamedTuple):
    """A phrase, by its first token and the one after its last, its Chinese, and how likely it is literal (0 to 1)."""

    first: int
    last: int
    chinese: str
    likelihood: float


def literal_phrases(source: Bilingual, reader: PairReader, taken: frozenset[int]) -> Iterator[LiteralPhrase]:
    """The phrases of an article that may be literal; the tokens in ``taken`` render terms as they should."""
    for sentence in source.pairs:
        if sentence.confidence >= SURE and _is_full(sentence):
            chinese = source.text[sentence.source.start : sentence.source.end]
            free = (
                (pair, likelihood(pair))
                for pair in reader.pairs(chinese, sentence)
                if taken.isdisjoint((pair.first, pair.first + 1))
            )
            for chain in _chains((pair, likely) for pair, likely in free if likely >= _GOES_ON):
                likeliest = max(likely for _, likely in chain)
                if likeliest >= _POSSIBLE:
                    start, end = min(pair.start for pair, _ in chain), max(pair.end for pair, _ in chain)
                    yield LiteralPhrase(chain[0][0].first, chain[-1][0].first + 2, chinese[start:end], likeliest)


def _chains(pairs: Iterable[tuple[WordPair, float]]) -> Iterator[list[tuple[WordPair, float]]]:
    """Runs of pairs each of which begins with the last word of the one before, and with its Chinese or next to it."""
    chain: list[tuple[WordPair, float]] = []
    for pair, likely in pairs:
        if chain and not _follows(chain[-1][0], pair):
            yield chain
            chain = []
        chain.append((pair, likely))
    if chain:
        yield chain


def _follows(former: WordPair, latter: WordPair) -> bool:
    return latter.first == former.first + 1 and latter.start <= former.end and former.start <= latter.end


def _is_full(pair: AlignedPair) -> bool:
    return pair.source.start < pair.source.end and pair.target.start < pair.target.end
