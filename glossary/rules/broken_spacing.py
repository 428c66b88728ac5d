"""A space is missing, or stands where none belongs, or a quotation mark hangs on the wrong word.

## What it does

Reports

- a space before a hyphen inside a word: `Five -Year`, `Beijing -Tianjin -Hebei`;
- no space after a percentage, a sentence, a comma or a colon: `30.5%of`, `production.The`, `Wuhan,Chengdu`,
  `Author:21st`;
- a space before a comma, full stop, semicolon or closing bracket, or after an opening one;
- stops that follow each other: `. ,`;
- a quotation mark that closes where one should open, or the other way round: `the" Fourteenth`, `links. "Zhang said`.

Addresses, file names, abbreviations, times, ratios, ellipses and negative numbers are left alone.

## Why it matters

Machine translation moves spaces around hyphens and quotation marks. A reader stumbles, a search for *Five-Year Plan*
finds nothing, and other tools no longer see the term.

## Bad

> In 2021 it made up 30.5%of regional GDP in the "14th Five -Year Plan" period.

## Good

> In 2021 it made up 30.5% of regional GDP in the "14th Five-Year Plan" period.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from glossary.articles.article import Article
from glossary.articles.shadow import paragraph
from glossary.findings import Finding
from glossary.rules.rule import Circumstances, Rule

_CONFIDENCE: Final = 0.9
# Every pattern begins with a literal character that is rarer than a space: the engine skips to it at memory speed.
_SPACE_HYPHEN: Final = re.compile(rb" -(?=[A-Za-z][A-Za-z]|(?<=[A-Z] -)[0-9])")
_PERCENT: Final = re.compile(rb"%(?=[a-z]{2})")
_FULL_STOP: Final = re.compile(
    rb"\.(?:(?P<gap>(?=[A-Z][a-z]*(?:[ ,'-]|$)))"
    rb"|(?P<double> ,| \.(?![ ]?\.)(?=[ \n]|$)|,(?=,|\.))"
    rb"|(?<= \.)(?P<spaced>(?=[ \n]*(?:\n|$)|[ \n]+[A-Z])))",
    re.MULTILINE,
)
_COMMA: Final = re.compile(
    rb",(?:(?<= ,)(?P<spaced>(?=[ \nA-Za-z]|$))|(?P<gap>(?=[A-Za-z]))|(?P<double> ?\.(?![\w.])))", re.MULTILINE
)
_COLON: Final = re.compile(rb":(?=[A-Za-z0-9])")
_SEMICOLON: Final = re.compile(rb";(?:(?<= ;)(?P<spaced>(?=[ \nA-Za-z]|$))|(?P<gap>(?=[A-Za-z]{2})))", re.MULTILINE)
_CLOSING: Final = re.compile(rb"\)(?<= \))")
_OPENING: Final = re.compile(rb"\( (?=[A-Za-z0-9])")
_QUOTE: Final = re.compile(rb'"')
_COMPOUND_START: Final = re.compile(rb"[A-Za-z0-9\xc0-\xff]+(?:-[A-Za-z0-9\xc0-\xff]+)*$")
_COMPOUND: Final = re.compile(rb"[A-Za-z0-9\xc0-\xff]+(?: ?-[A-Za-z0-9\xc0-\xff]+)+")
_TOKEN_START: Final = re.compile(rb"[^\s]*$")
_TOKEN_END: Final = re.compile(rb"[^\s]*")
_LAST_WORD: Final = re.compile(rb"(?:[0-9][0-9.,]*)?[A-Za-z0-9\xc0-\xff%)]+$")
_NEXT_WORD: Final = re.compile(rb"[A-Za-z0-9\xc0-\xff]+")
_ADDRESS: Final = re.compile(
    rb"://|www\.|@|\\|/|\.(?:com|org|net|gov|edu|cn|io|py|js|txt|html?)\b|=|_|\{|\}", re.IGNORECASE
)
_CANNOT_CLOSE: Final = frozenset(b"the The a an of to and or in on at for from by with as into its their".split())
_SUSPECT_QUOTE: Final = re.compile(
    rb'"(?:(?<=[.!?] ")(?=[A-Za-z0-9])|(?<= ")(?= )|(?:%s)(?= ))'
    % b"|".join(rb'(?<=\b%s")' % word for word in sorted(_CANNOT_CLOSE))
)
_LINE: Final = 400
"""How far a look-around goes; no word or address of interest is longer."""


class _Fault(NamedTuple):
    """A faulty span of the text, what it should read, and what is wrong with it."""

    start: int
    end: int
    remedy: str
    message: str
    certain: bool = True


def check(article: Article, _circumstances: Circumstances) -> Iterator[Finding]:
    """Findings for each misplaced space or quotation mark in ``article``."""
    faults = [fault for look in _LOOKS for fault in look(article)]
    faults.sort(key=lambda fault: (fault.start, -fault.end))
    reach = 0
    for fault in faults:
        if fault.start >= reach:
            reach = fault.end
            yield _finding(article, fault)


def _finding(article: Article, fault: _Fault) -> Finding:
    return Finding(
        start=fault.start,
        end=fault.end,
        text=article.text[fault.start : fault.end],
        rule=RULE.name,
        severity=RULE.severity if fault.certain else "suggestion",
        confidence=_CONFIDENCE if fault.certain else 0.5,
        message=fault.message,
        suggestions=(fault.remedy,),
        fixable=fault.certain,
    )


def _spaced_hyphens(article: Article) -> Iterator[_Fault]:
    raw, reach = article.shadow.raw, 0
    for hit in _SPACE_HYPHEN.finditer(raw):
        if hit.start() < reach:
            continue
        before = _COMPOUND_START.search(raw, max(0, hit.start() - _LINE), hit.start())
        if not before or _is_dash(raw, hit.start()):
            continue
        compound = _COMPOUND.match(raw, before.start())
        start, end = before.start(), compound.end() if compound else hit.end() + 1
        if _ADDRESS.search(_token(raw, hit.start() + 1)):
            continue
        reach = end
        text = article.text[start:end]
        yield _Fault(start, end, re.sub(r"\s+(?=[-\u2010-\u2013])", "", text), "space before a hyphen")


def _is_dash(raw: bytes, space: int) -> bool:
    """Whether the hyphen after ``space`` opens a parenthesis (*the plan -approved in May- was*) or an option."""
    line_end = raw.find(b"\n", space)
    rest = raw[space + 2 : line_end if 0 <= line_end < space + _LINE else space + _LINE]
    return re.match(rb"[^-]*[A-Za-z]- ", rest) is not None


def _after_percent(article: Article) -> Iterator[_Fault]:
    raw = article.shadow.raw
    for hit in _PERCENT.finditer(raw):
        if raw[hit.start() - 1 : hit.start()].isdigit() and not _ADDRESS.search(_token(raw, hit.start())):
            yield _gap(article, hit, "no space after a percentage")


def _stops(article: Article) -> Iterator[_Fault]:
    """Full stops, commas and semicolons with a space missing or to spare, or with another stop behind them."""
    for pattern, name in ((_FULL_STOP, "sentence"), (_COMMA, "comma"), (_SEMICOLON, "semicolon")):
        for hit in pattern.finditer(article.shadow.raw):
            if fault := _stop(article, hit, name):
                yield fault


def _stop(article: Article, hit: re.Match[bytes], name: str) -> _Fault | None:
    raw = article.shadow.raw
    start = hit.start()
    before = raw[max(0, start - 3) : start]
    match hit.lastgroup:
        case "gap" if _ends_word(before) if name == "sentence" else before[-2:].isalnum():
            return None if _looks_technical(raw, start) else _gap(article, hit, f"no space after a {name}")
        case "double" if before and before[-1:] not in (b".", b" "):
            return _Fault(start, hit.end(), article.text[start], "two stops in a row")
        case "spaced":
            return _spare(article, start, hit.end())
    return None


def _spare(article: Article, start: int, end: int) -> _Fault | None:
    """A space before the mark at ``start`` that none belongs to: the fault begins with the word before it."""
    before = _LAST_WORD.search(article.shadow.raw, max(0, start - _LINE), start - 1)
    if not before:
        return None
    text = article.text[before.start() : end]
    return _Fault(before.start(), end, text.replace(" ", "", 1), "space before a stop")


def _ends_word(before: bytes) -> bool:
    """Whether a full stop after ``before`` ends a sentence: after a word or a closing mark, not after an initial."""
    if before[-1:] in (b")", b"%"):
        return True
    return len(before) == 3 and before.isalpha() and (before[-1:].islower() or before.isupper())


def _after_colon(article: Article) -> Iterator[_Fault]:
    raw = article.shadow.raw
    for hit in _COLON.finditer(raw):
        before = _LAST_WORD.search(raw, max(0, hit.start() - _LINE), hit.start())
        following = _NEXT_WORD.match(raw, hit.end())
        if not before or not following or len(before[0]) < 3 or not before[0].isalpha():
            continue
        # A label in front (Author:21st, Time:2022) is certain only where both sides look like prose.
        prose = before[0].istitle() or (before[0].islower() and following[0].istitle())
        if prose and not _looks_technical(raw, hit.start()):
            yield _gap(article, hit, "no space after a colon")


def _looks_technical(raw: bytes, position: int) -> bool:
    """Whether the unbroken run of characters around ``position`` is an address, a file name or code."""
    token = _token(raw, position).strip(b"\"'()[],;.:")
    return bool(_ADDRESS.search(token)) or token.count(b":") > 1 or token.count(b"(") != token.count(b")")


def _token(raw: bytes, position: int) -> bytes:
    before = _TOKEN_START.search(raw, max(0, position - 60), position)
    after = _TOKEN_END.match(raw, position, position + 60)
    return (before[0] if before else b"") + (after[0] if after else b"")


def _gap(article: Article, hit: re.Match[bytes], message: str) -> _Fault:
    """A space is missing behind ``hit``: the fault spans the words on both sides."""
    raw = article.shadow.raw
    before = _LAST_WORD.search(raw, max(0, hit.start() - _LINE), hit.start())
    after = _NEXT_WORD.match(raw, hit.end())
    start = before.start() if before else hit.start()
    end = after.end() if after else hit.end()
    text = article.text
    return _Fault(start, end, text[start : hit.end()] + " " + text[hit.end() : end], message)


def _brackets(article: Article) -> Iterator[_Fault]:
    raw = article.shadow.raw
    for hit in _CLOSING.finditer(raw):
        if fault := _spare(article, hit.start(), hit.end()):
            yield fault._replace(message="space before a closing bracket")
    for hit in _OPENING.finditer(raw):
        after = _NEXT_WORD.match(raw, hit.end())
        end = after.end() if after else hit.end()
        text = article.text[hit.start() : end]
        yield _Fault(hit.start(), end, text[0] + text[2:], "space after an opening bracket")


def _quotation_marks(article: Article) -> Iterator[_Fault]:
    """Marks that stand the wrong way round: attached to one side when their part in the pair is the other."""
    raw = article.shadow.raw
    done = -1
    for suspect in _SUSPECT_QUOTE.finditer(raw):
        if suspect.start() >= done:
            opening, done = paragraph(raw, suspect.start(), suspect.start() + 1)
            yield from _displaced(article, [mark.start() for mark in _QUOTE.finditer(raw, opening, done)])


def _displaced(article: Article, marks: list[int]) -> Iterator[_Fault]:
    raw = article.shadow.raw
    paired = len(marks) % 2 == 0
    follows_displaced = False
    for number, mark in enumerate(marks):
        closes = bool(number % 2)
        shape = _shape(raw, mark)
        word = _LAST_WORD.search(raw, max(0, mark - 20), mark)
        if shape == "closing" and word and word[0] in _CANNOT_CLOSE:
            # "the" Fourteenth": an article or preposition cannot end a quotation, so its partner is turned too.
            follows_displaced = True
            yield _turned(article, mark, opens=True)
        elif shape == "opening" and (follows_displaced or (paired and closes and _ends_speech(raw, mark))):
            follows_displaced = False
            yield _turned(article, mark, opens=False)
        elif shape == "alone" and paired:
            follows_displaced = False
            yield _turned(article, mark, opens=not closes)
        else:
            follows_displaced = False


def _shape(raw: bytes, mark: int) -> str:
    """How a mark stands: ``opening`` (space before, word after), ``closing``, ``alone`` (spaces), or ``fine``."""
    before = raw[mark - 1 : mark] if mark else b" "
    after = raw[mark + 1 : mark + 2] or b" "
    spaced_before, spaced_after = before in b" \n", after in b" \n"
    if spaced_before and after.isalnum():
        return "opening"
    if spaced_after and (before.isalnum() or before in b".,;:!?%)"):
        return "closing"
    return "alone" if before == b" " and after == b" " else "fine"


def _ends_speech(raw: bytes, mark: int) -> bool:
    """Whether a mark that looks like an opening one comes right after the end of a sentence."""
    return raw[mark - 2 : mark] in (b". ", b"! ", b"? ")


def _turned(article: Article, mark: int, *, opens: bool) -> _Fault:
    """A mark to be put on its other side: the fault spans the word before and the word after it."""
    raw, text = article.shadow.raw, article.text
    before = re.compile(rb"[^\s\"]*\s?$").search(raw, max(0, mark - 60), mark)
    after = re.compile(rb"\s?[^\s\"]*").match(raw, mark + 1, mark + 60)
    start = before.start() if before else mark
    end = after.end() if after else mark + 1
    left, right = text[start:mark].rstrip(), text[mark + 1 : end].lstrip()
    remedy = f"{left} {text[mark]}{right}" if opens else f"{left}{text[mark]} {right}"
    return _Fault(start, end, remedy.strip(), "a quotation mark on the wrong side of a space")


_LOOKS: Final[tuple[Callable[[Article], Iterator[_Fault]], ...]] = (
    _spaced_hyphens,
    _after_percent,
    _stops,
    _after_colon,
    _brackets,
    _quotation_marks,
)

RULE: Final = Rule(
    name="broken-spacing",
    severity="warning",
    rank=4,
    summary="a missing or misplaced space, or a quotation mark on the wrong side of one",
    check=check,
    documentation=__doc__ or "",
)
