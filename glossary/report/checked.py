"""What a report is made of: the articles that were checked, what was found in them, and what was waived."""

from typing import TYPE_CHECKING, NamedTuple

from glossary.articles.article import Article
from glossary.findings import SEVERITIES, Finding

if TYPE_CHECKING:
    from glossary.fixing import Fixed
    from glossary.waivers.waiver import Waived


class Checked(NamedTuple):
    """One article, its findings, and those that a waiver covers.

    Where fixes were wanted, ``article`` is as it reads after them, and ``fixed`` says what they were.
    """

    article: Article
    findings: list[Finding]
    waived: "tuple[Waived, ...]" = ()
    fixed: "Fixed | None" = None


class Tally:
    """Counts what was reported."""

    __slots__ = ("by_severity", "files", "fixes", "waived")

    def __init__(self) -> None:
        self.files = 0
        self.by_severity = dict.fromkeys(reversed(SEVERITIES), 0)
        self.waived = 0
        self.fixes = 0

    def add(self, checked: Checked) -> None:
        """Count one article."""
        self.files += 1
        self.waived += len(checked.waived)
        self.fixes += len(checked.fixed.changes) if checked.fixed else 0
        for finding in checked.findings:
            self.by_severity[finding.severity] += 1

    @property
    def findings(self) -> int:
        """How many findings there are in all, waived ones left out."""
        return sum(self.by_severity.values())
