"""Edit an article freely, or a part of it."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from rich.text import Text
from textual.events import Paste
from textual.widgets import TextArea

from glossary.findings import Finding
from tui.articles.veil import Veil, shown_text

_ROOM: Final = 120_000
"""How many characters are edited at a time; what is longer is edited in parts."""


class ArticleEditor(TextArea):
    """A text area over the part of an article around one place; hidden characters and line ends stay as they are."""

    DEFAULT_CSS = """
    ArticleEditor { border: none; padding: 0; background: $surface; scrollbar-size-vertical: 1; }
    ArticleEditor:focus { border: none; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, soft_wrap=True, tab_behavior="focus", show_line_numbers=False, compact=True)
        self._before = self._after = ""
        self._veil = Veil("")
        self._marks: dict[int, list[tuple[int, int, str]]] = {}

    def open(self, text: str, place: int) -> bool:
        """Begin to edit ``text`` at ``place``; whether that is possible."""
        start, end = part_around(text, place)
        veil = Veil(text[start:end])
        if end - start > 2 * _ROOM or not veil.complete:
            return False
        self._before, self._after, self._veil = text[:start], text[end:], veil
        self._marks = {}
        self.load_text(veil.shown)
        self.move_cursor(veil.place(place - start), center=True)
        return True

    @property
    def whole(self) -> str:
        """The whole article as it is now."""
        return self._before + self._veil.lifted(self.text) + self._after

    @property
    def place(self) -> int:
        """The offset of the cursor in the whole article, but for line ends that were changed on the way."""
        row, column = self.cursor_location
        edited = self.text.split("\n")
        ahead = sum(len(line) + 1 for line in edited[:row]) + column
        returns = self._veil.lifted(self.text)[:ahead].count("\r\n")
        return len(self._before) + ahead + returns

    def mark(self, findings: Sequence[Finding]) -> None:
        """Underline findings of the whole article as it is now."""
        part = self._veil.lifted(self.text)
        starts = [0, *(hit.end() for hit in re.finditer("\n", part))]
        marks: dict[int, list[tuple[int, int, str]]] = {}
        first = len(self._before)
        for finding in findings:
            start, end = finding.start - first, finding.end - first
            if start >= 0 and end <= len(part):
                for line in _lines(starts, start, end):
                    begin = max(0, start - starts[line])
                    marks.setdefault(line, []).append((begin, end - starts[line], finding.severity))
        self._marks = marks
        self.notify_style_update()
        self.refresh()

    def get_line(self, line_index: int) -> Text:
        """A line with its findings underlined."""
        line = super().get_line(line_index)
        for start, end, severity in self._marks.get(line_index, ()):
            line.stylize("bold underline" if severity == "error" else "underline", start, max(start, end))
        return line

    async def on_paste(self, event: Paste) -> None:
        """Take what is pasted without what steers a terminal."""
        event.prevent_default().stop()
        clean = "\n".join(map(shown_text, re.split("\r\n|\r|\n", event.text)))
        self.replace(clean, *self.selection)


def part_around(text: str, place: int) -> tuple[int, int]:
    """Where the part around a place begins and ends that is edited at a time: all of a text that is not long."""
    if len(text) <= _ROOM:
        return 0, len(text)
    half = _ROOM // 2
    start = text.rfind("\n", 0, max(0, place - half)) + 1
    end = text.find("\n", min(len(text), place + half))
    return start, len(text) if end < 0 else end


def _lines(starts: list[int], start: int, end: int) -> range:
    """The lines that a stretch touches."""
    return range(bisect_right(starts, start) - 1, bisect_right(starts, max(start, end - 1)))
