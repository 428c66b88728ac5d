"""What ties passages of two languages together: figures, words in Latin letters, terms and their renderings."""

import math
import re
from collections.abc import Iterable, Sequence
from typing import Final

from glossary.alignment.bilingual import Passage
from glossary.alignment.wordings import Wordings
from glossary.figures.chinese import chinese_figures
from glossary.figures.english import english_figures
from glossary.index.source_terms import SourceTerms

_LATIN: Final = re.compile(r"[A-Za-z]{2,}")
_COMMONEST: Final = 12
"""Target passages that an anchor may stand in and still tell them apart."""

_FEW: Final = 20
"""Passages below which an anchor tells as much as it would among this many."""


class Anchors:
    """Which passages of a target hold what an anchor of a source passage stands for."""

    def __init__(self, text: str, wordings: Wordings, passages: Sequence[Passage]) -> None:
        self._count = len(passages)
        self._wordings: list[str] = []
        self._by_lemma: dict[str, int] = {}
        self._by_figure: dict[float, int] = {}
        self._of_concept: dict[int, int] = {}
        for number, passage in enumerate(passages):
            bit = 1 << number
            wording = wordings.of(passage)
            self._wordings.append(wording.text)
            for lemma in set(wording.text.split()):
                self._by_lemma[lemma] = self._by_lemma.get(lemma, 0) | bit
            for figure in english_figures(text[passage.start : passage.end]):
                for value in figure.values:
                    self._by_figure[value] = self._by_figure.get(value, 0) | bit

    def similarity(self, source: str, terms: SourceTerms) -> dict[int, float]:
        """How much the anchors of a source passage speak for each target passage that holds any of them."""
        found: dict[int, float] = {}
        for mask in self._masks(source, terms):
            passages = mask.bit_count()
            if 0 < passages <= max(_COMMONEST, self._count // 10):
                weight = math.log(1 + max(self._count, _FEW) / passages) / 2
                for number in _bits(mask):
                    found[number] = found.get(number, 0.0) + weight
        return found

    def _masks(self, source: str, terms: SourceTerms) -> Iterable[int]:
        """For each anchor of a source passage the target passages that hold it, as bits."""
        for figure in chinese_figures(source):
            mask = 0
            for value in figure.values:
                mask |= self._by_figure.get(value, 0)
            yield mask
        for word in {word.lower() for word in _LATIN.findall(source)}:
            yield self._by_lemma.get(word, 0)
        for pattern in {hit.pattern for hit in terms.hits(source)}:
            mask = 0
            for number in terms.numbers(pattern):
                mask |= self._concept(number, terms)
            yield mask

    def _concept(self, number: int, terms: SourceTerms) -> int:
        if number not in self._of_concept:
            mask = 0
            for wording in terms.accepted(number):
                mask |= self._holding(wording)
            self._of_concept[number] = mask
        return self._of_concept[number]

    def _holding(self, wording: str) -> int:
        """The passages that hold a wording: first those that hold all its words."""
        mask = -1
        for word in wording.split():
            mask &= self._by_lemma.get(word, 0)
            if not mask:
                return 0
        sought = f" {wording} "
        return sum(1 << number for number in _bits(mask) if sought in self._wordings[number])


def agreement(source: str, target: str, wording: str, terms: SourceTerms) -> tuple[int, int]:
    """How many anchors of a source passage a target passage holds, and how many anchors there are.

    Where half of several figures agree, the terms are not asked. ``wording`` is that of the target passage.
    """
    shared = total = 0
    figures = chinese_figures(source)
    if figures:
        values = {value for figure in english_figures(target) for value in figure.values}
        total = len(figures)
        shared = sum(not values.isdisjoint(figure.values) for figure in figures)
    if shared > 1 and shared * 2 >= total:
        return shared, total
    for hit in terms.hits(source):
        numbers = terms.numbers(hit.pattern)
        total += 1
        shared += any(framed in wording for number in numbers for framed in terms.framed(number))
    return shared, total


def _bits(mask: int) -> Iterable[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
