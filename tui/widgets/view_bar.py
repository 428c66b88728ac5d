"""The views of one thing, side by side in a line: the one that is shown stands in brackets."""

from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class View(NamedTuple):
    """A view: its name in the program, and its title, with the number of what is in it."""

    name: str
    title: str


class ViewBar(Widget):
    """Shows which views there are; a click on one asks for it."""

    DEFAULT_CSS = """
    ViewBar { height: 1; background: $surface; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    views: reactive[tuple[View, ...]] = reactive(())
    """The views there are."""

    current: reactive[str] = reactive("")
    """The name of the one that is shown."""

    class Chosen(Message):
        """The user wants to see the view of this name, of those in ``bar``."""

        def __init__(self, bar: "ViewBar", name: str) -> None:
            super().__init__()
            self.bar = bar
            self.name = name

        @property
        def control(self) -> "ViewBar":
            """The bar, for selectors of handlers."""
            return self.bar

    def after(self, by: int) -> str:
        """The name of the view so many places further on, round the end."""
        names = [view.name for view in self.views]
        if not names:
            return ""
        return names[(names.index(self.current) + by) % len(names)] if self.current in names else names[0]

    def render(self) -> Content:
        """The titles, the current one in brackets."""
        parts = [(f"[{it.title}]", "bold") if it.name == self.current else f" {it.title} " for it in self.views]
        return Content.assemble(" ", *(part for title in parts for part in (title, " ")))

    def on_click(self, event: Click) -> None:
        """Ask for the view whose title was clicked."""
        start = 1
        for view in self.views:
            end = start + cell_len(view.title) + 2
            if start <= event.x < end:
                self.post_message(self.Chosen(self, view.name))
                return
            start = end + 1
