"""A figure of the source is changed or lost in the translation.

## What it does

Needs the Chinese source (`--source`). Works out what the figures of a passage and of its source amount to: 万, 亿 and
万亿 against thousand, million, billion and trillion; percentages, 成 and percentage points; ordinals, years, ranges,
shares and multiples; Chinese numerals, full-width digits and English number words. It reports a figure that has no
counterpart while one figure of the source has none either, and a percentage that became percentage points or the other
way round. A figure that is left out altogether is a suggestion.

Where there is doubt it is silent: several figures left over on both sides, converted units and currencies, dates that
became days of the week, numbers that are rounded.

## Why it matters

万 and 亿 are no units of English. A slip is a factor of ten or more, and no reader can see it.

## Bad

> The province harvested 13 million tonnes of grain, 2.1 percent more than a year before.

## Good

> The province harvested 130 million tonnes of grain, 2.1 percent more than a year before.

## Source of the examples

> 全省粮食产量达1.3亿吨，同比增长2.1%。
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from glossary.alignment.bilingual import SURE, AlignedPair, Bilingual
from glossary.articles.article import Article
from glossary.findings import Finding
from glossary.rules.rule import Circumstances, Rule

if TYPE_CHECKING:
    from glossary.figures.comparing import Mismatch

_SUGGESTION: Final = "suggestion"


def check(article: Article, circumstances: Circumstances) -> Iterator[Finding]:
    """Findings for the figures of the source that ``article`` changes or loses."""
    source = circumstances.source
    if source is None:
        return
    from glossary.figures.comparing import mismatches  # only with a source

    for pair in source.paragraphs:
        (first, last), (start, end) = pair.source, pair.target
        if pair.confidence >= SURE and last > first and end > start:
            for mismatch in mismatches(source.text[first:last], article.text[start:end]):
                yield _finding(article, source, pair, mismatch)


def _finding(article: Article, source: Bilingual, pair: AlignedPair, mismatch: "Mismatch") -> Finding:
    is_lost = mismatch.start is None or mismatch.end is None
    if mismatch.start is None or mismatch.end is None:
        start, end = _sentence(source, pair, pair.source.start + mismatch.written[0])
    else:
        start, end = pair.target.start + mismatch.start, pair.target.start + mismatch.end
    severity = _SUGGESTION if is_lost else RULE.severity
    return Finding(start, end, article.text[start:end], RULE.name, severity, mismatch.confidence, mismatch.message)


def _sentence(source: Bilingual, pair: AlignedPair, offset: int) -> tuple[int, int]:
    """The sentence of the translation that renders the one at ``offset`` of the source, else the whole passage."""
    for sentence in source.pairs_at(*pair.target):
        if sentence.source.start <= offset < sentence.source.end and sentence.target.end > sentence.target.start:
            return sentence.target
    return pair.target


RULE: Final = Rule(
    name="number-mismatch",
    severity="warning",
    rank=6,
    summary="a figure of the Chinese source that is changed or lost",
    check=check,
    documentation=__doc__ or "",
)
