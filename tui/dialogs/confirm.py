"""Ask a question that is answered by yes or no."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from tui.entries import safe


class Confirm(ModalScreen[bool]):
    """Answers whether the user agrees; Escape means no. What is ``dangerous`` is not agreed to by Enter alone."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes"),
        Binding("n,escape", "answer(False)", "No", key_display="n"),
        Binding("left,right", "other", "Other", show=False),
    ]

    def __init__(self, question: str, *, yes: str = "Yes", no: str = "No", dangerous: bool = False) -> None:
        super().__init__()
        self._question = question
        self._labels = (f"{yes} (y)", f"{no} (n)")
        self._dangerous = dangerous

    def compose(self) -> ComposeResult:
        """The question in a box, the answers under it."""
        yes, no = self._labels
        with VerticalScroll(classes="dialog") as box:
            box.can_focus = False
            yield Static(Content(safe(self._question)))
            with Horizontal(classes="answers"):
                yield Button(Content(yes), "error" if self._dangerous else "primary", id="yes", compact=True)
                yield Button(Content(no), id="no", compact=True)

    def on_mount(self) -> None:
        """Let Enter give the answer that harms nobody."""
        self.query_one("#no" if self._dangerous else "#yes").focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer as the button says."""
        self.dismiss(event.button.id == "yes")

    def action_answer(self, answer: bool) -> None:
        """Answer."""
        self.dismiss(answer)

    def action_other(self) -> None:
        """Go to the other answer."""
        self.focus_next()
