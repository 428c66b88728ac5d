"""The list of concepts: one line each, in columns, drawn line by line so that its length costs nothing."""

from collections.abc import Sequence
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from glossary.report.concepts import STATUS_MARKS
from tui.entries import Row
from tui.widgets.columns import GUTTER, Column, columns, fitted, occurrences

_POINTER: Final = "▸ "
_NO_POINTER: Final = "  "
_AHEAD: Final = 10
"""How many rows before the last one more are asked for."""


class ConceptList(ScrollView, can_focus=True):
    """Shows rows under fixed titles; one row is current."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "concept-list--titles",
        "concept-list--current",
        "concept-list--current-blurred",
        "concept-list--match",
        "concept-list--chinese",
        "concept-list--minor",
        "concept-list--accepted",
        "concept-list--rejected",
    }

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Read"),
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup", "move_page(-1)", "Page up", show=False),
        Binding("pagedown", "move_page(1)", "Page down", show=False),
        Binding("home", "go_to(0)", "First", show=False),
        Binding("end", "go_to(-1)", "Last", show=False),
    ]

    current: reactive[int] = reactive(0, always_update=True)
    """The number of the current row, from 0."""

    class Moved(Message):
        """Another row became the current one."""

        def __init__(self, row: Row) -> None:
            super().__init__()
            self.row = row

    class Opened(Message):
        """The user wants to read the current concept."""

    class LeftAtTop(Message):
        """The user went up from the first row."""

    class MoreWanted(Message):
        """The rows come to an end within sight."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._rows: Sequence[Row] = ()
        self._query = ""
        self._instead = ""

    @property
    def rows(self) -> Sequence[Row]:
        """The rows there are."""
        return self._rows

    @property
    def current_row(self) -> Row | None:
        """The current row, or None in an empty list."""
        return self._rows[self.current] if self._rows else None

    def show(self, rows: Sequence[Row], *, query: str = "", instead: str = "") -> None:
        """Show ``rows``, the first one current; ``query`` is marked in them, ``instead`` stands in an empty list."""
        self._query, self._instead = query, instead
        self._set_rows(rows)
        self.scroll_to(y=0, animate=False, immediate=True)
        self.current = 0

    def extend(self, rows: Sequence[Row]) -> None:
        """Show ``rows``, which begin as the rows that are shown; place and current row stay."""
        self._set_rows(rows)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the widget: the titles, a row, or nothing."""
        if y == 0:
            return self._titles()
        number = self.scroll_offset.y + y - 1
        if number < len(self._rows):
            return self._row(number)
        if number == 0 and self._instead:
            minor = self._style("minor")
            return Strip([Segment(fitted(_NO_POINTER + self._instead, self.size.width), minor)], self.size.width)
        return Strip.blank(self.size.width, self.rich_style)

    def validate_current(self, current: int) -> int:
        """Keep the current row inside the list."""
        return max(0, min(current, len(self._rows) - 1))

    def watch_current(self) -> None:
        """Bring the current row into view and tell which it is."""
        row = self.current_row
        self.refresh()
        if row is None:
            return
        # The titles cover the first line of the view, so the row needs one line more above it.
        self.scroll_to_region(Region(0, self.current, 1, 2), animate=False, immediate=True, force=True)
        self.post_message(self.Moved(row))
        self._look_ahead()

    def action_move(self, by: int) -> None:
        """Move by so many rows; up from the first one leaves the list."""
        if by < 0 and self.current == 0:
            self.post_message(self.LeftAtTop())
        else:
            self.current += by

    def action_move_page(self, by: int) -> None:
        """Move by so many screens."""
        self.current += by * max(1, self.size.height - 2)

    def action_go_to(self, number: int) -> None:
        """Move to the row of this number; -1 is the last one."""
        self.current = number if number >= 0 else len(self._rows) - 1

    def action_open(self) -> None:
        """Ask for the current concept to be opened."""
        if self._rows:
            self.post_message(self.Opened())

    def on_click(self, event: Click) -> None:
        """A click makes a row current, a double click opens it."""
        number = self.scroll_offset.y + event.y - 1
        if event.y == 0 or number >= len(self._rows):
            return
        self.current = number
        if event.chain == 2:
            self.action_open()

    def on_resize(self) -> None:
        """More rows may have come into sight."""
        self._set_rows(self._rows)
        self._look_ahead()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Scrolling with the mouse wants more rows, too."""
        super().watch_scroll_y(old_value, new_value)
        self._look_ahead()

    def _set_rows(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self.virtual_size = Size(self.size.width, len(rows) + 1)

    def _look_ahead(self) -> None:
        seen = max(self.current, self.scroll_offset.y + self.size.height)
        if self._rows and seen + _AHEAD >= len(self._rows):
            self.post_message(self.MoreWanted())

    def _columns(self) -> tuple[Column, ...]:
        return columns(self.size.width - len(_POINTER))

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"concept-list--{name}")

    def _titles(self) -> Strip:
        gutter = " " * GUTTER
        line = _NO_POINTER + gutter.join(fitted(column.title, column.width) for column in self._columns())
        return Strip([Segment(fitted(line, self.size.width), self._style("titles"))], self.size.width)

    def _row(self, number: int) -> Strip:
        row, is_current = self._rows[number], number == self.current
        line = Text(_POINTER if is_current else _NO_POINTER, no_wrap=True, end="")
        for position, column in enumerate(self._columns()):
            line.append(" " * GUTTER if position else "")
            line.append_text(self._cell(row, column))
        if is_current:
            line.stylize(self._style("current" if self.has_focus else "current-blurred"))
        strip = Strip(line.render(self.app.console)).apply_style(self.rich_style)
        return strip.adjust_cell_length(self.size.width, self.rich_style)

    def _cell(self, row: Row, column: Column) -> Text:
        if column.name == "english":
            return self._english(row, column.width)
        style = "chinese" if column.name == "chinese" else "minor"
        return self._marked(fitted(getattr(row, column.name), column.width), self._style(style))

    def _english(self, row: Row, width: int) -> Text:
        """The English column: what the search met stands in it, too, when that is another term."""
        plain = Style()
        if not row.found:
            return self._marked(fitted(row.english, width), plain) if row.english else self._missing(width)
        verdict = "accepted" if row.found_status.accepted else "rejected"
        cell = Text(no_wrap=True, end="")
        cell.append_text(self._marked(f"{STATUS_MARKS[row.found_status]} {row.found}", self._style(verdict)))
        cell.append(f"  {STATUS_MARKS[row.found_status.PREFERRED]} {row.english}" if row.english else "")
        cell.truncate(width, overflow="ellipsis", pad=True)
        return cell

    def _missing(self, width: int) -> Text:
        return Text(fitted("(no English)", width), self._style("minor"))

    def _marked(self, text: str, style: Style) -> Text:
        cell = Text(text, style, no_wrap=True, end="")
        for start, end in occurrences(text, self._query):
            cell.stylize(self._style("match"), start, end)
        return cell
