"""Keep the parts of the compiled index in the user's cache folder.

Beside a part lies the draft from which it can be made anew after a change of the term base, and for each state of a
term base a note of its identity then. A cached file is used only when it is the user's own (owner and permissions),
whole (digest) and made from the same term base by the same code (its name is a digest of both). Whatever else is found
there is compiled anew and written over. Nothing that is read is executed: no pickle, no marshal.
"""

import mmap
import os
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import daachorse

import glossary
import termbase
from glossary.index.container import Content, IndexDamaged, pack, unpack
from glossary.index.part import Loaded, Made, Part, Revision, RevisionOf, made, remade
from termbase.folders import cache_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termbase.concepts import Concept

_FOLDER: Final = "index"
_SUFFIX: Final = ".zmindex"
_DRAFT: Final = ".zmdraft"
_STATE: Final = ".state" + _SUFFIX
_MANY: Final = 2_000
"""How many concepts take so long to compile that several processes are quicker than one."""
_FEW: Final = 200
"""How many concepts are compiled so fast that nothing is gained by what was compiled before."""
_NEAR: Final = 100
"""How many changed concepts make no new draft: until then all changes since the last one are made at a time."""
_KEPT: Final = 4
"""How many states of each part are kept, of this term base and of others."""
_DRAFTS_KEPT: Final = 2
_STATES_KEPT: Final = 16

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
    concepts: Callable[[], "Sequence[Concept]"],
    folder: str | os.PathLike[str] = "",
    missing: Callable[[], None] | None = None,
    *,
    revision: RevisionOf | None = None,
) -> Loaded:
    """A part of the index of a term base: from the cache, or compiled from ``concepts()`` and put there.

    ``identity`` names the content of the term base; it changes with every change of it. ``folder`` is the user's
    cache folder unless given. ``missing`` is called when the part is not in the cache, and may put it there.
    ``revision`` says, for a part that is not in the cache, which earlier one it may be made from.
    """
    path = _place(part, identity, folder).content
    kept = _read(path)
    if kept is None and missing:
        missing()
        kept = _read(path)
    if kept is not None:
        with suppress(IndexDamaged):
            return part.load(kept)
    return part.load(_put(part, identity, concepts, folder, revision(part) if revision else None))


def compile_missing(
    groups: Iterable[Iterable[Part[Any]]],
    identity: str,
    concepts: Callable[[], "Sequence[Concept]"],
    folder: str | os.PathLike[str] = "",
    revision: RevisionOf | None = None,
) -> None:
    """Put into the cache those parts that are not there, a process for each group; do nothing where it is no gain."""
    from glossary.index.together import do_together, processes

    most = processes()
    missing = [
        [part for part in group if not os.path.exists(_place(part, identity, folder).content)] for group in groups
    ]
    wanted = [group for group in missing if group]
    if most < 2 or len(wanted) < 2 or not _is_usable(_folder(folder)):
        return
    revisions = {part.name: revision(part) if revision else None for group in wanted for part in group}
    if not all(revisions.values()) and len(concepts()) < _MANY:
        return

    def work(group: list[Part[Any]]) -> None:
        for part in group:
            _put(part, identity, concepts, folder, revisions[part.name])

    with suppress(OSError):  # no more processes or no more memory
        do_together([partial(work, group) for group in wanted], most)


def is_kept(part: Part[Any], identity: str, folder: str | os.PathLike[str] = "") -> bool:
    """Whether the cache has a part from which another one can be made after a change."""
    place = _place(part, identity, folder)
    return os.path.exists(place.content) and os.path.exists(place.draft)


def kept_states(folder: str | os.PathLike[str] = "") -> dict[str, str]:
    """The states of term bases of which this version has kept parts: their marks, with their identities."""
    found, code = {}, _key("")
    with suppress(OSError):
        for entry in os.scandir(_folder(folder)):
            if entry.name.endswith(_STATE) and (content := _read(entry.path)) is not None:
                with suppress(IndexDamaged):
                    header, _ = unpack(content)
                    if header["code"] == code:
                        found[header["mark"]] = header["identity"]
    return found


def keep_state(mark: str, identity: str, folder: str | os.PathLike[str] = "") -> None:
    """Remember what the identity of a term base was in the state that a mark names."""
    header = {"mark": mark, "identity": identity, "code": _key("")}
    _write(os.path.join(_folder(folder), _key(mark) + _STATE), pack(header, {}), _STATE, _STATES_KEPT)


def _put(
    part: Part[Any],
    identity: str,
    concepts: Callable[[], "Sequence[Concept]"],
    folder: str | os.PathLike[str],
    revision: Revision | None,
) -> Content:
    """Make a part, from an earlier one where there is one, and put it into the cache."""
    place = _place(part, identity, folder)
    base = _place(part, revision.identity, folder) if revision else None
    if base and revision and not revision.concepts and _linked(base, place) and (kept := _read(place.content)):
        return kept
    revised = _remade(part, base, revision) if base and revision else None
    held = concepts() if revised is None else ()
    done = revised or made(part, held)
    _write(place.content, done.content, f".{part.name}{_SUFFIX}")
    keeps_draft = not is_near(revision) if revised and revision else len(held) >= _FEW and part.of_concepts
    if keeps_draft:
        _write(place.draft, done.draft(), f".{part.name}{_DRAFT}", _DRAFTS_KEPT)
    return done.content


def is_near(revision: Revision) -> bool:
    """Whether so little was changed that the next part had better be made from the same one again."""
    return len(revision.concepts) <= _NEAR


def _remade(part: Part[Any], place: "_Place", revision: Revision) -> Made | None:
    """A part made from an earlier one; None where that is not there, or damaged."""
    content, draft = _read(place.content), _read(place.draft)
    if content is None or draft is None:
        return None
    with suppress(OSError):
        for path in place:
            os.utime(path)  # what is made use of is kept
    with suppress(IndexDamaged):
        return remade(part, content, draft, revision.concepts)
    return None


def _linked(old: "_Place", new: "_Place") -> bool:
    """Whether the files of a part that is the same could be given another name."""
    try:
        for source, target in zip(old, new, strict=True):
            with suppress(FileExistsError):
                os.link(source, target)
            os.utime(target)
    except OSError:
        return False
    return True


class _Place(NamedTuple):
    """Where a part is kept, and the draft that it was made from."""

    content: str
    draft: str


def _place(part: Part[Any], identity: str, folder: str | os.PathLike[str]) -> _Place:
    stem = os.path.join(_folder(folder), f"{_key(identity if part.of_concepts else '')}.{part.name}")
    return _Place(stem + _SUFFIX, stem + _DRAFT)


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


def _write(path: str, content: bytes, suffix: str, most: int = _KEPT) -> None:
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
        _prune(folder, suffix, most)


def _is_usable(folder: str) -> bool:
    """Whether there is, now at the latest, a folder of the user's own that nobody else may write to."""
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        state = os.lstat(folder)
    except OSError:
        return False
    return stat.S_ISDIR(state.st_mode) and _is_private(state)


def _prune(folder: str, suffix: str, most: int) -> None:
    """Remove the states of a part that were longest not written, with what a killed process left."""
    indexes = [entry for entry in os.scandir(folder) if entry.name.endswith(suffix)]
    indexes.sort(key=lambda entry: entry.stat(follow_symlinks=False).st_mtime, reverse=True)
    for old in indexes[most:]:
        with suppress(OSError):
            os.unlink(old)
