"""The official names of a term base, compiled: which of them share words with a stretch of text.

Sections of the part: names and concepts (JSON records, each with the first bytes of them), the sizes of the names, the
index from words to names (JSON), and the sorted digests of the known phrases and of the known words.
"""

import json
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from glossary.articles.shadow import fold
from glossary.index.container import Content, Records, automaton, offsets, pack, unpack
from glossary.index.part import Part
from glossary.index.renderings import at_boundary
from glossary.names.words import LIGHT, content, words_of

if TYPE_CHECKING:
    from glossary.index.draft import Recipe

_NO_NAMES: Final[list[int]] = []


class OfficialName(NamedTuple):
    """One accepted name: its text, all its words, the stems that tell it apart, their families, and its concept."""

    text: str
    words: list[str]
    stems: list[str]
    families: list[int]
    concept: int


class Names:
    """Finds the official names that a few words may be meant for.

    ``heads`` says what the person is called who leads a body, by the number of its concept.
    """

    __slots__ = (
        "_concepts", "_index", "_index_bytes", "_names", "_of_one_pair", "_pair_names", "_pairs", "_phrases",
        "_sizes", "_vocabulary", "heads",
    )  # fmt: skip

    def __init__(self, content: Content) -> None:
        header, sections = unpack(content)
        self.heads: dict[str, list[str]] = header["heads"]
        self._pair_names: list[list[int]] = header["pairs"]
        self._of_one_pair = frozenset(header["of_one_pair"])
        self._pairs = automaton(sections["pairs"])
        self._names = Records(sections["names"], sections["first_name_bytes"])
        self._sizes = sections["sizes"]
        self._concepts = Records(sections["concepts"], sections["first_concept_bytes"])
        self._index_bytes: memoryview | None = sections["index"]
        self._index: dict[str, list[int]] = {}
        self._phrases = sections["phrases"].cast("Q")
        self._vocabulary = sections["vocabulary"].cast("Q")

    @property
    def count(self) -> int:
        """How many names there are."""
        return len(self._sizes) // 2

    def name(self, number: int) -> OfficialName:
        """The name with this number."""
        return OfficialName(*self._names.read(number))

    def size(self, number: int) -> tuple[int, int]:
        """How many words tell a name apart, and how many of them few names have in common."""
        return self._sizes[2 * number], self._sizes[2 * number + 1]

    def concept(self, number: int) -> dict[str, Any]:
        """Id, Chinese term, preferred name and source of a concept."""
        concept: dict[str, Any] = self._concepts.read(number)
        return concept

    def with_stem(self, stem: str) -> list[int]:
        """The numbers of the names that hold a word, in ascending order."""
        if self._index_bytes is not None:
            self._index = json.loads(bytes(self._index_bytes))
            self._index_bytes = None
        return self._index.get(stem, _NO_NAMES)

    def pairs_in(self, folded: bytes) -> Iterator[tuple[int, int, int, list[int]]]:
        """Where two neighbouring words of long names stand: offsets, their number, and those of the names."""
        for start, end, pair in self._pairs.find_overlapping(folded) if self._pairs else ():
            if at_boundary(folded, start, end):
                yield start, end, pair, self._pair_names[pair]

    def has_one_pair(self, number: int) -> bool:
        """Whether a long name has one such pair only."""
        return number in self._of_one_pair

    def find(self, text: str) -> int | None:
        """The number of the concept that has this name, as it is written."""
        for number in self.with_stem(content(words_of(fold(text)))[0]):
            name = self.name(number)
            if name.text == text:
                return name.concept
        return None

    def is_accepted(self, folded: bytes) -> bool:
        """Whether a folded phrase is an accepted rendering of any concept."""
        return _holds(self._phrases, folded)

    def is_word(self, word: str) -> bool:
        """Whether a folded word occurs in the term base."""
        return _holds(self._vocabulary, word.encode("latin-1", "replace"))


def assemble(
    *,
    names: list[OfficialName],
    concepts: list[bytes],
    heads: dict[str, list[str]],
    pairs: dict[bytes, list[int]],
    pair_automaton: bytes,
    index: dict[str, list[int]],
    phrases: bytes,
    vocabulary: bytes,
) -> bytes:
    """The bytes of the part; ``phrases`` and ``vocabulary`` are digests, in any order and more than once."""
    name_records = [_dumped(name) for name in names]
    sections = {
        "first_name_bytes": offsets(len(record) for record in name_records),
        "names": b"".join(name_records),
        "sizes": bytes(size for name in names for size in _size(name)),
        "first_concept_bytes": offsets(map(len, concepts)),
        "concepts": b"".join(concepts),
        "index": _dumped(index),
        "pairs": pair_automaton,
        "phrases": _in_order(phrases),
        "vocabulary": _in_order(vocabulary),
    }
    return pack({"heads": heads, "pairs": list(pairs.values()), "of_one_pair": _of_one_pair(pairs)}, sections)


def _of_one_pair(pairs: dict[bytes, list[int]]) -> list[int]:
    every = [number for numbers in pairs.values() for number in numbers]
    return [number for number in sorted(set(every)) if every.count(number) == 1]


def digests(texts: Iterable[bytes]) -> bytes:
    """What folded texts are known by, one behind the other."""
    return array("Q", {_digest(text) for text in texts}).tobytes()


def _in_order(found: bytes) -> bytes:
    return array("Q", sorted(set(array("Q", found)))).tobytes()


def _digest(text: bytes) -> int:
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "little")


def _holds(digests: memoryview, text: bytes) -> bool:
    digest = _digest(text)
    place = bisect_left(digests, digest)
    return place < len(digests) and digests[place] == digest


def _size(name: OfficialName) -> tuple[int, int]:
    return min(255, len(name.stems)), min(255, sum(word not in LIGHT for word in name.stems))


def _dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _recipe() -> "Recipe":
    from glossary.index.names_compiler import RECIPE  # only a cold start compiles

    return RECIPE


NAMES: Final = Part("names", _recipe, Names)
