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
from functools import cache
from itertools import islice, pairwise
from operator import itemgetter
from typing import Final, NamedTuple

from glossary.articles.article import Article
from glossary.articles.shadow import WORD_BYTES, Shadow
from glossary.findings import Finding
from glossary.rules.rule import Circumstances, Rule
from glossary.words import FUNCTION_WORDS_FOLDED

_LONGEST_PERIOD: Final = 8
_FIRST: Final = itemgetter(0)
_LAST: Final = itemgetter(-1)
_BLOCK: Final = 20_000
_LONGEST_BLOCK: Final = 240_000
_SHORT_LINE: Final = 50
_LONGEST_DOUBLED_NAME: Final = 6
_UNBROKEN: Final = re.compile(rb"[^ ]+")
_KEPT: Final = WORD_BYTES | set(b"'-")
_NO_WORD: Final = bytes(code if code in _KEPT else 0x20 for code in range(256))
_PUNCTUATION_RUN: Final = re.compile(rb",(?: ?,)+")
_JOINTS: Final = frozenset(
    tuple(joint.encode().split())
    for joint in ("and", "or", "of", "the", "and the", "or the", "of the", "and of", "and a")
)
_TWICE: Final = frozenset(
    b"had that very so really no yes many far long much too well now never ever always there here hear bye ha blah ho"
    b" in on do who is was knock hush tut chop bora pago duran sing wagga walla new same out up hip".split()
)
_JOINED: Final = frozenset(
    b"more less again over on by out up round around through in and such so better worse fewer years days hours weeks"
    b" months minutes decades centuries ages generations miles pages piles layers tons lots dozens hundreds thousands"
    b" millions billions rows blocks acres rounds waves ever only half step side two one three four five ten".split()
)
_PREPOSITIONS: Final = frozenset(b"of to in for on by with from at into as between under over through".split())
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
    for run in _runs(words):
        if _is_suspect(words, run):
            first, last = run.first, _last(run)
            places = [_Word(left + start, right + start) for left, right in _places(block, first, last - first)]
            if _is_damage(shadow, run, places):
                yield places[0].start, places[-1].end


def _places(block: bytes, first: int, count: int) -> Iterator[tuple[int, int]]:
    """Where in ``block`` the words from number ``first`` on stand; splitting finds the first without a map of all."""
    rest = block.split(None, first)[-1]
    found = _UNBROKEN.finditer(block, len(block) - len(rest))
    return (word.span() for word in islice(found, count))


def _runs(words: list[bytes]) -> Iterator[_Run]:
    """Every run of words that equals the words a period further on, and is long enough to be a repetition.

    The first and the last letters of all words, one byte each, make two long numbers; what a shift by the period
    leaves of them under exclusive or is zero where words may agree. That costs a fraction of comparing the words. A
    phrase of n words stands around two joining words at most; a single word stands around *and*, or around *of* with
    a modifier, and there the joining word has to be in its place too.
    """
    firsts, lasts = bytes(map(_FIRST, words)), bytes(map(_LAST, words))
    first_letters, last_letters = _number(firsts), _number(lasts)
    no_and, no_of = _unlike(b"and", firsts, lasts), _unlike(b"of", firsts, lasts)
    for period in range(1, min(_LONGEST_PERIOD, len(words) - 1) + 1):
        shift = 8 * period
        differing = (first_letters ^ first_letters >> shift) | (last_letters ^ last_letters >> shift)
        needed = 1 if period == 1 else max(2, period - 2)
        yield from _verified(words, period, differing, needed)
        if 2 <= period <= 4:
            unjoined = (no_and if period == 2 else no_of) >> 8
            yield from _verified(words, period, differing | unjoined, 1)


def _number(letters: bytes) -> int:
    return int.from_bytes(letters, "little")


def _unlike(word: bytes, firsts: bytes, lasts: bytes) -> int:
    """A number with a zero byte for every word that begins and ends as ``word`` does."""
    return _number(firsts.translate(_all_but(word[0]))) | _number(lasts.translate(_all_but(word[-1])))


@cache
def _all_but(letter: int) -> bytes:
    return bytes(code != letter for code in range(256))


def _verified(words: list[bytes], period: int, differing: int, needed: int) -> Iterator[_Run]:
    """The runs of words that agree, where at least ``needed`` bytes in a row of ``differing`` are zero."""
    letters = differing.to_bytes(len(words), "little")[: len(words) - period]
    wanted = bytes(needed)
    index = letters.find(wanted)
    while index >= 0:
        length = 0
        while index + length < len(letters) and words[index + length] == words[index + length + period]:
            length += 1
        if length >= needed:
            yield _Run(index, period, length)
        index = letters.find(wanted, index + length + 1)


def _is_suspect(words: list[bytes], run: _Run) -> bool:
    """Whether a run is a repetition that English does not make on purpose, by its words alone."""
    if run.period == 1:
        return _loops(words, run)
    phrase = words[run.first : run.first + min(run.length, run.period)]
    if all(word in FUNCTION_WORDS_FOLDED or word in _TWICE or word in _JOINED for word in phrase):
        return False
    if run.length >= run.period:
        return any(word[:1].isalpha() and len(word) > 2 and word not in FUNCTION_WORDS_FOLDED for word in phrase)
    joints = tuple(words[run.first + run.length : run.first + run.period])
    if joints in _JOINTS:
        return _joins(phrase, joints) and not _is_parallel(words, run)
    return run.length == 1 and _wraps(words, run)


def _loops(words: list[bytes], run: _Run) -> bool:
    """*regional regional*."""
    word = words[run.first]
    return word[:1].isalpha() and len(word) > 1 and (run.length > 3 or word not in _TWICE)


def _joins(phrase: list[bytes], joints: tuple[bytes, ...]) -> bool:
    """*issued and issued*, *advanced levels of advanced levels*."""
    content = [word for word in phrase if word not in FUNCTION_WORDS_FOLDED]
    if not all(word.isalpha() for word in content):
        return False
    if len(phrase) > 1:
        return len(content) > 1 or joints[0] == b"and"
    return joints == (b"and",) and len(phrase[0]) > 4 and not phrase[0].endswith(b"er")


def _is_parallel(words: list[bytes], run: _Run) -> bool:
    """*needs of industry and industry to use*: a preposition on both outer sides makes two parallel phrases."""
    before = words[run.first - 1] if run.first else b""
    after = words[run.last] if run.last < len(words) else b""
    return before in _PREPOSITIONS and after in _PREPOSITIONS


def _wraps(words: list[bytes], run: _Run) -> bool:
    """*accumulation of human capital accumulation*: one noun on both sides of its modifier."""
    if words[run.first + 1] != b"of" or not _HEAD_NOUN.fullmatch(words[run.first]):
        return False
    modifiers = words[run.first + 2 : run.first + run.period]
    following = words[run.last] if run.last < len(words) else b""
    return following != b"of" and not any(word in FUNCTION_WORDS_FOLDED for word in modifiers)


def _last(run: _Run) -> int:
    """The index after the last whole round of a loop, or after what a joined phrase takes."""
    whole_rounds = run.first + run.period * (1 + run.length // run.period)
    return whole_rounds if run.length >= run.period else run.last


def _is_damage(shadow: Shadow, run: _Run, places: list[_Word]) -> bool:
    """Whether the place of a suspect bears it out: no names, no clauses, no entries of a list.

    Commas may stand between the rounds of a loop, and between two rounds of a phrase that is no name (*New York, New
    York*); a single word that comes twice across a comma is emphasis.
    """
    is_loop = run.length >= run.period
    twice = len(places) == 2 * run.period
    may_have_commas = is_loop and not (twice and run.period == 1)
    if _is_separated(shadow, places, b" ,\n" if may_have_commas else b" \n"):
        return False
    with_comma = b"," in shadow.folded[places[0].start : places[-1].end]
    short = all(place.end - place.start <= _LONGEST_DOUBLED_NAME for place in places)
    return not (_is_name(shadow, places) and ((run.length == 1 and short) or (twice and with_comma)))


def _is_separated(shadow: Shadow, places: list[_Word], allowed: bytes) -> bool:
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


def _is_name(shadow: Shadow, places: list[_Word]) -> bool:
    """Whether every word begins with a capital, as doubled names do (*Lang Lang*, *New York, New York*)."""
    starts = (shadow.span(*place)[0] for place in places)
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
