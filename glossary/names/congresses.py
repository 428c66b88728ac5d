"""The Party's congresses under the literal rendering of 大: *the Party's 20th Great*."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_NUMBERS: Final = {
    b"sixteenth": "16th", b"seventeenth": "17th", b"eighteenth": "18th", b"nineteenth": "19th", b"twentieth": "20th",
    b"twenty-first": "21st", b"sixteen": "16th", b"seventeen": "17th", b"eighteen": "18th", b"nineteen": "19th",
    b"twenty": "20th", b"twenty-one": "21st",
}  # fmt: skip
_SPELT: Final = b"|".join(sorted(_NUMBERS, reverse=True))
_GREAT: Final = (b" great", b" big", b" grand", b" large")
_BEFORE: Final = re.compile(
    rb"(?:\bthe )?(?:\b(?:chinese )?communist )?(?:\bparty|\bcpc|communist party of china)(?:'s)? (?:the )?"
    rb"(?:(?P<number>1[6-9]|2[0-4])(?:st|nd|rd|th)|(?P<word>" + _SPELT + rb"))\Z"
)
_BEHIND: Final = re.compile(rb"(?: (?:congress|victory|meeting|success))?\b")
_NUMBERED: Final = re.compile(rb"(?:\bthe )?\b(?P<number>1[6-9]|2[0-4])(?:st|nd|rd|th)\Z")
_OWNED: Final = re.compile(rb"(?: congress)? of the (?:party|cpc)\b")
_LONGEST: Final = 60


class LiteralCongress(NamedTuple):
    """A span of a folded text that means a Party congress, and the number of that congress as in *20th*."""

    start: int
    end: int
    ordinal: str


def literal_congresses(folded: bytes) -> Iterator[LiteralCongress]:
    """The Party congresses in a text whose name was rendered character by character."""
    for great in _GREAT:
        position = folded.find(great)
        while position >= 0:
            found = _at(folded, position, position + len(great))
            if found:
                yield found
            position = folded.find(great, position + 1)


def _at(folded: bytes, start: int, end: int) -> LiteralCongress | None:
    """The congress that the word for 大 at a place belongs to."""
    for before, behind in ((_BEFORE, _BEHIND), (_NUMBERED, _OWNED)):
        lead, tail = before.search(folded, max(0, start - _LONGEST), start), behind.match(folded, end)
        if lead and tail:
            groups = lead.groupdict()
            number = groups["number"]
            return LiteralCongress(
                lead.start(), tail.end(), _ordinal(int(number)) if number else _NUMBERS[groups["word"]]
            )
    return None


def _ordinal(number: int) -> str:
    return f"{number}{'th' if 10 < number % 100 < 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
