"""The built-in glossary as a term base: a read-only SQLite file in the user's cache folder, made when it is missing.

The file is named after a digest of what it is made from, so a new version of the glossary makes a new file.
"""

# Every run of lint on the built-in glossary asks for its digest, and importing pathlib takes longer than that.
# ruff: noqa: PTH118, PTH119, PTH120, PTH123, PTH208
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Final
from zlib import crc32

from termbase.errors import StoreError
from termbase.faults import SCHEMA_REVISIONS
from termbase.folders import cache_folder
from termbase.locations import Location, locate

if TYPE_CHECKING:
    from pathlib import Path

_HERE: Final = os.path.dirname(__file__)
_CODE: Final = ("starter/loader.py", "concepts.py", "fields.py", "rows.py", "search.py")
"""The modules that decide what the file holds, beside the glossary's own text."""
_STALE: Final = 86_400.0  # seconds


@cache
def digest() -> str:
    """What identifies the built-in glossary's content; reads its files, builds nothing."""
    state = blake2b("/".join(SCHEMA_REVISIONS).encode(), digest_size=16)
    for path in _ingredients():
        with open(path, "rb") as file:
            content = file.read()
        state.update(f"\0{os.path.basename(path)}\0{len(content)}\0{crc32(content)}\0".encode())
    return state.hexdigest()


def builtin_termbase() -> Location:
    """The built-in glossary's term base, made now unless a sound one is in the cache folder.

    Where the cache folder cannot be written, the term base is a temporary file that goes when the program ends.
    """
    from pathlib import Path

    path = Path(cache_folder()) / f"builtin-{digest()}.db"
    if _sound(path):
        return locate(str(path))
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _build(path)
    except (OSError, StoreError):
        return _temporary()
    _remove_old(path)
    return locate(str(path))


def _ingredients() -> Iterator[str]:
    yield from (os.path.join(os.path.dirname(_HERE), name) for name in _CODE)
    yield os.path.join(_HERE, "sources.toml")
    domains = os.path.join(_HERE, "concepts")
    yield from (os.path.join(domains, name) for name in sorted(os.listdir(domains)) if name.endswith(".toml"))


def _sound(path: "Path") -> bool:
    """Whether the cached file is the user's own, finished and whole."""
    from termbase.files import file_revision, open_file

    try:
        if hasattr(os, "getuid") and path.stat().st_uid != os.getuid():
            return False
        with open_file(path, read_only=True) as connection:
            (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        return bool(verdict == "ok") and file_revision(path) == digest()
    except (OSError, StoreError):
        return False


def _build(path: "Path") -> None:
    """Make the file under another name, owner-only, and move it into place when it is finished."""
    from uuid import uuid4

    from termbase.database import create
    from termbase.files import open_file
    from termbase.starter.loader import starter_concepts
    from termbase.unit import open_unit

    draft = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        location = locate(str(draft))
        create(location)
        draft.chmod(0o600)
        with open_unit(location) as store:
            store.add_all(sorted(starter_concepts(), key=lambda concept: concept.id), sign=False)
        with open_file(draft, read_only=False) as connection:
            # Nobody will write to it again: no write-ahead log, and the last word is the mark of a finished file.
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("UPDATE meta SET revision = ?", (digest(),))
        draft.replace(path)
    finally:
        for left in path.parent.glob(f"{draft.name}*"):
            left.unlink(missing_ok=True)


def _remove_old(current: "Path") -> None:
    """Delete the files of other versions, and drafts that a killed process left a day ago."""
    for path in current.parent.glob("builtin-*.db"):
        if path != current:
            _delete(path)
    for path in current.parent.glob(".builtin-*"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _STALE:
                _delete(path)


def _delete(path: "Path") -> None:
    with suppress(OSError):  # still open elsewhere on Windows, or gone already
        path.unlink()


@cache
def _temporary() -> Location:
    import atexit
    import shutil
    import tempfile
    from pathlib import Path

    folder = Path(tempfile.mkdtemp(prefix="zhengming-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "builtin.db"
    _build(path)
    return locate(str(path))
