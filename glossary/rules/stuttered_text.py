"""Words or phrases stand twice or more in a row, as a decoder leaves them when it loops.

## What it does

Reports

- a word repeated (*regional regional regional*), also across commas when it loops (*Weifang, Weifang,,, Weifang*);
- a phrase repeated (*of the new of the new*, *large cities, large cities*), also around a joining word (*advanced
  levels of advanced levels*);
- a word joined to itself (*was issued and issued*, *in quality and quality*);
- one stem twice (*attractive attractive attraction*, *promotion site to promote*);
- an attribute on both sides of its noun (*the important meeting important*), a noun or a participle on both sides of
  what belongs to it (*accumulation of human capital accumulation*, *cultivated by key industries cultivated*);
- punctuation repeated (*,,,*).

What English repeats on purpose is left alone: *had had*, *very, very*, *more and more*, *years and years*, *from time
to time*, *trading partners and partners in trade*, doubled names, numbers, dashes for emphasis, and repetition across
sentences, headings and table cells. A phrase that comes twice across a comma and goes on (*create jobs, create jobs
now*) may be rhetoric: it is a suggestion.

## Why it matters

It is damage that every reader sees, and it often swallows what should stand there: the second city of a list, the
second half of a formula.

## Bad

> The indicators have increased in quality and quality.

## Good

> The indicators have grown in both volume and quality.
"""

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Final, NamedTuple

from glossary.articles.article import Article
from glossary.articles.shadow import Shadow
from glossary.findings import Finding
from glossary.rules.repetition import blocks, without_punctuation
from glossary.rules.rule import Circumstances, Rule
from glossary.rules.stutter import Suspect, suspects

_SHORT_LINE: Final = 50
_MANY: Final = 8
"""The number of suspects in a block from which on a map of all its words is cheaper."""
_LONGEST_DOUBLED_NAME: Final = 6
_UNBROKEN: Final = re.compile(rb"[^ ]+")
_PUNCTUATION_RUN: Final = re.compile(rb",(?: ?,)+")
_SPEAKING: Final = re.compile(rb"\b(?:i|me|my|you|your|we|us|our|let's)\b")
_LISTED: Final = re.compile(rb" ?(?:[,;.]|and\b|or\b|$)")


class _Place(NamedTuple):
    """A span of the folded text."""

    start: int
    end: int


class _Stutter(NamedTuple):
    """A span of the folded text in which something is said twice, and the part of it that says it once."""

    start: int
    end: int
    certain: bool
    loops: bool
    once: tuple[int, int] | None


def check(article: Article, _circumstances: Circumstances) -> Iterator[Finding]:
    """Findings for what stands in ``article`` twice in a row."""
    shadow = article.shadow
    for start, end in blocks(shadow.folded):
        for stutter in _merged(_stutters(shadow, start, end)):
            yield _finding(article, stutter)
    yield from _punctuation(article)


def _stutters(shadow: Shadow, start: int, end: int) -> Iterator[_Stutter]:
    """What is said twice within one block of the folded text."""
    block = without_punctuation(shadow.folded[start:end])
    words = block.split()
    found = list(suspects(words))
    spans = [word.span() for word in _UNBROKEN.finditer(block)] if len(found) > _MANY else []
    for suspect in found:
        first, last = suspect.first, suspect.last
        near = spans[first:last] if spans else _places(block, first, last - first)
        places = [_Place(left + start, right + start) for left, right in near]
        if _is_damage(shadow, suspect, places):
            once = None
            if suspect.keeps:
                keep_first, keep_last = suspect.keeps
                once = places[keep_first - first].start, places[keep_last - 1 - first].end
            certain = suspect.certain and not _may_be_meant(shadow, suspect, places)
            yield _Stutter(places[0].start, places[-1].end, certain, suspect.run.loops, once)


def _places(block: bytes, first: int, count: int) -> Iterator[tuple[int, int]]:
    """Where in ``block`` the words from number ``first`` on stand; splitting finds the first without a map of all."""
    rest = block.split(None, first)[-1]
    found = _UNBROKEN.finditer(block, len(block) - len(rest))
    return (word.span() for word in islice(found, count))


def _is_damage(shadow: Shadow, suspect: Suspect, places: list[_Place]) -> bool:
    """Whether the place of a suspect bears it out: no names, no clauses, no headings, no entries of a list.

    Commas may stand between the rounds of a loop, and between two rounds of a phrase that is no name (*New York, New
    York*); a single word that comes twice across a comma is emphasis.
    """
    run = suspect.run
    twice = len(places) == 2 * run.period
    may_have_commas = run.loops and not (twice and run.period == 1)
    if _is_separated(shadow, places, b" ,\n" if may_have_commas else b" \n") or _is_heading(shadow, suspect, places):
        return False
    with_comma = b"," in shadow.folded[places[0].start : places[-1].end]
    short = all(place.end - place.start <= _LONGEST_DOUBLED_NAME for place in places)
    if not _is_name(shadow, places):
        return run.loops or not _becomes_name(shadow, places)
    return not ((run.length == 1 and (short or not run.loops)) or (twice and with_comma))


def _may_be_meant(shadow: Shadow, suspect: Suspect, places: list[_Place]) -> bool:
    """Whether it may be two names (*Vice President and President*), or rhetoric with commas.

    Rhetoric is what somebody says to somebody, or resumes and carries on.
    """
    run = suspect.run
    said = shadow.folded[places[0].start : places[-1].end]
    if not run.loops:
        return run.period == 2 and _is_name(shadow, [places[0], places[-1]])
    if b"," not in said:
        return False
    if run.period == 1:
        return len(places) == 3 and _PUNCTUATION_RUN.search(said) is None
    following = shadow.folded[places[-1].end : places[-1].end + 8]
    return run.rounds == 2 and (_SPEAKING.search(said) is not None or not _LISTED.match(following))


def _is_separated(shadow: Shadow, places: list[_Place], allowed: bytes) -> bool:
    """Whether anything but ``allowed`` stands between the words: the end of a sentence, a bracket, a cell border.

    A line break after a short line separates too: it ends a heading or an entry of a list.
    """
    for left, right in pairwise(places):
        between = shadow.folded[left.end : right.start]
        if between.strip(allowed) or (between.count(b" ") > 1 and b"," not in between):
            return True
        start, end = shadow.span(left.start, right.end)
        line_break = shadow.raw.find(b"\n", start, end)
        if line_break >= 0 and line_break - shadow.raw.rfind(b"\n", 0, line_break) < _SHORT_LINE:
            return True
    return False


def _is_heading(shadow: Shadow, suspect: Suspect, places: list[_Place]) -> bool:
    """Whether the first time has more capitals than the second, as a heading has that runs into its text."""
    run = suspect.run
    count = min(run.length, run.period)
    words = [_written(shadow, place) for place in places]
    first, again = words[:count], words[run.period : run.period + count]
    if _capitals(again) >= _capitals(first):
        return False
    opens_sentence = any(word[:1].isupper() for word in (again[0], *words[count : run.period]))
    return opens_sentence and (count > 1 or first[0].isupper())


def _capitals(words: list[str]) -> int:
    return sum(map(str.isupper, "".join(words)))


def _written(shadow: Shadow, place: _Place) -> str:
    start, end = shadow.span(*place)
    return shadow.raw[start:end].decode("latin-1")


def _is_name(shadow: Shadow, places: list[_Place]) -> bool:
    """Whether every word begins with a capital, as doubled names do (*Lang Lang*, *New York, New York*)."""
    return all(_written(shadow, place)[:1].isupper() for place in places)


def _becomes_name(shadow: Shadow, places: list[_Place]) -> bool:
    """Whether a common noun stands again in a name: *a daily of the Economic Daily*."""
    return _written(shadow, places[0]).islower() and not _written(shadow, places[-1]).islower()


def _merged(stutters: Iterator[_Stutter]) -> Iterator[_Stutter]:
    """In order, those that overlap as one."""
    current: _Stutter | None = None
    for stutter in sorted(stutters, key=lambda found: (found.start, -found.end)):
        if current and stutter.start < current.end:
            once = current.once if stutter.end <= current.end else stutter.once
            certain, loops = current.certain or stutter.certain, current.loops or stutter.loops
            current = _Stutter(current.start, max(current.end, stutter.end), certain, loops, once)
        else:
            if current:
                yield current
            current = stutter
    if current:
        yield current


def _finding(article: Article, stutter: _Stutter) -> Finding:
    start, end = article.shadow.span(stutter.start, stutter.end)
    text = article.text[start:end]
    once = ""
    if stutter.once:
        keep_start, keep_end = article.shadow.span(*stutter.once)
        once = article.text[keep_start:keep_end]
    severity = "error" if stutter.loops and len(text.split()) > 2 else RULE.severity
    return Finding(
        start=start,
        end=end,
        text=text,
        rule=RULE.name,
        severity=severity if stutter.certain else "suggestion",
        confidence=0.9 if stutter.certain else 0.5,
        message=f"said twice or more: {_shortened(once or text)}",
        suggestions=(once,) if once else (),
    )


def _shortened(text: str, limit: int = 40) -> str:
    return text if len(text) <= limit else text[:limit].rstrip() + "…"


def _punctuation(article: Article) -> Iterator[Finding]:
    raw = article.shadow.raw
    for run in _PUNCTUATION_RUN.finditer(raw):
        start, end = run.span()
        yield Finding(
            start=start,
            end=end,
            text=article.text[start:end],
            rule=RULE.name,
            severity=RULE.severity,
            confidence=0.9,
            message="punctuation said twice or more",
            suggestions=(article.text[start],),
            fixable=True,
        )


RULE: Final = Rule(
    name="stuttered-text",
    severity="warning",
    rank=3,
    summary="words, phrases or punctuation repeated by a decoding loop",
    check=check,
    documentation=__doc__ or "",
)
