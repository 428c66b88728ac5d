"""Spaces around hyphens, stops, percentages and figures."""

import re
from collections.abc import Iterator
from typing import Final

from glossary.articles.article import Article
from glossary.rules.faults import NEXT_WORD, REACH, Fault, gap, is_address, looks_technical, spare, token, word_before

# Every pattern begins with a literal character that is rarer than a space: the engine skips to it at memory speed.
_SPACE_HYPHEN: Final = re.compile(rb" -(?=[A-Za-z][A-Za-z]|(?<=[A-Z] -)[0-9])")
_HYPHEN_SPACE: Final = re.compile(rb"- (?=[a-z]{3})(?!and |but |not )")
_PERCENT: Final = re.compile(rb"%(?=[a-z]{2}|[A-Z][a-z])")
_FULL_STOP: Final = re.compile(
    rb"\.(?:(?P<gap>(?=[A-Z][a-z]*(?:[ ,'-]|$)))"
    rb"|(?P<double> ,| \.(?![ ]?\.)(?=[ \n]|$)|,(?=,|\.)|\.(?<![.]{3})(?=[ \n]|$))"
    rb"|(?<= \.)(?P<spaced>(?=[ \n]*(?:\n|$)|[ \n]+[A-Z])))",
    re.MULTILINE,
)
_MOVED_STOP: Final = re.compile(rb"\.(?<=[a-z0-9)%] \.)(?=[A-Z][a-z]*[ ,'])(?!Net\b)")
_COMMA: Final = re.compile(
    rb",(?:(?<= ,)(?P<spaced>(?=[ \nA-Za-z]|$))|(?P<gap>(?=[A-Za-z]))|(?P<double>;| ?\.(?![\w.])))", re.MULTILINE
)
_COLON: Final = re.compile(rb":(?=[A-Za-z0-9])")
_SPACED_COLON: Final = re.compile(rb":(?<=[a-z] :)(?= [A-Za-z])")
_SEMICOLON: Final = re.compile(
    rb";(?:(?<= ;)(?P<spaced>(?=[ \nA-Za-z]|$))|(?P<gap>(?=[A-Za-z]{2}))|(?P<double>[,;](?=[ \n])))", re.MULTILINE
)
_ASKED: Final = re.compile(rb" \?(?<=[a-z] \?)(?=[ \n\"]|$)", re.MULTILINE)
_CALLED: Final = re.compile(rb" !(?<=[a-z] !)(?=[ \n\"]|$)", re.MULTILINE)
_COMPOUND_START: Final = re.compile(rb"[A-Za-z0-9\xc0-\xff]+(?:-[A-Za-z0-9\xc0-\xff]+)*\Z")
_COMPOUND: Final = re.compile(rb"[A-Za-z0-9\xc0-\xff]+(?: ?-[A-Za-z0-9\xc0-\xff]+)+")
_PREFIXES: Final = frozenset(b"non self multi anti pre post co semi quasi ultra counter high low well".split())
# After a dash that lost a space (*causes -the courage to act*) stands a word that no compound has there.
_CLAUSE_WORDS: Final = frozenset(
    b"the a an and or but nor for that this these those it its he she we they their our your his her is are was were"
    b" more less who which whose when where while as if than then not with from".split()
)
_AFTER_FIGURE: Final = frozenset(
    b"and or of in to the is was are were by from than for with as yuan percent people million billion trillion"
    b" thousand years year months month days day hours hour minutes times households companies enterprises projects"
    b" kilometers kilometres meters metres hectares tons tonnes mu".split()
)
_BEFORE_FIGURE: Final = frozenset(
    b"in of to the about over by from than and or with at nearly for on is was reached exceeded between".split()
)
# Figures and small letters as two kinds of bytes, so that their edges are found at memory speed.
_KINDS: Final = bytes(0x30 if 0x30 <= code <= 0x39 else 0x61 if 0x61 <= code <= 0x7A else 0x20 for code in range(256))


def spaced_hyphens(article: Article) -> Iterator[Fault]:
    """*Five -Year*, *high- quality*; no dashes, options or suspended compounds (*short- and long-term*)."""
    raw, reach = article.shadow.raw, 0
    for hit in _SPACE_HYPHEN.finditer(raw):
        before = _COMPOUND_START.search(raw, max(0, hit.start() - REACH), hit.start())
        if hit.start() < reach or not before or _is_dash(raw, hit.start()) or is_address(token(raw, hit.start() + 1)):
            continue
        compound = _COMPOUND.match(raw, before.start())
        reach = compound.end() if compound else hit.end() + 1
        yield _joined(article, before.start(), reach)
    for hit in _HYPHEN_SPACE.finditer(raw):
        before = word_before(raw, hit.start())
        after = NEXT_WORD.match(raw, hit.end())
        if before and after and before[0].lower() in _PREFIXES and after[0] not in _CLAUSE_WORDS:
            yield _joined(article, before.start(), after.end())


def _joined(article: Article, start: int, end: int) -> Fault:
    remedy = re.sub(r"\s*([-\u2010-\u2013])\s*", r"\1", article.text[start:end])
    return Fault(start, end, remedy, "space beside a hyphen")


def _is_dash(raw: bytes, space: int) -> bool:
    """Whether the hyphen after ``space`` is a dash: *the plan -approved in May- was*, *causes -the courage to act*."""
    line_end = raw.find(b"\n", space, space + REACH)
    rest = raw[space + 2 : line_end if line_end >= 0 else space + REACH]
    before, after = word_before(raw, space), NEXT_WORD.match(rest)
    if re.match(rb"[^-]*[A-Za-z]- ", rest) or (before and before[0] in (b"and", b"or", b"but")):
        return True
    return after is not None and after[0].lower() in _CLAUSE_WORDS and rest[after.end() : after.end() + 2] != b" -"


def after_percent(article: Article) -> Iterator[Fault]:
    """*30.5%of*."""
    raw = article.shadow.raw
    for hit in _PERCENT.finditer(raw):
        if raw[hit.start() - 1 : hit.start()].isdigit() and not is_address(token(raw, hit.start())):
            yield gap(article, *hit.span(), "no space after a percentage")


def beside_figures(article: Article) -> Iterator[Fault]:
    """*100yuan*, *in2022*; units and ordinals are written without a space on purpose."""
    raw = article.shadow.raw
    kinds = raw.translate(_KINDS)
    for edge, message in ((b"a0", "no space before a figure"), (b"0aa", "no space after a figure")):
        at = kinds.find(edge) + 1
        while at:
            before, after = word_before(raw, at), NEXT_WORD.match(raw, at)
            if before and after and _are_apart(before[0], after[0]) and not looks_technical(raw, at):
                yield gap(article, at, at, message)
            at = kinds.find(edge, at) + 1


def _are_apart(before: bytes, after: bytes) -> bool:
    """Whether a space belongs between a word and a figure."""
    if after[:2].isdigit() and len(after) > 1:
        return before in _BEFORE_FIGURE
    return before[:1].isdigit() and after in _AFTER_FIGURE


def stops(article: Article) -> Iterator[Fault]:
    """Full stops, commas and semicolons with a space missing or to spare, or with another stop behind them."""
    for pattern, name in ((_FULL_STOP, "sentence"), (_COMMA, "comma"), (_SEMICOLON, "semicolon")):
        for hit in pattern.finditer(article.shadow.raw):
            if fault := _stop(article, hit, name):
                yield fault
    for pattern in (_MOVED_STOP, _SPACED_COLON, _ASKED, _CALLED):
        for hit in pattern.finditer(article.shadow.raw):
            # A shadow has a question mark for what it cannot show.
            is_mark = article.text[hit.end() - 1] in ".:!?"
            if is_mark and (fault := spare(article, hit.end() - 1, hit.end())):
                yield fault


def _stop(article: Article, hit: re.Match[bytes], name: str) -> Fault | None:
    raw = article.shadow.raw
    start = hit.start()
    before = raw[max(0, start - 3) : start]
    match hit.lastgroup:
        case "gap" if _ends_word(before) if name == "sentence" else before[-2:].isalnum():
            return None if looks_technical(raw, start) else gap(article, *hit.span(), f"no space after a {name}")
        case "double" if before and before[-1:] not in (b".", b" "):
            return Fault(start, hit.end(), article.text[start], "two stops in a row")
        case "spaced":
            return spare(article, start, hit.end())
    return None


def _ends_word(before: bytes) -> bool:
    """Whether a full stop after ``before`` ends a sentence: after a word or a closing mark, not after an initial."""
    if before[-1:] in (b")", b"%"):
        return True
    return len(before) == 3 and before.isalpha() and (before[-1:].islower() or before.isupper())


def after_colon(article: Article) -> Iterator[Fault]:
    """*Author:21st*, where both sides look like prose."""
    raw = article.shadow.raw
    for hit in _COLON.finditer(raw):
        before = word_before(raw, hit.start())
        following = NEXT_WORD.match(raw, hit.end())
        if not before or not following or len(before[0]) < 3 or not before[0].isalpha():
            continue
        prose = before[0].istitle() or (before[0].islower() and following[0].istitle())
        if prose and not looks_technical(raw, hit.start()):
            yield gap(article, *hit.span(), "no space after a colon")
