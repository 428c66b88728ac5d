"""Brackets and quotation marks: on the wrong side of a space, turned the wrong way, or without a partner."""

import re
from collections.abc import Iterator
from typing import Final

from glossary.articles.article import Article
from glossary.articles.shadow import paragraph
from glossary.rules.faults import NEXT_WORD, Fault, gap, is_address, looks_technical, spare, token, word_before

_CLOSING: Final = re.compile(rb"\)(?<= \))")
_OPENING: Final = re.compile(rb"\( (?=[A-Za-z0-9])")
_GLUED_OPENING: Final = re.compile(rb"\((?<=[a-z]{4}\()(?=[A-Z0-9][^()]{2,80}\)(?:[ \n.,;:]|$))", re.MULTILINE)
_GLUED_CLOSING: Final = re.compile(rb"\)(?=[A-Za-z]{2})")
_BRACKETED: Final = re.compile(rb"(?:^|[\s\"])\([^()]{2,80}\Z")
_BRACKET: Final = re.compile(rb"[()]")
_ENUMERATOR: Final = re.compile(rb"(?:^|[\s,;:])(?:[0-9]{1,3}|[a-zA-Z]|[ivxIVX]{1,4})\Z|[:;]-?\Z")
_QUOTE: Final = re.compile(rb'"')
_ARTICLES: Final = frozenset(b"the The a A an An its their".split())
_SUSPECT_QUOTE: Final = re.compile(
    rb'"(?:(?<=[.!?] ")(?=[A-Za-z0-9])|(?<= ")(?= )'
    rb'|(?<= ")(?=[^" \n][^"\n]*+(?<=[A-Za-z0-9] )"[A-Za-z0-9])|(?:%s)(?= ))'
    % b"|".join(rb'(?<=\b%s")' % word for word in sorted(_ARTICLES))
)
_GLUED_QUOTE: Final = re.compile(rb'"(?<=[A-Za-z]{2}")(?=[A-Za-z]{2})')
_BEFORE_QUOTE: Final = re.compile(rb"[^\s\"]*\s?\Z")
_AFTER_QUOTE: Final = re.compile(rb"\s?[^\s\"]*")
_OPENS_CLOSED: Final = re.compile("”(?<![\\w.,;:!?%)\\]…’'\"”]”)(?=\\w)")
_CLOSES_OPEN: Final = re.compile("“(?<=[\\w.,;!?)]“)(?=[\\s.,;)]|$)", re.MULTILINE)
_DOUBLED_DASH: Final = re.compile("—[-—]+")
_NEXT_QUOTE: Final = re.compile(rb'[ \n]*"')


def brackets(article: Article) -> Iterator[Fault]:
    """*( GDP*, *figure )*, *Conference(COP15)*, *(GDP)growth*, and a bracket without its partner."""
    raw, text = article.shadow.raw, article.text
    for hit in _CLOSING.finditer(raw):
        if fault := spare(article, *hit.span(), "space before a closing bracket"):
            yield fault
    for hit in _OPENING.finditer(raw):
        after = NEXT_WORD.match(raw, hit.end())
        end = after.end() if after else hit.end()
        yield Fault(hit.start(), end, text[hit.start()] + text[hit.end() : end], "space after an opening bracket")
    for hit in _GLUED_OPENING.finditer(raw):
        yield gap(article, hit.start(), hit.start(), "no space before an opening bracket")
    for hit in _GLUED_CLOSING.finditer(raw):
        inside = _BRACKETED.search(raw, max(0, hit.start() - 90), hit.start())
        # A bracket around part of a word, as in (re)build, holds nothing but small letters.
        if inside and not inside[0].strip(b' \n"(').islower() and not is_address(token(raw, hit.end())):
            yield gap(article, *hit.span(), "no space after a closing bracket")
    yield from _unpaired_brackets(article)


def _unpaired_brackets(article: Article) -> Iterator[Fault]:
    raw = article.shadow.raw
    for start, end in _paragraphs(raw):
        if raw.count(b"(", start, end) == raw.count(b")", start, end):
            continue
        opened: list[int] = []
        unpaired: list[int] = []
        for bracket in _BRACKET.finditer(raw, start, end):
            if bracket[0] == b"(":
                opened.append(bracket.start())
            elif opened:
                opened.pop()
            elif not _ENUMERATOR.search(raw, max(start, bracket.start() - 6), bracket.start()):
                unpaired.append(bracket.start())
        for mark in (*opened, *unpaired):
            yield Fault(*_with_neighbours(raw, mark), "", "a bracket without its partner in the paragraph")


def _paragraphs(raw: bytes) -> Iterator[tuple[int, int]]:
    """From blank line to blank line."""
    start = 0
    while start < len(raw):
        end = raw.find(b"\n\n", start)
        end = len(raw) if end < 0 else end
        yield start, end
        start = end + 2


def _with_neighbours(raw: bytes, mark: int) -> tuple[int, int]:
    """The span of a mark and the word that it touches."""
    before = word_before(raw, mark)
    after = NEXT_WORD.match(raw, mark + 1)
    return (before.start() if before else mark), (after.end() if after and not before else mark + 1)


def quotation_marks(article: Article) -> Iterator[Fault]:
    """Marks that stand the wrong way round: attached to one side when their part in the pair is the other."""
    raw = article.shadow.raw
    done = -1
    for suspect in _SUSPECT_QUOTE.finditer(raw):
        if suspect.start() >= done:
            opening, done = paragraph(raw, suspect.start(), suspect.start() + 1)
            yield from _displaced(article, [mark.start() for mark in _QUOTE.finditer(raw, opening, done)])
    for hit in _GLUED_QUOTE.finditer(raw):
        if fault := _glued(article, hit.start()):
            yield fault
    yield from _turned_marks(article)
    yield from _unpaired_quotation_marks(article)


def _displaced(article: Article, marks: list[int]) -> Iterator[Fault]:
    raw = article.shadow.raw
    paired = len(marks) % 2 == 0
    shapes = [_shape(raw, mark) for mark in marks]
    astray = sum(shape in ("opening", "closing") and shape != _part(number) for number, shape in enumerate(shapes))
    # One mark astray among marks that alternate is the one to turn; more of them leave the count in doubt.
    lone = paired and astray == 1
    follows_displaced = False
    for number, (mark, shape) in enumerate(zip(marks, shapes, strict=True)):
        closes = _part(number) == "closing"
        word = word_before(raw, mark)
        if shape == "closing" and word and word[0] in _ARTICLES and raw[word.start() - 1 : word.start()] == b" ":
            # "the" Fourteenth": an article cannot end a quotation, so its partner is turned too.
            follows_displaced = True
            yield _turned(article, mark, opens=True)
        elif shape == "opening" and (follows_displaced or (paired and closes and (lone or _ends_speech(raw, mark)))):
            follows_displaced = False
            yield _turned(article, mark, opens=False)
        elif shape == "alone" and paired:
            follows_displaced = False
            yield _turned(article, mark, opens=not closes)
        else:
            follows_displaced = False


def _part(number: int) -> str:
    """What the mark with this number, counted from 0, does when all alternate."""
    return "closing" if number % 2 else "opening"


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


def _turned(article: Article, mark: int, *, opens: bool) -> Fault:
    """A mark to be put on its other side: the fault spans the word before and the word after it."""
    raw, text = article.shadow.raw, article.text
    before = _BEFORE_QUOTE.search(raw, max(0, mark - 60), mark)
    after = _AFTER_QUOTE.match(raw, mark + 1, mark + 60)
    start = before.start() if before else mark
    end = after.end() if after else mark + 1
    left, right = text[start:mark].rstrip(), text[mark + 1 : end].lstrip()
    remedy = f"{left} {text[mark]}{right}" if opens else f"{left}{text[mark]} {right}"
    return Fault(start, end, remedy.strip(), "a quotation mark on the wrong side of a space")


def _glued(article: Article, mark: int) -> Fault | None:
    """A mark between two words with no space on either side; its number in the paragraph says where one is missing."""
    raw = article.shadow.raw
    opening, closing = paragraph(raw, mark, mark + 1)
    if raw.count(b'"', opening, closing) % 2 or looks_technical(raw, mark):
        return None
    start, end = _with_neighbours(raw, mark)
    after = NEXT_WORD.match(raw, mark + 1)
    end = after.end() if after else end
    at = mark + 1 if raw.count(b'"', opening, mark) % 2 else mark
    text = article.text
    return Fault(start, end, f"{text[start:at]} {text[at:end]}", "no space beside a quotation mark")


def _turned_marks(article: Article) -> Iterator[Fault]:
    """Typographic marks that show the wrong way, two marks where one belongs, and a dash made of two."""
    text, raw = article.text, article.shadow.raw
    if text.isascii():
        return
    for pattern, remedy in ((_OPENS_CLOSED, "“"), (_CLOSES_OPEN, "”")):
        for hit in pattern.finditer(text):
            start, end = _with_neighbours(raw, hit.start())
            remedied = text[start:end].replace(hit[0], remedy)
            yield Fault(start, end, remedied, "a quotation mark that shows the wrong way")
    position = raw.find(b'""')
    while position >= 0:
        pair = text[position : position + 2]
        if not pair.isascii():
            yield Fault(position, position + 2, pair[0], "two quotation marks in a row")
        position = raw.find(b'""', position + 2)
    for hit in _DOUBLED_DASH.finditer(text):
        if text[hit.start() - 1 : hit.start()].isalnum() or text[hit.end() : hit.end() + 1].isalnum():
            yield Fault(*hit.span(), "—", "two dashes in a row")


def _unpaired_quotation_marks(article: Article) -> Iterator[Fault]:
    """A mark too many or too few in a paragraph, unless the next one carries the quotation on; in doubt always."""
    raw = article.shadow.raw
    odd = [(start, end) for start, end in _paragraphs(raw) if raw.count(b'"', start, end) % 2]
    alone = [bounds for bounds in odd if not _NEXT_QUOTE.match(raw, bounds[1])]
    # A quotation over several paragraphs leaves one mark in its first and one in its last.
    for start, end in alone[-1:] if len(alone) % 2 else ():
        marks = [hit.start() for hit in _QUOTE.finditer(raw, start, end)]
        if not any(raw[mark - 1 : mark].isdigit() for mark in marks):
            shapes = [_shape(raw, mark) for mark in marks]
            astray = (mark for number, mark in enumerate(marks) if shapes[number] not in (_part(number), "fine"))
            mark = next(astray, marks[-1])
            yield Fault(*_with_neighbours(raw, mark), "", "a quotation mark without its partner", certain=False)
