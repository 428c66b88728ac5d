"""Choose any number of several."""

from collections.abc import Collection, Sequence
from typing import ClassVar, Generic, TypeVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.entries import safe
from tui.widgets.line_list import LineList

_Value = TypeVar("_Value")


class ChooseSome(ModalScreen[tuple[_Value, ...] | None], Generic[_Value]):
    """Answers the values that were marked, in their order; None when the user escapes."""

    DEFAULT_CSS = """
    ChooseSome _Marks { height: auto; max-height: 20; background: $surface; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "Accept", priority=True, tooltip="Take what is marked"),
        Binding("escape", "leave", "Cancel", tooltip="Leave it as it was"),
    ]

    def __init__(
        self, title: str, options: Sequence[tuple[_Value, str]], *, chosen: Collection[_Value] = (), note: str = ""
    ) -> None:
        super().__init__()
        self._title, self._note = title, note
        self._values = [value for value, _ in options]
        self._marks = _Marks([text for _, text in options], {at for at, it in enumerate(self._values) if it in chosen})

    def compose(self) -> ComposeResult:
        """The choices in a box, the keys under them."""
        with Vertical(classes="dialog") as box:
            box.border_title = Content(safe(self._title))
            if self._note:
                yield Static(Content(safe(self._note)))
            yield self._marks
            yield Static(Content("space marks · a all or none · enter accepts · esc cancels"), classes="minor")

    def on_mount(self) -> None:
        """Begin in the list."""
        self._marks.focus()

    @on(LineList.Opened)
    def mark(self) -> None:
        """A double click marks."""
        self._marks.action_mark()

    def action_accept(self) -> None:
        """Answer what is marked."""
        self.dismiss(tuple(self._values[number] for number in sorted(self._marks.marked)))

    def action_leave(self) -> None:
        """Answer nothing."""
        self.dismiss(None)


class _Marks(LineList):
    """The choices, each with a box that is marked or not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "Mark", tooltip="Mark this one, or take the mark away"),
        Binding("a", "mark_all", "All or none", tooltip="Mark all, or none if all are marked"),
    ]

    def __init__(self, texts: Sequence[str], marked: set[int]) -> None:
        super().__init__()
        self._texts = [safe(text) for text in texts]
        self.marked = marked

    def on_mount(self) -> None:
        """Show all."""
        self.show(len(self._texts))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """A line for each."""
        return len(self._texts)

    def line(self, number: int, width: int) -> Text:  # noqa: ARG002
        """A box and a text."""
        return Text(f"[{'x' if number in self.marked else ' '}] {self._texts[number]}")

    def action_mark(self) -> None:
        """Mark the current one, or take the mark away."""
        self.marked ^= {self.current}
        self.refresh()

    def action_mark_all(self) -> None:
        """Mark all, or none if all are marked."""
        everything = set(range(len(self._texts)))
        self.marked = set() if self.marked == everything else everything
        self.refresh()
