"""The texts that the cells of a workbook share, kept in a temporary file once they are many."""

import re
from array import array
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import BinaryIO, Final, Self

from termbase.errors import ExchangeError, InvalidValue
from termbase.exchange.xml.reading import Element, XmlDocument, local_name

_IN_MEMORY: Final = 1 << 24
_ESCAPE: Final = re.compile("_x([0-9A-Fa-f]{4})_")


class SharedStrings:
    """Texts by their number, in bounded memory."""

    def __init__(self) -> None:
        self._texts = SpooledTemporaryFile[bytes](_IN_MEMORY)
        self._ends = array("Q")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._texts.close()

    def read(self, stream: BinaryIO, name: str) -> None:
        """Take the texts of the part that holds them; ``ExchangeError`` where it is broken."""
        end = 0
        for item in XmlDocument(stream, name).entries(("si",)):
            try:
                text = plain_text(item)
            except InvalidValue as error:
                raise ExchangeError(name, error.problem, error.cure) from None
            end += self._texts.write(text.encode("utf-8", "replace"))
            self._ends.append(end)

    def text(self, number: int) -> str:
        """The text of this number; ``InvalidValue`` where there is none."""
        if not 0 <= number < len(self._ends):
            raise InvalidValue("", f"refers to the text {number}, which is not there", "save the workbook anew")
        start = self._ends[number - 1] if number else 0
        self._texts.seek(start)
        return self._texts.read(self._ends[number] - start).decode("utf-8")


def plain_text(item: Element) -> str:
    """The text of a cell or a shared item: its runs, without their looks and without readings printed above them.

    Raises ``InvalidValue`` for a reference to an entity.
    """
    parts: list[str] = []
    for child in item:
        name = local_name(child)
        if name == "t":
            if len(child):
                raise InvalidValue("", "a text refers to an entity", "write its text out")
            parts.append(child.text or "")
        elif name == "r":
            parts.append(plain_text(child))
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    """``_x000D_`` and its like stand for control characters, ``_x005F_`` for the underscore before such a group."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
