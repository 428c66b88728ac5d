"""The fields that differ between two states of a concept: side by side where there is room, else below each other."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from glossary.report.history import shown
from termbase.history.differences import Difference
from tui.entries import safe
from tui.widgets.word_differences import Spans, word_differences

SIDE_BY_SIDE: Final = 84
"""The width in cells from which both states stand side by side."""

_BEFORE: Final = "$text-error"
_AFTER: Final = "$text-success"
_CHANGED: Final = "bold underline"
_MIDDLE: Final = " │ "
_MARK: Final = 2


class DifferenceView(Widget):
    """Shows differences: each field with what it held, marked ``-``, and what it holds, marked ``+``.

    Words that changed are underlined.
    """

    DEFAULT_CSS = "DifferenceView { height: auto; }"

    found: reactive[tuple[Difference, ...]] = reactive((), layout=True)
    """What is shown."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as the differences take in this width."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The differences in the width there is."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        return [line for difference in self.found for line in difference_lines(difference, width)]


def difference_lines(difference: Difference, width: int) -> Iterator[Content]:
    """The path of the field, then both values in ``width`` cells."""
    yield Content.assemble((safe(difference.place), "bold")).truncate(width, ellipsis=True)
    before, after = _values(difference)
    if width >= SIDE_BY_SIDE and before and after:
        yield from _beside(before, after, width)
        return
    for mark, style, value in (("-", _BEFORE, before), ("+", _AFTER, after)):
        if value:
            yield from _marked(mark, style, value, width)


def _values(difference: Difference) -> tuple[Content | None, Content | None]:
    """What the field held and holds, what changed underlined; None for nothing."""
    before, after = (_text(value) for value in (difference.before, difference.after))
    if not (before and after):
        return (Content(before) if before else None), (Content(after) if after else None)
    changed = word_differences(before, after)
    return _underlined(before, changed.before), _underlined(after, changed.after)


def _text(value: object) -> str:
    return "" if value is None else safe(shown(value))


def _underlined(text: str, spans: Spans) -> Content:
    content = Content(text)
    for start, end in spans:
        content = content.stylize(_CHANGED, start, end)
    return content


def _marked(mark: str, style: str, value: Content, width: int) -> Sequence[Content]:
    """A value after its mark, its further lines under its first."""
    wrapped = value.stylize(style).wrap(max(1, width - _MARK - 2))
    first = Content.assemble((f"  {mark} ", f"bold {style}"))
    return [Content.assemble(Content(" " * 4) if place else first, line) for place, line in enumerate(wrapped)]


def _beside(before: Content, after: Content, width: int) -> Iterator[Content]:
    room = (width - len(_MIDDLE)) // 2
    sides = _marked("-", _BEFORE, before, room), _marked("+", _AFTER, after, room)
    for left, right in zip_longest(*sides, fillvalue=Content()):
        yield Content.assemble(left.pad_right(max(0, room - left.cell_length)), _MIDDLE, right)
