"""An official name is nearly right: that of a body, a plan, a law, a meeting, a place or an office.

## What it does

Compares stretches of capitalized words with the official names of the term base, word by word. A near miss has a word
for another of its family (*Supervision* for *Regulation*, *Committee* for *Commission*), a misspelt word, a wrong small
word or ending, or one word that the name does not have. Quotation marks, capitals and line breaks inside a name do not
matter. Four more things are compared: what the head of a body is called (a ministry has a minister, no director), at
which level a place is (*Guangxi* is an autonomous region), the Party's congresses (*the Party's 20th Great*), and the
site of China News Service behind a headline (*China New Network*).

An accepted rendering is never reported, nor is a name that goes on or that belongs to somebody else: *Vietnam's
Ministry of Industry and Trade*, a provincial department. What may well be another body is a suggestion.

## Why it matters

A body has one official English name. Whoever looks for the *State Administration of Market Supervision* does not find
it.

## Bad

> Experts from the Beijing Securities Exchange of China spoke in Guangxi Province.

## Good

> Experts from the Beijing Stock Exchange of China spoke in Guangxi.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final, NamedTuple

from glossary.articles.article import Article
from glossary.findings import Finding
from glossary.index.names import Names
from glossary.index.term_index import TermIndex
from glossary.names.congresses import literal_congresses
from glossary.names.grading import WARNING_FROM, Grade, grade, grade_long
from glossary.names.likeness import Likeness, likenesses, stretches, words_in
from glossary.names.long_names import reworded_names
from glossary.names.mastheads import OFFICIAL as NEWS_SERVICE
from glossary.names.mastheads import made_up_masthead
from glossary.names.offices import WrongTitle, wrong_title
from glossary.names.places import wrong_levels
from glossary.names.surroundings import goes_on, goes_on_with_and, is_someone_elses, speaks_of_china
from glossary.names.words import words_of
from glossary.rules.rule import Circumstances, Rule

_LEVEL_CONFIDENCE: Final = 0.92
_CONGRESS_CONFIDENCE: Final = 0.95
_MASTHEAD_CONFIDENCE: Final = 0.8


class _Place(NamedTuple):
    """A span of an article's text and the name that stands, or nearly stands, there."""

    start: int
    end: int
    likeness: Likeness


def check(article: Article, circumstances: Circumstances) -> Iterable[Finding]:
    """Findings for each name that is nearly an official one."""
    return found(article, circumstances.terms)


@lru_cache(maxsize=1)  # whoever counts renderings asks for the same article again
def found(article: Article, terms: TermIndex) -> tuple[Finding, ...]:
    """The findings in an article."""
    if not speaks_of_china(article.shadow.folded):
        return ()
    reworded = list(_reworded(article, terms))
    judged = (finding for place in _places(article, terms.names) if (finding := _judged(article, terms, place)))
    near = [one for one in judged if not any(one.start < other.end and other.start < one.end for other in reworded)]
    special = (*_levels(article, terms.names), *_congresses(article, terms.names), *_masthead(article, terms.names))
    return (*special, *reworded, *near)


def _reworded(article: Article, terms: TermIndex) -> Iterator[Finding]:
    """Findings for long names in other words."""
    shadow, names = article.shadow, terms.names
    for one in reworded_names(shadow.raw, shadow.folded, lambda offset: shadow.span(offset, offset + 1)[0], names):
        folded = _folded(article, one.start, one.end)
        if not names.is_accepted(folded) and not _is_listed(folded, terms):
            yield _name_finding(article, names, (one.start, one.end), one.name, grade_long(one.difference))


def _places(article: Article, names: Names) -> Iterator[_Place]:
    """Where the text holds, or nearly holds, official names."""
    raw = article.shadow.raw
    for start, end in stretches(raw):
        for place in _places_in(raw[start:end], names):
            yield _Place(start + place.start, start + place.end, place.likeness)


@lru_cache(maxsize=20_000)  # the same names come up again and again
def _places_in(stretch: bytes, names: Names) -> tuple[_Place, ...]:
    """The same for one stretch of words."""
    words = words_in(stretch)
    likely = likenesses(tuple(word.stem for word in words), names) if len(words) > 1 else []
    return tuple(_Place(words[one.first].start, words[one.last].end, one) for one in likely)


def _judged(article: Article, terms: TermIndex, place: _Place) -> Finding | None:
    """The finding for a place: the name is nearly right, or its head has the wrong title, or both."""
    names, raw = terms.names, article.shadow.raw
    official = names.name(place.likeness.name)
    folded = _folded(article, place.start, place.end)
    graded = grade(place.likeness.difference, words_of(folded), official)
    title = wrong_title(raw, place.start, place.end, official.concept, names)
    if not graded and not title:
        return None
    if names.is_accepted(folded):
        graded = None
    elif not graded or not _is_whole(raw, place, official.text) or _is_listed(folded, terms):
        return None
    if title:
        return _title_finding(article, names, place, title, graded)
    if graded:
        return _name_finding(article, names, (place.start, place.end), place.likeness.name, graded)
    return None


def _folded(article: Article, start: int, end: int) -> bytes:
    """A span of the text as it is looked up: the damage that a shadow mends is mended."""
    shadow = article.shadow
    return shadow.folded[shadow.folded_offset(start) : shadow.folded_offset(end)]


def _is_whole(raw: bytes, place: _Place, official: str) -> bool:
    """Whether a near miss is a whole name, that of a Chinese body, and no list."""
    if goes_on(raw, place.start, place.end) or is_someone_elses(raw, place.start, place.end):
        return False
    if raw.count(b",", place.start, place.end) and "," not in official:
        return False
    return not (place.likeness.difference.odd and goes_on_with_and(raw, place.end))


def _is_listed(folded: bytes, terms: TermIndex) -> bool:
    """Whether the term base itself lists the name, or a part of it, as deprecated; then that is what has to be said."""
    renderings = terms.renderings
    return any(
        renderings.record(posting.record)["evidence"] == "always"
        for hit in renderings.candidates(folded)
        for posting in renderings.postings(hit.pattern)
    )


def _name_finding(article: Article, names: Names, span: tuple[int, int], number: int, graded: Grade) -> Finding:
    official = names.name(number)
    concept = names.concept(official.concept)
    return _finding(
        article,
        *span,
        confidence=graded.confidence,
        message=f"{graded.reason}: {_of(concept)}{official.text}",
        suggestions=(official.text, concept["preferred"]),
        concept=concept,
    )


def _title_finding(article: Article, names: Names, place: _Place, title: WrongTitle, graded: Grade | None) -> Finding:
    official = names.name(place.likeness.name)
    return _finding(
        article,
        title.start,
        place.end,
        confidence=max(_title_confidence(title.title, official.text), graded.confidence if graded else 0),
        message=f"the {official.text} is not led by a {title.title}",
        suggestions=tuple(_office(right, official.text) for right in title.right),
        concept=names.concept(official.concept),
    )


def _title_confidence(title: str, body: str) -> float:
    """How sure a wrong title is.

    A *director* of a ministry may be that of a department which the text lost, and official English itself has several
    titles for the head of a commission.
    """
    return 0.6 if "Commission" in body or (title == "director" and body.startswith("Ministry")) else 0.8


def _office(title: str, body: str) -> str:
    """The office of the head of a body: *Minister of Commerce*, *Governor of the People's Bank of China*."""
    if " for " in title:
        return title
    of_body = body.removeprefix("Ministry ") if body.startswith("Ministry of ") else f"of the {body}"
    return f"{title[:1].upper()}{title[1:]} {of_body}"


def _levels(article: Article, names: Names) -> Iterator[Finding]:
    for place in wrong_levels(article.shadow.folded):
        start, end = article.shadow.span(place.start, place.end)
        number = names.find(place.official)
        short = article.text[slice(*article.shadow.span(place.start, place.short))]
        adjective = place.adjective.title() if article.text[start:end].split()[-1][0].isupper() else place.adjective
        yield _finding(
            article,
            start,
            end,
            confidence=_LEVEL_CONFIDENCE,
            message=f"{place.zh} is {place.description}",
            suggestions=(f"{short} {adjective}",) if adjective else (place.official, short),
            concept={**(names.concept(number) if number is not None else {}), "zh": place.zh},
        )


def _congresses(article: Article, names: Names) -> Iterator[Finding]:
    for congress in literal_congresses(article.shadow.folded):
        start, end = article.shadow.span(congress.start, congress.end)
        name = f"{congress.ordinal} CPC National Congress"
        number = names.find(name)
        article_before = "the " if article.text[start : start + 4].lower() == "the " else ""
        yield _finding(
            article,
            start,
            end,
            confidence=_CONGRESS_CONFIDENCE,
            message="大 stands for 全国代表大会 here: a national congress of the Party",
            suggestions=(article_before + name, f"{article_before}{congress.ordinal} National Congress of the CPC"),
            concept=names.concept(number) if number is not None else {},
        )


def _masthead(article: Article, names: Names) -> Iterator[Finding]:
    raw = article.shadow.raw
    headline = raw[: end if (end := raw.find(b"\n")) >= 0 else len(raw)].lower()
    if span := made_up_masthead(headline):
        number = names.find(NEWS_SERVICE)
        yield _finding(
            article,
            *span,
            confidence=_MASTHEAD_CONFIDENCE,
            message="中新网 is the site of China News Service",
            suggestions=(NEWS_SERVICE, "Chinanews.com"),
            concept={**(names.concept(number) if number is not None else {}), "zh": "中新网"},
        )


def _finding(
    article: Article, start: int, end: int, *, confidence: float, message: str, suggestions: tuple[str, ...],
    concept: dict[str, Any],
) -> Finding:  # fmt: skip
    return Finding(
        start=start,
        end=end,
        text=article.text[start:end],
        rule=RULE.name,
        severity=RULE.severity if confidence >= WARNING_FROM else "suggestion",
        confidence=confidence,
        message=message,
        suggestions=tuple(dict.fromkeys(suggestion for suggestion in suggestions if suggestion)),
        concept=concept.get("concept", ""),
        zh=concept.get("zh", ""),
        source=concept.get("source", ""),
    )


def _of(concept: dict[str, Any]) -> str:
    return f"{concept['zh']} is the " if concept["zh"] else "it is the "


RULE: Final = Rule(
    name="misspelt-name",
    severity="warning",
    rank=3,
    summary="a near miss of an official name",
    check=check,
    documentation=__doc__ or "",
)
