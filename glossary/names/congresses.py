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
_GREAT: Final = rb"(?:great|big|grand|large)(?: (?:congress|victory|meeting|success))?\b"
_BEHIND: Final = re.compile(
    rb"(?:party|cpc|of china)(?:'s)? (?:the )?(?:(?P<number>1[6-9]|2[0-4])(?:st|nd|rd|th)|(?P<word>"
    + _SPELT
    + rb")) "
    + _GREAT
)
_BEFORE: Final = re.compile(
    rb"(?P<number>1[6-9]|2[0-4])(?:st|nd|rd|th) (?:great|big|grand|large)(?: congress)? of the (?:party|cpc)\b"
)
_LEAD: Final = re.compile(rb"(?:\bthe )?(?:\b(?:chinese )?(?:communist )?)?\Z")


class LiteralCongress(NamedTuple):
    """A span of a folded text that means a Party congress, and the number of that congress as in *20th*."""

    start: int
    end: int
    ordinal: str


def literal_congresses(folded: bytes) -> Iterator[LiteralCongress]:
    """The Party congresses in a text whose name was rendered character by character."""
    for pattern in (_BEHIND, _BEFORE) if b" great" in folded or b" big" in folded else ():
        for named in pattern.finditer(folded):
            number = named["number"]
            ordinal = _ordinal(int(number)) if number else _NUMBERS[named["word"]]
            lead = _LEAD.search(folded, max(0, named.start() - 22), named.start())
            yield LiteralCongress(lead.start() if lead else named.start(), named.end(), ordinal)


def _ordinal(number: int) -> str:
    return f"{number}{'th' if 10 < number % 100 < 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
