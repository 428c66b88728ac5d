"""Lines of a text file of any size, in bounded memory."""

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

from termbase.errors import ExchangeError
from termbase.exchange.encodings import UTF8, Encoding, Unrecognised, encoding_named, leading_ascii, marked, recognise

MAX_LINE: Final = 1_000_000
"""Longest line, in characters, that is kept; a longer one is passed over."""

_CHUNK: Final = 1 << 16
_SAMPLE: Final = 1 << 20
"""How many bytes are looked at, from the first that is not ASCII on, to tell the encoding."""
_CURE: Final = "name its encoding (--encoding), or save the file as UTF-8"


class Line(NamedTuple):
    """One line with its number, counted from 1, and its line feed; ``fault`` says why ``text`` is empty instead."""

    number: int
    text: str
    fault: str = ""


class TextFile:
    """A text file that is being read. ``encoding`` is what it is read as: UTF-8 until something else is seen."""

    def __init__(self, stream: BinaryIO, name: str, encoding: str = "", *, prescribed: bool = False) -> None:
        """Read ``stream``, which messages call ``name``, in this encoding, or else in the one that it looks like.

        Where the format has ``prescribed`` UTF-8, whatever can be read as UTF-8 is. Raises ``ExchangeError`` for an
        encoding that is not known.
        """
        self._stream = stream
        self._name = name
        self._line = 1
        self._given = _given(encoding, name) if encoding else None
        self._prescribed = prescribed
        self.encoding: Encoding = self._given or UTF8

    def lines(self) -> Iterator[Line]:
        """Yield the lines; every line end becomes a line feed. Raises ``ExchangeError`` where bytes are no text."""
        pending: list[str] = []
        length = 0
        for text in self._with_line_feeds():
            *ended, rest = text.split("\n")
            for end in ended:
                pending.append(end)
                yield _line(self._line, pending, length + len(end))
                pending, length = [], 0
                self._line += 1
            length += len(rest)
            if length <= MAX_LINE:
                pending.append(rest)
            else:
                pending.clear()
        if length:
            yield _line(self._line, pending, length)

    def _with_line_feeds(self) -> Iterator[str]:
        newlines = io.IncrementalNewlineDecoder(None, translate=True)
        for text in self._decoded():
            yield newlines.decode(text)
        yield newlines.decode("", final=True)

    def _decoded(self) -> Iterator[str]:
        chunk = self._read(_CHUNK)
        mark = marked(chunk)
        if self._given is None and mark is None:
            at_start = True
            while chunk.isascii() and b"\0" not in chunk:
                if not chunk:
                    return
                yield chunk.decode("ascii")
                chunk, at_start = self._read(_CHUNK), False
            chunk += self._read(_SAMPLE - len(chunk))
            self.encoding = self._recognised(chunk, at_start=at_start)
        elif self._given is None and mark is not None:
            self.encoding = mark
        yield from self._decoded_as(chunk)

    def _read(self, size: int) -> bytes:
        """Up to this many bytes, fewer only at the end of the file."""
        parts: list[bytes] = []
        while size > 0 and (part := self._stream.read(size)):
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def _recognised(self, sample: bytes, *, at_start: bool) -> Encoding:
        if self._prescribed and _is_utf8(sample):
            return UTF8
        try:
            return recognise(sample, whole=len(sample) < _SAMPLE, wide=at_start)
        except Unrecognised as error:
            if error.candidates:
                likely = " or ".join(error.candidates)
                raise ExchangeError(self._name, f"may be text in {likely}", "name its encoding (--encoding)") from None
            if b"\0" in sample:
                raise ExchangeError(self._name, "holds NUL bytes, so it is no text", "save it as UTF-8") from None
            line = self._line + sample.count(b"\n", 0, leading_ascii(sample))
            problem = "is not UTF-8, and no other encoding is recognised"
            raise ExchangeError(f"{self._name}:{line}", problem, _CURE) from None

    def _decoded_as(self, chunk: bytes) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder(self.encoding.codec)()
        while True:
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                before = error.object[: error.start].decode(self.encoding.codec, "ignore")
                yield before  # so that the line is counted up to the fault
                raise self._undecodable() from None
            except UnicodeError:  # a UTF-16 or UTF-32 stream without the mark that it has to begin with
                raise self._undecodable() from None
            yield text.removeprefix("\ufeff") if self.encoding.codec == "gb18030" else text
            if not chunk:
                return
            chunk = self._read(_CHUNK)

    def _undecodable(self) -> ExchangeError:
        taken = ", which it was taken for" if self.encoding.guessed else ""
        return ExchangeError(f"{self._name}:{self._line}", f"is not {self.encoding.name}{taken}", _CURE)


def read_lines(stream: BinaryIO, name: str, encoding: str = "", *, prescribed: bool = False) -> Iterator[Line]:
    """Yield the lines of a text in this encoding, or else in the one that it looks like; see ``TextFile``."""
    return TextFile(stream, name, encoding, prescribed=prescribed).lines()


def _given(encoding: str, name: str) -> Encoding:
    try:
        return encoding_named(encoding)
    except (LookupError, ValueError):
        cure = "use a name such as utf-8, utf-16, gb18030, big5 or windows-1252"
        raise ExchangeError(name, f"unknown encoding {encoding!r}", cure) from None


def _line(number: int, parts: list[str], length: int) -> Line:
    if length > MAX_LINE:
        return Line(number, "", f"the line is longer than {MAX_LINE:,} characters")
    return Line(number, "".join(parts) + "\n")


def _is_utf8(sample: bytes) -> bool:
    """Whether the beginning of a file is UTF-8 without NUL; its last character may be cut."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return b"\0" not in sample
