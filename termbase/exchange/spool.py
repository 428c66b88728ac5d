"""Records kept, on disk if they are many, until it is known what stands before the first of them."""

import json
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Any, Final, Self

_IN_MEMORY: Final = 1 << 24


class RecordSpool:
    """Records of texts, flags, lists and mappings, given back in their order."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile[str](_IN_MEMORY, "w+", encoding="utf-8", newline="\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, record: Any) -> None:
        """Keep one record."""
        self._file.write(json.dumps(record) + "\n")

    def records(self) -> Iterator[Any]:
        """Every record from the first on."""
        self._file.seek(0)
        return (json.loads(line) for line in self._file)
