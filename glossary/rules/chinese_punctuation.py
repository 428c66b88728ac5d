"""Full-width punctuation and letters that a translation took over from Chinese into English text."""

import re
from collections.abc import Iterator
from typing import Final

from glossary.articles.article import Article
from glossary.rules.faults import Fault

_HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_STOPS: Final = {"，": ",", "。": ".", "；": ";", "：": ":", "！": "!", "？": "?", "、": ",", "．": "."}
_OPENING: Final = {"（": "(", "【": "[", "「": "“", "『": "‘", "《": "“", "〈": "“", "［": "[", "＂": '"'}
_CLOSING: Final = {"）": ")", "】": "]", "」": "”", "』": "’", "》": "”", "〉": "”", "］": "]"}
_OTHERS: Final = {"％": "%", "～": "~", "－": "-", "＆": "&", "＋": "+", "／": "/"}
_ALPHANUMERIC: Final = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_MARKS: Final = "".join({**_STOPS, **_OPENING, **_CLOSING, **_OTHERS})
_WIDE: Final = re.compile(f"[{re.escape(_MARKS)}{_ALPHANUMERIC}]+")
_BEFORE: Final = re.compile(f"[^\\s{re.escape(_MARKS)}{_HAN}]*\\s?\\Z")
_AFTER: Final = re.compile(f"[^\\s{re.escape(_MARKS)}{_HAN}]*")
_BESIDE_HAN: Final = re.compile(f"[{_HAN}]")
_TO_ASCII: Final = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_ENUMERATION: Final = "、"


def wide_characters(article: Article) -> Iterator[Fault]:
    """Each run of full-width characters that is no part of Chinese text, with the words that it touches."""
    text, raw = article.text, article.shadow.raw
    # A shadow has a question mark for each of them.
    position = raw.find(b"?")
    while position >= 0:
        run = _WIDE.match(text, position)
        end = run.end() if run else position + 1
        if run and not (_BESIDE_HAN.match(text, max(0, position - 1)) or _BESIDE_HAN.match(text, end)):
            yield _fault(article, position, end)
        position = raw.find(b"?", end)


def _fault(article: Article, start: int, end: int) -> Fault:
    text = article.text
    line = text.rfind("\n", max(0, start - 60), start) + 1
    before = _BEFORE.search(text, max(line, start - 60), start)
    after = _AFTER.match(text, end, end + 60)
    run = text[start:end]
    closes = run[0] in _STOPS or run[0] in _CLOSING
    first = before.start() if before and (closes or not text[start - 1].isspace()) else start
    last = after.end() if after else end
    left, right = text[first:start], text[end:last]
    if closes:
        left = left.rstrip()
    ascii_run = "".join(map(_in_ascii, run))
    joint = " " if right[:1].isalnum() and run[-1] in {**_STOPS, **_CLOSING} and not _inside_figure(left, right) else ""
    lead = " " if left[-1:].isalnum() and run[0] in _OPENING else ""
    message = "the comma of Chinese lists" if run == _ENUMERATION else "full-width characters in English text"
    return Fault(first, last, f"{left}{lead}{ascii_run}{joint}{right}", message)


def _inside_figure(left: str, right: str) -> bool:
    return left[-1:].isdigit() and right[:1].isdigit()


def _in_ascii(char: str) -> str:
    marks = {**_STOPS, **_OPENING, **_CLOSING, **_OTHERS}
    return marks.get(char) or char.translate(_TO_ASCII)
