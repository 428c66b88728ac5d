"""Waivers in the comments of an article.

``zhengming-ignore [RULE, ...] [concept=ID ...]: REASON`` holds for the line it stands on, or, on a line of its own, for
the next line with text. ``zhengming-ignore-next-line`` always means the next line with text, ``zhengming-ignore-file``
the whole article, and ``zhengming-ignore-start`` everything up to the ``zhengming-ignore-end`` that names the same.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from glossary.articles.article import COMMENT_MARK, Article
from glossary.waivers.waiver import CommentWaiver, Fault

_IGNORE: Final = "zhengming-ignore"
_LINE, _NEXT, _START, _END, _FILE = "", "-next-line", "-start", "-end", "-file"
_SCOPES: Final = (_LINE, _NEXT, _START, _END, _FILE)
_PARTS: Final = re.compile(r"([^\s:：]*)([^:：]*)(?:[:：](.*))?", re.DOTALL)
_CONCEPT: Final = re.compile(r"\bconcept[ \t]*=[ \t]*([^\s,，]+)")
_SEPARATOR: Final = re.compile(r"[\s,，]+")
_MARKS_BEFORE_TEXT: Final = re.compile(r"[\s>*+-]*(?:\d+[.)]\s*)?[\s>]*")
_CURE: Final = "name the rules before the colon, or nothing for all of them"


class _Written(NamedTuple):
    """What a comment says."""

    start: int
    end: int
    scope: str
    rules: tuple[str, ...]
    concepts: tuple[str, ...]
    reason: str
    fault: Fault | None

    @property
    def object(self) -> tuple[frozenset[str], frozenset[str]]:
        """What is waived, whatever the order in which it is named."""
        return frozenset(self.rules), frozenset(self.concepts)


def comment_waivers(article: Article) -> tuple[CommentWaiver, ...]:
    """The waivers in an article, in the order of their comments; those with a fault cover nothing."""
    written = [
        _read(article.text, start, end)
        for start, end in article.comments
        if _content(article.text[start:end]).startswith(COMMENT_MARK)
    ]
    return tuple(_placed(article, written))


def _content(comment: str) -> str:
    """What a comment says between its marks."""
    if comment.startswith("<!--"):
        return comment[4:].removesuffix("-->").rstrip("-").strip()
    return comment.lstrip("\ufeff \t#").strip()


def _read(text: str, start: int, end: int) -> _Written:
    comment = text[start:end]
    word, named, reason = _PARTS.fullmatch(_content(comment)).groups()  # type: ignore[union-attr] # it matches any text
    scope = word.removeprefix(_IGNORE)
    concepts = tuple(_CONCEPT.findall(named))
    rules = tuple(name for name in _SEPARATOR.split(_CONCEPT.sub(" ", named)) if name)
    reason = " ".join((reason or "").split())
    fault = _fault(comment, word, scope, rules, reason)
    return _Written(start, end, scope, rules, concepts, reason, fault)


def _fault(comment: str, word: str, scope: str, rules: tuple[str, ...], reason: str) -> Fault | None:
    if not word.startswith(_IGNORE) or scope not in _SCOPES:
        known = ", ".join(_IGNORE + scope for scope in _SCOPES)
        return Fault(f"{word} is no comment that zhengming knows", f"known are {known}")
    if comment.startswith("<!--") and not comment.endswith("-->"):
        return Fault("this comment is never closed", "end it with -->")
    if "concept" in rules or any("=" in rule for rule in rules):
        return Fault("what this waiver names is not understood", "write RULE, RULE concept=ID: REASON")
    if not reason and scope != _END:
        return Fault("this waiver has no reason", f"write it behind a colon: {word} RULE: REASON")
    return _unknown(rules)


def _unknown(rules: tuple[str, ...]) -> Fault | None:
    from glossary.rules.registry import RULES

    known = [rule.name for rule in RULES]
    for rule in rules:
        if rule not in known:
            from difflib import get_close_matches

            close = get_close_matches(rule, known, n=1, cutoff=0.5)
            return Fault(f"there is no rule {rule!r}", f"did you mean {close[0]}?" if close else _CURE)
    return None


def _placed(article: Article, written: list[_Written]) -> Iterator[CommentWaiver]:
    """Each comment with what it covers; a block belongs to the comment that opens it."""
    closing, known = _closings(written), dict[int, int]()
    closers = frozenset(closing.values())
    for number, comment in enumerate(written):
        end = closing.get(number)
        fault = comment.fault
        if comment.scope == _START and not fault and end is None:
            fault = Fault("this waiver is never closed", f"write {_IGNORE}{_END} behind what it holds for")
        if comment.scope == _END and not fault:
            if number in closers:
                continue
            fault = Fault("this comment closes no waiver", f"take it out, or name what its {_IGNORE}{_START} names")
        covered = (0, 0) if fault else _covered(article, comment, written[end].start if end else comment.end, known)
        yield CommentWaiver(comment.start, comment.end, covered, comment.rules, comment.concepts, comment.reason, fault)


def _closings(written: list[_Written]) -> dict[int, int]:
    """By the number of each comment that opens a block, the number of the one that closes it.

    An end that names nothing closes the block that was opened last.
    """
    closings: dict[int, int] = {}
    open_blocks: list[int] = []
    for number, comment in enumerate(written):
        if comment.fault:
            continue
        if comment.scope == _START:
            open_blocks.append(number)
        elif comment.scope == _END:
            named = [
                start for start in open_blocks if not any(comment.object) or written[start].object == comment.object
            ]
            if named:
                open_blocks.remove(named[-1])
                closings[named[-1]] = number
    return closings


def _covered(article: Article, comment: _Written, block_end: int, known: dict[int, int]) -> tuple[int, int]:
    if comment.scope == _FILE:
        return 0, len(article.text)
    if comment.scope == _START:
        return comment.start, block_end
    first, _ = article.line_column(comment.start)
    last, _ = article.line_column(comment.end)
    start, end = article.line_bounds(first)[0], article.line_bounds(last)[1]
    if comment.scope == _NEXT or not _has_text(article, start, end):
        return _next_line(article, last, known)
    return start, end


def _next_line(article: Article, line: int, known: dict[int, int]) -> tuple[int, int]:
    """The next line after ``line`` that holds more than comments; ``known`` keeps it for all lines passed over."""
    passed, following = [], line
    while following not in known:
        passed.append(following)
        following += 1
        if following > article.lines or _has_text(article, *article.line_bounds(following)):
            break
    else:
        following = known[following]
    known.update(dict.fromkeys(passed, following))
    return article.line_bounds(following) if following <= article.lines else (len(article.text), len(article.text))


def _has_text(article: Article, start: int, end: int) -> bool:
    """Whether anything stands in a stretch outside comments, marks of quotations and lists left aside."""
    pieces, position = [], start
    first = max(0, bisect_right(article.comments, (start, start)) - 1)
    for comment_start, comment_end in islice(article.comments, first, None):
        if comment_start >= end:
            break
        if comment_end > start:
            pieces.append(article.text[position : max(position, comment_start)])
            position = max(position, comment_end)
    pieces.append(article.text[position:end])
    return not _MARKS_BEFORE_TEXT.fullmatch("".join(pieces).strip("\ufeff"))
