"""Cut English text into the words that prediction works with.

Words are kept as they stand between spaces, so that offsets follow from their lengths; a table of words seen before
makes cutting as fast as splitting.
"""

import re
from functools import cache
from typing import Final

from glossary.prediction.stems import stem
from glossary.words import FUNCTION_WORDS

MEANINGFUL: Final = frozenset(
    "up down out off no not more most all over under through without each other against".split()
)
"""Function words that can be the sense of a Chinese word."""

_ORDINAL: Final = re.compile(r"(\d+)(?:st|nd|rd|th)")
_EDGES: Final = " \"'()[]{}.,;:!?*_"


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
    return [word for piece in _pieces(text) if (word := _content_word(piece))]


@cache
def phrase_stems(text: str) -> tuple[str, ...]:
    """The stems of the content words of a phrase."""
    return tuple([stem(word) for word in phrase_words(text)])


def _pieces(text: str) -> list[str]:
    return text.lower().replace("\u2019", "'").replace("-", " ").replace("/", " ").split(" ")


@cache
def _content_word(piece: str) -> str:
    """The core of a piece of a phrase, or nothing when it carries no meaning."""
    word = core(piece)
    return word if is_content(word) else ""
