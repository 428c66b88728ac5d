"""Judge a phrase by the company it keeps.

Literal renderings come in flocks: a machine-translated article has several in every thousand words, an official
translation has none. So a single phrase that looks like one, in an article that is otherwise clean, is less likely to
be one than it seems by itself.
"""

from math import exp, log
from typing import Final

CLEAR: Final = 0.6
"""The probability from which a phrase speaks against its article."""

_DENSITY: Final = 5.0
"""Clear phrases in a thousand words of a machine translation, roughly; where there are fewer, doubt grows."""
_DOUBT: Final = 1.1
_UNSEEN: Final = 0.3
_SHORT: Final = 0.5
_MOST_DOUBT: Final = 3.0
_CERTAIN: Final = 12.0
_FEW: Final = 1.8
_DENSE: Final = 2.0


def is_translated_literally(evidence: float, words: int) -> bool:
    """Whether an article of so many words with clear findings of this weight is full of literal renderings."""
    return evidence >= _FEW and evidence / (words / 1000 + _SHORT) >= _DENSE


def density(evidence: float, words: int) -> float:
    """Clear findings in a thousand words, roughly: a short article holds one or two by chance."""
    return (evidence + _UNSEEN) / (words / 1000 + _SHORT)


def in_company(probability: float, others: float, words: int) -> float:
    """``probability`` in view of the sum of the other clear phrases' probabilities in an article of so many words."""
    doubt = min(0.0, max(-_MOST_DOUBT, _DOUBT * log(density(others, words) / _DENSITY)))
    return 1 / (1 + exp(-(_log_odds(probability) + doubt)))


def _log_odds(probability: float) -> float:
    if not 0 < probability < 1:
        return _CERTAIN if probability >= 1 else -_CERTAIN
    return log(probability / (1 - probability))
