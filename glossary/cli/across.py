"""``lint --across``: how concepts are rendered in all files of a run, counted before any of them is judged."""

from glossary.articles.reading import read_article
from glossary.errors import ArticleError, UsageError
from glossary.examining import Terms, day_of
from glossary.index.term_index import TermIndex
from glossary.rules import inconsistent_rendering
from glossary.rules.rule import Circumstances
from glossary.usage import Usage


def usage_across(paths: list[str], terms: Terms, index: TermIndex) -> Usage:
    """The usage of all files; one that cannot be read is told of when its turn comes to be examined."""
    if "-" in paths:
        raise UsageError("--across", "reads every article twice, which standard input does not allow", "give files")
    usage = Usage({}, {})
    for path in paths:
        try:
            article = read_article(path)
        except ArticleError:
            continue
        day, _ = day_of(article, terms)
        inconsistent_rendering.count(article, Circumstances(index, day), usage)
    return usage
