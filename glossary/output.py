"""Write a file so that it is either whole or not there."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Final, TextIO, cast

from glossary.errors import UsageError

_TEXT: Final[dict[str, Any]] = {"mode": "w", "encoding": "utf-8", "errors": "backslashreplace", "newline": "\n"}


@contextmanager
def replaced_file(path: str) -> Iterator[TextIO]:
    """A text file that takes the place of ``path`` when the block ends well; otherwise nothing changes.

    A name that is no text comes out escaped. Raises ``UsageError`` where nothing can be written.
    """
    with _replaced(path, _TEXT) as file:
        yield cast("TextIO", file)


@contextmanager
def replaced_binary_file(path: str) -> Iterator[IO[bytes]]:
    """A binary file that takes the place of ``path`` when the block ends well; otherwise nothing changes."""
    with _replaced(path, {"mode": "wb"}) as file:
        yield file


@contextmanager
def _replaced(path: str, how: dict[str, Any]) -> Iterator[IO[Any]]:
    try:
        # A link stays a link: what it leads to is replaced.
        target = Path(path).resolve()
        if target.is_dir():
            raise UsageError(path, "is a folder", "name a file in it")
        if target.exists() and not target.is_file():
            with target.open(**how) as device:  # such as /dev/null, which must not be replaced
                yield device
            return
        with _draft(target, how) as file:
            yield file
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise UsageError(path, f"cannot be written ({reason})", "choose another place") from error


@contextmanager
def _draft(target: Path, how: dict[str, Any]) -> Iterator[IO[Any]]:
    """A file beside ``target`` that is given its name in one step at the end."""
    descriptor, name = tempfile.mkstemp(prefix=".zhengming-", dir=target.parent)
    draft = Path(name)
    try:
        with os.fdopen(descriptor, **how) as file:
            yield file
        draft.chmod(_permissions(target))
        draft.replace(target)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise


def _permissions(target: Path) -> int:
    """Those of the file that is replaced, else what the user's mask gives a new one."""
    with suppress(OSError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
