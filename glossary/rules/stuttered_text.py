"""Words or phrases stand twice or more in a row, as a decoder leaves them when it loops.

## What it does

Reports

- a word repeated (*regional regional regional*), also across commas when it loops (*Weifang, Weifang,,, Weifang*);
- a phrase repeated (*of the new of the new*, *large cities, large cities*), also around a joining word (*advanced
  levels of advanced levels*);
- a word joined to itself (*was issued and issued*);
- a noun that stands before and after its modifier (*accumulation of human capital accumulation*);
- punctuation repeated (*,,,*).

What English repeats on purpose is left alone: *had had*, *very, very*, *more and more*, *years and years*, doubled
names, numbers, and repetition across sentences, headings and table cells.

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
from itertools import islice
from operator import eq
from typing import Final, NamedTuple

from glossary.articles.article import Article
from glossary.articles.shadow import Shadow
from glossary.findings import Finding
from glossary.rules.rule import Circumstances, Rule
from glossary.words import FUNCTION_WORDS

_LONGEST_PERIOD: Final = 8
_BLOCK: Final = 6000
_WORD: Final = re.compile(
    rb"[0-9a-z\xaa\xb5\xba\xc0-\xd6\xd8-\xf6\xf8-\xff][0-9a-z'\xaa\xb5\xba\xc0-\xd6\xd8-\xf6\xf8-\xff-]*"
)
_NO_WORD: Final = bytes(code if _WORD.match(bytes([code])) or code in b"'-" else 0x20 for code in range(256))
_PUNCTUATION_RUN: Final = re.compile(rb",(?:\s*,)+|;(?:\s*;)+|:(?:\s*:){2,}")
_JOINTS: Final = frozenset((b"and", b"of", b"or", b"the", b"to", b"in", b"for", b"by", b"with", b"on", b"a"))
_TWICE: Final = frozenset(
    b"had that very so really no yes many far long much too well now never ever always there here hear bye ha blah ho"
    b" in on do who is was knock hush tut chop bora pago duran sing wagga walla new same out up hip".split()
)
_JOINED: Final = frozenset(
    b"more less again over on by out up round around through in and such so better worse fewer years days hours weeks"
    b" months minutes decades centuries ages generations miles pages piles layers tons lots dozens hundreds thousands"
    b" millions billions rows blocks acres rounds waves ever only half step side two one three four five ten".split()
)
_HEAD_NOUN: Final = re.compile(rb"[a-z]{4,}(?:tion|sion|ment|ance|ence|ity|ness|ship|ism)s?")


class _Word(NamedTuple):
    start: int
    end: int


def check(article: Article, _circumstances: Circumstances) -> Iterator[Finding]:
    """Findings for what stands in ``article`` twice in a row."""
    shadow = article.shadow
    reach = -1
    for start, end in _blocks(shadow.folded):
        for first, last in _merged(_repetitions(shadow, start, end)):
            if first >= reach:
                yield _finding(article, first, last)
                reach = last
    if b",," in shadow.raw or b", ," in shadow.raw or b";;" in shadow.raw or b":::" in shadow.raw:
        yield from _punctuation(article)


def _blocks(folded: bytes) -> Iterator[tuple[int, int]]:
    """Stretches of some thousand bytes that end at paragraph breaks, or at a space in endless paragraphs."""
    start = 0
    while start < len(folded):
        end = folded.find(b"  ", start + _BLOCK)
        if end < 0 or end > start + 40 * _BLOCK:
            far = start + 40 * _BLOCK
            end = len(folded) if len(folded) <= far else max(folded.rfind(b" ", start + _BLOCK, far), start + _BLOCK)
        yield start, end
        start = end


def _repetitions(shadow: Shadow, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the folded text, within one block, in which something is said twice.

    Comparing the list of words with itself, shifted by the length of a phrase, happens in C; only where they agree
    does the slower look at the place itself begin.
    """
    block = shadow.folded[start:end]
    words = block.translate(_NO_WORD).split()
    suspects = list(_suspects(words))
    if not suspects:
        return
    # A bare hyphen or apostrophe is split off as a word but is none; both lists have to agree.
    places = [
        _Word(hit.start() + start, hit.end() + start) for hit in re.finditer(rb"[^ ]+", block.translate(_NO_WORD))
    ]
    for index, period, length in suspects:
        if span := _judge(shadow, words, places, index, period, length):
            yield span


def _suspects(words: list[bytes]) -> Iterator[tuple[int, int, int]]:
    """Index, period and length of every run of words that equals the words ``period`` further on."""
    for period in range(1, _LONGEST_PERIOD + 1):
        # A phrase of n words may stand around up to two joining words, so n + 2 is its period at most.
        needed = max(1, period - 2)
        same = bytes(map(eq, words, islice(words, period, None)))
        position = same.find(b"\x01" * needed)
        while position >= 0:
            stop = same.find(b"\x00", position)
            stop = len(same) if stop < 0 else stop
            yield position, period, stop - position
            position = same.find(b"\x01" * needed, stop)


def _judge(
    shadow: Shadow, words: list[bytes], places: list[_Word], index: int, period: int, length: int
) -> tuple[int, int] | None:
    """The span of a repetition that is damage, or None where English means it."""
    if period == 1:
        last = index + length
        return _judge_word(shadow, words[index], places[index : last + 1])
    if length >= period:
        phrase = words[index : index + period]
        last = index + period * (1 + length // period) - 1
        return _judge_phrase(shadow, phrase, places[index : last + 1], loops=length // period)
    joints = words[index + length : index + period]
    if not all(joint in _JOINTS for joint in joints):
        return _judge_wrapped(shadow, words, places, index, period, length)
    phrase = words[index : index + length]
    return _judge_joined(shadow, phrase, joints, places[index : index + period + length])


def _judge_word(shadow: Shadow, word: bytes, places: list[_Word]) -> tuple[int, int] | None:
    span = places[0].start, places[-1].end
    if (
        not word[0:1].isalpha()
        or len(word) < 2
        or _is_separated(shadow, places, b" ,\n" if len(places) > 2 else b" \n")
    ):
        return None
    if len(places) == 2 and (word in _TWICE or _is_name(shadow, places)):
        return None
    return None if len(places) < 5 and word in _TWICE else span


def _judge_phrase(shadow: Shadow, phrase: list[bytes], places: list[_Word], *, loops: int) -> tuple[int, int] | None:
    if not any(len(word) > 3 and word.isalpha() for word in phrase) and loops < 2:
        return None
    if all(word in FUNCTION_WORDS or word in _TWICE or word in _JOINED for word in phrase):
        return None
    if _is_separated(shadow, places, b" ,\n"):
        return None
    with_comma = b"," in shadow.folded[places[0].start : places[-1].end]
    if loops == 1 and with_comma and _is_name(shadow, places):
        return None
    return places[0].start, places[-1].end


def _judge_joined(
    shadow: Shadow, phrase: list[bytes], joints: list[bytes], places: list[_Word]
) -> tuple[int, int] | None:
    """*issued and issued*, *advanced levels of advanced levels*."""
    content = [word for word in phrase if word not in FUNCTION_WORDS]
    if not content or not all(word.isalpha() for word in content) or _is_separated(shadow, places, b" \n"):
        return None
    if len(phrase) > 1:
        return (places[0].start, places[-1].end) if len(content) > 1 or joints == [b"and"] else None
    word = phrase[0]
    if joints != [b"and"] or len(word) < 5 or word in _JOINED or word.endswith(b"er") or _is_name(shadow, places):
        return None
    return places[0].start, places[-1].end


def _judge_wrapped(
    shadow: Shadow, words: list[bytes], places: list[_Word], index: int, period: int, length: int
) -> tuple[int, int] | None:
    """*accumulation of human capital accumulation*: one noun on both sides of its modifier."""
    if length != 1 or not 3 <= period <= 4 or not _HEAD_NOUN.fullmatch(words[index]):
        return None
    modifiers = words[index + 2 : index + period]
    following = words[index + period + 1] if index + period + 1 < len(words) else b""
    if words[index + 1] != b"of" or following == b"of" or any(word in FUNCTION_WORDS for word in modifiers):
        return None
    around = places[index : index + period + 1]
    return None if _is_separated(shadow, around, b" \n") else (around[0].start, around[-1].end)


def _is_separated(shadow: Shadow, places: list[_Word], allowed: bytes) -> bool:
    """Whether anything but ``allowed`` stands between the words: the end of a sentence, a bracket, a cell border.

    A line break after a short line separates too: it ends a heading or an entry of a list.
    """
    folded, raw = shadow.folded, shadow.raw
    for left, right in zip(places, places[1:], strict=False):
        between = folded[left.end : right.start]
        if between.strip(allowed) or between.count(b" ") > 1 and b"," not in between:
            return True
        start, end = shadow.span(left.start, right.end)
        line_break = raw.find(b"\n", start, end)
        if line_break >= 0 and line_break - raw.rfind(b"\n", 0, line_break) < 50:
            return True
    return False


def _is_name(shadow: Shadow, places: list[_Word]) -> bool:
    """Whether every word of the span begins with a capital, as doubled names do (*Lang Lang*, *New York, New York*)."""
    spans = (shadow.span(*place) for place in places)
    capitals = [shadow.raw[start : start + 1].isupper() for start, _ in spans]
    return all(capitals)


def _merged(spans: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans in order, those that overlap as one."""
    current: tuple[int, int] | None = None
    for start, end in sorted(spans):
        if current and start < current[1]:
            current = current[0], max(end, current[1])
        else:
            if current:
                yield current
            current = start, end
    if current:
        yield current


def _finding(article: Article, folded_start: int, folded_end: int) -> Finding:
    start, end = article.shadow.span(folded_start, folded_end)
    text = article.text[start:end]
    words = text.split()
    once = _said_once(text)
    return Finding(
        start=start,
        end=end,
        text=text,
        rule=RULE.name,
        severity="error" if len(words) > 2 else RULE.severity,
        confidence=0.9,
        message=f"said twice or more: {_shortened(once or text)}",
        suggestions=(once,) if once else (),
    )


def _said_once(text: str) -> str:
    """The phrase of which ``text`` is a plain repetition, or nothing."""
    words = re.findall(r"[\w'’-]+", text)
    folded = [word.casefold() for word in words]
    for period in range(1, len(words) // 2 + 1):
        if all(word == folded[index % period] for index, word in enumerate(folded)):
            return " ".join(words[:period])
    joined = len(folded) == 3 and folded[0] == folded[2] and folded[1] == "and"
    return words[0] if joined else ""


def _shortened(text: str, limit: int = 40) -> str:
    return text if len(text) <= limit else text[:limit].rstrip() + "…"


def _punctuation(article: Article) -> Iterator[Finding]:
    for run in _PUNCTUATION_RUN.finditer(article.shadow.raw):
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
