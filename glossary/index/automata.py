"""The automaton of a part that is made anew after a change: what was built for the old patterns serves on.

Building an automaton of a hundred thousand patterns takes half a second, and one edit changes a dozen of them. So there
are two: the one that was built once, and a small one of the patterns that came later. Beside each stand the numbers
that its patterns have now, ``GONE`` for what is no pattern any more.
"""

from array import array
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from glossary.index.container import automaton, unpack

if TYPE_CHECKING:
    from glossary.index.draft import Earlier

GONE: Final = 0xFFFF_FFFF
FEWEST: Final = 4_000
"""Patterns of an automaton that is worth keeping: a smaller one is built in no time."""
_MOST_CHANGED: Final = 0.05
"""The share of changed patterns from which on the automaton is built anew."""
_NAMES: Final = ("automaton", "numbers", "later", "later_numbers")
_BUILT: Final = "built"


class Automaton(Protocol):
    """What finds patterns in bytes."""

    def find_overlapping(self, text: bytes) -> list[tuple[int, int, int]]:
        """Start, end and number of each pattern that stands in a text."""


class Automata(NamedTuple):
    """The sections of a part that hold its automata, and the patterns of the first, a line each."""

    sections: dict[str, bytes]
    built: bytes

    def shared(self) -> dict[str, bytes]:
        """What the next join wants to find again."""
        return {_BUILT: self.built}


def automata_of(patterns: list[bytes], earlier: "Earlier | None" = None, corpus: list[bytes] | None = None) -> Automata:
    """Automata of ``patterns``, laid out for text like ``corpus``: what is often read lies together."""
    return (earlier and patterns and _built_on(earlier, patterns)) or _built(patterns, corpus)


def _built(patterns: list[bytes], corpus: list[bytes] | None) -> Automata:
    from daachorse import DoubleArrayAhoCorasick

    first = DoubleArrayAhoCorasick(patterns, corpus=corpus or None).serialize() if patterns else b""
    return Automata(_sections(first), b"\n".join(patterns))


def _built_on(earlier: "Earlier", patterns: list[bytes]) -> Automata | None:
    """Automata that make use of those that the part had; None where that is not worth it."""
    from daachorse import DoubleArrayAhoCorasick

    shared = earlier.draft.shared[_BUILT]
    known = shared.split(b"\n")
    if len(known) < FEWEST:
        return None
    later = dict(zip(patterns, range(len(patterns)), strict=True))
    numbers = array("I", [later.pop(pattern, GONE) for pattern in known])
    if len(later) + numbers.count(GONE) > _MOST_CHANGED * len(known):
        return None
    first = bytes(unpack(earlier.content)[1][_NAMES[0]])
    if not later:
        return Automata(_sections(first, numbers), shared)
    second = DoubleArrayAhoCorasick(list(later)).serialize()
    return Automata(_sections(first, numbers, second, array("I", later.values())), shared)


def automaton_of(sections: Mapping[str, memoryview]) -> Automaton | None:
    """The automaton in the sections of a part, None where there is no pattern."""
    first, numbers, later, later_numbers = (sections[name] for name in _NAMES)
    found: Automaton | None = automaton(first)
    if found is None or not numbers:
        return found
    return _Layered(found, numbers, automaton(later), later_numbers)


class _Layered:
    """Two automata that find what one of the patterns of both would."""

    __slots__ = ("_first", "_later", "_later_numbers", "_numbers")

    def __init__(
        self, first: Automaton, numbers: memoryview, later: Automaton | None, later_numbers: memoryview
    ) -> None:
        self._first = first
        self._numbers = numbers.cast("I")
        self._later = later
        self._later_numbers = later_numbers.cast("I")

    def find_overlapping(self, text: bytes) -> list[tuple[int, int, int]]:
        """Start, end and number of each pattern that stands in a text, by their end, the longest first."""
        found = _numbered(self._first, self._numbers, text)
        if self._later is None:
            return found
        return sorted([*found, *_numbered(self._later, self._later_numbers, text)], key=_by_end)


def _numbered(automaton: Automaton, numbers: memoryview, text: bytes) -> list[tuple[int, int, int]]:
    return [
        (start, end, number)
        for start, end, pattern in automaton.find_overlapping(text)
        if (number := numbers[pattern]) != GONE
    ]


def _by_end(hit: tuple[int, int, int]) -> tuple[int, int]:
    return hit[1], hit[0]


def _sections(
    first: bytes, numbers: "array[int] | None" = None, later: bytes = b"", later_numbers: "array[int] | None" = None
) -> dict[str, bytes]:
    tables = (first, numbers.tobytes() if numbers else b"", later, later_numbers.tobytes() if later_numbers else b"")
    return dict(zip(_NAMES, tables, strict=True))
