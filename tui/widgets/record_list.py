"""A list of values in columns, a line each."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Generic, NamedTuple, TypeVar

from rich.style import Style
from rich.text import Text
from textual.geometry import Size

from tui.widgets.columns import GUTTER, fitted
from tui.widgets.line_list import LineList
from tui.widgets.long_list import LongList

Item = TypeVar("Item")


class Column(NamedTuple):
    """A column: its title, its width in cells, 0 for what the others leave, and the list's width from which it is."""

    title: str
    width: int = 0
    from_width: int = 0


class Cell(NamedTuple):
    """What stands in a column, as safe text, and its tone: ``minor``, ``good``, ``bad``, or nothing special."""

    text: str
    tone: str = ""


class RecordList(LongList, Generic[Item]):
    """Shows items in ``COLUMNS``; a subclass says what stands in them."""

    COLUMNS: ClassVar[tuple[Column, ...]] = ()
    TITLED: ClassVar[bool] = True

    DEFAULT_CSS = """
    RecordList > .record-list--good { color: $text-success; }
    RecordList > .record-list--bad { color: $text-error; }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"record-list--good", "record-list--bad"}

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, classes=classes)
        self._items: list[Item] = []

    @property
    def items(self) -> Sequence[Item]:
        """What is shown."""
        return self._items

    @property
    def current_item(self) -> Item | None:
        """The item of the current line; None in an empty list."""
        return self._items[self.current] if self._items else None

    @abstractmethod
    def cells(self, item: Item) -> Sequence[Cell]:
        """What stands in each of ``COLUMNS`` for an item."""

    def fill(self, items: Sequence[Item], *, current: int = 0) -> None:
        """Show other items."""
        self._items = list(items)
        self.show(len(self._items), current=current)
        self.look_ahead()

    def append(self, items: Sequence[Item]) -> None:
        """Show more items after those that are shown."""
        self._items += items
        self.extend(len(self._items))
        self.look_ahead()

    def renew(self, items: Sequence[Item], *, before: int = 0) -> None:
        """Show items of which the first ``before`` are new and the rest stand for those that are shown, in their order.

        The current line, and where it stands, stay what they are.
        """
        top = self.scroll_offset.y
        self._items = list(items)
        self.extend(len(self._items))
        if before:
            self.set_reactive(LineList.current, self.validate_current(self.current + before))
            if top or self.current >= self.size.height - 1:
                self.scroll_to(y=top + before, animate=False, immediate=True, force=True)

    def titles(self, width: int) -> Text | None:
        """The titles of the columns, unless the list has none."""
        if not self.TITLED:
            return None
        return self._line([Cell(column.title) for column in self.COLUMNS], width)

    def line(self, number: int, width: int) -> Text:
        """An item in its columns."""
        return self._line(self.cells(self._items[number]), width)

    def on_resize(self) -> None:
        """The columns fit themselves into another width."""
        self.virtual_size = Size(0, self.virtual_size.height)

    def _line(self, cells: Sequence[Cell], width: int) -> Text:
        shown = [(column, cell) for column, cell in zip(self.COLUMNS, cells, strict=True) if width >= column.from_width]
        left = width - sum(column.width for column, _ in shown) - GUTTER * (len(shown) - 1)
        line = Text(no_wrap=True, end="")
        for place, (column, cell) in enumerate(shown):
            line.append(" " * GUTTER if place else "")
            line.append(fitted(cell.text, column.width or max(0, left)), self._tone(cell.tone))
        return line

    def _tone(self, tone: str) -> Style:
        if not tone:
            return Style()
        owner = "line-list" if tone == "minor" else "record-list"
        return self.get_component_rich_style(f"{owner}--{tone}")
