"""Write a file so that it is either whole or not there."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, TextIO, cast

from glossary.errors import UsageError


@contextmanager
def replaced_file(path: str) -> Iterator[TextIO]:
    """A text file that takes the place of ``path`` when the block ends well; otherwise nothing changes."""
    with _replaced(path, "w") as file:
        yield cast("TextIO", file)


@contextmanager
def replaced_binary_file(path: str) -> Iterator[IO[bytes]]:
    """A binary file that takes the place of ``path`` when the block ends well; otherwise nothing changes."""
    with _replaced(path, "wb") as file:
        yield file


@contextmanager
def _replaced(path: str, mode: str) -> Iterator[IO[Any]]:
    target = Path(path)
    if target.is_dir():
        raise UsageError(path, "is a folder", "name a file")
    try:
        descriptor, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise UsageError(
            path, f"cannot be written ({os.strerror(error.errno or 0)})", "choose another place"
        ) from error
    try:
        with os.fdopen(
            descriptor, mode, encoding=None if "b" in mode else "utf-8", newline=None if "b" in mode else "\n"
        ) as file:
            yield file
        Path(temporary).chmod(_permissions(target))
        Path(temporary).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise


def _permissions(target: Path) -> int:
    """Those of the file that is replaced, else what the user's mask gives a new one."""
    with suppress(OSError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
