"""The Chinese terms, compiled: one automaton over the source, and what decides whether a target renders a term.

Sections of the part: automaton over characters, first posting of each pattern, postings (numbers of records), first
byte of each record, records (JSON), dictionary words that overlap short terms, dictionary senses of the terms' parts.
"""

import json
from array import array
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from glossary.index.container import Content, Records, offsets, pack, unpack
from glossary.index.part import Part

if TYPE_CHECKING:
    from glossary.index.draft import Recipe

SHORT: Final = 3
"""Characters of a Chinese term that may be part of another word; longer ones hardly ever are."""


class SourceHit(NamedTuple):
    """A Chinese term in a source text: character offsets and the number of its pattern."""

    start: int
    end: int
    pattern: int


class SourceTerms:
    """Finds the Chinese terms of a set of concepts and says how each may be rendered."""

    __slots__ = (
        "_automaton",
        "_first_postings",
        "_framed",
        "_framed_bad",
        "_hits",
        "_overlapping",
        "_postings",
        "_records",
        "_sections",
        "_senses",
    )

    def __init__(self, content: Content) -> None:
        _, sections = unpack(content)
        self._automaton = _automaton(sections["automaton"])
        self._first_postings = sections["first_postings"].cast("I")
        self._postings = sections["postings"].cast("I")
        self._records = Records(sections["records"], sections["first_bytes"])
        self._sections = sections
        self._hits: dict[str, list[SourceHit]] = {}
        self._framed: dict[int, tuple[str, ...]] = {}
        self._framed_bad: dict[int, tuple[str, ...]] = {}
        self._overlapping: frozenset[str] | None = None
        self._senses: dict[str, dict[str, float]] | None = None

    def hits(self, text: str) -> list[SourceHit]:
        """The terms in ``text``, sorted by start, those left out that lie inside a longer one."""
        if self._automaton is None:
            return []
        known = self._hits.get(text)
        if known is None:
            if len(self._hits) >= _MOST_KNOWN:
                self._hits.clear()
            found = self._automaton.find_overlapping(text)
            found.sort(key=_by_place)
            known = self._hits[text] = list(_longest(found))
        return known

    def concepts(self, pattern: int) -> list[dict[str, Any]]:
        """The records of the concepts that a pattern can stand for."""
        numbers = self._postings[self._first_postings[pattern] : self._first_postings[pattern + 1]]
        return [self.record(number) for number in numbers]

    def numbers(self, pattern: int) -> tuple[int, ...]:
        """The numbers of these records, which tell concepts apart."""
        return tuple(self._postings[self._first_postings[pattern] : self._first_postings[pattern + 1]])

    def accepted(self, number: int) -> list[str]:
        """The wordings that render the concept with this number."""
        wordings: list[str] = self.record(number)["accepted"]
        return wordings

    def framed(self, number: int) -> tuple[str, ...]:
        """The same with a space on either side, as they are looked for in the wording of a passage."""
        framed = self._framed.get(number)
        if framed is None:
            framed = self._framed[number] = tuple(f" {wording} " for wording in self.accepted(number))
        return framed

    def once_right(self, number: int) -> list[tuple[str, str, str]]:
        """The wordings that are bad in a period only, with its two dates."""
        return [
            (wording, bad["from"], bad["to"])
            for bad in self.record(number)["bad"]
            if bad["from"] or bad["to"]
            for wording in bad["wordings"]
        ]

    def framed_bad(self, number: int) -> tuple[str, ...]:
        """The wordings of the bad renderings that are bad at any time, likewise."""
        framed = self._framed_bad.get(number)
        if framed is None:
            listed = (bad for bad in self.record(number)["bad"] if not (bad["from"] or bad["to"]))
            framed = tuple(f" {wording} " for bad in listed for wording in bad["wordings"])
            self._framed_bad[number] = framed
        return framed

    def overlaps_word(self, text: str, start: int, end: int) -> bool:
        """Whether a dictionary word holds the short term at a place of ``text``, or shares an edge with any term."""
        if end - start > SHORT:
            words = (text[max(0, start - 1) : start + 1], text[end - 1 : end + 1])
            return any(word in self._words() for word in words if len(word) == 2)
        return any(word in self._words() for word in _around(text, start, end))

    def contained(self, text: str, start: int, end: int) -> bool:
        """Whether a dictionary word holds the short term at a place of ``text`` and more."""
        known = self._words()
        return any(
            text[first:last] in known
            for first in range(max(0, end - _LONGEST_WORD), start + 1)
            for last in range(end, min(len(text), first + _LONGEST_WORD) + 1)
            if last - first > end - start
        )

    def _words(self) -> frozenset[str]:
        if self._overlapping is None:
            self._overlapping = frozenset(str(self._sections["overlapping"], "utf-8").split("\n"))
        return self._overlapping

    def senses(self, part: str) -> dict[str, float]:
        """The stems of the English words by which the dictionary explains a part of a term, with their weights."""
        if self._senses is None:
            self._senses = json.loads(bytes(self._sections["senses"]))
        return self._senses.get(part, {})

    def record(self, number: int) -> dict[str, Any]:
        """What is known of the concept with this number."""
        record: dict[str, Any] = self._records.read(number)
        return record


_MOST_KNOWN: Final = 20_000
"""Passages whose terms are kept: aligning and checking ask for the same ones."""

_LONGEST_WORD: Final = 5
"""Characters of the longest dictionary word that is kept as a neighbour."""


def assemble(
    patterns: bytes,
    postings: list[list[int]],
    records: list[bytes],
    overlapping: bytes,
    senses: bytes,
) -> bytes:
    """The bytes of the part; the words that overlap with terms are lines, the senses JSON."""
    sections = {
        "automaton": patterns,
        "first_postings": offsets(len(group) for group in postings),
        "postings": array("I", [number for group in postings for number in group]).tobytes(),
        "first_bytes": offsets(len(record) for record in records),
        "records": b"".join(records),
        "overlapping": overlapping,
        "senses": senses,
    }
    return pack({}, sections)


def _automaton(content: memoryview) -> Any:
    if not content:
        return None
    from daachorse import CharwiseDoubleArrayAhoCorasick

    return CharwiseDoubleArrayAhoCorasick.deserialize(bytes(content))


def _by_place(hit: tuple[int, int, int]) -> tuple[int, int]:
    return hit[0], -hit[1]


def _longest(hits: list[tuple[int, int, int]]) -> Iterator[SourceHit]:
    """Those of hits sorted by start, the longest first, that no other one holds."""
    reach = 0
    for start, end, pattern in hits:
        if end > reach:
            yield SourceHit(start, end, pattern)
            reach = end


def _around(text: str, start: int, end: int) -> Iterator[str]:
    """What may be a word at a place: everything that shares a character with it but is not inside it."""
    for first in range(max(0, start - _LONGEST_WORD + 1), end):
        for last in range(max(start, first) + 1, min(len(text), first + _LONGEST_WORD) + 1):
            if first < start or last > end:
                yield text[first:last]


def _recipe() -> "Recipe":
    from glossary.index.source_terms_compiler import RECIPE  # only a cold start compiles

    return RECIPE


SOURCE_TERMS: Final = Part("source-terms", _recipe, SourceTerms)
