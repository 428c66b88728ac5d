"""Sift the findings of an article: what is reported, and what a waiver covers.

A comment in the article is asked first, then the waivers of the settings, the settings for quotations and headings, and
the baseline.
"""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

from glossary.articles.article import Article
from glossary.findings import SEVERITIES, Finding
from glossary.waivers.baseline import Baseline, in_baseline
from glossary.waivers.waiver import ListedWaiver, Waived

if TYPE_CHECKING:
    from glossary.config import Config

TREATMENTS: Final = ("check", "suggestion", "skip")
"""What the settings can want for findings in quotations and headings."""
ABOUT_WAIVERS: Final = ("unused-waiver", "faulty-waiver")
"""The rules that speak of waivers; only a waiver that names them covers what they find."""


class Sieve(NamedTuple):
    """What waives findings beside the comments of an article.

    ``listed`` are the waivers of the settings that are in force, whose paths begin at ``folder``, and ``expired`` those
    that are not; ``quotations`` and ``headings`` are treatments.
    """

    listed: tuple[ListedWaiver, ...] = ()
    expired: tuple[ListedWaiver, ...] = ()
    folder: str = ""
    quotations: str = TREATMENTS[0]
    headings: str = TREATMENTS[0]
    baseline: Baseline | None = None


def sieve_of(config: "Config", baseline: str, today: str) -> Sieve | None:
    """What the settings and a baseline waive, None where that is nothing.

    Raises ``UsageError`` for a baseline that cannot be read.
    """
    if not (baseline or config.waivers or {config.quotations, config.headings} != {TREATMENTS[0]}):
        return None
    from glossary.waivers.baseline import read_baseline
    from glossary.waivers.listed import is_in_force

    return Sieve(
        listed=tuple(waiver for waiver in config.waivers if is_in_force(waiver, today)),
        expired=tuple(waiver for waiver in config.waivers if not is_in_force(waiver, today)),
        folder=os.path.dirname(config.path),  # noqa: PTH120 - as the settings have it
        quotations=config.quotations,
        headings=config.headings,
        baseline=read_baseline(baseline) if baseline else None,
    )


class Sifted(NamedTuple):
    """The findings to report, the waived ones, the places of the listed waivers that covered one, and how many
    findings the baseline knows of this article that occur no more.
    """

    reported: list[Finding]
    waived: list[Waived]
    used: frozenset[str]
    stale: int


def sift(article: Article, findings: Iterable[Finding], sieve: Sieve) -> Sifted:
    """Part the findings of ``article``."""
    waived: list[Waived] = []
    left = list(findings)
    if article.comments:
        left = _by_comments(article, left, waived)
    left, used = _by_settings(article, left, sieve, waived)
    left = _by_regions(article, left, sieve, waived)
    stale = 0
    if sieve.baseline:
        covered, stale = in_baseline(article, left, sieve.baseline)
        place = sieve.baseline.path
        waived += [Waived(finding, "baseline", place, "known from an earlier run") for finding in covered]
        left = [finding for finding in left if finding not in covered]
    waived.sort(key=lambda item: (item.finding.start, -item.finding.end))
    return Sifted(left, waived, used, stale)


def _by_comments(article: Article, findings: list[Finding], waived: list[Waived]) -> list[Finding]:
    from glossary.waivers.comments import comment_waivers

    waivers = comment_waivers(article)
    left = []
    for finding in findings:
        waiver = next((waiver for waiver in waivers if waiver.covers(finding) and _may(waiver.rules, finding)), None)
        if waiver:
            line, _ = article.line_column(waiver.start)
            waived.append(Waived(finding, "comment", f"{article.path}:{line}", waiver.reason))
        else:
            left.append(finding)
    return left


def _by_settings(
    article: Article, findings: list[Finding], sieve: Sieve, waived: list[Waived]
) -> tuple[list[Finding], frozenset[str]]:
    if not sieve.listed:
        return findings, frozenset()
    from glossary.waivers.listed import applies_to, covers

    here = [waiver for waiver in sieve.listed if applies_to(waiver, article.path, sieve.folder)]
    left: list[Finding] = []
    used: set[str] = set()
    for finding in findings:
        holding = [waiver for waiver in here if covers(waiver, finding) and _may(waiver.rules, finding)]
        used.update(waiver.place for waiver in holding)
        if holding:
            waived.append(Waived(finding, "settings", holding[0].place, holding[0].reason))
        else:
            left.append(finding)
    return left, frozenset(used)


def _by_regions(article: Article, findings: list[Finding], sieve: Sieve, waived: list[Waived]) -> list[Finding]:
    """Waive, or turn into suggestions, what lies in quotations and headings, as the settings want."""
    from glossary.waivers import regions  # named here so that no other setting pays for its patterns

    for name, treatment, spans in (
        ("quotation", sieve.quotations, regions.quotations),
        ("heading", sieve.headings, regions.headings),
    ):
        if treatment == TREATMENTS[0]:
            continue
        held = _inside(findings, spans(article))
        if treatment == "skip":
            waived += [
                Waived(finding, name, "settings", f'{name}s = "skip"') for finding in findings if finding in held
            ]
            findings = [finding for finding in findings if finding not in held]
        else:
            findings = [
                finding._replace(severity=SEVERITIES[0]) if finding in held else finding for finding in findings
            ]
    return findings


def _inside(findings: list[Finding], regions: list[tuple[int, int]]) -> set[Finding]:
    """The findings that lie in one of the regions; a sweep over both by their start."""
    inside: set[Finding] = set()
    ordered, index, reach = sorted(regions), 0, 0
    for finding in sorted(findings, key=lambda finding: finding.start):
        while index < len(ordered) and ordered[index][0] <= finding.start:
            reach = max(reach, ordered[index][1])
            index += 1
        if finding.end <= reach:
            inside.add(finding)
    return inside


def _may(rules: tuple[str, ...], finding: Finding) -> bool:
    """Whether a waiver of ``rules`` can cover a finding: one about waivers is covered only by its name."""
    return finding.rule not in ABOUT_WAIVERS or finding.rule in rules
