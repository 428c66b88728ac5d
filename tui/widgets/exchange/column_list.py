"""The columns of a sheet: their headings, what each is taken for and why, and what is in the first rows."""

from collections.abc import Sequence
from typing import ClassVar, Final

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message

from termbase.exchange.sheet.heading import ColumnUse, Origin
from termbase.exchange.sheet.preview import Preview
from tui.entries import safe
from tui.widgets.columns import GUTTER, fitted
from tui.widgets.line_list import LineList

_EXAMPLES: Final = 3


class ColumnList(LineList):
    """Shows what a sheet is taken for; opening a line asks to take its column for another."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Take for …", tooltip="Choose what the column is taken for"),
        Binding("space", "pass_over", "Pass over", tooltip="Pass the column over, or take it as recognised"),
    ]

    class PassedOver(Message):
        """The user wants the column to be passed over, or not to be any longer."""

        def __init__(self, use: ColumnUse) -> None:
            super().__init__()
            self.use = use

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._uses: Sequence[ColumnUse] = ()
        self._examples: Sequence[str] = ()

    def use(self, number: int) -> ColumnUse:
        """What a column is taken for."""
        return self._uses[number]

    def fill(self, preview: Preview | None) -> None:
        """Show the columns of a sheet; the current line stays."""
        self._uses = preview.columns if preview else ()
        rows = preview.rows if preview else ()
        self._examples = [
            safe(" | ".join(cells[:_EXAMPLES]))
            for place in range(len(self._uses))
            for cells in [[row[place] for row in rows if place < len(row) and row[place].strip()]]
        ]
        self.show(len(self._uses), current=self.current)

    def titles(self, width: int) -> Text:
        """What stands in the columns of this list."""
        return Text(self._joined(width, "Heading", "Taken for", "First rows"))

    def line(self, number: int, width: int) -> Text:
        """A column of the sheet."""
        use = self._uses[number]
        heading = safe(use.heading) or "(no heading)"
        text = Text(self._joined(width, heading, use_text(use), self._examples[number]))
        if use.problem:
            text.stylize("bold")
        return text

    def action_pass_over(self) -> None:
        """Ask to pass the current column over, or no longer."""
        if self._uses:
            self.post_message(self.PassedOver(self._uses[self.current]))

    def _joined(self, width: int, *texts: str) -> str:
        heading, taken = max(width // 4, 10), max(width // 3, 10)
        examples = max(width - heading - taken - 2 * GUTTER, 0)
        return (" " * GUTTER).join(fitted(it, size) for it, size in zip(texts, (heading, taken, examples), strict=True))


def use_text(use: ColumnUse) -> str:
    """What a column is taken for, with a mark where something is wrong or was chosen."""
    if use.column:
        return use.column.name + (" (chosen)" if use.origin is Origin.CHOSEN else "")
    if use.problem:
        return f"! {safe(use.problem)}"
    return f"kept as {safe(use.kept)}" if use.kept else "– passed over"
