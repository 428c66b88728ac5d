"""The line that says how much was found, and where."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.entries import Page, safe


class StatusLine(Widget):
    """Shows the count of a page and the term base's place, or what went wrong instead."""

    page: reactive[Page | None] = reactive(None)
    """What was found last."""

    problem: reactive[str] = reactive("")
    """Why there is nothing newer; empty when all is well."""

    def __init__(self, place: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._place = safe(place)

    def render(self) -> Content:
        """The line; the place gives way to the count when both do not fit."""
        if self.problem:
            return Content.assemble((f"! {safe(self.problem)}", "$text-error"))
        counted = _counted(self.page) if self.page else "reading …"
        return Content.assemble((counted, "bold"), ("  ·  ", "$text-muted"), (self._place, "$text-muted"))


def _counted(page: Page) -> str:
    if not page.query.strip():
        return _concepts(page.total)
    found = f"more than {len(page.rows):,}" if page.more else f"{len(page.rows):,}"
    return f"{found} of {_concepts(page.total)}"


def _concepts(number: int) -> str:
    return "1 concept" if number == 1 else f"{number:,} concepts"
