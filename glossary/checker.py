"""Check an article: rules in, findings out."""

from collections.abc import Iterable
from typing import Final

from glossary.articles.article import Article
from glossary.findings import SEVERITIES, Finding, severity_rank
from glossary.rules.rule import Circumstances, Rule

_LISTED: Final = "deprecated-term"
"""The rule that reports what is listed, and knows itself what was right when."""

_UNKNOWN_CHINESE: Final = "word-for-word"
"""The rule that speaks of Chinese no term base knows, where no other one has anything to say."""


def check(article: Article, circumstances: Circumstances, rules: Iterable[Rule]) -> list[Finding]:
    """The findings of ``rules`` in ``article``, sorted by place; of two that report one span the lower rank stays."""
    ranks = {rule.name: rule.rank for rule in rules}
    found = [finding for rule in rules for finding in rule.check(article, circumstances)]
    if circumstances.source:
        from glossary.rules.source_evidence import weighed

        found = [weighed(finding, article, circumstances) for finding in found]
    if any(finding.concept for finding in found):
        found = _timely(article, found, circumstances)
    found.sort(key=lambda finding: (finding.start, -finding.end, -_weight(finding), ranks[finding.rule]))
    return _without_doubles(found, ranks)


def _weight(finding: Finding) -> int:
    """What decides between findings of one span: the more severe, but above all what the term base says of it."""
    return len(SEVERITIES) if finding.rule == _LISTED else severity_rank(finding.severity)


def _timely(article: Article, found: list[Finding], circumstances: Circumstances) -> list[Finding]:
    """The findings that hold at their time, with the suggestions that do."""
    dated = circumstances.terms.renderings.dated
    if all(finding.rule == _LISTED and finding.concept not in dated for finding in found if finding.concept):
        return found
    from glossary.rules.timeliness import timely  # most findings have no time

    return list(timely(article, found, circumstances, _LISTED))


def _without_doubles(found: list[Finding], ranks: dict[str, int]) -> list[Finding]:
    """Leave out what lies inside a finding of a rule that ranks before its own, or on the very same span."""
    kept: list[Finding] = []
    for finding in found:
        holders = (other for other in reversed(kept[-8:]) if other.end >= finding.end and other.start <= finding.start)
        if not any(_prevails(other, finding, ranks) for other in holders):
            kept.append(finding)
    return _without_unknown(kept)


def _without_unknown(found: list[Finding]) -> list[Finding]:
    """Leave out what is said of unknown Chinese where something better is said of some of the same words."""
    known = [finding for finding in found if finding.rule != _UNKNOWN_CHINESE]
    if len(known) == len(found):
        return found
    return [
        finding
        for finding in found
        if finding.rule != _UNKNOWN_CHINESE
        or not any(other.start < finding.end and finding.start < other.end and _is_loud(other) for other in known)
    ]


def _is_loud(finding: Finding) -> bool:
    return finding.severity != SEVERITIES[0]


def _prevails(holder: Finding, finding: Finding, ranks: dict[str, int]) -> bool:
    """Whether a finding is left out for one that holds it: for any on its own span, else for none less severe."""
    if (holder.start, holder.end) == (finding.start, finding.end):
        return True
    is_weaker = severity_rank(holder.severity) < severity_rank(finding.severity)
    return ranks[holder.rule] <= ranks[finding.rule] and not is_weaker
