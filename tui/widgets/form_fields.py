"""The fields of a form: a line, several lines, a choice. What is typed in one is told at once."""

from typing import ClassVar, Final

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, Key, Paste
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, TextArea

from glossary.report.concepts import STATUS_MARKS
from tui.entries import safe
from tui.forms.rows import Row

_UNSHOWN: Final = "\N{REPLACEMENT CHARACTER}"
_NOTHING: Final = "none"
_MARKS: Final = {status.value: f"{mark} " for status, mark in STATUS_MARKS.items()}


class FieldChanged(Message):
    """The user changed what stands in a field."""

    def __init__(self, field: "FormField") -> None:
        super().__init__()
        self.field = field


class FieldLeft(Message):
    """The user goes on to the field above (-1) or below (1)."""

    def __init__(self, by: int) -> None:
        super().__init__()
        self.by = by


class FillWanted(Message):
    """The user takes what an empty field proposes."""

    def __init__(self, field: "FormField") -> None:
        super().__init__()
        self.field = field


class FormField(Widget):
    """What the three kinds of fields have in common: the row they show, and the text they hold."""

    row: Row
    text: str

    def show(self, row: Row, *, afresh: bool) -> None:
        """Show this row; ``afresh`` with its text, otherwise the text that is being typed stays."""


class LineField(Input, FormField):
    """A line of text. The arrow keys lead out of it; right at the end of an empty one takes what is proposed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "leave(-1)", "Up", show=False),
        Binding("down,enter", "leave(1)", "Down", show=False),
    ]

    def __init__(self, row: Row) -> None:
        super().__init__(row.text, compact=True, select_on_focus=False)
        self.row = row
        self.show(row, afresh=False)

    @property
    def text(self) -> str:  # type: ignore[override]  # where the others keep it
        """What stands in the line."""
        return self.value

    def show(self, row: Row, *, afresh: bool) -> None:
        """See ``FormField.show``."""
        self.row = row
        self.placeholder = safe(f"{row.hint}  (ctrl+f)" if row.is_proposal else row.hint)
        if afresh and row.text != self.value:
            with self.prevent(Input.Changed):
                self.value = row.text
            self.cursor_position = len(row.text)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what was typed."""
        event.stop()
        self.post_message(FieldChanged(self))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """A line is nothing to submit."""
        event.stop()

    def action_leave(self, by: int) -> None:
        """Go on to the next field."""
        self.post_message(FieldLeft(by))

    def action_cursor_right(self, select: bool = False) -> None:
        """Move, or take what is proposed."""
        if not self.value and self.row.is_proposal:
            self.post_message(FillWanted(self))
        else:
            super().action_cursor_right(select)

    def _on_paste(self, event: Paste) -> None:
        """Paste several lines as one, without what no text may hold."""
        event.prevent_default()
        event.stop()
        self.replace(_pasted(event.text, " "), *sorted(self.selection))

    @property
    def _value(self) -> Text:
        return _shown(super()._value)


class LinesField(TextArea, FormField):
    """Several lines, as high as they need. The arrow keys lead out of it at its first and last line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "leave(-1)", "Up", show=False),
        Binding("down", "leave(1)", "Down", show=False),
    ]

    def __init__(self, row: Row) -> None:
        super().__init__(row.text, compact=True, highlight_cursor_line=False)
        self.row = row
        self._told = self.text
        self.show(row, afresh=False)

    def on_mount(self) -> None:
        """Begin at the end, as a line does."""
        self.move_cursor(self.document.end)

    def show(self, row: Row, *, afresh: bool) -> None:
        """See ``FormField.show``."""
        self.row = row
        self.placeholder = Content(safe(row.hint))
        if afresh and row.text != self.text:
            self.load_text(row.text)
            self._told = self.text
            self.move_cursor(self.document.end)

    def on_resize(self) -> None:
        """Draw the lines again: Textual wraps them anew, but draws them only if they are more or fewer by that."""
        self.refresh()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell what was typed; a text that was only loaded is no change."""
        event.stop()
        if self.text != self._told:
            self._told = self.text
            self.post_message(FieldChanged(self))

    def action_leave(self, by: int) -> None:
        """Move to another line, or go on to the next field."""
        if self.cursor_at_first_line if by < 0 else self.cursor_at_last_line:
            self.post_message(FieldLeft(by))
        elif by < 0:
            self.action_cursor_up()
        else:
            self.action_cursor_down()

    async def _on_paste(self, event: Paste) -> None:
        """Paste without what no text may hold."""
        event.prevent_default()
        event.stop()
        if result := self._replace_via_keyboard(_pasted(event.text, "\n"), *self.selection):
            self.move_cursor(result.end_location)

    def get_line(self, line_index: int) -> Text:
        """A line, in which nothing steers the terminal."""
        return _shown(super().get_line(line_index))


class ChoiceField(FormField, can_focus=True):
    """One of several values: all of them side by side where there is room, else the one that is chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "leave(-1)", "Up", show=False),
        Binding("down,enter", "leave(1)", "Down", show=False),
        Binding("left", "turn(-1)", "Previous", show=False),
        Binding("right,space", "turn(1)", "Next", show=False),
    ]

    text: reactive[str] = reactive("")
    """The value that is chosen."""

    def __init__(self, row: Row) -> None:
        super().__init__()
        self.row = row
        self.set_reactive(ChoiceField.text, row.text)

    def show(self, row: Row, *, afresh: bool) -> None:
        """See ``FormField.show``."""
        self.row = row
        if afresh:
            self.text = row.text

    def render(self) -> Content:
        """The values, the chosen one in brackets."""
        labels = [self._label(value) for value in self._choices]
        if self._total() <= self.size.width:
            return Content(" ").join(labels)
        return Content.assemble("‹ ", self._label(self.text), " ›")

    def action_leave(self, by: int) -> None:
        """Go on to the next field."""
        self.post_message(FieldLeft(by))

    def action_turn(self, by: int) -> None:
        """Choose the next value."""
        at = self._choices.index(self.text) + by if self.text in self._choices else 0
        self._choose(self._choices[at % len(self._choices)])

    def on_key(self, event: Key) -> None:
        """A letter chooses the next value that begins with it."""
        letter = (event.character or "").lower()
        at = self._choices.index(self.text) + 1 if self.text in self._choices else 0
        for value in (*self._choices[at:], *self._choices[:at]):
            if letter.isalpha() and (value or _NOTHING).startswith(letter):
                event.stop()
                self._choose(value)
                return

    def on_click(self, event: Click) -> None:
        """A click chooses a value."""
        start = 0
        for value in self._choices:
            end = start + self._label(value).cell_length + 1
            if start <= event.x < end and self._total() <= self.size.width:
                self._choose(value)
                return
            start = end
        self.action_turn(1)

    @property
    def _choices(self) -> tuple[str, ...]:
        return self.row.field.choices if self.row.field else ()

    def _total(self) -> int:
        return sum(self._label(value).cell_length + 1 for value in self._choices)

    def _label(self, value: str) -> Content:
        name = f"{_MARKS.get(value, '')}{value or _NOTHING}"
        if value != self.text:
            return Content.styled(f" {safe(name)} ", "$foreground-muted")
        return Content.styled(f"[{safe(name)}]", "bold reverse" if self.has_focus else "bold")

    def _choose(self, value: str) -> None:
        if value != self.text:
            self.text = value
            self.post_message(FieldChanged(self))


def _shown(text: Text) -> Text:
    """A text as long as it was, in which nothing steers the terminal."""
    plain = text.plain
    if plain.isprintable():
        return text
    shown = "".join(char if char == "\t" or (char.isprintable() and safe(char)) else _UNSHOWN for char in plain)
    return Text(shown, no_wrap=text.no_wrap, overflow=text.overflow, end=text.end, style=text.style)


def _pasted(text: str, between: str) -> str:
    """What may be pasted: lines joined by ``between``, without controls."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = ("".join(char for char in line.replace("\t", " ") if ord(char) >= 32 and char != "\x7f") for line in lines)
    return between.join(kept).strip() if between != "\n" else between.join(kept)
