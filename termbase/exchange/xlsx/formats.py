"""Numbers in cells as the text that people see: dates by their format, whole numbers without a point."""

import re
from datetime import datetime, timedelta
from typing import BinaryIO, Final

from termbase.exchange.xml.reading import XmlDocument, local_name

_BUILT_IN_DATES: Final = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_NOT_OF_DATES: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_OF_DATES: Final = re.compile(r"[ymdhs]", re.IGNORECASE)
_EPOCH_1900: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - cells have no time zone
_EPOCH_1904: Final = datetime(1904, 1, 1)  # noqa: DTZ001 - cells have no time zone
_LAST_DAY: Final = 2_958_465
_FIRST_CERTAIN: Final = 61
"""The serial number of 1 March 1900; the days before it are counted wrongly since Lotus 1-2-3."""


class NumberFormats:
    """Which styles of a workbook show numbers as dates."""

    def __init__(self) -> None:
        self._is_date: list[bool] = []
        self.counts_from_1904 = False

    def read(self, stream: BinaryIO, name: str) -> None:
        """Take the styles of the part that holds them; ``ExchangeError`` where it is broken."""
        custom: dict[str, str] = {}
        for part in XmlDocument(stream, name).entries(("numFmts", "cellXfs")):
            for child in part:
                if local_name(child) == "numFmt":
                    custom[child.get("numFmtId", "")] = child.get("formatCode", "")
                elif local_name(child) == "xf":
                    self._is_date.append(_is_date(child.get("numFmtId", "0"), custom))

    def shown(self, number: str, style: str) -> str:
        """The number as text: ``2024-05-01`` under a style for dates, ``7`` for ``7.0``."""
        try:
            value = float(number)
        except ValueError:
            return number
        is_date = style.isdecimal() and int(style) < len(self._is_date) and self._is_date[int(style)]
        if is_date and (self.counts_from_1904 or value >= _FIRST_CERTAIN) and 0 <= value <= _LAST_DAY:
            return _date(value, _EPOCH_1904 if self.counts_from_1904 else _EPOCH_1900)
        if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        return repr(value)


def _is_date(number: str, custom: dict[str, str]) -> bool:
    if number in custom:
        return bool(_OF_DATES.search(_NOT_OF_DATES.sub("", custom[number].partition(";")[0])))
    return number.isdecimal() and int(number) in _BUILT_IN_DATES


def _date(value: float, epoch: datetime) -> str:
    try:
        moment = epoch + timedelta(seconds=round(value * 86_400))
    except OverflowError:
        return repr(value)
    if value < 1:
        return moment.time().isoformat()
    return moment.date().isoformat() if value.is_integer() else moment.isoformat(" ")
