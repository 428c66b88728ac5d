"""The file format of compiled parts: sections of bytes behind a checksum, little effort to load, nothing executed.

Layout::

    magic | checksum of all that follows | length of header | header (JSON) | sections

The header holds what the part put there, the names and sizes of the sections, and the byte order of the machine:
sections may be native integer arrays that are read in place. The checksum (CRC-32) is checked before anything is used,
because loaders of automata trust their input; whoever reads a file has to make sure that it is the user's own.
"""

import json
import sys
from array import array
from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import Any, Final
from zlib import crc32

Content = bytes | memoryview
"""The bytes of a part, in memory or mapped from a file."""

_MAGIC: Final = b"zhengming index 3\n"
_CHECKSUM_SIZE: Final = 4
_LENGTH_SIZE: Final = 4
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False)


class IndexDamaged(Exception):
    """The bytes are no part of an index that this version can read; the cure is to compile it anew."""


def pack(header: Mapping[str, Any], sections: Mapping[str, bytes]) -> bytes:
    """The bytes of a part from its header and sections."""
    sizes = {name: len(section) for name, section in sections.items()}
    full_header = {**header, "byteorder": sys.byteorder, "sizes": sizes}
    encoded = json_bytes(full_header)
    body = b"".join((len(encoded).to_bytes(_LENGTH_SIZE, "little"), encoded, *sections.values()))
    return _MAGIC + _checksum(body) + body


def unpack(content: Content) -> tuple[dict[str, Any], dict[str, memoryview]]:
    """The header and the sections of a part; raises ``IndexDamaged`` for anything else."""
    start = len(_MAGIC) + _CHECKSUM_SIZE
    body = memoryview(content)[start:]
    if content[: len(_MAGIC)] != _MAGIC or _checksum(body) != content[len(_MAGIC) : start]:
        raise IndexDamaged
    position = _LENGTH_SIZE + int.from_bytes(body[:_LENGTH_SIZE], "little")
    header = json.loads(bytes(body[_LENGTH_SIZE:position]))
    if header["byteorder"] != sys.byteorder:
        raise IndexDamaged
    sections = {}
    for name, length in header["sizes"].items():
        sections[name] = body[position : position + length]
        position += length
    return header, sections


def json_bytes(value: Any) -> bytes:
    """``value`` as JSON, as records hold it."""
    return _ENCODER.encode(value).encode()


def offsets(lengths: Iterable[int]) -> bytes:
    """Where each of several items begins when they lie one behind the other, and where the last one ends."""
    return array("I", accumulate(lengths, initial=0)).tobytes()


def automaton(content: memoryview) -> Any:
    """The automaton in a section, or None when there is no pattern: it cannot be built of nothing."""
    if not content:
        return None
    from daachorse import DoubleArrayAhoCorasick

    return DoubleArrayAhoCorasick.deserialize(bytes(content))


class Records:
    """JSON records that lie one behind the other in a section, decoded when asked for.

    ``first_bytes`` is the section that says where each begins; see ``offsets``.
    """

    __slots__ = ("_content", "_decoded", "_first_bytes")

    def __init__(self, content: memoryview, first_bytes: memoryview) -> None:
        self._content = content
        self._first_bytes = first_bytes.cast("I")
        self._decoded: dict[int, Any] = {}

    def read(self, number: int) -> Any:
        """The record with this number, the same object each time."""
        if number not in self._decoded:
            content = self._content[self._first_bytes[number] : self._first_bytes[number + 1]]
            self._decoded[number] = json.loads(bytes(content))
        return self._decoded[number]


def _checksum(body: bytes | memoryview) -> bytes:
    return crc32(body).to_bytes(_CHECKSUM_SIZE, "little")
