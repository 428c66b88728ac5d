"""What a report is made of: the articles that were checked and what was found in them."""

from typing import NamedTuple

from glossary.articles.article import Article
from glossary.findings import SEVERITIES, Finding


class Checked(NamedTuple):
    """One article and its findings."""

    article: Article
    findings: list[Finding]


class Tally:
    """Counts what was reported."""

    __slots__ = ("by_severity", "files")

    def __init__(self) -> None:
        self.files = 0
        self.by_severity = dict.fromkeys(reversed(SEVERITIES), 0)

    def add(self, checked: Checked) -> None:
        """Count one article."""
        self.files += 1
        for finding in checked.findings:
            self.by_severity[finding.severity] += 1

    @property
    def findings(self) -> int:
        """How many findings there are in all."""
        return sum(self.by_severity.values())
