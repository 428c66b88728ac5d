"""What of a Markdown file is prose: spans to mask and marks to ignore.

Front matter, code (fenced, indented, inline), HTML tags and comments, link targets, autolinks and bare addresses are
no prose. Emphasis and block quote marks stand in the middle of phrases and are ignored. This is no renderer: it
follows CommonMark as far as it decides what is prose.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from glossary.articles.article import COMMENT_MARK
from glossary.articles.comments import unclosed_comments

_FRONT_MATTER: Final = re.compile(
    r"\ufeff?(?:---|\+\+\+)[ \t]*\r?\n.*?^(?:---|\.\.\.|\+\+\+)[ \t]*\r?$", re.DOTALL | re.MULTILINE
)
_FENCE: Final = re.compile(r"^(?:[ \t]*>)*[ \t]{0,3}(`{3,}|~{3,})[^\n`]*$", re.MULTILINE)
_LINE: Final = re.compile(r"[^\n]*\n?")
_INDENTED: Final = re.compile(r"(?: {4}|\t)[ \t]*\S")
_LIST_ITEM: Final = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]")
_INLINE: Final = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`+)"
    r"|(?P<comment><!--)"
    r"|(?P<html></?[A-Za-z][^<>]*>|<[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*>)"
    r"|(?P<target>\]\((?:[^()\s]|\([^()\s]*\))*(?:[ \t\n]+(?:\"[^\"]*\"|'[^']*'))?[ \t]*\))"
    r"|(?P<reference>\]\[[^\]\n]*\])"
    r"|(?P<definition>^[ ]{0,3}\[[^\]\n]+\]:[^\n]*)"
    r"|(?P<bare>\b(?:https?|ftp)://[^\s<>()]+|\bwww\.[^\s<>()]+)"
    r"|(?P<quote>^(?:[ ]{0,3}>[ ]?)+)"
    r"|(?P<emphasis>\*+|(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)|~~)",
    re.DOTALL | re.MULTILINE,
)


class Markup(NamedTuple):
    """``masked`` spans hold no prose, ``comments`` among them; at ``ignored`` offsets are marks inside prose."""

    masked: list[tuple[int, int]]
    ignored: list[int]
    comments: list[tuple[int, int]]


def markup(text: str) -> Markup:
    """Find what is no prose in the Markdown ``text``."""
    blocks = list(_blocks(text))
    found, start = Markup(list(blocks), [], []), 0
    for block_start, block_end in [*blocks, (len(text), len(text))]:
        _inline(text, start, block_start, found)
        start = block_end
    found.masked.sort()
    if COMMENT_MARK in text:
        unclosed = unclosed_comments(text, found.masked)
        found.masked.extend(unclosed)
        found.comments.extend(unclosed)
    return Markup(sorted(found.masked), sorted(found.ignored), sorted(found.comments))


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Spans of front matter, fenced code and indented code, in order."""
    position = 0
    front = _FRONT_MATTER.match(text)
    if front:
        yield front.span()
        position = front.end()
    fence = _FENCE.search(text, position)
    while fence:
        yield from _indented_code(text, position, fence.start())
        closing = re.compile(rf"^(?:[ \t]*>)*[ \t]{{0,3}}{fence[1][0]}{{{len(fence[1])},}}[ \t]*\r?$", re.MULTILINE)
        end = closing.search(text, fence.end())
        position = end.end() if end else len(text)
        yield fence.start(), position
        fence = _FENCE.search(text, position)
    yield from _indented_code(text, position, len(text))


def _indented_code(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Lines indented by four columns after a blank line and outside a list."""
    may_open, in_list = start == 0, False
    for line in _LINE.finditer(text, start, end):
        content = line[0]
        if not content.strip():
            may_open = True
        elif may_open and not in_list and _INDENTED.match(content):
            yield line.span()
        else:
            if _LIST_ITEM.match(content):
                in_list = True
            elif content[0] not in " \t":
                in_list = False
            may_open = False


def _inline(text: str, start: int, end: int, found: Markup) -> None:
    """Add to ``found`` what is no prose between two blocks."""
    masked, ignored, position, may_close = found.masked, found.ignored, start, True
    while hit := _INLINE.search(text, position, end):
        position = hit.end()
        match hit.lastgroup:
            case "escape":
                ignored.append(hit.start())
            case "emphasis" | "quote":
                ignored.extend(range(*hit.span()))
            case "ticks":
                closing = _closing_ticks(text, hit, end)
                if closing:
                    masked.append((hit.start(), closing))
                    position = closing
            case "comment":
                closing = text.find("-->", position, end) if may_close else -1
                if closing >= 0:
                    position = closing + 3
                    masked.append((hit.start(), position))
                    found.comments.append(masked[-1])
                may_close = closing >= 0
            case "target" | "reference":
                ignored.append(hit.start())
                masked.append((hit.start() + 1, hit.end()))
            case _:
                masked.append(hit.span())


def _closing_ticks(text: str, opening: re.Match[str], end: int) -> int:
    """Where the code span that ``opening`` begins ends, or 0; it never crosses a blank line."""
    ticks = opening[0]
    blank = re.compile(r"\n[ \t\r]*\n").search(text, opening.end(), end)
    limit = blank.start() if blank else end
    closing = re.compile(rf"(?<!`){ticks}(?!`)").search(text, opening.end(), limit)
    return closing.end() if closing else 0
