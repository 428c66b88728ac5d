"""The scale on which frequencies are stored: logarithms that fit a byte."""

import math
from typing import Final

STEP: Final = 16
"""Units of the scale to a power of ten."""
_HIGHEST: Final = 255


def level(value: float) -> int:
    """``value`` on the scale: 0 for none and for one, ``STEP`` units to a power of ten."""
    return max(0, min(_HIGHEST, round(STEP * math.log10(value)))) if value >= 1 else 0


def logarithm(stored: int) -> float:
    """The logarithm (base 10) of the value that is stored."""
    return stored / STEP
