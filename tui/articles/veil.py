"""Characters that a terminal must not be given, and what is shown in their place: one for one, so that offsets stay."""

import unicodedata
from functools import lru_cache
from typing import Final

from tui.entries import safe

_UNEVEN: Final = ("Cc", "Cf", "Zl", "Zp", "Cs")
"""Categories of characters that steer a terminal, take no room, or break a line where no line ends."""

_POOL: Final = "".join(map(chr, (*range(0x2420, 0x2427), *range(0x2440, 0x244B))))
_PICTURES: Final = 0x2400


@lru_cache(maxsize=4096)
def shown_char(char: str) -> str:
    """What is shown for a character that stands in a line: itself, a picture of it, or nothing."""
    if char == "\t":
        return " "
    if char < " ":
        return chr(_PICTURES + ord(char))
    if char == "\x7f" or unicodedata.category(char) in ("Cc", "Zl", "Zp", "Cs"):
        return "\u2421"
    return char if safe(char) == char else ""


def shown_text(text: str) -> str:
    """What is shown for a piece of a line."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(shown_char, text))


class Veil:
    """Stands between a text and an editor that knows only visible characters and one kind of line end.

    Every other character of the text has a substitute that does not occur in it. Line ends are those of the text where
    its lines stay, and those around them where lines are new.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        body = text.replace("\r\n", "\n")
        odd = sorted(char for char in set(body) if char not in "\n\t" and _is_odd(char))
        free = [char for char in _POOL if char not in body]
        pictures = {char: chr(_PICTURES + ord(char)) for char in odd if char < " "}
        taken = {char: picture for char, picture in pictures.items() if picture not in body}
        rest = [char for char in odd if char not in taken]
        self.complete = len(rest) <= len(free)
        """Whether there is a substitute for every character that needs one."""
        taken.update(zip(rest, free, strict=False))
        self._veiling = str.maketrans(taken)
        self._lifting = str.maketrans({shown: char for char, shown in taken.items()})
        self.shown = body.translate(self._veiling)
        """The text as an editor may have it."""

    def lifted(self, edited: str) -> str:
        """The text after its shown form was changed to ``edited``."""
        if edited == self.shown:
            return self._text
        edited = edited.replace("\r\n", "\n").replace("\r", "\n").translate(self._lifting)
        if "\r\n" not in self._text:
            return edited
        old, new = self._text.split("\n"), edited.split("\n")
        plain = [line.removesuffix("\r") if number < len(old) - 1 else line for number, line in enumerate(old)]
        head = _common(plain, new)
        tail = _common(plain[head:][::-1], new[head:][::-1])
        ends = [line.endswith("\r") for line in old[:-1]]
        before = ends[max(0, head - 1)] if head <= len(ends) and ends else True
        replaced = len(old) - head - tail
        middle = [
            ends[head + number] if number < replaced and head + number < len(ends) else before
            for number in range(len(new) - head - tail)
        ]
        kept = [*ends, False]
        flags = kept[:head] + middle + kept[len(kept) - tail :]
        lines = [line + ("\r" if flag else "") for line, flag in zip(new[:-1], flags, strict=False)]
        return "\n".join([*lines, new[-1]])

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, from 0, of an offset of the text in what an editor has."""
        line = self._text.count("\n", 0, offset)
        return line, offset - (self._text.rfind("\n", 0, offset) + 1)


def _is_odd(char: str) -> bool:
    return unicodedata.category(char) in _UNEVEN or safe(char) != char


def _common(old: list[str], new: list[str]) -> int:
    """How many items two lists begin with alike."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count
