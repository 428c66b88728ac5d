"""Find and read the Chinese source of an article: a file, or a pattern that says where each article has its own.

In a pattern ``{name}`` stands for the article's file name, ``{stem}`` for the same without its suffix and without the
mark of its language (``report.en.txt`` gives ``report``), ``{dir}`` for its folder.
"""

import os
from typing import Final, NamedTuple

from glossary.alignment.bilingual import Bilingual
from glossary.articles.article import Article
from glossary.errors import ArticleError, UsageError
from glossary.index.term_index import TermIndex

PLACEHOLDERS: Final = ("{stem}", "{name}", "{dir}")
_LANGUAGE_MARKS: Final = (".en", "_en", "-en")
_CHINESE_MARKS: Final = (".zh", "_zh", "-zh")


class Sourced(NamedTuple):
    """The aligned source of an article; a note in its place where a pattern leads to no file."""

    source: Bilingual | None = None
    note: ArticleError | None = None


def is_pattern(source: str) -> bool:
    """Whether ``source`` names a file for each article rather than one file."""
    return any(placeholder in source for placeholder in PLACEHOLDERS)


def check_source(source: str, paths: list[str]) -> None:
    """Raise ``UsageError`` for a source that cannot be the source of all of ``paths``."""
    if not is_pattern(source) and len(paths) > 1:
        raise UsageError(
            f"--source {source}",
            f"is one file for {len(paths)} articles",
            "write a pattern, such as 'zh/{stem}.zh.txt', or check one article",
        )


def sourced(article: Article, path: str, source: str, index: TermIndex) -> Sourced:
    """The source of ``article``, which was read from ``path``, aligned with it.

    Raises ``ArticleError`` for a source file that cannot be read; one that a pattern leads to may be missing.
    """
    from glossary.alignment.aligning import align  # only with a source
    from glossary.articles.reading import read_article

    place = _filled(source, article.path if path == "-" else path)
    if is_pattern(source) and not os.access(place, os.F_OK):
        return Sourced(note=ArticleError(article.path, f"its source {place} does not exist", "checked without it"))
    return Sourced(align(article, read_article(place), index.source_terms))


def source_beside(path: str, pattern: str = "") -> str:
    """The file that holds the Chinese of the article at ``path``, empty where there is none.

    It is what the ``pattern`` of the settings names, or else ``report.zh.txt`` beside ``report.txt`` or in a folder
    ``zh`` there.
    """
    suffix = os.path.splitext(path)[1] or ".txt"  # noqa: PTH122 - patterns are texts
    usual = (f"{{dir}}/{folder}{{stem}}{mark}{suffix}" for folder in ("", "zh/") for mark in _CHINESE_MARKS)
    for known in (pattern, *usual, "{dir}/zh/{name}"):
        place = _filled(known, path) if known else ""
        if place and os.path.isfile(place) and not _same(place, path):  # noqa: PTH113 - patterns are texts
            return place
    return ""


def _same(place: str, path: str) -> bool:
    return os.path.realpath(place) == os.path.realpath(path)


def _filled(source: str, path: str) -> str:
    """``source`` with its placeholders filled in for the article at ``path``."""
    folder, name = os.path.split(path)
    stem = name.rpartition(".")[0] or name
    for mark in _LANGUAGE_MARKS:
        stem = stem.removesuffix(mark)
    filled = source.replace("{stem}", stem).replace("{name}", name)
    return filled.replace("{dir}", folder or os.curdir)
