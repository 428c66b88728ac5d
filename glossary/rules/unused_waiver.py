"""A comment waives findings where there are none.

## What it does

Reports each [waiver](waivers.md) in an article that covers no finding of the rules and concepts it names, whichever
rules are selected. One for a rule that needs the Chinese source is judged only in a run that has the source.

## Why it matters

What a waiver was for has been corrected, or the rule has learnt better: the comment would hide the next mistake there.

## Bad

> # zhengming-ignore-next-line deprecated-term: the material
> The resilience of the supply chain.

## Good

> # zhengming-ignore-next-line deprecated-term: quoted as it was said
> "Improve the industrial chain supply chain," the old leaflet said.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from glossary.articles.article import COMMENT_MARK, Article
from glossary.findings import Finding
from glossary.rules.rule import Circumstances, Rule

if TYPE_CHECKING:
    from glossary.waivers.waiver import CommentWaiver

_NEED_SOURCE: Final = ("missing-rendering", "number-mismatch")


def check(article: Article, circumstances: Circumstances) -> Iterator[Finding]:
    """Findings for the comments that waive nothing."""
    if not article.comments or COMMENT_MARK not in article.text:
        return
    from glossary.waivers.comments import comment_waivers

    waivers = [waiver for waiver in comment_waivers(article) if _can_be_judged(waiver, circumstances)]
    if not waivers:
        return
    found = _all_findings(article, circumstances)
    for waiver in waivers:
        if not any(waiver.covers(finding) for finding in found):
            named = [*waiver.rules, *(f"concept={concept}" for concept in waiver.concepts)]
            yield Finding(
                start=waiver.start,
                end=waiver.end,
                text=article.text[waiver.start : waiver.end],
                rule=RULE.name,
                severity=RULE.severity,
                confidence=1.0,
                message=f"this waiver{' for ' * bool(named)}{', '.join(named)} covers no finding; take it out",
            )


def _can_be_judged(waiver: "CommentWaiver", circumstances: Circumstances) -> bool:
    """Whether this run can tell that a waiver covers nothing; those of waivers themselves are left alone."""
    if waiver.fault or set(waiver.rules) & {RULE.name, "faulty-waiver"}:
        return False
    if not all(concept in circumstances.terms.concept_ids for concept in waiver.concepts):
        return False
    return circumstances.source is not None or not set(waiver.rules) & set(_NEED_SOURCE)


def _all_findings(article: Article, circumstances: Circumstances) -> list[Finding]:
    """What all other rules find, those included that nobody selected."""
    from glossary.checker import check as check_by
    from glossary.rules.registry import RULES

    return check_by(article, circumstances, [rule for rule in RULES if rule.check is not check])


RULE: Final = Rule(
    name="unused-waiver",
    severity="warning",
    rank=1,
    summary="a comment that waives findings where there are none",
    check=check,
    documentation=__doc__ or "",
)
