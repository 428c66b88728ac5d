"""A catchword in quotation marks, in a literal translation, that is no accepted rendering of anything.

## What it does

Chinese puts its coined terms and numbered formulas in quotation marks, and a translator, or a machine, takes the marks
over with a rendering made on the spot. In articles that are full of literal renderings anyway this rule reports what
stands between quotation marks where it is

- a numbered formula (*the "six stable"*), or
- two to four words that English does not put side by side (*a "soul root project"*),

unless it is an accepted rendering, a name in capitals, a span of time or an amount. Articles that are not translated
literally are left alone, and so are those whose Chinese source is at hand: there the term itself decides.

## Why it matters

The marks tell the reader that this is an established expression. Where it is made up, nobody can look it up.

## Bad

> Xinhua spoke of the industrial chain supply chain, of new kinetic energy, of grass-roots party organizations and of a
> "soul root project" in China.

## Good

> Xinhua spoke of industrial and supply chains, of new growth drivers, of primary Party organizations and of a
> "vegetable basket program" in China.

## How sure it is

Of the catchwords that it finds in marked articles four in five are wrong; a numbered formula is surer than other words.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from glossary.articles.article import Article
from glossary.calques.reading import Reading
from glossary.findings import Finding
from glossary.index.calques import NOTHING, Calques
from glossary.prediction.stems import stem
from glossary.rules.deprecated_term import is_literal
from glossary.rules.rule import Circumstances, Rule

_QUOTED: Final = re.compile(rb"\"([A-Za-z][A-Za-z' -]{2,60}[A-Za-z])\"")
_NUMBERED: Final = re.compile(rb"(?:two|three|four|five|six|seven|eight|nine|ten|twelve)[ -]([a-z]+)")
_AMOUNTS: Final = frozenset(
    b"years year months month weeks week days day hours hour minutes minute seconds times percent hundred thousand"
    b" million billion trillion yuan dollars kilometers kilometres meters metres tonnes tons people persons men women"
    b" children or and to of in".split()
)
_FEWEST: Final = 2
_MOST: Final = 4
_CONFIDENCE: Final = {True: 0.8, False: 0.72}
"""How sure a numbered formula is, and how sure other words are."""


def check(article: Article, circumstances: Circumstances) -> Iterator[Finding]:
    """Findings for the catchwords of an article that is translated literally."""
    tables = circumstances.terms.calques
    found = [(*span, numbered) for span in _quoted(article) if (numbered := _judged(article, span, tables)) is not None]
    if found and is_literal(article, circumstances):
        for start, end, numbered in found:
            yield _finding(article, start, end, numbered=numbered)


def _quoted(article: Article) -> Iterator[tuple[int, int]]:
    """The spans between quotation marks that are short enough for a catchword."""
    for quoted in _QUOTED.finditer(article.shadow.raw):
        yield quoted.span(1)


def _judged(article: Article, span: tuple[int, int], tables: Calques) -> bool | None:
    """Whether an odd catchword is a numbered formula; None where there is nothing odd about it."""
    raw = article.shadow.raw[slice(*span)]
    folded = raw.lower()
    reading = Reading(folded, tables)
    if not reading.numbers or _is_accepted(reading, tables):
        return None
    numbered = _NUMBERED.match(folded)
    if numbered:
        return None if numbered[1] in _AMOUNTS or len(folded.split()) > _MOST + 1 else True
    return False if _is_odd(reading, tables) and not _is_name(raw) else None


def _is_accepted(reading: Reading, tables: Calques) -> bool:
    """Whether the words are an accepted rendering; what stands in its plural has the same stems."""
    stems = tables.stems
    names = (
        stems[number] if number != NOTHING else stem(reading.text(at)) for at, number in enumerate(reading.numbers)
    )
    return tables.is_accepted_phrase(" ".join(names))


def _is_odd(reading: Reading, tables: Calques) -> bool:
    """Whether, among a few known words, two stand side by side that neither English nor a rendering puts so."""
    numbers = reading.numbers
    if not _FEWEST <= len(numbers) <= _MOST or NOTHING in numbers or any(reading.gaps[: len(numbers) - 1]):
        return False
    return any(not tables.is_usual(first, second) for first, second in pairwise(numbers))


def _is_name(raw: bytes) -> bool:
    """Whether the words have capitals, as those of titles and names."""
    return all(word[:1].isupper() for word in raw.split())


def _finding(article: Article, start: int, end: int, *, numbered: bool) -> Finding:
    what = "a numbered formula" if numbered else "words that English does not put side by side"
    return Finding(
        start=start,
        end=end,
        text=article.text[start:end],
        rule=RULE.name,
        severity=RULE.severity,
        confidence=_CONFIDENCE[numbered],
        message=f"{what} in quotation marks, and no accepted rendering: look up the established expression",
    )


RULE: Final = Rule(
    name="unknown-catchword",
    severity="warning",
    rank=6,
    summary="a catchword in quotation marks that is no accepted rendering, in a literal translation",
    check=check,
    documentation=__doc__ or "",
)
