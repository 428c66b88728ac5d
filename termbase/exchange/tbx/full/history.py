"""The history in the back matter: each record is an item that holds it as JSON."""

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO, Final
from xml.sax.saxutils import escape

from termbase.codec import plain_of, value_of
from termbase.errors import InvalidValue
from termbase.exchange.tbx.full.module import HISTORY, RECORDS
from termbase.exchange.tbx.full.reading import plain_of_json
from termbase.exchange.tbx.markup import plain
from termbase.exchange.xml.reading import Element, local_name, text_of
from termbase.history.values import HistoryRecord

_BEGIN: Final = f'    <back>\n      <refObjectSec type="{HISTORY}">\n'.encode()
_END: Final = b"      </refObjectSec>\n    </back>\n"
_NAMES: Final = {kind: name for name, kind in RECORDS.items()}


def write_history(history: Iterable[HistoryRecord], stream: BinaryIO) -> None:
    """Write the back matter with these records; none where there are none."""
    records = iter(history)
    first = next(records, None)
    if first is not None:
        stream.write(_BEGIN)
        stream.writelines(_object(record).encode() for record in chain((first,), records))
        stream.write(_END)


def record_of(element: Element) -> HistoryRecord | None:
    """The record that an object of the back matter holds, None where it holds something else.

    Raises ``InvalidValue`` for a record that no history can have.
    """
    items: Iterator[Element] = (child for child in element if local_name(child) == "item")
    item = next(items, None)
    kind = RECORDS.get(item.get("type", "")) if item is not None else None
    if item is None or kind is None:
        return None
    if next(items, None) is not None:
        raise InvalidValue("refObject", "holds more than one record", "give each an object of its own")
    record: HistoryRecord = value_of(kind, plain_of_json(text_of(item)), _NAMES[kind])
    return record


def _object(record: HistoryRecord) -> str:
    content = plain_of(record)
    text = json.dumps(content, ensure_ascii=False)
    if plain(text) != text:  # JSON can name the characters that XML cannot hold
        text = json.dumps(content)
    return f'<refObject><item type="{_NAMES[type(record)]}">{escape(text)}</item></refObject>\n'
