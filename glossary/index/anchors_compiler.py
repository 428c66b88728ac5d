"""Compile the anchors of the prediction: pairs of stems that render neighbouring parts of one form.

A pair is kept with its smaller stem first. What general English has side by side in either order is no anchor.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import accumulate
from typing import Final, NamedTuple

from glossary.index.calques import FILTER_BITS, code_of, type_of_forms
from glossary.prediction.parts import SILENT
from glossary.prediction.scoring import first_glance, least_of_a_pair

_COVERAGE: Final = 0.4
_GAP: Final = 1


Named = list[tuple[int, float]]
"""Stems that a part of a form suggests, the strongest first, each with the logarithm of its weight."""


class Tables(NamedTuple):
    """The sections that hold the anchors: pairs of stems and, side by side with them, forms, the last bit of which says
    whether the pair may be a rendering by itself; and the filter before them.
    """

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
        # these takes most of the time. Those pairs that may be a rendering by themselves are there too.
        self._found: defaultdict[int, list[int]] = defaultdict(list)
        self._alone: defaultdict[int, list[int]] = defaultdict(list)

    def add(self, number: int, form: str, named: Mapping[tuple[int, int], Named]) -> None:
        """Add those of the form with a number; ``named`` are the stems that its parts suggest most strongly."""
        beside, alone = _neighbours(form, named)
        self._enter(self._found, number, beside)
        self._enter(self._alone, number, alone)

    def _enter(self, table: defaultdict[int, list[int]], number: int, pairs: Mapping[int, set[int]]) -> None:
        forms = self._forms
        for stem, others in pairs.items():
            own, code = table[stem], stem * forms + number
            for other in others:
                if other > stem:
                    own.append(other * forms + number)
                elif other < stem:
                    table[other].append(code)

    def tables(self, usual: Iterable[int]) -> Tables:
        """The sections of the part; ``usual`` are pairs of stems, as keys, that are no anchors if both orders are."""
        forms, excluded = self._forms, usual_both_ways(usual)
        keys, numbers = array("I"), array(type_of_forms(forms))
        filtered = bytearray(1 << FILTER_BITS)
        codes = _Codes()
        for stem, found in sorted(self._found.items()):
            own = list(dict.fromkeys(sorted(found)))
            if stem in excluded:
                own = [anchor for anchor in own if anchor // forms not in excluded[stem]]
            others = [anchor // forms for anchor in own]
            alone = set(self._alone.get(stem, ()))
            lead, code = stem << 16, codes[stem]
            keys.extend([lead | other for other in others])
            numbers.extend([anchor % forms << 1 | (anchor in alone) for anchor in own])
            for other in set(others):
                filtered[code ^ codes[other]] = 1
        filtered[0] = 0
        return Tables(keys.tobytes(), numbers.tobytes(), bytes(filtered))


def anchors_of(form: str, named: Mapping[tuple[int, int], Named]) -> dict[int, bool]:
    """The pairs of stems that are anchors of a form, as keys, and whether they may be a rendering by themselves."""
    beside, alone = (set(_keys(pairs)) for pairs in _neighbours(form, named))
    return {key: key in alone for key in beside}


def _keys(pairs: Mapping[int, set[int]]) -> Iterator[int]:
    for stem, others in pairs.items():
        lead = stem << 16
        for other in others:
            if other != stem:
                yield lead | other if other > stem else other << 16 | stem


def _neighbours(form: str, named: Mapping[tuple[int, int], Named]) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """For each stem of a part those of the parts that follow it, with at most one character between them, and those
    with which it may be a rendering by itself.
    """
    loud = list(accumulate((character not in SILENT for character in form), initial=0))
    by_start: list[list[tuple[int, set[int], Named]]] = [[] for _ in form]
    for (start, end), stems in named.items():
        by_start[start].append((loud[end], {stem for stem, _ in stems}, stems))
    beside: dict[int, set[int]] = {}
    alone: dict[int, set[int]] = {}
    for (start, middle), stems in named.items():
        others: set[int] = set()
        for resume in range(middle, len(form)):
            gap = loud[resume] - loud[middle]
            if gap > _GAP:
                break
            for reach, following, weighted in by_start[resume]:
                covered = reach - loud[start] - gap
                if covered >= _COVERAGE * loud[-1]:
                    others |= following
                    _add_strong(alone, stems, weighted, _least(covered, loud[-1]))
        for stem, _ in stems if others else ():
            beside.setdefault(stem, set()).update(others)
    return beside, alone


def _add_strong(pairs: dict[int, set[int]], stems: Named, following: Named, least: float) -> None:
    """Add the pairs of two stems, each the strongest first, whose weights together are enough."""
    for stem, weight in stems:
        strong = [other for other, added in following if weight + added >= least]
        if not strong:
            break
        pairs.setdefault(stem, set()).update(strong)


@cache
def _least(covered: int, characters: int) -> float:
    return least_of_a_pair(covered / characters, characters, first_glance())


def usual_both_ways(usual: Iterable[int]) -> dict[int, set[int]]:
    """The pairs that are usual in either order: for each stem the other ones."""
    known = set(usual)
    found: dict[int, set[int]] = {}
    for key in known:
        first, second = key >> 16, key & 0xFFFF
        if second << 16 | first in known:
            found.setdefault(first, set()).add(second)
    return found
