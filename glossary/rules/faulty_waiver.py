"""A comment that should waive findings and cannot: no reason, an unknown rule or concept, a block never closed.

## What it does

Reports each comment to zhengming, in Markdown or plain text, that has no reason, names a rule or a concept that does
not exist, opens a block that is never closed, closes none, or is misspelt. Such a comment waives nothing.

## Why it matters

A waiver is a decision that others have to be able to check; one without a reason cannot be checked, and a misspelt one
is believed to hold.

## Bad

> # zhengming-ignore deprecated-term
> The toughness of the supply chain.

## Good

> # zhengming-ignore-next-line deprecated-term: the material, as the engineer says
> The toughness of the steel that the supply chain needs.
"""

from collections.abc import Iterator
from typing import Final

from glossary.articles.article import COMMENT_MARK, Article
from glossary.findings import Finding
from glossary.rules.rule import Circumstances, Rule


def check(article: Article, circumstances: Circumstances) -> Iterator[Finding]:
    """Findings for the comments that are no valid waivers."""
    if not article.comments or COMMENT_MARK not in article.text:
        return
    from glossary.waivers.comments import comment_waivers
    from glossary.waivers.waiver import Fault

    for waiver in comment_waivers(article):
        fault = waiver.fault
        for concept in waiver.concepts if not fault else ():
            if concept not in circumstances.terms.concept_ids:
                fault = Fault(f"there is no concept {concept!r}", "zhengming search finds its id")
        if fault:
            yield Finding(
                start=waiver.start,
                end=waiver.end,
                text=article.text[waiver.start : waiver.end],
                rule=RULE.name,
                severity=RULE.severity,
                confidence=1.0,
                message=f"{fault.problem}; {fault.cure}",
            )


RULE: Final = Rule(
    name="faulty-waiver",
    severity="error",
    rank=0,
    summary="a comment that should waive findings and cannot",
    check=check,
    documentation=__doc__ or "",
)
