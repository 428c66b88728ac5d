"""Keep the compiled index in the user's cache folder.

A cached index is used only when it is the user's own (owner and permissions), whole (digest) and made from the same
term base by the same code (its name is a digest of both). Whatever else is found there is compiled anew and written
over. Nothing that is read is executed: no pickle, no marshal.
"""

import contextlib
import os
import stat
from collections.abc import Callable, Iterable
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Final

import daachorse

from glossary import morphology, words
from glossary.articles import shadow
from glossary.index import compiled
from glossary.index.compiled import CompiledIndex, IndexDamaged

if TYPE_CHECKING:
    from termbase.concepts import Concept

_FOLDER: Final = "index"
_SUFFIX: Final = ".zmindex"
_KEPT: Final = 12
"""How many indexes of other term bases and older states are kept beside the one in use."""


def cached_index(
    identity: str, concepts: Callable[[], Iterable["Concept"]], folder: Path | None = None
) -> CompiledIndex:
    """The index of a term base: from the cache, or compiled from ``concepts()`` and put there.

    ``identity`` names the content of the term base; it changes with every change of it. ``folder`` is the user's
    cache folder unless given.
    """
    folder = folder or cache_folder() / _FOLDER
    path = folder / (_key(identity) + _SUFFIX)
    content = _read(path)
    if content is not None:
        with contextlib.suppress(IndexDamaged):
            return CompiledIndex(content)
    from glossary.index.compiling import compile_index  # only a cold start compiles

    content = compile_index(concepts())
    _write(path, content)
    return CompiledIndex(content)


def cache_folder() -> Path:
    """The user's cache folder of this program."""
    from platformdirs import user_cache_path

    return user_cache_path("zhengming", appauthor=False)


def _key(identity: str) -> str:
    """A file name made of the term base's identity and of the code that compiles it."""
    digest = blake2b(identity.encode(), digest_size=20)
    index_folder = os.path.dirname(compiled.__file__)
    modules = [morphology.__file__, words.__file__, shadow.__file__, daachorse.__file__]
    modules += sorted(entry.path for entry in os.scandir(index_folder) if entry.name.endswith(".py"))
    for module in modules:
        state = os.stat(module)
        digest.update(f"{os.path.basename(module)} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _read(path: Path) -> bytes | None:
    """The content of a regular file that belongs to the user and that nobody else may write, or None."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(path, flags)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode) or not _is_private(state) or not _is_private(os.lstat(path.parent)):
            return None
        try:
            return file.read()
        except OSError:
            return None


def _is_private(state: os.stat_result) -> bool:
    """Whether only the user can write to what ``state`` describes; Windows keeps this in other places."""
    return not hasattr(os, "getuid") or (state.st_uid == os.getuid() and not state.st_mode & 0o022)


def _write(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path`` in one step, readable by the user only; without a usable folder, do nothing."""
    import tempfile

    folder = path.parent
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.is_symlink() or not _is_private(folder.stat()):
            return
        descriptor, temporary = tempfile.mkstemp(prefix=".", suffix=_SUFFIX, dir=folder)
    except OSError:
        return
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(temporary).replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        return
    _prune(folder)


def _prune(folder: Path) -> None:
    """Remove the indexes that were longest not written."""
    with contextlib.suppress(OSError):
        indexes = sorted(folder.glob(f"*{_SUFFIX}"), key=lambda entry: entry.stat().st_mtime, reverse=True)
        for old in indexes[_KEPT:]:
            old.unlink()
