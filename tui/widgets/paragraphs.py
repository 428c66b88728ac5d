"""Text in paragraphs, each wrapped with its own indentation."""

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget


class Lines(Protocol):
    """What stands in the lines of a text of its own accord, as wide as there is room."""

    def lines(self, width: int) -> Iterator[Content]:
        """The lines in ``width`` cells."""


class Paragraph(NamedTuple):
    """A piece of text that is wrapped on its own; ``hang`` more cells before every line but the first."""

    content: Content
    indent: int = 0
    hang: int = 0

    def lines(self, width: int) -> Iterator[Content]:
        """The paragraph wrapped into ``width`` cells."""
        first, rest = self.indent, self.indent + self.hang
        room = max(1, width - rest)
        for number, line in enumerate(self.content.wrap(room)):
            yield line.pad_left(first if number == 0 else rest)


class Paragraphs(Widget):
    """Shows paragraphs in the width there is; the text can be selected with the mouse."""

    content: reactive[tuple[Lines, ...]] = reactive((), layout=True)
    """What is shown."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as the paragraphs take in this width."""
        return sum(1 for paragraph in self.content for _ in paragraph.lines(width))

    def render(self) -> Content:
        """The paragraphs in the width there is."""
        width = self.content_size.width
        return Content("\n").join([line for paragraph in self.content for line in paragraph.lines(width)])
