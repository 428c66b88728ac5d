"""A phrase renders its Chinese word for word, and English does not put its words together.

## What it does

Needs the Chinese source (`--source`). Looks for words side by side that general English never has so, each of them a
sense, in CC-CEDICT, of one of two neighbouring Chinese words of the same sentence. No term base has to know the
Chinese. How likely such a pair is a literal rendering follows from how strongly the dictionary suggests the words, how
common they are by themselves, whether the Chinese is cut where they cut it, and whether other words of the sentence
account for it better; what this weighs was learned from the renderings that the built-in glossary deprecates and from
good translations.

Good English puts words together that nobody did before. So the rule speaks only where other rules have found the
article to be translated literally.

## Why it matters

No term base holds what a writer coins. A machine that does not know a coinage cuts it into its words.

## Bad

> Beijing is cultivating new kinetic energy and taking care of the specialized special new enterprises, for the short
> board effect is a hard injury.

## Good

> Beijing is cultivating new kinetic energy and taking care of the specialized special new enterprises, for the weakest
> link is what hurts.

## How sure it is

A finding carries its probability; below 0.65 it is a suggestion, below 0.5 it is not reported. It offers nothing
instead: what is right depends on what the writer means.

## Source of the examples

> 北京正在培育新动能，扶持专精特新企业，因为短板效应是硬伤。
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from glossary.articles.article import Article
from glossary.findings import Finding
from glossary.rules.calquing import concerns_china
from glossary.rules.keeping_company import company_of
from glossary.rules.rule import Circumstances, Rule

if TYPE_CHECKING:
    from glossary.alignment.literal_phrases import LiteralPhrase

_LIKELY: Final = 0.65
"""From which probability on a phrase is a warning."""


def check(article: Article, circumstances: Circumstances) -> Iterator[Finding]:
    """Findings for the word-for-word renderings in ``article``."""
    source = circumstances.source
    if source is None or not concerns_china(article):
        return
    company = company_of(article, circumstances)
    if not company.is_literal:
        return
    from glossary.alignment.literal_phrases import literal_phrases  # only with a source, for literal articles
    from glossary.alignment.readings import readings_of
    from glossary.alignment.word_pairs import PairReader
    from glossary.alignment.wordings import Wordings

    index = circumstances.terms
    readings = readings_of(source, article, index.source_terms, circumstances.day)
    wordings = source.wordings or Wordings(article)
    reader = PairReader(article.shadow.folded, wordings, index.lexicon, index.calques)
    taken = frozenset(token for reading in readings for token in reading.taken)
    for phrase in literal_phrases(source, reader, taken):
        start, end = wordings.span(phrase.first, phrase.last)
        if not company.holds(start, end):
            yield _finding(phrase, start, article.text[start:end])


def _finding(phrase: "LiteralPhrase", start: int, text: str) -> Finding:
    return Finding(
        start=start,
        end=start + len(text),
        text=text,
        rule=RULE.name,
        severity=RULE.severity if phrase.likelihood >= _LIKELY else "suggestion",
        confidence=round(phrase.likelihood, 2),
        message=f"reads as a word-for-word rendering of {phrase.chinese}; English does not put these words together",
        zh=phrase.chinese,
    )


RULE: Final = Rule(
    name="word-for-word",
    severity="warning",
    rank=8,
    summary="words that English does not put together, for Chinese that no term base knows",
    check=check,
    documentation=__doc__ or "",
)
