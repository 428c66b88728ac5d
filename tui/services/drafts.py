"""Drafts: forms that were not saved yet, kept in files so that no accident takes them away.

Every form that is being edited has a file of its own in the user's state folder, and holds a lock for as long as its
program lives. What lies there without a lock was left by a program that was killed.
"""

import hashlib
import json
import re
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, Final

from glossary.report.concepts import chinese_of
from termbase import codec
from termbase.concepts import Concept
from termbase.errors import InvalidValue, ZhengmingError
from termbase.fields import ENGLISH
from termbase.folders import state_folder
from tui.forms import parts
from tui.forms.concepts import UNNAMED
from tui.private_files import replace_private
from tui.services.locks import FileLock, locked

_FORMAT: Final = 1
_SUFFIX: Final = ".json"
_LARGEST: Final = 8_000_000
"""Bytes; no form that somebody typed is as long."""
_SENSELESS: Final = (
    OSError, ValueError, TypeError, LookupError, ArithmeticError, RecursionError, MemoryError, ZhengmingError,
)  # fmt: skip
"""What reading a file that is no draft can raise."""
_NO_FILE_NAME: Final = re.compile(r"[^a-z0-9._-]+")


class DraftNotKept(ZhengmingError):
    """A draft could not be written; what is typed is kept nowhere but on the screen."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A form as it was typed, with the concept, in its version, that it was made from.

    ``version`` is None for a concept that is new, or not stored by who edits it, as ``stores`` says. ``key`` names the
    file of a draft that was left.
    """

    base: Concept
    version: int | None
    form: parts.Part
    saved_at: datetime
    stores: bool = True
    key: str = ""

    @property
    def concept_id(self) -> str:
        """The id of the concept that is edited, empty for a new one."""
        return "" if self.base.id == UNNAMED else self.base.id

    @property
    def name(self) -> str:
        """What readers know the concept by: its first Chinese term as it was typed, or another text of it."""
        terms = [term for section in self.form.parts["sections"] for term in section.parts["terms"]]
        typed = next((text for term in terms if (text := term.texts["text"].strip())), "")
        return typed or chinese_of(self.base) or self.base.preferred(ENGLISH) or self.concept_id or "a new concept"


class KeptDraft:
    """The file of one form that is being edited; made by ``Drafts.begin``."""

    def __init__(self, path: Path, lock: FileLock) -> None:
        self._path = path
        self._lock = lock

    def write(self, draft: Draft) -> None:
        """Keep the form as it is now; a kill leaves this one or the one before. Raises ``DraftNotKept``."""
        data = json.dumps(_to_plain(draft), ensure_ascii=False).encode("utf-8", "replace")
        unfinished = self._path.with_name(f".{self._path.stem}.tmp")
        try:
            replace_private(self._path, data, unfinished=unfinished)
        except OSError as error:
            raise _not_kept(error) from error

    def drop(self) -> None:
        """Take the file away: the form was saved, or is not wanted."""
        with suppress(OSError):
            self._path.unlink()
        self._lock.release()

    def leave(self) -> None:
        """Let the file lie for the next time."""
        self._lock.release()


class Drafts:
    """The drafts of one term base, which ``place`` names, in ``folder`` or the user's own.

    ``unreadable`` has a line for each file that made no sense at the last look.
    """

    def __init__(self, place: str, folder: Path | None = None) -> None:
        name = hashlib.sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        self._folder = (folder or Path(state_folder()) / "drafts") / name
        self.unreadable: tuple[str, ...] = ()

    def begin(self, concept_id: str = "") -> KeptDraft:
        """A new file for the form of this concept. Raises ``DraftNotKept``."""
        stem = _NO_FILE_NAME.sub("-", concept_id) or "new"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for number in count(1):
                path = self._path(stem if number == 1 else f"{stem}~{number}")
                if path.exists() or not (lock := locked(_lock_of(path))):
                    continue
                if not path.exists():
                    return KeptDraft(path, lock)
                lock.release()
        except OSError as error:
            raise _not_kept(error) from error
        raise AssertionError("there is always another number")

    def left(self) -> Sequence[Draft]:
        """The drafts that nobody is at work on, the latest first; ``unreadable`` tells of those that make no sense."""
        drafts: list[Draft] = []
        unreadable: list[str] = []
        for path in self._abandoned():
            try:
                drafts.append(_read(path))
            except _SENSELESS:
                unreadable.append(f"{path}: is no draft and was left alone")
        self.unreadable = tuple(unreadable)
        return sorted(drafts, key=lambda draft: draft.saved_at, reverse=True)

    def resume(self, draft: Draft) -> KeptDraft | None:
        """The file of a draft that was left, to go on with; None where somebody else already does."""
        path = self._path(draft.key)
        try:
            lock = locked(_lock_of(path))
        except OSError as error:
            raise _not_kept(error) from error
        if lock and path.exists():
            return KeptDraft(path, lock)
        if lock:
            lock.release()
        return None

    def discard(self, draft: Draft) -> None:
        """Take a draft away that was left, unless somebody went on with it."""
        if kept := self.resume(draft):
            kept.drop()

    def _abandoned(self) -> Iterator[Path]:
        """The files without a living owner; what their owners had not finished writing goes."""
        with suppress(OSError):
            for path in sorted(self._folder.glob(f"*{_SUFFIX}")):
                with suppress(OSError):
                    if lock := locked(_lock_of(path)):
                        path.with_name(f".{path.stem}.tmp").unlink(missing_ok=True)
                        lock.release()
                        yield path

    def _path(self, stem: str) -> Path:
        return self._folder / f"{stem}{_SUFFIX}"


def _lock_of(path: Path) -> Path:
    return path.with_suffix(".lock")


def _not_kept(error: OSError) -> DraftNotKept:
    return DraftNotKept("draft", f"cannot be kept ({error.strerror or error})", "save before you leave")


def _to_plain(draft: Draft) -> dict[str, Any]:
    return {
        "format": _FORMAT,
        "saved_at": draft.saved_at.isoformat(),
        "version": draft.version,
        "stores": draft.stores,
        "base": codec.to_plain(draft.base),
        "form": parts.to_plain(draft.form),
    }


def _read(path: Path) -> Draft:
    """The draft in a file. Raises all kinds of errors for a file that makes no sense."""
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST:
        raise InvalidValue(str(path), "is no draft")
    plain = json.loads(path.read_bytes())
    json.dumps(plain, ensure_ascii=False).encode()  # raises ValueError for half a character, which no screen can show
    version, stores = plain["version"], plain["stores"]
    if plain["format"] != _FORMAT or type(stores) is not bool or not (version is None or type(version) is int):
        raise InvalidValue(str(path), "is no draft of this version")
    return Draft(
        base=codec.from_plain(plain["base"]),
        version=version,
        form=parts.from_plain(plain["form"]),
        saved_at=datetime.fromisoformat(plain["saved_at"]).astimezone(UTC),
        stores=stores,
        key=path.stem,
    )
