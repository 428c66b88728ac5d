"""What a rule is, and what it is given to decide."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from glossary.articles.article import Article
from glossary.findings import Finding
from glossary.index.compiled import CompiledIndex


class Circumstances(NamedTuple):
    """What rules judge an article by: the compiled term base, and the day (``YYYY-MM-DD``) whose rulings hold."""

    compiled: CompiledIndex
    day: str


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
