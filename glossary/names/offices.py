"""Who leads a body: a title that stands before the name of a body that calls its head something else."""

import re
from typing import Final, NamedTuple

from glossary.index.names import Names

_TITLE: Final = re.compile(
    rb"\b([Dd]irector|[Cc]hairman|[Cc]hairwoman|[Cc]hairperson|[Pp]resident|[Mm]inister|[Gg]overnor|[Dd]ean"
    rb"|[Cc]ommissioner|[Cc]hief [Jj]udge|[Pp]rincipal)[ \n]of[ \n](?:the[ \n])?$"
)
_QUALIFIED: Final = re.compile(
    rb"(?:vice|deputy|assistant|executive|former|an?|each|every|any|department|bureau)[ \n-]$", re.IGNORECASE
)
_SAME: Final = {"chairwoman": "chairman", "chairperson": "chairman"}
_FREE: Final = frozenset(("head", "chief"))
"""Titles that are right of any body and therefore prove nothing about it."""


class WrongTitle(NamedTuple):
    """Where a wrong title begins in a text, the title, and what the head of the body is called."""

    start: int
    title: str
    right: list[str]


def wrong_title(raw: bytes, start: int, end: int, concept: int, names: Names) -> WrongTitle | None:
    """The wrong title before the name of a body at a span; None where there is none, or nothing says what is right."""
    titles = names.heads.get(str(concept))
    named = _TITLE.search(raw, max(0, start - 40), start) if titles else None
    if not titles or not named or _QUALIFIED.search(raw, max(0, named.start() - 12), named.start()):
        return None
    title = named[1].lower().decode("latin-1")
    right = [head for head in titles if head not in _FREE]
    if not right or _SAME.get(title, title) in {_SAME.get(head.lower(), head.lower()) for head in right}:
        return None
    if raw[end : end + 2] == b"'s":  # a department of the body follows
        return None
    return WrongTitle(named.start(), title, right)
