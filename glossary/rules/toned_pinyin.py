"""Pinyin with tone marks left in English text."""

import re
from collections.abc import Iterator
from typing import Final

from glossary.articles.article import Article
from glossary.index.pinyin_terms import PinyinTerms
from glossary.pinyin import is_pinyin, toneless
from glossary.rules.left_pinyin import leftover_of
from glossary.rules.leftovers import Leftover, is_gloss

_TONED: Final = re.compile("[āēīōūǎěǐǒǔǖǘǚǜ]")
_MARKED: Final = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
_CARON: Final = re.compile("[ǎěǐǒǔǚ]")
_LETTERS: Final = "A-Za-zÀ-ɏ'’-"
_BEFORE: Final = re.compile(f"(?:[{_LETTERS}]+ )*[{_LETTERS}]*\\Z")
_AFTER: Final = re.compile(f"[{_LETTERS}]*(?: [{_LETTERS}]+)*")


def toned_pinyin(article: Article, terms: PinyinTerms) -> Iterator[Leftover]:
    """Pinyin with tone marks: certain where a known term is read so, else in doubt."""
    text, reach = article.text, 0
    for tone in _TONED.finditer(text):
        if tone.start() < reach:
            continue
        start, end = _toned_words(text, *tone.span())
        spelt = text[start:end]
        bare = toneless(spelt.replace("’", "'"))
        if not bare or is_gloss(article.shadow.raw, start, end):
            continue
        reach = end
        known = [found for found in terms.spellings(bare.encode()) if found.end - found.start == len(bare)]
        marks = len(_MARKED.findall(spelt))
        if known:
            yield leftover_of(start, end, terms.record(known[0].record), None, certain=spelt.islower())
        elif spelt.islower() and marks > 1 and _CARON.search(spelt):
            yield Leftover(start, end, "suggestion", 0.5, "pinyin in English text")


def _toned_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The words around a vowel with a tone that bear tones too and are spelt as pinyin; nothing if it is none."""
    before, after = _BEFORE.search(text, max(0, start - 40), start), _AFTER.match(text, end, end + 40)
    first = before.start() if before else start
    words = text[first : after.end() if after else end].split(" ")
    at = text.count(" ", first, start)
    left, right = at, at + 1
    while left and _is_toned(words[left - 1]):
        left -= 1
    while right < len(words) and _is_toned(words[right]):
        right += 1
    begin = first + sum(len(word) + 1 for word in words[:left])
    return begin, begin + len(" ".join(words[left:right])) if _is_toned(words[at]) else begin


def _is_toned(word: str) -> bool:
    return _MARKED.search(word) is not None and is_pinyin(toneless(word.replace("’", "'")))
