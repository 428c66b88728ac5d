"""Lines of a text file of unknown encoding and size, in bounded memory."""

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

from termbase.errors import ExchangeError

MAX_LINE: Final = 1_000_000
"""Longest line, in characters, that is kept; a longer one is passed over."""

_CHUNK: Final = 1 << 16
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Line(NamedTuple):
    """One line with its number, counted from 1, and its line feed; ``fault`` says why ``text`` is empty instead."""

    number: int
    text: str
    fault: str = ""


def read_lines(stream: BinaryIO, name: str) -> Iterator[Line]:
    """Yield the lines of UTF-8, or of UTF-16 or UTF-32 with a byte order mark; every line end becomes a line feed.

    Raises ``ExchangeError`` where the bytes are no such text.
    """
    number = 1
    pending: list[str] = []
    length = 0
    for text in _decoded(stream, name):
        *ended, rest = text.split("\n")
        for end in ended:
            pending.append(end)
            yield _line(number, pending, length + len(end))
            pending, length, number = [], 0, number + 1
        length += len(rest)
        if length <= MAX_LINE:
            pending.append(rest)
        else:
            pending.clear()
    if length:
        yield _line(number, pending, length)


def _line(number: int, parts: list[str], length: int) -> Line:
    if length > MAX_LINE:
        return Line(number, "", f"the line is longer than {MAX_LINE:,} characters")
    return Line(number, "".join(parts) + "\n")


def _decoded(stream: BinaryIO, name: str) -> Iterator[str]:
    chunk = stream.read(_CHUNK)
    encoding = next((encoding for mark, encoding in _MARKS if chunk.startswith(mark)), "utf-8")
    if encoding == "utf-8" and b"\0" in chunk.partition(b"\n")[0]:
        raise ExchangeError(name, "holds NUL bytes, so it is no text in UTF-8", "save it as CSV in UTF-8")
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)(), translate=True)
    line = 1
    while True:
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            before = error.object[: error.start].decode(encoding, "ignore")
            raise _undecodable(f"{name}:{line + before.count(chr(10))}", encoding, error) from None
        line += text.count("\n")
        yield text
        if not chunk:
            return
        chunk = stream.read(_CHUNK)


def _undecodable(place: str, encoding: str, error: UnicodeDecodeError) -> ExchangeError:
    promised = "UTF-8" if encoding.startswith("utf-8") else encoding.upper()
    guess = ", but looks like GB18030" if promised == "UTF-8" and _looks_like_gb18030(error.object) else ""
    return ExchangeError(place, f"is not {promised}{guess}", "save the file as UTF-8")


def _looks_like_gb18030(data: bytes) -> bool:
    try:
        text = codecs.getincrementaldecoder("gb18030")().decode(data)
    except UnicodeDecodeError:
        return False
    return any("\u4e00" <= char <= "\u9fff" for char in text)
