"""The readings of Chinese terms, compiled: where pinyin stands in a text for something that has a rendering.

Sections of the part: those of ``glossary.index.automata`` over the spellings, the record of each spelling, first byte
of each record, records, first byte of each concept, concepts (both JSON), the Chinese terms with the number of their
concept, the words of English texts that could be taken for pinyin, and the everyday ones among these (all one a line).
"""

from array import array
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from glossary.index.automata import automaton_of
from glossary.index.container import Content, Records, offsets, pack, unpack
from glossary.index.part import Part
from glossary.index.renderings import at_boundary

if TYPE_CHECKING:
    from glossary.index.draft import Recipe


class Spelling(NamedTuple):
    """One place in a folded text where the reading of a Chinese word stands, and the number of its record."""

    start: int
    end: int
    record: int


class PinyinTerms:
    """Finds the readings of the Chinese terms of a set of concepts, and of the words in them."""

    __slots__ = (
        "_automaton",
        "_chinese",
        "_common",
        "_concepts",
        "_english",
        "_records",
        "_records_of_spellings",
    )

    def __init__(self, content: Content) -> None:
        _, sections = unpack(content)
        self._automaton = automaton_of(sections)
        self._records_of_spellings = sections["spellings"].cast("I")
        self._records = Records(sections["records"], sections["first_bytes"])
        self._concepts = Records(sections["concepts"], sections["first_of_concepts"])
        self._chinese = sections["chinese"]
        self._english = bytes(sections["english"])
        self._common = bytes(sections["common"])

    def spellings(self, folded: bytes) -> list[Spelling]:
        """Every reading that stands in a folded text between word boundaries; they may overlap."""
        if self._automaton is None:
            return []
        return [
            Spelling(start, end, self._records_of_spellings[pattern])
            for start, end, pattern in self._automaton.find_overlapping(folded)
            if at_boundary(folded, start, end)
        ]

    def record(self, number: int) -> dict[str, Any]:
        """What is known of a reading.

        ``zh``: the Chinese word; ``whole``: whether it is a term itself or a word in terms; ``concepts``: for each of
        them its id (``concept``), Chinese term (``zh``), ``source`` and accepted ``renderings``.
        """
        record: dict[str, Any] = self._records.read(number)
        return record | {"concepts": [self._concept(each) for each in record["concepts"]]}

    def of_chinese(self, term: str) -> dict[str, Any] | None:
        """The concept that a Chinese term names, as in a record, or None."""
        listed, sought = bytes(self._chinese), f"\n{term}\t".encode()
        place = listed.find(sought)
        if place < 0:
            return None
        start = place + len(sought)
        return self._concept(int(listed[start : listed.find(b"\n", start)]))

    def is_english(self, word: str) -> bool:
        """Whether English texts use a word, in small letters, that could be taken for pinyin: a loanword or a name."""
        return f"\n{word}\n".encode() in self._english

    def is_common(self, word: str) -> bool:
        """Whether a word is an everyday one of English that could be taken for pinyin: *here*, *women*."""
        return f"\n{word}\n".encode() in self._common

    def _concept(self, number: int) -> dict[str, Any]:
        concept: dict[str, Any] = self._concepts.read(number)
        return concept


class Contents(NamedTuple):
    """What the part is made of: the automata, the record of each of their patterns, and the tables behind them."""

    automata: dict[str, bytes]
    spellings: list[int]
    records: list[bytes]
    concepts: list[bytes]
    chinese: dict[str, int]
    english: list[str]
    common: list[str]


def assemble(contents: Contents) -> bytes:
    """The bytes of the part."""
    sections = {
        **contents.automata,
        "spellings": array("I", contents.spellings).tobytes(),
        "first_bytes": offsets(len(record) for record in contents.records),
        "records": b"".join(contents.records),
        "first_of_concepts": offsets(len(concept) for concept in contents.concepts),
        "concepts": b"".join(contents.concepts),
        "chinese": _lines(f"{term}\t{number}" for term, number in contents.chinese.items()),
        "english": _lines(contents.english),
        "common": _lines(contents.common),
    }
    return pack({}, sections)


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(("\n", *(f"{line}\n" for line in lines))).encode()


def _recipe() -> "Recipe":
    from glossary.index.pinyin_terms_compiler import RECIPE  # only a cold start compiles

    return RECIPE


PINYIN_TERMS: Final = Part("pinyin-terms", _recipe, PinyinTerms)
