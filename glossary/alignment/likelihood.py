"""How likely what stands in the place of a rendering is to be a literal one: a line fitted to examples of both kinds.

``benchmarks/fit_missing.py`` makes the file of weights; docs/measurements.md says what it was fitted on.
"""

import json
from functools import cache
from math import exp
from operator import mul
from pathlib import Path
from typing import Final, NamedTuple

from glossary.alignment.counterparts import Counterpart
from glossary.alignment.oddness import Oddness

MODEL: Final = "missing.json"
NAMES: Final = (
    "covered", "near", "words", "foreign", "foreign share", "in order", "scrambled", "usual",
    "characters", "rarest pair", "unseen pairs", "expected of unseen",
)  # fmt: skip
"""Names of the properties, in their order."""

_MOST_CHARACTERS: Final = 8
_MOST: Final = 0.9
"""No likelihood is greater: good translations of long terms may look like literal ones."""


class Line(NamedTuple):
    """What each property weighs, and where the line lies."""

    weights: tuple[float, ...]
    bias: float


def properties(found: Counterpart, form: str, odd: Oddness) -> tuple[float, ...]:
    """The numbers that ``NAMES`` name, of a counterpart of ``form``."""
    return (
        found.covered,
        found.near,
        found.words,
        found.foreign,
        found.foreign / found.words,
        found.in_order,
        found.scrambled,
        found.usual,
        min(len(form), _MOST_CHARACTERS),
        odd.least,
        odd.unseen,
        odd.expected,
    )


def likelihood(numbers: tuple[float, ...]) -> float:
    """The probability, 0 to 1, that a counterpart with these properties is a literal rendering."""
    line = _line()
    return min(_MOST, 1 / (1 + exp(-line.bias - sum(map(mul, numbers, line.weights)))))


@cache
def _line() -> Line:
    table = json.loads(Path(__file__).with_name(MODEL).read_bytes())
    return Line(tuple(table["weights"]), table["bias"])
