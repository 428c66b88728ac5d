"""What is kept, on disk if it is much, until it is known what stands before the first of it."""

import json
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import IO, Any, AnyStr, Final, Generic, Self

_IN_MEMORY: Final = 1 << 24


class Spool(Generic[AnyStr]):
    """A temporary file of texts or bytes that is gone when its block ends."""

    def __init__(self, file: IO[AnyStr]) -> None:
        self._file: IO[AnyStr] = file

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


def lines_kept() -> IO[str]:
    """A temporary file of lines."""
    return SpooledTemporaryFile[str](_IN_MEMORY, "w+", encoding="utf-8", newline="\n")


def bytes_kept() -> IO[bytes]:
    """A temporary file of bytes."""
    return SpooledTemporaryFile(_IN_MEMORY)


class RecordSpool(Spool[str]):
    """Records of texts, flags, lists and mappings, given back in their order."""

    def __init__(self) -> None:
        super().__init__(lines_kept())

    def add(self, record: Any) -> None:
        """Keep one record."""
        self._file.write(json.dumps(record) + "\n")

    def records(self) -> Iterator[Any]:
        """Every record from the first on."""
        self._file.seek(0)
        return (json.loads(line) for line in self._file)
