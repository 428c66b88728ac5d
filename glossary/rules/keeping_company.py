"""The company that a doubtful literal rendering keeps: how much of its article is literal beyond doubt."""

from typing import Final

from glossary.articles.article import Article
from glossary.calques.company import in_company
from glossary.findings import SEVERITIES
from glossary.rules import deprecated_term, predicted_calque, stuttered_text
from glossary.rules.calquing import judged_text
from glossary.rules.rule import Circumstances
from glossary.rules.source_evidence import weighed

_TELLING: Final = (deprecated_term.check, predicted_calque.check, stuttered_text.check)
"""Checks that tell a literal translation: what is listed, what is predicted, and what a decoder repeats."""


class Company:
    """What an article beside its source holds of literal renderings, counted when somebody first asks."""

    __slots__ = ("_article", "_circumstances", "_evidence")

    def __init__(self, article: Article, circumstances: Circumstances) -> None:
        self._article = article
        self._circumstances = circumstances
        self._evidence: tuple[float, int] | None = None

    def judged(self, probability: float) -> float:
        """A probability in view of what else the article holds."""
        if self._evidence is None:
            self._evidence = self._counted()
        return in_company(probability, *self._evidence)

    def _counted(self) -> tuple[float, int]:
        """The sum of the confidences of errors and warnings, each wording once, and the words of the article."""
        article, circumstances = self._article, self._circumstances
        found = (weighed(it, article, circumstances) for check in _TELLING for it in check(article, circumstances))
        telling = {it.text.casefold(): it.confidence for it in found if it.severity != SEVERITIES[0]}
        return sum(telling.values()), judged_text(article, circumstances).finder.length
