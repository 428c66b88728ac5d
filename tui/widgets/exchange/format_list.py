"""The formats that can be written, each with what it is for."""

from collections.abc import Sequence

from rich.text import Text

from termbase.exchange.formats import Format
from tui.widgets.columns import GUTTER, fitted
from tui.widgets.line_list import LineList


class FormatList(LineList):
    """Shows formats by name; names and descriptions are searched."""

    def __init__(self, formats: Sequence[Format], *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._all = formats
        self._formats = formats
        self._widest = max(len(entry.name) for entry in formats)

    def on_mount(self) -> None:
        """Show all."""
        self.show(len(self._formats))

    @property
    def current_format(self) -> Format | None:
        """The format of the current line."""
        return self._formats[self.current] if self._formats else None

    def find(self, text: str) -> None:
        """Show the formats whose names or descriptions hold all these words, those named like them first."""
        words = text.casefold().split()
        found = [it for it in self._all if all(word in f"{it.name} {it.description}".casefold() for word in words)]
        found.sort(key=lambda it: not (words and it.name.startswith(words[0])))
        self._formats = found
        self.instead = "" if found else "No format is called so"
        self.show(len(found))

    def line(self, number: int, width: int) -> Text:
        """Name and description."""
        entry = self._formats[number]
        text = Text(fitted(entry.name, min(self._widest, width)), "bold")
        text.append(" " * GUTTER)
        text.append(entry.description, self.get_component_rich_style("line-list--minor"))
        return text
