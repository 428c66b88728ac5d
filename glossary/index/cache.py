"""Keep the parts of the compiled index in the user's cache folder.

A cached part is used only when it is the user's own (owner and permissions), whole (digest) and made from the same
term base by the same code (its name is a digest of both). Whatever else is found there is compiled anew and written
over. Nothing that is read is executed: no pickle, no marshal.
"""

import mmap
import os
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

import daachorse

import glossary
import termbase
from glossary.index.container import IndexDamaged
from glossary.index.part import Loaded, Part, compiled
from termbase.folders import cache_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termbase.concepts import Concept

_FOLDER: Final = "index"
_SUFFIX: Final = ".zmindex"
_MANY: Final = 2_000
"""How many concepts take so long to compile that several processes are quicker than one."""
_KEPT: Final = 4
"""How many states of each part are kept, of this term base and of others."""

_GLOSSARY: Final = os.path.dirname(glossary.__file__)
_CODE: Final = (
    daachorse.__file__,
    *(os.path.join(os.path.dirname(termbase.__file__), name) for name in ("concepts.py", "fields.py")),
    *(
        os.path.join(_GLOSSARY, *names)
        for names in (
            ("inflections.py",),
            ("morphology.py",),
            ("words.py",),
            ("articles", "shadow.py"),
            ("names", "words.py"),
            ("lemmas.py",),
            ("pinyin.py",),
        )
    ),
)
"""Modules that decide what an index holds, beside those of ``_CODE_FOLDERS``."""
_CODE_FOLDERS: Final = (os.path.dirname(__file__), os.path.join(_GLOSSARY, "prediction"))


def cached_part(
    part: Part[Loaded],
    identity: str,
    concepts: Callable[[], Iterable["Concept"]],
    folder: str | os.PathLike[str] = "",
    missing: Callable[[], None] | None = None,
) -> Loaded:
    """A part of the index of a term base: from the cache, or compiled from ``concepts()`` and put there.

    ``identity`` names the content of the term base; it changes with every change of it. ``folder`` is the user's
    cache folder unless given. ``missing`` is called when the part is not in the cache, and may put it there.
    """
    path, suffix = _place(part, identity, folder)
    kept = _read(path)
    if kept is None and missing:
        missing()
        kept = _read(path)
    if kept is not None:
        with suppress(IndexDamaged):
            return part.load(kept)
    made = compiled(part, concepts())
    _write(path, made, suffix)
    return part.load(made)


def compile_missing(
    groups: Iterable[Iterable[Part[Any]]],
    identity: str,
    concepts: Callable[[], "Sequence[Concept]"],
    folder: str | os.PathLike[str] = "",
) -> None:
    """Put into the cache those parts that are not there, a process for each group; do nothing where it is no gain."""
    from glossary.index.together import do_together, processes

    most = processes()
    missing = [[part for part in group if not os.path.exists(_place(part, identity, folder)[0])] for group in groups]
    wanted = [group for group in missing if group]
    if most < 2 or len(wanted) < 2 or len(concepts()) < _MANY or not _is_usable(_folder(folder)):
        return

    def work(group: list[Part[Any]]) -> None:
        for part in group:
            path, suffix = _place(part, identity, folder)
            _write(path, compiled(part, concepts()), suffix)

    with suppress(OSError):  # no more processes or no more memory
        do_together([partial(work, group) for group in wanted], most)


def _place(part: Part[Any], identity: str, folder: str | os.PathLike[str]) -> tuple[str, str]:
    """Where a part is kept, and how the name of that file ends."""
    suffix = f".{part.name}{_SUFFIX}"
    return os.path.join(_folder(folder), _key(identity) + suffix), suffix


def _folder(folder: str | os.PathLike[str]) -> str:
    return os.fspath(folder) or os.path.join(cache_folder(), _FOLDER)


def _key(identity: str) -> str:
    """A file name made of the term base's identity and of the code that compiles it."""
    digest = blake2b(identity.encode(), digest_size=20)
    own = (
        entry.path for folder in _CODE_FOLDERS for entry in os.scandir(folder) if entry.name.endswith((".py", ".json"))
    )
    for module in (*_CODE, *sorted(own)):
        state = os.stat(module)
        digest.update(f"{os.path.basename(module)} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _read(path: str) -> memoryview | None:
    """The content of a regular file that belongs to the user and that nobody else may write, or None.

    It is mapped, not copied: files here are replaced as a whole and never written to, so a map stays what it is.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            state = os.fstat(file.fileno())
            if stat.S_ISREG(state.st_mode) and _is_private(state) and _is_private(os.lstat(os.path.dirname(path))):
                return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError):  # an empty file cannot be mapped
        pass
    return None


def _is_private(state: os.stat_result) -> bool:
    """Whether only the user can write to what ``state`` describes; Windows keeps this in other places."""
    return not hasattr(os, "getuid") or (state.st_uid == os.getuid() and not state.st_mode & 0o022)


def _write(path: str, content: bytes, suffix: str) -> None:
    """Put ``content`` at ``path`` in one step, readable by the user only; without a usable folder, do nothing."""
    import tempfile

    folder = os.path.dirname(path)
    with suppress(OSError):
        if not _is_usable(folder):
            return
        descriptor, draft = tempfile.mkstemp(prefix=".", suffix=suffix, dir=folder)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            os.replace(draft, path)
        except OSError:
            os.unlink(draft)
            raise
        _prune(folder, suffix)


def _is_usable(folder: str) -> bool:
    """Whether there is, now at the latest, a folder of the user's own that nobody else may write to."""
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        state = os.lstat(folder)
    except OSError:
        return False
    return stat.S_ISDIR(state.st_mode) and _is_private(state)


def _prune(folder: str, suffix: str) -> None:
    """Remove the states of a part that were longest not written, with what a killed process left."""
    indexes = [entry for entry in os.scandir(folder) if entry.name.endswith(suffix)]
    indexes.sort(key=lambda entry: entry.stat(follow_symlinks=False).st_mtime, reverse=True)
    for old in indexes[_KEPT:]:
        with suppress(OSError):
            os.unlink(old)
