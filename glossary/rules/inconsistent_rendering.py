"""One concept is rendered in several ways in one document, or across the documents of a run.

## What it does

Counts how each noun and name of the term base is rendered. Where one rendering stands at least twice and more often
than the others, these are suggested to be brought in line with it. Case, inflection, spelling, hyphens and the order of
words aside, two renderings differ when they share a word and each has one that the other lacks: *industrial chain* and
*industry chain*. A full form and its short form or abbreviation do not differ in this sense, nor do two forms that make
the same short form more special (*Northbound* and *Southbound Bond Connect*). Texts that do not speak of China are left
alone.

The preferred form of a name is always right beside a shorter or popular one. Renderings that another rule finds fault
with, listed or not, count as well. Where one of them is the most frequent it is not taken for right: then the preferred
rendering is suggested for all, and the bad ones are left to the rule that reports them.

`zhengming lint --across` counts in all files of a run and judges each of them by the whole.

## Why it matters

A reader who meets two terms looks for two things. Official English itself varies, and every one of the renderings is
accepted: this is a suggestion, whatever the numbers.

## Bad

> China is building an industrial chain. An industrial chain has links, and this industry chain has many.

## Good

> China is building an industrial chain. An industrial chain has links, and this industrial chain has many.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from glossary.articles.article import Article
from glossary.findings import Finding
from glossary.index.variants import Use, Variants
from glossary.inflections import BASE
from glossary.names.surroundings import speaks_of_china
from glossary.rules import deprecated_term, misspelt_name
from glossary.rules.rule import Circumstances, Rule
from glossary.suggesting import fits
from glossary.usage import Usage

_FEWEST: Final = 2
"""How many renderings a text needs to be at odds with itself."""
_CONFIDENCE: Final = 0.4


def check(article: Article, circumstances: Circumstances) -> Iterator[Finding]:
    """Findings for the renderings that are not those which the document, or the run, uses most."""
    if not speaks_of_china(article.shadow.folded):
        return
    variants = circumstances.terms.variants
    uses = list(variants.uses(article.shadow.folded))
    usage = circumstances.usage or Usage({}, {})
    if not circumstances.usage:
        _count_accepted(uses, usage)
    counts = usage.accepted
    if not any(_leading(counts[use.concept], variants.record(use.concept)) for use in uses if use.concept in counts):
        return
    if not circumstances.usage:
        _count_others(article, circumstances, usage)
    standards = _Standards(usage, variants)
    for use in uses:
        standard = standards.of(use.concept)
        if standard and use.variant in standard.others:
            yield _finding(article, use, variants.record(use.concept), standard)


def count(article: Article, circumstances: Circumstances, usage: Usage) -> None:
    """Add the renderings of ``article`` to ``usage``."""
    _count_accepted(circumstances.terms.variants.uses(article.shadow.folded), usage)
    _count_others(article, circumstances, usage)


def _count_accepted(uses: Iterable[Use], usage: Usage) -> None:
    for use in uses:
        usage.add_variant(use.concept, use.variant)


def _count_others(article: Article, circumstances: Circumstances, usage: Usage) -> None:
    for rule in (deprecated_term, misspelt_name):
        for finding in rule.check(article, circumstances):
            if finding.concept:
                usage.add_other(finding.concept, finding.text)


class _Standard(NamedTuple):
    """What the renderings of a concept are measured against: a variant, how often it stands, and who differs from it.

    ``variant`` is -1 for the preferred rendering where that is none of the variants; ``bad`` is the most frequent
    rendering where that is none of the accepted ones.
    """

    variant: int
    times: int
    others: frozenset[int]
    bad: str = ""


class _Standards:
    """The standards of an article or a run, by what is counted there of accepted renderings and of others."""

    __slots__ = ("_made", "_usage", "_variants")

    def __init__(self, usage: Usage, variants: Variants) -> None:
        self._usage = usage
        self._variants = variants
        self._made: dict[int, _Standard | None] = {}

    def of(self, concept: int) -> _Standard | None:
        """The standard of a concept; None where its renderings agree, or none stands out."""
        if concept not in self._made:
            record = self._variants.record(concept)
            bad = self._usage.others.get(record["concept"], {})
            self._made[concept] = _standard(self._usage.accepted.get(concept, {}), bad, record)
        return self._made[concept]


def _standard(counts: dict[int, int], bad: dict[str, int], record: dict[str, Any]) -> _Standard | None:
    standard = _leading(counts, record)
    worst = max(bad, key=lambda text: bad[text], default="")
    if standard and worst and bad[worst] > standard.times:
        return _Standard(record["best"], bad[worst], frozenset(counts) - {record["best"]}, worst)
    return standard


def _leading(counts: dict[int, int], record: dict[str, Any]) -> _Standard | None:
    """The accepted rendering that stands most often, if it clashes with another one that stands less often."""
    if len(counts) < _FEWEST:
        return None
    variant = min(counts, key=lambda number: (-counts[number], number))
    others = {other for other in record["clashes"][variant] if 0 < counts.get(other, 0) < counts[variant]}
    if record["name"]:
        others.discard(record["best"])
    return _Standard(variant, counts[variant], frozenset(others)) if others else None


def _finding(article: Article, use: Use, record: dict[str, Any], standard: _Standard) -> Finding:
    start, end = article.shadow.span(use.start, use.end)
    text = article.text[start:end]
    preferred = {BASE: record["preferred"]} if record["best"] < 0 else record["texts"][record["best"]]
    wanted = record["texts"][standard.variant] if standard.variant >= 0 else preferred
    offers = dict.fromkeys(texts.get(use.form) or texts[BASE] for texts in (wanted, preferred))
    return Finding(
        start=start,
        end=end,
        text=text,
        rule=RULE.name,
        severity=RULE.severity,
        confidence=_CONFIDENCE,
        message=_message(record, standard, wanted[BASE]),
        suggestions=fits(offers, text, text.lower(), article.shadow.folded, use.start),
        concept=record["concept"],
        zh=record["zh"],
        source=record["source"],
    )


def _message(record: dict[str, Any], standard: _Standard, wanted: str) -> str:
    subject = record["zh"] or record["preferred"]
    if standard.bad:
        return f"{subject} is most often rendered as {standard.bad}, which is not accepted; use one rendering: {wanted}"
    return f"{subject} is most often rendered as {wanted} ({standard.times} times)"


RULE: Final = Rule(
    name="inconsistent-rendering",
    severity="suggestion",
    rank=9,
    summary="one concept rendered in several ways in a document or a run",
    check=check,
    documentation=__doc__ or "",
)
