"""Tick what is wanted in one or several lists."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.entries import safe

Ticked = Mapping[str, frozenset[str]]
"""What is ticked, by the name of the list."""


class TickList(NamedTuple):
    """A list to tick in: its name and title, its values with their texts, and what is ticked at first."""

    name: str
    title: str
    options: Sequence[tuple[str, str]]
    ticked: frozenset[str]


class Tick(ModalScreen[Ticked | None]):
    """Answers what is ticked in each list, None when the user escapes.

    The first list stands beside the others, which are thought to be short.
    """

    CSS_PATH = "tick.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "Accept", priority=True),
        Binding("escape", "leave", "Cancel"),
        Binding("delete,backspace", "clear", "Clear", show=False),
        Binding("right", "app.focus_next", "Next list", show=False),
        Binding("left", "app.focus_previous", "List before", show=False),
    ]

    def __init__(self, title: str, lists: Sequence[TickList]) -> None:
        super().__init__()
        self._title = title
        self._lists = [_Ticks(it) for it in lists]

    def compose(self) -> ComposeResult:
        """The lists side by side, the keys under them."""
        first, *others = self._lists
        with Vertical(classes="dialog") as box:
            box.border_title = Content(safe(self._title))
            with Horizontal():
                yield first
                if others:
                    yield Vertical(*others, classes="others")
            keys = "space ticks · del clears · enter accepts · esc cancels"
            yield Static(Content(f"tab next list · {keys}" if others else keys), classes="minor")

    def action_accept(self) -> None:
        """Answer what is ticked."""
        self.dismiss({it.of.name: frozenset(it.ticked) for it in self._lists})

    def action_clear(self) -> None:
        """Take every tick away."""
        for it in self._lists:
            it.clear_ticks()

    def action_leave(self) -> None:
        """Answer nothing."""
        self.dismiss(None)


class _Ticks(OptionList):
    """One list, with a box before every line; a letter leads to the next line that begins with it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "select", "Tick", show=False)]

    def __init__(self, of: TickList) -> None:
        super().__init__(id=of.name, markup=False)
        self.of = of
        self.ticked = {value for value, _ in of.options if value in of.ticked}
        self.border_title = Content(safe(of.title))

    def on_mount(self) -> None:
        """Fill the list."""
        self.add_options([Option(self._prompt(place)) for place in range(len(self.of.options))])
        ticked = [place for place, (value, _) in enumerate(self.of.options) if value in self.ticked]
        self.highlighted = next(iter(ticked), 0)

    def clear_ticks(self) -> None:
        """Take every tick away."""
        self.ticked.clear()
        for place in range(len(self.of.options)):
            self.replace_option_prompt_at_index(place, self._prompt(place))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tick the line, or take its tick away."""
        event.stop()
        self.ticked ^= {self.of.options[event.option_index][0]}
        self.replace_option_prompt_at_index(event.option_index, self._prompt(event.option_index))

    def on_key(self, event: Key) -> None:
        """Go to the next line that begins with the letter."""
        if not (event.character and event.character.isprintable() and not event.character.isspace()):
            return
        event.stop()
        count, here = len(self.of.options), self.highlighted or 0
        for place in ((here + 1 + by) % count for by in range(count)):
            if self.of.options[place][1].lower().startswith(event.character.lower()):
                self.highlighted = place
                return

    def _prompt(self, place: int) -> Content:
        value, text = self.of.options[place]
        is_ticked = value in self.ticked
        return Content.assemble(("[x] " if is_ticked else "[ ] ", "bold" if is_ticked else ""), safe(text))
