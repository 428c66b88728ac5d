"""The words of an English text without what inflection, spelling and small words add to them.

Two wordings that differ in nothing but number, tense, case, hyphens, British or American spelling, articles and the
possessive come out the same. What comes out are keys for comparing, not words.
"""

import re
from functools import cache
from typing import Final, NamedTuple

from glossary.morphology import american, irregular_bases

_WORD: Final = re.compile(rb"[0-9]+(?:[.,][0-9]+)*[a-z]*|[a-z\xaa\xb5\xba\xdf-\xf6\xf8-\xff]+|&")
_DROPPED: Final = frozenset(("a", "an", "the", "s"))
_NUMBERS: Final = {
    word: str(number)
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen twenty".split(),
        start=1,
    )
}
_ORDINALS: Final = {
    word: f"{number}th"
    for number, word in enumerate(
        "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
        " sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=3,
    )
}
_FIXED: Final = {**_NUMBERS, **_ORDINALS, "3rd": "3th", "&": "and", "used": "use", "using": "use"}
_VOWEL: Final = re.compile("[aeiouy]")
_DOUBLED: Final = re.compile(r"([bdgmnprt])\1$")


class Tokens(NamedTuple):
    """The words of a folded text: their first offsets, the offsets after their ends, and their lemmas."""

    starts: list[int]
    ends: list[int]
    lemmas: list[str]


def tokens(folded: bytes) -> Tokens:
    """The words of a folded text; articles and the *s* of a possessive are left out."""
    found = Tokens([], [], [])
    starts, ends, lemmas = found
    for hit in _WORD.finditer(folded):
        key = _lemma_of(hit[0])
        if key:
            starts.append(hit.start())
            ends.append(hit.end())
            lemmas.append(key)
    return found


def words(folded: bytes) -> list[bytes]:
    """The words that ``tokens`` finds, as they stand there."""
    return [word for word in _WORD.findall(folded) if _lemma_of(word)]


def lemmas(folded: bytes) -> list[str]:
    """The lemmas that ``tokens`` finds."""
    return [key for word in _WORD.findall(folded) if (key := _lemma_of(word))]


@cache
def _lemma_of(word: bytes) -> str:
    return lemma(word.decode("latin-1"))


@cache
def lemma(word: str) -> str:
    """The key of one folded word, or nothing for an article and the *s* of a possessive."""
    if word in _DROPPED:
        return ""
    if word in _FIXED:
        return _FIXED[word]
    if not word[0].isalpha():
        return word.replace(",", "")
    word = american(word)
    return _stripped(_irregular().get(word, word))


def _stripped(word: str) -> str:
    """Without the ending of an inflected form, a final *e*, and with *i* for a final *y*."""
    for ending in ("ies", "ied"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + "i"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is", "news")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) > 2 and _VOWEL.search(rest) and not word.endswith("eed"):
            return _plain(_DOUBLED.sub(r"\1", rest))
    return _plain(word)


def _plain(word: str) -> str:
    if len(word) > 3 and word.endswith("e"):
        return word[:-1]
    return word[:-1] + "i" if len(word) > 2 and word.endswith("y") else word


@cache
def _irregular() -> dict[str, str]:
    return irregular_bases()
