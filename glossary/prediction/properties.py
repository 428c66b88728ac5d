"""The properties by which a phrase is judged to be a literal rendering of a term, or not.

A phrase is a run of content words, each of which a part of the Chinese term explains. ``properties`` turns it into
numbers; what they weigh was learned (``glossary.prediction.scoring``).
"""

import itertools
from collections.abc import Sequence
from math import log
from typing import Final, NamedTuple

NAMES: Final = (
    "coverage", "characters", "words", "weakest", "mean weight", "mean log weight", "in order", "strictly in order",
    "redundant", "least usual", "mean usual", "oddest", "least attraction", "accepted pairs", "apart", "in accepted",
    "of accepted", "rarest", "commonest", "mean frequency", "function words", "words to characters", "unseen pairs",
    "unexplained", "whole words", "kind",
)  # fmt: skip
"""Names of the properties, in their order."""

KINDS: Final = ("noun", "proper noun", "verb", "adjective", "adverb", "other")
"""Kinds of terms, by the part of speech of their preferred rendering."""

_NEVER: Final = 0.02
_COMMON_EXPECTED: Final = 6.0
_PENALTY: Final = -1.0


class Explanation(NamedTuple):
    """How a part of the term explains a word: the part's characters as a bit mask, and how strongly, 0 to 1."""

    mask: int
    weight: float


class Neighbours(NamedTuple):
    """Two content words that follow each other in the phrase.

    ``seen`` is the logarithm (base 10) of how often general English has them side by side, 0 for never; ``expected``
    of how often chance would; ``accepted`` says that an accepted rendering has them, ``adjacent`` that no function
    word stands between them.
    """

    seen: float
    expected: float
    accepted: bool
    adjacent: bool


class Phrase(NamedTuple):
    """What is known of a phrase.

    An explanation and a frequency (logarithm, base 10, per thousand million words) for each of its words, the
    neighbours, how many function words it holds, and the term it is held against: the characters that a complete
    rendering shows, and where its words begin and end, both as bit masks, and what kind of term it is (``KINDS``);
    last, how much of the phrase an accepted rendering has, and how much of an accepted rendering the phrase.
    """

    explanations: Sequence[Explanation]
    frequencies: Sequence[float]
    neighbours: Sequence[Neighbours]
    function_words: int
    audible_mask: int
    boundaries: int
    kind: int
    share_in_accepted: float
    share_of_accepted: float


GLANCED: Final = (
    "coverage", "words", "mean log weight", "unexplained", "characters", "redundant", "words to characters",
    "strictly in order",
)  # fmt: skip
"""Names of the properties that a first glance takes in, in their order."""


def glance(explanations: Sequence[Explanation], audible: int) -> tuple[float, ...]:
    """The numbers that ``GLANCED`` names: what the words of a phrase render tells without looking at the words."""
    masks = [explanation.mask for explanation in explanations]
    count, characters = len(masks), audible.bit_count()
    covered, redundant = _covered(masks)
    starts = [(mask & -mask).bit_length() for mask in masks if mask]
    rising = sum(first < second for first, second in itertools.pairwise(starts))
    return (
        (covered & audible).bit_count() / characters,
        count,
        sum(log(max(explanation.weight, _NEVER)) for explanation in explanations) / count,
        sum(not mask for mask in masks),
        characters,
        redundant / count,
        count / characters,
        rising / max(1, len(starts) - 1),
    )


def properties(phrase: Phrase) -> tuple[float, ...]:
    """The numbers that ``NAMES`` name."""
    masks = [explanation.mask for explanation in phrase.explanations]
    weights = [explanation.weight for explanation in phrase.explanations]
    count, characters = len(masks), phrase.audible_mask.bit_count()
    covered, redundant = _covered(masks)
    starts = [(mask & -mask).bit_length() for mask in masks if mask]
    steps = list(itertools.pairwise(starts))
    pairs = phrase.neighbours
    seen = [pair.seen for pair in pairs]
    return (
        (covered & phrase.audible_mask).bit_count() / characters,
        characters,
        count,
        min(weights),
        sum(weights) / count,
        sum(log(max(weight, _NEVER)) for weight in weights) / count,
        sum(first <= second for first, second in steps) / len(steps),
        sum(first < second for first, second in steps) / len(steps),
        redundant / count,
        min(seen),
        sum(seen) / len(seen),
        max((pair.expected for pair in pairs if not pair.seen and not pair.accepted), default=0.0),
        min(_attraction(pair) for pair in pairs),
        sum(pair.accepted for pair in pairs) / len(pairs),
        sum(not pair.adjacent for pair in pairs) / len(pairs),
        phrase.share_in_accepted,
        phrase.share_of_accepted,
        min(phrase.frequencies),
        max(phrase.frequencies),
        sum(phrase.frequencies) / count,
        phrase.function_words / count,
        count / characters,
        sum(not number for number in seen) / len(seen),
        sum(not mask for mask in masks),
        sum(_is_word(mask, phrase.boundaries) for mask in masks) / count,
        phrase.kind,
    )


def _covered(masks: list[int]) -> tuple[int, int]:
    """The characters that all masks cover together, and how many of the masks add nothing to those before them."""
    covered = redundant = 0
    for mask in masks:
        redundant += mask != 0 and not mask & ~covered
        covered |= mask
    return covered, redundant


def _is_word(mask: int, boundaries: int) -> bool:
    """Whether a part begins and ends where words of the term do."""
    edges = mask & -mask | 1 << mask.bit_length()
    return bool(mask) and not edges & ~boundaries


def _attraction(pair: Neighbours) -> float:
    """How much oftener than by chance two words stand together (logarithm); a penalty where they should but do not."""
    if pair.seen:
        return pair.seen - pair.expected
    return _PENALTY if pair.expected > _COMMON_EXPECTED else 0.0
