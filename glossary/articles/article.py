"""An article: one text to check, with its shadow and its lines."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import Final

from glossary.articles.shadow import Shadow

COMMENT_MARK: Final = "zhengming-"
"""How every comment to zhengming begins; a text that does not hold it has none."""


class Article:
    """A document to check.

    ``path`` is what reports call it (``-`` for standard input); all offsets count the characters of ``text``, which is
    the file's own content, byte order mark and carriage returns included. ``comments`` are the spans of comments, which
    are no prose; ``dated`` is the date that the article gives itself, as it is written there, or nothing.
    """

    __slots__ = ("_line_starts", "comments", "dated", "path", "shadow", "text")

    def __init__(
        self, path: str, text: str, shadow: Shadow, *, comments: Iterable[tuple[int, int]] = (), dated: str = ""
    ) -> None:
        self.path = path
        self.text = text
        self.shadow = shadow
        self.comments = tuple(comments)
        self.dated = dated
        self._line_starts: list[int] | None = None

    @property
    def lines(self) -> int:
        """How many lines there are, an empty last one included."""
        return len(self._starts())

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1."""
        starts = self._starts()
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def line_bounds(self, line: int) -> tuple[int, int]:
        """Offsets of the first character of a line, counted from 1, and of the end of its text."""
        starts = self._starts()
        start = starts[line - 1]
        end = starts[line] - 1 if line < len(starts) else len(self.text)
        return start, end - 1 if end > start and self.text[end - 1] == "\r" else end

    def _starts(self) -> list[int]:
        if self._line_starts is None:
            starts, position = [0], self.text.find("\n")
            while position >= 0:
                starts.append(position + 1)
                position = self.text.find("\n", position + 1)
            self._line_starts = starts
        return self._line_starts
