"""Quotations and headings of an article, for settings that treat findings in them apart.

A quotation is a block quote of Markdown, or six words and more between quotation marks that open and close in one
paragraph; fewer words are a term that is only marked, and not quoted from anybody. A quotation that goes on in the next
paragraph opens again there and closes once.

A heading of Markdown is a line with ``#`` before it or ``===`` or ``---`` under it; in plain text it is a line of at
most fifteen words, alone between blank lines, that no punctuation mark ends.
"""

import re
from collections.abc import Iterator
from typing import Final

from glossary.articles.article import Article
from glossary.articles.reading import MARKDOWN_SUFFIXES

Region = tuple[int, int]

_FEWEST_QUOTED_WORDS: Final = 6
_MOST_HEADING_WORDS: Final = 15
_PAIRS: Final = {"\u201c": "\u201d", "\u201e": "\u201c\u201d", "\u00ab": "\u00bb", "\u300c": "\u300d", '"': '"'}
_MARKS: Final = re.compile('[\u201c\u201d\u201e\u00ab\u00bb\u300c\u300d"]|\\n[ \\t\\r]*(?=\\n)')
_BLOCK_QUOTE: Final = re.compile(r"^[ ]{0,3}>[^\n]*(?:\n(?![ \t\r]*\n|[ ]{0,3}#).+)*", re.MULTILINE)
_MARKDOWN_HEADING: Final = re.compile(
    r"^(?:[ ]{0,3}>)*[ ]{0,3}(?:#{1,6}[ \t][^\n]*|[^\s#>][^\n]*\n[ ]{0,3}(?:=+|-+)[ \t]*\r?$)", re.MULTILINE
)
_LONE_LINE: Final = re.compile(r"(?:\A\ufeff?|\n[ \t\r]*\n)([^\n]+)(?=\n[ \t\r]*\n|\n?\Z)")
_SPACE: Final = re.compile(r"\s*")
_SENTENCE_END: Final = tuple('.!?:;,\u2026\u3002\uff01\uff1f"\u201d)')


def quotations(article: Article) -> list[Region]:
    """Spans of what the article quotes."""
    found = [span for span in _between_marks(article.text) if _words(article.text, span) >= _FEWEST_QUOTED_WORDS]
    if is_markdown(article):
        found += [hit.span() for hit in _BLOCK_QUOTE.finditer(article.text)]
    return found


def headings(article: Article) -> list[Region]:
    """Spans of the article's headings."""
    if is_markdown(article):
        return [hit.span() for hit in _MARKDOWN_HEADING.finditer(article.text)]
    return [hit.span(1) for hit in _LONE_LINE.finditer(article.text) if _is_heading(hit[1].strip())]


def is_markdown(article: Article) -> bool:
    """Whether the article is Markdown."""
    return article.path.lower().endswith(MARKDOWN_SUFFIXES)


def _is_heading(line: str) -> bool:
    return bool(line) and not line.endswith(_SENTENCE_END) and len(line.split()) <= _MOST_HEADING_WORDS


def _between_marks(text: str) -> Iterator[Region]:
    """Spans between quotation marks; one that stays open at the end of a paragraph counts when the next opens again."""
    opened, closing = -1, ""
    for hit in _MARKS.finditer(text):
        mark = hit[0]
        if mark[0] == "\n":
            if opened >= 0 and _next_mark(text, hit.end()) == text[opened - 1] != '"':
                yield opened, hit.start()
            opened = -1
        elif opened >= 0 and mark in closing:
            yield opened, hit.start()
            opened = -1
        elif opened < 0 and mark in _PAIRS:
            opened, closing = hit.end(), _PAIRS[mark]


def _next_mark(text: str, start: int) -> str:
    """The first character from ``start`` on that is no white space."""
    space = _SPACE.match(text, start)
    end = space.end() if space else start
    return text[end : end + 1]


def _words(text: str, span: Region) -> int:
    return len(text[slice(*span)].split())
