"""How far the review has come: a bar and its numbers on one line."""

from typing import Final

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.docket import Progress

_WIDEST: Final = 30


class ProgressLine(Widget):
    """Shows how many of the proposals are decided, and which ones are reviewed."""

    progress: reactive[Progress | None] = reactive(None)
    """How many are decided and wait; None until that was read."""

    scope: reactive[str] = reactive("")
    """Which proposals are reviewed, as printable text; empty for all."""

    unread: reactive[bool] = reactive(False)
    """Whether it could not be read how far the review has come."""

    def render(self) -> Content:
        """Bar and numbers."""
        if self.unread:
            return Content.styled("what waits cannot be read", "$foreground-muted")
        if self.progress is None:
            return Content.styled("reading what waits …", "$foreground-muted")
        decided, waiting = self.progress
        total = decided + waiting
        room = min(_WIDEST, max(4, self.size.width // 4))
        full = _share(room, decided, total)
        bar = Content.assemble(("█" * full, "$text-success"), ("░" * (room - full), "$foreground-muted"))
        scope = f"  ·  only {self.scope}" if self.scope else ""
        told = f"{decided:,} of {total:,} decided, {_wait(waiting)}" if total else "nothing waits"
        return Content.assemble(bar, "  ", (told, "bold"), (scope, "$foreground-muted"))


def _share(room: int, decided: int, total: int) -> int:
    """How many cells of the bar are full: some as soon as anything is done, all only when everything is."""
    if not decided:
        return 0
    return room if decided == total else max(1, min(room - 1, room * decided // total))


def _wait(number: int) -> str:
    return "1 waits" if number == 1 else f"{number:,} wait" if number else "none waits"
