"""What the workbench consists of: the services over one term base, and the screen of each place."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial

from textual.screen import Screen

from tui.places import Screens
from tui.screens.working import WorkScreen
from tui.settings import Settings
from tui.termbase import Termbase


def _nothing() -> None:
    """Nothing is open, so nothing has to be closed."""


@dataclass(frozen=True)
class Bench:
    """The parts of a workbench, as the app puts them together; what a test leaves out is not offered.

    ``revision`` tells whether the term base was changed. ``editing`` makes the screen that edits the concept with an
    id, or a new one. ``undo`` and ``redo`` take the user's latest step back and do it again, and say what they did.
    """

    place: str
    screens: Screens
    writable: bool = False
    revision: Callable[[], Awaitable[str]] | None = None
    editing: Callable[[str], Awaitable[Screen[object]]] | None = None
    undo: Callable[[], Awaitable[str]] | None = None
    redo: Callable[[], Awaitable[str]] | None = None
    settings: Settings = field(default_factory=Settings)
    close: Callable[[], None] = _nothing


def bench_over(termbase: Termbase, settings: Settings) -> Bench:
    """The whole workbench over a term base."""
    return Bench(
        place=termbase.place,
        screens={"browse": partial(_browse, termbase)},
        writable=termbase.writable,
        revision=termbase.revision,
        settings=settings,
        close=termbase.close,
    )


def _browse(termbase: Termbase) -> WorkScreen:
    from tui.reader import Reader
    from tui.screens.browse import BrowseScreen

    return BrowseScreen(Reader(termbase))
