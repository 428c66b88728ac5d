"""What is in a folder, as plain values; and how a path that was typed or pasted is meant."""

import os
import shlex
import stat
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from tui.entries import safe

MOST: Final = 100_000
"""How many entries of a folder are looked at."""


@dataclass(frozen=True, slots=True)
class FolderEntry:
    """A file or folder in a folder; ``shown`` is its name as it may be shown, ``folded`` as it is looked for.

    ``is_other`` tells what is neither: a device, a pipe, a link that leads nowhere. ``modified`` counts seconds from
    1970.
    """

    name: str
    shown: str
    folded: str
    is_folder: bool = False
    is_other: bool = False
    size: int = 0
    modified: float = 0

    @property
    def is_hidden(self) -> bool:
        """Whether the name says that the file is seldom meant."""
        return self.name.startswith(".")


@dataclass(frozen=True, slots=True)
class Listing:
    """The entries of a folder, folders first, by name; ``problem`` says why there are none, or not all."""

    folder: Path
    entries: tuple[FolderEntry, ...] = ()
    problem: str = ""

    def matching(self, text: str, *, suffixes: Sequence[str] = (), hidden: bool = False) -> list[FolderEntry]:
        """The entries that have ``text`` in their names, those that begin with it first.

        ``suffixes`` choose files. Hidden entries are among them if ``hidden`` says so, or ``text`` begins like them.
        """
        wanted, hidden = text.casefold(), hidden or text.startswith(".")
        found = [
            entry
            for entry in self.entries
            if wanted in entry.folded
            and (hidden or not entry.is_hidden)
            and (not suffixes or entry.is_folder or entry.folded.endswith(tuple(suffixes)))
        ]
        return sorted(found, key=lambda entry: not entry.folded.startswith(wanted)) if wanted else found

    def named(self, name: str) -> FolderEntry | None:
        """The entry of exactly this name, or shown under it."""
        exact = (entry for entry in self.entries if entry.name == name)
        return next(exact, None) or next((entry for entry in self.entries if entry.shown == name), None)


def list_folder(folder: Path) -> Listing:
    """What is in a folder; a folder that cannot be read gives a problem and no entries."""
    try:
        with os.scandir(folder) as scanned:
            entries = [_entry(it) for it in islice(scanned, MOST + 1)]
    except OSError as error:
        return Listing(folder, problem=f"cannot be read ({error.strerror or 'unknown reason'})")
    except ValueError:  # a NUL character in the path
        return Listing(folder, problem="is no path")
    problem = f"holds more than {MOST:,} files; these are some of them" if len(entries) > MOST else ""
    return Listing(folder, tuple(sorted(entries[:MOST], key=_order)), problem)


def meant(text: str) -> str:
    """The path that a typed or pasted text means: without quotes, ``file://`` or the backslashes of a shell."""
    text = text.strip("\r\n")
    if os.sep == "\\":
        return text.strip().strip('"').replace(os.sep, "/")
    plain = text.strip()
    if plain.startswith("file://"):
        return unquote(urlsplit(plain).path)
    if len(plain) > 1 and plain[0] == plain[-1] and plain[0] in "'\"":
        return plain[1:-1]
    if "\\" in plain and not os.path.lexists(text):
        try:
            words = shlex.split(plain)
        except ValueError:
            return text
        return words[0] if len(words) == 1 else text
    return text


def begun_anew(text: str) -> str:
    """The path from where it was last begun anew, as editors take it: after ``//``, or at ``~/`` behind a folder."""
    return text[max(text.rfind("//"), text.rfind("/~/")) + 1 :]


def split_path(text: str) -> tuple[Path, str]:
    """The folder and the name that a path is made of; ``~`` is the user's home, a relative path starts where one is."""
    folder, slash, name = text.rpartition("/")
    if not slash and name == "~":
        return Path.home(), ""
    path = Path(folder + slash)
    with suppress(RuntimeError):  # nobody has this name
        path = path.expanduser()
    return Path(os.path.abspath(path)), name  # noqa: PTH100 - resolving links would leave the path that was typed


def completed(typed: str, names: Sequence[str]) -> str:
    """``typed`` with what all names that begin with it have in common; case is taken from the names."""
    folded = typed.casefold()
    beginning = [name for name in names if name.casefold().startswith(folded)]
    if not beginning:
        return typed
    shortest = min(beginning, key=len)
    shared = shortest
    while shared and not all(name.casefold().startswith(shared.casefold()) for name in beginning):
        shared = shared[:-1]
    return shared if len(shared) >= len(typed) else typed


def printable_path(path: Path | str) -> str:
    """A path as it may be shown, also where its bytes are no text."""
    return safe(os.fsencode(path).decode("utf-8", "backslashreplace"))


def short_path(path: Path) -> str:
    """A path as it may be shown, with ``~`` for the user's home."""
    with suppress(ValueError, RuntimeError):
        return printable_path(Path("~") / path.relative_to(Path.home()))
    return printable_path(path)


def entry_of(name: str, result: os.stat_result | None) -> FolderEntry:
    """The entry of a name with what the system says of it, None for a link that leads nowhere."""
    shown = printable_path(name)
    if result is None:
        return FolderEntry(name, shown, shown.casefold(), is_other=True)
    is_folder, is_file = stat.S_ISDIR(result.st_mode), stat.S_ISREG(result.st_mode)
    return FolderEntry(
        name, shown, shown.casefold(), is_folder, not (is_folder or is_file), result.st_size, result.st_mtime
    )


def _entry(scanned: os.DirEntry[str]) -> FolderEntry:
    try:
        return entry_of(scanned.name, scanned.stat())
    except OSError:
        return entry_of(scanned.name, None)


def _order(entry: FolderEntry) -> tuple[object, ...]:
    return not entry.is_folder, entry.folded, entry.name
