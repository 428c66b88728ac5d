"""Write a TBX file entry by entry, when it is known to which concepts the entries may refer."""

import json
import struct
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, Final

from termbase.errors import ExchangeError
from termbase.exchange.spool import Spool, bytes_kept
from termbase.exchange.tbx.markup import Reference

_HEAD: Final = struct.Struct(">?I")


class EntrySpool(Spool[bytes]):
    """Entries kept on disk until all identifiers are known, for a cross-reference must lead to an entry of the file."""

    def __init__(self) -> None:
        super().__init__(bytes_kept())
        self._ids: set[str] = set()

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, identifier: str, lines: Iterable[str | Reference]) -> None:
        """Keep one entry; ``ExchangeError`` if its identifier was there before."""
        if identifier in self._ids:
            raise ExchangeError(identifier, "two concepts have this id", "give one of them another")
        self._ids.add(identifier)
        pieces = _joined(lines)
        refers = len(pieces) > 1
        content = (json.dumps(pieces) if refers else str(pieces[0])).encode()
        self._file.write(_HEAD.pack(refers, len(content)) + content)

    def write(self, stream: BinaryIO, told: Callable[[int, int], None]) -> None:
        """Write the entries in their order, each reference as it has to be.

        ``told`` is called for each entry that refers to others with the numbers of its references that lead to entries
        of the file, and of those that do not.
        """
        stream.writelines(
            self._settled(json.loads(content), told).encode() if refers else content
            for refers, content in self._contents()
        )

    def _contents(self) -> Iterator[tuple[bool, bytes]]:
        self._file.seek(0)
        while head := self._file.read(_HEAD.size):
            refers, length = _HEAD.unpack(head)
            yield refers, self._file.read(length)

    def _settled(self, pieces: list[str | list[str]], told: Callable[[int, int], None]) -> str:
        lines, known, unknown = [], 0, 0
        for piece in pieces:
            if isinstance(piece, str):
                lines.append(piece)
                continue
            target, if_known, if_unknown = piece
            is_known = target in self._ids
            known, unknown = known + is_known, unknown + (not is_known)
            lines.append(if_known if is_known else if_unknown)
        told(known, unknown)
        return "".join(lines)


def _joined(lines: Iterable[str | Reference]) -> list[str | list[str]]:
    """The lines between two references in one, and the references as JSON can hold them."""
    pieces: list[str | list[str]] = []
    run: list[str] = []
    for line in lines:
        if isinstance(line, str):
            run.append(line)
        else:
            pieces += ["".join(run), [line.target, line.known, line.unknown]]
            run = []
    return [*pieces, "".join(run)]
