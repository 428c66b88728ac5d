"""Where a term base is: the text a user gives, as a place that can be opened and shown.

A term base is a SQLite file, a database named by its URL, or the built-in glossary. Importing this module loads
neither SQLModel nor SQLAlchemy nor sqlite3.
"""

# pathlib is imported where a file is named: a run of lint on the built-in glossary names none.
# ruff: noqa: PTH111, PTH118
import os
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from termbase.errors import StoreError
from termbase.folders import data_folder
from termbase.masking import masked_url

if TYPE_CHECKING:
    from pathlib import Path

BUILTIN: Final = "builtin"
BUSY_TIMEOUT: Final = 5.0
"""Seconds to wait for another process's write before the term base counts as locked."""

_SQLITE: Final = "sqlite:///"
_DATABASES: Final = ("sqlite", "postgresql")
_SERVER: Final = re.compile(r"(?i)postgres(?:ql)?(?:\+\w+)?:")


class Location(NamedTuple):
    """The place of a term base, by URL: ``sqlite:///`` with an absolute, percent-encoded path, another database
    URL, or ``builtin``. Only ``shown`` may be printed; the URL may hold a password.
    """

    url: str

    @property
    def is_builtin(self) -> bool:
        """Whether this is the built-in glossary."""
        return self.url == BUILTIN

    @property
    def path(self) -> "Path | None":
        """The SQLite file, or None for a database server and for the built-in glossary."""
        if not self.url.startswith(_SQLITE):
            return None
        from pathlib import Path

        return Path(_decoded(self.url.removeprefix(_SQLITE)))

    @property
    def shown(self) -> str:
        """The location for messages: the file's path, or the URL with its password masked."""
        if self.path:
            return str(self.path)
        return masked_url(self.url)

    def __repr__(self) -> str:
        return f"Location({self.shown!r})"


def locate(text: str) -> Location:
    """The term base that ``text`` names: ``builtin``, a database URL, or else a file, ``~`` and relative paths allowed.

    Raises ``StoreError`` for an empty text and for a URL of a database that is not supported.
    """
    text = text.strip()
    if text == BUILTIN:
        return Location(BUILTIN)
    if "://" not in text:
        if found := _SERVER.match(text):
            raise StoreError(found[0], "is no database URL", "write postgresql://user@host/name")
        return _file(text)
    scheme, _, rest = text.partition("://")
    if scheme.partition("+")[0] == "postgres":
        scheme = scheme.replace("postgres", "postgresql", 1)
    if scheme.partition("+")[0] not in _DATABASES:
        raise StoreError(Location(text).shown, "is no database that zhengming can open", "use a file or postgresql://")
    if scheme.startswith("sqlite"):
        return _file(_decoded(rest.partition("?")[0].removeprefix("/")))
    return Location(f"{scheme}://{rest}")


def _file(text: str) -> Location:
    if not text or text == ":memory:" or "\0" in text:
        raise StoreError(text.replace("\0", "\\0"), "names no term base", "give a file, a database URL or `builtin`")
    from pathlib import Path

    path = Path(os.path.expanduser(text)).absolute()  # which leaves the home of an unknown user as it is
    return Location(_SQLITE + _encoded(path.as_posix()))


def _encoded(path: str) -> str:
    """Percent-encode what would end the path of a URL."""
    return path.replace("%", "%25").replace("?", "%3F").replace("#", "%23")


def _decoded(path: str) -> str:
    if "%" not in path:
        return path
    from urllib.parse import unquote  # 5 ms to import; few paths hold a percent sign

    return unquote(path)


def default_file() -> str:
    """The file of the user's own term base, in the data folder that the system prescribes; it need not be there."""
    return os.path.join(data_folder(), "termbase.db")


def default_location() -> Location:
    """The user's own term base."""
    return _file(default_file())
