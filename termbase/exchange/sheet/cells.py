r"""The notation inside a cell: lists, lists in lists, sources, yes and no, and text that looks like a formula.

``|`` stands between the entries of a list and ``;`` between the values of one entry. A backslash before ``|``, ``;``,
``[``, ``]`` or a backslash makes it an ordinary character; before anything else it is one itself.
"""

import re
from collections.abc import Iterable
from typing import Final

from termbase.concepts import DataCategory, Source, SourceMark
from termbase.errors import InvalidValue

_ESCAPED: Final = re.compile(r"\\([|;\[\]\\])")
_FORMULA: Final = re.compile(r"'*[=+\-@＝＋－＠\t\r]")
_GUARDED: Final = re.compile(r"'+[=+\-@＝＋－＠\t\r]")
_DOCUMENT: Final = re.compile(r"[^\[\\]*(?:\\.[^\[\\]*)*", re.DOTALL)
_PART: Final = r"\[(?:(body|date|locator):([^\]\\]*(?:\\.[^\]\\]*)*)|(checked))\]\s*"
_PARTS: Final = re.compile(f"(?:{_PART})*", re.DOTALL)
_ONE_PART: Final = re.compile(_PART, re.DOTALL)
_CATEGORY: Final = re.compile(r"\s*\[([^\]\\]*(?:\\.[^\]\\]*)*)\](.*)", re.DOTALL)
_SOURCE_PARTS: Final = ("body", "date", "locator")
_YES: Final = frozenset({"yes", "y", "true", "1"})
_NO: Final = frozenset({"no", "n", "false", "0"})


def escape(text: str, special: str = "|") -> str:
    """Return ``text`` with a backslash before each ``special`` character and each backslash."""
    text = text.replace("\\", "\\\\")
    for char in special:
        text = text.replace(char, f"\\{char}")
    return text


def unescape(text: str) -> str:
    """Undo ``escape``."""
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def split(cell: str, separator: str) -> list[str]:
    """The pieces of a cell between unescaped separators, still escaped; of a blank cell, none."""
    if not cell.strip():
        return []
    if "\\" not in cell:
        return cell.split(separator)
    pieces = [""]
    for token in re.findall(r"\\.|[^\\]|\\$", cell, re.DOTALL):
        if token == separator:
            pieces.append("")
        else:
            pieces[-1] += token
    return pieces


def first(cell: str) -> str:
    """The first entry of a list."""
    return unescape(next(iter(split(cell, "|")), ""))


def join(pieces: Iterable[str]) -> str:
    """The cell of these escaped pieces, blank if every piece is."""
    pieces = tuple(pieces)
    return "|".join(pieces) if any(pieces) else ""


def read_values(piece: str) -> tuple[str, ...]:
    """The values of one entry, which stand between semicolons."""
    return tuple(unescape(value) for value in split(piece, ";") if value.strip())


def show_values(values: Iterable[str]) -> str:
    """Undo ``read_values``."""
    return "; ".join(escape(value, "|;") for value in values)


def read_flag(cell: str) -> bool:
    """Yes or no, in the words that spreadsheets use; anything else is ``InvalidValue``."""
    word = cell.strip().casefold()
    if word not in _YES | _NO:
        raise InvalidValue("", f"unknown value {cell!r}", "write yes or no")
    return word in _YES


def read_source(piece: str) -> Source:
    """A source such as ``Report [body: CPC] [date: 2022] [locator: ch. 4] [checked]``; other text is its document."""
    document = _DOCUMENT.match(piece)
    end = document.end() if document else 0
    if not _PARTS.fullmatch(piece, end):
        return Source(unescape(piece))
    found = _ONE_PART.findall(piece, end)
    parts = {key: unescape(text).strip() for key, text, _ in found if key}
    checked = any(mark for _, _, mark in found)
    return Source(unescape(piece[:end]), mark=SourceMark.CHECKED if checked else SourceMark.UNVERIFIED, **parts)


def show_source(source: Source) -> str:
    """Undo ``read_source``."""
    given = [(name, value) for name in _SOURCE_PARTS if (value := getattr(source, name))]
    parts = "".join(f" [{name}: {_in_brackets(value)}]" for name, value in given)
    return _in_brackets(source.document) + parts + (" [checked]" if source.mark is SourceMark.CHECKED else "")


def read_sources(piece: str) -> tuple[Source, ...]:
    """The sources of one entry, which stand between semicolons."""
    return tuple(read_source(value) for value in split(piece, ";") if value.strip())


def show_sources(sources: Iterable[Source]) -> str:
    """Undo ``read_sources``."""
    return "; ".join(show_source(source) for source in sources)


def read_category(piece: str) -> DataCategory:
    """A data category such as ``[termNote/register] neutral``; ``InvalidValue`` for anything else."""
    found = _CATEGORY.fullmatch(piece)
    if not found:
        cure = "write it like '[termNote/register] neutral'"
        raise InvalidValue("data category", f"{piece.strip()!r} has no name", cure)
    return DataCategory(unescape(found[1]), unescape(found[2]))


def show_category(category: DataCategory) -> str:
    """Undo ``read_category``."""
    return f"[{_in_brackets(category.name)}] {_in_brackets(category.value)}"


def read_categories(piece: str) -> tuple[DataCategory, ...]:
    """The data categories of one entry, which stand between semicolons."""
    return tuple(read_category(value) for value in split(piece, ";") if value.strip())


def show_categories(categories: Iterable[DataCategory]) -> str:
    """Undo ``read_categories``."""
    return "; ".join(show_category(category) for category in categories)


def guard(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet program would run as a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """Undo ``guard``."""
    return cell[1:] if _GUARDED.match(cell) else cell


def _in_brackets(text: str) -> str:
    return escape(text, "|;[]")
