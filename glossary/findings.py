"""A finding: one place where a rule fires. A plain value; the reports turn it into words."""

from typing import Final, NamedTuple

SEVERITIES: Final = ("suggestion", "warning", "error")


class Finding(NamedTuple):
    """What a rule reports of one span of an article.

    ``start`` and ``end`` are character offsets into the article's own text, end exclusive. ``confidence`` is the
    estimated share of such findings that a reviser would act on, 0 to 1. ``concept``, ``zh`` and ``source`` name the
    concept, its Chinese term and the ruling behind the correction; they are empty where a rule needs none.
    ``fixable`` says that the first suggestion can replace the span as it is.
    """

    start: int
    end: int
    text: str
    rule: str
    severity: str
    confidence: float
    message: str
    suggestions: tuple[str, ...] = ()
    concept: str = ""
    zh: str = ""
    source: str = ""
    fixable: bool = False


def severity_rank(severity: str) -> int:
    """0 for a suggestion, 1 for a warning, 2 for an error."""
    return SEVERITIES.index(severity)
