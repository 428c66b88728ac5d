"""The encoding of an XML file: what it declares, what its bytes look like, and whether the two agree.

A parser only says that it met bytes that it cannot decode, and takes UTF-8 that is declared as windows-1252 for
gibberish without a word. Here the file is watched while it is parsed, so that a wrong declaration can be named.
"""

import codecs
import re
from typing import BinaryIO, Final

_DECLARATION: Final = re.compile(rb"""^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']""")
_CHUNK: Final = 1 << 15
_MARKS: Final = (
    (codecs.BOM_UTF8, ""),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNMARKED: Final = (
    (b"<\0\0\0", "UTF-32LE"),
    (b"\0\0\0<", "UTF-32BE"),
    (b"<\0", "UTF-16LE"),
    (b"\0<", "UTF-16BE"),
)
_OWN_UTF8: Final = frozenset(("", "utf-8", "utf8"))
_LATIN: Final = ("windows-125", "iso-8859-", "latin")
_BEYOND_ASCII: Final = re.compile(rb"[\x80-\xff]")
_ENOUGH: Final = 40
"""Bytes beyond ASCII from which on it can be told that a text is Chinese."""
_PAIR: Final = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_CHINESE: Final = (
    ("GB18030", re.compile(rb"[\xb0-\xd7][\xa1-\xfe]")),
    ("Big5", re.compile(rb"[\xa4-\xc6][\x40-\x7e\xa1-\xfe]")),
)
"""Chinese encodings with the pairs of bytes that are their common characters."""


class WatchedBytes:
    """A stream of bytes for an XML parser, with what has to be known of its encoding.

    ``encoding`` is what the parser has to be told, empty where it finds out by itself. ``declared`` is what the file
    says of itself, in lower case, empty where it says nothing or is in UTF-16 or UTF-32. ``count`` are the bytes read.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._ahead = self._last = stream.read(_CHUNK)
        mark = next(((mark, name) for mark, name in _MARKS if self._ahead.startswith(mark)), (b"", ""))
        self.encoding = "" if mark[1] or mark[0] else self._unmarked()
        wide = mark[1] or self.encoding
        found = None if wide else _DECLARATION.match(self._ahead.removeprefix(mark[0]))
        self.declared = found[1].decode("ascii").lower().replace("_", "-") if found else ""
        self._decoder = None if wide or self.declared in _OWN_UTF8 else codecs.getincrementaldecoder("utf-8")()
        self._latin = self.declared.startswith(_LATIN)
        self._beyond_ascii = self._paired = self.count = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes; more than ``size`` where the first look at the file took them."""
        chunk, self._ahead = (self._ahead, b"") if self._ahead else (self._stream.read(size), b"")
        self.count += len(chunk)
        if chunk:
            self._last = chunk
        if self.declared not in _OWN_UTF8 and not chunk.isascii():
            self._compare(chunk)
        return chunk

    def belied_by(self) -> str:
        """The encoding that all that was read is in, other than the declared one; empty if nothing speaks for another.

        UTF-8 is certain where it fits. Chinese that is declared as a western encoding shows in its pairs of bytes
        beyond ASCII, which western words do not have.
        """
        if self._decoder and self._beyond_ascii:
            return "UTF-8"
        chinese = self._latin and self._beyond_ascii >= _ENOUGH and 2 * self._paired >= 0.7 * self._beyond_ascii
        return "GB18030" if chinese else ""

    def likely(self) -> str:
        """What the bytes read last look like, empty where they look like nothing known."""
        sample = self._last[max(self._last.find(b"<"), 0) : self._last.rfind(b">") + 1] or self._last
        if sample.count(0) * 3 > len(sample):
            return "UTF-16"
        if self.declared not in _OWN_UTF8 and _decodes(sample, "utf-8"):
            return "UTF-8"
        pairs = _PAIR.findall(sample)
        for name, common in _CHINESE:
            if 2 * sum(1 for pair in pairs if common.fullmatch(pair)) >= len(pairs) > 0 and _decodes(sample, name):
                return name
        return "a windows code page" if any(_decodes(sample, name) for name in ("cp1251", "cp1252")) else ""

    def _unmarked(self) -> str:
        return next((name for start, name in _UNMARKED if self._ahead.startswith(start)), "")

    def _compare(self, chunk: bytes) -> None:
        """Compare bytes beyond ASCII with encodings that were not declared."""
        self._beyond_ascii += len(_BEYOND_ASCII.findall(chunk))
        if self._latin:
            self._paired += len(_CHINESE[0][1].findall(chunk))
        try:
            if self._decoder:
                self._decoder.decode(chunk)
        except UnicodeDecodeError:
            self._decoder = None


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
