"""Choose a concept: search as you type, take the one that is meant."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input
from textual.worker import Worker

from tui.entries import Row, safe
from tui.failing import tell_failure
from tui.widgets.concept_list import ConceptList
from tui.widgets.key_bar import KeyBar

Find = Callable[[str], Awaitable[Sequence[Row]]]
"""The rows of the concepts that a text finds, best first; ``TermbaseSearching.find`` is one."""

_NOTHING_FOUND: Final = "Nothing found. Try fewer letters, pinyin without tones, or initials."


class PickConcept(ModalScreen[str | None]):
    """Answers the id of the concept that was chosen, or None.

    ``suggested`` are shown as long as nothing is typed. Concepts whose id is in ``without`` are not offered.
    """

    AUTO_FOCUS = "Input"
    CSS_PATH = "pick_concept.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "Choose", tooltip="Take the concept that is marked", priority=True),
        Binding("escape", "leave", "Cancel", tooltip="Choose none"),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "move_page(-1)", "Page up", show=False),
        Binding("pagedown", "move_page(1)", "Page down", show=False),
    ]

    def __init__(
        self,
        title: str,
        find: Find,
        *,
        text: str = "",
        suggested: Sequence[Row] = (),
        without: Collection[str] = (),
    ) -> None:
        super().__init__()
        self._title = safe(title)
        self._find = find
        self._text = text
        self._suggested = tuple(row for row in suggested if row.id not in without)
        self._without = frozenset(without)
        self._answered: str | None = None
        self._taking = False

    def compose(self) -> ComposeResult:
        """The search line and what it finds, in a box."""
        with Vertical(id="box") as box:
            box.border_title = Content(self._title)
            yield Input(self._text, placeholder="Chinese, pinyin, English or an id", compact=True)
            rows = ConceptList(id="found")
            rows.can_focus = False  # typing goes on in the search line, whatever is clicked
            yield rows
        yield KeyBar(palette=False)

    def on_mount(self) -> None:
        """Offer what there is before anything is typed."""
        self._search(self._text)

    def action_take(self) -> None:
        """Take the current concept, of what is typed by now: fast fingers wait for the answer."""
        self._taking = self._answered != self.query_one(Input).value
        if not self._taking and (row := self.query_one(ConceptList).current_row):
            self.dismiss(row.id)

    def action_leave(self) -> None:
        """Choose none."""
        self.dismiss(None)

    def action_move(self, by: int) -> None:
        """Move by so many rows."""
        self.query_one(ConceptList).current += by

    def action_move_page(self, by: int) -> None:
        """Move by so many screens."""
        self.query_one(ConceptList).action_move_page(by)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._search(event.value)

    @on(ConceptList.Opened)
    def _opened(self) -> None:
        self.action_take()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show why nothing can be found."""
        tell_failure(self, event)

    @work(exclusive=True, group="search", exit_on_error=False)
    async def _search(self, text: str) -> None:
        found = await self._found(text)
        self.query_one(ConceptList).show_rows(found, query=text, instead=_NOTHING_FOUND)
        self._answered = text
        if self._taking:
            self.action_take()

    async def _found(self, text: str) -> Sequence[Row]:
        if self._suggested and not text.strip():
            return self._suggested
        return [row for row in await self._find(text) if row.id not in self._without]
