"""A literal rendering of a known Chinese term, which nobody listed: its words are those of the term's parts.

## What it does

For every Chinese term of the term base it knows which English words its parts suggest: their senses in CC-CEDICT, what
other terms of the term base show them to be rendered by, and their pinyin. A phrase all of whose content words come
from the parts of one term, in any order and with whatever function words between them, is a literal rendering, unless
it is an accepted rendering, part of one, or ordinary English. How ordinary a phrase is follows from how often English
puts its words side by side; what all this weighs was learned from thousands of renderings that the built-in glossary
deprecates and from good English.

Articles that have nothing to do with China are left alone.

## Why it matters

A list of bad renderings finds what was listed. Translation machines make new ones every day, and most of them are
made of dictionary senses.

## Bad

> Experts in Beijing spoke of cultivating new kinetic energy and of the country's specialized special new enterprises.

## Good

> Experts in Beijing spoke of fostering new growth drivers; the kinetic energy of a train is another matter.

## How sure it is

Every finding says which part of the term gave which word, and carries a probability. Below 0.65 (0.8 for what is no
noun) it is a suggestion, below 0.35 it is not reported.
"""

from collections.abc import Iterator
from typing import Any, Final

from glossary.articles.article import Article
from glossary.calques.finder import Calque
from glossary.calques.judging import in_their_company
from glossary.findings import Finding
from glossary.prediction.properties import KINDS
from glossary.rules import deprecated_term
from glossary.rules.calquing import concerns_china, judged_text
from glossary.rules.rule import Circumstances, Rule
from glossary.suggesting import fits
from glossary.words import FUNCTION_WORDS

_WARNING: Final = {True: 0.65, False: 0.8}
"""From which probability on a rendering is a warning: of a noun, and of anything else, which English varies more."""

_SUGGESTION: Final = 0.35
_NAME: Final = KINDS.index("proper noun")
_NOUNS: Final = (KINDS.index("noun"), _NAME)
_SHORT_NAME: Final = 3


def check(article: Article, circumstances: Circumstances) -> Iterator[Finding]:
    """Findings for the literal renderings in ``article``."""
    if not concerns_china(article):
        return
    judged = judged_text(article, circumstances)
    if not judged.phrases:
        return
    listed = sum(finding.confidence for finding in deprecated_term.check(article, circumstances))
    for calque in in_their_company(judged, _SUGGESTION, listed):
        record = circumstances.terms.calques.record(calque.record)
        if record["kind"] != _NAME or _may_be_name(article, calque):
            yield _finding(article, calque, record)


def _may_be_name(article: Article, calque: Calque) -> bool:
    """Whether a phrase can stand for a name: a short one has capitals throughout."""
    start, end = article.shadow.span(calque.start, calque.end)
    words = [word for word in article.text[start:end].replace("-", " ").split() if word.lower() not in FUNCTION_WORDS]
    return len(calque.derivation) > _SHORT_NAME or all(word[:1].isupper() or not word[:1].isalpha() for word in words)


def _finding(article: Article, calque: Calque, record: dict[str, Any]) -> Finding:
    start, end = article.shadow.span(calque.start, calque.end)
    text = article.text[start:end]
    offered: list[str] = record["suggestions"]
    folded = article.shadow.folded
    return Finding(
        start=start,
        end=end,
        text=text,
        rule=RULE.name,
        severity="warning" if calque.probability >= _WARNING[record["kind"] in _NOUNS] else "suggestion",
        confidence=round(calque.probability, 2),
        message=_message(calque),
        suggestions=fits(offered, text, text.lower(), folded, calque.start),
        concept=str(record["concept"]),
        zh=calque.form,
        source=str(record["source"]),
    )


def _message(calque: Calque) -> str:
    derived = ", ".join(f"{word} from {part}" for word, part in calque.derivation)
    return f"reads as a literal rendering of {calque.form}: {derived}"


RULE: Final = Rule(
    name="predicted-calque",
    severity="warning",
    rank=4,
    summary="a literal rendering of a known term that nobody listed",
    check=check,
    documentation=__doc__ or "",
)
