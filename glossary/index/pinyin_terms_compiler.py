"""Compile the readings of Chinese terms: of each term, and of each dictionary word in it.

A reading is left out when English uses it: when an accepted rendering holds it (*hukou*, *Beidou*), or when English
texts know it as a word or a name (``wordfreq``). What remains stands in an English text only because it was not
translated, or as the name of somebody or some place.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import accumulate, chain, pairwise
from typing import Any, Final, NamedTuple

from glossary.articles.shadow import fold
from glossary.index.automata import automata_of
from glossary.index.brief import brief
from glossary.index.container import json_bytes
from glossary.index.draft import Draft, Earlier, Joined, Recipe, as_lines, lines_of
from glossary.index.pinyin_terms import Contents, assemble
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
_ENGLISH: Final = "english"
_RARE_LETTERS: Final = re.compile("qi|xi|xu|zh")


class _Reading(NamedTuple):
    """A Chinese word and its syllables."""

    word: str
    syllables: tuple[str, ...]


def _gather(concept: Concept) -> tuple[bytes, ...]:
    """What one concept adds to the part; nothing of one without English."""
    if not concept.terms(ENGLISH):
        return (b"",) * len(_COLUMNS)
    words = _words()
    whole = dict.fromkeys(_readings(concept))
    inside: dict[_Reading, int] = {}
    for reading in whole:
        for part in _words_in(reading, words):
            inside.setdefault(part, len(reading.word))
    accepted = _accepted(concept)
    terms = chain(concept.terms(CHINESE_SIMPLIFIED), concept.terms(CHINESE_TRADITIONAL))
    return (
        as_lines(map(_key, whole)),
        as_lines(_spelt(reading, whole=True) for reading in whole),
        as_lines(map(_key, inside)),
        as_lines(_spelt(reading, whole=False) for reading in inside),
        bytes(min(length, 255) for length in inside.values()),
        as_lines(word.encode() for word in accepted),
        as_lines(_with_rare_letters(accepted)),
        as_lines(text.encode() for term in terms for text in (term.text, *term.look_up_forms)),
        json_bytes(_described(concept)),
    )


_COLUMNS: Final = (
    "whole",
    "whole_spelt",
    "inside",
    "inside_spelt",
    "lengths",
    "accepted",
    "rare",
    "chinese",
    "concepts",
)


def _join(draft: Draft, earlier: Earlier | None) -> Joined:
    cells = draft.cells
    english = json.loads(earlier.draft.shared[_ENGLISH]) if earlier else _english_words()
    used = {word.encode() for word in english}.union(lines_of(cells["accepted"]))
    records: list[bytes] = []
    patterns: dict[bytes, int] = {}
    for owned in _owned(cells):
        spellings = owned.spelt.split(b"|")
        if owned.spelt and spellings[0] not in used:
            for spelling in spellings:
                patterns.setdefault(spelling, len(records))
            records.append(_record(owned))
    ordered = sorted(patterns)
    automata = automata_of(ordered, earlier)
    contents = Contents(
        automata=automata.sections,
        spellings=[patterns[pattern] for pattern in ordered],
        records=records,
        concepts=[cell for cell in cells["concepts"] if cell],
        chinese=_by_chinese(cells),
        english=sorted(word.decode() for word in {*lines_of(cells["rare"]), *_with_rare_letters(english)}),
        common=sorted(word for word, frequency in english.items() if frequency > _COMMON),
    )
    return Joined(assemble(contents), lambda: {_ENGLISH: json_bytes(english)} | automata.shared())


def _with_rare_letters(words: Iterable[str]) -> Iterator[bytes]:
    """The words that English hardly spells so, if not for pinyin."""
    return (word.encode() for word in words if word.isascii() and _RARE_LETTERS.search(word))


class _Owned(NamedTuple):
    """A reading as ``_key`` and ``_spelt`` give it, whether it is that of a whole term, and who has it.

    The numbers are those of the concepts, the shortest term first.
    """

    key: bytes
    spelt: bytes
    whole: bool
    numbers: list[int]


def _owned(cells: Mapping[str, list[bytes]]) -> Iterator[_Owned]:
    """All readings, those of whole terms first, each in the order in which the concepts have them."""
    whole: dict[bytes, list[int]] = {}
    inside: dict[bytes, list[int]] = {}
    number = 0
    for keys, parts, lengths, concept in zip(
        cells["whole"], cells["inside"], cells["lengths"], cells["concepts"], strict=True
    ):
        for key in keys.split(b"\n")[:-1]:
            whole.setdefault(key, []).append(number)
        for key, length in zip(parts.split(b"\n")[:-1], lengths, strict=True):
            inside.setdefault(key, []).append(length << 32 | number)
        number += bool(concept)
    spelt = dict(zip(lines_of(cells["whole"]), lines_of(cells["whole_spelt"]), strict=True))
    for key, numbers in whole.items():
        yield _Owned(key, spelt[key], True, numbers)
    spelt = dict(zip(lines_of(cells["inside"]), lines_of(cells["inside_spelt"]), strict=True))
    for key, codes in inside.items():
        if key not in whole:
            yield _Owned(key, spelt[key], False, [code & 0xFFFF_FFFF for code in sorted(codes)[:_MOST_CONCEPTS]])


def _record(owned: _Owned) -> bytes:
    # JSON, as ``json`` would write it: a word of Chinese characters needs no escape.
    whole = b"true" if owned.whole else b"false"
    numbers = str(owned.numbers[:_MOST_CONCEPTS]).encode()
    return b'{"zh": "%b", "whole": %b, "concepts": %b}' % (owned.key.partition(b"\t")[0], whole, numbers)


def _key(reading: _Reading) -> bytes:
    """What tells a reading from others, as a line."""
    return f"{reading.word}\t{' '.join(reading.syllables)}".encode()


@cache
def _spelt(reading: _Reading, *, whole: bool) -> bytes:
    """The spellings of a reading, folded, the joined one first; of a word in a term only the joined ones.

    None where the reading is no text.
    """
    if not "".join(reading.syllables).isalpha():
        return b""
    spellings = [it for it in _spellings(reading) if whole or not (" " in it or "-" in it)]
    return b"|".join(map(fold, spellings))


@cache
def _words() -> frozenset[str]:
    return frozenset(dictionary_words(_LONGEST_WORD))


def _described(concept: Concept) -> dict[str, Any]:
    known = brief(concept)
    accepted = [term for term in concept.terms(ENGLISH) if term.status.accepted]
    accepted.sort(key=lambda term: term.status is not AdministrativeStatus.PREFERRED)
    renderings = [term.text for term in accepted[:_MOST_RENDERINGS]]
    return {name: known[name] for name in ("concept", "zh", "source")} | {"renderings": renderings}


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


def _accepted(concept: Concept) -> list[str]:
    """The letters of every stretch of words, a few at most, of the accepted renderings."""
    found: set[str] = set()
    for term in concept.terms(ENGLISH):
        if not term.status.accepted:
            continue
        for text in (term.text, *term.look_up_forms):
            words = [_letters(word) for word in toneless(text).replace("-", " ").split()]
            for at in range(len(words)):
                found.update(accumulate(words[at : at + _MOST_JOINED]))
    return sorted(found)


@cache
def _letters(word: str) -> str:
    return "".join(filter(str.isalpha, word.removesuffix("'s")))


@cache
def _english_words() -> dict[str, float]:
    """The words of English texts that can be read as pinyin, and how often they come."""
    from wordfreq import get_frequency_dict

    words = get_frequency_dict("en", "best")
    return {word: often for word, often in words.items() if word.isascii() and word.isalpha() and is_pinyin(word)}


def _by_chinese(cells: Mapping[str, list[bytes]]) -> dict[str, int]:
    """The number of the concept that each Chinese term, in either script, names first."""
    with_english = (own for own, concept in zip(cells["chinese"], cells["concepts"], strict=True) if concept)
    found: dict[str, int] = {}
    for number, own in enumerate(with_english):
        for text in own.decode().split("\n")[:-1]:
            found.setdefault(text, number)
    return found


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


RECIPE: Final = Recipe(_COLUMNS, _gather, _join)
