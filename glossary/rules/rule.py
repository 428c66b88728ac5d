"""What a rule is, and what it is given to decide."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from glossary.alignment.bilingual import Bilingual
from glossary.articles.article import Article
from glossary.findings import Finding
from glossary.index.term_index import TermIndex
from glossary.usage import Usage


class Circumstances(NamedTuple):
    """What rules judge an article by.

    The compiled term base, the day (``YYYY-MM-DD``) whose rulings hold and, where they are known, the article's Chinese
    and how all articles of the run render concepts.
    """

    terms: TermIndex
    day: str
    source: Bilingual | None = None
    usage: Usage | None = None


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
