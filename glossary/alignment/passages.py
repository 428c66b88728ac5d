"""Cut a text into paragraphs and sentences, with their offsets."""

import re
from collections.abc import Iterator
from typing import Final

from glossary.alignment.bilingual import Passage
from glossary.articles.article import Article
from glossary.articles.reading import MARKDOWN_SUFFIXES

_BLOCK: Final = re.compile(r"[^\s](?:[^\n]*)(?:\n(?![ \t\r\u3000]*\n)[^\n]*)*")
_LINE: Final = re.compile(r"[^\n]+")
_ENDS_LINE: Final = re.compile(r"[.!?:;。！？：；…][\"'”’」』）)]*\s*$")
_CHINESE_END: Final = re.compile(r"(?:[。！？!?]|…{1,2}|；|;)+[\s]*[”’」』）)\"]*")
_ENGLISH_END: Final = re.compile(r"[.!?;]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z0-9])")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Sen|Rep|Gov|St|No|Nos|Vol|Fig|Art|Sec|Inc|Ltd|Co|Corp|vs|etc|cf|al"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)|\b[A-Z]|\b[a-z]\.[a-z])\.$"
)
_MARKS: Final = re.compile(r"\*+|~~|^[ ]{0,3}(?:#{1,6}|>)[ \t]*", re.MULTILINE)
_CJK: Final = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’"
_SPACE_INSIDE: Final = re.compile(rf"(?<=[{_CJK}])[ \t\u3000]+(?=[{_CJK}])")
_BREAK_INSIDE: Final = re.compile(rf"(?<=[{_CJK}])[ \t]*\r?\n[ \t\u3000]*(?=[{_CJK}])")


def prose(article: Article) -> str:
    """The prose of a Chinese article: without what its reader masked, emphasis marks and spaces between characters."""
    text, raw = article.text, article.shadow.raw
    if b"\0" in raw:
        text = "".join(" " if byte == 0 and char != "\n" else char for char, byte in zip(text, raw, strict=True))
    if article.path.lower().endswith(MARKDOWN_SUFFIXES):
        text = _MARKS.sub("", text)
    text = _SPACE_INSIDE.sub("", text.replace("\r\n", "\n").replace("\ufeff", ""))
    return "\n\n".join(_unwrapped(block) for block in re.split(r"\n[ \t]*\n", text))


def target_text(article: Article) -> str:
    """The text of an English article with what its reader masked as spaces; offsets stay."""
    raw = article.shadow.raw
    if b"\0" not in raw:
        return article.text
    return "".join(" " if byte == 0 and char != "\n" else char for char, byte in zip(article.text, raw, strict=True))


def paragraphs(text: str) -> list[Passage]:
    """The paragraphs of ``text``: blocks between blank lines, and the lines of a block unless they are wrapped."""
    found: list[Passage] = []
    for block in _BLOCK.finditer(text):
        lines = [_trimmed(text, *line.span()) for line in _LINE.finditer(text, *block.span())]
        lines = [line for line in lines if line.end > line.start]
        if len(lines) > 1 and not _is_wrapped(text, lines):
            found += lines
        elif lines:
            found.append(Passage(lines[0].start, lines[-1].end))
    return found


def chinese_sentences(text: str, passage: Passage) -> list[Passage]:
    """The sentences of a Chinese paragraph; together they cover it."""
    ends = [hit.end() for hit in _CHINESE_END.finditer(text, passage.start, passage.end)]
    return _cut(passage, ends)


def english_sentences(text: str, passage: Passage) -> list[Passage]:
    """The sentences of an English paragraph; together they cover it."""
    ends = [
        hit.end()
        for hit in _ENGLISH_END.finditer(text, passage.start, passage.end)
        if not (
            text[hit.start()] == "."
            and _ABBREVIATION.search(text[max(passage.start, hit.start() - 6) : hit.start() + 1])
        )
    ]
    return _cut(passage, ends)


def _cut(passage: Passage, ends: list[int]) -> list[Passage]:
    if not ends or ends[-1] < passage.end:
        ends.append(passage.end)
    starts = [passage.start, *ends]
    return [Passage(start, end) for start, end in zip(starts, ends, strict=False) if end > start]


def _unwrapped(block: str) -> str:
    """A block of Chinese without the line breaks inside its sentences."""
    lines = list(_trimmed_lines(block))
    if len(lines) > 1 and _is_wrapped(block, lines):
        return _BREAK_INSIDE.sub("", block)
    return block


def _trimmed_lines(block: str) -> Iterator[Passage]:
    for line in _LINE.finditer(block):
        passage = _trimmed(block, *line.span())
        if passage.end > passage.start:
            yield passage


def _is_wrapped(text: str, lines: list[Passage]) -> bool:
    """Whether the lines of a block are one paragraph: most of them do not end as a sentence does, and none is short."""
    open_lines = sum(not _ENDS_LINE.search(text[line.start : line.end]) for line in lines[:-1])
    longest = max(line.end - line.start for line in lines)
    shortest = min(line.end - line.start for line in lines[:-1])
    return open_lines * 2 > len(lines) - 1 and shortest * 2 > longest


def _trimmed(text: str, start: int, end: int) -> Passage:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Passage(start, end)
