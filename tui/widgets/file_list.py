"""The files and folders of a folder: name, size, and when it was changed."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from rich.text import Text

from tui.services.folders import FolderEntry
from tui.widgets.columns import GUTTER, fitted
from tui.widgets.line_list import LineList

_SIZE: Final = 8
_DATE: Final = len("2026-01-01 12:00")
_WITH_SIZE: Final = 40
_WITH_DATE: Final = 60
_UNITS: Final = ("B", "kB", "MB", "GB", "TB")


class FileList(LineList):
    """Shows entries of a folder; the first line may lead to the folder around it."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.can_focus = False
        self._entries: Sequence[FolderEntry | None] = ()

    @property
    def entries(self) -> Sequence[FolderEntry | None]:
        """What is shown; None is the folder around."""
        return self._entries

    @property
    def current_entry(self) -> FolderEntry | None:
        """The entry of the current line; None for the folder around, or where there is no line."""
        return self._entries[self.current] if self._entries else None

    def fill(self, entries: Sequence[FolderEntry | None], *, current: int = 0) -> None:
        """Show other entries."""
        self._entries = entries
        self.show(len(entries), current=current)

    def line(self, number: int, width: int) -> Text:
        """Name, size and date, as many of them as there is room for."""
        entry = self._entries[number]
        facts = _facts(entry, width) if entry else ""
        name = f"{entry.shown}/" if entry and entry.is_folder else entry.shown if entry else "../"
        room = width - len(facts) - (GUTTER if facts else 0)
        text = Text(fitted(name, max(room, 0)), "bold" if name.endswith("/") else "")
        if facts:
            text.append(" " * GUTTER)
            text.append(facts, self.get_component_rich_style("line-list--minor"))
        return text


def size_text(size: int) -> str:
    """A size in the unit that keeps it short."""
    amount, unit = float(size), _UNITS[0]
    for unit in _UNITS:
        if amount < 1000 or unit == _UNITS[-1]:
            break
        amount /= 1000
    return f"{amount:.0f} {unit}" if unit == _UNITS[0] or amount >= 100 else f"{amount:.1f} {unit}"


def _facts(entry: FolderEntry, width: int) -> str:
    """Size and date in columns of their own."""
    size = "" if entry.is_folder else "no file" if entry.is_other else size_text(entry.size)
    parts = []
    if width >= _WITH_SIZE:
        parts.append(size.rjust(_SIZE))
    if width >= _WITH_DATE:
        parts.append(_date(entry.modified).ljust(_DATE))
    return (" " * GUTTER).join(parts)


def _date(modified: float) -> str:
    """The local day and time; file systems hold moments that no calendar has."""
    try:
        return datetime.fromtimestamp(modified, UTC).astimezone().strftime("%Y-%m-%d %H:%M") if modified else ""
    except (ValueError, OverflowError, OSError):
        return ""
