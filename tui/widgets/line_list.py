"""A list of lines, drawn line by line so that its length costs nothing."""

from abc import abstractmethod
from typing import ClassVar, Final

from rich.style import Style
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

_POINTER: Final = "▸ "
_NO_POINTER: Final = "  "


class AboutLines(Message):
    """Something about a list, ``lines``."""

    def __init__(self, lines: "LineList") -> None:
        super().__init__()
        self.lines = lines

    @property
    def control(self) -> "LineList":
        """The list, for selectors of handlers."""
        return self.lines


class AboutLine(AboutLines):
    """Something about the line ``number`` of a list."""

    def __init__(self, lines: "LineList", number: int) -> None:
        super().__init__(lines)
        self.number = number


class LineList(ScrollView, can_focus=True):
    """Shows lines, under titles if there are any; one line is current.

    The class ``-active`` makes the current line stand out although something else has the focus.
    """

    DEFAULT_CSS = """
    LineList { overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; background: $background; }
    LineList > .line-list--titles { color: $foreground-muted; text-style: underline; }
    LineList > .line-list--minor { color: $foreground-muted; }
    LineList > .line-list--current { background: $primary 35%; text-style: bold; }
    LineList > .line-list--current-blurred { background: $panel; }
    LineList:nocolor > .line-list--current { text-style: reverse bold; }
    LineList:nocolor > .line-list--current-blurred { text-style: bold; }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "line-list--titles",
        "line-list--minor",
        "line-list--current",
        "line-list--current-blurred",
    }

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", show=False, tooltip="Open the current line"),
        Binding("up,k", "move(-1)", "Up", show=False, tooltip="Go a line up"),
        Binding("down,j", "move(1)", "Down", show=False, tooltip="Go a line down"),
        Binding("pageup", "move_page(-1)", "Page up", show=False, tooltip="Go a page up"),
        Binding("pagedown", "move_page(1)", "Page down", show=False, tooltip="Go a page down"),
        Binding("home", "go_to(0)", "First", show=False, tooltip="Go to the first line"),
        Binding("end", "go_to(-1)", "Last", show=False, tooltip="Go to the last line"),
    ]

    current: reactive[int] = reactive(0, always_update=True)
    """The number of the current line, from 0."""

    instead: reactive[str] = reactive("")
    """What stands in an empty list."""

    class Moved(AboutLine):
        """Another line of ``lines`` became the current one."""

    class Opened(AboutLine):
        """The user wants what line ``number`` of ``lines`` stands for."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, classes=classes)
        self._count = 0
        self._plain = Style()

    @property
    def count(self) -> int:
        """How many lines there are."""
        return self._count

    @abstractmethod
    def line(self, number: int, width: int) -> Text:
        """What line ``number`` says, in at most ``width`` cells."""

    def titles(self, width: int) -> Text | None:  # noqa: ARG002 - for those that have titles
        """What stands above the lines; None for nothing."""
        return None

    def show(self, count: int, *, current: int = 0) -> None:
        """Show ``count`` lines anew."""
        self._count = count
        self.virtual_size = Size(0, count + self._title_lines)
        self.scroll_to(y=0, animate=False, immediate=True)
        self.current = current
        self.refresh()

    def extend(self, count: int) -> None:
        """Show ``count`` lines, which begin as those that are shown; place and current line stay."""
        self._count = count
        self.virtual_size = Size(0, count + self._title_lines)
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines within ``crop``; what a style is made of is asked for once, and not for every line."""
        self._plain = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line of the widget: the titles, a line of the list, or nothing."""
        width = self._width
        if y < self._title_lines:
            titles = self.titles(width - len(_NO_POINTER)) or Text()
            return self._strip(Text(_NO_POINTER).append_text(titles), self._style("titles"))
        number = self.scroll_offset.y + y - self._title_lines
        if number < self._count:
            return self._numbered(number)
        if number == 0 and self.instead:
            return self._strip(Text(_NO_POINTER + self.instead, no_wrap=True), self._style("minor"))
        return Strip.blank(width, self._plain)

    def validate_current(self, current: int) -> int:
        """Keep the current line inside the list."""
        return max(0, min(current, self._count - 1))

    def watch_current(self) -> None:
        """Bring the current line into view and tell which it is."""
        self.refresh()
        if not self._count:
            return
        # The titles cover the first line of the view, so the current one needs one more above it.
        region = Region(0, self.current, 1, 1 + self._title_lines)
        self.scroll_to_region(region, animate=False, immediate=True, force=True)
        self.post_message(self.Moved(self, self.current))

    def watch_instead(self) -> None:
        """Draw it."""
        self.refresh()

    def action_move(self, by: int) -> None:
        """Move by so many lines."""
        self.current += by

    def action_move_page(self, by: int) -> None:
        """Move by so many screens."""
        self.current += by * max(1, self.size.height - 1 - self._title_lines)

    def action_go_to(self, number: int) -> None:
        """Move to the line of this number; -1 is the last one."""
        self.current = number if number >= 0 else self._count - 1

    def action_open(self) -> None:
        """Ask for what the current line stands for."""
        if self._count:
            self.post_message(self.Opened(self, self.current))

    def on_click(self, event: Click) -> None:
        """A click makes a line current, a double click opens it."""
        number = self.scroll_offset.y + event.y - self._title_lines
        if event.y < self._title_lines or number >= self._count:
            return
        self.current = number
        if event.chain > 1:
            self.action_open()

    @property
    def _width(self) -> int:
        """The cells beside the scrollbar."""
        return self.scrollable_content_region.width

    @property
    def _title_lines(self) -> int:
        return 0 if self.titles(self._width) is None else 1

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"line-list--{name}")

    def _numbered(self, number: int) -> Strip:
        is_current = number == self.current
        line = Text(_POINTER if is_current else _NO_POINTER, no_wrap=True, end="")
        line.append_text(self.line(number, self._width - len(_POINTER)))
        if is_current:
            lively = self.has_focus or self.has_class("-active")
            line.stylize(self._style("current" if lively else "current-blurred"))
        return self._strip(line, Style())

    def _strip(self, line: Text, style: Style) -> Strip:
        line.no_wrap, line.end = True, ""
        line.truncate(self._width, overflow="ellipsis")
        strip = Strip(line.render(self.app.console)).apply_style(self._plain + style)
        return strip.adjust_cell_length(self._width, self._plain)
