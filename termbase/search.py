"""Search keys: the folded texts under which a concept is found, and how a typed query is compared with them.

Folding makes equal what a searcher means to be equal: case, full and half width, accents, white space. A Chinese term
is also found by its pinyin: joined without tones (``chanyelian``), joined with tones (``chǎnyèliàn``), and by its
initials (``cyl``). The database narrows down with LIKE; the order is made here.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
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
_STANDING: Final = {status: rank for rank, status in enumerate(AdministrativeStatus)}


class KeyKind(StrEnum):
    """What a search key was made from; the order is the order of results that match equally well."""

    TEXT = "text"
    ID = "id"
    TONES = "tones"
    PINYIN = "pinyin"
    INITIALS = "initials"


_KIND_RANK: Final = {kind: rank for rank, kind in enumerate(KeyKind)}


@dataclass(frozen=True, slots=True)
class SearchKey:
    """One folded text; ``standing`` is 0 for a preferred term and grows to 3 for a superseded one."""

    kind: KeyKind
    key: str
    standing: int = 0


@dataclass(frozen=True, slots=True)
class Query:
    """A typed query, folded as each kind of key is folded; an empty field is not compared."""

    text: str
    pinyin: str = ""
    tones: str = ""

    @property
    def patterns(self) -> dict[KeyKind, str]:
        """What has to stand in a key of each kind."""
        folded = {
            KeyKind.TEXT: self.text,
            KeyKind.ID: self.text,
            KeyKind.TONES: self.tones,
            KeyKind.PINYIN: self.pinyin,
            KeyKind.INITIALS: self.pinyin,
        }
        return {kind: pattern for kind, pattern in folded.items() if pattern}

    def rank(self, key: SearchKey) -> tuple[int, int, int, int]:
        """Sort key of a hit, best first: exact, prefix, whole word, the rest; then standing, kind, length."""
        pattern = self.patterns[key.kind]
        return _closeness(pattern, key.key), key.standing, _KIND_RANK[key.kind], len(key.key)


def parse_query(text: str) -> Query:
    """The query that a user typed; pinyin with tone marks or numbers matches only that tone."""
    folded = fold(text)
    marked = _numbers_to_marks(_lower(text))
    tones = _joined(marked) if _toned(marked) else ""
    pinyin = _joined(folded).replace("v", "u") if _MAYBE_PINYIN.fullmatch(folded) and not tones else ""
    return Query(folded, pinyin, tones)


def search_keys(concept: Concept) -> list[SearchKey]:
    """Every key of a concept, each once, with the best standing of the terms that have it."""
    best: dict[tuple[KeyKind, str], SearchKey] = {}
    for key in _all_keys(concept):
        known = best.get((key.kind, key.key))
        if key.key and (known is None or key.standing < known.standing):
            best[key.kind, key.key] = key
    return list(best.values())


def fold(text: str) -> str:
    """Case, width and accents folded, runs of white space as one space."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFD", _lower(text))
    return " ".join(unicodedata.normalize("NFC", "".join(c for c in plain if not unicodedata.combining(c))).split())


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
    reading = _lower(term.pinyin) or " ".join(_pronounce(term.text))
    yield SearchKey(KeyKind.TONES, _joined(reading), standing)
    yield SearchKey(KeyKind.PINYIN, _joined(fold(reading)), standing)
    syllables = fold(reading).split()
    if len(syllables) < len(_HAN.findall(term.text)):
        syllables = [fold(syllable) for syllable in _pronounce(term.text)]
    written = fold(term.text)  # letters and digits that the term itself has, as in 5G, stay whole
    yield SearchKey(KeyKind.INITIALS, "".join(it if it in written else it[:1] for it in syllables), standing)


def _pronounce(chinese: str) -> list[str]:
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
    return 2 if re.search(rf"(?<!\w){re.escape(pattern)}(?!\w)", key) else 3
