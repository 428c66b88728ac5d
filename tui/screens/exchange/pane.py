"""What import and export have in common: work that is watched and can be stopped, and what is said of it."""

from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from textual.containers import Vertical

from termbase.errors import ExchangeError
from tui.screens.working import TellingScreen
from tui.services.exchanging import Exchanging
from tui.settings import Settings
from tui.termbase import Watch
from tui.widgets.work_line import WorkLine

T = TypeVar("T")

_FOLDER: Final = "exchange folder"
_WORDS: Final = (("--encoding", "the line Encoding above"), ("--column", "in the view Columns"))
"""What the options of the command line, which errors name as cures, are on this screen."""


class ExchangePane(Vertical):
    """One half of the screen; its workers belong to the screen, which shows their errors."""

    def __init__(self, service: Exchanging, settings: Settings, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.service = service
        self._remembered = settings

    @property
    def folder(self) -> Path:
        """Where the next dialog about a file begins."""
        remembered = Path(self._remembered.text(_FOLDER) or ".")
        return remembered if remembered.is_absolute() else Path.cwd()

    def remember_folder(self, path: Path) -> None:
        """Let the next dialog begin where this file lies."""
        self._remembered.keep(_FOLDER, str(path.parent))

    def begin(self) -> None:
        """Take the focus, and say how things stand."""

    def unfinished(self) -> str:
        """What would be lost if the program ended now; empty for nothing."""
        return ""

    def start(self, work: Coroutine[Any, Any, None], group: str) -> None:
        """Do some work; what still runs of its group is given up."""
        self.screen.run_worker(_worded(work), exclusive=True, group=group, exit_on_error=False)

    def stop(self) -> bool:
        """Stop what is watched; says whether there was anything."""
        if stopped := self.query_one(WorkLine).stop():
            self.say("stopped")
        return stopped

    def say(self, text: str) -> None:
        """Say how things stand."""
        cast("TellingScreen[None]", self.screen).status(text)

    async def watched(self, doing: str, work: Callable[[Watch], Awaitable[T]]) -> T:
        """What ``work`` gives, its progress shown meanwhile; raises ``Cancelled`` where it was stopped."""
        watch, line = Watch(), self.query_one(WorkLine)
        line.begin(doing, watch)
        try:
            return await work(watch)
        finally:
            watch.cancel()
            line.end(watch)


async def _worded(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except ExchangeError as error:
        cure = error.cure
        for option, here in _WORDS:
            cure = cure.replace(option, here)
        raise ExchangeError(error.place, error.problem, cure) from error
