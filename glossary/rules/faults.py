"""A place where spaces or marks are broken, and what the looks for them have in common."""

import re
from typing import Final, NamedTuple

from glossary.articles.article import Article

REACH: Final = 400
"""How far a look-around goes; no word or address of interest is longer."""
_LAST_WORD: Final = re.compile(rb"(?:[0-9][0-9.,]*)?[A-Za-z0-9\xc0-\xff%)]+\Z")
NEXT_WORD: Final = re.compile(rb"[A-Za-z0-9\xc0-\xff]+")
_TOKEN_START: Final = re.compile(rb"[^\s]*\Z")
_TOKEN_END: Final = re.compile(rb"[^\s]*")
_ADDRESS: Final = re.compile(
    rb"://|www\.|@|\\|/|\.(?:com|org|net|gov|edu|cn|io|py|js|txt|html?)\b|=|_|\{|\}", re.IGNORECASE
)


class Fault(NamedTuple):
    """A faulty span of the text, what it should read (empty where that is not known), and what is wrong with it."""

    start: int
    end: int
    remedy: str
    message: str
    certain: bool = True


def word_before(raw: bytes, position: int) -> re.Match[bytes] | None:
    """The word, figure or closing bracket that ends right at ``position``."""
    nearest = max(0, position - REACH)
    begin = max(raw.rfind(b" ", nearest, position), raw.rfind(b"\n", nearest, position), nearest - 1) + 1
    return _LAST_WORD.search(raw, begin, position)


def token(raw: bytes, position: int) -> bytes:
    """The unbroken run of characters around ``position``."""
    before = _TOKEN_START.search(raw, max(0, position - 60), position)
    after = _TOKEN_END.match(raw, position, position + 60)
    return (before[0] if before else b"") + (after[0] if after else b"")


def is_address(run: bytes) -> bool:
    """Whether an unbroken run of characters is an address, a path or code."""
    return _ADDRESS.search(run) is not None


def looks_technical(raw: bytes, position: int) -> bool:
    """Whether the unbroken run of characters around ``position`` is an address, a file name or code."""
    run = token(raw, position).strip(b"\"'()[],;.:")
    return is_address(run) or run.count(b":") > 1 or run.count(b"(") != run.count(b")")


def gap(article: Article, start: int, end: int, message: str) -> Fault:
    """A space is missing at ``end``, behind what begins at ``start``: the fault spans the words on both sides."""
    raw, text = article.shadow.raw, article.text
    before = word_before(raw, start)
    after = NEXT_WORD.match(raw, end)
    first = before.start() if before else start
    last = after.end() if after else end
    return Fault(first, last, f"{text[first:end]} {text[end:last]}", message)


def spare(article: Article, start: int, end: int, message: str = "space before a stop") -> Fault | None:
    """A space stands before the mark at ``start`` that none belongs to: the fault begins with the word before it.

    Where a word follows the mark, the space belongs there.
    """
    raw, text = article.shadow.raw, article.text
    before = word_before(raw, start - 1)
    if not before:
        return None
    after = NEXT_WORD.match(raw, end)
    remedy = text[before.start() : end].replace(" ", "", 1)
    if after:
        return Fault(before.start(), after.end(), f"{remedy} {after[0].decode('latin-1')}", message)
    return Fault(before.start(), end, remedy, message)
