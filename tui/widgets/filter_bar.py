"""The line that says what leaves concepts out of the list, and in which order it is."""

from collections.abc import Iterator

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from termbase.filters import EVERYTHING, Filter, Order, SortKey
from tui.entries import Wish, safe


class FilterBar(Widget):
    """Shows the filters and the order of a wish; where there are none, it takes no place."""

    wish: reactive[Wish] = reactive(Wish())
    """What the list holds."""

    problems: reactive[str] = reactive("")
    """What is said of the concepts that are chosen by their ids."""

    working: reactive[str] = reactive("")
    """What is being done, and how far it is; stands before all else."""

    class Clicked(Message):
        """The user wants to choose other filters."""

    def watch_wish(self) -> None:
        """Take a line or none."""
        self._appear()

    def watch_working(self) -> None:
        """Take a line or none."""
        self._appear()

    def on_mount(self) -> None:
        """Take a line or none."""
        self._appear()

    def on_click(self, event: Click) -> None:
        """Ask for other filters."""
        event.stop()
        self.post_message(self.Clicked())

    def render(self) -> Content:
        """The filters, a phrase each."""
        if self.working:
            return Content.assemble((self.working, "bold"), ("  esc cancels", "$foreground-muted"))
        parts = list(self._parts())
        content = Content(" · ").join([Content.assemble((text, "bold $accent")) for text in parts])
        hint = ("   F clears" if self.wish.only else "", "$foreground-muted")
        return Content.assemble(("only " if self.wish.only else "", "$foreground-muted"), content, hint)

    def _appear(self) -> None:
        self.display = bool(self.working or self.wish.only != EVERYTHING or self.wish.order.by is not SortKey.BEST)

    def _parts(self) -> Iterator[str]:
        yield from filter_parts(self.wish.only, self.problems)
        if self.wish.order.by is not SortKey.BEST:
            yield order_name(self.wish.order)


def filter_parts(only: Filter, problems: str) -> Iterator[str]:
    """What a filter asks for, a phrase each."""
    if only.subject_fields:
        yield " or ".join(safe(it) or "no subject field" for it in sorted(only.subject_fields))
    if only.statuses:
        yield f"with a {' or '.join(sorted(only.statuses))} term"
    if only.states:
        yield f"with a {' or '.join(sorted(only.states))} language"
    if only.ids is not None:
        yield safe(problems) or f"{len(only.ids):,} chosen"


def order_name(order: Order) -> str:
    """The order as a reader would call it."""
    return f"sorted by {order.by.value}{', backwards' if order.descending else ''}"
