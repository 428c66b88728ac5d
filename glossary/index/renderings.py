"""The listed bad renderings, compiled: one automaton, and the hits it finds in a shadow.

Sections of the part: those of ``glossary.index.automata``, first posting of each pattern, postings, first byte of each
record, records (JSON), the number of the concept that each record belongs to, and the concepts as the records.
"""

from array import array
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from glossary.articles.shadow import WORD_BYTES
from glossary.index.automata import automaton_of
from glossary.index.container import Content, Records, offsets, pack, unpack
from glossary.index.part import Part
from glossary.inflections import FORMS
from glossary.periods import Period, holds_on

if TYPE_CHECKING:
    from glossary.index.draft import Recipe

FORM_BITS: Final = 3
_TYPOGRAPHY: Final = frozenset("\u2018\u2019\u201c\u201d\u2010\u2011\u2012\u2013\u2002\u2003\u2009\u202f\u3000")


class Posting(NamedTuple):
    """What one pattern stands for: a record's number and the code of a form in ``glossary.index.forms.FORMS``."""

    record: int
    form: int


class Hit(NamedTuple):
    """One place in a shadow where a bad rendering stands: offsets in ``folded`` and what it can stand for."""

    start: int
    end: int
    pattern: int


class Renderings:
    """Finds the bad renderings of a set of concepts in folded text."""

    __slots__ = (
        "_automaton",
        "_bad",
        "_concepts",
        "_decoded",
        "_first_postings",
        "_owners",
        "_periods",
        "_postings",
        "_records",
        "anchors",
        "dated",
        "ruled",
    )

    def __init__(self, content: Content) -> None:
        header, sections = unpack(content)
        self.anchors: dict[str, dict[str, Any]] = header["anchors"]
        # By concept, the folded forms of its renderings that are accepted at certain times only, and when.
        self.dated: dict[str, dict[str, list[Period]]] = header["dated"]
        # The folded forms of the renderings that a ruling turned down on a certain day, and the day.
        self.ruled: dict[str, str] = header["ruled"]
        self._bad: int = header["bad"]
        self._periods: dict[int, list[Period]] = {int(number): periods for number, periods in header["periods"].items()}
        self._automaton = automaton_of(sections)
        self._first_postings = sections["first_postings"].cast("I")
        self._postings = sections["postings"].cast("I")
        self._records = Records(sections["records"], sections["first_bytes"])
        self._concepts = Records(sections["concepts"], sections["first_concept_bytes"])
        self._owners = sections["owners"].cast("I")
        self._decoded: dict[int, dict[str, Any]] = {}

    def candidates(self, folded: bytes, day: str = "") -> list[Hit]:
        """Every bad rendering that stands between word boundaries and in no phrase that is accepted on ``day``.

        Sorted by start, the longest first; they may overlap, because the evidence decides between them. Without a day,
        what was accepted once is.
        """
        if self._automaton is None:
            return []
        bad: list[Hit] = []
        good: list[tuple[int, int]] = []
        for start, end, pattern in self._automaton.find_overlapping(folded):
            if at_boundary(folded, start, end):
                accepted = self._is_accepted(pattern, day) if pattern in self._periods else pattern >= self._bad
                if accepted:
                    good.append((start, end))
                elif pattern < self._bad:
                    bad.append(Hit(start, end, pattern))
        if good:
            bad = _outside(bad, good)
        bad.sort(key=_by_place)
        return bad

    def _is_accepted(self, pattern: int, day: str) -> bool:
        """Whether a phrase that is accepted at certain times only is on ``day``."""
        return not day or any(holds_on(period, day) for period in self._periods[pattern])

    def postings(self, pattern: int) -> list[Posting]:
        """What a pattern can stand for, the surest first."""
        codes = self._postings[self._first_postings[pattern] : self._first_postings[pattern + 1]]
        return [Posting(code >> FORM_BITS, code & (1 << FORM_BITS) - 1) for code in codes]

    def record(self, number: int) -> dict[str, Any]:
        """What is known of one bad rendering: its concept, term, reason, evidence and suggestions."""
        if number not in self._decoded:
            own = self._records.read(number)
            concept = {**self._concepts.read(self._owners[number])}
            offers = concept.pop("offers")["verb" if own["verb"] else "other"]
            suggestions = {form: given or offers[0] for form, given in zip(FORMS, offers, strict=True)}
            self._decoded[number] = {**concept, **own, "suggestions": suggestions}
        return self._decoded[number]


def assemble(
    *,
    header: dict[str, Any],
    automata: dict[str, bytes],
    postings: list[list[int]],
    records: list[bytes],
    owners: list[int],
    concepts: list[bytes],
) -> bytes:
    """The bytes of the part: its header, its automata, what each pattern stands for, and the records of both kinds.

    A posting is the number of a record and, in the last bits, the code of a form. ``owners`` has the number of the
    concept that each record belongs to.
    """
    sections = {
        **automata,
        "first_postings": offsets(map(len, postings)),
        "postings": array("I", chain.from_iterable(postings)).tobytes(),
        "first_bytes": offsets(map(len, records)),
        "records": b"".join(records),
        "owners": array("I", owners).tobytes(),
        "first_concept_bytes": offsets(map(len, concepts)),
        "concepts": b"".join(concepts),
    }
    return pack(header, sections)


def at_boundary(folded: bytes, start: int, end: int) -> bool:
    """Whether a span is made of whole words.

    What follows a hyphen is part of a compound (*low-key industries*), and so is a single word before one. Digits after
    a decimal point are part of its number.
    """
    if start:
        before = folded[start - 1]
        if (
            before in b".,"
            and start > 1
            and folded[start - 2 : start - 1].isdigit()
            and folded[start : start + 1].isdigit()
        ):
            return False
        if before in WORD_BYTES or (before == 0x2D and start > 1 and folded[start - 2] in WORD_BYTES):
            return False
    if end < len(folded):
        after = folded[end]
        if after in WORD_BYTES:
            return False
        if after == 0x2D and end + 1 < len(folded) and folded[end + 1] in WORD_BYTES:
            return folded.find(b" ", start, end) >= 0
    return True


def capitals(text: str) -> str:
    """The capitals of a text in their order: what a case-sensitive term has to have in common with it."""
    return "".join(char for char in text if char.isupper())


def beyond_latin(text: str) -> str:
    """The characters of a text that a shadow cannot tell apart."""
    if text.isascii():
        return ""
    return "".join(char for char in text.casefold() if char > "\xff" and char not in _TYPOGRAPHY)


def _by_place(hit: Hit) -> tuple[int, int]:
    return hit.start, -hit.end


def _outside(bad: list[Hit], good: list[tuple[int, int]]) -> list[Hit]:
    """The bad hits that lie in no accepted phrase: a sweep over both by their start."""
    good.sort()
    bad.sort()
    kept, index, reach = [], 0, 0
    for hit in bad:
        while index < len(good) and good[index][0] <= hit.start:
            reach = max(reach, good[index][1])
            index += 1
        if hit.end > reach:
            kept.append(hit)
    return kept


def _recipe() -> "Recipe":
    from glossary.index.renderings_compiler import RECIPE  # only a cold start compiles

    return RECIPE


RENDERINGS: Final = Part("renderings", _recipe, Renderings)
