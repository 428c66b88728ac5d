"""Align an article with its Chinese source: paragraphs first, then the sentences of each pair of paragraphs.

Equal numbers of paragraphs are paired one by one where nothing speaks against it. Else what is certain, because its
anchors fit nowhere else, is tied first; passages that were moved are taken out; dynamic programming aligns the rest;
and what it leaves over is matched once more.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat, zip_longest
from typing import Final, NamedTuple

from glossary.alignment.anchors import Anchors, agreement
from glossary.alignment.beads import Bead, Lengths, best_beads, length_cost
from glossary.alignment.bilingual import AlignedPair, Bilingual, Passage
from glossary.alignment.passages import chinese_sentences, english_sentences, paragraphs, prose, target_text
from glossary.alignment.wordings import Wordings
from glossary.articles.article import Article
from glossary.index.source_terms import SourceTerms

_USUAL_RATIO: Final = 3.6
"""Characters of English for one of Chinese in news."""

_RATIOS: Final = (2.0, 6.5)
_IMPLAUSIBLE: Final = 7.0
_UNUSUAL: Final = 2.5
_CERTAIN, _LENGTH_DOUBT, _MOST_UNUSUAL, _ANCHOR_DOUBT, _ANCHOR_GAIN = 0.95, 0.04, 10.0, 0.25, 0.1
"""The confidence of a pair of usual lengths, and what unusual ones and anchors take from it or add to it."""

_ENOUGH_ANCHORS: Final = 3
_LEAST_SHARED: Final = 6
"""A pair with so many anchors shares at least one in six of them."""

_ASTRAY: Final = 0.71
_MOST_ASTRAY: Final = 10
"""One pair in so many may be less sure than ``_ASTRAY`` where passages are paired in their order."""

_CLEARLY: Final = 3.0
"""Weight of anchors that ties two passages, if nothing else comes near it."""

_MARGIN: Final = 1.6
_TIED: Final = 8.0
"""How much more anchors say of two passages that are each other's best by far."""

_LONE: Final = 0.5

Similarity = Sequence[Mapping[int, float]]


class _Tie(NamedTuple):
    source: int
    target: int


def align(article: Article, source: Article, terms: SourceTerms) -> Bilingual:
    """The ``source`` of ``article``, aligned with it."""
    text = prose(source)
    aligner = _Aligner(text, target_text(article), Wordings(article), terms)
    pairs = aligner.paragraphs()
    sentences = [sentence for pair in pairs for sentence in aligner.sentences(pair)]
    return Bilingual(source.path, text, tuple(sentences), tuple(pairs), aligner.wordings)


class _Aligner:
    """Two texts and what ties them."""

    def __init__(self, source: str, target: str, wordings: Wordings, terms: SourceTerms) -> None:
        self.source, self.target, self.wordings, self.terms = source, target, wordings, terms
        self.ratio = _USUAL_RATIO

    def paragraphs(self) -> list[AlignedPair]:
        """Pairs of paragraphs."""
        sources, targets = paragraphs(self.source), paragraphs(self.target)
        lengths, others = _lengths(sources), _lengths(targets)
        self.ratio = min(max(sum(others) / max(1, sum(lengths)), _RATIOS[0]), _RATIOS[1])
        if len(sources) == len(targets):
            pairs = [self._one_by_one(*pair) for pair in zip(sources, targets, strict=True)]
            if sum(pair.confidence < _ASTRAY for pair in pairs) * _MOST_ASTRAY <= len(pairs):
                return pairs
        similarity = self._similarity(sources, targets)
        beads = _matched(lengths, others, self.ratio, similarity)
        return [self._pair(bead, sources, targets, similarity) for bead in beads]

    def sentences(self, pair: AlignedPair) -> list[AlignedPair]:
        """Pairs of sentences within a pair of paragraphs."""
        sources = chinese_sentences(self.source, pair.source)
        targets = english_sentences(self.target, pair.target)
        if len(sources) <= 1 or len(targets) <= 1:
            return [pair]
        lengths, others = _lengths(sources), _lengths(targets)
        ratio = min(max(sum(others) / sum(lengths), _RATIOS[0]), _RATIOS[1])
        costs = map(length_cost, lengths, others, repeat(ratio))
        if len(sources) == len(targets) and all(cost < _UNUSUAL for cost in costs):
            return [AlignedPair(*sides, pair.confidence) for sides in zip(sources, targets, strict=True)]
        similarity = self._similarity(sources, targets)
        beads = best_beads(Lengths(lengths, others, ratio, similarity))
        made = [self._pair(bead, sources, targets, similarity) for bead in beads]
        return [one._replace(confidence=min(one.confidence, pair.confidence)) for one in made]

    def _one_by_one(self, source: Passage, target: Passage) -> AlignedPair:
        """A pair of passages that stand at the same place of their texts, as sure as lengths and anchors are."""
        unusual = length_cost(source.end - source.start, target.end - target.start, self.ratio)
        confidence = _CERTAIN - _LENGTH_DOUBT * min(unusual, _MOST_UNUSUAL)
        shared, all_anchors = agreement(
            self.source[source.start : source.end],
            self.target[target.start : target.end],
            self.wordings.of(target).text,
            self.terms,
        )
        if all_anchors >= _ENOUGH_ANCHORS and shared * _LEAST_SHARED < all_anchors:
            confidence -= _ANCHOR_DOUBT
        elif shared:
            confidence += _ANCHOR_GAIN
        return AlignedPair(source, target, round(max(0.1, min(1.0, confidence)), 2))

    def _similarity(self, sources: list[Passage], targets: list[Passage]) -> Similarity:
        anchors = Anchors(self.target, self.wordings, targets)
        return [anchors.similarity(self.source[passage.start : passage.end], self.terms) for passage in sources]

    def _pair(self, bead: Bead, sources: list[Passage], targets: list[Passage], similarity: Similarity) -> AlignedPair:
        source = _joined(sources, bead.source, bead.sources)
        target = _joined(targets, bead.target, bead.targets)
        return AlignedPair(source, target, self._confidence(bead, source, target, similarity))

    def _confidence(self, bead: Bead, source: Passage, target: Passage, similarity: Similarity) -> float:
        """How sure a pair is: by its lengths, and by anchors that it shares or that lead elsewhere."""
        if not bead.sources or not bead.targets:
            return _LONE
        rows = range(bead.source, bead.source + bead.sources)
        shared = sum(similarity[row].get(bead.target + place, 0.0) for row in rows for place in range(bead.targets))
        elsewhere = max((max(similarity[row].values(), default=0.0) for row in rows), default=0.0)
        unusual = length_cost(source.end - source.start, target.end - target.start, self.ratio)
        confidence = _CERTAIN - _LENGTH_DOUBT * min(unusual, _MOST_UNUSUAL)
        if shared < elsewhere / 2:
            confidence -= _ANCHOR_DOUBT
        elif shared > 1:
            confidence += _ANCHOR_GAIN
        return round(max(0.1, min(1.0, confidence)), 2)


def _matched(sources: list[int], targets: list[int], ratio: float, similarity: Similarity) -> list[Bead]:
    """Beads for passages that are merged, missing or moved."""
    ties = _ties(similarity)
    chain = _in_order(ties)
    moved = [tie for tie in ties if tie not in chain]
    rows = _others(len(sources), {tie.source for tie in moved})
    columns = _others(len(targets), {tie.target for tie in moved})
    place = {column: number for number, column in enumerate(columns)}
    reduced = [
        {
            place[column]: weight * (_TIED if _Tie(row, column) in chain else 1)
            for column, weight in similarity[row].items()
            if column in place
        }
        for row in rows
    ]
    lengths = Lengths([sources[row] for row in rows], [targets[column] for column in columns], ratio, reduced)
    line = {row: number for number, row in enumerate(rows)}
    found = best_beads(lengths, sorted((line[tie.source], place[tie.target]) for tie in chain))
    beads = [Bead(tie.source, 1, tie.target, 1) for tie in moved]
    for bead in found:
        beads += _restored(bead, rows, columns)
    return _with_leftovers(beads, sources, targets, ratio, similarity)


def _ties(similarity: Similarity) -> list[_Tie]:
    """Pairs of passages that are each other's best by far, in the order of the source."""
    best_source: dict[int, tuple[float, int]] = {}
    for row, weights in enumerate(similarity):
        for column, weight in weights.items():
            best_source[column] = max(best_source.get(column, (0.0, -1)), (weight, row))
    ties = []
    for row, weights in enumerate(similarity):
        ranked = sorted(weights.items(), key=lambda item: -item[1])[:2]
        if ranked and ranked[0][1] >= _CLEARLY and best_source[ranked[0][0]][1] == row:
            runner_up = ranked[1][1] if len(ranked) > 1 else 0.0
            if ranked[0][1] >= _MARGIN * runner_up:
                ties.append(_Tie(row, ranked[0][0]))
    return ties


def _in_order(ties: list[_Tie]) -> set[_Tie]:
    """The longest chain of ties that rises on both sides (patience sorting)."""
    tails: list[int] = []
    numbers: list[int] = []
    previous: list[int] = []
    for number, tie in enumerate(ties):
        place = bisect_left(tails, tie.target)
        if place == len(tails):
            tails.append(tie.target)
            numbers.append(number)
        else:
            tails[place], numbers[place] = tie.target, number
        previous.append(numbers[place - 1] if place else -1)
    chain, number = set(), numbers[-1] if numbers else -1
    while number >= 0:
        chain.add(ties[number])
        number = previous[number]
    return chain


def _others(count: int, taken: set[int]) -> list[int]:
    return [number for number in range(count) if number not in taken]


def _restored(bead: Bead, rows: list[int], columns: list[int]) -> Iterator[Bead]:
    """A bead over the passages that were not moved, in the numbers of all; in parts where a moved one lies between."""
    sources = rows[bead.source : bead.source + bead.sources]
    targets = columns[bead.target : bead.target + bead.targets]
    source = _place(rows, bead.source)
    target = _place(columns, bead.target)
    if _is_run(sources) and _is_run(targets):
        yield Bead(source, len(sources), target, len(targets))
        return
    for one, other in zip_longest(sources, targets):
        yield Bead(
            source if one is None else one, one is not None, target if other is None else other, other is not None
        )


def _place(numbers: list[int], place: int) -> int:
    """The number at a place, or the one that would follow the last."""
    return numbers[place] if place < len(numbers) else numbers[-1] + 1 if numbers else 0


def _is_run(numbers: list[int]) -> bool:
    return not numbers or numbers[-1] - numbers[0] == len(numbers) - 1


def _with_leftovers(
    beads: list[Bead], sources: list[int], targets: list[int], ratio: float, similarity: Similarity
) -> list[Bead]:
    """Match what stands alone: by anchors, or because it follows what was matched on both sides."""
    lone_sources = {bead.source for bead in beads if bead.sources and not bead.targets}
    lone_targets = {bead.target for bead in beads if bead.targets and not bead.sources}
    follows = {
        bead.source + bead.sources: bead.target + bead.targets for bead in beads if bead.sources and bead.targets
    }
    paired: dict[int, int] = {}
    for row in sorted(lone_sources):
        weights = {column: weight for column, weight in similarity[row].items() if column in lone_targets}
        column = max(weights, key=lambda key: weights[key], default=-1)
        if column < 0 or weights[column] < _CLEARLY / 2:
            column = follows.get(row, -1)
        if column in lone_targets and length_cost(sources[row], targets[column], ratio) < _IMPLAUSIBLE:
            paired[row] = column
            lone_targets.discard(column)
            follows[row + 1] = column + 1
    kept = [
        bead
        for bead in beads
        if (bead.sources and bead.targets)
        or (bead.sources and bead.source not in paired)
        or (bead.targets and bead.target in lone_targets)
    ]
    return sorted([*kept, *(Bead(row, 1, column, 1) for row, column in paired.items())])


def _joined(passages: list[Passage], first: int, count: int) -> Passage:
    """From the first of ``count`` passages to the last; an empty one at its place where there is none."""
    if count:
        return Passage(passages[first].start, passages[first + count - 1].end)
    place = passages[first].start if first < len(passages) else passages[-1].end if passages else 0
    return Passage(place, place)


def _lengths(passages: list[Passage]) -> list[int]:
    return [passage.end - passage.start for passage in passages]
