"""The files of an article: read, and looked at whether somebody has changed them since."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from glossary.alignment.passages import prose
from glossary.articles.reading import parse_article, read_text
from glossary.config import FILE_NAME, find_config
from glossary.errors import ArticleError, ConfigError
from glossary.sources import source_beside

_LARGEST: Final = 64_000_000
"""Bytes of the largest file that is read to be shown."""


class Stamp(NamedTuple):
    """What changes when a file is written; all 0 for one that is not there."""

    modified: int = 0
    size: int = 0
    inode: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """The Chinese of an article: the file, its text, and the prose of it, which is shown."""

    path: str
    text: str
    prose: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Opened:
    """An article as it stands in its file.

    ``folder`` is where the search for its settings begins, ``settings`` the file that they stand in, or would.
    """

    path: str
    text: str
    stamp: Stamp
    folder: str
    settings: str
    settings_stamp: Stamp
    source: Source | None = None


def open_article(path: str, source: str | None = None) -> Opened:
    """Read the article at ``path`` and its Chinese: the file ``source``, none where that is empty, else what is found.

    Raises ``ArticleError`` and ``ConfigError``.
    """
    path = str(Path(path).expanduser().absolute())
    stamp = _readable(path)
    text = read_text(path)
    folder = _settings_folder(path)
    config = find_config(folder)
    place = source_beside(path, config.source) if source is None else source
    settings = config.path or str(Path(folder) / FILE_NAME)
    return Opened(path, text, stamp, folder, settings, stamp_of(settings), read_source(place) if place else None)


def read_source(path: str) -> Source:
    """Read the Chinese of an article. Raises ``ArticleError``."""
    path = str(Path(path).expanduser().absolute())
    stamp = _readable(path)
    text = read_text(path)
    return Source(path, text, prose(parse_article(path, text)), stamp)


def settings_text(path: str) -> str | None:
    """What stands in the file of the settings, None where there is none. Raises ``ConfigError``."""
    try:
        return Path(path).read_bytes().decode()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ConfigError(path, f"cannot be read ({os.strerror(error.errno or 0)})", "check its permissions") from error
    except UnicodeDecodeError:
        raise ConfigError(path, "is not UTF-8", "save it as UTF-8") from None


def stamp_of(path: str) -> Stamp:
    """What tells one state of a file from another."""
    try:
        state = os.stat(path)  # noqa: PTH116 - asked every second
    except OSError:
        return Stamp()
    return Stamp(state.st_mtime_ns, state.st_size, state.st_ino)


def _settings_folder(path: str) -> str:
    """Where ``zhengming lint`` would be run: where one is, if the article lies there or below, else its own folder."""
    here, folder = Path.cwd(), Path(path).parent
    return str(here if folder.is_relative_to(here) else folder)


def _readable(path: str) -> Stamp:
    """The stamp of a file that can be shown. Raises ``ArticleError`` for what is no file, or too large a one."""
    try:
        state = os.stat(path)  # noqa: PTH116 - as above
    except ValueError:
        raise ArticleError(path, "names no file", "check the path") from None
    except OSError:
        return Stamp()  # reading it says what is wrong
    if not (stat.S_ISREG(state.st_mode) or stat.S_ISDIR(state.st_mode)):
        raise ArticleError(path, "is no ordinary file", "name a text file")
    if state.st_size > _LARGEST:
        raise ArticleError(path, f"is too large to be shown ({state.st_size:,} bytes)", "check it with zhengming lint")
    return Stamp(state.st_mtime_ns, state.st_size, state.st_ino)
