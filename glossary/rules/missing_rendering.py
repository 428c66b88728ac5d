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
suggestion or nothing: good translators leave such words out. Where the rest of the article is translated literally,
words are warned of that are likely to be a literal rendering: how likely follows from how much of the term they account
for, how many of them no accepted rendering has, and how odd they are beside each other; it was learned from the
renderings that the built-in glossary deprecates and from good translations.

## Source of the examples

> 创新提高全要素生产率。
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from glossary.articles.article import Article
from glossary.findings import Finding
from glossary.rules.keeping_company import Company, company_of
from glossary.rules.rule import Circumstances, Rule
from glossary.suggesting import fit

if TYPE_CHECKING:
    from glossary.alignment.missing import Missing

_SUGGESTION: Final = "suggestion"
_POSSIBLE, _NOWHERE = 0.4, 0.3
_LIKELY: Final = 0.5
"""From which probability on, in the company of the other literal renderings, a counterpart is a warning."""


def check(article: Article, circumstances: Circumstances) -> Iterator[Finding]:
    """Findings for the terms of the source that ``article`` does not render."""
    source = circumstances.source
    if source is None:
        return
    from glossary.alignment.missing import Missed  # only with a source

    missed = Missed(article, source, circumstances.terms)
    company = company_of(article, circumstances)
    for missing in missed.find(circumstances.day):
        record = circumstances.terms.source_terms.record(missing.number)
        confidence = _confidence(missing, company)
        if missing.counterpart is None:
            yield _nowhere(article, missing, record)
        elif confidence > _POSSIBLE or not missing.dispensable:
            first, last = missing.counterpart.first, missing.counterpart.last
            place = _Place(*missed.wordings.span(first, last), missed.wordings.starts[first])
            yield _instead(article, missing, record, confidence, place)


class _Place(NamedTuple):
    """A span of the text, and where it begins in the folded text."""

    start: int
    end: int
    folded: int


def _instead(article: Article, missing: "Missing", record: dict[str, Any], confidence: float, place: _Place) -> Finding:
    """A finding at what stands in the place of a rendering."""
    text = article.text[place.start : place.end]
    form, preferred = missing.occurrence.form, record["suggestions"][0]
    is_likely = confidence > _POSSIBLE
    manner = "a literal rendering of it" if is_likely else "perhaps meant for it"
    offers = (fit(offer, text, text.lower(), article.shadow.folded, place.folded) for offer in record["suggestions"])
    return Finding(
        start=place.start,
        end=place.end,
        text=text,
        rule=RULE.name,
        severity=RULE.severity if is_likely else _SUGGESTION,
        confidence=confidence,
        message=f"{form} stands in the source, and no accepted rendering here: {text!r} is {manner}, {preferred!r} is"
        " accepted",
        suggestions=tuple(dict.fromkeys(offers)),
        concept=record["concept"],
        zh=record["zh"],
        source=record["source"],
    )


def _confidence(missing: "Missing", company: Company) -> float:
    """How sure a finding is: above ``_POSSIBLE`` for a literal rendering."""
    found = missing.counterpart
    if found is None:
        return _NOWHERE
    if missing.literal:
        return round(0.55 + 0.35 * max(found.covered, found.near) * found.explained, 2)
    likely = company.judged(missing.likelihood) if missing.likelihood >= _LIKELY else 0.0
    return round(likely, 2) if likely >= _LIKELY else _POSSIBLE


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
