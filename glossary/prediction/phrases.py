"""Cut English text into the words that prediction works with.

Words are kept as they stand between spaces, so that offsets follow from their lengths; a table of words seen before
makes cutting as fast as splitting.
"""

import re
from typing import Final

from glossary.words import FUNCTION_WORDS

MEANINGFUL: Final = frozenset(
    "up down out off no not more most all over under through without each other against".split()
)
"""Function words that can be the sense of a Chinese word."""

_ORDINAL: Final = re.compile(r"(\d+)(?:st|nd|rd|th)")
_EDGES: Final = " \"'()[]{}.,;:!?*_"
_APART: Final = re.compile(r"[ \-/]+")


def core(word: str) -> str:
    """A folded word without the punctuation around it, a possessive ending, or the ending of an ordinal number."""
    bare = word.strip(_EDGES)
    bare = bare.removesuffix("'s")
    ordinal = _ORDINAL.fullmatch(bare)
    return ordinal[1] if ordinal else bare


def is_content(word: str) -> bool:
    """Whether a core word carries meaning."""
    return (len(word) > 1 and (word not in FUNCTION_WORDS or word in MEANINGFUL)) or word.isdecimal()


def phrase_words(text: str) -> list[str]:
    """The content words of a phrase, folded."""
    cores = (core(word) for word in _APART.split(text.lower().replace("\u2019", "'")))
    return [word for word in cores if is_content(word)]
