"""The words of a Chinese dictionary, compiled: which English stems each of them suggests.

Names of people and places are left out: their renderings stand beside any word. What it holds does not depend on the
term base. Sections of the part: the words, sorted and a line each; the first byte of each record; records, ``stem
weight`` pairs with the weight in hundredths; keys, sorted, of the pairs of stems that explanations have side
by side.
"""

from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from glossary.index.calques import phrase_key
from glossary.index.container import Content, offsets, pack, unpack
from glossary.index.part import Part

if TYPE_CHECKING:
    from glossary.index.draft import Recipe

LONGEST: Final = 4
"""Characters of the longest word that is kept."""

_LEAST: Final = 0.25
_CHARACTER: Final = 0.6
"""What the senses of a single character weigh, against those of a word."""

_HUNDRED: Final = 100


class Lexicon:
    """From a Chinese word to the English stems that it suggests."""

    __slots__ = ("_first_bytes", "_known", "_pairs", "_records", "_words")

    def __init__(self, content: Content) -> None:
        _, sections = unpack(content)
        self._words = bytes(sections["words"]).decode().split("\n")
        self._first_bytes = sections["first_bytes"].cast("I")
        self._records = sections["records"]
        self._pairs = sections["pairs"].cast("Q")
        self._known: dict[str, dict[str, float]] = {}

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and self._number(word) >= 0

    def senses(self, word: str) -> dict[str, float]:
        """The stems that a word suggests, each with how strongly, 0 to 1; empty for what is no word."""
        senses = self._known.get(word)
        if senses is None:
            number = self._number(word)
            senses = self._known[word] = self._read(number) if number >= 0 else {}
        return senses

    def is_said(self, first: str, second: str) -> bool:
        """Whether the explanation of some word has two stems side by side."""
        key = phrase_key(f"{first} {second}")
        place = bisect_left(self._pairs, key)
        return place < len(self._pairs) and self._pairs[place] == key

    def _number(self, word: str) -> int:
        place = bisect_left(self._words, word)
        return place if place < len(self._words) and self._words[place] == word else -1

    def _read(self, number: int) -> dict[str, float]:
        record = bytes(self._records[self._first_bytes[number] : self._first_bytes[number + 1]]).decode().split()
        return {name: int(weight) / _HUNDRED for name, weight in zip(record[::2], record[1::2], strict=True)}


def _recipe() -> "Recipe":
    from glossary.index.draft import Joined, Recipe  # only a cold start compiles

    return Recipe((), lambda _: (), lambda *_: Joined(_compiled()))


def _compiled() -> bytes:
    from glossary.prediction.dictionary import common_senses, said_pairs  # only a cold start compiles

    kept = {}
    for word, senses in common_senses(LONGEST).items():
        factor = _CHARACTER if len(word) == 1 else 1.0
        strong = {name: weight * factor for name, weight in senses.items() if weight * factor >= _LEAST}
        if strong:
            kept[word] = " ".join(f"{name} {round(weight * _HUNDRED)}" for name, weight in strong.items()).encode()
    words = sorted(kept)
    records = [kept[word] for word in words]
    return pack(
        {},
        {
            "words": "\n".join(words).encode(),
            "first_bytes": offsets(len(record) for record in records),
            "records": b"".join(records),
            "pairs": array("Q", sorted(phrase_key(f"{first} {second}") for first, second in said_pairs())).tobytes(),
        },
    )


LEXICON: Final = Part("lexicon", _recipe, Lexicon, of_concepts=False)
