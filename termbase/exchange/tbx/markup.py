"""The text of one entry, line by line. Writing it so costs a fifth of building a tree of it first."""

import re
from dataclasses import dataclass
from typing import Final, Self
from xml.sax.saxutils import escape

_NOT_XML_CHARACTERS: Final = "[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
_NOT_XML: Final = re.compile(_NOT_XML_CHARACTERS)
_NOT_AS_IT_IS: Final = re.compile(f'[&<>"]|{_NOT_XML_CHARACTERS}')
_NO_ENTITIES: Final[dict[str, str]] = {}
_QUOTES: Final = {'"': "&quot;"}


def plain(text: str) -> str:
    """The text with U+FFFD for each character that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def quoted(value: str) -> str:
    """The value of an attribute, in its quotation marks."""
    return f'"{escape(plain(value), _QUOTES)}"'


@dataclass(frozen=True, slots=True)
class Tag:
    """An element as it is written: what comes before its further attributes, and what after its content."""

    start: str
    end: str

    @classmethod
    def of(cls, name: str, kind: str = "") -> Self:
        """The element ``name``, with the attribute ``type`` where it has a ``kind``."""
        return cls(f'<{name} type="{kind}"' if kind else f"<{name}", f"</{name}>\n")


@dataclass(frozen=True, slots=True)
class Reference:
    """A line that depends on whether the file has an entry with the id ``target``: ``known`` or ``unknown``."""

    target: str
    known: str
    unknown: str


class Markup:
    """An entry that is being written; a second one begins after ``take``."""

    def __init__(self) -> None:
        self._lines: list[str | Reference] = []
        self._open: list[str] = []
        self._indent = ""
        self.altered = False
        """Whether a character that XML cannot hold was replaced."""

    def open(self, tag: Tag, attributes: str = "") -> None:
        """Begin an element that holds elements; ``attributes`` are complete, each with a blank before it."""
        self._lines.append(f"{self._indent}{tag.start}{attributes}>\n")
        self._open.append(self._indent + tag.end)
        self._indent += "  "

    def close(self) -> None:
        """End the element that was opened last."""
        self._lines.append(self._open.pop())
        self._indent = self._indent[2:]

    def leaf(self, tag: Tag, text: str, attributes: str = "") -> None:
        """Add an element that holds text."""
        self._lines.append(self._line(tag, text, attributes))

    def refer(self, target: str, known: tuple[Tag, str, str], unknown: tuple[Tag, str, str] | None = None) -> None:
        """Add one leaf or the other, or none, as ``Reference`` says."""
        self._lines.append(Reference(target, self._line(*known), self._line(*unknown) if unknown else ""))

    def insert_leaf(self, place: int, tag: Tag, text: str) -> None:
        """Add a leaf of the outermost element before the line of this number."""
        self._lines.insert(place, f"  {self._line(tag, text, '').lstrip()}")

    def take(self) -> list[str | Reference]:
        """The lines of the entry."""
        lines, self._lines, self.altered = self._lines, [], False
        return lines

    def attributes(self, **values: str) -> str:
        """Attributes for the other methods, without those that have no value."""
        return "".join(f' {name}="{self._safe(value, _QUOTES)}"' for name, value in values.items() if value)

    def _line(self, tag: Tag, text: str, attributes: str) -> str:
        return f"{self._indent}{tag.start}{attributes}>{self._safe(text)}{tag.end}"

    def _safe(self, text: str, entities: dict[str, str] = _NO_ENTITIES) -> str:
        if not _NOT_AS_IT_IS.search(text):
            return text
        held = plain(text)
        self.altered = self.altered or held != text
        return escape(held, entities)
