"""The company that a doubtful literal rendering keeps: how much of its article is literal beyond doubt."""

from functools import cached_property, lru_cache
from typing import Final

from glossary.articles.article import Article
from glossary.calques.company import density, in_company
from glossary.findings import SEVERITIES, Finding
from glossary.rules import deprecated_term, predicted_calque, stuttered_text
from glossary.rules.calquing import judged_text
from glossary.rules.rule import Circumstances
from glossary.rules.source_evidence import weighed

_TELLING: Final = (deprecated_term.check, predicted_calque.check, stuttered_text.check)
"""Checks that tell a literal translation: what is listed, what is predicted, and what a decoder repeats."""


_LITERAL: Final = 3.1
"""Findings in a thousand words, roughly, from which on an article is taken for a literal translation."""


class Company:
    """What an article beside its source holds of literal renderings, looked for when somebody first asks."""

    def __init__(self, article: Article, circumstances: Circumstances) -> None:
        self._article = article
        self._circumstances = circumstances

    def judged(self, probability: float) -> float:
        """A probability in view of what else the article holds."""
        return in_company(probability, self._evidence, self._words)

    @property
    def is_literal(self) -> bool:
        """Whether the article is full of literal renderings."""
        return density(self._evidence, self._words) >= _LITERAL

    def holds(self, start: int, end: int) -> bool:
        """Whether some of a span of the text is known to be literal."""
        return any(it.start < end and start < it.end for it in self._telling)

    @cached_property
    def _telling(self) -> list[Finding]:
        """The errors and warnings that tell a literal translation."""
        article, circumstances = self._article, self._circumstances
        found = (weighed(it, article, circumstances) for check in _TELLING for it in check(article, circumstances))
        return [it for it in found if it.severity != SEVERITIES[0]]

    @cached_property
    def _evidence(self) -> float:
        """The sum of their confidences, each wording counted once."""
        return sum({it.text.casefold(): it.confidence for it in self._telling}.values())

    @cached_property
    def _words(self) -> int:
        return judged_text(self._article, self._circumstances).words


def company_of(article: Article, circumstances: Circumstances) -> Company:
    """The company in an article; rules that ask for the same article in turn share what was found."""
    return _company(article, circumstances._replace(usage=None))


@lru_cache(maxsize=1)
def _company(article: Article, circumstances: Circumstances) -> Company:
    return Company(article, circumstances)
