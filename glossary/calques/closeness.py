"""How close a phrase comes to the accepted renderings of its concept."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Accepted(NamedTuple):
    """The stems of an accepted rendering, by their numbers: in order, and each once."""

    stems: tuple[int, ...]
    different: frozenset[int]


class Closeness(NamedTuple):
    """How much of a phrase one accepted rendering has at most, and how much of one the phrase: 0 to 1."""

    of_phrase: float
    of_accepted: float


def accepted_rendering(stems: Iterable[int]) -> Accepted:
    """An accepted rendering by its stems."""
    held = tuple(stems)
    return Accepted(held, frozenset(held))


def closeness(phrase: tuple[int, ...], accepted: Sequence[Accepted]) -> Closeness | None:
    """None for a phrase that is an accepted rendering, in whatever order, or a piece of one."""
    names = frozenset(phrase)
    of_phrase = of_accepted = 0.0
    for stems, different in accepted:
        shared = len(names & different)
        if not shared:
            continue
        if shared == len(names) and (shared == len(different) or _holds(stems, phrase)):
            return None
        of_phrase = max(of_phrase, shared / len(names))
        of_accepted = max(of_accepted, shared / len(different))
    return Closeness(of_phrase, of_accepted)


def _holds(stems: tuple[int, ...], phrase: tuple[int, ...]) -> bool:
    return any(stems[at : at + len(phrase)] == phrase for at in range(len(stems) - len(phrase) + 1))
