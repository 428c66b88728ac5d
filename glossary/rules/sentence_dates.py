"""The dates that a sentence speaks of: what is said of 2014 may be named as it was in 2014.

A date counts for the sentence it stands in, and for a quotation in which, or in whose sentence, it stands. What began
at a date and goes on (*since 2013*, *, proposed in 2013,*) is no date of the sentence.
"""

import re
from collections.abc import Iterator
from typing import Final

from glossary.articles.article import Article
from glossary.articles.shadow import paragraph

_SENTENCE_END: Final = re.compile(rb"[.!?][\"')\]]*\s+(?=[\"'(\[]*[A-Z])")
_ABBREVIATED: Final = re.compile(
    rb"\b(?:Mr|Mrs|Ms|Dr|St|No|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|[A-Z])\.\s+\Z"
)
_MONTHS: Final = (b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec")
_DATE: Final = re.compile(
    rb"(?:\b(?P<month>" + b"|".join(_MONTHS) + rb")[a-z]*\.?\s+(?:\d{1,2}(?:st|nd|rd|th)?,?\s+)?(?:of\s+)?)?"
    rb"(?<![\d.,$\xa3\xa5-])(?P<year>1[89]\d\d|20\d\d)(?![\d%]|[.,]\d|-\d{3})",
    re.IGNORECASE,
)
_GOES_ON: Final = re.compile(
    rb"(?:\b(?:since|from|after|until|till|by)\s+(?:(?:early|late|mid|the\s+end\s+of|the\s+beginning\s+of)[\s-]+)?"
    rb"|,\s+(?:which\s+was\s+)?(?:first\s+)?(?:proposed|launched|initiated|unveiled|announced|founded|established|put\s+forward"
    rb"|introduced|raised|created|set\s+up)\s+(?:by\s+[^,.]{1,60}\s+)?in\s+)\Z",
    re.IGNORECASE,
)
_LOOKS_BACK: Final = 100


def speaks_of_before(article: Article, start: int, end: int, day: str) -> bool:
    """Whether the sentence around a span of the text speaks of dates, and of none that is not before ``day``.

    ``day`` may have reduced precision; a year that it lies in is not before it.
    """
    raw = article.shadow.raw
    opening, closing = _sentence(raw, start, end)
    dates = list(_dates(raw, opening, closing))
    return bool(dates) and all(date < day[: len(date)] for date in dates)


def _dates(raw: bytes, start: int, end: int) -> Iterator[str]:
    """The dates in a stretch, as ``YYYY`` or ``YYYY-MM``."""
    for hit in _DATE.finditer(raw, start, end):
        if _GOES_ON.search(raw[max(start, hit.start() - _LOOKS_BACK) : hit.start()]):
            continue
        year = hit["year"].decode()
        yield f"{year}-{_MONTHS.index(hit['month'].lower()) + 1:02}" if hit["month"] else year


def _sentence(raw: bytes, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence around a span, of all sentences that a quotation around it reaches into."""
    first, last = paragraph(raw, start, end)
    if raw.count(b'"', first, start) % 2:
        start = raw.rfind(b'"', first, start)
        closed = raw.find(b'"', end, last)
        end = closed + 1 if closed >= 0 else last
    opening = first
    for hit in _SENTENCE_END.finditer(raw, first, start + 2):
        if hit.end() <= start and not _ABBREVIATED.search(raw, max(first, hit.end() - 8), hit.end()):
            opening = hit.end()
    ending = _SENTENCE_END.search(raw, max(first, end - 1), last)
    return opening, ending.start() if ending else last
