"""The application: themes, the first screen, the commands of the palette, and the one place that shows errors."""

import os
from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from tui.entries import safe
from tui.messages import Failed
from tui.reader import Reader
from tui.screens.browse import BrowseScreen
from tui.screens.help import Explained, HelpScreen
from tui.themes import DARK, LIGHT, THEMES
from tui.widgets.status_line import StatusLine


class TermApp(App[None]):
    """A term base on the whole screen."""

    TITLE = "zhengming"
    CSS_PATH = "app.tcss"
    # Textual types these two as instance variables, so they cannot be ClassVar here.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]  # noqa: RUF012

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", tooltip="Leave the program", priority=True),
        Binding("q", "quit", "Quit", show=False, tooltip="Leave the program, outside the search line"),
        Binding("question_mark,f1", "help", "Help", tooltip="Explain the keys and marks of this screen"),
        Binding("ctrl+t", "switch_theme", "Dark or light", show=False, tooltip="Change between dark and light colours"),
    ]

    def __init__(self, reader: Reader) -> None:
        # With native colours Textual drops every colour for NO_COLOR; without them it would show greys.
        super().__init__(ansi_color=True if os.environ.get("NO_COLOR") else None)
        self._reader = reader
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name

    def get_default_screen(self) -> BrowseScreen:
        """The screen the program opens on."""
        return BrowseScreen(self._reader)

    def on_unmount(self) -> None:
        """Drop the requests that still wait."""
        self._reader.close()

    def on_failed(self, event: Failed) -> None:
        """Show an error, with its place and cure: in the screen's status line, or else as a notification."""
        problem = safe(str(event.error))
        for line in self.screen.query(StatusLine):
            line.problem = problem
            return
        self.notify(problem, severity="error", timeout=8, markup=False)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every action of the screen, then the program's own."""
        offered: dict[str, SystemCommand] = {}
        for node in (self, screen):
            for binding in type(node).BINDINGS:
                if isinstance(binding, Binding) and node.check_action(binding.action, ()):
                    action = partial(self.run_action, binding.action, node)
                    offered.setdefault(binding.description, SystemCommand(binding.description, binding.tooltip, action))
        yield from offered.values()
        yield SystemCommand("Theme", "Choose the colours from a list", self.action_change_theme)

    def action_help(self) -> None:
        """Explain the screen one is on."""
        if isinstance(self.screen, Explained):
            self.push_screen(HelpScreen(self.screen.help_page()))

    def action_switch_theme(self) -> None:
        """Change between dark and light."""
        self.theme = LIGHT.name if self.current_theme.dark else DARK.name
