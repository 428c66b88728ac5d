"""Find what is, or nearly is, an official name: stretches of capitalized words, and the names that explain them best.

A stretch may hold several names, and words that belong to none. A window of it that a name explains entirely is taken
before all that overlaps it.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from glossary.index.names import Names
from glossary.names.comparison import IN_ORDER, MOVED, TURNED, Difference, compare
from glossary.names.words import CONNECTIVES, LIGHT, WORD, families, stem

_GAP: Final = rb"(?:[\"']?,?(?: {1,3}| ?\n {0,3}(?!\n))[\"']?|-)"
_SMALL: Final = rb"(?:of|for|and|the|on|in|to|with|&)"
_RUN: Final = re.compile(
    rb"\b[A-Z][\w'.\xc0-\xff]*(?:" + _GAP + rb"(?:" + _SMALL + _GAP + rb"){0,3}[A-Z0-9][\w'\xc0-\xff]*)+"
    rb"|\b(?:Ministry|Commission|Committee|Administration|Bureau|Office|Agency|Law|Academy|Center|Federation)"
    rb"(?= (?:of|for|on) )"
)
_KIND: Final = re.compile(
    rb"(?:Ministry|Commission|Committee|Administration|Bureau|Office|Agency|Law|Academy|Center|Federation"
    rb"|Prosecutor's|People's)\Z"
)
_TAIL: Final = re.compile(rb"(?:" + _GAP + rb"[a-z]+){1,8}")
_LONGEST: Final = 24
"""Longer stretches are lists and headings; the words beyond are not looked at."""
_COMMON: Final = 400
"""A word that more names than this have in common brings none of them into play."""


_DISORDER: Final = {IN_ORDER: 0.0, TURNED: 1.0, MOVED: 1.5}


class Word(NamedTuple):
    """A word of a text that tells names apart: its stem and where it stands."""

    stem: str
    start: int
    end: int


class Likeness(NamedTuple):
    """The places ``first`` to ``last`` of a stretch of words, the number of the name meant, and the difference."""

    first: int
    last: int
    name: int
    difference: Difference


def stretches(raw: bytes) -> Iterator[tuple[int, int]]:
    """The stretches of a text that may hold a name; behind a word such as *Ministry of*, lower-case words belong."""
    for run in _RUN.finditer(raw):
        start, end = run.span()
        if _KIND.search(raw, start, end):
            tail = _TAIL.match(raw, end)
            end = tail.end() if tail else end
        yield start, end


def words_in(stretch: bytes) -> list[Word]:
    """The words of a stretch that tell names apart."""
    found = []
    for word in WORD.finditer(stretch):
        folded = word[0].lower().decode("latin-1")
        if folded not in CONNECTIVES:
            found.append(Word(stem(folded), word.start(), word.end()))
            if len(found) == _LONGEST:
                break
    return found


def likenesses(stems: tuple[str, ...], names: Names) -> list[Likeness]:
    """The names that a stretch of words holds or nearly holds, none of them overlapping another, best first."""
    unknown = [len(word) > 4 and not names.with_stem(word) and not names.is_word(word) for word in stems]
    candidates = _candidates(stems, names, may_be_misspelt=any(unknown))
    found = [likeness for number in candidates if (likeness := _closest(stems, unknown, number, names))]
    found.sort(key=_worth, reverse=True)
    kept: list[Likeness] = []
    for likeness in found:
        if not any(likeness.first <= other.last and other.first <= likeness.last for other in kept):
            kept.append(likeness)
    return kept


def _candidates(stems: tuple[str, ...], names: Names, *, may_be_misspelt: bool) -> Iterator[int]:
    """The names that share enough words with a stretch to be meant by it."""
    counts: dict[int, int] = {}
    for word in dict.fromkeys(stems):
        if word not in LIGHT:
            postings = names.with_stem(word)
            if len(postings) <= _COMMON:
                for number in postings:
                    counts[number] = counts.get(number, 0) + 1
    longest = len(stems) + 1 if len(stems) > 2 else 2
    for number, count in counts.items():
        size, heavy = names.size(number)
        if size <= longest and count + 2 >= heavy and (count > 1 or size == 3 or (size == 2 and may_be_misspelt)):
            yield number


def _closest(stems: tuple[str, ...], unknown: list[bool], number: int, names: Names) -> Likeness | None:
    """The window of a stretch that a name explains best; ``unknown`` says which of its words may be misspelt."""
    name = names.name(number)
    official, size = name.stems, len(name.stems)
    holds = [
        word in official or is_unknown or not families(word).isdisjoint(name.families)
        for word, is_unknown in zip(stems, unknown, strict=True)
    ]
    if sum(holds) < size - (size > 3):
        return None
    best: Likeness | None = None
    most = 0.0
    for first, begins in enumerate(holds):
        for last in range(first + max(1, size - 2), min(len(stems), first + size + 1)) if begins else ():
            if holds[last]:
                difference = compare(stems[first : last + 1], official, is_word=names.is_word)
                value = _value(difference)
                if value > most:
                    best, most = Likeness(first, last, number, difference), value
    return best


def _value(difference: Difference) -> float:
    return (
        2.0 * difference.heavy
        + 0.8 * (difference.same - difference.heavy)
        + 1.5 * (difference.related + difference.misspelt)
        - 1.5 * difference.foreign
        - 1.2 * (difference.missing + difference.extra)
        - 0.4 * difference.light
        - _DISORDER[difference.order]
    )


def _worth(likeness: Likeness) -> tuple[bool, float]:
    return likeness.difference.is_complete, _value(likeness.difference)
