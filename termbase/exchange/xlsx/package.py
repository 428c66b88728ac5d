"""The zip archive that a workbook is, opened so that no part of it can grow beyond measure."""

import io
import zipfile
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import IO, BinaryIO, Final, Self, cast

from termbase.errors import ExchangeError

MAX_PART: Final = 4 << 30
"""Most bytes that one part of a workbook may have when it is unpacked."""
_FREE: Final = 32 << 20
"""Bytes that a part may have however well it was compressed."""
_RATIO: Final = 200
"""How many times as large as its compressed form a larger part may be; sheets of text come to 10 to 30."""
_MAX_PARTS: Final = 10_000
_IN_MEMORY: Final = 1 << 24
_BAD: Final = (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError)
"""What zipfile raises for archives that are broken, encrypted or compressed in a way it does not know."""


class Package:
    """The parts of one workbook; ``ExchangeError`` where the file is no archive, or an unreasonable one."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._name = name
        self._copy = None if stream.seekable() else _copied(stream)
        try:
            self._archive = zipfile.ZipFile(self._copy or stream)
        except _BAD as error:
            raise _no_workbook(name) from error
        if len(self._archive.infolist()) > _MAX_PARTS:
            raise ExchangeError(name, f"has more than {_MAX_PARTS:,} parts", "save the workbook anew")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()
        if self._copy:
            self._copy.close()

    def has(self, part: str) -> bool:
        """Whether there is a part of this name."""
        return part in self._archive.NameToInfo

    def open(self, part: str) -> BinaryIO:
        """The content of a part, to be read from the start; ``ExchangeError`` where there is none."""
        try:
            info = self._archive.getinfo(part)
            content = self._archive.open(info)
        except KeyError:
            raise ExchangeError(self._name, f"has no part {part!r}, so it is no whole workbook", _CURE) from None
        except _BAD as error:
            raise _no_workbook(self._name) from error
        return cast("BinaryIO", _Bounded(content, max(_FREE, _RATIO * info.compress_size), self._name, part))


_CURE: Final = "open it in a spreadsheet program and save it as .xlsx"


class _Bounded(io.RawIOBase):
    """A part of an archive that refuses to give more than it may sensibly hold."""

    def __init__(self, content: IO[bytes], limit: int, name: str, part: str) -> None:
        self._content = content
        self._left = min(limit, MAX_PART)
        self._name = name
        self._part = part

    def read(self, size: int = -1) -> bytes:
        try:
            content = self._content.read(size if size >= 0 else self._left + 1)
        except _BAD as error:
            raise ExchangeError(self._name, f"its part {self._part!r} is damaged", _CURE) from error
        self._left -= len(content)
        if self._left < 0:
            problem = f"its part {self._part!r} is far larger than it should be when unpacked"
            raise ExchangeError(self._name, problem, "check where the file comes from")
        return content

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._content.close()
        super().close()


def _copied(stream: BinaryIO) -> BinaryIO:
    """The content of a stream that can be read only once."""
    copy = SpooledTemporaryFile[bytes](_IN_MEMORY)
    copyfileobj(stream, copy)
    copy.seek(0)
    return cast("BinaryIO", copy)


def _no_workbook(name: str) -> ExchangeError:
    return ExchangeError(name, "is no workbook in the format .xlsx, or one with a password", _CURE)
