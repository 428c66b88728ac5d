"""What the workbench consists of: the services over one term base, and the screen of each place."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from textual.screen import Screen

from termbase.concepts import Concept
from tui.places import Screens
from tui.screens.working import WorkScreen
from tui.services.chronicle import Chronicle
from tui.services.examining import Examining
from tui.settings import Settings
from tui.termbase import Termbase

Ask = Callable[[Screen[Any]], Awaitable[Any]]
"""Shows a screen and gives its answer."""
Warn = Callable[[str], None]
"""Tells a line that one should know of."""


def _nothing() -> None:
    """Nothing is open, so nothing has to be closed."""


@dataclass(frozen=True)
class Bench:
    """The parts of a workbench, as the app puts them together; what a test leaves out is not offered.

    ``revision`` tells whether the term base was changed. ``editing`` makes the screen that edits the concept with an
    id, or a new one; ``drafts`` offers what was left unsaved, tells what of it makes no sense, and gives the screen to
    go on with. ``undo`` and ``redo`` take the user's latest step back and do it again, and say what they did.
    """

    place: str
    screens: Screens
    writable: bool = False
    revision: Callable[[], Awaitable[str]] | None = None
    editing: Callable[[str], Awaitable[Screen[object]]] | None = None
    drafts: Callable[[Ask, Warn], Awaitable[Screen[Any] | None]] | None = None
    undo: Callable[[], Awaitable[str]] | None = None
    redo: Callable[[], Awaitable[str]] | None = None
    settings: Settings = field(default_factory=Settings)
    close: Callable[[], None] = _nothing


def bench_over(termbase: Termbase, settings: Settings) -> Bench:
    """The whole workbench over a term base."""
    chronicle, examining = Chronicle(termbase), Examining(termbase)

    async def edit(concept_id: str) -> Screen[Any]:
        from tui.screens.edit import edit_screen
        from tui.services.editing import TermbaseEditing

        return await edit_screen(TermbaseEditing(termbase), concept_id)

    async def drafts(ask: Ask, warn: Warn) -> Screen[Any] | None:
        from tui.screens.left_drafts import offered
        from tui.services.editing import TermbaseEditing

        return await offered(TermbaseEditing(termbase), ask, warn)

    return Bench(
        place=termbase.place,
        screens={
            "browse": partial(_browse, termbase, settings, examining),
            "history": partial(_history, chronicle),
            "dashboard": partial(_dashboard, termbase, examining),
            "review": partial(_review, termbase),
            "check": partial(_check, termbase),
            "exchange": partial(_exchange, termbase, settings),
        },
        writable=termbase.writable,
        revision=termbase.revision,
        undo=chronicle.undo_latest if termbase.writable else None,
        redo=chronicle.redo_latest if termbase.writable else None,
        editing=edit,
        drafts=drafts,
        settings=settings,
        close=termbase.close,
    )


def _browse(termbase: Termbase, settings: Settings, examining: Examining) -> WorkScreen:
    from tui.screens.browse import BrowseScreen
    from tui.services.browsing import Curator

    return BrowseScreen(Curator(termbase, examining.defects), settings)


def _history(chronicle: Chronicle) -> WorkScreen:
    from tui.screens.history import HistoryScreen

    return HistoryScreen(chronicle)


def _dashboard(termbase: Termbase, examining: Examining) -> WorkScreen:
    from tui.screens.dashboard import DashboardScreen
    from tui.services.surveying import TermbaseSurveying

    return DashboardScreen(TermbaseSurveying(termbase, examining))


def _review(termbase: Termbase) -> WorkScreen:
    from tui.screens.review import ReviewScreen
    from tui.services.reviewing import TermbaseReviewing

    def form(concept: Concept, version: int | None, title: str) -> Screen[Concept | None]:
        from tui.screens.edit import EditScreen
        from tui.services.editing import TermbaseEditing

        return EditScreen(TermbaseEditing(termbase), concept, version, stores=False, title=title)

    return ReviewScreen(TermbaseReviewing(termbase), form)


def _check(termbase: Termbase) -> WorkScreen:
    from tui.screens.check import CheckScreen
    from tui.services.checking.service import TermbaseChecking

    return CheckScreen(TermbaseChecking(termbase))


def _exchange(termbase: Termbase, settings: Settings) -> WorkScreen:
    from tui.screens.exchange.screen import ExchangeScreen
    from tui.services.exchanging import TermbaseExchanging

    return ExchangeScreen(TermbaseExchanging(termbase), settings)
