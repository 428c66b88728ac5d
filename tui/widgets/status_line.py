"""The line that says how much was found, and where."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.entries import Page, safe


class StatusLine(Widget):
    """Shows the count of a page and the term base's place, or what went wrong instead."""

    page: reactive[Page | None] = reactive(None, layout=True)
    """What was found last."""

    problem: reactive[str] = reactive("", layout=True)
    """Why there is nothing newer, as printable text; empty when all is well."""

    def __init__(self, place: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._place = safe(place)

    def watch_problem(self, problem: str) -> None:
        """Let a problem take several lines."""
        self.set_class(bool(problem), "-problem")

    def render(self) -> Content:
        """Count and place, or the problem."""
        if self.problem:
            return Content.assemble((f"! {self.problem}", "$text-error"))
        counted = _counted(self.page) if self.page else "reading …"
        return Content.assemble((counted, "bold"), ("  ·  ", "$foreground-muted"), (self._place, "$foreground-muted"))


def _counted(page: Page) -> str:
    if not page.query.strip():
        return _concepts(page.total)
    found = f"more than {len(page.rows):,}" if page.more else f"{len(page.rows):,}"
    return f"{found} of {_concepts(page.total)}"


def _concepts(number: int) -> str:
    return "1 concept" if number == 1 else f"{number:,} concepts"
