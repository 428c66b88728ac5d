"""Checks of Chinese: pinyin reads the characters, and the Traditional form is the Simplified one converted.

Readings come from pypinyin (the data of the Unihan and of the standard dictionaries), conversions from OpenCC. A term
with a note is taken at its word: the note says why it differs.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final

from termbase.concepts import Concept, Term
from termbase.fields import CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL
from termbase.quality.defect import Defect

_HAN: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003134f]")
_LATIN: Final = re.compile(r"[a-z0-9]+(?:\.[0-9]+)?")
_CONVERSIONS: Final = ("s2t", "s2tw", "s2hk")
_TONES: Final = str.maketrans("āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ", "aaaaooooeeeeiiiiuuuuüüüü")


def check_chinese(concept: Concept) -> Iterator[Defect]:
    """Defects of the Chinese terms of ``concept``."""
    for term in (*concept.terms(CHINESE_SIMPLIFIED), *concept.terms(CHINESE_TRADITIONAL)):
        if term.pinyin and not term.notes:
            yield from _pinyin(concept, term)
    traditional = concept.section(CHINESE_TRADITIONAL)
    simplified = concept.preferred(CHINESE_SIMPLIFIED)
    if simplified and traditional and traditional.preferred and not traditional.preferred.notes:
        yield from _conversion(concept, simplified, traditional.preferred.text)


def _pinyin(concept: Concept, term: Term) -> Iterator[Defect]:
    characters = _HAN.findall(term.text)
    kept = set(_LATIN.findall(term.text.lower()))
    pieces = re.split(r"[\s'’-]+", term.pinyin.lower())
    syllables = [piece for piece in pieces if piece and piece not in kept]
    if len(characters) != len(syllables):
        problem = f"pinyin has {len(syllables)} syllables for the {len(characters)} characters of {term.text}"
        yield Defect(concept.id, "pinyin", problem, "write one syllable for each character")
        return
    for character, syllable in zip(characters, syllables, strict=True):
        if syllable not in _readings(character):
            readings = ", ".join(sorted(_readings(character)))
            yield Defect(concept.id, "pinyin", f"{character} is not read {syllable}", f"it is read {readings}")


@cache
def _readings(character: str) -> frozenset[str]:
    """All readings of a character, each also in the neutral tone that it can take in a word."""
    from pypinyin import Style, pinyin

    readings = set(pinyin(character, style=Style.TONE, heteronym=True)[0])
    return frozenset(readings | {reading.translate(_TONES) for reading in readings})


def _conversion(concept: Concept, simplified: str, traditional: str) -> Iterator[Defect]:
    converted = [convert(simplified) for convert in _converters()]
    if traditional not in converted:
        choices = " or ".join(dict.fromkeys(converted))
        problem = f"the Traditional form {traditional} is not {simplified} converted"
        yield Defect(concept.id, "traditional", problem, f"write {choices}, or note why it differs")


def traditional(simplified: str) -> str:
    """A Simplified text in Traditional characters."""
    return _converters()[0](simplified)


@cache
def _converters() -> tuple[Callable[[str], str], ...]:
    import opencc

    converters: list[Any] = [opencc.OpenCC(name) for name in _CONVERSIONS]
    return tuple(converter.convert for converter in converters)
