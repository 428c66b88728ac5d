"""Fit a suggestion into the place of what it replaces."""

from collections.abc import Iterable
from enum import Enum, auto
from typing import Final

from glossary.articles.shadow import WORD_BYTES
from glossary.words import DETERMINERS

_SMALL_WORDS: Final = frozenset("a an the and or but nor of in on at to for from by with as per via".split())
_ARTICLES: Final = ("the ", "a ", "an ")


def fit(suggestion: str, replaced: str, listed: str, folded: bytes, start: int) -> str:
    """``suggestion`` in the case of ``replaced``, and without its article where a determiner stands before it.

    ``listed`` is the replaced term as the term base has it: a capital that it begins with says nothing of its place.
    ``folded`` and ``start`` are the shadow of the text and the place in it where the replaced words begin.
    """
    return fits((suggestion,), replaced, listed, folded, start)[0]


def fits(suggestions: Iterable[str], replaced: str, listed: str, folded: bytes, start: int) -> tuple[str, ...]:
    """Several suggestions as ``fit`` makes each of them, those that come out alike once."""
    case = _case_of(replaced)
    is_determined = previous_word(folded, start) in DETERMINERS
    keeps_small = case is _Case.CAPITAL and listed[:1].isupper() and not _begins_sentence(folded, start)
    found: dict[str, None] = {}
    for suggestion in suggestions:
        bare = suggestion.partition(" ")[2] if is_determined and suggestion.startswith(_ARTICLES) else suggestion
        found[bare if keeps_small else _in_case(case, bare)] = None
    return tuple(found)


def in_case_of(model: str, text: str) -> str:
    """``text`` in capitals, title case or with a capital at its start, as ``model`` is; its own capitals stay."""
    return _in_case(_case_of(model), text)


class _Case(Enum):
    """How words are written."""

    PLAIN = auto()
    CAPITAL = auto()
    TITLE = auto()
    CAPITALS = auto()


def _case_of(model: str) -> _Case:
    words = [word for word in model.split() if word[:1].isalpha()]
    if not words:
        return _Case.PLAIN
    if model.isupper() and (len(words) > 1 or len(model) > 5):
        return _Case.CAPITALS
    content = [word for word in words if word.lower() not in _SMALL_WORDS]
    if len(content) > 1 and all(word[0].isupper() for word in content):
        return _Case.TITLE
    return _Case.CAPITAL if words[0][0].isupper() and model[:1].isupper() else _Case.PLAIN


def _in_case(case: _Case, text: str) -> str:
    if case is _Case.PLAIN:
        return text
    if case is _Case.CAPITALS:
        return text.upper()
    if case is _Case.TITLE:
        return text if _has_capitals(text) else _title(text)
    return text[:1].upper() + text[1:]


def previous_word(folded: bytes, start: int) -> str:
    """The word that ends right before ``start``, with one space between, or nothing."""
    end = start - 1
    if end <= 0 or folded[end] != 0x20:
        return ""
    begin = end
    while begin and folded[begin - 1] in WORD_BYTES:
        begin -= 1
    return folded[begin:end].decode("latin-1")


def next_word(folded: bytes, end: int) -> str:
    """The word that begins right after ``end``, with one space between, or nothing."""
    begin = end + 1
    if begin >= len(folded) or folded[end] != 0x20:
        return ""
    stop = begin
    while stop < len(folded) and folded[stop] in WORD_BYTES:
        stop += 1
    return folded[begin:stop].decode("latin-1")


def _begins_sentence(folded: bytes, start: int) -> bool:
    """Whether nothing but the end of another sentence, or of a paragraph, stands before ``start``."""
    before = folded[max(0, start - 4) : start].rstrip(b" \"'(")
    return not before or before[-1:] in (b".", b"!", b"?", b":") or folded[max(0, start - 2) : start] == b"  "


def _has_capitals(text: str) -> bool:
    """Whether a text brings its own capitals, as a name does."""
    return any(char.isupper() for char in text)


def _title(text: str) -> str:
    words = text.split(" ")
    return " ".join(
        word if number and word in _SMALL_WORDS else "-".join(part[:1].upper() + part[1:] for part in word.split("-"))
        for number, word in enumerate(words)
    )
