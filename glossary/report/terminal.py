"""Text on a terminal: colours where they are wanted, widths of characters, and nothing that could steer it."""

import os
from typing import Final, TextIO

_RESET: Final = "\x1b[0m"
_SEVERITY_STYLE: Final = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "suggestion": "\x1b[1;36m"}
STEERING: Final = frozenset(range(0x20)) | frozenset(range(0x7F, 0xA0)) | {
    0x061C, 0x200E, 0x200F, 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A),
}  # fmt: skip
"""Code points that move the cursor, change colours or reorder text: controls, line separators, directional marks."""


class Palette:
    """Colours for the parts of a report; every method gives its text back unchanged when colour is off."""

    def __init__(self, *, colour: bool) -> None:
        self._colour = colour

    def place(self, text: str) -> str:
        """A file and position."""
        return self._paint("\x1b[1m", text)

    def severity(self, severity: str, text: str) -> str:
        """The word that says how bad it is."""
        return self._paint(_SEVERITY_STYLE[severity], text)

    def span(self, text: str) -> str:
        """What was found."""
        return self._paint("\x1b[31m", text)

    def good(self, text: str) -> str:
        """What should stand there."""
        return self._paint("\x1b[32m", text)

    def dim(self, text: str) -> str:
        """What matters less."""
        return self._paint("\x1b[2m", text)

    def _paint(self, style: str, text: str) -> str:
        return f"{style}{text}{_RESET}" if self._colour and text else text


def wants_colour(stream: TextIO) -> bool:
    """Whether to colour what goes to ``stream``: a terminal, unless NO_COLOR is set or the terminal is dumb."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def printable(text: str) -> str:
    """``text`` with a visible stand-in for every character that could steer a terminal or reorder its text."""
    if text.isprintable():
        return text
    return "".join(_stand_in(char) if ord(char) in STEERING else char for char in text)


def width(text: str) -> int:
    """How many terminal cells ``text`` takes: two for a wide character, none for a combining one."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width  # only texts with such characters need the tables

    return sum(0 if combining(char) else 1 + (east_asian_width(char) in "WF") for char in text)


def counted(number: int, noun: str) -> str:
    """``1 file``, ``2 files``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _stand_in(char: str) -> str:
    code = ord(char)
    if char in "\t\n\r":
        return " "
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"
