"""What waits in the review queue: one line a proposal under a line for where it comes from, drawn line by line."""

from collections.abc import Sequence
from typing import ClassVar, Final, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.entries import safe
from tui.services.reviewing import Waiting
from tui.widgets.case_text import CHANGES
from tui.widgets.columns import GUTTER, fitted

_POINTER: Final = "▸ "
_NO_POINTER: Final = "  "
_NO_ORIGIN: Final = "of no named origin"


class _Line(NamedTuple):
    """A line of the list: a proposal by its place among them, or else a text."""

    text: str
    place: int = -1


class QueueList(ScrollView, can_focus=True):
    """Shows what waits, in turn; Enter or a click asks for a proposal out of turn."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "queue-list--origin",
        "queue-list--current",
        "queue-list--current-blurred",
        "queue-list--chinese",
        "queue-list--minor",
    }

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Take this one", tooltip="Decide about this proposal now"),
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup", "move_page(-1)", "Page up", show=False),
        Binding("pagedown", "move_page(1)", "Page down", show=False),
        Binding("home", "go_to(0)", "First", show=False),
        Binding("end", "go_to(-1)", "Last", show=False),
    ]

    current: reactive[int] = reactive(0)
    """The place of the current proposal, from 0."""

    class Chosen(Message):
        """The user wants to decide about the proposal with this number now."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._rows: Sequence[Waiting] = ()
        self._more = 0
        self._lines: list[_Line] = []

    @property
    def rows(self) -> Sequence[Waiting]:
        """The proposals that are shown."""
        return self._rows

    def show(self, rows: Sequence[Waiting], *, more: int = 0) -> None:
        """Show proposals; ``more`` is how many others wait. The current one stays as long as the first one does."""
        if (rows, more) == (self._rows, self._more):
            return
        kept = self._rows[self.current].number if self._rows and rows and self._rows[0].number == rows[0].number else 0
        self._rows, self._more = rows, more
        self._lines = []
        origin: str | None = None
        for place, row in enumerate(rows):
            if row.origin != origin:
                origin = row.origin
                self._lines.append(_Line(safe(origin) or _NO_ORIGIN))
            self._lines.append(_Line("", place))
        if more > 0:
            self._lines.append(_Line(f"and {more:,} more"))
        self.virtual_size = Size(self.size.width, len(self._lines))
        self.current = next((place for place, row in enumerate(rows) if row.number == kept), 0)
        if self.current == 0:
            self.scroll_to(y=0, animate=False, immediate=True)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the list, or nothing."""
        number, width = self.scroll_offset.y + y, self.size.width
        if number >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        line = self._lines[number]
        if line.place < 0:
            return Strip([Segment(fitted(line.text, width), self._style("origin"))], width)
        segments = self._proposal(self._rows[line.place], line.place == self.current)
        return Strip(segments).apply_style(self.rich_style).adjust_cell_length(width, self.rich_style)

    def validate_current(self, current: int) -> int:
        """Keep the current proposal inside the list."""
        return max(0, min(current, len(self._rows) - 1))

    def watch_current(self) -> None:
        """Bring the current proposal into view, with the line above it."""
        self.refresh()
        if self._rows:
            self.scroll_to_region(Region(0, max(0, self._line_of(self.current) - 1), 1, 2), animate=False)

    def action_move(self, by: int) -> None:
        """Move by so many proposals."""
        self.current += by

    def action_move_page(self, by: int) -> None:
        """Move by so many screens."""
        self.current += by * max(1, self.size.height - 2)

    def action_go_to(self, place: int) -> None:
        """Move to the proposal at this place; -1 is the last one."""
        self.current = place if place >= 0 else len(self._rows) - 1

    def action_open(self) -> None:
        """Ask for the current proposal."""
        if self._rows:
            self.post_message(self.Chosen(self._rows[self.current].number))

    def on_click(self, event: Click) -> None:
        """A click on a proposal asks for it."""
        number = self.scroll_offset.y + event.y
        if number < len(self._lines) and (place := self._lines[number].place) >= 0:
            self.current = place
            self.action_open()

    def on_resize(self) -> None:
        """The lines are as wide as the list."""
        self.virtual_size = Size(self.size.width, len(self._lines))

    def _line_of(self, place: int) -> int:
        return next((number for number, line in enumerate(self._lines) if line.place == place), 0)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"queue-list--{name}")

    def _proposal(self, row: Waiting, is_current: bool) -> list[Segment]:
        room = self.size.width - 4
        chinese = min(20, max(8, room * 2 // 5))
        over = self._style("current" if self.has_focus else "current-blurred") if is_current else Style()
        lead = (_POINTER if is_current else _NO_POINTER) + f"{CHANGES if row.target else ' '} "
        english = fitted(row.row.english or "(no English)", max(0, room - chinese - GUTTER))
        return [
            Segment(lead, self._style("minor") + over),
            Segment(fitted(row.row.chinese, chinese) + " " * GUTTER, self._style("chinese") + over),
            Segment(english, self._style("chinese" if row.row.english else "minor") + over),
        ]
