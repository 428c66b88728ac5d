"""What a waiver is, and what is kept of a finding that one covers. Plain values."""

from typing import NamedTuple

from glossary.findings import Finding


class Fault(NamedTuple):
    """What is wrong with a waiver, and what to do about it."""

    problem: str
    cure: str


class CommentWaiver(NamedTuple):
    """A waiver that stands in an article, in a comment.

    ``start`` and ``end`` bound the comment, ``covered`` what it holds for: offsets of the article, end exclusive.
    Empty ``rules`` mean all of them, empty ``concepts`` any; a waiver with a fault covers nothing.
    """

    start: int
    end: int
    covered: tuple[int, int]
    rules: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    reason: str = ""
    fault: Fault | None = None

    def covers(self, finding: Finding) -> bool:
        """Whether the finding is waived by this comment."""
        start, end = self.covered
        return (
            self.fault is None
            and finding.start < end
            and finding.end > start
            and (not self.rules or finding.rule in self.rules)
            and (not self.concepts or finding.concept in self.concepts)
        )


class ListedWaiver(NamedTuple):
    """A waiver that the settings list.

    ``place`` names it in messages. Empty ``rules``, ``concepts``, ``text`` and ``path`` set no bound; ``text`` and
    ``path`` are patterns with ``*`` and ``?``; ``until`` is the last day (``YYYY-MM-DD``) on which it holds, empty for
    no end.
    """

    place: str
    reason: str
    rules: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    text: str = ""
    path: str = ""
    until: str = ""


class Waived(NamedTuple):
    """A finding that is not reported: what waives it (``comment``, ``settings``, ``baseline``, ``quotation`` or
    ``heading``), where that stands, and the reason it gives.
    """

    finding: Finding
    by: str
    place: str
    reason: str
