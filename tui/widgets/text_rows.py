"""A text of any length in rows; only those in sight are drawn."""

from collections.abc import Iterable
from itertools import pairwise
from typing import ClassVar, NamedTuple

from rich.style import Style
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.articles.veil import shown_text
from tui.articles.wrapping import Rows

_MARGIN = 3
"""How many rows are kept in sight around a place that is shown."""


class Stretch(NamedTuple):
    """A stretch of a text, by offsets, and the name of the style it is shown in."""

    start: int
    end: int
    style: str


class TextRows(ScrollView, can_focus=True):
    """Shows rows; what stands in the gutter before them and how stretches look is for those that derive from it."""

    DEFAULT_CSS = """
    TextRows { overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1; background: $background; }
    TextRows > .text-rows--gutter { color: $foreground-muted; }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"text-rows--gutter"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "scroll_up", "Up", show=False, tooltip="Scroll a row up"),
        Binding("down,j", "scroll_down", "Down", show=False, tooltip="Scroll a row down"),
        Binding("pageup", "page_up", "Page up", show=False, tooltip="Scroll a page up"),
        Binding("pagedown,space", "page_down", "Page down", show=False, tooltip="Scroll a page down"),
        Binding("home", "scroll_home", "Beginning", show=False, tooltip="Scroll to the beginning"),
        Binding("end", "scroll_end", "End", show=False, tooltip="Scroll to the end"),
    ]

    rows: reactive[Rows] = reactive(Rows("", 80))
    """What is shown."""

    class Resized(Message):
        """There is another width for rows in ``view``."""

        def __init__(self, view: "TextRows") -> None:
            super().__init__()
            self.view = view

    class Clicked(Message):
        """The user pointed at a place of the text."""

        def __init__(self, view: "TextRows", offset: int, *, twice: bool) -> None:
            super().__init__()
            self.view = view
            self.offset = offset
            self.twice = twice

    @property
    def room(self) -> int:
        """How many cells a row has."""
        return max(1, self.scrollable_content_region.width - self.gutter_cells)

    @property
    def gutter_cells(self) -> int:
        """How many cells stand before each row."""
        return 0

    def gutter_of(self, row: int) -> Text:  # noqa: ARG002 - for those that have a gutter
        """What stands before a row."""
        return Text()

    def stretches(self, start: int, end: int) -> Iterable[Stretch]:  # noqa: ARG002 - for those that mark something
        """How parts between two offsets look; of stretches that overlap the later one prevails."""
        return ()

    def watch_rows(self, rows: Rows) -> None:
        """Scroll over all of them."""
        self.virtual_size = Size(0, len(rows))
        self.refresh()

    def on_resize(self) -> None:
        """Ask for rows of the new width."""
        self.post_message(self.Resized(self))

    def bring(self, start: int, end: int) -> None:
        """Bring a stretch into sight, with some rows around it; in the upper third if it was out of sight."""
        first, last = self.rows.row_of(start), self.rows.row_of(max(start, end - 1))
        height = max(1, self.size.height)
        margin = min(_MARGIN, (height - 1) // 2)
        top = self.scroll_offset.y
        if first < top or last >= top + height:
            self.scroll_to(y=max(0, first - height // 3), animate=False, immediate=True, force=True)
        else:
            region = Region(0, max(0, first - margin), 1, last - first + 1 + 2 * margin)
            self.scroll_to_region(region, animate=False, immediate=True, force=True)

    def offset_at(self, x: int, y: int) -> int | None:
        """The offset of the character at a place of the widget."""
        row = self.scroll_offset.y + y
        if row >= len(self.rows):
            return None
        start, end = self.rows.span(row)
        cells = x - self.gutter_cells
        for offset in range(start, end):
            cells -= Text(shown_text(self.rows.text[offset])).cell_len
            if cells < 0:
                return offset
        return end

    def on_click(self, event: Click) -> None:
        """Tell where the user pointed at."""
        offset = self.offset_at(event.x, event.y)
        if offset is not None:
            self.post_message(self.Clicked(self, offset, twice=event.chain > 1))

    def render_line(self, y: int) -> Strip:
        """One row."""
        width = self.scrollable_content_region.width
        row = self.scroll_offset.y + y
        if row >= len(self.rows):
            return Strip.blank(width, self.rich_style)
        line = Text(no_wrap=True, end="")
        line.append_text(self.gutter_of(row))
        line.append_text(self._row(*self.rows.span(row)))
        strip = Strip(line.render(self.app.console)).apply_style(self.rich_style)
        return strip.adjust_cell_length(width, self.rich_style)

    def named_style(self, name: str) -> Style:
        """The style of a component class."""
        return self.get_component_rich_style(name, partial=True)

    def _row(self, start: int, end: int) -> Text:
        text = self.rows.text
        marked = [it for it in self.stretches(start, end) if it.start < end and it.end > start]
        cuts = sorted({start, end, *(max(start, it.start) for it in marked), *(min(end, it.end) for it in marked)})
        line = Text(no_wrap=True, end="")
        for begin, stop in pairwise(cuts):
            style = Style()
            for it in marked:
                if it.start <= begin and it.end >= stop:
                    style += self.named_style(it.style)
            line.append(shown_text(text[begin:stop]), style)
        return line
