"""What a translation left as it was in Chinese, and whether it is a gloss that an English text means to give."""

import re
from typing import Any, Final, NamedTuple

_BRACKET_REACH: Final = 120
# A shadow has a question mark for Chinese brackets.
_INTRODUCED: Final = re.compile(
    rb"\b(?:called|named|termed|dubbed|known as|name is|name was|plays? on|puns? on|or|word|term|phrase|characters?"
    rb"|pinyin|Chinese)[,:]? *[\"'*_?]*\Z"
)
_EXPLAINED: Final = re.compile(
    rb"[\"'*_?]*,? *(?:[(\[/]|i\.e\."
    rb"|(?:or|mean(?:s|ing)|literally|that is|namely|known|refer(?:s|ring)|in Chinese)\b)"
)


class Leftover(NamedTuple):
    """A span of the text that was not translated.

    ``known`` describes the concept it belongs to, as ``glossary.index.pinyin_terms`` does, if there is one.
    """

    start: int
    end: int
    severity: str
    confidence: float
    message: str
    known: dict[str, Any] | None = None
    suggestions: tuple[str, ...] = ()


def is_gloss(raw: bytes, start: int, end: int) -> bool:
    """Whether a span stands in brackets, is followed by them, or is introduced or explained as a foreign word."""
    nearest = max(0, start - _BRACKET_REACH)
    line = max(raw.rfind(b"\n", nearest, start) + 1, nearest)
    for opening, closing in ((b"(", b")"), (b"[", b"]")):
        if raw.rfind(opening, line, start) > raw.rfind(closing, line, start):
            return True
    return bool(_EXPLAINED.match(raw, end) or _INTRODUCED.search(raw, max(line, start - 24), start))


def is_quoted(raw: bytes, start: int, end: int) -> bool:
    """Whether marks of quotation or emphasis stand right at both ends of a span."""
    before, after = raw[start - 1 : start], raw[end : end + 1]
    return bool(before and after) and before in b"\"'*_" and after in b"\"'*_"
