"""Comments to zhengming: where they stand in a text, and the form in which plain text, which has no comments, has them.

In plain text a comment to zhengming is a line that begins with ``#`` and a word with ``zhengming-``, or an HTML comment
that begins so. No other line that begins with ``#`` is a comment there.
"""

import re
from bisect import bisect_right
from typing import Final

from glossary.articles.article import COMMENT_MARK

_COMMENT: Final = re.compile(
    rf"<!--[ \t]*{COMMENT_MARK}(?:(?:(?!<!--|\n[ \t\r]*\n).)*?-->|[^\r\n]*)"
    rf"|^\ufeff?[ \t]*#+[ \t]*{COMMENT_MARK}[^\r\n]*",
    re.DOTALL | re.MULTILINE,
)
_UNCLOSED: Final = re.compile(rf"<!--[ \t]*{COMMENT_MARK}[^\r\n]*")


def plain_comments(text: str) -> list[tuple[int, int]]:
    """Spans of the comments to zhengming in a plain text; one that is never closed ends with its line."""
    return [hit.span() for hit in _COMMENT.finditer(text)]


def unclosed_comments(text: str, masked: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of the comments to zhengming in a Markdown text that nothing closes: no span of ``masked`` holds them."""
    spans = (hit.span() for hit in _UNCLOSED.finditer(text))
    return [span for span in spans if not _holds(masked, span[0])]


def _holds(spans: list[tuple[int, int]], offset: int) -> bool:
    """Whether an offset lies in one of the spans, which are sorted and do not overlap."""
    index = bisect_right(spans, (offset, len(spans) and spans[-1][1]))
    return index > 0 and offset < spans[index - 1][1]
