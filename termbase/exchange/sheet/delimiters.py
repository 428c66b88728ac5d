"""What stands between the cells of a text file: told from its first line, or named by the user."""

import csv
from typing import Final

from termbase.errors import ExchangeError, InvalidValue
from termbase.exchange.sheet.columns import column_named
from termbase.exchange.sheet.foreign import columns_meant, is_row_number
from termbase.exchange.values import ReadOptions

_LIKELY: Final = (",", "\t", ";", "|")
_NAMES: Final = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_DECLARATION: Final = "sep="
_MOST_CELLS: Final = 1000


def declared_delimiter(line: str) -> str:
    """The delimiter in a first line such as ``sep=;``, which spreadsheet programs write; empty in any other line."""
    rest = line.rstrip("\r\n")
    is_declaration = rest.lower().startswith(_DECLARATION) and len(rest) == len(_DECLARATION) + 1
    return rest[-1] if is_declaration else ""


def chosen_delimiter(name: str, place: str) -> str:
    """The delimiter of this name, or that is this character; ``ExchangeError`` for what can be none."""
    delimiter = _NAMES.get(name.casefold(), name)
    if len(delimiter) != 1 or delimiter in '"\r\n\\' or delimiter.isalnum():
        raise ExchangeError(place, f"{name!r} can be no delimiter", "use one character, such as , or ; or tab")
    return delimiter


def recognised_delimiter(line: str, usual: str, options: ReadOptions) -> str:
    """The delimiter with which this line names most columns, or has most cells; the ``usual`` one if all are alike."""
    candidates = sorted(_LIKELY, key=lambda delimiter: delimiter != usual)
    return max(candidates, key=lambda delimiter: _promise(line, delimiter, options))


def _promise(line: str, delimiter: str, options: ReadOptions) -> tuple[int, int]:
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        cells = line.split(delimiter)
    return sum(_is_known(cell, options) for cell in cells[:_MOST_CELLS]), len(cells)


def _is_known(cell: str, options: ReadOptions) -> bool:
    if not cell.strip():
        return False
    if any(cell.strip().casefold() == heading.casefold() for heading, _ in options.columns):
        return True
    try:
        own = column_named(cell)
    except InvalidValue:
        return False
    known = columns_meant(cell, options.source_language, options.target_language)
    return own is not None or is_row_number(cell) or bool(known)
