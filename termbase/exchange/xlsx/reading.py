"""The rows of one sheet of a workbook, in bounded memory whatever the workbook says of its size."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from posixpath import join, normpath
from types import TracebackType
from typing import BinaryIO, Final, Self

from termbase.errors import ExchangeError, InvalidValue
from termbase.exchange.sheet.reading import Row
from termbase.exchange.text import MAX_LINE
from termbase.exchange.values import Problem
from termbase.exchange.xlsx.formats import NumberFormats
from termbase.exchange.xlsx.package import Package
from termbase.exchange.xlsx.strings import SharedStrings, plain_text
from termbase.exchange.xml.reading import Element, XmlDocument, local_name

_MAX_COLUMNS: Final = 16_384
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})[0-9]+")
_MAIN: Final = "xl/workbook.xml"


class Workbook:
    """A workbook that is being read; ``sheets`` are the names of its sheets, in their order.

    Raises ``ExchangeError`` when it is made, and while rows are read, where the file cannot be.
    """

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._name = name
        self._closing = ExitStack()
        with ExitStack() as opening:
            self._package = opening.enter_context(Package(stream, name))
            self._strings = opening.enter_context(SharedStrings())
            self._formats = NumberFormats()
            self._parts = self._read_parts()
            self._closing = opening.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.close()

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of the sheets, in their order."""
        return tuple(self._parts)

    def rows(self, sheet: str) -> Iterator[Row | Problem]:
        """Yield the rows of a sheet that have cells, with their numbers; a row that is too long is a problem."""
        if sheet not in self._parts:
            raise ExchangeError(self._name, f"there is no sheet {sheet!r}", f"choose one of: {', '.join(self._parts)}")
        number = 0
        with self._package.open(self._parts[sheet]) as stream:
            for row in XmlDocument(stream, f"{self._name}, sheet {sheet}").entries(("row",)):
                given = row.get("r", "")
                number = int(given) if given.isdecimal() and len(given) < 9 else number + 1
                try:
                    yield Row(number, self._cells(row))
                except InvalidValue as error:
                    yield Problem(self._name, number, error.problem, error.cure)

    def _cells(self, row: Element) -> list[str]:
        cells: list[str] = []
        length = 0
        for cell in row:
            if local_name(cell) != "c":
                continue
            place = _column(cell.get("r", ""), len(cells))
            text = self._text(cell)
            length += len(text)
            if length > MAX_LINE:
                raise InvalidValue("", f"the row is longer than {MAX_LINE:,} characters", "shorten or split it")
            if text:
                cells.extend([""] * (place + 1 - len(cells)))
                cells[place] = text
        return cells

    def _text(self, cell: Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return "".join(plain_text(child) for child in cell if local_name(child) == "is")
        value = next((child.text or "" for child in cell if local_name(child) == "v"), "")
        if not value and any(local_name(child) == "f" for child in cell):
            raise InvalidValue("", "a formula has no result", "save the file in a spreadsheet program, or put its text")
        match kind:
            case "s":
                return self._strings.text(int(value)) if value.isdecimal() and len(value) < 12 else ""
            case "b":
                return "TRUE" if value == "1" else "FALSE"
            case "n":
                return self._formats.shown(value, cell.get("s", "")) if value else ""
            case "e":
                raise InvalidValue("", f"a formula gives {value}", "put its text in its place")
            case _:
                return value

    def _read_parts(self) -> dict[str, str]:
        """The parts that hold the sheets, by the names of these; reads what all sheets share on the way."""
        main = self._main_part()
        targets = self._targets(main)
        for kind, read in (("sharedStrings", self._strings.read), ("styles", self._formats.read)):
            for part in (part for part, of_kind in targets.values() if of_kind == kind and self._package.has(part)):
                with self._package.open(part) as stream:
                    read(stream, f"{self._name}, {part}")
        parts: dict[str, str] = {}
        with self._package.open(main) as stream:
            for element in XmlDocument(stream, f"{self._name}, {main}").entries(("sheet", "workbookPr")):
                if local_name(element) == "workbookPr":
                    self._formats.counts_from_1904 = element.get("date1904", "") in ("1", "true")
                    continue
                relation = next((value for key, value in element.items() if str(key).endswith("}id")), "")
                if relation in targets and targets[relation][1] == "worksheet":
                    parts[element.get("name", "")] = targets[relation][0]
        if not parts:
            raise ExchangeError(self._name, "has no sheet", "name a workbook with one")
        return parts

    def _main_part(self) -> str:
        found = (part for part, kind in self._targets("").values() if kind == "officeDocument")
        return next(found, _MAIN)

    def _targets(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: by the reference, the part and its kind; nothing outside the workbook."""
        folder, _, base = part.rpartition("/")
        relations = f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"
        if not self._package.has(relations):
            return {}
        found: dict[str, tuple[str, str]] = {}
        with self._package.open(relations) as stream:
            for element in XmlDocument(stream, f"{self._name}, {relations}").entries(("Relationship",)):
                target = element.get("Target", "")
                if element.get("TargetMode", "") != "External":
                    path = normpath(join("/", folder, target)).lstrip("/")
                    found[element.get("Id", "")] = (path, element.get("Type", "").rpartition("/")[2])
        return found


def _column(reference: str, otherwise: int) -> int:
    """The place of a cell in its row, from 0; ``InvalidValue`` where no sheet has one."""
    found = _REFERENCE.fullmatch(reference)
    place = otherwise
    if found:
        place = -1
        for letter in found[1]:
            place = (place + 1) * 26 + ord(letter) - ord("A")
    if place >= _MAX_COLUMNS:
        raise InvalidValue("", f"a cell stands beyond column {_MAX_COLUMNS:,}", "move it to the left")
    return place
