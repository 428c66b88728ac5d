"""Read a file, or standard input, into an article."""

import os
import sys
from typing import Final

from glossary.articles.article import COMMENT_MARK, Article
from glossary.articles.shadow import shadow
from glossary.errors import ArticleError

MARKDOWN_SUFFIXES: Final = (".md", ".markdown", ".mdown")
PLAIN_SUFFIXES: Final = (".txt", ".text")
_FRONT_MATTER_MARKS: Final = ("---", "+++", "\ufeff---", "\ufeff+++")
_ENCODING_MARKS: Final = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"), (b"\x00\x00\xfe\xff", "UTF-32"))


def read_article(path: str, *, name: str = "") -> Article:
    """The article at ``path`` (``-`` for standard input); ``name`` decides the format where the path cannot.

    Raises ``ArticleError`` for a file that is missing, unreadable, empty, binary or not UTF-8.
    """
    content = _content(path)
    shown = name or path
    return parse_article(shown, _decoded(shown, content))


def read_text(path: str) -> str:
    """The text of the article at ``path``, as it stands in the file; raises what ``read_article`` raises."""
    return _decoded(path, _content(path))


def parse_article(name: str, text: str) -> Article:
    """An article from its text; the suffix of ``name`` says whether it is Markdown."""
    if name.lower().endswith(MARKDOWN_SUFFIXES):
        from glossary.articles.markdown import markup  # compiling its patterns costs more than reading plain text

        marks = markup(text)
        shade = shadow(text, marks.masked, marks.ignored)
        return Article(name, text, shade, comments=marks.comments, dated=_own_date(text))
    if COMMENT_MARK in text:
        from glossary.articles.comments import plain_comments

        comments = plain_comments(text)
        return Article(name, text, shadow(text, comments), comments=comments)
    return Article(name, text, shadow(text))


def _own_date(text: str) -> str:
    """The date that the front matter of a Markdown text gives, as it is written there."""
    if not text.startswith(_FRONT_MATTER_MARKS):
        return ""
    from glossary.articles.front_matter import written_date

    return written_date(text)


def _content(path: str) -> bytes:
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        raise ArticleError(path, "there is no such file", "check the path") from None
    except IsADirectoryError:
        raise ArticleError(path, "is a folder", "name a file, or let lint search the folder") from None
    except OSError as error:
        raise ArticleError(
            path, f"cannot be read ({os.strerror(error.errno or 0)})", "check its permissions"
        ) from error


def _decoded(path: str, content: bytes) -> str:
    if not content or content.isspace():
        raise ArticleError(path, "is empty", "there is nothing to check")
    for mark, encoding in _ENCODING_MARKS:
        if content.startswith(mark):
            raise ArticleError(path, f"is {encoding}, not UTF-8", "save it as UTF-8")
    if b"\x00" in content:
        raise ArticleError(path, "is a binary file", "name a text file")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = content[error.start]
        raise ArticleError(f"{path}:{line}", f"is not UTF-8 (byte 0x{byte:02X})", "save it as UTF-8") from None
