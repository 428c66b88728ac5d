"""Write a TBX file entry by entry, when it is known to which concepts the entries may refer."""

import struct
from collections.abc import Iterator
from itertools import chain
from tempfile import TemporaryFile
from types import TracebackType
from typing import BinaryIO, Final, Self

from lxml import etree

from termbase.errors import ExchangeError
from termbase.exchange.tbx.losses import LEFT_OUT
from termbase.exchange.values import LossLedger

_HEAD: Final = struct.Struct(">?I")
_MARK: Final = "entries"
_PLACE: Final = f"<!--{_MARK}-->"


class EntrySpool:
    """Entries kept on disk until all identifiers are known, for a cross-reference must lead to an entry of the file."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - closed by __exit__
        self._ids: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, entry: etree._Element) -> None:
        """Keep one entry; ``ExchangeError`` if its identifier was there before."""
        identifier = entry.get("id", "")
        if identifier in self._ids:
            raise ExchangeError(identifier, "two concepts have this id", "give one of them another")
        self._ids.add(identifier)
        self._keep(entry)

    def entries(self, ledger: LossLedger) -> Iterator[bytes]:
        """Yield the entries in their order, without the references that lead nowhere; these are losses."""
        self._file.seek(0)
        while head := self._file.read(_HEAD.size):
            refers, length = _HEAD.unpack(head)
            content = self._file.read(length)
            yield self._with_known_references(content, ledger) if refers else content

    def _keep(self, entry: etree._Element) -> None:
        content = _serialised(entry)
        self._file.write(_HEAD.pack(entry.find("ref") is not None, len(content)) + content)

    def _with_known_references(self, content: bytes, ledger: LossLedger) -> bytes:
        entry = etree.fromstring(content)
        unknown = [ref for ref in entry.findall("ref") if ref.get("target") not in self._ids]
        for ref in unknown:
            entry.remove(ref)
        if unknown:
            ledger.lose("relation to a concept outside the file", LEFT_OUT)
            ledger.close_concept(written=False)
        return _serialised(entry)


def write_document(frame: etree._Element, entries: Iterator[bytes], stream: BinaryIO) -> None:
    """Write the tree of ``frame`` with the entries in its element ``body``, which is left out if there are none."""
    etree.indent(frame)
    first = next(entries, None)
    for body in frame.findall(".//{*}body"):
        _put_place(body, keep=first is not None)
    before, _, after = etree.tostring(frame, encoding="UTF-8", xml_declaration=True).partition(_PLACE.encode())
    stream.write(before)
    if first is not None:
        stream.writelines(chain((first,), entries))
    stream.write(after + b"\n")


def _put_place(body: etree._Element, *, keep: bool) -> None:
    if keep:
        body.text = "\n"
        body.append(etree.Comment(_MARK))
    elif (parent := body.getparent()) is not None:
        parent.remove(body)


def _serialised(entry: etree._Element) -> bytes:
    etree.indent(entry)
    return etree.tostring(entry, encoding="utf-8") + b"\n"
