"""A list of lines that are read as one comes near their end."""

from tui.widgets.line_list import AboutLines, LineList


class LongList(LineList):
    """Asks for more lines before the last one comes into sight."""

    class MoreWanted(AboutLines):
        """The lines of ``lines`` come to an end within sight."""

    @property
    def ahead(self) -> int:
        """How many lines before the last one more are asked for."""
        return 10

    def watch_current(self) -> None:
        """Tell that more is wanted, too."""
        super().watch_current()
        self.look_ahead()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Scrolling with the mouse wants more lines, too."""
        super().watch_scroll_y(old_value, new_value)
        self.look_ahead()

    def on_resize(self) -> None:
        """More lines may have come into sight."""
        self.look_ahead()

    def look_ahead(self) -> None:
        """Ask for more lines where those that are there come to an end."""
        seen = max(self.current, self.scroll_offset.y + self.size.height)
        if self.count and seen + self.ahead >= self.count:
            self.post_message(self.MoreWanted(self))
