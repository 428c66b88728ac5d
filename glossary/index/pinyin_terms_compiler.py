"""Compile the readings of Chinese terms: of each term, and of each dictionary word in it.

A reading is left out when English uses it: when an accepted rendering holds it (*hukou*, *Beidou*), or when English
texts know it as a word or a name (``wordfreq``). What remains stands in an English text only because it was not
translated, or as the name of somebody or some place.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate, chain, pairwise
from typing import Any, Final, NamedTuple

from daachorse import DoubleArrayAhoCorasick

from glossary.articles.shadow import fold
from glossary.index.brief import brief
from glossary.index.container import json_bytes
from glossary.index.pinyin_terms import Draft, assemble
from glossary.index.readings import readings
from glossary.index.word_edges import dictionary_words
from glossary.pinyin import is_pinyin, toneless
from termbase.concepts import AdministrativeStatus, Concept
from termbase.fields import CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL, ENGLISH

_MOST_CONCEPTS: Final = 4
_MOST_RENDERINGS: Final = 5
_SHORTEST: Final = 5
_MOST_SYLLABLES: Final = 8
_LONGEST_WORD: Final = 4
_MOST_JOINED: Final = 4
_COMMON: Final = 5e-6
"""The frequency from which on a word is an everyday one: five times in a million words."""
# Syllables that are English words too: with a space between them they are no sign of pinyin (*dang an*, *long men*).
_ENGLISH_SYLLABLES: Final = frozenset(
    "a an ban bang ben bi bin can dan dang den die do dun e fa fan fang fen gang gong ha hang he hen ka long ma man"
    " mang me men mi min mo mu na nun ou pan pang pen pi pie pin ping po ran rang run sang se she shun song sun ta"
    " tan ti tie to tong we wen wo xi ye yen you yu yuan".split()
)
_RARE_LETTERS: Final = re.compile("qi|xi|xu|zh")


class _Reading(NamedTuple):
    """A Chinese word and its syllables."""

    word: str
    syllables: tuple[str, ...]


def compile_pinyin_terms(concepts: Iterable[Concept]) -> bytes:
    """The part as bytes for ``glossary.index.pinyin_terms.PinyinTerms``."""
    held = [concept for concept in concepts if concept.terms(ENGLISH)]
    english = _english_words()
    used = _accepted(held) | english.keys()
    records: list[bytes] = []
    patterns: dict[bytes, int] = {}
    for reading, (whole, numbers) in _owners(held).items():
        if spellings := _unused(reading, used, whole=whole):
            for spelling in spellings:
                patterns.setdefault(fold(spelling), len(records))
            records.append(json_bytes({"zh": reading.word, "whole": whole, "concepts": numbers[:_MOST_CONCEPTS]}))
    ordered = sorted(patterns)
    draft = Draft(
        patterns=DoubleArrayAhoCorasick(ordered).serialize() if ordered else b"",
        spellings=[patterns[pattern] for pattern in ordered],
        records=records,
        concepts=[json_bytes(_described(concept)) for concept in held],
        chinese=_by_chinese(held),
        english=sorted(word for word in used if _RARE_LETTERS.search(word) and word.isascii()),
        common=sorted(word for word, frequency in english.items() if frequency > _COMMON),
    )
    return assemble(draft)


def _unused(reading: _Reading, used: frozenset[str], *, whole: bool) -> list[str]:
    """The spellings of a reading, or none when English uses it; of a word in a term only the joined ones."""
    joined = "".join(reading.syllables)
    if joined in used or not joined.isalpha():
        return []
    return [spelling for spelling in _spellings(reading) if whole or not (" " in spelling or "-" in spelling)]


def _described(concept: Concept) -> dict[str, Any]:
    known = brief(concept)
    accepted = [term for term in concept.terms(ENGLISH) if term.status.accepted]
    accepted.sort(key=lambda term: term.status is not AdministrativeStatus.PREFERRED)
    renderings = [term.text for term in accepted[:_MOST_RENDERINGS]]
    return {name: known[name] for name in ("concept", "zh", "source")} | {"renderings": renderings}


def _owners(concepts: list[Concept]) -> dict[_Reading, tuple[bool, list[int]]]:
    """For each reading whether it is that of a whole term, and the numbers of its concepts, the shortest term first."""
    words = frozenset(dictionary_words(_LONGEST_WORD))
    whole: dict[_Reading, dict[int, int]] = {}
    inside: dict[_Reading, dict[int, int]] = {}
    for number, concept in enumerate(concepts):
        for reading in _readings(concept):
            whole.setdefault(reading, {}).setdefault(number, len(reading.word))
            for part in _words_in(reading, words):
                inside.setdefault(part, {}).setdefault(number, len(reading.word))
    found = {reading: (True, list(numbers)) for reading, numbers in whole.items()}
    for reading, lengths in inside.items():
        found.setdefault(reading, (False, sorted(lengths, key=lengths.__getitem__)))
    return found


def _readings(concept: Concept) -> Iterator[_Reading]:
    """The Chinese terms and look-up forms of a concept, with the reading of each character."""
    for term in concept.terms(CHINESE_SIMPLIFIED):
        for text in (term.text, *term.look_up_forms):
            bare = "".join(filter(_is_han, text))
            given = tuple(toneless(term.pinyin).replace("'", " ").split()) if text == term.text else ()
            if len(bare) > 1:
                yield _Reading(bare, given if len(given) == len(bare) else _read(bare))


def _read(text: str) -> tuple[str, ...]:
    return tuple([syllable.replace("ü", "v") for syllable in readings(text)])


def _words_in(reading: _Reading, words: frozenset[str]) -> Iterator[_Reading]:
    word, syllables = reading
    for start in range(len(word)):
        for end in range(start + 2, min(len(word), start + _LONGEST_WORD) + 1):
            if end - start < len(word) and word[start:end] in words:
                yield _Reading(word[start:end], syllables[start:end])


def _spellings(reading: _Reading) -> Iterator[str]:
    """The ways to write a reading: joined, and with spaces or hyphens where no English words come of it."""
    syllables = reading.syllables
    joined = "".join(syllables)
    if len(joined) < _SHORTEST or len(syllables) > _MOST_SYLLABLES:
        return
    yield joined
    if any(left[-1:] in "aeiouvng" and right[:1] in "aoe" for left, right in pairwise(syllables)):
        yield "".join(f"'{each}" if number and each[0] in "aoe" else each for number, each in enumerate(syllables))
    if sum(syllable in _ENGLISH_SYLLABLES for syllable in syllables) <= len(syllables) // 3:
        yield " ".join(syllables)
        yield "-".join(syllables)
    if len(syllables) in (4, 6, 8):
        yield " ".join("".join(syllables[at : at + 2]) for at in range(0, len(syllables), 2))


def _accepted(concepts: list[Concept]) -> frozenset[str]:
    """The letters of every stretch of words, a few at most, of the accepted renderings."""
    found: set[str] = set()
    for concept in concepts:
        for term in concept.terms(ENGLISH):
            if not term.status.accepted:
                continue
            for text in (term.text, *term.look_up_forms):
                words = [_letters(word) for word in toneless(text).replace("-", " ").split()]
                for at in range(len(words)):
                    found.update(accumulate(words[at : at + _MOST_JOINED]))
    return frozenset(found)


@cache
def _letters(word: str) -> str:
    return "".join(filter(str.isalpha, word.removesuffix("'s")))


@cache
def _english_words() -> dict[str, float]:
    """The words of English texts that can be read as pinyin, and how often they come."""
    from wordfreq import get_frequency_dict

    words = get_frequency_dict("en", "best")
    return {word: often for word, often in words.items() if word.isascii() and word.isalpha() and is_pinyin(word)}


def _by_chinese(concepts: list[Concept]) -> dict[str, int]:
    """The number of the concept that each Chinese term, in either script, names first."""
    found: dict[str, int] = {}
    for number, concept in enumerate(concepts):
        for term in chain(concept.terms(CHINESE_SIMPLIFIED), concept.terms(CHINESE_TRADITIONAL)):
            for text in (term.text, *term.look_up_forms):
                found.setdefault(text, number)
    return found


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"
