"""Find what is, or nearly is, an official name: stretches of capitalized words, and the names that explain them best.

A stretch may hold several names, and words that belong to none. A window of it that a name explains entirely is taken
before all that overlaps it.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from glossary.index.names import Names
from glossary.names.comparison import IN_ORDER, MOVED, TURNED, Difference, compare, may_be_meant
from glossary.names.words import CONNECTIVES, LIGHT, WORD, families, stem

_COMMA: Final = rb"(?:,(?![ \n]{1,3}(?:the|of|for|on|in|to|with)[ \n]))?"
_GAP: Final = rb"(?:[\"']?" + _COMMA + rb"(?: {1,3}| ?\n {0,3}(?!\n))[\"']?|-)"
_SMALL: Final = rb"(?:of|for|and|the|on|in|to|with|&)"
_RUN: Final = re.compile(
    rb"\b(?:(?:[A-Z]\.){2,}|[A-Z][\w'\xc0-\xff]*)"
    rb"(?:" + _GAP + rb"(?:" + _SMALL + _GAP + rb"){0,3}[A-Z0-9][\w'\xc0-\xff]*)+"
    rb"|\b(?:Ministry|Commission|Committee|Administration|Bureau|Office|Agency|Law|Academy|Center|Federation)"
    rb"(?= (?:of|for|on) )"
)
_KINDS: Final = tuple(
    b"Ministry Commission Committee Administration Bureau Office Agency Law Academy Center Federation Prosecutor's"
    b" People's".split()
)
_TAIL: Final = re.compile(rb"(?:" + _GAP + rb"[a-z]+){1,8}")
_LONGEST: Final = 24
"""Longer stretches are lists and headings; the words beyond are not looked at."""
_RARE: Final = 60
"""A word that more names than this have in common brings none of them into play by itself."""
_COMMON: Final = 400
"""The same, beside a word that may be misspelt."""


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
        if run[0].endswith(_KINDS):
            tail = _TAIL.match(raw, end)
            end = tail.end() if tail else end
        yield start, end


def words_in(stretch: bytes, *, most: int = _LONGEST) -> list[Word]:
    """The words of a stretch that tell names apart; a *prosecutor's office* is one."""
    found: list[Word] = []
    for word in WORD.finditer(stretch):
        folded = word[0].lower().decode("latin-1")
        if folded in CONNECTIVES:
            continue
        if folded == "office" and found and found[-1].stem == "prosecutor":
            found[-1] = found[-1]._replace(end=word.end())
            continue
        if len(found) == most:
            break
        found.append(Word(stem(folded), word.start(), word.end()))
    return found


def likenesses(stems: tuple[str, ...], names: Names) -> list[Likeness]:
    """The names that a stretch of words holds or nearly holds, none of them overlapping another, best first."""
    unknown = [len(word) > 4 and not (names.with_stem(word) or families(word) or names.is_word(word)) for word in stems]
    candidates = _candidates(stems, unknown, names)
    found = [likeness for number in candidates if (likeness := _closest(stems, unknown, number, names))]
    found.sort(key=_worth, reverse=True)
    kept: list[Likeness] = []
    for likeness in found:
        if not any(likeness.first <= other.last and other.first <= likeness.last for other in kept):
            kept.append(likeness)
    return kept


def _candidates(stems: tuple[str, ...], unknown: list[bool], names: Names) -> Iterator[int]:
    """The names that share enough words with a stretch to be meant by it."""
    heavy_stems = [word for word in dict.fromkeys(stems) if word not in LIGHT]
    may_be_misspelt = any(unknown)
    for number, count in _counts(heavy_stems, names, _COMMON if may_be_misspelt else _RARE).items():
        size, heavy = names.size(number)
        if size > len(stems) + 1 or heavy > len(heavy_stems) + (count > 2):
            continue
        is_near = count > 1 or size == 3 if len(stems) > 2 else count == size or (size == 3 and heavy == 2)
        if is_near or (size == 2 and may_be_misspelt):
            yield number


def _counts(heavy_stems: list[str], names: Names, most: int) -> dict[int, int]:
    """How many of some words each name has, for names that have one which no more than ``most`` have in common."""
    counts: dict[int, int] = {}
    for postings in sorted(map(names.with_stem, heavy_stems), key=len):
        if len(postings) <= most:
            for number in postings:
                counts[number] = counts.get(number, 0) + 1
        else:
            for number in counts.keys() & set(postings):
                counts[number] += 1
    return counts


def _closest(stems: tuple[str, ...], unknown: list[bool], number: int, names: Names) -> Likeness | None:
    """The window of a stretch that a name explains best; ``unknown`` says which of its words may be misspelt."""
    name = names.name(number)
    official, size = name.stems, len(name.stems)
    if not _is_explained(stems, unknown, official):
        return None
    holds = [
        word in official or is_unknown or not families(word).isdisjoint(name.families)
        for word, is_unknown in zip(stems, unknown, strict=True)
    ]
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


def _is_explained(stems: tuple[str, ...], unknown: list[bool], official: list[str]) -> bool:
    """Whether the words of a name that a stretch lacks may be meant by its other words: all, or all but one of many."""
    spare = [(word, is_unknown) for word, is_unknown in zip(stems, unknown, strict=True) if word not in official]
    misspelt = [word for word, is_unknown in spare if is_unknown]
    spare_families = frozenset[int]().union(*(families(word) for word, _ in spare))
    had = lacking = 0
    for word in official:
        if word in LIGHT:
            continue
        if word in stems:
            had += 1
        elif families(word).isdisjoint(spare_families) and not any(may_be_meant(other, word) for other in misspelt):
            lacking += 1
    return not lacking or (lacking == 1 and had > 2)


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
