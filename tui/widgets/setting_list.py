"""Settings, a line each: what is set, to what, and what that means."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from rich.cells import cell_len
from rich.text import Text
from textual.geometry import Size

from tui.entries import safe
from tui.widgets.columns import fitted
from tui.widgets.line_list import LineList

_GAP: Final = 2


class Setting(NamedTuple):
    """A setting: its name in the program, what users call it, its value, and what is to be said about that."""

    name: str
    label: str
    value: str
    hint: str = ""


class SettingList(LineList):
    """Shows settings and is as high as they are many; opening a line asks to change it."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._settings: Sequence[Setting] = ()

    @property
    def current_setting(self) -> Setting | None:
        """The setting of the current line."""
        return self._settings[self.current] if self._settings else None

    def setting(self, number: int) -> Setting:
        """The setting of a line."""
        return self._settings[number]

    def fill(self, settings: Sequence[Setting]) -> None:
        """Show these; the current one stays if it is among them."""
        name = self.current_setting.name if self.current_setting else ""
        names = [setting.name for setting in settings]
        is_longer = len(settings) != len(self._settings)
        self._settings = settings
        self.show(len(settings), current=names.index(name) if name in names else self.current)
        if is_longer:
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """A line for each setting."""
        return len(self._settings)

    def line(self, number: int, width: int) -> Text:
        """Label, value, and as much of the hint as there is room for."""
        setting = self._settings[number]
        widest = max(cell_len(it.label) for it in self._settings)
        text = Text(fitted(setting.label, widest), self.get_component_rich_style("line-list--minor"))
        text.append(" " * _GAP)
        text.append(safe(setting.value), "bold")
        if setting.hint:
            text.append(f"  {safe(setting.hint)}", self.get_component_rich_style("line-list--minor"))
        text.truncate(max(width, 0), overflow="ellipsis")
        return text
