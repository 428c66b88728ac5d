"""Which phrases hold one of a set of patterns."""

from collections.abc import Callable, Collection, Iterable
from typing import Final, NamedTuple

from daachorse import DoubleArrayAhoCorasick

from glossary.index.automata import Automaton, automaton_of
from glossary.index.container import unpack
from glossary.index.draft import Earlier, as_lines, lines_of
from glossary.index.renderings import at_boundary

_PATTERNS: Final = "patterns"
_FOUND: Final = "found"


class Before(NamedTuple):
    """What was found before some concepts were changed.

    The patterns, an automaton that finds them by their numbers (and others by greater ones), the phrases that held one,
    and the phrases that came or went with the change.
    """

    patterns: list[bytes]
    automaton: Automaton
    found: list[bytes]
    touched: Collection[bytes]


def phrases_with(patterns: list[bytes], phrases: Collection[bytes], before: Before | None = None) -> list[bytes]:
    """The folded phrases that hold one of ``patterns`` between word boundaries and are none themselves, sorted.

    After a change of few patterns and phrases what was found ``before`` saves looking through all of them.
    """
    found = _after(patterns, phrases, before) if before else _holding(patterns, phrases)
    return sorted(found.difference(patterns))


def before(earlier: Earlier, touched: Collection[bytes]) -> Before | None:
    """What a part knows of its former state, ``touched`` the phrases that came or went; None where it had none."""
    shared, automaton = earlier.draft.shared, automaton_of(unpack(earlier.content)[1])
    patterns, found = (lines_of([shared[name]]) for name in (_PATTERNS, _FOUND))
    return Before(patterns, automaton, found, touched) if automaton else None


def shared_of(patterns: Iterable[bytes], found: Iterable[bytes]) -> dict[str, bytes]:
    """What ``before`` wants to find again next time; the part's automaton numbers ``patterns`` in this order."""
    return {_PATTERNS: as_lines(patterns), _FOUND: as_lines(found)}


def _after(patterns: list[bytes], phrases: Collection[bytes], before: Before) -> set[bytes]:
    old = before.patterns
    known, wanted = frozenset(old), frozenset(patterns)
    gone = known - wanted
    doubtful = {*before.touched, *gone, *_holding(list(gone), before.found)}
    again = [phrase for phrase in doubtful if phrase in phrases]
    found = {phrase for phrase in before.found if phrase not in doubtful}
    found |= _holding([pattern for pattern in patterns if pattern not in known], phrases)
    found |= _lines_with(before.automaton, again, lambda number: number < len(old) and old[number] not in gone)
    return found


def _holding(patterns: list[bytes], phrases: Iterable[bytes]) -> set[bytes]:
    return _lines_with(DoubleArrayAhoCorasick(patterns), phrases, lambda _: True) if patterns else set()


def _lines_with(automaton: Automaton, phrases: Iterable[bytes], is_pattern: Callable[[int], bool]) -> set[bytes]:
    # One search through all phrases, a line each: a folded phrase has no line break.
    lines = b"\n".join((*phrases, b""))
    return {
        lines[lines.rfind(b"\n", 0, start) + 1 : lines.find(b"\n", end)]
        for start, end, number in automaton.find_overlapping(lines)
        if at_boundary(lines, start, end) and is_pattern(number)
    }
