"""A Chinese term stands in the source, and no accepted rendering of it in the translation.

## What it does

Needs the Chinese source (`--source`). Finds the terms of the term base in it, the longest first; a short one that
jieba takes for a piece of another word does not count. For each it looks in the aligned paragraph for an accepted
rendering in any inflection, case, hyphenation and spelling, with or without articles, as *A of B* or *B A*. One
rendering is enough for a term that a paragraph repeats, and a later paragraph may speak of it in shorter words.

Where none stands, the rule points at what stands there instead: the words that come from the term's parts by
dictionary or pinyin, or nearly make up an accepted rendering. Where nothing of the kind is found, it points at the
whole passage, as a suggestion.

## Why it matters

A list of bad renderings holds what somebody has seen before. With the source at hand, a term is missing however it
was mistranslated.

## Bad

> Innovation raises the whole-element production rate.

## Good

> Innovation raises total factor productivity.

## How sure it is

A literal rendering of a whole term is a warning. Part of one, a term of everyday words, a verb and an adverb give a
suggestion or nothing: good translators leave such words out.

## Source of the examples

> 创新提高全要素生产率。
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from glossary.articles.article import Article
from glossary.findings import Finding
from glossary.rules.rule import Circumstances, Rule
from glossary.suggesting import fit

if TYPE_CHECKING:
    from glossary.alignment.missing import Missing

_SUGGESTION: Final = "suggestion"
_POSSIBLE, _NOWHERE = 0.4, 0.3


def check(article: Article, circumstances: Circumstances) -> Iterator[Finding]:
    """Findings for the terms of the source that ``article`` does not render."""
    source = circumstances.source
    if source is None:
        return
    from glossary.alignment.missing import Missed  # only with a source

    terms = circumstances.terms.source_terms
    missed = Missed(article, source, terms)
    for missing in missed.find(circumstances.day):
        record = terms.record(missing.number)
        if missing.counterpart:
            span = missed.wordings.span(missing.counterpart.first, missing.counterpart.last)
            place = missed.wordings.starts[missing.counterpart.first]
            yield _instead(article, missing, record, span, place)
        else:
            yield _nowhere(article, missing, record)


def _instead(
    article: Article, missing: "Missing", record: dict[str, Any], span: tuple[int, int], place: int
) -> Finding:
    """A finding at what stands in the place of a rendering; ``place`` is where that begins in the folded text."""
    text = article.text[slice(*span)]
    form, preferred = missing.occurrence.form, record["suggestions"][0]
    manner = "a literal rendering of it" if missing.literal else "perhaps meant for it"
    offers = (fit(offer, text, text.lower(), article.shadow.folded, place) for offer in record["suggestions"])
    return Finding(
        start=span[0],
        end=span[1],
        text=text,
        rule=RULE.name,
        severity=RULE.severity if missing.literal else _SUGGESTION,
        confidence=_confidence(missing),
        message=f"{form} stands in the source, and no accepted rendering here: {text!r} is {manner}, {preferred!r} is"
        " accepted",
        suggestions=tuple(dict.fromkeys(offers)),
        concept=record["concept"],
        zh=record["zh"],
        source=record["source"],
    )


def _confidence(missing: "Missing") -> float:
    found = missing.counterpart
    if found is None or not missing.literal:
        return _POSSIBLE
    return round(0.55 + 0.35 * max(found.covered, found.near) * found.explained, 2)


def _nowhere(article: Article, missing: "Missing", record: dict[str, Any]) -> Finding:
    """A finding at the whole passage in which nothing renders the term."""
    start, end = missing.occurrence.sentence.target
    return Finding(
        start=start,
        end=end,
        text=article.text[start:end],
        rule=RULE.name,
        severity=_SUGGESTION,
        confidence=_NOWHERE,
        message=f"{missing.occurrence.form} stands in the source, and nothing in this passage renders it",
        suggestions=tuple(record["suggestions"]),
        concept=record["concept"],
        zh=record["zh"],
        source=record["source"],
    )


RULE: Final = Rule(
    name="missing-rendering",
    severity="warning",
    rank=7,
    summary="a term of the Chinese source that the translation does not render",
    check=check,
    documentation=__doc__ or "",
)
