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
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_OWN_UTF8: Final = frozenset(("", "utf-8", "utf8", "us-ascii", "ascii"))
_COMMON_IN_GB: Final = re.compile(rb"[\xb0-\xd7][\xa1-\xfe]")
_PAIR: Final = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")


class WatchedBytes:
    """A stream of bytes for an XML parser, with what has to be known of its encoding.

    ``encoding`` is what the parser has to be told, empty where it finds out by itself. ``declared`` is what the file
    says of itself, in lower case, empty where it says nothing or begins with a byte order mark of UTF-16 or UTF-32.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._ahead = self._last = stream.read(_CHUNK)
        mark = next(((mark, name) for mark, name in _MARKS if self._ahead.startswith(mark)), (b"", ""))
        self.encoding = "" if mark[1] or mark[0] else self._unmarked()
        wide = mark[1] or self.encoding
        found = None if wide else _DECLARATION.match(self._ahead.removeprefix(mark[0]))
        self.declared = found[1].decode("ascii").lower() if found else ""
        self.is_wide = bool(wide)
        self._decoder = None if wide or self.declared in _OWN_UTF8 else codecs.getincrementaldecoder("utf-8")()
        self._beyond_ascii = False

    def read(self, size: int = -1) -> bytes:
        """The next bytes; more than ``size`` where the first look at the file took them."""
        chunk, self._ahead = (self._ahead, b"") if self._ahead else (self._stream.read(size), b"")
        if chunk:
            self._last = chunk
        if self._decoder:
            self._try_utf8(self._decoder, chunk)
        return chunk

    @property
    def is_belied(self) -> bool:
        """Whether all that was read is UTF-8, with more than ASCII in it, while the file declares something else."""
        return self._decoder is not None and self._beyond_ascii

    def likely(self) -> str:
        """What the bytes read last look like, empty where they look like nothing known."""
        sample = self._last[max(self._last.find(b"<"), 0) : self._last.rfind(b">") + 1] or self._last
        if sample.count(0) * 3 > len(sample):
            return "UTF-16"
        if self.declared not in _OWN_UTF8 and _decodes(sample, "utf-8"):
            return "UTF-8"
        pairs = _PAIR.findall(sample)
        common = sum(1 for pair in pairs if _COMMON_IN_GB.fullmatch(pair))
        if common * 2 >= len(pairs) > 0 and _decodes(sample, "gb18030"):
            return "GB18030"
        if pairs and _decodes(sample, "big5hkscs"):
            return "Big5"
        return "a windows code page" if _decodes(sample, "cp1251") or _decodes(sample, "cp1252") else ""

    def _unmarked(self) -> str:
        return next((name for start, name in _UNMARKED if self._ahead.startswith(start)), "")

    def _try_utf8(self, decoder: codecs.IncrementalDecoder, chunk: bytes) -> None:
        self._beyond_ascii = self._beyond_ascii or not chunk.isascii()
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError:
            self._decoder = None


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
