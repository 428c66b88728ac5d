"""How far long work has come, and how to stop it."""

from typing import Final

from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget

from tui.entries import safe
from tui.termbase import Watch
from tui.terminal import draws_blocks

_AGAIN: Final = 0.1
"""Seconds between two looks at how far it is."""
_WIDEST: Final = 40


class WorkLine(Widget):
    """A line that is there while something is watched."""

    DEFAULT_CSS = """
    WorkLine { height: 1; padding: 0 1; background: $surface; display: none; }
    WorkLine.-working { display: block; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._watch: Watch | None = None
        self._doing = ""
        self._timer: Timer | None = None

    @property
    def working(self) -> bool:
        """Whether something is watched."""
        return self._watch is not None

    def begin(self, doing: str, watch: Watch) -> None:
        """Show how far ``doing`` is; what was shown before is stopped."""
        self.stop()
        self._doing, self._watch = safe(doing), watch
        self.add_class("-working")
        self._timer = self._timer or self.set_interval(_AGAIN, self.refresh)
        self._timer.resume()

    def end(self, watch: Watch) -> None:
        """Show no more of this work; another one that began meanwhile stays."""
        if watch is self._watch:
            self._watch = None
            self.remove_class("-working")
            if self._timer:
                self._timer.pause()

    def stop(self) -> bool:
        """Stop the work; says whether there was any."""
        if self._watch is None:
            return False
        self._watch.cancel()
        self.end(self._watch)
        return True

    def render(self) -> Content:
        """What is done, how much of it, and the key that stops it."""
        if self._watch is None:
            return Content("")
        stops = ("  esc stops it", "$foreground-muted")
        done, total = self._watch.done, self._watch.total
        if not total:
            return Content.assemble((f"{self._doing} …", "bold"), stops)
        share = min(done / total, 1)
        told = f"{self._doing} {share:4.0%} "
        room = min(self.size.width - len(told) - len(stops[0]) - 2, _WIDEST)
        return Content.assemble((told, "bold"), (_bar(share, max(room, 0)), "$primary"), stops)


def _bar(share: float, width: int) -> str:
    full, empty = ("█", "░") if draws_blocks() else ("#", "-")
    filled = int(share * width)
    return full * filled + empty * (width - filled)
