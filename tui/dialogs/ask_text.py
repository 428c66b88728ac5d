"""Ask for a line of text."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.entries import safe


class AskText(ModalScreen[str | None]):
    """Answers what was typed, None when the user escapes; with ``required`` an empty text is no answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "Accept"),
        Binding("escape", "leave", "Cancel"),
    ]

    def __init__(
        self, title: str, *, label: str = "", value: str = "", placeholder: str = "", required: bool = False
    ) -> None:
        super().__init__()
        self._title = title
        self._label = label
        self._value = value
        self._placeholder = placeholder
        self._required = required

    def compose(self) -> ComposeResult:
        """Label and line in a box, the keys under them."""
        with Vertical(classes="dialog") as box:
            box.border_title = Content(safe(self._title))
            if self._label:
                yield Static(Content(safe(self._label)))
            yield Input(self._value, placeholder=self._placeholder, compact=True, select_on_focus=False)
            yield Static(Content("enter accepts · esc cancels"), classes="minor")

    @on(Input.Submitted)
    def action_accept(self) -> None:
        """Answer what stands in the line."""
        text = self.query_one(Input).value.strip()
        if text or not self._required:
            self.dismiss(text)
        else:
            self.notify("A text is needed here; esc cancels", severity="warning", timeout=3)

    def action_leave(self) -> None:
        """Answer nothing."""
        self.dismiss(None)
