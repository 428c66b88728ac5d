"""Small charts made of characters: bars and lines of columns, always with the numbers beside them."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from tui.terminal import draws_blocks
from tui.widgets.columns import fitted

_EIGHTHS: Final = " ▏▎▍▌▋▊▉█"
_COLUMNS: Final = "▁▂▃▄▅▆▇█"
_ASCII_COLUMNS: Final = ".:-=+*#@"
_REST: Final = "░"
_LABELS: Final = 0.6
"""The most that labels take of the room that they share with the bars."""
_LEAST_LABEL: Final = 8
_SHARE_FROM: Final = 40
"""The width of a chart from which shares in per cent are shown."""


class Bar(NamedTuple):
    """One bar: its label, as safe text, its number, the style of its colour, and the whole that it is a part of."""

    label: str
    number: int
    style: str = "$primary"
    whole: int | None = None


class _Others(Bar):
    """What is left of other bars; it is counted, but as a bar it would dwarf them."""


def bar(number: int, largest: int, width: int, *, blocks: bool) -> str:
    """A bar of at most ``width`` cells, which ``largest`` fills; anything but 0 can be seen."""
    if not number or not largest or width < 1:
        return ""
    eighths = max(1, round(8 * width * number / largest))
    if not blocks:
        return "#" * max(1, round(eighths / 8))
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def sparkline(numbers: Sequence[int], *, blocks: bool) -> str:
    """A column for each number, the largest full; 0 is a gap."""
    levels = _COLUMNS if blocks else _ASCII_COLUMNS
    largest = max(numbers, default=0)
    return "".join(levels[-(-number * len(levels) // largest) - 1] if number else " " for number in numbers)


def with_others(bars: Sequence[Bar], most: int) -> Sequence[Bar]:
    """The first bars, and what is left of them in one, so that they are at most ``most``."""
    if len(bars) <= most:
        return bars
    shown, rest = bars[: most - 1], bars[most - 1 :]
    return [*shown, _Others(f"{len(rest)} others", sum(it.number for it in rest))]


class BarChart(Widget):
    """Shows bars under a title, each with its number; as many as ``most``, the rest in one."""

    DEFAULT_CSS = "BarChart { height: auto; }"

    bars: reactive[tuple[Bar, ...]] = reactive((), layout=True)
    """What is shown."""

    most: reactive[int] = reactive(10, layout=True)
    """How many bars there is room for."""

    def __init__(self, title: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._title = title

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """The title, and a line for each bar."""
        return 1 + len(with_others(self.bars, self.most))

    def render(self) -> Content:
        """Title and bars in the width there is."""
        bars = with_others(self.bars, self.most)
        width = self.content_size.width
        title = Content.assemble((fitted(self._title, width), "bold $primary"))
        return Content("\n").join([title, *bar_lines(bars, width, blocks=draws_blocks())])


class Activity(Widget):
    """Shows how much was done on each of the last days: a column a day, and the numbers in words."""

    DEFAULT_CSS = "Activity { height: auto; }"

    days: reactive[tuple[int, ...]] = reactive((), layout=True)
    """A number for each day, the last one today's."""

    said: reactive[tuple[str, ...]] = reactive((), layout=True)
    """The numbers in words."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """The columns, and what is said."""
        return len(list(self._lines(width)))

    def render(self) -> Content:
        """As many days as there is room for, the latest last."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> Iterator[Content]:
        days = self.days[-max(width, 1) :]
        if any(days):
            yield Content.assemble((sparkline(days, blocks=draws_blocks()), "$accent"))
            label = f"{len(days)} days to today"
            yield Content.assemble((label.rjust(min(width, len(days))), "$foreground-muted"))
        for text in self.said:
            yield from Content(text).wrap(max(width, 1))


def bar_lines(bars: Sequence[Bar], width: int, *, blocks: bool) -> Iterator[Content]:
    """A line for each bar: label, bar, number, and its share where there is room, in columns of cells."""
    largest = max((it.whole or it.number for it in bars if not isinstance(it, _Others)), default=0)
    total = sum(it.number for it in bars)
    numbers = max((len(_number(it)) for it in bars), default=0)
    share = 5 if width >= _SHARE_FROM else 0
    labels = max((cell_len(it.label) for it in bars), default=0)
    room = max(0, width - numbers - share - 2)
    labels = min(labels, max(_LEAST_LABEL, int(room * _LABELS)))
    room = max(0, room - labels)
    for it in bars:
        drawn = "" if isinstance(it, _Others) else bar(it.number, largest, room, blocks=blocks)
        rest = bar(it.whole or 0, largest, room, blocks=blocks)[len(drawn) :]
        per_cent = _per_cent(it.number, it.whole or total)
        yield Content.assemble(
            fitted(it.label, labels),
            " ",
            (drawn, it.style),
            ((_REST if blocks else ".") * len(rest), "$foreground-muted"),
            " " * (room - len(drawn) - len(rest) + 1),
            _number(it).rjust(numbers),
            (f"{per_cent:>{share}}" if share else "", "$foreground-muted"),
        ).truncate(width)


def _number(it: Bar) -> str:
    return f"{it.number:,}" if it.whole is None else f"{it.number:,} of {it.whole:,}"


def _per_cent(number: int, total: int) -> str:
    if not total:
        return ""
    return "<1%" if 0 < number < total / 100 else f"{100 * number / total:.0f}%"
