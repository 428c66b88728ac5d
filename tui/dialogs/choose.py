"""Choose one of several."""

from collections.abc import Sequence
from typing import ClassVar, Final, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.entries import safe

_Value = TypeVar("_Value")

_MANY: Final = 12
"""From so many choices on a line to filter them by is shown."""


class Choose(ModalScreen[_Value | None], Generic[_Value]):
    """Answers the value of the choice that was taken, None when the user escapes; ``current`` is where one begins."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Cancel"),
        Binding("down", "move(1)", "Down", show=False, priority=True),
        Binding("up", "move(-1)", "Up", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        options: Sequence[tuple[_Value, str | Content]],
        *,
        current: _Value | None = None,
        filterable: bool | None = None,
    ) -> None:
        super().__init__()
        self._title = title
        self._options = [(value, it if isinstance(it, Content) else Content(safe(it))) for value, it in options]
        self._shown = list(range(len(self._options)))
        self._current = current
        self._filterable = len(options) >= _MANY if filterable is None else filterable

    def compose(self) -> ComposeResult:
        """The choices in a box, with a line to filter them by where they are many."""
        with Vertical(classes="dialog tall") as box:
            box.border_title = Content(safe(self._title))
            if self._filterable:
                yield Input(placeholder="type to filter", compact=True)
            yield OptionList(markup=False, compact=True)
            yield Static(Content("enter chooses · esc cancels"), classes="minor")

    def on_mount(self) -> None:
        """Show every choice, at the current one."""
        self._fill("")
        values = [value for value, _ in self._options]
        self.query_one(OptionList).highlighted = values.index(self._current) if self._current in values else 0
        self.query_one(Input if self._filterable else OptionList).focus()

    @on(Input.Changed)
    def _filter_choices(self, event: Input.Changed) -> None:
        """Show the choices that hold what is typed."""
        self._fill(event.value)
        self.query_one(OptionList).highlighted = 0 if self._shown else None

    @on(Input.Submitted)
    def _accept(self) -> None:
        """Take the choice one is at."""
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        """Answer the value of the choice."""
        self.dismiss(self._options[self._shown[event.option_index]][0])

    def action_move(self, by: int) -> None:
        """Move in the list, wherever one types."""
        choices = self.query_one(OptionList)
        if by > 0:
            choices.action_cursor_down()
        else:
            choices.action_cursor_up()

    def action_leave(self) -> None:
        """Answer nothing."""
        self.dismiss(None)

    def _fill(self, wanted: str) -> None:
        wanted = wanted.strip().lower()
        self._shown = [at for at, (_, text) in enumerate(self._options) if wanted in text.plain.lower()]
        choices = self.query_one(OptionList)
        choices.clear_options()
        choices.add_options([Option(self._options[at][1]) for at in self._shown])
