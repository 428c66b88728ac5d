"""How sure it is that a difference from an official name is a mistake.

The confidences are the shares, of differences of each kind, that are mistakes: counted over the deprecated names of the
built-in glossary, against its admitted names and against official and native English (docs/measurements.md).
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from glossary.index.names import OfficialName
from glossary.names.comparison import IN_ORDER, Difference, small_words_differ
from glossary.names.words import LIGHT

_PROSECUTORS: Final = frozenset(("procuratorate",))
"""Words that few names have and that stand for one body at each level."""
WARNING_FROM: Final = 0.7
"""The confidence from which a near miss is more than a suggestion."""


class Grade(NamedTuple):
    """What is wrong with a near miss, in words for the reader, and how sure that is."""

    reason: str
    confidence: float


def grade(difference: Difference, words: Sequence[str], official: OfficialName) -> Grade | None:
    """The grade of a difference between ``words`` and an official name; None where it is too great or no mistake."""
    if difference.odd > 1 or not difference.heavy or difference.misspelt > 1:
        return None
    if difference.odd:
        return _odd_word(difference)
    if difference.misspelt:
        return _misspelt(difference)
    if difference.related:
        return _wrong_words(difference, official)
    return _small_words(difference) if small_words_differ(words, official.words) else None


def grade_long(difference: Difference) -> Grade:
    """The grade of a long name in other words."""
    return Grade("an official name in other words", 0.78 if difference.odd else 0.85)


def _misspelt(difference: Difference) -> Grade | None:
    if difference.related or difference.light or difference.order != IN_ORDER:
        return None
    return Grade("a word is misspelt", 0.9 if difference.same > 1 else 0.6)


def _wrong_words(difference: Difference, official: OfficialName) -> Grade | None:
    reason = "a word is another than in the official name"
    if difference.same > 2:
        return Grade(reason, 0.93 if not difference.light else 0.8)
    if difference.same == 2:
        if difference.light:
            return Grade(reason, 0.6)
        return Grade(reason, 0.85 if difference.heavy > 1 else 0.75)
    if difference.related == 1 and difference.light == 1 and _PROSECUTORS.intersection(official.stems):
        return Grade(reason, 0.8)
    if difference.related == 2 and not difference.light:
        return Grade(reason, 0.75 if LIGHT.intersection(official.stems) else 0.6)
    return None


def _small_words(difference: Difference) -> Grade | None:
    if difference.same < 3 or difference.light or difference.order != IN_ORDER:
        return None
    return Grade("a small word or an ending is another than in the official name", 0.75)


def _odd_word(difference: Difference) -> Grade | None:
    if difference.same < 3 or difference.heavy < 3 or difference.light:
        return None
    if difference.missing:
        return Grade("words differ from the official name", 0.72) if difference.related else None
    return Grade("a word does not belong to the official name", 0.5)
