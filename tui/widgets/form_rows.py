"""The rows of a form on the screen. What stays the same stays as it is, with its cursor; only what differs is drawn."""

from asyncio import Lock
from collections.abc import Callable, Sequence
from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from termbase.concepts import WorkState
from tui.entries import safe
from tui.forms.fields import Entry
from tui.forms.parts import Path
from tui.forms.rows import Row, RowKind, row_for
from tui.widgets.form_fields import ChoiceField, FieldLeft, FormField, LineField, LinesField

_INDENT: Final = "  "
_AT_FIRST: Final = 40
_AT_ONCE: Final = 16
_STATE_MARKS: Final = {WorkState.APPROVED.value: "✓", WorkState.PROPOSED.value: "…"}
_FIELDS: Final[dict[Entry, Callable[[Row], FormField]]] = {
    Entry.LINE: LineField,
    Entry.LINES: LinesField,
    Entry.ITEMS: LinesField,
    Entry.CHOICE: ChoiceField,
}


class LabelClicked(Message):
    """The user clicked what stands before a field, on a heading or on facts."""

    def __init__(self, row: Row) -> None:
        super().__init__()
        self.row = row


class FormRows(VerticalScroll, can_focus=False):
    """Shows rows, and knows which one has the focus."""

    def __init__(self, rows: Sequence[Row] = (), *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.rows: tuple[Row, ...] = tuple(rows)
        self._drawing = Lock()
        self._drawn: dict[object, _Drawn] = {}

    def compose(self) -> ComposeResult:
        """As many rows as a screen holds; the others follow when these are drawn."""
        self._drawn = {row.key: _drawn(row) for row in self.rows[:_AT_FIRST]}
        yield from self._drawn.values()

    def on_mount(self) -> None:
        """Draw the others."""
        self.call_after_refresh(self._draw_others)

    async def show(self, rows: Sequence[Row], focus: Path | None = None) -> None:
        """Show these rows; the focus goes to ``focus``, or stays, or to the nearest row where its own has gone."""
        async with self._drawing:
            before = {row.key: row for row in self.rows}
            here = self.current
            self.rows = tuple(rows)
            await self._draw(before)
            if focus is not None:
                self.focus_path(focus)
            elif here and not (self.current and self.screen.focused):
                self.focus_path(here)

    def typed(self, path: Path, text: str) -> None:
        """Note what stands in a field already, so that it is not written there again."""
        from dataclasses import replace

        self.rows = tuple(
            replace(row, text=text) if row.path == path and row.kind is RowKind.FIELD else row for row in self.rows
        )

    @property
    def current(self) -> Path | None:
        """The path of the row that has the focus."""
        focused = self.screen.focused
        for node in focused.ancestors_with_self if focused else ():
            if isinstance(node, _Drawn):
                return node.row.path
        return None

    def focus_path(self, path: Path) -> None:
        """Go to the row that shows ``path``, or is nearest to it."""
        if (row := row_for(self.rows, path)) and (drawn := self._drawn.get(row.key)):
            drawn.enter()

    def on_field_left(self, event: FieldLeft) -> None:
        """Go to the next row one can go to."""
        event.stop()
        self.step(event.by)

    def step(self, by: int) -> None:
        """Go so many rows down."""
        stops = [row.path for row in self.rows if _takes_focus(row)]
        here = self.current
        if here in stops:
            self.focus_path(stops[max(0, min(stops.index(here) + by, len(stops) - 1))])

    async def _draw_others(self) -> None:
        await self.show(self.rows)

    async def _draw(self, before: dict[tuple[str, Path, str, int], Row]) -> None:
        kept = {row.key: self._drawn[row.key] for row in self.rows if row.key in self._drawn}
        gone = [drawn for key, drawn in self._drawn.items() if key not in kept]
        if gone:
            await self.remove_children(gone)
        self._drawn = {row.key: kept.get(row.key) or _drawn(row) for row in self.rows}
        new: list[Widget] = []
        for key, drawn in self._drawn.items():
            if key not in kept:
                new.append(drawn)
            elif new:
                await self.mount_all(new, before=drawn)
                new = []
        for at in range(0, len(new), _AT_ONCE):  # so that keys come through while many rows are drawn
            await self.mount_all(new[at : at + _AT_ONCE])
        for row in self.rows:
            if row.key in kept and row != (known := before[row.key]):
                kept[row.key].show(row, afresh=row.text != known.text)


class _Drawn(Widget):
    """A row on the screen."""

    row: Row

    def show(self, row: Row, *, afresh: bool) -> None:
        """Show another state of the row; ``afresh`` with the text of its field."""

    def enter(self) -> None:
        """Take the focus."""


class _Text(Static, _Drawn):
    """A row that is read: a heading, facts, a problem."""

    def __init__(self, row: Row) -> None:
        super().__init__(_text(row), classes=f"{row.kind.value} {'-forbids' if row.forbids else ''}")
        self.row = row
        self.can_focus = _takes_focus(row)

    def show(self, row: Row, *, afresh: bool) -> None:  # noqa: ARG002 - there is no field
        """See ``_Drawn.show``."""
        self.row = row
        self.can_focus = _takes_focus(row)
        self.set_class(row.forbids, "-forbids")
        self.update(_text(row))

    def enter(self) -> None:
        """See ``_Drawn.enter``."""
        if self.can_focus:
            self.focus()

    def on_click(self) -> None:
        """Tell it."""
        self.post_message(LabelClicked(self.row))


class _Field(Horizontal, _Drawn):
    """A row that is filled in."""

    def __init__(self, row: Row) -> None:
        super().__init__(classes=row.kind.value)
        self.row = row
        self._field: FormField = _FIELDS[row.field.entry if row.field else Entry.LINE](row)
        self._label = _Label(_label(row), classes=f"label {row.status}")
        self._label.row = row
        self._status = row.status

    def compose(self) -> ComposeResult:
        """Label and field."""
        yield self._label
        yield self._field

    def show(self, row: Row, *, afresh: bool) -> None:
        """See ``_Drawn.show``."""
        self.row = self._label.row = row
        self._label.update(_label(row), layout=False)
        self._mark(row)
        self._field.show(row, afresh=afresh)

    def enter(self) -> None:
        """See ``_Drawn.enter``."""
        self._field.focus()

    def _mark(self, row: Row) -> None:
        if row.status != self._status:
            self._status = row.status
            self._label.set_classes(f"label {row.status}")


class _Label(Static):
    """What stands before a field."""

    row: Row

    def on_click(self) -> None:
        """Tell it."""
        self.post_message(LabelClicked(self.row))


def _drawn(row: Row) -> _Drawn:
    return _Field(row) if row.kind is RowKind.FIELD else _Text(row)


def _takes_focus(row: Row) -> bool:
    return row.kind is RowKind.FIELD or (row.kind is RowKind.HEADING and bool(row.hint))


def _label(row: Row) -> Content:
    return Content(f"{_INDENT * row.indent}{safe(row.label)}")


def _text(row: Row) -> Content:
    text = safe(row.text)
    if row.kind is RowKind.HEADING:
        mark = f"{_STATE_MARKS[row.status]} {row.status}" if row.status in _STATE_MARKS else ""
        hint = f"{mark}  (ctrl+l)  {row.hint}" if mark else row.hint
        return Content.assemble((text, "bold $primary"), "  ", (hint, "$foreground-muted"))
    if row.kind is RowKind.FACTS:
        return Content.styled(f"… {text}", "$foreground-muted")
    return Content(f"{'✗' if row.forbids else '!'} {text}")
