"""Compile the anchors of the prediction: pairs of stems that render neighbouring parts of one form.

A pair is kept with its smaller stem first. What general English has side by side in either order is no anchor.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import Final, NamedTuple

from glossary.index.calques import FILTER_BITS, SHORT, code_of
from glossary.prediction.parts import SILENT

_COVERAGE: Final = 0.4
_GAP: Final = 1


class Tables(NamedTuple):
    """The sections that hold the anchors: pairs of stems and forms, side by side, and the filter before them."""

    keys: bytes
    forms: bytes
    filter: bytes


class _Codes(dict[int, int]):
    """The codes of stems that were asked for."""

    def __missing__(self, stem: int) -> int:
        code = self[stem] = code_of(stem)
        return code


class Anchors:
    """Gathers the anchors of so many ``forms``, and makes the tables of them."""

    def __init__(self, forms: int) -> None:
        self._forms = forms
        # For each stem the greater ones, each with the number of the form in one number, as small as can be: sorting
        # these takes most of the time.
        self._found: defaultdict[int, list[int]] = defaultdict(list)

    def add(self, number: int, form: str, named: Mapping[tuple[int, int], list[int]]) -> None:
        """Add those of the form with a number; ``named`` are the stems that its parts suggest most strongly."""
        forms, found = self._forms, self._found
        for stem, others in _neighbours(form, named).items():
            own, code = found[stem], stem * forms + number
            for other in others:
                if other > stem:
                    own.append(other * forms + number)
                elif other < stem:
                    found[other].append(code)

    def tables(self, usual: Iterable[int]) -> Tables:
        """The sections of the part; ``usual`` are pairs of stems, as keys, that are no anchors."""
        forms, excluded = self._forms, _usual_both_ways(usual)
        keys, numbers = array("I"), array("H" if forms <= SHORT else "I")
        filtered = bytearray(1 << FILTER_BITS)
        codes = _Codes()
        for stem, found in sorted(self._found.items()):
            own = list(dict.fromkeys(sorted(found)))
            if stem in excluded:
                own = [anchor for anchor in own if anchor // forms not in excluded[stem]]
            others = [anchor // forms for anchor in own]
            lead, code = stem << 16, codes[stem]
            keys.extend([lead | other for other in others])
            numbers.extend([anchor % forms for anchor in own])
            for other in set(others):
                filtered[code ^ codes[other]] = 1
        filtered[0] = 0
        return Tables(keys.tobytes(), numbers.tobytes(), bytes(filtered))


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


def _usual_both_ways(usual: Iterable[int]) -> dict[int, set[int]]:
    """The pairs that are usual in either order: for each stem the other ones."""
    known = set(usual)
    found: dict[int, set[int]] = {}
    for key in known:
        first, second = key >> 16, key & 0xFFFF
        if second << 16 | first in known:
            found.setdefault(first, set()).add(second)
    return found
