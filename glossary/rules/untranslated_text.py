"""Chinese is left in English text: characters, or the pinyin of a word that has a rendering.

## What it does

Reports

- Chinese characters in a line of English, with the accepted rendering where they are a term of the term base;
- the pinyin of a term (*sannong*, *san nong*, *sān nóng* for 三农) or of a word in one (*Luhai* for 陆海 in
  西部陆海新通道), joined, spaced or hyphenated. In small letters it is certain. With a capital it may be a name:
  it is a warning where the text around it speaks of the term's subject, else a suggestion;
- as a suggestion, other words in small letters that only pinyin spells so.

A gloss is right and left alone: a term with its Chinese or pinyin in brackets or quotation marks behind it, the
reverse, words introduced by *called* or *known as*, a cell or a line of Chinese. So are the pinyin that accepted
renderings hold (*hukou*), what English texts use (*renminbi*, *guanxi*), and names of people, places and companies.

## Why it matters

A reader without Chinese learns nothing from it, and takes it for a name: *Luhai* is no place but land and sea.

## Bad

> The plan strengthens chanyelian and the 供应链 of the region.

## Good

> The plan strengthens industrial chains (产业链) and supply chains in the region, where the yuan is strong.
"""

from collections.abc import Iterator
from typing import Final

from glossary.articles.article import Article
from glossary.articles.wide import holds_wide_characters
from glossary.findings import Finding
from glossary.index.pinyin_terms import PinyinTerms
from glossary.rules.left_pinyin import left_pinyin
from glossary.rules.leftovers import Leftover
from glossary.rules.rule import Circumstances, Rule
from glossary.suggesting import fit

_TONED_VOWELS: Final = "āēīōūǎěǐǒǔǖǘǚǜ"
"""Those that no language of western Europe has."""


def check(article: Article, circumstances: Circumstances) -> Iterator[Finding]:
    """Findings for the Chinese that ``article`` was left with."""
    terms = circumstances.terms.pinyin_terms
    for leftover in _leftovers(article, terms):
        yield _finding(article, leftover)


def _leftovers(article: Article, terms: PinyinTerms) -> Iterator[Leftover]:
    """Modules whose patterns are slow to compile are loaded for the texts that need them."""
    if holds_wide_characters(article):
        from glossary.rules.left_chinese import left_chinese

        yield from left_chinese(article, terms)
    yield from left_pinyin(article, terms)
    if any(vowel in article.text for vowel in _TONED_VOWELS):
        from glossary.rules.toned_pinyin import toned_pinyin

        yield from toned_pinyin(article, terms)


def _finding(article: Article, leftover: Leftover) -> Finding:
    start, end = leftover.start, leftover.end
    text, known = article.text[start:end], leftover.known or {}
    folded, place = article.shadow.folded, article.shadow.folded_offset(start)
    return Finding(
        start=start,
        end=end,
        text=text,
        rule=RULE.name,
        severity=leftover.severity,
        confidence=leftover.confidence,
        message=leftover.message,
        suggestions=tuple(fit(offer, text, text, folded, place) for offer in leftover.suggestions),
        concept=known.get("concept", ""),
        zh=known.get("zh", ""),
        source=known.get("source", ""),
    )


RULE: Final = Rule(
    name="untranslated-text",
    severity="warning",
    rank=5,
    summary="Chinese characters or pinyin for what has an English rendering",
    check=check,
    documentation=__doc__ or "",
)
