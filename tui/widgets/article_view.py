"""An article with its findings marked, and its Chinese."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import ClassVar

from rich.text import Text
from textual.reactive import reactive

from glossary.alignment.bilingual import Passage
from glossary.findings import Finding, severity_rank
from tui.articles.wrapping import Rows
from tui.widgets.columns import occurrences
from tui.widgets.text_rows import Stretch, TextRows

SEVERITY_MARKS = {"error": "E", "warning": "W", "suggestion": "S"}
"""What stands before the row of a finding, and before it in the list."""

_NUMBERS_FROM = 64
"""The width from which on lines are numbered."""


class ArticleView(TextRows):
    """Shows the article; findings are underlined, the row where one begins has the mark of its severity."""

    DEFAULT_CSS = """
    ArticleView > .article--error { color: $text-error; text-style: bold underline; }
    ArticleView > .article--warning { color: $text-warning; text-style: underline; }
    ArticleView > .article--suggestion { color: $text-accent; text-style: underline; }
    ArticleView > .article--current { background: $primary 45%; color: $foreground; text-style: bold underline; }
    ArticleView:nocolor > .article--current { text-style: bold reverse; }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "article--error",
        "article--warning",
        "article--suggestion",
        "article--current",
    }

    current: reactive[Finding | None] = reactive(None)
    """The finding that one is at."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._findings: Sequence[Finding] = ()
        self._starts: list[int] = []
        self._reach: list[int] = []  # how far the findings up to each one reach
        self._lines: list[int] = [0]
        self._digits = 3

    @property
    def gutter_cells(self) -> int:
        """The mark, and the number of the line where there is room for it."""
        return 2 + (self._digits + 1 if self._numbered else 0)

    def expect(self, lines: int) -> None:
        """Make room for the numbers of so many lines."""
        self._digits = max(3, len(str(lines)))

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Mark these findings, which are sorted by their place."""
        self._findings = findings
        self._starts = [finding.start for finding in findings]
        self._reach = list(accumulate((finding.end for finding in findings), max))
        self.refresh()

    def watch_rows(self, rows: Rows) -> None:
        """Number the lines."""
        self._lines = [rows.starts[row] for row in range(len(rows)) if rows.begins_line(row)]
        super().watch_rows(rows)

    def gutter_of(self, row: int) -> Text:
        """The number of the line that begins here, and the mark of the gravest finding that does."""
        gutter = Text(no_wrap=True, end="")
        minor = self.named_style("text-rows--gutter")
        if self._numbered:
            begins = self.rows.begins_line(row)
            number = str(bisect_right(self._lines, self.rows.starts[row])) if begins else ""
            gutter.append(number.rjust(self._digits) + " ", minor)
        start, end = self.rows.span(row)
        is_blank = row + 1 < len(self.rows) and self.rows.starts[row + 1] == start
        first = bisect_left(self._starts, start)
        here = [] if is_blank else self._findings[first : bisect_left(self._starts, max(end, start + 1))]
        if here:
            gravest = max(here, key=lambda it: severity_rank(it.severity)).severity
            gutter.append(SEVERITY_MARKS[gravest], self.named_style(f"article--{gravest}"))
        else:
            gutter.append(" ")
        is_current = self.current is not None and any(it.start == self.current.start for it in here)
        gutter.append("▸" if is_current else " ")
        return gutter

    def stretches(self, start: int, end: int) -> Iterator[Stretch]:
        """The findings, graver ones above, and above all the current one."""
        first, last = bisect_right(self._reach, start), bisect_left(self._starts, end)
        found = self._findings[first:last]
        for finding in sorted(found, key=lambda it: severity_rank(it.severity)):
            yield Stretch(finding.start, finding.end, f"article--{finding.severity}")
        if self.current:
            yield Stretch(self.current.start, self.current.end, "article--current")

    def watch_current(self) -> None:
        """Draw the mark elsewhere."""
        self.refresh()

    @property
    def _numbered(self) -> bool:
        return self.scrollable_content_region.width >= _NUMBERS_FROM


class SourceView(TextRows):
    """Shows the Chinese; the sentence that belongs to the current finding is marked, and its term in it."""

    DEFAULT_CSS = """
    SourceView { padding-left: 1; }
    SourceView > .source--passage { background: $primary 20%; }
    SourceView > .source--term { text-style: bold underline; }
    SourceView:nocolor > .source--passage { text-style: bold; }
    SourceView:nocolor > .source--term { text-style: bold reverse; }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"source--passage", "source--term"}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._passages: Sequence[Passage] = ()
        self._term = ""

    def mark(self, passages: Sequence[Passage], term: str) -> None:
        """Mark these passages, and where ``term`` stands in them."""
        self._passages, self._term = passages, term
        self.refresh()

    def stretches(self, start: int, end: int) -> Iterator[Stretch]:
        """The passages in sight, and the term in them."""
        for passage in self._passages:
            if passage.start < end and passage.end > start:
                yield Stretch(passage.start, passage.end, "source--passage")
                held = self.rows.text[passage.start : passage.end]
                for begin, stop in occurrences(held, self._term):
                    yield Stretch(passage.start + begin, passage.start + stop, "source--term")
