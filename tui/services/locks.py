"""Tell the files of a running program from those that one left behind: a lock that goes when its holder goes."""

import os
import sys
from contextlib import suppress
from pathlib import Path


class FileLock:
    """A lock on a file of its own, held until ``release`` or the end of the process; made by ``locked``."""

    def __init__(self, path: Path, handle: int) -> None:
        self._path = path
        self._handle = handle

    def release(self) -> None:
        """Let others have it."""
        with suppress(OSError):
            self._path.unlink()
        with suppress(OSError):
            os.close(self._handle)


def locked(path: Path) -> FileLock | None:
    """The lock on ``path``, or None while somebody holds it; where files cannot be locked, nobody does.

    Raises ``OSError`` where the file cannot be made.
    """
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(handle)
        except (BlockingIOError, PermissionError):
            os.close(handle)
            return None
        except OSError:
            return FileLock(path, handle)
        if _is_still(path, handle):
            return FileLock(path, handle)
        os.close(handle)


def _is_still(path: Path, handle: int) -> bool:
    """Whether the file that is locked is the one with this name: its last holder may just have taken it away."""
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
