"""The line that says how things stand, and where."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.entries import safe


class StatusLine(Widget):
    """Shows what a screen says of itself and the term base's place, or what went wrong instead."""

    said: reactive[str] = reactive("")
    """What the screen says, as printable text."""

    problem: reactive[str] = reactive("", layout=True)
    """What went wrong, as printable text; empty when all is well."""

    def __init__(self, place: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._place = safe(place)

    def watch_problem(self, problem: str) -> None:
        """Let a problem take several lines."""
        self.set_class(bool(problem), "-problem")

    def render(self) -> Content:
        """What is said and the place, or the problem."""
        if self.problem:
            return Content.assemble((f"! {self.problem}", "$text-error"))
        if not self.said:
            return Content.assemble((self._place, "$foreground-muted"))
        return Content.assemble((self.said, "bold"), ("  ·  ", "$foreground-muted"), (self._place, "$foreground-muted"))
