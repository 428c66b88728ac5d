"""How a stretch of text differs from an official name, word by word.

Order counts as far as it tells names apart: *Law on Land Administration* and *Land Administration Law* are the same
name, because the word for the kind of thing may stand at either end.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from operator import eq
from typing import Final, NamedTuple

from glossary.names.words import LIGHT, related

_LONG: Final = 8
"""From this many letters on, two of a word may be wrong."""
_SHORTEST: Final = 5
_ARTICLES: Final = frozenset(("the", "a", "an"))
_COORDINATING: Final = frozenset(("and", "or"))


IN_ORDER: Final = 0
TURNED: Final = 1
MOVED: Final = 2


class Difference(NamedTuple):
    """What has to change to make a name of some words: counts of each kind of change.

    ``same`` words agree, ``heavy`` is how many of them few names have in common; ``related`` words are of one family,
    ``misspelt`` ones differ in letters, ``foreign`` ones have nothing in common with what stands in the name;
    ``missing`` and ``extra`` words have no counterpart, the ``light`` ones counted apart. ``order`` says whether the
    words stand in the order of the name, of the name turned about its kind, or in another.
    """

    same: int = 0
    heavy: int = 0
    related: int = 0
    misspelt: int = 0
    foreign: int = 0
    missing: int = 0
    extra: int = 0
    light: int = 0
    order: int = IN_ORDER

    @property
    def odd(self) -> int:
        """How many words have nothing to do with the name, or are missing from it."""
        return self.foreign + self.missing + self.extra

    @property
    def is_complete(self) -> bool:
        """Whether every word agrees; small words, endings and order may still differ."""
        return not any(self[2:8])


def compare(found: Sequence[str], official: Sequence[str], *, is_word: Callable[[str], bool]) -> Difference:
    """The difference between the stems of a stretch of text and those of an official name."""
    pairing = _Pairing(found, official)
    same = pairing.take(eq)
    heavy = sum(official[there] not in LIGHT for _, there in pairing.pairs)
    family = pairing.take(related)
    misspelt = pairing.take(lambda one, other: is_misspelt(one, other, is_word=is_word))
    heavy_found = sum(found[place] not in LIGHT for place in pairing.left_found)
    heavy_official = sum(official[place] not in LIGHT for place in pairing.left_official)
    foreign = min(heavy_found, heavy_official)
    return Difference(
        same=same,
        heavy=heavy,
        related=family,
        misspelt=misspelt,
        foreign=foreign,
        missing=heavy_official - foreign,
        extra=heavy_found - foreign,
        light=len(pairing.left_found) - heavy_found + len(pairing.left_official) - heavy_official,
        order=_order(pairing.pairs, len(official)),
    )


class _Pairing:
    """Which words of a stretch stand for which words of a name."""

    __slots__ = ("_found", "_official", "left_found", "left_official", "pairs")

    def __init__(self, found: Sequence[str], official: Sequence[str]) -> None:
        self._found, self._official = found, official
        self.left_found = list(range(len(found)))
        self.left_official = list(range(len(official)))
        self.pairs: list[tuple[int, int]] = []

    def take(self, fits: Callable[[str, str], bool]) -> int:
        """Pair the words left that fit; says how many."""
        paired = 0
        for place in list(self.left_found):
            if not self.left_official:
                break
            word = self._found[place]
            counterpart = next((there for there in self.left_official if fits(word, self._official[there])), None)
            if counterpart is not None:
                self.left_found.remove(place)
                self.left_official.remove(counterpart)
                self.pairs.append((place, counterpart))
                paired += 1
        return paired


def small_words_differ(found: Sequence[str], official: Sequence[str]) -> bool:
    """Whether two names with the same stems differ in a preposition, in an *and* or in the ending of a word.

    Articles, commas and the possessive say nothing: official English itself has them now and then.
    """
    one, other = _bare(found), _bare(official)
    if len(one) == len(other):
        return (
            all(
                word == counterpart or (word not in _COORDINATING and counterpart not in _COORDINATING)
                for word, counterpart in zip(one, other, strict=True)
            )
            and one != other
        )
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return [word for word in longer if word != "and"] == [word for word in shorter if word != "and"]


def _bare(words: Sequence[str]) -> list[str]:
    return [word.removesuffix("'").removesuffix("'s") for word in words if word not in _ARTICLES]


def is_misspelt(word: str, meant: str, *, is_word: Callable[[str], bool]) -> bool:
    """Whether ``word`` is no word of the term base and a letter or two away from ``meant``."""
    return may_be_meant(word, meant) and not is_word(word) and edits(word, meant, _slips(meant)) <= _slips(meant)


def may_be_meant(word: str, meant: str) -> bool:
    """Whether two words are long enough, and like enough in letter and length, to be compared."""
    if word[0] != meant[0] or min(len(word), len(meant)) < _SHORTEST:
        return False
    return word != meant and abs(len(word) - len(meant)) <= _slips(meant)


def _slips(meant: str) -> int:
    return 2 if len(meant) >= _LONG else 1


def edits(one: str, other: str, most: int) -> int:
    """Letters to insert, remove, change or swap with their neighbour between two words; stops above ``most``."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for line, letter in enumerate(one, start=1):
        above, before = before, row
        row = [line]
        for column, counterpart in enumerate(other, start=1):
            cost = min(before[column] + 1, row[-1] + 1, before[column - 1] + (letter != counterpart))
            if line > 1 and column > 1 and letter == other[column - 2] and one[line - 2] == counterpart:
                cost = min(cost, above[column - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def _order(pairs: list[tuple[int, int]], length: int) -> int:
    """How the paired words stand; the word for the kind of thing may open a name or close it."""
    places = [there for _, there in sorted(pairs)]
    if _ascends(places):
        return IN_ORDER
    turned = any(_ascends([(there + turn) % length for there in places]) for turn in (1, length - 1))
    return TURNED if turned else MOVED


def _ascends(numbers: list[int]) -> bool:
    return all(one < other for one, other in pairwise(numbers))
