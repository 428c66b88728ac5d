"""What a rule is, and what it is given to decide."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from glossary.alignment.bilingual import Bilingual
from glossary.articles.article import Article
from glossary.findings import Finding
from glossary.index.term_index import TermIndex


class Circumstances(NamedTuple):
    """What rules judge an article by.

    The compiled term base, the day (``YYYY-MM-DD``) whose rulings hold, and, where it is known, the article's Chinese.
    """

    terms: TermIndex
    day: str
    source: Bilingual | None = None


class Rule(NamedTuple):
    """A check.

    ``name`` finishes the sentence *allow ...*; ``rank`` decides which of two rules reports a span that both claim, the
    lower one does; ``documentation`` is the docstring of the rule's module.
    """

    name: str
    severity: str
    rank: int
    summary: str
    check: Callable[[Article, Circumstances], Iterable[Finding]]
    documentation: str
