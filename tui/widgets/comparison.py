"""Two sides of a concept beside each other, field by field; where both say something one chooses which holds."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import ClassVar, Final, NamedTuple

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from termbase.history.merging import Conflict
from tui.field_lines import FieldLine, Side

_MINOR: Final = "$foreground-muted"
_GUTTER: Final = 2
_MARK: Final = 3
_STACKED_BELOW: Final = 56
"""The width under which a field's name stands above its two values."""
_TITLES: Final = ("", "in the term base", "proposed")


class _Widths(NamedTuple):
    """Cells for the name of a field and for either value; without a name column the name has a line of its own."""

    name: int
    side: int


class Comparison(Widget, can_focus=True):
    """Shows field lines; among those in conflict one is current, and left or right says which side holds."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "settle('stored')", "Stored", tooltip="What is stored holds in this field"),
        Binding("right", "settle('proposed')", "Proposed", tooltip="What is proposed holds in this field"),
        Binding("up,k", "move(-1)", "Up", show=False, tooltip="The field in conflict before"),
        Binding("down,j", "move(1)", "Down", show=False, tooltip="The next field in conflict"),
    ]

    lines: reactive[tuple[FieldLine, ...]] = reactive((), layout=True)
    """What is shown."""

    current: reactive[int] = reactive(0)
    """The number of the current line among those in conflict, from 0."""

    class Settled(Message):
        """The user says which side holds in a field in conflict."""

        def __init__(self, conflict: Conflict, holds: Side) -> None:
            super().__init__()
            self.conflict, self.holds = conflict, holds

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as the fields take in this width."""
        return sum(map(len, self._blocks(width)))

    def render(self) -> Content:
        """Titles and fields in the width there is."""
        return Content("\n").join([line for block in self._blocks(self.content_size.width) for line in block])

    def watch_lines(self, lines: tuple[FieldLine, ...]) -> None:
        """Only fields in conflict need the focus; the first that is open becomes the current one."""
        self.display = bool(lines)
        self.can_focus = any(line.conflict for line in lines)
        self.current = self.current  # which may be beyond the last one now

    def validate_current(self, current: int) -> int:
        """Keep the current line among those in conflict."""
        return max(0, min(current, len(self._disputed) - 1))

    def watch_current(self) -> None:
        """Bring the current line into view."""
        if self.is_mounted and self._disputed:
            self.call_after_refresh(self._reveal)

    def watch_has_focus(self, has_focus: bool) -> None:
        """The current line is marked only while the keys go here."""
        super().watch_has_focus(has_focus)
        self.refresh()

    def go_to_open(self) -> None:
        """Make the first field current in which nobody has said yet what holds."""
        places = [place for place, line in enumerate(self._disputed) if line.is_open]
        self.current = places[0] if places else 0
        self.call_after_refresh(self._reveal)

    def action_settle(self, side: str) -> None:
        """Say which side holds in the current field, and go to the next one that is open."""
        if self._disputed:
            conflict = self._disputed[self.current].conflict
            assert conflict is not None  # noqa: S101 - which those lines have
            self.post_message(self.Settled(conflict, Side(side)))
            later = [place for place, line in enumerate(self._disputed) if line.is_open and place > self.current]
            self.current = later[0] if later else self.current

    def action_move(self, by: int) -> None:
        """Go to another field in conflict; beyond the last one, scroll on."""
        before = self.current
        self.current += by
        if self.current == before and isinstance(self.parent, Widget):
            self.parent.scroll_relative(y=by, animate=False)

    def on_click(self, event: Click) -> None:
        """A click on a value of a field in conflict says that this side holds."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        place = self._line_at(offset.y)
        if place is None:
            return
        self.current = place
        widths = _widths(self.content_size.width)
        first = _MARK + (widths.name + _GUTTER if widths.name else 0)
        if offset.x >= first:
            self.action_settle((Side.STORED if offset.x < first + widths.side + 1 else Side.PROPOSED).value)

    @property
    def _disputed(self) -> Sequence[FieldLine]:
        return [line for line in self.lines if line.conflict]

    def _blocks(self, width: int) -> list[list[Content]]:
        """The titles, and each field, as lines."""
        if not self.lines:
            return []
        current = self.current if self.has_focus else -1
        marked = iter(range(len(self.lines)))
        widths = _widths(width)
        titles = [*_row(Content(" " * _MARK), [Content.styled(it, _MINOR) for it in _TITLES], widths)][-1:]
        return [titles, *(_block(it, bool(it.conflict) and next(marked) == current, widths) for it in self.lines)]

    def _line_at(self, y: int) -> int | None:
        """Which of the fields in conflict stands in this line of the widget."""
        end, place = 0, -1
        for line, block in zip((None, *self.lines), self._blocks(self.content_size.width), strict=True):
            end += len(block)
            place += bool(line and line.conflict)
            if y < end:
                return place if line and line.conflict else None
        return None

    def _reveal(self) -> None:
        blocks = self._blocks(self.content_size.width)
        places = [place for place, line in enumerate(self.lines, start=1) if line.conflict]
        if self.current < len(places):
            place = places[self.current]
            above = sum(map(len, blocks[:place]))
            region = Region(0, above, 1, len(blocks[place])).translate(self.virtual_region.offset)
            if isinstance(self.parent, Widget):
                self.parent.scroll_to_region(region, animate=False)


@lru_cache(maxsize=8)
def _widths(width: int) -> _Widths:
    if width < _STACKED_BELOW:
        return _Widths(0, max(1, (width - _MARK - _GUTTER) // 2))
    name = min(36, width * 3 // 10)
    return _Widths(name, (width - _MARK - name - 2 * _GUTTER) // 2)


def _block(line: FieldLine, is_current: bool, widths: _Widths) -> list[Content]:
    mark = ("! ", "bold $text-warning") if line.is_open else ("✓ ", "$text-success") if line.conflict else ("  ", "")
    lead = Content.assemble("▸" if is_current else " ", mark)
    sides = [_side(text, side, line) for side, text in ((Side.STORED, line.stored), (Side.PROPOSED, line.proposed))]
    rows = [*_row(lead, [Content(line.place), *sides], widths)]
    return [row.stylize("$foreground on $primary 35%") for row in rows] if is_current else rows


def _side(text: str, side: Side, line: FieldLine) -> Content:
    if not text:
        return Content.styled("nothing", _MINOR)
    if line.holds is None:
        return Content(text)
    return Content.styled(f"✓ {text}", "bold") if line.holds is side else Content.styled(text, _MINOR)


def _row(mark: Content, cells: list[Content], widths: _Widths) -> Iterator[Content]:
    """A field as lines in columns, its name and two values: as many as the longest of them takes."""
    sizes = [widths.name, widths.side, widths.side]
    if not widths.name:
        yield from (Content.assemble(mark, line) for line in cells[0].wrap(max(1, 2 * widths.side + _GUTTER)))
        mark, cells, sizes = Content(" " * _MARK), cells[1:], sizes[1:]
    wrapped = [cell.wrap(size) for cell, size in zip(cells, sizes, strict=True)]
    for number in range(max(map(len, wrapped))):
        lead = mark if number == 0 else Content(" " * _MARK)
        parts = [_padded(lines, number, size) for lines, size in zip(wrapped, sizes, strict=True)]
        yield Content.assemble(lead, Content(" " * _GUTTER).join(parts))


def _padded(lines: Sequence[Content], number: int, width: int) -> Content:
    line = lines[number] if number < len(lines) else Content("")
    return line.pad_right(max(0, width - line.cell_length))
