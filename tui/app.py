"""The application: the places and how one gets there, themes, palette, and the one place that shows errors."""

import os
from collections.abc import Awaitable, Callable, Iterable, Iterator
from functools import partial
from typing import ClassVar, Final

from rich.text import Text
from textual import on, work
from textual.actions import parse
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.screen import Screen
from textual.worker import Worker

from termbase.errors import TermbaseLocked, ZhengmingError
from tui.bench import Bench
from tui.collecting import collect_again
from tui.crashing import crash_line
from tui.dialogs.confirm import Confirm
from tui.entries import safe
from tui.failing import tell_failure
from tui.messages import CheckWanted, ConceptWanted, Done, EditWanted, Failed, HistoryWanted, PlaceWanted, StepWanted
from tui.places import PLACES, Place, ShowsArticles, ShowsConcepts, ShowsSteps
from tui.screens.help import HelpScreen
from tui.screens.working import TellingScreen, bindings_of
from tui.themes import THEMES
from tui.widgets.status_line import StatusLine

SETTLED: Final = 2.0
"""Seconds after which what is in memory is what will stay there."""
LOOK_AGAIN: Final = 1.0
"""Seconds after which the app looks whether somebody changed the term base."""


class TermApp(App[None]):
    """A term base on the whole screen."""

    TITLE = "zhengming"
    CSS_PATH = "app.tcss"
    DEFAULT_MODE = PLACES[0].name
    # Textual types these two as instance variables, so they cannot be ClassVar here.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]  # noqa: RUF012

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(it.key, f"go('{it.name}')", it.title, show=False, tooltip=it.purpose) for it in PLACES),
        Binding("question_mark,f1", "help", "Help", tooltip="Explain the keys and marks of this screen"),
        Binding("ctrl+n", "new_concept", "New concept", show=False, tooltip="Add a concept to the term base"),
        Binding("ctrl+z", "undo_step", "Undo", show=False, tooltip="Take back your latest change of the term base"),
        Binding("ctrl+y", "redo_step", "Redo", show=False, tooltip="Do again what you undid last"),
        Binding("f5", "look_again", "Reload", show=False, tooltip="Read the term base again"),
        Binding("ctrl+t", "next_theme", "Colours", show=False, tooltip="Change to the next set of colours"),
        Binding("ctrl+q", "quit", "Quit", tooltip="Leave the program", priority=True),
        Binding("q", "quit", "Quit", show=False, tooltip="Leave the program, outside a text field"),
    ]

    def __init__(self, bench: Bench) -> None:
        # With native colours Textual drops every colour for NO_COLOR; without them it would show greys.
        super().__init__(ansi_color=True if os.environ.get("NO_COLOR") else None)
        self._bench = bench
        self._revision = ""
        self._trouble = ""
        self._told_at: Screen[object] | None = None
        for name, screen in bench.screens.items():
            self.add_mode(name, screen)
        for theme in THEMES:
            self.register_theme(theme)
        remembered = bench.settings.text("theme")
        self.theme = remembered if remembered in self.available_themes else THEMES[0].name

    @property
    def places(self) -> tuple[Place, ...]:
        """The places one can go to."""
        return tuple(place for place in PLACES if place.name in self._bench.screens)

    @property
    def termbase_place(self) -> str:
        """The location of the term base, for people."""
        return self._bench.place

    @property
    def note(self) -> str:
        """Whether nothing can be changed."""
        return "" if self._bench.writable else "read only "

    def on_mount(self) -> None:
        """Begin to look for what others change."""
        self.set_timer(SETTLED, collect_again)
        if self._bench.revision:
            self._look()
            self.set_interval(LOOK_AGAIN, self._look)

        if self._bench.drafts and self._bench.writable:
            self._offer_drafts()

    def on_unmount(self) -> None:
        """Drop the requests that still wait."""
        self._bench.close()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show what went wrong in a worker of the app."""
        tell_failure(self, event)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what the workbench has is offered."""
        if action == "go":
            return parameters[0] in self._bench.screens
        needed = {"new_concept": self._bench.editing, "undo_step": self._bench.undo, "redo_step": self._bench.redo}
        if action in needed:
            return bool(needed[action]) and self._bench.writable
        return True

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every action that is possible now, nearest first."""
        offered: dict[str, SystemCommand] = {}
        nodes = screen.focused.ancestors_with_self if screen.focused else (screen, self)
        for node in nodes:
            for binding in bindings_of(type(node)):
                if binding.tooltip and binding.description not in offered and self._possible(binding.action, node):
                    run = partial(self.run_action, binding.action, node)
                    offered[binding.description] = SystemCommand(binding.description, binding.tooltip, run)
        yield from offered.values()
        yield SystemCommand("Theme", "Choose the colours from a list", self.action_change_theme)
        yield SystemCommand("Screenshot", "Save a picture of the screen as SVG", self.action_screenshot)

    @on(Failed)
    def _show_failure(self, event: Failed) -> None:
        """Show an error, with its place and cure: in the screen's status line, or else as a notification."""
        event.stop()
        problem = safe(str(event.error))
        for line in self.screen.query(StatusLine):
            line.problem = problem
            return
        self.notify(problem, severity="error", timeout=8, markup=False)

    @on(Done)
    def _show_success(self, event: Done) -> None:
        """Say what was done, and let every place see it."""
        self.clear_notifications()  # they stand over what one reads, so only the latest stays
        self.notify(safe(event.text), timeout=4, markup=False)
        self.action_look_again()

    @on(PlaceWanted)
    def _go_to_place(self, event: PlaceWanted) -> None:
        """Go to a place."""
        self.action_go(event.place)

    @on(ConceptWanted)
    async def _show_concept(self, event: ConceptWanted) -> None:
        """Show a concept where one reads concepts."""
        shower = await self._at("browse")
        if isinstance(shower, ShowsConcepts):
            shower.show_concept(event.concept_id)

    @on(HistoryWanted)
    async def _show_history(self, event: HistoryWanted) -> None:
        """Show what was changed in a concept."""
        shower = await self._at("history")
        if isinstance(shower, ShowsConcepts):
            shower.show_concept(event.concept_id)

    @on(StepWanted)
    async def _show_step(self, event: StepWanted) -> None:
        """Show what a step of the history did."""
        shower = await self._at("history")
        if isinstance(shower, ShowsSteps):
            shower.show_step(event.number)

    @on(CheckWanted)
    async def _check_article(self, event: CheckWanted) -> None:
        """Open an article to check it."""
        shower = await self._at("check")
        if isinstance(shower, ShowsArticles):
            shower.show_article(event.path)

    @on(EditWanted)
    def _edit_concept(self, event: EditWanted) -> None:
        """Edit a concept over the screen one is on."""
        self._edit(event.concept_id)

    def action_go(self, place: str) -> None:
        """Go to a place, unless a question has to be answered first."""
        if place in self._bench.screens and not self.screen.is_modal:
            self.switch_mode(place)

    def action_help(self) -> None:
        """Explain the screen one is on."""
        if isinstance(self.screen, TellingScreen):
            self.push_screen(HelpScreen(self.screen.help_page()))

    def action_new_concept(self) -> None:
        """Make a new concept."""
        self._edit("")

    def action_undo_step(self) -> None:
        """Take back the user's latest change of the term base."""
        if self._bench.undo:
            self._take_back(self._bench.undo)

    def action_redo_step(self) -> None:
        """Do again what was undone last."""
        if self._bench.redo:
            self._take_back(self._bench.redo)

    def action_look_again(self) -> None:
        """Let every place read the term base again."""
        self._tell_places()
        self._look(quietly=True)

    def action_next_theme(self) -> None:
        """Change to the next of the program's own sets of colours."""
        names = [theme.name for theme in THEMES]
        at = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(at + 1) % len(names)]

    def watch_theme(self, theme: str) -> None:
        """Remember the colours for the next time."""
        if self.is_running:
            self._bench.settings.keep("theme", theme)

    @work(exclusive=True, group="quit")
    async def action_quit(self) -> None:  # type: ignore[override]  # a worker, because it waits for an answer
        """Leave the program; asks first when something would be lost."""
        if lost := [what for screen in self._screens() if (what := screen.unsaved())]:
            question = f"Not saved: {', '.join(lost)}. Leave all the same?"
            if not await self.push_screen_wait(Confirm(question, yes="Leave", no="Stay", dangerous=True)):
                return
        self.exit()

    @work(exclusive=True, group="look")
    async def _look(self, *, quietly: bool = False) -> None:
        """Tell the places when the term base is no longer what it was; a trouble is told once a screen.

        ``quietly`` is for when they read it anyway.
        """
        if not self._bench.revision:
            return
        try:
            revision = await self._bench.revision()
        except TermbaseLocked:
            return  # somebody writes; the next look will tell
        except ZhengmingError as error:
            is_elsewhere = self.screen is not self._told_at and not self.screen.is_modal
            if str(error) != self._trouble or is_elsewhere:
                self._trouble, self._told_at = str(error), self.screen
                self.screen.post_message(Failed(error))
            return
        is_other = bool(self._trouble) or revision != self._revision
        is_first = not (self._revision or self._trouble)
        self._revision, self._trouble = revision, ""
        if is_other and not (is_first or quietly):
            self._tell_places()

    @work(group="edit", exit_on_error=False)
    async def _edit(self, concept_id: str) -> None:
        if not self._bench.editing or not self._bench.writable:
            return
        screen = await self._bench.editing(concept_id)
        if await self.push_screen_wait(screen):
            self.action_look_again()

    @work(group="drafts", exit_on_error=False)
    async def _offer_drafts(self) -> None:
        if not self._bench.drafts:
            return
        screen = await self._bench.drafts(self.push_screen_wait, self._warn)
        if screen and await self.push_screen_wait(screen):
            self.action_look_again()

    @work(group="take back", exit_on_error=False)
    async def _take_back(self, step: Callable[[], Awaitable[str]]) -> None:
        self.post_message(Done(await step()))

    def _warn(self, line: str) -> None:
        self.notify(safe(line), severity="warning", timeout=8, markup=False)

    def _fatal_error(self) -> None:
        """Say in a line that the program is at fault; Textual would print every local value, passwords among them."""
        self.panic(Text(crash_line(self._exception or RuntimeError())))

    def _possible(self, action: str, node: DOMNode) -> bool:
        _, name, parameters = parse(action)
        return bool(node.check_action(name, parameters))

    def _tell_places(self) -> None:
        for screen in self._screens():
            screen.note_change()

    def _screens(self) -> Iterator[TellingScreen[object]]:
        """Every screen that was opened, wherever one is."""
        for place in self._bench.screens:
            try:
                stack = self.get_screen_stack(place)
            except KeyError:
                continue  # one has not been there yet
            yield from (screen for screen in stack if isinstance(screen, TellingScreen))

    async def _at(self, place: str) -> object:
        """The screen of a place, when one has gone there; questions that stand over it stay unanswered."""
        if place not in self._bench.screens:
            return None
        await self.switch_mode(place)
        return self.get_screen_stack(place)[0]
