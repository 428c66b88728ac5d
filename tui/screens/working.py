"""What the places of the workbench have in common: the bar that leads to them, status line, keys, help, errors."""

from collections.abc import Iterator
from typing import ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen
from textual.worker import Worker

from tui.entries import safe
from tui.failing import tell_failure
from tui.places import PLACES, Host
from tui.screens.help import HelpPage, Topic, keys_topic
from tui.widgets.key_bar import KeyBar
from tui.widgets.place_bar import PlaceBar
from tui.widgets.status_line import StatusLine

_Answer = TypeVar("_Answer")


class TellingScreen(Screen[_Answer]):
    """A screen that shows the errors of its workers, and explains itself.

    Workers are started with ``exit_on_error=False``: a ``ZhengmingError`` then becomes the message ``Failed``, and work
    that the user cancelled ends without a word.
    """

    PLACE: ClassVar[str] = ""
    """The name of a place among ``tui.places.PLACES``, for its screen."""

    HELP_TITLE: ClassVar[str] = ""
    """What the help of another screen is called."""

    _stale = False

    def topics(self) -> tuple[Topic, ...]:
        """What the help page says besides the keys."""
        return ()

    def help_page(self) -> HelpPage:
        """Keys and marks of this screen."""
        return HelpPage(
            next((place.title for place in PLACES if place.name == self.PLACE), self.HELP_TITLE),
            (
                keys_topic("On this screen", bindings_of(type(self))),
                *self.topics(),
                keys_topic("Everywhere", bindings_of(type(self.app))),
            ),
        )

    def unsaved(self) -> str:
        """What would be lost if the program ended now, as a reader would call it; empty where nothing would."""
        return ""

    def status(self, said: str) -> None:
        """Say how things stand; a problem that was shown is over."""
        for line in self.query(StatusLine):
            line.said, line.problem = safe(said), ""

    def say(self, said: str) -> None:
        """Say how things stand; a problem that is shown stays."""
        for line in self.query(StatusLine):
            line.said = safe(said)

    def problem(self, problem: str) -> None:
        """Show a problem, until all is well again."""
        for line in self.query(StatusLine):
            line.problem = safe(problem)

    def all_well(self) -> None:
        """A problem that was shown is over."""
        for line in self.query(StatusLine):
            line.problem = ""

    def termbase_changed(self) -> None:
        """Somebody, perhaps ourselves, changed the term base: read again, and keep place and selection."""

    def note_change(self) -> None:
        """Read again now, or when one comes back to this place."""
        if self.is_current:
            self.termbase_changed()
        else:
            self._stale = True

    def on_screen_resume(self) -> None:
        """Read again what was changed while one was elsewhere."""
        if self._stale:
            self._stale = False
            self.termbase_changed()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show what went wrong in a worker of this screen."""
        tell_failure(self, event)


class WorkScreen(TellingScreen[None]):
    """One place of the workbench: ``compose_work`` is its content."""

    def compose(self) -> ComposeResult:
        """Bar, content, status line, keys."""
        host = cast(Host, self.app)
        yield PlaceBar(host.places, self.PLACE, host.note)
        yield from self.compose_work()
        yield StatusLine(host.termbase_place, id="status")
        yield KeyBar()

    def compose_work(self) -> ComposeResult:
        """The content between the bar and the status line."""
        yield from ()


def bindings_of(node: type[DOMNode]) -> Iterator[Binding]:
    """The bindings of a class and of those it is made from in this program, its own first."""
    for base in node.__mro__:
        if base.__module__.startswith("tui."):
            yield from (binding for binding in vars(base).get("BINDINGS", ()) if isinstance(binding, Binding))
