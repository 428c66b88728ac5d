"""Chinese characters left in English text."""

import re
from collections.abc import Iterator
from typing import Final

from glossary.articles.article import Article
from glossary.index.pinyin_terms import PinyinTerms
from glossary.pinyin import is_pinyin, toneless
from glossary.rules.leftovers import Leftover, is_gloss

_HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUN: Final = re.compile(f"[{_HAN}](?:[{_HAN}0-9、，。：；！？《》「」『』“”·％—（） -]*[{_HAN}])?")
_CHARACTER: Final = re.compile(f"[{_HAN}]")
_LATIN_WORD: Final = re.compile(r"[A-Za-z]{2,}")
_BESIDE: Final = re.compile(r"([A-Za-zÀ-ɏ'’-]+)[ \"'*_“”]*\Z")
_FOLLOWING: Final = re.compile(r"[ \"'*_“”]*([A-Za-zÀ-ɏ'’-]+)")
_NAMED: Final = re.compile(r"['\"*_“”》」』]* (?:is|are|was|were|names?|denotes?|stands?)\b")
_FARTHEST: Final = 200
"""How much of an endless line is looked at on each side, in characters."""
_ENDED: Final = (",", ";", ".", "，", "；", "。", " and ", " or ")
_APART: Final = ",;:，；："
_OWN: Final = "|\t\n/:："
_CLOSERS: Final = "*_\"'“”》」』） .,"


def left_chinese(article: Article, terms: PinyinTerms) -> Iterator[Leftover]:
    """Runs of Chinese characters in lines of English, unless they are glosses, cells, headings or quoted lines."""
    text, raw = article.text, article.shadow.raw
    # A shadow has a question mark for each of them.
    place = raw.find(b"?")
    while place >= 0:
        run = _RUN.match(text, place)
        end = run.end() if run else place + 1
        if run and not _is_meant(article, terms, place, end):
            yield _leftover(terms, text, place, end)
        place = raw.find(b"?", end)


def _is_meant(article: Article, terms: PinyinTerms, start: int, end: int) -> bool:
    """Whether a run is there for readers of Chinese, or to name the word itself."""
    text = article.text
    return (
        is_gloss(article.shadow.raw, start, end) or _is_own_piece(text, start, end) or _is_read(terms, text, start, end)
    )


def _is_own_piece(text: str, start: int, end: int) -> bool:
    """Whether the run fills a line, a cell or a side of a slash, or stands in a line that is Chinese itself."""
    nearest, farthest = max(0, start - _FARTHEST), min(len(text), end + _FARTHEST)
    opening = max(text.rfind("\n", nearest, start) + 1, nearest)
    closing = text.find("\n", end, farthest)
    line = text[opening : closing if closing >= 0 else farthest]
    if len(_CHARACTER.findall(line)) >= 2 * len(_LATIN_WORD.findall(line)):
        return True
    before, after = text[opening:start].rstrip(_CLOSERS + "（《「『"), text[end : opening + len(line)].lstrip(_CLOSERS)
    return (not before or before[-1] in _OWN) and (not after or after[0] in _OWN)


def _is_read(terms: PinyinTerms, text: str, start: int, end: int) -> bool:
    """Whether the run stands beside its own reading: *zhengming 正名*, *Hongqi 红旗*."""
    beside = (_BESIDE.search(text, max(0, start - 40), start), _FOLLOWING.match(text, end))
    words = [word[1].replace("’", "'") for word in beside if word]
    return any(is_pinyin(toneless(word)) and not terms.is_common(word) for word in words)


def _leftover(terms: PinyinTerms, text: str, start: int, end: int) -> Leftover:
    concept = terms.of_chinese(text[start:end])
    renderings = tuple(concept["renderings"]) if concept else ()
    doubtful = _may_be_mentioned(text, start, end)
    severity, confidence = ("suggestion", 0.5) if doubtful else ("warning", 0.9)
    return Leftover(start, end, severity, confidence, "Chinese left in English text", concept, renderings)


def _may_be_mentioned(text: str, start: int, end: int) -> bool:
    """Whether the sentence may speak of the word itself: *加仓 is adding to a position*, *Taizhou, 泰州, is*."""
    before, after = text[max(0, start - 4) : start].rstrip()[-1:], text[end : end + 5]
    return _NAMED.match(text, end) is not None or (bool(before) and before in _APART and after.startswith(_ENDED))
