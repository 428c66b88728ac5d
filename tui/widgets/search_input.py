"""The line one searches in."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key
from textual.message import Message
from textual.widgets import Input


class SearchInput(Input):
    """An input that lets the arrow keys out into the list below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "leave", "List"),
        Binding("ctrl+f", "select_all", "Select all", show=False),
    ]

    class Left(Message):
        """The user wants to go on to what was found."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(placeholder="Chinese, pinyin or English", compact=True, select_on_focus=False, id=id)

    def action_leave(self) -> None:
        """Go on to the list."""
        self.post_message(self.Left())

    async def on_key(self, event: Key) -> None:
        """A question mark that begins a search asks for help; a slash leads to where one is."""
        if event.key == "question_mark" and not self.value:
            event.prevent_default().stop()
            await self.run_action("app.help")
        elif event.key == "slash" and not self.value:
            event.prevent_default().stop()
