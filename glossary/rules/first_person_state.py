"""The state is spoken of in the first person: *my country* for 我国.

## What it does

Reports *my country* and *my country's*. A writer who speaks for himself is left alone: where another *I*, *me* or *my*
stands in the same paragraph, on the same side of its quotation marks, nothing is reported.

## Why it matters

Chinese texts call their own state 我国; machine translation makes *my country* of it. An English text names the
country: in a news article nobody owns it.

## Bad

> The situation puts higher demands on my country's industrial chain.

## Good

> The situation puts higher demands on China's industrial chain.
"""

import re
from collections.abc import Iterator
from typing import Final

from glossary.articles.article import Article
from glossary.articles.shadow import paragraph
from glossary.findings import Finding
from glossary.index.renderings import at_boundary
from glossary.rules.rule import Circumstances, Rule
from glossary.suggesting import in_case_of

_PHRASE: Final = b"my country"
_ZH: Final = "我国"
_SPEAKER: Final = re.compile(
    rb"(?<!Part )(?<!Phase )(?<!War )(?<!Class )(?<!Type )(?<!Level )(?<!Category )\bI\b(?![.)-])"
    rb"|\b[Mm]e\b|\b[Mm]y\b(?! +country\b)|\b[Mm]yself\b|\b[Mm]ine\b"
)
_CONFIDENCE: Final = 0.97


def check(article: Article, circumstances: Circumstances) -> Iterator[Finding]:
    """Findings for each *my country* that stands for the state."""
    folded = article.shadow.folded
    position = folded.find(_PHRASE)
    while position >= 0:
        end = position + len(_PHRASE)
        if at_boundary(folded, position, end):
            possessive = folded[end : end + 2] == b"'s"
            start, stop = article.shadow.span(position, end + 2 * possessive)
            if not _speaks_for_himself(article.shadow.raw, start, stop):
                yield _finding(article, circumstances, start, stop, possessive=possessive)
        position = folded.find(_PHRASE, end)


def _speaks_for_himself(raw: bytes, start: int, end: int) -> bool:
    """Whether another word of the first person stands in the paragraph, quoted or unquoted as the span is."""
    opening, closing = paragraph(raw, start, end)
    quoted = raw.count(b'"', opening, start) % 2
    return any(
        raw.count(b'"', opening, speaker.start()) % 2 == quoted
        for speaker in _SPEAKER.finditer(raw, opening, closing)
        if speaker.end() <= start or speaker.start() >= end
    )


def _finding(article: Article, circumstances: Circumstances, start: int, end: int, *, possessive: bool) -> Finding:
    text = article.text[start:end]
    concept = circumstances.terms.renderings.anchors.get(_ZH, {})
    names = ("China's", "the country's") if possessive else ("China", "the country")
    return Finding(
        start=start,
        end=end,
        text=text,
        rule=RULE.name,
        severity=RULE.severity,
        confidence=_CONFIDENCE,
        message=f"the state is not spoken of in the first person; {_ZH} names China",
        suggestions=tuple(in_case_of(text.partition(" ")[0], name) for name in names),
        concept=concept.get("concept", ""),
        zh=_ZH,
        source=concept.get("source", ""),
        fixable=True,
    )


RULE: Final = Rule(
    name="first-person-state",
    severity="error",
    rank=1,
    summary="*my country* for the state",
    check=check,
    documentation=__doc__ or "",
)
