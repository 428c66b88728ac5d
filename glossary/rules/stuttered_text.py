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
from itertools import islice, pairwise
from operator import eq
from typing import Final, NamedTuple

from glossary.articles.article import Article
from glossary.articles.shadow import Shadow
from glossary.findings import Finding
from glossary.rules.rule import Circumstances, Rule
from glossary.words import FUNCTION_WORDS_FOLDED

_LONGEST_PERIOD: Final = 8
_BLOCK: Final = 6_000
_LONGEST_BLOCK: Final = 240_000
_SHORT_LINE: Final = 50
_UNBROKEN: Final = re.compile(rb"[^ ]+")
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


class _Run(NamedTuple):
    """``length`` words from ``first`` on that equal the words ``period`` further on."""

    first: int
    period: int
    length: int

    @property
    def last(self) -> int:
        """The index after the last word that takes part."""
        return self.first + self.period + self.length


class _Passage(NamedTuple):
    """A stretch of the shadow: its words, folded, and where they stand."""

    shadow: Shadow
    words: list[bytes]
    places: list[_Word]


def check(article: Article, _circumstances: Circumstances) -> Iterator[Finding]:
    """Findings for what stands in ``article`` twice in a row."""
    shadow = article.shadow
    for start, end in _blocks(shadow.folded):
        for first, last in _merged(_repetitions(shadow, start, end)):
            yield _finding(article, first, last)
    yield from _punctuation(article)


def _blocks(folded: bytes) -> Iterator[tuple[int, int]]:
    """Stretches of some thousand bytes that end at paragraph breaks, or at a space in endless paragraphs."""
    start = 0
    while start < len(folded):
        end = folded.find(b"  ", start + _BLOCK, start + _LONGEST_BLOCK)
        if end < 0:
            end = folded.rfind(b" ", start + _BLOCK, start + _LONGEST_BLOCK)
        if end < 0 or len(folded) <= start + _BLOCK:
            end = min(len(folded), start + _LONGEST_BLOCK)
        yield start, end
        start = end


def _repetitions(shadow: Shadow, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the folded text, within one block, in which something is said twice.

    Comparing the list of words with itself, shifted by the length of a phrase, happens in C; only where they agree
    does the slower look at the place itself begin.
    """
    block = shadow.folded[start:end].translate(_NO_WORD)
    words = block.split()
    runs = [run for run in _runs(words) if _is_suspect(words, run)]
    if runs:
        places = [_Word(hit.start() + start, hit.end() + start) for hit in _UNBROKEN.finditer(block)]
        passage = _Passage(shadow, words, places)
        for run in runs:
            if span := _judge(passage, run):
                yield span


def _runs(words: list[bytes]) -> Iterator[_Run]:
    """Every run of words that equals the words a period further on, and is long enough to be a repetition."""
    for period in range(1, _LONGEST_PERIOD + 1):
        # A phrase of n words may stand around up to two joining words, so its period is n + 2 at most; a single
        # noun may stand around up to three.
        needed = 1 if period <= 4 else period - 2
        same = bytes(map(eq, words, islice(words, period, None)))
        wanted = b"\x01" * needed
        position = same.find(wanted)
        while position >= 0:
            stop = same.find(b"\x00", position)
            stop = len(same) if stop < 0 else stop
            yield _Run(position, period, stop - position)
            position = same.find(wanted, stop)


def _is_suspect(words: list[bytes], run: _Run) -> bool:
    """Whether a run may be a repetition, by its words alone."""
    index, period, length = run
    if length >= period:
        return True
    joints = words[index + length : index + period]
    if length == 1 and joints[0] != (b"and" if period == 2 else b"of"):
        return False
    return period - length <= 2 or (length == 1 and joints[0] == b"of")


def _judge(passage: _Passage, run: _Run) -> tuple[int, int] | None:
    """The span of a repetition that is damage, or None where English means it."""
    index, period, length = run
    if period == 1:
        damaged, places = _is_word_loop(passage, run), passage.places[index : run.last]
    elif length >= period:
        last = index + period * (1 + length // period)
        damaged, places = _is_phrase_loop(passage, run, last), passage.places[index:last]
    else:
        joints = passage.words[index + length : index + period]
        is_damage = _is_joined if all(joint in _JOINTS for joint in joints) else _is_wrapped
        damaged, places = is_damage(passage, run), passage.places[index : run.last]
    return (places[0].start, places[-1].end) if damaged else None


def _is_word_loop(passage: _Passage, run: _Run) -> bool:
    """*regional regional*; across commas only when a word comes three times."""
    word = passage.words[run.first]
    if not word[:1].isalpha() or len(word) < 2:
        return False
    if run.length == 1:
        meant = word in _TWICE or _is_name(passage, run.first, run.last)
        return not meant and not _is_separated(passage, run.first, run.last, b" \n")
    return (run.length > 3 or word not in _TWICE) and not _is_separated(passage, run.first, run.last, b" ,\n")


def _is_phrase_loop(passage: _Passage, run: _Run, last: int) -> bool:
    """*of the new of the new*, *large cities, large cities*."""
    phrase = passage.words[run.first : run.first + run.period]
    if all(word in FUNCTION_WORDS_FOLDED or word in _TWICE or word in _JOINED for word in phrase):
        return False
    if not any(word[:1].isalpha() and len(word) > 3 for word in phrase):
        return False
    if _is_separated(passage, run.first, last, b" ,\n"):
        return False
    once_more = last - run.first == 2 * run.period
    between = passage.shadow.folded[passage.places[run.first].start : passage.places[last - 1].end]
    return not (once_more and b"," in between and _is_name(passage, run.first, last))


def _is_joined(passage: _Passage, run: _Run) -> bool:
    """*issued and issued*, *advanced levels of advanced levels*."""
    phrase = passage.words[run.first : run.first + run.length]
    joints = passage.words[run.first + run.length : run.first + run.period]
    content = [word for word in phrase if word not in FUNCTION_WORDS_FOLDED]
    if not content or not all(word.isalpha() for word in content):
        return False
    if _is_separated(passage, run.first, run.last, b" \n"):
        return False
    if len(phrase) > 1:
        return len(content) > 1 or joints[0] == b"and"
    word = phrase[0]
    meant = word in _JOINED or word.endswith(b"er") or _is_name(passage, run.first, run.last)
    return joints == [b"and"] and len(word) > 4 and not meant


def _is_wrapped(passage: _Passage, run: _Run) -> bool:
    """*accumulation of human capital accumulation*: one noun on both sides of its modifier."""
    words = passage.words
    if run.length != 1 or words[run.first + 1] != b"of" or not _HEAD_NOUN.fullmatch(words[run.first]):
        return False
    modifiers = words[run.first + 2 : run.first + run.period]
    following = words[run.last] if run.last < len(words) else b""
    if following == b"of" or any(word in FUNCTION_WORDS_FOLDED for word in modifiers):
        return False
    return not _is_separated(passage, run.first, run.last, b" \n")


def _is_separated(passage: _Passage, first: int, last: int, allowed: bytes) -> bool:
    """Whether anything but ``allowed`` stands between the words: the end of a sentence, a bracket, a cell border.

    A line break after a short line separates too: it ends a heading or an entry of a list.
    """
    shadow = passage.shadow
    for left, right in pairwise(passage.places[first:last]):
        between = shadow.folded[left.end : right.start]
        if between.strip(allowed) or (between.count(b" ") > 1 and b"," not in between):
            return True
        start, end = shadow.span(left.start, right.end)
        line_break = shadow.raw.find(b"\n", start, end)
        if line_break >= 0 and line_break - shadow.raw.rfind(b"\n", 0, line_break) < _SHORT_LINE:
            return True
    return False


def _is_name(passage: _Passage, first: int, last: int) -> bool:
    """Whether every word begins with a capital, as doubled names do (*Lang Lang*, *New York, New York*)."""
    shadow = passage.shadow
    starts = (shadow.span(*place)[0] for place in passage.places[first:last])
    return all(shadow.raw[start : start + 1].isupper() for start in starts)


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
