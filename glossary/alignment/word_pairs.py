"""Pairs of English words that render neighbouring Chinese words one by one, and that English does not put together.

No term base has to know the Chinese: what its words mean is looked up in a dictionary. ``PairReader`` finds the pairs
of a sentence and its translation; how likely a pair is a literal rendering follows from its properties, which
``benchmarks/fit_pairs.py`` has learned to weigh.
"""

import json
from collections.abc import Container, Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from glossary.alignment.bilingual import AlignedPair
from glossary.alignment.oddness import pair_of
from glossary.alignment.wordings import Wordings
from glossary.index.calques import Calques
from glossary.index.lexicon import LONGEST, Lexicon
from glossary.prediction.phrases import MEANINGFUL, is_content
from glossary.prediction.scale import logarithm
from glossary.prediction.scoring import Forest, probability
from glossary.prediction.stems import stem

MODEL: Final = "pairs.json"
NAMES: Final = (
    "other way round", "frequency of first", "frequency of second", "expected", "weight of first",
    "weight of second", "characters of first", "characters of second", "first is a word", "second is a word",
    "in order", "characters", "ends in ed", "ends in ing", "second ends in ing", "second ends in ed",
    "second ends in s", "share of first", "share of second", "explained otherwise", "fewest characters",
    "both are words", "least weight",
)  # fmt: skip
"""Names of the properties, in their order."""

_WORD_BONUS: Final = 1.3
"""How much better a reading is for each of its two parts that the sentence is cut at."""

_OTHERWISE: Final = 0.5
"""Weight from which on another word of the sentence accounts for a character."""

_JOINTS: Final = frozenset("的和、“”之与及等")
"""What may stand between two Chinese words that a pair renders."""

_NUMERALS: Final = frozenset("一二两三四五六七八九十百千万亿第几数半")
_ADVERB: Final = "ly"
_LINKS: Final = frozenset(b" \"'")
_POSSESSIVE: Final = b"'s"


class WordPair(NamedTuple):
    """Two neighbouring words of the target, ``first`` and the one after, and the Chinese that they render.

    ``start`` and ``end`` are offsets in the Chinese sentence.
    """

    first: int
    start: int
    end: int
    properties: tuple[float, ...]


class _Sense(NamedTuple):
    """A stretch of the Chinese sentence that suggests a word, and how strongly."""

    start: int
    end: int
    weight: float


class _Word(NamedTuple):
    """A word of the target: its token, and its spelling and stem."""

    token: int
    text: str
    stem: str


def likelihood(pair: WordPair) -> float:
    """The probability, 0 to 1, that a pair is a literal rendering."""
    return probability(pair.properties, _forest())


@cache
def _forest() -> Forest:
    table = json.loads(Path(__file__).with_name(MODEL).read_bytes())
    return Forest(table["base"], *(tuple(table[name]) for name in ("ceilings", "roots", "asks", "values", "follows")))


class PairReader:
    """Reads the sentences of one article beside their Chinese."""

    __slots__ = ("_folded", "_lexicon", "_tables", "_wordings")

    def __init__(self, folded: bytes, wordings: Wordings, lexicon: Lexicon, tables: Calques) -> None:
        self._folded, self._wordings, self._lexicon, self._tables = folded, wordings, lexicon, tables

    def pairs(self, chinese: str, sentence: AlignedPair) -> Iterator[WordPair]:
        """The odd pairs of the target of a sentence; ``chinese`` is its source."""
        words = list(self._words(sentence))
        odd = [place for place in range(len(words) - 1) if self._is_odd(words[place], words[place + 1])]
        if odd:
            reading = _SentenceReading(chinese, {word.stem for word in words}, self._lexicon)
            for place in odd:
                pair = self._pair(words[place], words[place + 1], reading)
                if pair:
                    yield pair

    def _words(self, sentence: AlignedPair) -> Iterator[_Word]:
        wording = self._wordings.of(sentence.target)
        for token in range(wording.first, wording.last):
            text = self._folded[self._wordings.starts[token] : self._wordings.ends[token]].decode("latin-1")
            yield _Word(token, text, stem(text))

    def _is_odd(self, first: _Word, second: _Word) -> bool:
        """Whether two content words stand side by side that English does not put so."""
        if not (_has_sense(first.text) and _has_sense(second.text)):
            return False
        between = self._folded[self._wordings.ends[first.token] : self._wordings.starts[second.token]]
        if not _LINKS.issuperset(between.replace(_POSSESSIVE, b"")):
            return False
        is_known = first.stem in self._tables.numbers and second.stem in self._tables.numbers
        if not is_known or first.stem == second.stem:
            return False
        usual = pair_of(first.stem, second.stem, self._tables, apart=False).usual
        return not (usual or self._lexicon.is_said(first.stem, second.stem))

    def _pair(self, first: _Word, second: _Word, reading: "_SentenceReading") -> WordPair | None:
        found = reading.neighbours(first.stem, second.stem)
        if found is None:
            return None
        one, other = found
        start, end = min(one.start, other.start), max(one.end, other.end)
        if not _NUMERALS.isdisjoint(reading.text[start:end]):
            return None
        return WordPair(first.token, start, end, self._properties((first, second), (one, other), reading))

    def _properties(
        self, words: tuple[_Word, _Word], senses: tuple[_Sense, _Sense], reading: "_SentenceReading"
    ) -> tuple[float, ...]:
        (first, second), (one, other) = words, senses
        tables = self._tables
        reverse = pair_of(second.stem, first.stem, tables, apart=False)
        lengths = one.end - one.start, other.end - other.start
        whole = reading.is_word(one), reading.is_word(other)
        start, end = min(one.start, other.start), max(one.end, other.end)
        return (
            reverse.seen,
            logarithm(tables.levels[tables.numbers[first.stem]]),
            logarithm(tables.levels[tables.numbers[second.stem]]),
            reverse.expected,
            one.weight,
            other.weight,
            *lengths,
            *whole,
            one.start < other.start,
            end - start,
            first.text.endswith("ed"),
            first.text.endswith("ing"),
            second.text.endswith("ing"),
            second.text.endswith("ed"),
            second.text.endswith("s"),
            one.weight / reading.strongest(first.stem),
            other.weight / reading.strongest(second.stem),
            reading.explained_otherwise(start, end, {first.stem, second.stem}),
            min(lengths),
            min(whole),
            min(one.weight, other.weight),
        )


class _SentenceReading:
    """A Chinese sentence: which of its stretches suggest which of the words of the translation."""

    __slots__ = ("_cuts", "_explained", "_senses", "text")

    def __init__(self, text: str, stems: set[str], lexicon: Lexicon) -> None:
        self.text = text
        self._senses: dict[str, list[_Sense]] = {}
        self._explained: list[dict[str, float]] = [{} for _ in text]
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + LONGEST) + 1):
                suggested = lexicon.senses(text[start:end])
                for name in stems.intersection(suggested):
                    self._add(name, _Sense(start, end, suggested[name]))
        self._cuts = cuts(text, lexicon)

    def _add(self, name: str, sense: _Sense) -> None:
        self._senses.setdefault(name, []).append(sense)
        for place in range(sense.start, sense.end):
            explained = self._explained[place]
            explained[name] = max(explained.get(name, 0.0), sense.weight)

    def neighbours(self, first: str, second: str) -> tuple[_Sense, _Sense] | None:
        """The likeliest neighbouring stretches that suggest two stems."""
        best, found = 0.0, None
        for one in self._senses.get(first, ()):
            for other in self._senses.get(second, ()):
                if self._adjoin(one, other):
                    bonus = _WORD_BONUS ** (self.is_word(one) + self.is_word(other))
                    if one.weight * other.weight * bonus > best:
                        best, found = one.weight * other.weight * bonus, (one, other)
        return found

    def _adjoin(self, one: _Sense, other: _Sense) -> bool:
        gap = max(one.start, other.start) - min(one.end, other.end)
        return gap == 0 or (gap == 1 and self.text[min(one.end, other.end)] in _JOINTS)

    def is_word(self, sense: _Sense) -> bool:
        """Whether the sentence, cut into its longest words from either side, has this one."""
        return any(
            sense.start in cut and sense.end in cut and not cut.intersection(range(sense.start + 1, sense.end))
            for cut in self._cuts
        )

    def strongest(self, name: str) -> float:
        """How strongly the sentence suggests a stem where it does so most."""
        return max(sense.weight for sense in self._senses[name])

    def explained_otherwise(self, start: int, end: int, names: set[str]) -> float:
        """The share of characters for which another word of the translation accounts."""
        others = (
            any(weight >= _OTHERWISE for name, weight in self._explained[place].items() if name not in names)
            for place in range(start, end)
        )
        return sum(others) / (end - start)


def cuts(text: str, words: Container[str]) -> tuple[frozenset[int], frozenset[int]]:
    """Where a Chinese text is cut into its longest words, taken from the left and from the right."""
    left, right, start, end = {0}, {len(text)}, 0, len(text)
    while start < len(text):
        ends = range(min(len(text), start + LONGEST), start + 1, -1)
        start = next((place for place in ends if text[start:place] in words), start + 1)
        left.add(start)
    while end:
        starts = range(max(0, end - LONGEST), end - 1)
        end = next((place for place in starts if text[place:end] in words), end - 1)
        right.add(end)
    return frozenset(left), frozenset(right)


def _has_sense(word: str) -> bool:
    """Whether a word has a sense of its own that pairs with others: a verb takes any adverb."""
    return word.isalpha() and word not in MEANINGFUL and is_content(word) and not word.endswith(_ADVERB)
