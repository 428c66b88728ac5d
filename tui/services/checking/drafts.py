"""Corrected articles that are not saved yet, kept in files so that no accident takes them away.

A program that is killed leaves the file behind; the next one that opens the article offers it.
"""

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from termbase.folders import state_folder
from tui.private_files import replace_private

_LARGEST: Final = 200_000_000
"""Bytes; no article that is shown makes a larger draft."""


@dataclass(frozen=True, slots=True)
class LeftDraft:
    """The text of an article that somebody did not come to save; ``fits`` says that its file is still the same."""

    text: str
    at: datetime
    fits: bool
    file: Path


class ArticleDrafts:
    """The drafts of articles in ``folder``, by default the user's own; one file for an article and a program."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or Path(state_folder()) / "drafts" / "articles"

    def keep(self, path: str, text: str, saved: str) -> None:
        """Keep the text of an article whose file holds ``saved``; a kill leaves this text or the one before."""
        file = self._file(path)
        content = {"path": path, "saved": _digest(saved), "text": text}
        with suppress(OSError):  # a draft is a help; what cannot be kept is on the screen, and can be saved
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_private(file, json.dumps(content).encode(), unfinished=file.with_suffix(".tmp"))

    def drop(self, path: str) -> None:
        """Take away what this program keeps of an article."""
        with suppress(OSError):
            self._file(path).unlink()

    def left(self, path: str, saved: str) -> LeftDraft | None:
        """The latest draft of an article that an ended program left, if it is not what the file holds by now."""
        found: list[LeftDraft] = []
        for file in self._folder.glob(f"{_digest(path)}.*.json"):
            with suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
                if not _is_living(int(file.suffixes[-2][1:])) and (draft := _read(file, path, saved)):
                    found.append(draft)
        for draft in found:
            if draft.text == saved:
                self.discard(draft)
        return max((draft for draft in found if draft.text != saved), key=lambda draft: draft.at, default=None)

    def discard(self, draft: LeftDraft) -> None:
        """Take a draft away that was left."""
        with suppress(OSError):
            draft.file.unlink()

    def _file(self, path: str) -> Path:
        return self._folder / f"{_digest(path)}.{os.getpid()}.json"


def _read(file: Path, path: str, saved: str) -> LeftDraft | None:
    state = file.stat()
    if state.st_size > _LARGEST:
        return None
    content = json.loads(file.read_bytes())
    text = content["text"]
    if content["path"] != path or not isinstance(text, str):
        return None
    text.encode()  # raises ValueError for half a character
    at = datetime.fromtimestamp(state.st_mtime, UTC)
    return LeftDraft(text, at, content["saved"] == _digest(saved), file)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _is_living(process: int) -> bool:
    """Whether a program with this number runs."""
    if process == os.getpid():
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
