"""The shadow of a text: bytes that rules search fast, with a way back to the text's own character offsets.

Two byte strings stand for one text, one byte a character (Latin-1; anything else becomes ``?``):

``raw``
    keeps case, line breaks and offsets: ``raw[i]`` stands for ``text[i]``. Typographic apostrophes, quotation marks,
    hyphens and spaces are folded to their ASCII forms; what a reader masked out is NUL.
``folded``
    is what terms are matched against: lower case, line breaks as spaces, and without what breaks a phrase but not its
    meaning: runs of spaces, the space in ``Five -Year``, soft hyphens, zero-width characters, emphasis marks. A
    paragraph break stays two spaces wide or more, so that no single-spaced pattern crosses it.

Folding runs in C at several hundred MB/s; only texts that hold damage pay for the map of dropped characters.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

_TYPOGRAPHY: Final = (
    ("\u2018", "'"),
    ("\u2019", "'"),
    ("\u201c", '"'),
    ("\u201d", '"'),
    ("\u201e", '"'),
    ("\u2010", "-"),
    ("\u2011", "-"),
    ("\u2012", "-"),
    ("\u2013", "-"),
    ("\u2002", " "),
    ("\u2003", " "),
    ("\u2009", " "),
    ("\u202f", " "),
    ("\u3000", " "),
)
_ZERO_WIDTH: Final = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff")
_SOFT_HYPHEN: Final = "\xad"
_SPACES: Final = bytes.maketrans(b"\t\r\x0b\x0c\xa0", b"     ")
_UPPER: Final = bytes(range(0x41, 0x5B)) + bytes(range(0xC0, 0xD7)) + bytes(range(0xD8, 0xDF))
_FOLD: Final = bytes.maketrans(_UPPER + b"\n", bytes(code + 32 for code in _UPPER) + b" ")
_LINE_EDGE: Final = re.compile(rb"\n(?: +(?!\n)|(?<= \n)(?!\n))")
_SPACES_RUN: Final = re.compile(rb"  [ \n]*")
_SPACED_HYPHEN: Final = re.compile(rb" -[A-Za-z0-9]")
_BROKEN_AT_HYPHEN: Final = re.compile(rb"-\n[A-Za-z]")
_FARTHEST: Final = 4_000
_PARAGRAPH_END: Final = re.compile(rb"\n *\n")

WORD_BYTES: Final = frozenset(
    set(b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    | {0xAA, 0xB5, 0xBA}
    | (set(range(0xC0, 0x100)) - {0xD7, 0xF7})
)
"""The bytes of a shadow that stand for letters and digits."""


class Shadow:
    """The searchable bytes of a text; see the module for what they hold."""

    __slots__ = ("_dropped", "folded", "raw")

    def __init__(self, raw: bytes, folded: bytes, dropped: list[int]) -> None:
        self.raw = raw
        self.folded = folded
        self._dropped = dropped

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text that a span of ``folded`` stands for; what was dropped inside it is covered."""
        if not self._dropped:
            return start, end
        return self._origin(start), self._origin(end - 1) + 1

    def folded_offset(self, offset: int) -> int:
        """Where in ``folded`` the text's character ``offset`` is, or the next one that was kept."""
        low, high = 0, len(self._dropped)
        while low < high:
            middle = (low + high) // 2
            if self._dropped[middle] + middle < offset:
                low = middle + 1
            else:
                high = middle
        return offset - low

    def _origin(self, position: int) -> int:
        # _dropped[k] is the offset in ``folded`` before which the k-th character was dropped.
        return position + bisect_right(self._dropped, position)


def shadow(text: str, masked: Iterable[tuple[int, int]] = (), ignored: Iterable[int] = ()) -> Shadow:
    """Cast the shadow of ``text``.

    ``masked`` spans are no prose and become NUL; characters at ``ignored`` offsets (emphasis marks) are dropped from
    ``folded`` only.
    """
    raw = _raw(text)
    masked = list(masked)
    if masked:
        raw = _mask(raw, masked)
    drops = sorted({*_damage(raw), *_invisible(text), *ignored})
    return Shadow(raw, *_without(raw, drops))


def fold(text: str) -> bytes:
    """The folded form of a term, as it is looked for in ``Shadow.folded``."""
    words = " ".join(text.split())
    return words.lower().encode() if words.isascii() else _raw(words).translate(_FOLD)


def _raw(text: str) -> bytes:
    if not text.isascii():
        for char, plain in _TYPOGRAPHY:
            if char in text:
                text = text.replace(char, plain)
    return text.encode("latin-1", "replace").translate(_SPACES)


def _mask(raw: bytes, masked: list[tuple[int, int]]) -> bytes:
    canvas = bytearray(raw)
    for start, end in masked:
        canvas[start:end] = bytes(end - start)
    return bytes(canvas)


def _damage(raw: bytes) -> Iterable[int]:
    """Offsets of white space that splits a phrase without meaning to."""
    for start, end in _white_runs(raw):
        if raw.count(b"\n", start, end) < 2:
            yield from range(start + 1, end)
    for hit in _SPACED_HYPHEN.finditer(raw):
        if hit.start() and raw[hit.start() - 1] in WORD_BYTES:
            yield hit.start()
    for hit in _BROKEN_AT_HYPHEN.finditer(raw):
        yield hit.start() + 1


def _white_runs(raw: bytes) -> Iterator[tuple[int, int]]:
    """Spans of more than one space or line break; those that begin inside another one do no harm."""
    for hit in _LINE_EDGE.finditer(raw):
        start = hit.start()
        while start and raw[start - 1] == 0x20:
            start -= 1
        yield start, hit.end()
    for hit in _SPACES_RUN.finditer(raw):
        yield hit.span()


def _invisible(text: str) -> Iterable[int]:
    if text.isascii():
        return
    for char in (*_ZERO_WIDTH, _SOFT_HYPHEN):
        position = text.find(char)
        while position >= 0:
            yield position
            position = text.find(char, position + 1)


def _without(raw: bytes, drops: list[int]) -> tuple[bytes, list[int]]:
    """``raw`` folded and without the characters at ``drops``, and where in the result each of them is missing."""
    if not drops:
        return raw.translate(_FOLD), drops
    pieces, positions, start = [], [], 0
    for count, offset in enumerate(drops):
        pieces.append(raw[start:offset])
        positions.append(offset - count)
        start = offset + 1
    pieces.append(raw[start:])
    return b"".join(pieces).translate(_FOLD), positions


def paragraph(raw: bytes, start: int, end: int) -> tuple[int, int]:
    """The bounds in ``raw`` of the paragraph that a span lies in: from blank line to blank line.

    Of an endless paragraph it is what lies within ``_FARTHEST`` characters, so that no text makes a rule slow.
    """
    nearest = max(0, start - _FARTHEST)
    opening, line = nearest, start
    while (line_break := raw.rfind(b"\n", nearest, line)) >= 0:
        before = raw.rfind(b"\n", nearest, line_break)
        if before >= 0 and not raw[before + 1 : line_break].strip():
            opening = line_break + 1
            break
        line = line_break
    closing = _PARAGRAPH_END.search(raw, end, end + _FARTHEST)
    return opening, closing.start() if closing else min(len(raw), end + _FARTHEST)
