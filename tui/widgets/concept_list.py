"""The list of concepts: one line each, in columns."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.events import Click
from textual.message import Message
from textual.strip import Strip

from glossary.report.concepts import STATUS_MARKS
from termbase.filters import BEST_FIRST, Order, SortKey
from tui.entries import Row
from tui.widgets.columns import DEFAULT, GUTTER, SORTS, Column, columns, fitted, occurrences
from tui.widgets.long_list import LongList

_AHEAD: Final = 2
"""How many screens before the last row more are asked for."""
_POINTER: Final = "▸ "
_NO_POINTER: Final = "  "
_POINTER_WIDTH: Final = 2
_GUTTER: Final = Segment(" " * GUTTER, Style())
_UP, _DOWN = " ▴", " ▾"


class ConceptList(LongList):
    """Shows rows under their titles; one row is current."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "concept-list--match",
        "concept-list--chinese",
        "concept-list--minor",
        "concept-list--accepted",
        "concept-list--rejected",
    }

    class LeftAtTop(Message):
        """The user went up from the first row."""

    class SortWanted(Message):
        """The user wants the list in the order of a column."""

        def __init__(self, by: SortKey) -> None:
            super().__init__()
            self.by = by

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._rows: Sequence[Row] = ()
        self._query = ""
        self._order = BEST_FIRST
        self._chosen: tuple[str, ...] = DEFAULT

    @property
    def rows(self) -> Sequence[Row]:
        """The rows there are."""
        return self._rows

    @property
    def current_row(self) -> Row | None:
        """The current row, or None in an empty list."""
        return self._rows[self.current] if self._rows else None

    def show_rows(self, rows: Sequence[Row], *, query: str = "", order: Order = BEST_FIRST, instead: str = "") -> None:
        """Show ``rows``, the first one current; ``query`` is marked in them, ``instead`` stands in an empty list."""
        self._rows, self._query, self._order, self.instead = rows, query, order, instead
        self.show(len(rows))

    def add_rows(self, rows: Sequence[Row]) -> None:
        """Show ``rows`` after those that are shown; place and current row stay."""
        self._rows = (*self._rows, *rows)
        self.extend(len(self._rows))
        self.look_ahead()

    def renew_rows(self, rows: Sequence[Row], *, instead: str = "") -> None:
        """Show ``rows`` in the place of what is shown; the current concept stays current, and where it is."""
        known = self.current_row
        places = {row.id: place for place, row in enumerate(rows)}
        place = places.get(known.id, self.current) if known else 0
        top = self.scroll_offset.y + place - self.current
        self._rows, self.instead = rows, instead
        self.extend(len(rows))
        self.scroll_to(y=max(0, top), animate=False, immediate=True)
        self.current = place

    def go_to_concept(self, concept_id: str) -> bool:
        """Make the row of this concept the current one; returns whether there is one."""
        place = next((place for place, row in enumerate(self._rows) if row.id == concept_id), None)
        if place is not None:
            self.current = place
        return place is not None

    def choose_columns(self, names: tuple[str, ...]) -> None:
        """Show these columns, as far as they fit."""
        self._chosen = names or DEFAULT
        self.refresh()

    def line(self, number: int, width: int) -> Text:
        """A row in its columns."""
        return Text.assemble(*((part.text, part.style or "") for part in self._parts(self._rows[number], width)))

    def titles(self, width: int) -> Text:
        """The titles of the columns; that of the order bears an arrow."""
        return Text((" " * GUTTER).join(self._title(column) for column in columns(width, self._chosen)))

    @property
    def ahead(self) -> int:
        """Two screens, so that nobody who pages down waits."""
        return _AHEAD * self.size.height

    def action_move(self, by: int) -> None:
        """Move by so many rows; up from the first one leaves the list."""
        if by < 0 and self.current == 0:
            self.post_message(self.LeftAtTop())
        else:
            super().action_move(by)

    def on_click(self, event: Click) -> None:
        """A click on a title sorts by its column; the rest is done where lists are."""
        if event.y:
            return
        end = _POINTER_WIDTH
        for column in columns(self.size.width - _POINTER_WIDTH, self._chosen):
            start, end = end, end + column.width + GUTTER
            if start <= event.x < end and column.name in SORTS:
                self.post_message(self.SortWanted(SORTS[column.name]))

    def _title(self, column: Column) -> str:
        if SORTS.get(column.name) is not self._order.by or column.name == "pinyin":
            return fitted(column.title, column.width)
        arrow = _DOWN if self._order.descending else _UP
        return fitted(column.title, min(len(column.title), column.width - len(arrow))) + fitted(
            arrow, column.width - min(len(column.title), column.width - len(arrow))
        )

    @property
    def _title_lines(self) -> int:
        return 1

    def _numbered(self, number: int) -> Strip:
        """A row as segments: a text of rich, as other lists have it, takes three times as long to draw."""
        width = self.size.width
        parts = [
            Segment(_POINTER if number == self.current else _NO_POINTER, Style()),
            *self._parts(self._rows[number], width - _POINTER_WIDTH),
        ]
        if number == self.current:
            lively = self.has_focus or self.has_class("-active")
            above = self._style("current" if lively else "current-blurred")
            parts = [Segment(text, style + above if style else above) for text, style, _ in parts]
        return Strip(parts).apply_style(self._plain).adjust_cell_length(width, self._plain)

    def _parts(self, row: Row, width: int) -> Iterator[Segment]:
        """What a row says, column by column, in pieces of one style each."""
        for position, column in enumerate(columns(width, self._chosen)):
            if position:
                yield _GUTTER
            if column.name == "english":
                yield from self._english(row, column.width)
            else:
                style = self._part("chinese" if column.name == "chinese" else "minor")
                yield from self._marked(fitted(getattr(row, column.name), column.width), style)

    def _english(self, row: Row, width: int) -> Iterator[Segment]:
        """The English column: what the search met stands in it, too, when that is another term."""
        if not row.found:
            missing = Segment(fitted("(no English)", width), self._part("minor"))
            return self._marked(fitted(row.english, width), Style()) if row.english else iter([missing])
        met = f"{STATUS_MARKS[row.found_status]} {row.found}"
        rest = f"  {STATUS_MARKS[row.found_status.PREFERRED]} {row.english}" if row.english else ""
        whole = fitted(met + rest, width)
        met = whole[: len(met)]
        verdict = self._part("accepted" if row.found_status.accepted else "rejected")
        return chain(self._marked(met, verdict), [Segment(whole[len(met) :], Style())])

    def _marked(self, text: str, style: Style) -> Iterator[Segment]:
        """The text, with what is searched for in it standing out."""
        done = 0
        for start, end in occurrences(text, self._query):
            yield Segment(text[done:start], style)
            yield Segment(text[start:end], style + self._part("match"))
            done = end
        yield Segment(text[done:], style)

    def _part(self, name: str) -> Style:
        return self.get_component_rich_style(f"concept-list--{name}", partial=True)
