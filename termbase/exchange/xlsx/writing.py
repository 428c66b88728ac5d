"""A workbook of one sheet with cells of text, written row by row in constant memory."""

import re
from collections.abc import Iterable
from typing import IO, BinaryIO, Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from termbase.errors import ExchangeError

MAX_ROWS: Final = 1_048_576
MAX_CELL: Final = 32_767
"""Most UTF-16 code units that spreadsheet programs keep in a cell."""
NOT_XML: Final = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no cell can hold."""
_ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEET_ML: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_DOCUMENT: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SHEET_PART: Final = "xl/worksheets/sheet1.xml"
_PARTS: Final = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/{_SHEET_PART}" ContentType="{_TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_DOCUMENT}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_SHEET_ML}" xmlns:r="{_DOCUMENT}"><sheets>'
        '<sheet name="Terms" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{_DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_DOCUMENT}/styles" Target="styles.xml"/></Relationships>'
    ),
    # The second style shows cells as text, so that what is typed over them is not taken for numbers or formulas.
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_SHEET_ML}"><fonts count="1"><font/></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/>'
        '<xf numFmtId="49" xfId="0" applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}
_BEFORE_ROWS: Final = (
    f'<worksheet xmlns="{_SHEET_ML}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    '<sheetFormatPr defaultColWidth="24" defaultRowHeight="15"/><sheetData>\n'
)
_CELL: Final = '<c r="{}{}" s="1" t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>'
_FLAG: Final = '<c r="{}{}" t="b"><v>{}</v></c>'
_AFTER_ROWS: Final = "</sheetData></worksheet>"


def write_workbook(rows: Iterable[Iterable[str | bool]], stream: BinaryIO) -> None:
    """Write these rows, the first of which is the heading; texts stay texts, so that nothing is run or reformatted.

    Raises ``ExchangeError`` for more rows than a sheet can have.
    """
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for part, content in _PARTS.items():
            archive.writestr(_info(part), _DECLARATION + content)
        with archive.open(_info(_SHEET_PART), "w", force_zip64=True) as sheet:
            _write_sheet(rows, sheet)


def fits(cell: str) -> bool:
    """Whether spreadsheet programs keep a text of this length in a cell."""
    return len(cell) <= MAX_CELL // 2 or len(cell.encode("utf-16-le")) <= 2 * MAX_CELL


def _escaped(text: str) -> str:
    """A text as it stands in the XML of a cell."""
    return escape(_ESCAPE.sub("_x005F_", NOT_XML.sub("\ufffd", text)))


def _write_sheet(rows: Iterable[Iterable[str | bool]], sheet: IO[bytes]) -> None:
    sheet.write((_DECLARATION + _BEFORE_ROWS).encode())
    names: list[str] = []
    for number, row in enumerate(rows, 1):
        if number > MAX_ROWS:
            raise ExchangeError("xlsx", f"a sheet holds {MAX_ROWS:,} rows, and these are more", "export to CSV")
        cells = []
        for place, value in enumerate(row):
            if place == len(names):
                names.append(_letters(place))
            if isinstance(value, bool):
                cells.append(_FLAG.format(names[place], number, int(value)))
            elif value:
                cells.append(_CELL.format(names[place], number, _escaped(value)))
        sheet.write(f'<row r="{number}">{"".join(cells)}</row>\n'.encode())
    sheet.write(_AFTER_ROWS.encode())


def _info(part: str) -> ZipInfo:
    """The entry of a part; its time is fixed, so that the same terms give the same file."""
    info = ZipInfo(part, (1980, 1, 1, 0, 0, 0))
    info.compress_type = ZIP_DEFLATED
    return info


def _letters(place: int) -> str:
    """The name of a column, such as ``AB`` for 27."""
    letters = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
