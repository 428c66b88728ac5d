"""Compile the anchors of the prediction: pairs of stems that render neighbouring parts of one form.

A pair is kept with its smaller stem first. What general English has side by side in either order is no anchor.
"""

from array import array
from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import Final, NamedTuple

from glossary.index.calques import FILTER_BITS, FORM_BITS, FORM_MASK, SHORT, code_of
from glossary.prediction.parts import SILENT

_COVERAGE: Final = 0.4
_GAP: Final = 1

Anchors = list[list[int]]
"""For each stem its anchors with greater stems, each the other stem and the number of the form in one number."""


class Tables(NamedTuple):
    """The sections that hold the anchors: pairs of stems and forms, side by side, and the filter before them."""

    keys: bytes
    forms: bytes
    filter: bytes


def add_anchors(anchors: Anchors, number: int, form: str, named: Mapping[tuple[int, int], list[int]]) -> None:
    """Add those of the form with a number; ``named`` are the stems that its parts suggest most strongly."""
    for stem, others in _neighbours(form, named).items():
        own, code = anchors[stem], stem << FORM_BITS | number
        for other in others:
            if other > stem:
                own.append(other << FORM_BITS | number)
            elif other < stem:
                anchors[other].append(code)


def _neighbours(form: str, named: Mapping[tuple[int, int], list[int]]) -> dict[int, set[int]]:
    """For each stem of a part those of the parts that follow it, with at most one character between them."""
    loud = list(accumulate((character not in SILENT for character in form), initial=0))
    wanted = _COVERAGE * loud[-1]
    by_start: list[list[tuple[int, list[int]]]] = [[] for _ in form]
    for (start, end), stems in named.items():
        by_start[start].append((loud[end], stems))
    found: dict[int, set[int]] = {}
    for (start, middle), stems in named.items():
        others: set[int] = set()
        for resume in range(middle, len(form)):
            gap = loud[resume] - loud[middle]
            if gap > _GAP:
                break
            for reach, following in by_start[resume]:
                if reach - loud[start] - gap >= wanted:
                    others.update(following)
        for stem in stems if others else ():
            found.setdefault(stem, set()).update(others)
    return found


def tables(anchors: Anchors, usual: Iterable[int], forms: int) -> Tables:
    """The sections of the ``anchors`` of so many ``forms``; ``usual`` are pairs of stems that are no anchors."""
    keys, numbers = array("I"), array("H" if forms <= SHORT else "I")
    filtered = bytearray(1 << FILTER_BITS)
    codes = [code_of(number) for number in range(len(anchors))]
    excluded = _usual_both_ways(usual)
    for stem, found in enumerate(anchors):
        if not found:
            continue
        own = sorted(set(found))
        if stem in excluded:
            own = [anchor for anchor in own if anchor >> FORM_BITS not in excluded[stem]]
        others = [anchor >> FORM_BITS for anchor in own]
        lead, code = stem << 16, codes[stem]
        keys.extend([lead | other for other in others])
        numbers.extend([anchor & FORM_MASK for anchor in own])
        for other in set(others):
            filtered[code ^ codes[other]] = 1
    filtered[0] = 0
    return Tables(keys.tobytes(), numbers.tobytes(), bytes(filtered))


def _usual_both_ways(usual: Iterable[int]) -> dict[int, set[int]]:
    """The pairs that are usual in either order: for each stem the other ones."""
    known = set(usual)
    found: dict[int, set[int]] = {}
    for key in known:
        first, second = key >> 16, key & 0xFFFF
        if second << 16 | first in known:
            found.setdefault(first, set()).add(second)
    return found
