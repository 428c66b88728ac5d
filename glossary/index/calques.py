"""Predicted literal renderings, compiled: which English stems render which part of which Chinese term.

Sections of the part: the stems and how usual they are (``NO_STEM`` and a number for one that nothing suggests any
more); the forms, and their places when concepts are in the order of their ids; for each stem its *entries* (a form, a
part of it, a weight); how usual pairs of stems are; the pairs and phrases of accepted renderings; *anchors*, pairs of
stems that render neighbouring parts of a form and that good English does not put together, behind a filter with a byte
for each slot that an anchor falls into; and a record (JSON) of each concept.
"""

from bisect import bisect_left, bisect_right
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from glossary.index.container import Content, Records, unpack
from glossary.index.part import Part
from glossary.prediction.phrases import core, is_content
from glossary.prediction.properties import Explanation
from glossary.prediction.stems import stem

if TYPE_CHECKING:
    from glossary.index.draft import Recipe

LENGTH_BITS: Final = 3
WEIGHT_BITS: Final = 5
WEIGHT_SCALE: Final = (1 << WEIGHT_BITS) - 1
_PART_BITS: Final = 6 + LENGTH_BITS + WEIGHT_BITS
FORM_STEP: Final = 1 << _PART_BITS
"""How far apart the entries of a form and of the next one are; see ``pack_entry``."""
FILTER_BITS: Final = 22
_SHORT: Final = 1 << 15
"""As many forms have numbers that fit two bytes, with a bit to spare."""

NOTHING: Final = 0xFFFF
"""The number of the stem of a word that renders nothing."""

NO_STEM: Final = "\0"
"""What stands in the list of stems for one that no form suggests any more."""

FORM_BITS: Final = 18
ANCHOR_MASK: Final = (1 << FORM_BITS + 1) - 1
"""What an anchor says beside its stems: the number of a form, and in the last bit whether both may stand alone."""
OUTSIDE: Final = 1 << FILTER_BITS
"""The code of a content word that renders nothing."""

_SCATTER: Final = 2654435761  # Knuth, The Art of Computer Programming 3, 6.4: multiplicative hashing
_GATHER: Final = pow(_SCATTER, -1, 1 << FILTER_BITS)
_MOST_REMEMBERED: Final = 200_000


class Form(NamedTuple):
    """A Chinese form of a concept.

    The number of the concept's record, the characters, and where its words begin and end, as a bit mask of offsets.
    """

    record: int
    text: str
    boundaries: int


class Anchor(NamedTuple):
    """Two stems that render neighbouring parts of forms and that good English does not put side by side.

    All these forms, in ascending order, and those of which the two may be a rendering by themselves.
    """

    forms: tuple[int, ...]
    alone: tuple[int, ...]


class Vocabulary(dict[bytes, int]):
    """From a word as it stands between spaces to its code: 0 for one without meaning, ``OUTSIDE`` for one that renders
    nothing, else what ``code_of`` makes of its stem's number. Fills itself, within limits.
    """

    def __init__(self, numbers: dict[str, int]) -> None:
        super().__init__()
        self._numbers = numbers

    def __missing__(self, word: bytes) -> int:
        if len(self) > _MOST_REMEMBERED:
            self.clear()
        bare = core(word.decode("latin-1"))
        code = 0
        if is_content(bare):
            number = self._numbers.get(stem(bare))
            code = OUTSIDE if number is None else code_of(number)
        self[word] = code
        return code


class NumbersByCode(dict[int, int]):
    """From a code back to the number of its stem."""

    def __missing__(self, code: int) -> int:
        number = self[code] = (code * _GATHER & (1 << FILTER_BITS) - 1) - 1
        return number


class Calques:
    """The tables of the prediction; the finder (``glossary.calques.finder``) asks them."""

    def __init__(self, content: Content) -> None:
        _, sections = unpack(content)
        stems = bytes(sections["stems"]).decode().split("\n")
        self.stems = stems if stems != [""] else []
        self.numbers: dict[str, int] = dict(zip(self.stems, range(len(self.stems)), strict=True))
        self.vocabulary = Vocabulary(self.numbers)
        self.numbers_by_code = NumbersByCode({OUTSIDE: NOTHING})
        self.levels = sections["levels"]
        self.anchor_filter = bytes(sections["anchor_filter"]) + bytes(1 << FILTER_BITS)
        self._form_records = sections["form_records"].cast("I")
        self._form_ranks = sections["form_ranks"].cast("I")
        self._form_boundaries = sections["form_boundaries"].cast("Q")
        self._form_texts = bytes(sections["form_texts"]).decode().split("\n")
        self._first_entries = sections["first_entries"].cast("I")
        self._entries = sections["entries"].cast("I")
        self._pair_keys = sections["pair_keys"].cast("I")
        self._pair_levels = sections["pair_levels"]
        self._accepted_pairs = sections["accepted_pairs"].cast("I")
        self._accepted_phrases = sections["accepted_phrases"].cast("Q")
        self._conditional_phrases = sections["conditional_phrases"].cast("Q")
        self._anchor_keys = sections["anchor_keys"].cast("I")
        self._anchor_forms = sections["anchor_forms"].cast(type_of_forms(len(self._form_texts)))
        self._records = Records(sections["records"], sections["first_bytes"])
        self._anchors: dict[int, Anchor | None] = {}

    def form(self, number: int) -> Form:
        """A Chinese form by its number."""
        return Form(self._form_records[number], self._form_texts[number], self._form_boundaries[number])

    def form_rank(self, number: int) -> int:
        """The place of a form among all of them, concepts in the order of their ids."""
        return self._form_ranks[number]

    def is_accepted_phrase(self, key: str) -> bool:
        """Whether an accepted rendering of two and more words has these stems, with spaces between them."""
        return _holds(self._accepted_phrases, phrase_key(key))

    def is_conditional_phrase(self, key: str) -> bool:
        """Whether a rendering that counts only with evidence has these stems."""
        return _holds(self._conditional_phrases, phrase_key(key))

    def record(self, number: int) -> dict[str, Any]:
        """What a finding says of a concept: id, Chinese, source, accepted renderings and their stems."""
        record: dict[str, Any] = self._records.read(number)
        return record

    def anchor(self, first: int, second: int) -> Anchor | None:
        """The anchor that two stems are in this order; None where they are none, or where English has them so."""
        ordered = first << 16 | second
        if ordered not in self._anchors:
            if len(self._anchors) > _MOST_REMEMBERED:
                self._anchors.clear()
            self._anchors[ordered] = self._read_anchor(first, second)
        return self._anchors[ordered]

    def is_usual(self, first: int, second: int) -> bool:
        """Whether general English or an accepted rendering has two stems side by side, in this order."""
        return bool(self.pair_level(first, second)) or self.is_accepted_pair(first, second)

    def _read_anchor(self, first: int, second: int) -> Anchor | None:
        key = first << 16 | second if first < second else second << 16 | first
        start = bisect_left(self._anchor_keys, key)
        if start == len(self._anchor_keys) or self._anchor_keys[start] != key or self.is_usual(first, second):
            return None
        found = self._anchor_forms[start : bisect_right(self._anchor_keys, key, start)].tolist()
        return Anchor(tuple([it >> 1 for it in found]), tuple([it >> 1 for it in found if it & 1]))

    def rendered(self, number: int, forms: tuple[int, ...]) -> list[int]:
        """Those of some forms, in ascending order, of which a stem renders a part."""
        if number == NOTHING:
            return []
        entries, low, high = self._entries, self._first_entries[number], self._first_entries[number + 1]
        found = []
        for form in forms:
            low = bisect_left(entries, form << _PART_BITS, low, high)
            if low == high:
                break
            if entries[low] >> _PART_BITS == form:
                found.append(form)
        return found

    def explanations(self, number: int, form: int) -> list[Explanation]:
        """How parts of a form explain a stem; empty when none does."""
        low, high = self._first_entries[number], self._first_entries[number + 1]
        place = bisect_left(self._entries, form << _PART_BITS, low, high)
        found = []
        while place < high and (entry := self._entries[place]) >> _PART_BITS == form:
            found.append(_unpacked(entry))
            place += 1
        return found

    def pair_level(self, first: int, second: int) -> int:
        """How usual two stems are side by side in this order, on the scale of ``glossary.prediction.scale``."""
        key = first << 16 | second
        place = bisect_left(self._pair_keys, key)
        found = place < len(self._pair_keys) and self._pair_keys[place] == key
        return self._pair_levels[place] if found else 0

    def is_accepted_pair(self, first: int, second: int) -> bool:
        """Whether an accepted rendering has the two stems one after the other."""
        key = first << 16 | second
        place = bisect_left(self._accepted_pairs, key)
        return place < len(self._accepted_pairs) and self._accepted_pairs[place] == key


def type_of_forms(forms: int) -> Literal["H", "I"]:
    """The type of the section that says which of so many forms anchors belong to."""
    return "H" if forms <= _SHORT else "I"


def pack_entry(form: int, start: int, end: int, weight: int) -> int:
    """A form, a part of it and a weight in one 32-bit number; entries of one form lie together when sorted."""
    return form << _PART_BITS | start << LENGTH_BITS + WEIGHT_BITS | (end - start) << WEIGHT_BITS | weight


def code_of(number: int) -> int:
    """The code of a stem: a slot of the filter; that of a pair is the exclusive or of both."""
    return (number + 1) * _SCATTER & (1 << FILTER_BITS) - 1


def phrase_key(stems: str) -> int:
    """What a phrase is looked up by: a digest of its stems, with spaces between them."""
    return int.from_bytes(blake2b(stems.encode(), digest_size=8).digest(), "little")


def _holds(sorted_keys: memoryview, key: int) -> bool:
    place = bisect_left(sorted_keys, key)
    return place < len(sorted_keys) and sorted_keys[place] == key


def _unpacked(entry: int) -> Explanation:
    length = entry >> WEIGHT_BITS & (1 << LENGTH_BITS) - 1
    start = entry >> LENGTH_BITS + WEIGHT_BITS & 63
    return Explanation((1 << length) - 1 << start, (entry & WEIGHT_SCALE) / WEIGHT_SCALE)


def _recipe() -> "Recipe":
    from glossary.index.calques_compiler import RECIPE  # only a cold start compiles

    return RECIPE


CALQUES: Final = Part("calques", _recipe, Calques)
