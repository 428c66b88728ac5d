"""Search keys: the folded texts under which a concept is found, and how a typed query is compared with them.

Folding makes equal what a searcher means to be equal: case, full and half width, accents, white space, Traditional and
Simplified characters. A Chinese term is also found by its pinyin: joined without tones (``chanyelian``), joined with
tones (``chǎnyèliàn``), and by its initials (``cyl``). The database narrows down (see ``termbase.search_index``); what
is found, and in which order, is said here.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Final

from termbase.concepts import AdministrativeStatus, Concept, Term
from termbase.fields import CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL

_TONE_MARKS: Final = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}
_NUMBERED: Final = re.compile(r"(?:[a-zü:]+[1-5])+")
_NUMBERED_SYLLABLE: Final = re.compile(r"([a-zü:]+)([1-5])")
_TONED_VOWEL: Final = re.compile(r"[ae]|o(?=u)|[aeiouü](?=[^aeiouü]*$)")
_MAYBE_PINYIN: Final = re.compile(r"[a-z0-9:’' -]*[a-z0-9][a-z0-9:’' -]*")
_BETWEEN_SYLLABLES: Final = re.compile(r"[^\w]+")
_HAN: Final = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_BEGINNING: Final = re.compile(rf"{_HAN.pattern}|(?:(?!{_HAN.pattern})[^\W_])+|[^ ]")
_ONLY_HAN: Final = re.compile(f"{_HAN.pattern}+")
_HAN_RANGES: Final = ((0x3400, 0x9FFF), (0xF900, 0xFAFF))
"""The blocks in which OpenCC knows nearly all its characters."""
_STANDING: Final = {status: rank for rank, status in enumerate(AdministrativeStatus)}


class KeyKind(StrEnum):
    """What a search key was made from; the order is the order of results that match equally well."""

    TEXT = "text"
    ID = "id"
    PINYIN = "pinyin"
    INITIALS = "initials"


_KIND_RANK: Final = {kind: rank for rank, kind in enumerate(KeyKind)}
SHORT: Final = 3
"""A query of fewer characters is found only where a word begins, or anywhere in Chinese."""


@dataclass(frozen=True, slots=True)
class SearchKey:
    """One folded text; ``standing`` is 0 for a preferred term and grows to 3 for a superseded one.

    ``marked`` is the pinyin with its tone marks, where the key is pinyin.
    """

    kind: KeyKind
    key: str
    standing: int = 0
    marked: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """A typed query, folded as each kind of key is folded; an empty field is not compared.

    ``pinyin`` is compared with readings without tones and with initials, ``tones`` with readings with tones.
    """

    text: str
    pinyin: str = ""
    tones: str = ""

    @property
    def lookups(self) -> tuple[str, ...]:
        """What the database is asked for: every key that is found holds one of these."""
        return tuple(dict.fromkeys(it for it in (self.text, self.pinyin or fold(self.tones)) if it))

    def rank(self, key: SearchKey) -> tuple[int, int, int, int] | None:
        """Sort key of a hit, best first: exact, prefix, whole word, the rest; then standing, kind, length.

        None where the query does not find a concept by this key. An id is found by its beginning only.
        """
        pattern, text = self._compared(key)
        if not pattern or not (text.startswith(pattern) if key.kind is KeyKind.ID else holds(text, pattern)):
            return None
        return _closeness(pattern, text), key.standing, _KIND_RANK[key.kind], len(text)

    def _compared(self, key: SearchKey) -> tuple[str, str]:
        """What of the query is compared with what of a key."""
        if key.kind is KeyKind.PINYIN and self.tones:
            return self.tones, key.marked
        return (self.text if key.kind in _WRITTEN else self.pinyin), key.key


_WRITTEN: Final = (KeyKind.TEXT, KeyKind.ID)


def holds(text: str, pattern: str) -> bool:
    """Whether ``pattern`` stands in a folded text: anywhere, or if it is short, where a word or Chinese begins."""
    if len(pattern) >= SHORT:
        return pattern in text
    return any(text.startswith(pattern, place) for place in beginnings(text))


def beginnings(text: str) -> Iterator[int]:
    """Where in a folded text words begin; Chinese, which has no spaces, begins with every character."""
    return (match.start() for match in _BEGINNING.finditer(text))


def parse_query(text: str) -> Query:
    """The query that a user typed; pinyin with tone marks or numbers matches only that tone."""
    text = text.encode("utf-8", "ignore").decode("utf-8")  # a terminal may send half a character
    folded = fold(text)
    marked = _numbers_to_marks(_lower(text))
    tones = _joined(marked) if _toned(marked) else ""
    pinyin = _joined(folded).replace("v", "u") if _MAYBE_PINYIN.fullmatch(folded) and not tones else ""
    return Query(folded, pinyin, tones)


def search_keys(concept: Concept) -> list[SearchKey]:
    """Every key of a concept, each once, with the best standing of the terms that have it."""
    best: dict[tuple[KeyKind, str, str], SearchKey] = {}
    for key in _all_keys(concept):
        known = best.get((key.kind, key.key, key.marked))
        if key.key and (known is None or key.standing < known.standing):
            best[key.kind, key.key, key.marked] = key
    return list(best.values())


def fold(text: str) -> str:
    """Case, width and accents folded, Traditional characters as Simplified, runs of white space as one space."""
    if text.isascii():
        return " ".join(text.lower().split())
    if _ONLY_HAN.fullmatch(text):
        return unicodedata.normalize("NFKC", text).translate(_simplified())
    plain = unicodedata.normalize("NFD", _lower(text))
    bare = unicodedata.normalize("NFC", "".join(c for c in plain if not unicodedata.combining(c)))
    return " ".join((bare.translate(_simplified()) if _HAN.search(bare) else bare).split())


@cache
def _simplified() -> dict[int, str]:
    """The Simplified character of every Traditional one, as OpenCC has them; one by one, so that parts match too."""
    from opencc import OpenCC  # a hundredth of a second, for texts that hold Chinese

    characters = [chr(code) for first, last in _HAN_RANGES for code in range(first, last + 1)]
    pairs = zip(characters, OpenCC("t2s").convert("\n".join(characters)).split("\n"), strict=True)
    return {ord(traditional): simplified for traditional, simplified in pairs if traditional != simplified}


def _all_keys(concept: Concept) -> Iterator[SearchKey]:
    yield SearchKey(KeyKind.ID, concept.id)
    simplified = concept.section(CHINESE_SIMPLIFIED) is not None
    for section in concept.sections:
        # A Traditional term without pinyin is read as the Simplified terms beside it.
        read = section.language == CHINESE_SIMPLIFIED or (section.language == CHINESE_TRADITIONAL and not simplified)
        for term in section.terms:
            standing = _STANDING[term.status]
            for text in (term.text, *term.look_up_forms):
                yield SearchKey(KeyKind.TEXT, fold(text), standing)
            if term.pinyin or read:
                yield from _readings(term, standing)


def _readings(term: Term, standing: int) -> Iterator[SearchKey]:
    reading = _lower(term.pinyin) or " ".join(pronounce(term.text))
    syllables = [_toneless(syllable) for syllable in reading.split()]
    yield SearchKey(KeyKind.PINYIN, _joined("".join(syllables)), standing, _joined(reading))
    if len(syllables) < len(_HAN.findall(term.text)):
        syllables = [fold(syllable) for syllable in pronounce(term.text)]
    written = fold(term.text)  # letters and digits that the term itself has, as in 5G, stay whole
    yield SearchKey(KeyKind.INITIALS, "".join(it if it in written else it[:1] for it in syllables), standing)


@lru_cache(1 << 14)
def _toneless(syllable: str) -> str:
    return fold(syllable)


def pronounce(chinese: str) -> list[str]:
    """The syllables of a Chinese text with tone marks, as pypinyin reads them; other letters and digits stay."""
    from pypinyin import Style, lazy_pinyin  # loads its dictionary, 0.2 s; the terms of most concepts bring pinyin

    syllables = lazy_pinyin(_lower(chinese), style=Style.TONE)
    return [word for syllable in syllables for word in _BETWEEN_SYLLABLES.split(syllable) if word]


def _lower(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())


def _joined(text: str) -> str:
    return _BETWEEN_SYLLABLES.sub("", text)


def _toned(text: str) -> bool:
    return any(char in _TONE_MARKS for char in unicodedata.normalize("NFD", text))


def _numbers_to_marks(text: str) -> str:
    """Pinyin syllables with tone numbers (``chan3``) as syllables with tone marks (``chǎn``); other text as it is."""
    marks = {number: mark for mark, number in _TONE_MARKS.items()}

    def marked(match: re.Match[str]) -> str:
        syllable, number = match[1].replace("u:", "ü").replace("v", "ü"), int(match[2])
        vowel = _TONED_VOWEL.search(syllable)
        if vowel is None or number not in marks:
            return syllable
        return unicodedata.normalize("NFC", syllable[: vowel.end()] + marks[number] + syllable[vowel.end() :])

    return " ".join(
        _NUMBERED_SYLLABLE.sub(marked, word) if _NUMBERED.fullmatch(word) else word for word in text.split()
    )


def _closeness(pattern: str, key: str) -> int:
    if key == pattern:
        return 0
    if key.startswith(pattern):
        return 1
    return 2 if _is_word_of(pattern, key) else 3


def _is_word_of(pattern: str, key: str) -> bool:
    """Whether the pattern stands somewhere in the key with no letter or digit on either side."""
    place = key.find(pattern)
    while place >= 0:
        end = place + len(pattern)
        if not (_in_word(key[place - 1 : place]) or _in_word(key[end : end + 1])):
            return True
        place = key.find(pattern, place + 1)
    return False


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_"
